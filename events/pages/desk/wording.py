"""What the scripts of the cards say: every sentence that is put together in the browser.

Parts in braces are filled in by the script; the keys are the names it asks for.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def card_texts() -> dict[str, Promise | str]:
    """All of them by name."""
    return {**_CARDS, **_SAVING, **_EVIDENCE, **_LOOKING, **_CHECKS}


_CARDS: dict[str, Promise | str] = {
    "new_event": _("New event"),
    "new_statement": _("New statement"),
    "new_initiative": _("New initiative"),
    "new_document": _("New document"),
    "new_actor": _("New person or organisation"),
    "event": _("Event"),
    "statement": _("Statement"),
    "initiative": _("Initiative"),
    "document": _("Document"),
    "actor": _("Person or organisation"),
    "step": _("Initiative step"),
    "field": _("Field of an existing record"),
    "untitled": _("without a title yet"),
    "drop_party": _("Remove {name}"),
    "edit_party": _("Change {name}"),
    "nobody": _("nobody named yet"),
    "removed": _("{name} was removed."),
    "filled_in": _("filled in from the offices of that day"),
    "step_n": _("New step {n}"),
    "drop_step": _("Remove step {n}"),
    "last_step": _("Last step on record: {verb}, {date}."),
    "no_steps": _("No step on record yet."),
    "earlier_steps": _("Steps on record: {n}."),
    "words_of": _("{n} of {most} words"),
    "words": _("Words: {n}"),
    "remark": _("{by} returned this: {comment}"),
    "created": _("{name} was added."),
    "opened": _("{name} is open."),
    "on_record": _("On record: {value}"),
    "empty_value": _("nothing"),
}
_SAVING: dict[str, Promise | str] = {
    "saved": _("Saved at {time}"),
    "saving": _("Saving …"),
    "unsaved": _("Changes not saved yet"),
    "missing": _("Not saved yet: missing {fields}"),
    "waits": _("Not saved yet: waits for {name}"),
    "nobody_row": _("a name in each row of people"),
    "unread_date": _("a date that can be read"),
    "refused": _("Not saved: see the messages below"),
    "failed": _("Not saved: {message}"),
    "kept_here": _("kept in this browser"),
    "not_kept": _("this browser cannot keep a copy"),
    "conflict": _("Somebody else changed this record. Nothing is saved until you choose."),
    "restored": _("Restored what was not saved."),
    "offline": _("No connection. Your work is kept in this browser and sent later."),
    "online": _("Connected again."),
    "signed_out": _("Your log-in has expired. Your work is kept in this browser."),
    "row_removed": _("(row removed)"),
    "no_answer": _("The server did not answer."),
    "gone": _("The draft was removed."),
    "theirs_for": _("Theirs for {field}"),
    "yours_for": _("Yours for {field}"),
}
_EVIDENCE: dict[str, Promise | str] = {
    "mark_supports": _("Evidence in paragraph {n} for {field}: show it"),
    "mark_contradicts": _("Paragraph {n} contradicts {field}: show it"),
    "mark_drop": _("Remove the evidence in paragraph {n} for {field}"),
    "whole": _("the record as a whole"),
    "whole_row": _("the row as a whole"),
    "elsewhere": _("In other articles: {n}"),
    "evidence_gone": _("Evidence was removed."),
    "party_cites": _("New party; its evidence is ¶{n}."),
    "attached": _("Evidence for {field} was added."),
    "will_support": _("Same as on record: kept as evidence for it."),
    "will_contradict": _(
        "Differs from the record: kept as a contradiction, the record keeps its own value."
    ),
}
_LOOKING: dict[str, Promise | str] = {
    "no_result": _("Nothing found."),
    "as_state": _("{name} takes part as a state; nobody is named."),
    "create": _("Create “{name}” as a draft"),
    "draft": pgettext_lazy("badge of a look-up", "draft"),
    "drop_choice": _("Remove {name}"),
    "not_chosen": _("Choose one from the list, or empty the field."),
    "stored_as": _("stored as"),
    "sorted_at": _("sorted at {day}"),
    "lies_between": _("lies between {from} and {to}"),
}
_CHECKS: dict[str, Promise | str] = {
    "ok": _("In order"),
    "warning": pgettext_lazy("self-check", "Look"),
    "error": _("Missing"),
    "nothing_checked": _("Nothing to check yet."),
    "checked": _("Missing: {errors}. To look at: {warnings}."),
    "go_to_field": _("Go to the field"),
}
