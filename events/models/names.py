"""Names in three languages, and their folded form for look-ups in any script."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events import tokens

LANGUAGE_SUFFIX = {"en": "en", "ru": "ru", "zh-hans": "zh"}


class Localized:
    """Read `<stem>_en|ru|zh` in the active language, falling back to English."""

    def __init__(self, stem: str) -> None:
        self.stem = stem

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        suffix = LANGUAGE_SUFFIX.get(get_language() or "en", "en")
        return getattr(instance, f"{self.stem}_{suffix}") or getattr(instance, f"{self.stem}_en")


class FoldedField(models.TextField):
    """The folded text of other columns, one per line, written whenever the row is.

    Databases fold case differently (SQLite: ASCII only), so look-ups by name go through this.
    """

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), **kwargs: Any) -> None:
        kwargs["editable"] = False
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        self.sources = tuple(sources)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's
        texts = [getattr(model_instance, source) for source in self.sources]
        folded = "\n".join(tokens.fold(text) for text in texts if text)
        setattr(model_instance, self.attname, folded)
        return folded


class Named(models.Model):
    """Names in English, Russian and Simplified Chinese; English is required."""

    name_en = models.CharField(_("name (English)"), max_length=200)
    name_ru = models.CharField(_("name (Russian)"), max_length=200, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=200, blank=True)
    folded = FoldedField(_("folded names"), sources=("name_en", "name_ru", "name_zh"))

    name = Localized("name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)
