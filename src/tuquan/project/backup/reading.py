"""Reading a copy: to check it, or to make an installation from it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from tuquan.accounts.models import Account
from tuquan.base.errors import Conflict
from tuquan.places.models import Place
from tuquan.project.backup.container import Manifest, pieces, read_manifest, refused
from tuquan.project.backup.tables import (
    ROWS_AT_ONCE,
    columns,
    kept_models,
    lines_of,
    set_last_number,
    value_of,
)

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Table:
    """The beginning of a table in the copy."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The end of a table: how many rows it had, their hash, the last number given."""

    name: str
    rows: int
    sha256: str
    last: int


Read = Table | End | bytes


def read_manifest_of(path: Path) -> Manifest:
    """What a copy says of itself; no key is needed."""
    try:
        with path.open("rb") as file:
            return read_manifest(file)[0]
    except OSError as error:
        raise refused("backup_unreadable", file=str(path), why=error.strerror or "") from error


def check_backup(path: Path, key: bytes) -> dict[str, str]:
    """Read all of a copy; the hash of each table. Refused when anything does not fit."""
    counts = dict(read_manifest_of(path).counts)
    hashes = {end.name: end for end in _read(path, key) if isinstance(end, End)}
    if {name: end.rows for name, end in hashes.items()} != counts:
        raise refused("backup_damaged")
    return {name: end.sha256 for name, end in hashes.items()}


def _read(path: Path, key: bytes) -> Iterator[Read]:
    """Tables, rows as lines, ends; each end is compared with what came before it."""
    rows, digest = 0, hashlib.sha256()
    for line in _lines(path, key):
        if line.startswith(b"["):
            rows += 1
            digest.update(line + b"\n")
            yield line
            continue
        told: dict[str, Any] = json.loads(line)
        if "table" in told:
            rows, digest = 0, hashlib.sha256()
            yield Table(told["table"], tuple(told["columns"]))
        elif (told["rows"], told["sha256"]) != (rows, digest.hexdigest()):
            raise refused("backup_damaged")
        else:
            yield End(told["end"], rows, told["sha256"], int(told["last"]))


def _lines(path: Path, key: bytes) -> Iterator[bytes]:
    """The compressed text, line by line; never more than a little of it at once."""
    unpacker, rest = zlib.decompressobj(), b""
    try:
        with path.open("rb") as file:
            for piece in pieces(file, key):
                packed = piece
                while packed:
                    rest += unpacker.decompress(packed, 1 << 20)
                    packed = unpacker.unconsumed_tail
                    *whole, rest = rest.split(b"\n")
                    yield from whole
    except zlib.error as error:
        raise refused("backup_damaged") from error
    if rest or not unpacker.eof:
        raise refused("backup_damaged")


def restore_backup(
    path: Path, key: bytes, migrations: Callable[[], tuple[str, ...]], tell: Tell
) -> Manifest:
    """Put the rows of a copy into the empty tables here; all of them, or none.

    The copy is read to its end before, and each table is compared with it afterwards.
    """
    manifest = read_manifest_of(path)
    check_backup(path, key)
    here = migrations()
    if manifest.migrations != here:
        raise refused("backup_other_version", version=manifest.version)
    by_table = {model._meta.db_table: model for model in kept_models()}
    with transaction.atomic():
        if Place.objects.exists() or Account.objects.exists():
            raise Conflict("restore_not_empty")
        for model in by_table.values():
            model._base_manager.all()._raw_delete(connection.alias)
        ends = _load(path, key, by_table, tell)
        try:
            connection.check_constraints()
        except DatabaseError as error:
            raise refused("backup_damaged") from error
        for end in ends:
            model = by_table[end.name]
            set_last_number(model, end.last)
            if _hash_of(model) != end.sha256:
                raise refused("restore_differs", table=end.name)
    return manifest


def _load(path: Path, key: bytes, by_table: dict[str, type[models.Model]], tell: Tell) -> list[End]:
    ends, table, waiting = [], Table("", ()), []
    for read in _read(path, key):
        if isinstance(read, bytes):
            waiting.append(read)
            if len(waiting) < ROWS_AT_ONCE:
                continue
        if waiting:
            _insert(by_table[table.name], table.columns, waiting)
            waiting = []
        if isinstance(read, Table):
            table = read
        elif isinstance(read, End):
            ends.append(read)
            tell(read.name, read.rows)
    return ends


def _insert(model: type[models.Model], names: tuple[str, ...], lines: list[bytes]) -> None:
    by_column = {field.column: field for field in columns(model)}
    fields = [by_column[name] for name in names]
    quote = connection.ops.quote_name
    listed = ", ".join(quote(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    rows = [
        [value_of(field, plain) for field, plain in zip(fields, json.loads(line), strict=True)]
        for line in lines
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({marks})",  # noqa: S608
            rows,
        )


def _hash_of(model: type[models.Model]) -> str:
    digest = hashlib.sha256()
    for line in lines_of(model):
        digest.update(line + b"\n")
    return digest.hexdigest()
