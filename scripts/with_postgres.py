"""Run a command against a PostgreSQL of its own, on a socket in a temporary folder.

    python scripts/with_postgres.py [--durable] COMMAND …

The cluster exists for this run only and listens on no port. It does not care for power failures,
unless `--durable` asks for it as in life. Without PostgreSQL the command is skipped with one line;
with CI set that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from pathlib import Path

# Tests take back what they insert: cleaning up behind them would note tables as empty while another
# test fills them, and the planner would then choose ways that never end.
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
DURABLE = "--durable"


@dataclass(frozen=True)
class Cluster:
    """A throw-away cluster: its programs, its folder and how it is started."""

    programs: Path
    folder: Path
    more: str

    @property
    def address(self) -> str:
        """Its address for TUQUAN_DATABASE."""
        return f"postgresql:///postgres?host={self.folder}&user=postgres"

    def make(self) -> None:
        """Make its files."""
        encoding = ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._call("initdb", "-U", "postgres", "-A", "trust", *encoding)

    def start(self) -> None:
        """Start it, also after a crash."""
        options = f"-k {self.folder} -c listen_addresses='' {self.more}"
        self._call("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def crash(self) -> None:
        """End it at once, in the middle of anything; what was committed is found again."""
        self._call("pg_ctl", "-w", "-m", "immediate", "stop")

    def _call(self, program: str, *words: str) -> None:
        owner = _owner()
        subprocess.run(
            [str(self.programs / program), "-D", str(self.folder / "data"), *words],
            user=owner,
            group=owner,
            extra_groups=[] if owner else None,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def main() -> int:
    """Start, run, stop; the command's own exit code."""
    durable = sys.argv[1:2] == [DURABLE]
    command = sys.argv[2 if durable else 1 :]
    programs = find_programs()
    if programs is None:
        print("PostgreSQL is not installed (package postgresql): skipped.")
        return 1 if os.environ.get("CI") else 0
    with cluster(programs, durable=durable) as made:
        environment = os.environ | {"TUQUAN_DATABASE": made.address}
        return subprocess.run(command, env=environment, check=False).returncode


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL here."""
    folders = sorted(glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[4]))
    if folders:
        return Path(folders[-1])
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def cluster(programs: Path, *, durable: bool = False) -> Iterator[Cluster]:
    """A running cluster that is gone afterwards."""
    # The path of a socket must stay under 107 bytes, so not the test runner's deep folder.
    folder = Path(tempfile.mkdtemp(prefix="tuquan-pg-", dir="/tmp"))  # noqa: S108
    if owner := _owner():
        shutil.chown(folder, owner, owner)
    made = Cluster(programs, folder, "" if durable else FAST)
    made.make()
    made.start()
    try:
        yield made
    finally:
        made.crash()
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


if __name__ == "__main__":
    sys.exit(main())
