"""The same query string denotes the same records on the page, in CSV and in JSON."""

import csv
import io
import random
import re

import pytest
from django.urls import reverse

from events import search
from tests import factories

pytestmark = pytest.mark.django_db

QUERIES = 60
PARTS = {
    "country": ["kg", "CN", "ru", "kg&country=cn", "kg&country=cn&together=1", "uz&only=1"],
    "since": ["2021", "2021-06", "2022-03-05"],
    "until": ["2023", "2023-04-30"],
    "year": ["2022", "2021&year=2023"],
    "certainty": ["certain", "possible"],
    "kind": ["summit", "visit&kind=signing"],
    "group": ["meetings", "summits&group=words"],
    "topic": ["made-up-trade", "made-up-parent"],
    "state": ["held", "announced&state=held"],
    "mode": ["video", "in-person"],
    "q": ["made-up", "Вымышленный", "бишкек"],
    "sort": ["date", "-date"],
}


def generated(seed=20260101):
    """60 query strings of one to four parameters, the same in every run."""
    chance = random.Random(seed)
    seen = []
    while len(seen) < QUERIES:
        names = chance.sample(sorted(PARTS), chance.randint(1, 4))
        query = "&".join(f"{name}={chance.choice(PARTS[name])}" for name in names)
        if query not in seen:
            seen.append(query)
    return seen


@pytest.fixture
def events():
    chance = random.Random(7)
    parent = factories.topic("made-up-parent")
    trade = factories.topic("made-up-trade", parent=parent)
    town = factories.place(of="KG", name_ru="Бишкек")
    dates = ["2020", "2021-06~", "2021-07-01", "2022-03-01/2022-03-09", "2022-12", "2023-04-30?"]
    for number in range(40):
        factories.event(
            f"Made-up event {number:02}",
            title_ru="Вымышленный саммит" if number % 3 == 0 else "",
            date=chance.choice(dates),
            kind=chance.choice(["summit", "visit", "signing", "interview"]),
            state=chance.choice(["held", "announced"]),
            mode=chance.choice(["video", "in-person", "unknown"]),
            place=chance.choice([town, None]),
            topics=chance.choice([[], [trade], [parent]]),
            countries=chance.sample(["KG", "CN", "RU", "UZ"], chance.randint(0, 3)),
            evidenced=False,
        )
    search.rebuild()


def test_page_csv_and_json_hold_the_same_ids_in_the_same_order(client, events):
    path = reverse("events:timeline")
    machine = path.rstrip("/")
    sizes = set()
    for query in generated():
        html = client.get(f"{path}?{query}").content.decode()
        results = html.split('id="results"', 1)[1].split("</main>")[0]
        page = list(dict.fromkeys(re.findall(r'href="/events/(ev\d+)/', results)))
        answer = client.get(f"{machine}.json?{query}&page_size=1000").json()
        stream = client.get(f"{machine}.csv?{query}")
        rows = csv.DictReader(io.StringIO(b"".join(stream).decode()))
        from_json = [row["id"] for row in answer["results"]]
        assert [row["id"] for row in rows] == from_json, query
        assert page == from_json, query
        assert answer["count"] == len(from_json), query
        sizes.add(len(from_json))
    assert len(sizes) > 8
