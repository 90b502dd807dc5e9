"""A poor line to a server, for `bench/pages.py`: it waits, it is narrow, and it counts bytes.

It stands between browser and server, so that it is as slow for a service worker as for a page.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from contextlib import suppress

PART = 1_460
"""Bytes that travel together."""


class SlowLine:
    """A TCP proxy: half the round trip each way, and one width for all connections together.

    Connecting costs nothing, as in the tools of browsers by which such goals are set.
    """

    def __init__(self, to_port: int, round_trip: float, width: int) -> None:
        self.down = 0
        self.round_trip = round_trip
        self.is_cut = False
        self._open: set[socket.socket] = set()
        self._width = width
        self._to_port = to_port
        self._free_at = 0.0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """No network for anybody, the service worker included."""
        self.is_cut = True
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """The network is back."""
        self.is_cut = False

    def stop(self) -> None:
        """Take no more calls."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            if self.is_cut:
                browser.close()
                continue
            threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to_port))
        self._open |= {browser, server}
        for one, other, is_down in ((browser, server, False), (server, browser, True)):
            way: queue.Queue[tuple[float, bytes]] = queue.Queue()
            threading.Thread(target=self._read, args=(one, way, is_down), daemon=True).start()
            threading.Thread(target=self._write, args=(other, way), daemon=True).start()

    def _read(
        self, source: socket.socket, way: queue.Queue[tuple[float, bytes]], is_down: bool
    ) -> None:
        part = b"-"
        while part:
            part = b""
            with suppress(OSError):
                part = source.recv(PART)
            way.put((self._arrival(len(part), is_down), part))

    def _arrival(self, size: int, is_down: bool) -> float:
        """When a part is there: what came before it on the line goes first."""
        now = time.monotonic()
        if not is_down:
            return now + self.round_trip / 2
        with self._lock:
            self.down += size
            self._free_at = max(now, self._free_at) + size / self._width
            return self._free_at + self.round_trip / 2

    def _write(self, target: socket.socket, way: queue.Queue[tuple[float, bytes]]) -> None:
        part = b"-"
        while part:
            arrival, part = way.get()
            time.sleep(max(0.0, arrival - time.monotonic()))
            with suppress(OSError):
                target.sendall(part) if part else target.shutdown(socket.SHUT_WR)
