"""Reading a rendered admin form back into what a browser would post."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values = {}
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("submit", "checkbox", "radio"):
            self.values[name] = given.get("value") or ""
        elif tag == "input" and name and "checked" in given and given["type"] != "submit":
            self.values[name] = given.get("value", "on")
        elif tag == "select" and name:
            self.select = (name, "multiple" in given)
            self.values[name] = [] if "multiple" in given else ""
        elif tag == "option" and self.select and "selected" in given:
            name, multiple = self.select
            if multiple:
                self.values[name].append(given["value"])
            else:
                self.values[name] = given["value"]
        elif tag == "textarea" and name:
            self.area = name
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data


def posted(response, **changes):
    """What a browser would post from this page, with some fields changed."""
    form = _Form()
    form.feed(response.content.decode())
    values = {name: value for name, value in form.values.items() if "__prefix__" not in name}
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.removeprefix("\n").removeprefix("\r\n")
    return {**values, **changes}
