"""The first two accounts of a fresh installation: one who codes, one who reviews."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

# The four-eyes rule needs two people; who is in which group decides what they may do.
ACCOUNTS = {"curator": "Curators", "reviewer": "Reviewers"}


class Command(BaseCommand):
    help = "Create the accounts curator and reviewer; an account that exists is left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        created = {
            name: password
            for name, group in ACCOUNTS.items()
            if (password := self._create(name, group))
        }
        if not created:
            return
        self.stdout.write("Accounts, with passwords that are not shown again:")
        for name, password in created.items():
            self.stdout.write(f"  {name:<9} {password}")
        self.stdout.write("A new password: .venv/bin/python manage.py changepassword curator")

    def _create(self, name: str, group: str) -> str:
        """The random password of a new account, or nothing where the name is taken."""
        users = get_user_model()
        user, is_new = users.objects.get_or_create(username=name, defaults={"is_staff": True})
        if not is_new:
            return ""
        password = secrets.token_urlsafe(15)
        user.set_password(password)
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get_or_create(name=group)[0])
        return password
