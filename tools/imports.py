"""Import every package of the lock once: a wheel that installs and cannot be loaded shows here."""

import importlib
import re
import sys
import warnings
from importlib.metadata import packages_distributions

from tools.lock import LOCKS, pins

# Tools of pip itself, which replace parts of the standard library when they are imported.
SKIPPED = {"pip", "pkg_resources", "setuptools"}


def modules_of(names: set[str]) -> list[str]:
    """The public top-level modules that these distributions install."""
    modules = packages_distributions()
    return sorted(
        module
        for module, owners in modules.items()
        if module.isidentifier()
        and not module.startswith("_")
        and module not in SKIPPED
        and names & {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners}
    )


def main() -> int:
    failures = 0
    warnings.simplefilter("ignore")
    for module in modules_of(set(pins(LOCKS["development"]))):
        try:
            importlib.import_module(module)
        except Exception as error:  # noqa: BLE001  whatever a package raises is the finding
            print(f"import {module}: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
