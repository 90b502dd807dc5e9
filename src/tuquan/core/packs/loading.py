"""From the files of a pack to the pack, or to everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from tuquan.core import strict_yaml
from tuquan.core.packs.checks import check_edition
from tuquan.core.packs.reading import Reading
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack
from tuquan.core.time import in_force

_FOLDER_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class PackFile:
    """What `pack.yaml` says."""

    key: str
    name: str
    name_en: str = ""


def load_pack(files: Mapping[str, str]) -> tuple[Pack | None, list[Problem]]:
    """Read one pack; all its problems at once, in the order of files and lines.

    `files` maps paths to texts: `pack.yaml` and `<edition>/edition.yaml`, with or without the
    pack's own folder in front. The pack is there only when there are no problems.
    """
    heads = [path for path in files if PurePosixPath(path).name == "pack.yaml"]
    if len(heads) != 1:
        code = "several_packs" if heads else "file_missing"
        return None, [Problem(code, heads[1] if heads else "pack.yaml")]
    folder = PurePosixPath(heads[0]).parent
    reading = Reading()
    head = _read_head(reading, heads[0], files[heads[0]], folder.name)
    editions = []
    for path in sorted(files.keys() - {heads[0]}):
        if not PurePosixPath(path).match("*/edition.yaml") or not _inside(path, folder):
            reading.problems.append(Problem("unknown_file", path))
        else:
            editions += _read_edition(reading, path, files[path], head.key)
    if len(files) == 1:
        reading.problems.append(Problem("no_edition", heads[0]))
    editions.sort(key=lambda edition: (edition.effective_from, edition.key))
    _check_overlaps(reading, editions)
    if reading.problems:
        return None, sorted(reading.problems, key=_place_in_files)
    return Pack(head.key, head.name, head.name_en, tuple(editions)), []


def _inside(path: str, folder: PurePosixPath) -> bool:
    return PurePosixPath(path).parent.parent == folder


def _read_head(reading: Reading, path: str, text: str, folder: str) -> PackFile:
    node, problems = strict_yaml.read(text, path)
    reading.problems += problems
    if node is None:
        return PackFile("", "")
    head = reading.read(PackFile, node)
    if not _FOLDER_NAME.fullmatch(head.key):
        reading.report(head, "key", "bad_key", key=head.key)
    elif folder and head.key != folder:
        reading.report(head, "key", "key_is_not_folder", key=head.key, folder=folder)
    return head


def _read_edition(reading: Reading, path: str, text: str, programme: str) -> list[Edition]:
    node, problems = strict_yaml.read(text, path)
    reading.problems += problems
    if node is None:
        return []
    edition = reading.read(Edition, node)
    folder = PurePosixPath(path).parent.name
    if edition.key != folder:
        reading.report(edition, "key", "key_is_not_folder", key=edition.key, folder=folder)
    if programme and edition.programme != programme:
        params = {"programme": edition.programme, "pack": programme}
        reading.report(edition, "programme", "other_programme", **params)
    check_edition(reading, edition)
    return [edition]


def _check_overlaps(reading: Reading, editions: list[Edition]) -> None:
    """Two editions of one programme are never in force on the same day."""
    for older, newer in pairwise(editions):
        if in_force(older.effective_from, older.effective_until, newer.effective_from):
            reading.report(newer, "effective_from", "overlapping_dates", other=older.key)


def _place_in_files(problem: Problem) -> tuple[str, int, int]:
    path, _, place = problem.where.partition(":")
    line, _, column = place.partition(":")
    return path, int(line or 0), int(column or 0)
