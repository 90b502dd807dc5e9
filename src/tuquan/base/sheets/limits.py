"""How large a file may be, and the refusal that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 20_000_000
MAX_PARTS = 5_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a code of `tuquan.base.texts` and the values its sentence needs."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """Carries a refusal from the depth of a reader to its door."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, params)


def check_size(rows: int, columns: int) -> None:
    """Refuse a sheet with too many rows, or with one cell so far out that it fills the memory."""
    if rows > MAX_ROWS:
        raise Refused("file_too_many_rows", rows=rows, limit=MAX_ROWS)
    if rows * columns > MAX_CELLS:
        raise Refused("file_too_large", cells=rows * columns, limit=MAX_CELLS)
