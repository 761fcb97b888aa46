"""Rows that people write together: whose work they are."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class AuthoredQuerySet(models.QuerySet):
    """Verbs of rows with an author and contributors."""

    def by(self, user: Any):
        """Keep what a user has written, or changed since it was last published."""
        return self.filter(Q(author=user) | Q(contributors=user)).distinct()

    def with_people(self):
        """With author and contributors at hand."""
        return self.select_related("author").prefetch_related("contributors")
