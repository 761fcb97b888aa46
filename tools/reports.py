"""What a pytest run did, read from its junit file rather than from what it printed."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Result:
    """Counts of one run; ``articles`` are those of the passed that read the source articles."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    articles: int = 0

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.articles + other.articles,
        )

    def __str__(self) -> str:
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


def read_report(path: Path, exit_code: int) -> Result:
    """Count the report's tests.

    A run that left no report, ran nothing, or ended badly without naming a failed test counts
    as one failure, so that it cannot pass unseen.
    """
    try:
        cases = list(ElementTree.parse(path).getroot().iter("testcase"))
    except (FileNotFoundError, ElementTree.ParseError):
        return Result(failed=1)
    outcomes = [_outcome(case) for case in cases]
    result = Result(
        outcomes.count("passed"),
        outcomes.count("failed"),
        outcomes.count("skipped"),
        sum(_read_articles(case) for case in cases),
    )
    nothing_ran = result.passed + result.failed == 0
    if result.failed == 0 and (exit_code or nothing_ran):
        return result + Result(failed=1)
    return result


def _outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


def _read_articles(case: ElementTree.Element) -> bool:
    names = {row.get("name") for row in case.iter("property")}
    return _outcome(case) == "passed" and "articles" in names
