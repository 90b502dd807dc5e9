"""Reading a pack from a ZIP file somebody sends: nothing of it is believed, nothing is kept."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from tuquan.core.packs import load_pack
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack
from tuquan.programmes.services.installing import LARGEST_FILE

LARGEST_ARCHIVE = 2_000_000
LARGEST_UNPACKED = 20_000_000
LARGEST_TEXTS = 2_000_000
"""Bytes of all YAML files together: reading them takes under a second."""

MOST_FILES = 200

_MEGABYTE = 1_000_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What a damaged or locked file makes the reader raise."""


def read_pack_archive(data: bytes, name: str) -> tuple[Pack | None, list[Problem], dict[str, str]]:
    """Read a zipped pack folder: the pack, or every mistake in it, and the texts of its files.

    `name` is what the sender calls the file. Refused before anything is unpacked: what is too
    large, locked, or has a path or a link that leads outside.
    """
    if len(data) > LARGEST_ARCHIVE:
        return _refused(_too_large(name, LARGEST_ARCHIVE))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if refused := list(_refusals(entries, name)):
                return _refused(*refused)
            texts, problems = _texts(archive, entries)
    except _BROKEN:
        return _refused(Problem("pack_not_zip", name))
    if not texts:
        return None, [*problems, Problem("pack_empty", name, {"folder": name})], texts
    pack, mistakes = load_pack(texts)
    problems += mistakes
    sound = not any(not problem.is_warning for problem in problems)
    return (pack if sound else None), problems, texts


def _refused(*problems: Problem) -> tuple[None, list[Problem], dict[str, str]]:
    return None, list(problems), {}


def _too_large(name: str, maximum: int) -> Problem:
    return Problem("pack_too_large", name, {"maximum": maximum // _MEGABYTE, "file": name})


def _refusals(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Problem]:
    """Why an archive is not unpacked at all."""
    if len(entries) > MOST_FILES:
        yield Problem("pack_too_many_files", name, {"maximum": MOST_FILES})
        return
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        yield Problem("pack_unpacks_too_large", name, {"maximum": LARGEST_UNPACKED // _MEGABYTE})
    if sum(entry.file_size for entry in entries if _is_text(entry)) > LARGEST_TEXTS:
        yield Problem("pack_texts_too_large", name, {"maximum": LARGEST_TEXTS // _MEGABYTE})
    for file, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            yield Problem("pack_file_twice", file, {"file": file})
    for entry in entries:
        if code := _refusal(entry):
            yield Problem(code, entry.filename, {"file": entry.filename})


def _refusal(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x1:
        return "pack_encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "pack_packed_otherwise"
    if _leads_outside(entry.orig_filename) or _leads_outside(entry.filename):
        return "pack_path_outside"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return "pack_link" if kind not in (0, stat.S_IFREG) else ""


def _leads_outside(path: str) -> bool:
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or any(sign in path for sign in "\\:\0")


def _is_text(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file of the pack, and not what a Mac or an editor puts beside it."""
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return entry.filename.endswith(".yaml") and not hidden


def _texts(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> tuple[dict[str, str], list[Problem]]:
    """The texts of the pack's files; the size an archive gives may be a lie, so reading stops."""
    texts: dict[str, str] = {}
    problems = []
    for entry in entries:
        if not _is_text(entry):
            continue
        with archive.open(entry) as file:
            data = file.read(LARGEST_FILE + 1)
        try:
            if len(data) > LARGEST_FILE:
                raise ValueError
            texts[entry.filename] = data.decode("utf-8")
        except ValueError:
            problems.append(
                Problem("pack_file_unreadable", entry.filename, {"file": entry.filename})
            )
    return texts, problems
