"""Lists and records as CSV and JSON: what a Selection holds, in the columns of the dataset.

Programs rely on the shapes: CSV has a header, `id` first and no paging; JSON is
`{count, count_basis, next, previous, results}`. References to what is not public are empty.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, F, Model, OuterRef, QuerySet, When
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.http import urlencode

from events.choices import Status
from events.dataset import cells
from events.dataset.columns import TABLE_OF, TABLES, Column, Kind, Profile, Table, public_id
from events.filters import Selection
from events.models import (
    CLAIMS,
    Article,
    Event,
    Evidence,
    Paragraph,
    Participation,
    Record,
    Statement,
    StatementParty,
)
from events.models.dates import BEGINNING, END

CHUNK = 500
#: Spreadsheets run a text that begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_BOUNDS = ("earliest", "latest")
#: Where the countries of a row come from, for lists that show them.
_COUNTRIES: dict[type[Model], tuple[type[Model], str]] = {
    Event: (Participation, "event"),
    Statement: (StatementParty, "statement"),
}
_COUNTS = {"participants": "party_count", "sources": "source_count"}


def csv_response(selection: Selection, name: str) -> HttpResponseBase:
    """The whole list as `<name>.csv`, streamed; 400 in plain text where a parameter is wrong."""
    if errors := selection.machine_errors:
        lines = [f"{param}: {text}" for param, texts in errors.items() for text in texts]
        return HttpResponse(
            "\n".join([*lines, ""]), status=400, content_type="text/plain; charset=utf-8"
        )
    response = StreamingHttpResponse(
        _csv_lines(selection.queryset), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_response(selection: Selection, name: str, request: HttpRequest) -> JsonResponse:
    """One page of the list; 400 or 404 name the parameter that is wrong."""
    if errors := selection.machine_errors:
        return JsonResponse({"errors": errors}, status=400)
    try:
        page = selection.page(selection.page_size)
    except Http404 as error:
        return JsonResponse({"errors": {"page": [str(error)]}}, status=404)

    def address(number: int) -> str:
        size = [("page_size", selection.size)] if selection.size else []
        query = urlencode([*selection.page_pairs, *size, ("page", number)])
        return f"{request.build_absolute_uri(request.path)}?{query}"

    start = (page.number - 1) * selection.page_size
    body = {
        "count": selection.count,
        "count_basis": "exact",
        "next": address(page.number + 1) if page.has_next() else None,
        "previous": address(page.number - 1) if page.has_previous() else None,
        "results": list(rows(selection.queryset, start, start + selection.page_size)),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def record_json(record: Any) -> dict[str, Any]:
    """One public record or article with its children, aliases and evidence, in public columns.

    Children stand under the names of their tables, evidence beside the claim it is about.
    """
    return _trees(type(record)._default_manager.filter(pk=record.pk))[0]


def header(model: type[Model]) -> list[str]:
    """The columns of a list: those of the dataset, then what is computed."""
    return [column.name for column in _columns(model)] + _computed(model)


def rows(queryset: Any, start: int = 0, stop: int | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a queryset as JSON values by column, in its order; read in chunks of 500."""
    model = queryset.model
    columns, computed = _columns(model), _computed(model)
    plain = [column for column in columns if column.kind is not Kind.REFERENCES]
    sources = {column.name: _source(column) for column in plain}
    if any(name in _COUNTS for name in computed):
        queryset = queryset.with_counts()
    queryset = queryset.annotate(
        **{f"public_{name}": source for name, source in sources.items() if source is not None}
    )
    names = ["pk"]
    names += [c.attname if sources[c.name] is None else f"public_{c.name}" for c in plain]
    names += [name for name in computed if name in _BOUNDS]
    names += [_COUNTS[name] for name in computed if name in _COUNTS]
    values = queryset.values_list(*names)[start:stop].iterator(chunk_size=CHUNK)
    while chunk := [dict(zip(names, row, strict=True)) for row in islice(values, CHUNK)]:
        many = _many(model, columns, computed, [row["pk"] for row in chunk])
        for row in chunk:
            yield _row(model, row, many, sources)


def _row(model: type[Model], row: dict[str, Any], many: Any, sources: Any) -> dict[str, Any]:
    """One row: the values of its columns, then what is computed."""
    result: dict[str, Any] = {}
    for column in _columns(model):
        if column.kind is Kind.REFERENCES:
            result[column.name] = many[column.name].get(row["pk"], [])
        else:
            name = column.attname if sources[column.name] is None else f"public_{column.name}"
            result[column.name] = cells.take(column, row[name])
    for name in _computed(model):
        if name == "permalink":
            result[name] = f"{settings.SITE_URL}/{public_id(model, row['pk'])}"
        elif name == "countries":
            result[name] = many[name].get(row["pk"], [])
        elif name in _COUNTS:
            result[name] = row[_COUNTS[name]]
        else:
            result[name] = None if row[name] in (BEGINNING, END) else row[name].isoformat()
    return result


