"""What the tests need from the system: PostgreSQL, Chromium and the library its driver links.

    python scripts/system_parts.py [--long]

With `--long` also what only `make test-long` needs: WebKitGTK, its driver, a screen for both.
As root on Debian or Ubuntu a missing part is installed; otherwise one line says which package to
install and what is skipped. With CI set, a part that stays missing is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from glob import glob
from typing import NamedTuple


class Part(NamedTuple):
    """A part of the system, how to see it, and what is skipped without it."""

    package: str
    present: Callable[[], bool]
    skipped: str


def _postgres() -> bool:
    return bool(glob("/usr/lib/postgresql/*/bin/initdb")) or shutil.which("initdb") is not None


def _chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def _libatomic() -> bool:
    return bool(glob("/usr/lib/*/libatomic.so.1") or glob("/usr/lib/libatomic.so.1"))


def _writer() -> bool:
    return bool(glob("/usr/lib/libreoffice/program/libswlo.so"))


def _serif() -> bool:
    return bool(glob("/usr/share/fonts/truetype/liberation*2*/LiberationSerif-BoldItalic.ttf"))


PARTS = (
    Part("postgresql", _postgres, "the suite on PostgreSQL"),
    Part("chromium", _chromium, "the journeys in a browser"),
    Part("libatomic1", _libatomic, "the journeys in a browser"),
    Part(
        "libreoffice-calc-nogui",
        lambda: shutil.which("soffice") is not None,
        "opening our workbooks in LibreOffice",
    ),
    Part("fonts-liberation2", _serif, "papers in a face like Times, as offices print them"),
    Part("libreoffice-writer-nogui", _writer, "opening our papers in LibreOffice"),
    Part(
        "poppler-utils",
        lambda: shutil.which("pdftotext") is not None,
        "reading the text of our PDF files",
    ),
)

WEBKIT = "the offline set in WebKit"
LONG_PARTS = (
    Part("webkit2gtk-driver", lambda: shutil.which("WebKitWebDriver") is not None, WEBKIT),
    Part("gir1.2-webkit2-4.1", lambda: _typelib("WebKit2-4.1"), WEBKIT),
    Part("python3-gi", lambda: bool(glob("/usr/lib/python3/dist-packages/gi")), WEBKIT),
    Part("xvfb", lambda: shutil.which("Xvfb") is not None, WEBKIT),
)


def _typelib(name: str) -> bool:
    return bool(glob(f"/usr/lib/*/girepository-1.0/{name}.typelib"))


def main() -> int:
    """Install or report what is missing; 1 when CI lacks something."""
    parts = PARTS + LONG_PARTS if "--long" in sys.argv[1:] else PARTS
    missing = [part for part in parts if not part.present()]
    if missing and _may_install():
        _install([part.package for part in missing])
        missing = [part for part in PARTS if not part.present()]
    for part in missing:
        print(f"Missing: install the package {part.package}; skipped: {part.skipped}.")
    return 1 if missing and os.environ.get("CI") else 0


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} …", flush=True)
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", "-y"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # One by one: a name that another release of the system does not know holds up no other.
    installs = [["install", "--no-install-recommends", one] for one in packages]
    for command in (["update"], *installs):
        subprocess.run([*apt, *command], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
