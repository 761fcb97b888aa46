"""How each language says a date: small tables and the few rules around them.

Not message catalogues, on purpose. A date is grammar and not a list of sentences: Russian
declines month, season and year after every preposition, Chinese puts the year first and so
shortens the second date of a pair where English shortens the first. Catalogue entries would
be fragments no translator could judge. Month names come from Babel (CLDR).
"""

from functools import cache

from babel import Locale

NOMINATIVE, GENITIVE, ACCUSATIVE = "nominative", "genitive", "accusative"

#: How much of a date its neighbour or the heading above already says.
NOTHING, YEAR, MONTH = 0, 1, 2


@cache
def month_names(language, width="wide", context="format"):
    """CLDR month names by number; "format" stands beside a day, "stand-alone" does not."""
    return Locale.parse(language).months[context][width]


def _years(point):
    return point.earliest.year, point.latest.year


class English:
    """17 September 2021; the last date of a list carries what all of them share."""

    shortens_last = False
    dash = " – "
    notes = ("uncertain", "approximate")
    note = "{} ({})"
    note_comma = ", "
    or_comma, or_last = ", ", " or "
    missing_end, missing_start = "{}, end unknown", "{}, start unknown"
    seasons = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

    def point(self, point, omit=NOTHING, case=NOMINATIVE):
        """One date by itself, less what `omit` says is known already."""
        return getattr(self, f"_{point.precision}")(point, omit)

    def _day(self, point, omit):
        parts = [str(point.earliest.day), month_names("en")[point.earliest.month]]
        return " ".join([*parts, str(point.earliest.year)][: 3 - omit])

    def _month(self, point, omit):
        name = month_names("en")[point.earliest.month]
        text = name if omit else f"{name} {point.earliest.year}"
        return f"some day in {text}" if point.blank else text

    def _season(self, point, omit):
        name, (first, last) = self.seasons[point.season], _years(point)
        years = f"{first}–{last}" if first != last else str(first)
        return name if omit else f"{name} {years}"

    def _year(self, point, omit):
        year = str(point.earliest.year)
        return f"some {point.blank} in {year}" if point.blank else year

    def _decade(self, point, omit):
        return f"{point.earliest.year}s"

    def _century(self, point, omit):
        return "some year in {}–{}".format(*_years(point))

    def marked(self, marks, say):
        """`say(case)` behind the words for uncertain and approximate."""
        uncertain, approximate = marks
        prefix = "perhaps " * uncertain + "about " * approximate
        return prefix + say(NOMINATIVE)

    def joined(self, first, last, texts, case=NOMINATIVE):
        """A span with two known ends."""
        tight = " " not in texts[0] and first.precision == last.precision
        return ("–" if tight else self.dash).join(texts)

    def since(self, marks, say):
        """An interval without an end."""
        return "from " + self.marked(marks, say)

    def until(self, marks, say):
        """An interval without a start."""
        return "until " + self.marked(marks, say)

    def not_before(self, say):
        """One unknown day, of which only the earliest is known."""
        return "no earlier than " + say(NOMINATIVE)

    def not_after(self, say):
        """One unknown day, of which only the latest is known."""
        return "no later than " + say(NOMINATIVE)

    def between(self, say):
        """One unknown day of a stretch; `say` gives both ends, each in its own case."""
        return "between {} and {}".format(*say(NOMINATIVE, NOMINATIVE))


