"""The rules that a model states about one row, held in Python with the row's place at hand.

Check constraints are read from the models and evaluated on the object: the database would name
neither row nor column, and one query a row would take minutes.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models as db
from django.db.models import F, Q

#: What the constraints without a sentence of their own mean, by the end of their names.
SENTENCES = {
    "merged_has_target": "merged means merged into a record, and nothing else does",
    "not_merged_into_itself": "a record cannot be merged into itself",
    "retracted_has_reason": "a retracted record says why",
    "earliest_before_latest": "it ends before it begins",
    "nationality_of_persons_only": "only persons have a nationality",
    "parent_of_bodies_only": "a person is no organ of anything",
    "organ_has_parent": "an organ is an organ of an organisation; say of which",
    "not_its_own_parent": "it cannot be part of itself",
    "not_its_own_duplicate": "it cannot be a duplicate of itself",
    "offsets_in_order": "start and end go together, and start comes first",
    "has_both_coordinates": "latitude and longitude go together, within -90..90 and -180..180",
    "published_has_version": "published revisions have a version, and no others do",
    "not_reviewed_by_author": "the reviewer is not the author",
    "tombstone_merged_has_target": "merged names its target; retracted names its reason alone",
}


def violated(instance: db.Model) -> Iterator[tuple[list[str], str]]:
    """Each check constraint that a row breaks: its columns and what it demands."""
    for constraint in instance._meta.constraints:
        if isinstance(constraint, db.CheckConstraint):
            condition = constraint.condition
            if holds(condition, instance) is False:
                yield list(_columns(condition)), sentence(constraint)


def sentence(constraint: db.BaseConstraint) -> str:
    """What a constraint demands, in words."""
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.violation_error_message)
    matches = [text for end, text in SENTENCES.items() if constraint.name.endswith(end)]
    return matches[-1] if matches else f"it breaks the rule {constraint.name}"


def holds(condition: Any, instance: db.Model) -> bool | None:
    """Evaluate a condition as SQL does: None is unknown, and a check passes unless False."""
    if not isinstance(condition, Q):
        path, expected = condition
        return _lookup(path, expected, instance)
    results = [holds(child, instance) for child in condition.children]
    if condition.connector == Q.AND:
        result = False if False in results else None if None in results else True
    elif condition.connector == Q.OR:
        result = True if True in results else None if None in results else False
    else:
        raise NotImplementedError(condition.connector)
    return result if result is None or not condition.negated else not result


_LOOKUPS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "range": lambda value, bounds: bounds[0] <= value <= bounds[1],
    "in": lambda value, values: value in values,
}


def _lookup(path: str, expected: Any, instance: db.Model) -> bool | None:
    name, _, lookup = path.partition("__")
    value = _attribute(instance, name)
    if lookup == "isnull":
        return (value is None) is expected
    if isinstance(expected, F):
        expected = _attribute(instance, expected.name)
    if value is None or expected is None:
        return None
    return bool(_LOOKUPS[lookup or "exact"](value, expected))


def _attribute(instance: db.Model, name: str) -> Any:
    return getattr(instance, instance._meta.get_field(name).attname)


def _columns(condition: Any) -> Iterator[str]:
    if isinstance(condition, Q):
        for child in condition.children:
            yield from _columns(child)
    else:
        yield condition[0].partition("__")[0]


def unclean(instance: db.Model) -> Iterator[tuple[str, str]]:
    """What `clean_fields` and `clean` say against a row, without a query for foreign keys."""
    exclude = {field.name for field in instance._meta.fields if field.is_relation}
    problems: dict[str, list[str]] = {}
    for step in (lambda: instance.clean_fields(exclude=exclude), instance.clean):
        try:
            step()
        except ValidationError as error:
            found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, messages in found.items():
                problems.setdefault(name, []).extend(messages)
        except ObjectDoesNotExist:
            # It names a row that is refused itself.
            return
    for name, messages in problems.items():
        for message in messages:
            yield ("" if name == "__all__" else name), message


def unique_keys(model: type[db.Model]) -> Iterator[tuple[tuple[str, ...], Q | None]]:
    """The sets of columns that no two rows share, each with its condition."""
    for field in model._meta.fields:
        if field.unique and not field.primary_key:
            yield (field.name,), None
    for constraint in model._meta.constraints:
        if isinstance(constraint, db.UniqueConstraint):
            yield tuple(constraint.fields), constraint.condition
