"""Addresses: slugs, short ids, what stands where a record is gone, languages, headers."""

import json
import re
from collections.abc import Iterator

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events import models
from tests import factories
from tests.page_text import sections, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Addresses built outside a request are those of the English pages."""
    with translation.override("en"):
        yield


BUILDERS = {
    "event": factories.event,
    "statement": factories.statement,
    "initiative": factories.initiative,
    "document": factories.document,
    "actor": factories.actor,
}
LISTS = ("timeline", "statements", "initiatives", "documents", "actors", "articles")


def cited_article():
    article = factories.article(headline="Made-up headline")
    factories.event(source=factories.paragraph(article))
    return article


def every_record():
    return [*(build("Made-up record") for build in BUILDERS.values()), cited_article()]


# Records -------------------------------------------------------------------------------------


def test_record_without_or_with_a_wrong_slug_redirects_for_good(client: Client) -> None:
    for record in every_record():
        address = record.get_absolute_url()
        assert address == f"/{record.url_name}s/{record.public_id}/{record.slug}/"
        for wrong in (f"/{record.url_name}s/{record.public_id}/", f"{address[:-1]}-and-more/"):
            response = client.get(wrong)
            assert (response.status_code, response["Location"]) == (301, address)


def test_short_address_leads_to_the_record_in_the_language_of_the_path(client: Client) -> None:
    # Built first: a request leaves its language behind in the thread.
    addresses = {row.public_id: row.get_absolute_url() for row in every_record()}
    for public_id, address in addresses.items():
        for prefix in ("", "/ru", "/zh-hans"):
            response = client.get(f"{prefix}/{public_id}")
            assert (response.status_code, response["Location"]) == (301, f"{prefix}{address}")


def test_short_address_is_built_from_the_id() -> None:
    assert reverse("events:short", args=["st3"]) == "/st3"
    assert reverse("events:event", args=[12]) == "/events/ev12/"


def test_record_without_a_sluggable_name_has_an_address_without_a_slug(client: Client) -> None:
    event = factories.event("峰会")
    assert event.get_absolute_url() == f"/events/{event.public_id}/"
    assert client.get(event.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", BUILDERS)
def test_retracted_record_is_gone_and_says_why(client: Client, name) -> None:
    model = models.RECORD_OF_PREFIX[BUILDERS[name](status="retracted").prefix]
    record = model.objects.get()
    models.Tombstone.objects.create(
        id=record.public_id, status="retracted", reason="A made-up reason."
    )
    page = client.get(record.get_absolute_url())
    assert page.status_code == 410
    assert sections(page, r"<h1>(.*?)</h1>") == [f"Record {record.public_id} was retracted"]
    assert "The reason: A made-up reason." in text_of(page)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    short = client.get(f"/{record.public_id}")
    assert short.status_code == 410
    data = client.get(reverse(f"events:{name}-data", args=[record.public_id]))
    assert (data.status_code, data.json()) == (
        410,
        {"id": record.public_id, "status": "retracted", "reason": "A made-up reason."},
    )


@pytest.mark.parametrize("name", BUILDERS)
def test_merged_record_leads_to_its_survivor(client: Client, name) -> None:
    survivor = BUILDERS[name]("Made-up survivor")
    prefix = survivor.prefix
    models.Tombstone.objects.create(id=f"{prefix}900", status="merged", target=f"{prefix}901")
    models.Tombstone.objects.create(id=f"{prefix}901", status="merged", target=survivor.public_id)
    for path in (f"/{name}s/{prefix}900/", f"/{name}s/{prefix}900/old-name/", f"/{prefix}900"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, survivor.get_absolute_url())
    data = client.get(f"/{name}s/{prefix}900.json")
    assert (data.status_code, data["Location"]) == (301, f"/{name}s/{survivor.public_id}.json")


def test_record_merged_into_a_retracted_one_leads_to_the_reason(client: Client) -> None:
    models.Tombstone.objects.create(id="ev900", status="merged", target="ev901")
    models.Tombstone.objects.create(id="ev901", status="retracted", reason="Made up.")
    response = client.get("/events/ev900/", follow=True)
    assert response.redirect_chain == [("/events/ev901/", 301)]
    assert response.status_code == 410


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_unpublished_record_is_not_there(client: Client, name, status) -> None:
    record = BUILDERS[name]("Hidden name", status=status)
    for path in (
        record.get_absolute_url(),
        f"/{name}s/{record.public_id}.json",
        f"/{record.public_id}",
    ):
        response = client.get(path)
        assert response.status_code == 404
        assert "Hidden name" not in response.content.decode()


def test_article_that_nothing_public_cites_is_not_there(client: Client) -> None:
    article = factories.article()
    factories.event(source=factories.paragraph(article), status="draft")
    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/events/ev0/",
        "/events/ev01/",
        "/events/ev99999999999/",
        "/events/ev2147483648/",
        "/events/st1/",
        "/events/ev/",
        "/events/ev-1.json",
        "/ev9999999999999999",
        "/ev9999999999",
        "/ev1/",
        "/xx1",
        "/events/ev1%00/",
        "/events/%F0%9F%8E%88/",
        "/nowhere/" + "x" * 3000,
    ],
)
def test_wrong_id_is_a_helpful_404(client: Client, path) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert sections(page, r"<h1>(.*?)</h1>") == ["Nothing at this address"]
    assert 'href="/timeline/"' in page.content.decode()


def test_unknown_record_is_named(client: Client) -> None:
    assert "There is no public record ev77." in text_of(client.get("/events/ev77/"))


def test_record_data_holds_the_record_and_its_evidence(client: Client) -> None:
    for record in every_record():
        data = client.get(reverse(f"events:{record.url_name}-data", args=[record.public_id]))
        assert data["Content-Type"] == "application/json"
        assert json.loads(data.content)["id"] == record.public_id


# Lists ---------------------------------------------------------------------------------------


def test_events_redirects_to_the_timeline_with_its_filter(client: Client) -> None:
    response = client.get("/events/?country=kg")
    assert (response.status_code, response["Location"]) == (301, "/timeline/?country=kg")


@pytest.mark.parametrize("name", LISTS)
def test_list_has_csv_and_json_that_refuse_unknown_parameters(client: Client, name) -> None:
    assert client.get(f"/{name}.csv")["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(f"/{name}.json").json()["results"] == []
    assert client.get(f"/{name}.json?nonsense=1").status_code == 400
    assert client.get(f"/{name}.csv?nonsense=1").content.decode().startswith("nonsense: ")
    assert client.get(f"/{name}.xml").status_code == 404


# What every page has -------------------------------------------------------------------------


def alternates(body: str) -> dict[str, str]:
    pattern = r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">'
    return dict(re.findall(pattern, body))


def test_page_names_its_canonical_address_and_its_other_languages(client: Client) -> None:
    event = factories.event("Made-up event")
    address = event.get_absolute_url()
    host = "http://127.0.0.1:8000"
    body = client.get(f"/ru{address}?utm_source=x").content.decode()
    assert '<html lang="ru">' in body
    assert f'<link rel="canonical" href="{host}/ru{address}">' in body
    assert alternates(body) == {
        "en": f"{host}{address}",
        "x-default": f"{host}{address}",
        "ru": f"{host}/ru{address}",
        "zh-Hans": f"{host}/zh-hans{address}",
    }


def test_language_switch_keeps_path_and_query_string(client: Client) -> None:
    factories.country("KG")
    body = client.get("/zh-hans/timeline/?country=kg").content.decode()
    assert '<html lang="zh-Hans">' in body
    switch = body.split('class="langs"', 1)[1].split("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)" hreflang="([\w-]+)"', switch) == [
        ("/timeline/?country=kg", "en"),
        ("/ru/timeline/?country=kg", "ru"),
        ("/zh-hans/timeline/?country=kg", "zh-Hans"),
    ]


def test_page_speaks_the_language_of_its_address(client: Client) -> None:
    event = factories.event("Made-up event", title_ru="Выдуманное событие", date="2024-07-04")
    page = client.get(f"/ru{event.get_absolute_url()}")
    assert sections(page, r"<h1>(.*?)</h1>") == ["Выдуманное событие"]
    assert '<time datetime="2024-07-04">4 июля 2024 года</time>' in page.content.decode()


def test_public_page_sets_no_cookie_and_is_the_same_for_everybody(client: Client) -> None:
    paths = [record.get_absolute_url() for record in every_record()]
    paths += [f"/{name}/" for name in LISTS] + ["/events/ev999/", "/timeline.json"]
    first = {path: client.get(path) for path in paths}
    client.force_login(factories.user("made-up-curator", superuser=True))
    for path, response in first.items():
        assert response.cookies == {}
        assert response.get("Vary", "") in {"", "Accept-Encoding"}
        assert client.get(path).content == response.content


def test_every_address_of_a_page_is_its_own(client: Client) -> None:
    """No page fetches anything of another site: neither script, nor style, nor picture."""
    for record in every_record():
        body = client.get(record.get_absolute_url()).content.decode()
        fetched = re.findall(
            r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*="(/[^"]+)"', body
        )
        assert [path.split("/")[1] for path in fetched] == ["static"] * 5


@pytest.mark.parametrize("name", ["400.html", "403.html", "500.html"])
def test_page_of_an_error_needs_no_request(name) -> None:
    body = get_template(name).render()
    assert "<h1>" in body
    assert 'href="/timeline/"' in body


@pytest.mark.parametrize("build", ["event", "statement", "initiative", "document", "actor"])
def test_record_links_to_its_page_in_the_admin(client: Client, build: str) -> None:
    record = getattr(factories, build)()
    body = client.get(record.get_absolute_url()).content.decode()
    assert f'href="/admin/events/{build}/{record.pk}/change/"' in body
