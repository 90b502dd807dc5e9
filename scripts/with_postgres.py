"""Run a command against a PostgreSQL of its own, on a socket in a temporary folder.

    python scripts/with_postgres.py COMMAND …

The cluster exists for this run only and listens on no port. Without PostgreSQL the command is
skipped with one line; with CI set that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def main() -> int:
    """Start, run, stop; the command's own exit code."""
    programs = find_programs()
    if programs is None:
        print("PostgreSQL is not installed (package postgresql): skipped.")
        return 1 if os.environ.get("CI") else 0
    with cluster(programs) as address:
        environment = os.environ | {"TUQUAN_DATABASE": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL here."""
    folders = sorted(glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[4]))
    if folders:
        return Path(folders[-1])
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A throw-away cluster; yields its address for TUQUAN_DATABASE."""
    # The path of a socket must stay under 107 bytes, so not the test runner's deep folder.
    folder = Path(tempfile.mkdtemp(prefix="tuquan-pg-", dir="/tmp"))  # noqa: S108
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner, owner)
    data = folder / "data"

    def call(*command: str) -> None:
        subprocess.run(
            [str(programs / command[0]), *command[1:]],
            user=owner,
            group=owner,
            extra_groups=[] if owner else None,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    encoding = ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    call("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", *encoding)
    options = f"-k {folder} -c listen_addresses='' {FAST}"
    call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql:///postgres?host={folder}&user=postgres"
    finally:
        call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
