"""What is wrong with a package, each fault with its place."""

from __future__ import annotations

from dataclasses import dataclass

#: More problems than this are counted, not listed.
MOST_PROBLEMS = 200


@dataclass(frozen=True)
class Problem:
    """One fault: file, row as an editor numbers it (0: the file as a whole), column, reason."""

    file: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}: {self.column}: {self.reason}"


class LoadError(Exception):
    """A package, or a document, was refused; nothing has changed."""

    def __init__(self, problems: list[Problem], *, unlisted: int = 0) -> None:
        self.problems = problems
        self.unlisted = unlisted
        lines = [str(problem) for problem in problems]
        if unlisted:
            lines.append(f"... and {unlisted} more problems")
        super().__init__("\n".join(lines))


class Problems:
    """Collects problems, and raises them together."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._unlisted = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, file: str, row: int, column: str, reason: object) -> None:
        """Note a problem; the same one twice counts once."""
        problem = Problem(file, row, column, str(reason))
        if problem in self._found:
            return
        if len(self._found) < MOST_PROBLEMS:
            self._found[problem] = None
        else:
            self._unlisted += 1

    def stop(self) -> None:
        """Raise LoadError when anything was found."""
        if self._found:
            raise LoadError(list(self._found), unlisted=self._unlisted)
