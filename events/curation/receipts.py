"""Receipts: what was asked with a key is done once, however often a lost reply is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Receipt

from .base import CurationError

#: Nobody sends a save again after this.
KEPT = timedelta(days=7)
#: How often somebody else may be faster before it is an error.
TRIES = 3


def once(key: UUID, user: Any, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The reply of `act`, which is called in one transaction, and never again for the same key.

    Where it raises, nothing is kept and the same key may be tried anew.
    """
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _answered(key, user, act)
        except (IntegrityError, OperationalError):
            # The same request came twice at once, somebody took a number meanwhile, or two
            # waited for each other and the database gave up this one.
            continue
    with transaction.atomic():
        return _answered(key, user, act)


def _answered(key: UUID, user: Any, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    Receipt.objects.filter(at__lt=timezone.now() - KEPT).delete()
    if (kept := _kept(key, user)) is not None:
        return kept
    reply = act()
    Receipt.objects.create(key=key, curator=user, reply=reply)
    return reply


def _kept(key: UUID, user: Any) -> dict[str, Any] | None:
    receipt = Receipt.objects.filter(pk=key).first()
    if receipt is None:
        return None
    if receipt.curator_id != user.pk:
        raise CurationError(_("This key is somebody else's."))
    reply: dict[str, Any] = receipt.reply
    return reply