class Russian(English):
    """17 сентября 2021 года; cases follow the preposition."""

    dash = " — "
    notes = ("предположительно", "приблизительно")
    or_last = " или "
    missing_end, missing_start = "{}, окончание неизвестно", "{}, начало неизвестно"
    declined = {
        21: {NOMINATIVE: "весна", GENITIVE: "весны", ACCUSATIVE: "весну"},
        22: {NOMINATIVE: "лето", GENITIVE: "лета", ACCUSATIVE: "лето"},
        23: {NOMINATIVE: "осень", GENITIVE: "осени", ACCUSATIVE: "осень"},
        24: {NOMINATIVE: "зима", GENITIVE: "зимы", ACCUSATIVE: "зиму"},
    }
    year = {NOMINATIVE: "год", GENITIVE: "года", ACCUSATIVE: "год"}
    years = {NOMINATIVE: "годы", GENITIVE: "годов", ACCUSATIVE: "годы"}
    decades = {NOMINATIVE: "{}-е", GENITIVE: "{}-х", ACCUSATIVE: "{}-е"}
    some = {NOMINATIVE: "один", GENITIVE: "одного", ACCUSATIVE: "один"}
    blanks = {"day": "из дней", "month": "из месяцев"}

    def point(self, point, omit=NOTHING, case=NOMINATIVE):
        return getattr(self, f"_{point.precision}")(point, omit, case)

    def _day(self, point, omit, case):
        # A day reads as an ordinal whatever its case ("по 15 июня"): the month is genitive.
        name = month_names("ru")[point.earliest.month]
        return " ".join([str(point.earliest.day), name, f"{point.earliest.year} года"][: 3 - omit])

    def _month(self, point, omit, case):
        context = "format" if case == GENITIVE or point.blank else "stand-alone"
        name = month_names("ru", context=context)[point.earliest.month]
        text = name if omit else f"{name} {point.earliest.year} года"
        return self._some(point, case, text) if point.blank else text

    def _some(self, point, case, text):
        return f"{self.some[case]} {self.blanks[point.blank]} {text}"

    def _season(self, point, omit, case):
        name, (first, last) = self.declined[point.season][case], _years(point)
        years = f"{first}–{last} годов" if first != last else f"{first} года"
        return name if omit else f"{name} {years}"

    def _year(self, point, omit, case):
        year = point.earliest.year
        if point.blank:
            return self._some(point, case, f"{year} года")
        return str(year) if omit else f"{year} {self.year[case]}"

    def _decade(self, point, omit, case):
        name = self.decades[case].format(point.earliest.year)
        return name if omit else f"{name} {self.years[case]}"

    def _century(self, point, omit, case):
        return "{} из годов {}–{}".format(self.some[case], *_years(point))

    def marked(self, marks, say):
        uncertain, approximate = marks
        text = "около " + say(GENITIVE) if approximate else say(NOMINATIVE)
        return "возможно, " * uncertain + text

    def joined(self, first, last, texts, case=NOMINATIVE):
        if first.precision == last.precision == "year":
            return f"{first.earliest.year}–{last.earliest.year} {self.years[case]}"
        return ("–" if texts[0].isdigit() else self.dash).join(texts)

    def since(self, marks, say):
        return self._roughly(marks) + self._from(say(GENITIVE))

    def until(self, marks, say):
        return self._roughly(marks) + "по " + say(ACCUSATIVE)

    def _roughly(self, marks):
        # "около" wants a genitive and cannot stand before another preposition.
        uncertain, approximate = marks
        return "возможно, " * uncertain + "примерно " * approximate

    def _from(self, text):
        # "со второго": the only day of the month whose numeral asks for "со".
        return ("со " if text.split()[0] == "2" else "с ") + text

    def not_before(self, say):
        return "не ранее " + say(GENITIVE)

    def not_after(self, say):
        return "не позднее " + say(GENITIVE)

    def between(self, say):
        first, last = say(GENITIVE, ACCUSATIVE)
        return f"в период {self._from(first)} по {last}"


class Chinese(English):
    """2021年9月17日; the first date of a list carries what all of them share."""

    shortens_last = True
    dash = "至"
    notes = ("存疑", "约")
    note = "{}（{}）"
    note_comma = "、"
    or_comma, or_last = "、", "或"
    missing_end, missing_start = "{}，结束时间不详", "{}，开始时间不详"
    seasons = {21: "春季", 22: "夏季", 23: "秋季", 24: "冬季"}

    def _day(self, point, omit):
        day = point.earliest
        return "".join([f"{day.year}年", f"{day.month}月", f"{day.day}日"][omit:])

    def _month(self, point, omit):
        text = "".join([f"{point.earliest.year}年", f"{point.earliest.month}月"][min(omit, 1) :])
        return text + ("某日" if point.blank else "")

    def _season(self, point, omit):
        name, (first, last) = self.seasons[point.season], _years(point)
        years = f"{first}—{last}年" if first != last else f"{first}年"
        return name if omit else years + name

    def _year(self, point, omit):
        return f"{point.earliest.year}年" + {"": "", "day": "某日", "month": "某月"}[point.blank]

    def _decade(self, point, omit):
        return f"{point.earliest.year}年代"

    def _century(self, point, omit):
        return "{}—{}年间某年".format(*_years(point))

    def marked(self, marks, say):
        prefixes = {(0, 0): "", (0, 1): "约", (1, 0): "可能是", (1, 1): "可能约为"}
        return prefixes[marks] + say(NOMINATIVE)

    def joined(self, first, last, texts, case=NOMINATIVE):
        return self.dash.join(texts)

    def since(self, marks, say):
        return f"自{self.marked(marks, say)}起"

    def until(self, marks, say):
        return "截至" + self.marked(marks, say)

    def not_before(self, say):
        return "不早于" + say(NOMINATIVE)

    def not_after(self, say):
        return "不晚于" + say(NOMINATIVE)

    def between(self, say):
        return "{}至{}之间".format(*say(NOMINATIVE, NOMINATIVE))


GRAMMARS = {"en": English(), "ru": Russian(), "zh": Chinese()}
