"""A line between browser and server that a test can cut, or let lose one answer."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from typing import Literal

Mode = Literal["ok", "down", "lose", "portal"]

SENDING = b"POST /may/gui/"
PORTAL = "<!doctype html><title>Wifi</title><h1>Xin mời đăng nhập</h1>".encode()
PORTAL_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (
    len(PORTAL),
    PORTAL,
)


class Line:
    """A TCP proxy: `ok`, `down`, `lose` (the server works, the answer is cut), `portal` (200 HTML).

    `spoil` damages the token of the next sending; `sent` counts the sendings that went through.
    """

    def __init__(self, to_port: int) -> None:
        self.spoil = False
        self.sent = 0
        self._mode: Mode = "ok"
        self._to_port = to_port
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def be(self, mode: Mode) -> None:
        """Behave so from now on; connections that stand are cut."""
        self._mode = mode
        for connection in list(self._open):
            _close(connection)

    def stop(self) -> None:
        """Take no more calls."""
        self.be("down")
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        if self._mode == "down":
            _close(browser)
            return
        self._open.add(browser)
        with suppress(OSError):
            server = socket.create_connection(("127.0.0.1", self._to_port))
            self._open.add(server)
            losing = threading.Event()
            back = threading.Thread(target=self._back, args=(server, browser, losing), daemon=True)
            back.start()
            with suppress(OSError):
                self._forth(browser, server, losing)
            _close(server)
            self._open.discard(server)
        _close(browser)
        self._open.discard(browser)

    def _forth(
        self, browser: socket.socket, server: socket.socket, losing: threading.Event
    ) -> None:
        while chunk := browser.recv(65536):
            if self._mode == "portal":
                browser.sendall(PORTAL_ANSWER)
                return
            if chunk.startswith(SENDING):
                chunk = self._sending(chunk, losing)
            server.sendall(chunk)

    def _sending(self, chunk: bytes, losing: threading.Event) -> bytes:
        self.sent += 1
        if self._mode == "lose":
            losing.set()
        if not self.spoil:
            return chunk
        self.spoil = False
        return re.sub(rb"(?i)(x-csrftoken: )(\S+)", lambda m: m[1] + b"x" * len(m[2]), chunk)

    def _back(self, server: socket.socket, browser: socket.socket, losing: threading.Event) -> None:
        with suppress(OSError):
            while chunk := server.recv(65536):
                if losing.is_set():
                    break
                browser.sendall(chunk)
        _close(browser)


def _close(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        connection.close()
