"""Making a copy: one instant of the database, written, read again and compared."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tuquan import __version__
from tuquan.base import clock
from tuquan.project.backup.container import Manifest, Writer, refused
from tuquan.project.backup.reading import check_backup
from tuquan.project.backup.tables import (
    LEFT_OUT,
    columns,
    kept_models,
    last_number,
    lines_of,
    snapshot,
)

Tell = Callable[[str, int], None]
ROWS_PER_WORD = 50_000


def write_backup(path: Path, key: bytes, tell: Tell) -> Manifest:
    """Write a copy under this name, check it, and only then let it have the name."""
    if path.exists():
        raise refused("backup_file_exists", file=str(path))
    half = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest, written = _write(file, key, tell)
            file.flush()
            os.fsync(file.fileno())
        if check_backup(half, key) != written:
            raise refused("backup_check_failed", file=str(path))
        half.rename(path)
    except OSError as error:
        raise refused("backup_unwritable", file=str(path), why=error.strerror or "") from error
    finally:
        half.unlink(missing_ok=True)
    _remember(path, manifest)
    return manifest


def _write(file: IO[bytes], key: bytes, tell: Tell) -> tuple[Manifest, dict[str, str]]:
    with snapshot():
        manifest = _manifest(bool(key))
        writer, packer = Writer(file, manifest, key), zlib.compressobj(6)
        hashes = {}
        for model in kept_models():
            table = model._meta.db_table
            head = {"table": table, "columns": [field.column for field in columns(model)]}
            writer.write(packer.compress(json.dumps(head).encode() + b"\n"))
            rows, digest = 0, hashlib.sha256()
            for line in lines_of(model):
                digest.update(line + b"\n")
                writer.write(packer.compress(line + b"\n"))
                rows += 1
                if rows % ROWS_PER_WORD == 0:
                    tell(table, rows)
            hashes[table] = digest.hexdigest()
            end = {"end": table, "rows": rows, "sha256": hashes[table], "last": last_number(model)}
            writer.write(packer.compress(json.dumps(end).encode() + b"\n"))
            tell(table, rows)
        writer.write(packer.flush())
        writer.close()
    return manifest, hashes


def _manifest(encrypted: bool) -> Manifest:
    return Manifest(
        version=__version__,
        database=connection.vendor,
        made_at=clock.now().isoformat(),
        day=clock.today().isoformat(),
        migrations=applied_migrations(),
        counts={m._meta.db_table: m._base_manager.count() for m in kept_models()},
        encrypted=encrypted,
    )


def applied_migrations() -> tuple[str, ...]:
    """The steps that made the copied tables what they are."""
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied if app not in LEFT_OUT))


def _remember(path: Path, manifest: Manifest) -> None:
    """Leave a note for the doctor; the copy itself may be taken elsewhere."""
    note = {"made_at": manifest.made_at, "file": str(path), "encrypted": manifest.encrypted}
    (settings.DATA / "last-backup.json").write_text(json.dumps(note), "utf-8")


def last_backup() -> dict[str, Any] | None:
    """The note of the last copy made here; none when there was none."""
    try:
        found: dict[str, Any] = json.loads((settings.DATA / "last-backup.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found
