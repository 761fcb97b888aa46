"""Files of other projects that we commit, so that nobody needs Node to run the site.

static/vendor/vendored.json lists each package with version, licence and the sha512 of its npm
archive, and each file with its sha256. `check` holds the folder against that list; `fetch` brings
the files again with `npm pack` and refuses an archive or a file that is not the one listed.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from sco_portal.environment import BASE_DIR

VENDOR = BASE_DIR / "static" / "vendor"
LIST_NAME = "vendored.json"
# Points at a file we do not ship; hashed static names would fail on it.
SOURCE_MAP = re.compile(rb"^\s*(//|/\*)[#@] sourceMappingURL=.*$\n?", re.MULTILINE)


def packages(folder: Path) -> list[dict[str, Any]]:
    """The listed packages: name, version, licence, integrity and files by path in the archive."""
    listed: list[dict[str, Any]] = json.loads((folder / LIST_NAME).read_text(encoding="utf-8"))
    return listed


def problems(folder: Path) -> list[str]:
    """Files that are missing, changed or not listed, as sentences."""
    if not folder.is_dir():
        return []
    if not (folder / LIST_NAME).is_file():
        return [f"{LIST_NAME} is missing"]
    listed = {
        entry["path"]: entry["sha256"]
        for package in packages(folder)
        for entry in package["files"].values()
    }
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {name: path for name, path in there.items() if path.is_file() and name != LIST_NAME}
    found = [f"{name} is listed and missing" for name in sorted(set(listed) - set(files))]
    found += [f"{name} is not listed" for name in sorted(set(files) - set(listed))]
    for name in sorted(set(files) & set(listed)):
        if hashlib.sha256(files[name].read_bytes()).hexdigest() != listed[name]:
            found.append(f"{name} is not the file that was listed")
    return found


def fetch(folder: Path, *, trust: bool) -> None:
    """Bring every listed file. With ``trust`` empty hashes in the list are filled in."""
    listed = packages(folder)
    for package in listed:
        with tempfile.TemporaryDirectory() as scratch:
            name = f"{package['name']}@{package['version']}"
            command = ["npm", "pack", "--silent", "--pack-destination", scratch, name]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            archive = next(Path(scratch).glob("*.tgz"))
            digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            _hold(package, "integrity", f"sha512-{digest}", name, trust=trust)
            with tarfile.open(archive) as files:
                for source, entry in package["files"].items():
                    _write(files, source, entry, folder, trust=trust)
    text = json.dumps(listed, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / LIST_NAME).write_text(text + "\n", encoding="utf-8")


def _write(
    files: tarfile.TarFile, source: str, entry: dict[str, str], folder: Path, *, trust: bool
) -> None:
    member = files.extractfile(f"package/{source}")
    if member is None:
        sys.exit(f"{source} is not in the archive")
    content = SOURCE_MAP.sub(b"", member.read())
    _hold(entry, "sha256", hashlib.sha256(content).hexdigest(), source, trust=trust)
    target = folder / entry["path"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _hold(row: dict[str, Any], key: str, value: str, name: str, *, trust: bool) -> None:
    if trust and not row.get(key):
        row[key] = value
    if row.get(key) != value:
        sys.exit(f"{name}: {key} is {value}, listed is {row.get(key)}")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["fetch"] and set(arguments[1:]) <= {"--trust-new"}:
        fetch(VENDOR, trust="--trust-new" in arguments)
    elif arguments != ["check"]:
        sys.exit("usage: python -m tools.vendored check | fetch [--trust-new]")
    found = [f"static/vendor: {line}" for line in problems(VENDOR)]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