def _columns(model: type[Model]) -> list[Column]:
    return list(TABLE_OF[model].visible(Profile.PUBLIC))


def _computed(model: type[Model]) -> list[str]:
    """What lists add to the columns: bounds, countries, numbers, the permanent address."""
    if not issubclass(model, Record | Article):
        return []
    fields = {field.name for field in model._meta.get_fields()}
    names = [name for name in _BOUNDS if name in fields]
    names += ["countries"] if model in _COUNTRIES else []
    names += list(_COUNTS) if model is Event else []
    return [*names, "permalink"]


def _source(column: Column) -> Any:
    """The expression of a reference, empty where its target is not public; else None."""
    if column.kind is not Kind.REFERENCE:
        return None
    if issubclass(column.target, Record):
        public = {f"{column.name}__status": Status.PUBLISHED}
        return Case(When(**public, then=F(column.attname)))
    if column.target is Article:
        cited = Article.objects.published().filter(pk=OuterRef(column.attname))
        return Case(When(Exists(cited), then=F(column.attname)))
    return None


def _many(model: Any, columns: Iterable[Column], computed: list[str], keys: list[Any]) -> Any:
    """For each column with several values: the values of each row of a chunk."""
    found = {}
    for column in columns:
        if column.kind is Kind.REFERENCES:
            near, far = column.field.m2m_field_name(), column.field.m2m_reverse_field_name()
            links = column.field.remote_field.through._default_manager.filter(
                **{f"{near}__in": keys}
            )
            if issubclass(column.target, Record):
                links = links.filter(**{f"{far}__status": Status.PUBLISHED})
            pairs = links.values_list(near, far)
            found[column.name] = _grouped((o, public_id(column.target, k)) for o, k in pairs)
    if "countries" in computed:
        parties, owner = _COUNTRIES[model]
        named = parties._default_manager.filter(**{f"{owner}__in": keys}, country__isnull=False)
        found["countries"] = _grouped(named.order_by().values_list(owner, "country").distinct())
    return found


def _grouped(pairs: Iterable[tuple[Any, str]]) -> dict[Any, list[str]]:
    groups: dict[Any, list[str]] = defaultdict(list)
    for owner, value in pairs:
        groups[owner].append(value)
    return {owner: sorted(values, key=cells.sort_key) for owner, values in groups.items()}


# CSV ------------------------------------------------------------------------------------------


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(queryset: QuerySet) -> Iterator[str]:
    model = queryset.model
    texts = {column.name for column in _columns(model) if column.kind is Kind.TEXT}
    writer = csv.writer(_Echo())
    yield writer.writerow(header(model))
    for row in rows(queryset):
        yield writer.writerow([_cell(value, name in texts) for name, value in row.items()])


def _cell(value: Any, is_text: bool) -> str:  # noqa: FBT001 - of one column, in one place
    if is_text and value and value.startswith(FORMULA):
        return f"'{value}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cells.SEPARATOR.join(value)
    return "" if value is None else str(value)


# One record -----------------------------------------------------------------------------------


def _trees(queryset: Any) -> list[dict[str, Any]]:
    """Rows, each with the rows that hang on it under the names of their tables."""
    model = queryset.model
    trees = {row[_columns(model)[0].name]: row for row in rows(queryset.order_by("pk"))}
    for row in trees.values() if model is Evidence else ():
        # Ten of the eleven columns that name a claim are empty.
        for name in CLAIMS:
            if row[name] is None:
                del row[name]
    for table, column in _hanging(model) if trees else ():
        keys = queryset.order_by().values("pk")
        hanging: Any = table.model._default_manager.filter(**{f"{column.name}__in": keys})
        if table.model is Evidence:
            hanging = Evidence.objects.published().filter(pk__in=hanging.values("pk"))
        for tree in trees.values():
            tree[table.name] = []
        for child in _trees(hanging):
            trees[child.pop(column.name)][table.name].append(child)
    return list(trees.values())


def _hanging(model: type[Model]) -> Iterator[tuple[Table, Column]]:
    """The tables whose rows belong to rows of a model, with the column that says so."""
    for table in TABLES:
        owners = ("paragraph",) if (table.model, model) == (Evidence, Paragraph) else table.owner
        for name in owners:
            if table[name].target is model:
                yield table, table[name]
