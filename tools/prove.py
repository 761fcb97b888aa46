"""`make prove`: what is too heavy for every run, with a dated record in docs/proofs/.

Tests marked `prove`, and every property test with ten times the examples, drawn anew.
"""

import platform
import subprocess
import sys
import time
from datetime import UTC, datetime

from sco_portal.environment import BASE_DIR
from tools.postgres import database_url, temporary_postgres
from tools.reports import Result
from tools.suite import REPORTS, run_pytest

ARGUMENTS = ["-n", "2", "--ignore=tests/e2e", "-m", "prove or hypothesis"]


def commit() -> str:
    """The commit that was proven, and whether the checkout differed from it."""
    answers = [
        subprocess.run(["git", *words], cwd=BASE_DIR, capture_output=True, text=True).stdout
        for words in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain"])
    ]
    return f"{answers[0].strip() or 'none'}{' with changes' if answers[1].strip() else ''}"


def record(results: dict[str, Result], seconds: float) -> str:
    """The record as Markdown."""
    lines = [f"# Proofs of {datetime.now(UTC):%Y-%m-%d}", "", f"- Commit: {commit()}"]
    lines += [f"- Python {platform.python_version()}, {seconds / 60:.1f} minutes"]
    lines += [f"- {name}: {result}" for name, result in results.items()]
    lines += ["- Property tests drew up to 1,000 examples each, tests marked `prove` ran too."]
    return "\n".join(lines) + "\n"


def main() -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    started, results = time.monotonic(), {}
    with temporary_postgres() as server:
        for name, url in (("SQLite", ""), ("PostgreSQL", database_url(server))):
            variables = {"HYPOTHESIS_PROFILE": "prove", "TEST_DATABASE_URL": url}
            results[name] = run_pytest(f"{name}-proofs", ARGUMENTS, variables)
    text = record(results, time.monotonic() - started)
    folder = BASE_DIR / "docs" / "proofs"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{datetime.now(UTC):%Y-%m-%d}.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if any(result.failed for result in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
