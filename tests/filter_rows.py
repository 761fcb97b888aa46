"""Made-up rows of every kind, tangled enough for any filter: for facets and exports."""

from events import models, search
from events.choices import EventKind, EventState, Status, Verb
from tests import factories

HIDDEN = "qqhiddenqq"


def event(number: int, **fields):
    """Event `number`; what it has follows from the number."""
    codes = ("KG", "CN", "RU", "KZ")
    topics = [factories.topic("transport"), factories.topic("trade")]
    topics.append(factories.topic("rail", parent=topics[0]))
    kinds = (EventKind.SUMMIT, EventKind.VISIT, EventKind.MINISTERIAL)
    return factories.event(
        f"Made-up meeting {number}",
        date=(f"20{19 + number % 5}-0{1 + number % 9}-1{number % 9}", "2021", "2022-05~")[
            number % 3
        ],
        countries=codes[: 1 + number % 4] if number % 5 else (),
        place=factories.place(f"made-up-{codes[number % 4].lower()}", of=codes[number % 4]),
        topics=topics[number % 3 : 2 + number % 2],
        kind=kinds[number % 3],
        state=EventState.HELD if number % 4 else EventState.ANNOUNCED,
        mode="video" if number % 3 else "in-person",
        **fields,
    )


def organ(name: str = "Made-up assembly", **fields):
    """An organ of a made-up body."""
    body = factories.actor(f"{name} body", kind="organisation")
    return factories.actor(name, kind="organ", parent=body, **fields)


def tangle(count: int = 8) -> None:
    """So many public records of each kind, and as many that nobody may see."""
    assembly = organ()
    for number in range(count):
        for status in (Status.PUBLISHED, Status.DRAFT, Status.RETRACTED):
            name = "Made-up" if status == Status.PUBLISHED else HIDDEN
            seen = {"status": status}
            meeting = event(number, organ=assembly if number % 2 else None, **seen)
            person = factories.actor(f"{name} person {number}", **seen)
            factories.participation(meeting, actor=person, country=factories.country("UZ"))
            plan = factories.initiative(
                f"{name} plan {number}",
                steps=[(Verb.PROPOSED, "2019"), (Verb.SIGNED, f"202{number % 5}-03")],
                countries=("KG", "CN", "RU")[number % 3 :],
                topics=list(meeting.topics.all()),
                **seen,
            )
            factories.statement(
                f"{name} words {number}.",
                date=f"202{number % 4}",
                on_behalf_of=("KG", "CN")[number % 2],
                initiatives=[plan],
                event=meeting,
                topics=list(meeting.topics.all()),
                **seen,
            )
            factories.document(f"{name} text {number}", event=meeting, topics=[], **seen)
    models.Tombstone.objects.get_or_create(
        id="ac99999", status=Status.RETRACTED, reason="Made-up reason"
    )
    search.rebuild()
