"""A copy of everything in one file, and an installation made from it again.

The file is a plain head (what is in it; readable without the key) and sealed pieces after it.
Under the seal stands a compressed text: for each table its columns and one JSON array a row, then
how many there were and their hash. Values are written as plain JSON, not as one database keeps
them, so that a copy from SQLite goes into PostgreSQL and back.
"""

from __future__ import annotations

from tuquan.project.backup.container import Manifest
from tuquan.project.backup.reading import check_backup, read_manifest_of, restore_backup
from tuquan.project.backup.writing import last_backup, write_backup

__all__ = [
    "Manifest",
    "check_backup",
    "last_backup",
    "read_manifest_of",
    "restore_backup",
    "write_backup",
]
