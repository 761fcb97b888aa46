"""What the desk refuses: strangers, nasty bodies, documents that reach beyond their record."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from events import curation, dataset, models
from events.choices import Status
from tests import factories
from tests.admin.conftest import logged_in

pytestmark = pytest.mark.django_db

TEXT = "Made-up guests met in the made-up hall. Made-up guests spoke."
POSTS = ("save", "remove", "check", "submit", "judge", "set_aside", "digest")


@pytest.fixture
def article(curator):
    factories.country("KG")
    article = factories.article(headline="Made-up report")
    models.Paragraph.objects.filter(capture__article=article, number=1).update(text=TEXT)
    return curation.claim(article, curator)


@pytest.fixture
def passage(article):
    return factories.paragraph(article)


def post(client, name, body):
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(reverse(f"desk:{name}"), raw, content_type="application/json")


def saved(client, article, document, *, id="ev~1", table="events", **more):
    body = {"key": str(uuid.uuid4()), "table": table, "id": id, "article": article.public_id}
    return post(client, "save", {**body, "document": document, **more})


def event_row(**cells):
    return {"id": "ev~1", "title_en": "Made-up talks", "kind": "visit", "date": "2024-07", **cells}


def places(answer):
    return [(p["table"], p["row"], p["column"]) for p in answer.json()["problems"]]


# Who ----------------------------------------------------------------------------------------------


def addresses(article):
    gets = [reverse(f"desk:{name}", args=[article.public_id]) for name in ("data",)]
    gets += [reverse("desk:look") + "?kind=actor", reverse("desk:record", args=["ev1"])]
    return gets


def test_strangers_get_nothing(article, client):
    assert client.get(reverse("desk:article", args=[article.public_id])).status_code == 302
    assert {client.get(url).status_code for url in addresses(article)} == {401}
    assert {post(client, name, {}).status_code for name in POSTS} == {401}


def test_readers_with_an_account_get_nothing(article):
    user = factories.user("reader", "Reviewers")
    user.is_staff = False
    user.save()
    client = logged_in(user)
    assert client.get(reverse("desk:article", args=[article.public_id])).status_code == 302
    assert {client.get(url).status_code for url in addresses(article)} == {401}


def test_staff_without_permission_get_nothing(article):
    client = logged_in(factories.user("made-up-staff"))
    assert client.get(reverse("desk:article", args=[article.public_id])).status_code == 403
    assert {client.get(url).status_code for url in addresses(article)} == {403}
    answers = [post(client, name, {}) for name in POSTS]
    assert {(a.status_code, a.json()["message"]) for a in answers} == {
        (403, "You may not do this.")
    }


def test_writes_need_the_token(article, curator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(curator, backend="django.contrib.auth.backends.ModelBackend")
    assert {post(client, name, {}).status_code for name in POSTS} == {403}


def test_other_methods_are_refused(as_curator):
    assert {as_curator.get(reverse(f"desk:{name}")).status_code for name in POSTS} == {405}
    assert as_curator.post(reverse("desk:look")).status_code == 405


def test_record_of_a_kind_one_may_not_add_is_refused(article, curator):
    permission = {"codename": "add_event"}
    group = curator.groups.get()
    group.permissions.remove(group.permissions.get(**permission))
    answer = saved(logged_in(curator), article, {"events": [event_row()]})
    assert (answer.status_code, models.Event.objects.count()) == (400, 0)
    assert answer.json()["message"] == "You may not do this."


# Bodies -------------------------------------------------------------------------------------------

NASTY = [
    b"",
    b"[]",
    b"null",
    b"{",
    b"\xff\xfe",
    b'{"key": NaN}',
    b'{"key": 1e999999}',
    b'{"article": "\\u0000"}',
    b'{"article": "\\ud800"}',
    b'{"article": {"a": 1}}',
    b"[" * 100_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b'{"paragraph": "pg99999999999999999999", "article": "ar99999999999999999999"}',
    b'{"paragraph": "ev1", "article": "zz1", "id": "zz1", "key": "x"}',
    b'{"n": ' + b"9" * 5_000 + b"}",
]


@pytest.mark.parametrize("name", POSTS)
def test_nasty_bodies_are_refused_without_an_error(as_curator, article, name):
    codes = {post(as_curator, name, raw).status_code for raw in NASTY}
    assert codes <= {400, 404}


def test_what_turns_the_direction_of_words_is_taken_out(as_curator, article, passage):
    turned = event_row(title_en="Made-up \u202etalks\u2069", summary="One\nline\x07")
    answer = saved(as_curator, article, {"events": [turned]})
    assert answer.status_code == 200, answer.json()
    event = models.Event.objects.get()
    assert (event.title_en, event.summary) == ("Made-up talks", "One\nline")
    post(as_curator, "digest", {"paragraph": passage.public_id, "digest": "Made-up \u2066words"})
    passage.refresh_from_db()
    assert passage.digest == "Made-up words"


@pytest.mark.parametrize("id", ["", "ev", "evabc", "ev01", "ev²", "ev99999999999", "rvx", "ar1"])
def test_what_is_no_id_is_not_removed(as_curator, id):
    answer = post(as_curator, "remove", {"id": id})
    wanted = "It is not there any more." if id == "rvx" else f"There is no record {id}."
    assert (answer.status_code, answer.json()["message"]) == (400, wanted)


def test_body_of_more_than_a_megabyte_is_refused(as_curator, article):
    codes = [
        post(as_curator, "save", b'{"a": "' + b"x" * size + b'"}').status_code
        for size in (1_000_001, 3_000_000)
    ]
    assert codes == [413, 413]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "events", "title_en", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    table=st.sampled_from(["events", "participations", "evidence", "tombstones"]),
    column=st.sampled_from(
        ["id", "event", "title_en", "organ_number", "topics", "date", "start", "end", "paragraph"]
        + ["status", "actor", "place", "exact", "role"]
    ),
    value=JSON,
    base=JSON,
)
def test_no_document_makes_an_error(table, column, value, base):
    user = models.Revision._meta.get_field("author").related_model.objects.filter(
        username="fuzz"
    ).first() or factories.user("fuzz", "Curators")
    factories.country("KG")
    article = models.Article.objects.filter(assignee=user).first() or curation.claim(
        factories.article(), user
    )
    document = {
        "events": [event_row()],
        "participations": [{"id": "pa~1", "event": "ev~1", "country": "KG"}],
        "evidence": [{"id": "es~1", "event": "ev~1", "paragraph": "pg1", "start": 0, "end": 1}],
    }
    rows = document.setdefault(table, [{}])
    rows[0] = {**rows[0], column: value}
    client = logged_in(user)
    body = json.dumps({"document": document}, ensure_ascii=True)
    answer = saved(client, article, json.loads(body)["document"], base=base, seen="1 x")
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "published"},
        {"author": "curator"},
        {"version": 7},
        {"batch": "made-up"},
        {"published_at": "2024-07-04T09:30:00Z"},
        {"reviewer": "reviewer"},
        {"folded": "x"},
        {"no_such_column": 1},
    ],
)
def test_staff_columns_and_unknown_ones_are_refused(as_curator, article, cells):
    answer = saved(as_curator, article, {"events": [event_row(**cells)]})
    assert (answer.status_code, places(answer)) == (400, [("events", "ev~1", next(iter(cells)))])
    assert models.Event.objects.count() == 0


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"organ_number": 10**9, "organ": None}, "organ_number"),
        ({"date": "soon"}, "date"),
        ({"kind": "party"}, "kind"),
        ({"title_en": "x" * 251}, "title_en"),
        ({"title_en": ""}, "title_en"),
        ({"place": "nowhere"}, "place"),
        ({"parent": "ev999"}, "parent"),
        ({"topics": ["nothing"]}, "topics"),
        ({"topics": "nothing"}, "topics"),
        ({"organ": {}}, "organ"),
        ({"title_en": True, "kind": []}, "kind"),
    ],
)
def test_problem_is_named_by_its_row_and_column(as_curator, article, cells, column):
    answer = saved(as_curator, article, {"events": [event_row(**cells)]})
    assert (answer.status_code, places(answer)) == (400, [("events", "ev~1", column)])


def test_problem_of_a_child_is_named_by_its_row(as_curator, article, passage):
    rows = [{"id": "pa~7", "event": "ev~1", "role": "guest"}]
    document = {"events": [event_row()], "participations": rows}
    answer = saved(as_curator, article, document)
    assert answer.status_code == 400
    assert {place[:2] for place in places(answer)} == {("participations", "pa~7")}


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"events": []},
        {"events": [event_row(), event_row(id="ev~2")]},
        {"events": [event_row(id="ev~2")]},
        {"events": [event_row()], "statements": []},
        {"events": [event_row()], "articles": [{"id": "ar1", "headline": "x"}]},
        {"events": {}},
        {"events": [None]},
        {"events": [event_row(id=1)]},
    ],
)
def test_what_is_no_document_of_one_record_is_refused(as_curator, article, document):
    assert saved(as_curator, article, document).status_code == 400
    assert models.Event.objects.count() == 0


# Other records ------------------------------------------------------------------------------------


def test_rows_of_another_record_cannot_be_taken_or_added(as_curator, article, passage):
    other = factories.event("Made-up other", countries=["KG"], status=Status.DRAFT)
    stolen = other.participations.get()
    proof = other.evidence.get()
    before = dataset.document(other)
    tries = [
        ("participations", {"id": stolen.public_id, "event": "ev~1", "country": "KG"}),
        ("participations", {"id": "pa~1", "event": other.public_id, "country": "KG"}),
        ("evidence", {"id": proof.public_id, "event": "ev~1", "paragraph": passage.public_id}),
        ("evidence", {"id": "es~1", "event": other.public_id, "paragraph": passage.public_id}),
        ("evidence", {"id": "es~1", "participation": stolen.public_id, "paragraph": "pg1"}),
        ("evidence", {"id": "es~1", "paragraph": passage.public_id}),
    ]
    for table, row in tries:
        answer = saved(as_curator, article, {"events": [event_row()], table: [row]})
        assert (answer.status_code, places(answer)[0][:2]) == (400, (table, row["id"]))
    answer = saved(as_curator, article, {"events": [event_row(id=other.public_id)]})
    assert answer.status_code == 400
    assert dataset.document(other) == before
    assert models.Event.objects.count() == 1


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.MERGED])
def test_record_that_is_gone_cannot_be_saved(as_curator, article, status):
    into = {"merged_into": factories.event()} if status == Status.MERGED else {}
    event = factories.event(status=status, **into)
    answer = saved(as_curator, article, dataset.document(event), id=event.public_id)
    assert answer.status_code == 400
    assert saved(as_curator, article, {}, id="ev999").status_code == 400


# Anchors ------------------------------------------------------------------------------------------


def anchored(client, article, passage, **anchor):
    row = {"id": "es~1", "event": "ev~1", "paragraph": passage.public_id, **anchor}
    return saved(client, article, {"events": [event_row()], "evidence": [row]})


@pytest.mark.parametrize(
    ("anchor", "column"),
    [
        ({"start": 0, "end": 14, "exact": "made-up guests"}, "exact"),
        ({"start": 1, "end": 14, "exact": "Made-up guests"}, "exact"),
        ({"start": 0, "end": 14}, "exact"),
        ({"start": 0, "end": 999, "exact": TEXT}, "start"),
        ({"start": -5, "end": 2, "exact": ""}, "start"),
        ({"start": 5, "end": 5, "exact": ""}, "start"),
        ({"start": 5, "exact": ""}, "start"),
        ({"start": True, "end": 4, "exact": "ade"}, "start"),
        ({"start": 0, "end": 4, "exact": "Made", "paragraph": "pg1"}, "paragraph"),
        ({"start": 0, "end": 4, "exact": "Made", "paragraph": "pg999"}, "paragraph"),
    ],
)
def test_anchor_that_is_not_in_the_text_is_refused(as_curator, article, passage, anchor, column):
    answer = anchored(as_curator, article, passage, **anchor)
    assert (answer.status_code, places(answer)) == (400, [("evidence", "es~1", column)])


@pytest.mark.parametrize("start", [0, 40])
def test_words_that_stand_twice_are_told_apart(as_curator, article, passage, start):
    exact = "Made-up guests"
    anchor = {"start": start, "end": start + len(exact), "exact": exact}
    forged = {"before": "forged", "after": "forged"}
    answer = anchored(as_curator, article, passage, **anchor, **forged)
    assert answer.status_code == 200
    row = models.Evidence.objects.get()
    before, after = TEXT[max(0, start - 32) : start], TEXT[start + 14 :][:32]
    assert (row.start, row.before, row.after) == (start, before, after)


def test_offsets_count_code_points(as_curator, article, passage):
    models.Paragraph.objects.filter(pk=passage.pk).update(text="🎉🎉 上合组织 met")
    answer = anchored(as_curator, article, passage, start=3, end=7, exact="上合组织")
    assert answer.status_code == 200
    assert models.Evidence.objects.get().before == "🎉🎉 "


def test_stored_anchor_keeps_its_words(as_curator, article, passage):
    card = anchored(as_curator, article, passage, start=0, end=4, exact="Made").json()
    document = card["document"]
    document["evidence"][0] |= {"exact": "forged", "note": "Made-up note."}
    more = {"id": card["id"], "seen": card["seen"], "base": document}
    assert saved(as_curator, article, document, **more).status_code == 200
    row = models.Evidence.objects.get()
    assert (row.exact, row.note) == ("Made", "Made-up note.")


# Readers ------------------------------------------------------------------------------------------


def test_work_of_curators_is_on_no_public_page(client, as_curator, curator, reviewer, article):
    passage = factories.paragraph(article)
    event = factories.event("Made-up public", source=passage)
    curation.open_at_desk(article, curator)
    models.Decision.objects.create(
        subject=event.public_id, outcome="returned", comment="qqworkqq", by=reviewer
    )
    models.Judgement.objects.create(
        paragraph=passage,
        start=0,
        end=4,
        kind="topic",
        target="qqworkqq",
        accepted=True,
        curator=curator,
    )
    anchored(as_curator, article, passage, start=0, end=4, exact="Made")
    for url in (event.get_absolute_url(), article.get_absolute_url(), "/", "/timeline/"):
        page = client.get(url).content.decode()
        assert [word for word in ("qqworkqq", TEXT[:30], ">curator<") if word in page] == []
