"""The process of the web server: granian, which goes when the process that started it is gone.

`tuquan serve` tells its server to stop when it stops itself. Killed, it can tell nobody anything;
the server would stay, with the old program, and hold the port against the next start.
"""

from __future__ import annotations

import os
import signal
import threading
import time

from granian.cli import entrypoint

LOOK_EVERY = 1.0


def leave_with_parent() -> None:
    """Watch, beside everything else, whether the process that made this one is still there."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    leave_with_parent()
    os.register_at_fork(after_in_child=leave_with_parent)
    entrypoint()  # type: ignore[no-untyped-call]
