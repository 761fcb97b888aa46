"""`make test`: every check, the suite on two databases, the browser tests, and closing lines."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from sco_portal.environment import BASE_DIR, env
from tools.browser import get_browser
from tools.postgres import database_url, temporary_postgres
from tools.reports import Result, read_report

REPORTS = BASE_DIR / "var" / "reports"
COVERAGE = REPORTS / "coverage"
# The tools see the settings of the repository, not those of whoever runs them.
PLAIN = os.environ | {
    "ENV_FILE": "none",
    "DEBUG": "1",
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "sco_portal.settings",
}


def templates() -> list[str]:
    """Every template file, as paths from the checkout."""
    return sorted(str(path.relative_to(BASE_DIR)) for path in BASE_DIR.glob("templates/**/*.html"))


def checks() -> dict[str, list[str]]:
    """The checks that need no test run: what each is called and the module that does it."""
    listed = {
        "lint": ["ruff", "check", "--quiet", "."],
        "format": ["ruff", "format", "--check", "--quiet", "."],
        "types": ["mypy"],
        "django check": ["manage", "check", "--fail-level", "WARNING"],
        "missing migrations": ["manage", "makemigrations", "--check", "--dry-run"],
        "lock": ["tools.lock", "check"],
        "vendored files": ["tools.vendored", "check"],
    }
    if found := templates():
        listed["template lint"] = ["djlint", "--lint", "--quiet", *found]
        # Its wheel holds a program and no module.
        djade = str(Path(sys.executable).with_name("djade"))
        listed["template format"] = [djade, "--check", "--target-version", "5.2", *found]
    return listed


def run_check(name: str, command: list[str]) -> bool:
    """Run one check; only a failing one's words are shown."""
    started = time.monotonic()
    is_program = Path(command[0]).is_absolute()
    done = subprocess.run(
        command if is_program else [sys.executable, "-m", *command],
        cwd=BASE_DIR,
        env=PLAIN,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    passed = done.returncode == 0
    print(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - started:.1f} s)")
    if not passed:
        print(done.stdout)
    sys.stdout.flush()
    return passed


def run_pytest(name: str, arguments: list[str], variables: dict[str, str]) -> Result:
    """Run the tests once and count them."""
    print(f"\n== {name}", flush=True)
    report = REPORTS / f"{name.lower()}.xml"
    report.unlink(missing_ok=True)
    command = ["pytest", "-q", f"--junitxml={report}", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=BASE_DIR,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return read_report(report, done.returncode)


def run_databases() -> dict[str, Result]:
    """The suite without browser on SQLite, which measures coverage, then on PostgreSQL.

    Measuring costs a third of a run, and both run the same lines but for a few.
    """
    arguments = ["-n", "2", "--ignore=tests/e2e"]
    measured = ["--cov", "--cov-report=", "--cov-fail-under=0"]
    lite = {"TEST_DATABASE_URL": "", "COVERAGE_FILE": str(COVERAGE)}
    results = {"SQLite": run_pytest("SQLite", [*arguments, *measured], lite)}
    with ExitStack() as stack:
        url = env("TEST_DATABASE_URL")
        url = url or database_url(stack.enter_context(temporary_postgres()))
        variables = {"TEST_DATABASE_URL": url}
        results["PostgreSQL"] = run_pytest("PostgreSQL", arguments, variables)
    return results


def covered() -> bool:
    """Hold the coverage that the SQLite run measured against the bar in pyproject.toml."""
    print("\n== coverage of events/", flush=True)
    variables = os.environ | {"COVERAGE_FILE": str(COVERAGE)}
    command = [sys.executable, "-m", "coverage", "report"]
    return subprocess.run(command, cwd=BASE_DIR, env=variables, check=False).returncode == 0


def run_browser() -> Result | None:
    """The browser tests on SQLite; None when BROWSER=0 asks for none."""
    if env("BROWSER", "1") == "0":
        return None
    browser = get_browser()
    if browser is None:
        print("\nNo browser was found or could be installed; CHROMIUM=/path names one.")
        return Result(failed=1)
    return run_pytest("Browser", ["-n", "2", "tests/e2e"], {"TEST_DATABASE_URL": ""})


def article_line(results: dict[str, Result]) -> str:
    if not env("ARTICLES_DIR"):
        return "article tests did not run: ARTICLES_DIR is not set"
    return f"article tests: ran {sum(result.articles for result in results.values())}"


def main() -> int:
    started = time.monotonic()
    REPORTS.mkdir(parents=True, exist_ok=True)
    failed = [name for name, command in checks().items() if not run_check(name, command)]
    results = run_databases()
    if not covered():
        failed.append("coverage")
    browser = run_browser()
    print(f"\n== closing lines, after {(time.monotonic() - started) / 60:.1f} minutes")
    for name, result in results.items():
        print(f"{name}: {result}")
    print(f"Browser: {browser}" if browser else "Browser: 0 browser tests, as BROWSER=0 asked")
    print(article_line(results))
    print(f"checks that failed: {', '.join(failed)}" if failed else "checks: all passed")
    total = sum([*results.values(), browser or Result()], Result())
    print(total)
    return 1 if failed or total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
