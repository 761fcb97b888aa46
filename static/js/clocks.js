/* Keeps the clocks of the capitals current; the server's time stands there without script. */
(() => {
  "use strict";
  const clocks = [...document.querySelectorAll("time[data-zone]")];
  const format = (zone) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  const tick = () => {
    const now = new Date();
    for (const clock of clocks) {
      try {
        clock.textContent = format(clock.dataset.zone).format(now);
        clock.dateTime = clock.textContent + clock.dateTime.slice(5);
      } catch {
        /* a zone this browser does not know: the server's time stays */
      }
    }
    setTimeout(tick, 60000 - (Date.now() % 60000));
  };
  if (clocks.length) tick();
})();
