"""The tools behind the Makefile: what they find, refuse and leave alone."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from packaging.requirements import Requirement

from sco_portal.environment import BASE_DIR
from tools import bootstrap
from tools.browser import Browser, find_browser, get_browser
from tools.lock import LOCKS, pins, problems, walk, wanted
from tools.prove import record
from tools.reports import Result, read_report
from tools.vendored import problems as vendored_problems

# Locks


@pytest.mark.parametrize("name", sorted(LOCKS))
def test_lock_fits_pyproject(name: str) -> None:
    assert problems(name) == []


def test_lock_without_a_needed_package_is_named() -> None:
    locked = pins(LOCKS["runtime"])
    del locked["asgiref"]
    assert set(walk(wanted("runtime"), locked)) == {"asgiref is needed and not pinned"}


def test_lock_with_a_package_too_old_is_named() -> None:
    locked = pins(LOCKS["runtime"]) | {"tqdm": "1.0"}
    assert list(walk(wanted("runtime"), locked)) == ["tqdm is pinned to 1.0, wanted is ~=4.70"]


def test_lock_with_a_package_nobody_needs_is_named() -> None:
    assert list(walk([Requirement("asgiref>=3")], {"asgiref": "3.13.0", "made-up": "1"})) == [
        "made-up is pinned and nothing needs it"
    ]


# Preparation


def test_env_file_is_private_and_has_a_key_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    bootstrap.write_env()
    file = tmp_path / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_text()
    key = first.partition("SECRET_KEY=")[2].strip()
    assert len(key) >= 50
    bootstrap.write_env()
    assert file.read_text() == first


def test_bootstrap_needs_nothing_installed() -> None:
    code = "import sys; sys.path.insert(0, '.'); import tools.bootstrap"
    # Neither the environment's packages nor the user's: the standard library alone.
    command = [sys.executable, "-I", "-S", "-c", code]
    assert subprocess.run(command, cwd=BASE_DIR, check=False).returncode == 0


def test_commands_of_the_makefile_exist() -> None:
    lines = (BASE_DIR / "Makefile").read_text().splitlines()
    targets = {line.split(":")[0] for line in lines if line[:1].isalpha() and ":" in line}
    assert {"setup", "run", "serve", "test", "prove", "lock", "messages", "format"} <= targets
    assert os.access(BASE_DIR / ".ci" / "run", os.X_OK)


# Vendored files


def vendored(folder: Path, *, content: bytes) -> None:
    """A made-up package of one file, listed as b'made-up'."""
    digest = hashlib.sha256(b"made-up").hexdigest()
    listed = {"files": {"dist/a.js": {"path": "a.js", "sha256": digest}}}
    (folder / "vendored.json").write_text(json.dumps([listed]))
    (folder / "a.js").write_bytes(content)


def test_vendored_files_as_listed_are_fine(tmp_path: Path) -> None:
    vendored(tmp_path, content=b"made-up")
    assert vendored_problems(tmp_path) == []
    assert vendored_problems(tmp_path / "no-such-folder") == []


def test_vendored_files_changed_missing_or_unlisted_are_named(tmp_path: Path) -> None:
    vendored(tmp_path, content=b"tampered")
    (tmp_path / "b.js").touch()
    assert vendored_problems(tmp_path) == [
        "b.js is not listed",
        "a.js is not the file that was listed",
    ]
    (tmp_path / "a.js").unlink()
    assert vendored_problems(tmp_path) == ["a.js is listed and missing", "b.js is not listed"]
    (tmp_path / "vendored.json").unlink()
    assert vendored_problems(tmp_path) == ["vendored.json is missing"]


# Counting

REPORT = """<testsuites><testsuite>
<testcase name="a"><properties><property name="articles" value="ran"/></properties></testcase>
<testcase name="b"/><testcase name="c"><skipped/></testcase>{more}
</testsuite></testsuites>"""


def count(folder: Path, more: str, exit_code: int) -> Result:
    file = folder / "report.xml"
    file.write_text(REPORT.format(more=more))
    return read_report(file, exit_code)


def test_report_counts_tests(tmp_path: Path) -> None:
    assert count(tmp_path, "", 0) == Result(passed=2, failed=0, skipped=1, articles=1)
    bad = '<testcase name="d"><failure/></testcase><testcase name="e"><error/></testcase>'
    assert count(tmp_path, bad, 1) == Result(passed=2, failed=2, skipped=1, articles=1)


def test_report_of_a_bad_end_counts_as_failure(tmp_path: Path) -> None:
    assert count(tmp_path, "", 2) == Result(passed=2, failed=1, skipped=1, articles=1)


def test_report_missing_broken_or_empty_counts_as_failure(tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    assert read_report(file, 0) == Result(failed=1)
    file.write_text("<testsuites>")
    assert read_report(file, 0) == Result(failed=1)
    file.write_text("<testsuites><testsuite/></testsuites>")
    assert read_report(file, 5) == read_report(file, 0) == Result(failed=1)


def test_results_add_up_and_print_as_closing_lines() -> None:
    total = sum([Result(3, 1), Result(2, 0, 4, 1)], Result())
    assert total == Result(5, 1, 4, 1)
    assert str(total) == "5 passed, 1 failed, 4 skipped"
    assert str(Result(812)) == "812 passed, 0 failed"


def test_proof_record_says_what_ran_and_how_it_ended() -> None:
    lines = record({"SQLite": Result(7), "PostgreSQL": Result(6, 1)}, seconds=90).splitlines()
    assert lines[0].startswith("# Proofs of 20")
    assert lines[3].endswith(", 1.5 minutes")
    assert lines[4:6] == ["- SQLite: 7 passed, 0 failed", "- PostgreSQL: 6 passed, 1 failed"]


# Browser


def test_browser_named_by_chromium_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable = tmp_path / "made-up-browser"
    executable.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(executable))
    assert find_browser() == Browser(executable)


def test_browser_named_wrongly_is_none_and_installs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no-such-folder/chromium")
    assert find_browser() is None
    assert get_browser() is None


def test_browser_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable = tmp_path / "chromium-browser"
    executable.touch(mode=0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == Browser(executable)


# Accounts


def passwords(output: str) -> dict[str, str]:
    """Name and password from the indented lines of the command."""
    lines = [line.split() for line in output.splitlines() if line.startswith("  ")]
    return dict(lines)


@pytest.mark.django_db
def test_accounts_are_made_once_and_can_log_in(client: Client) -> None:
    out = StringIO()
    call_command("create_accounts", stdout=out)
    shown = passwords(out.getvalue())
    assert sorted(shown) == ["curator", "reviewer"]
    assert "manage.py changepassword curator" in out.getvalue()
    groups = Group.objects.values_list("user__username", "name").exclude(user=None)
    assert sorted(groups) == [("curator", "Curators"), ("reviewer", "Reviewers")]
    for name, password in shown.items():
        assert client.login(username=name, password=password)
    users = get_user_model().objects.order_by("username")
    assert [(user.is_staff, user.is_superuser) for user in users] == [(True, False)] * 2


@pytest.mark.django_db
def test_accounts_that_exist_keep_their_password() -> None:
    kept = get_user_model().objects.create_user("curator", password="made-up-and-kept")
    out = StringIO()
    call_command("create_accounts", stdout=out)
    assert list(passwords(out.getvalue())) == ["reviewer"]
    kept.refresh_from_db()
    assert kept.check_password("made-up-and-kept")
    again = StringIO()
    call_command("create_accounts", stdout=again)
    assert again.getvalue() == ""
