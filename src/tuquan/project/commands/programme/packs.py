"""Finding the pack or the edition that somebody named on the command line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from tuquan.base.errors import Invalid
from tuquan.core.localising import inherit
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack
from tuquan.programmes.queries import installed_editions
from tuquan.programmes.services import read_pack, shipped_packs
from tuquan.project.commands.setup import tables_are_ready

_HEAD = "pack.yaml"


def pack_folder(name: str) -> Path:
    """The folder of that name, or the pack of that key that comes with the product."""
    folder = Path(name)
    if folder.is_dir():
        return folder
    shipped = _shipped(name)
    if shipped is None:
        raise Invalid([Problem("pack_nowhere", "pack", {"name": name})])
    return shipped


def read_resolved(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """A pack whose editions hold what they take over from packs beside it or from shipped ones."""
    pack, problems = read_pack(folder)
    if pack is not None:
        editions = tuple(_with_parent(edition, folder) for edition in pack.editions)
        pack = dataclasses.replace(pack, editions=editions)
    return pack, problems


def edition_named(name: str) -> tuple[Edition | None, list[Problem]]:
    """The edition `FOLDER`, `FOLDER/EDITION`, `KEY` or `KEY/EDITION` names, the newest of several.

    No edition, and the mistakes, where the pack cannot be read.
    """
    for folder, key in _places(name):
        if folder is not None:
            pack, problems = read_resolved(folder)
            if pack is None:
                return None, [problem for problem in problems if not problem.is_warning]
            for edition in reversed(pack.editions):
                if key in ("", edition.key):
                    return edition, []
    if tables_are_ready() and (installed := _installed(name)):
        return installed, []
    raise Invalid([Problem("edition_nowhere", "edition", {"name": name})])


def _places(name: str) -> list[tuple[Path | None, str]]:
    """The folders that may be meant, each with the edition looked for there."""
    path = Path(name)
    programme, _slash, key = name.partition("/")
    beside = path.parent if (path.parent / _HEAD).is_file() else None
    return [
        (path if (path / _HEAD).is_file() else None, ""),
        (beside, path.name),
        (_shipped(programme), key),
    ]


def _shipped(key: str) -> Path | None:
    return next((folder for folder in shipped_packs() if folder.name == key), None)


def _installed(name: str) -> Edition | None:
    programme, _slash, key = name.partition("/")
    editions = installed_editions().filter(programme__key=programme)
    found = [edition.content for edition in editions if key in ("", edition.key)]
    return max(found, key=lambda edition: edition.effective_from, default=None)


def _with_parent(edition: Edition, folder: Path) -> Edition:
    """The edition with what it inherits, where the parent pack is at hand."""
    if edition.inherits is None:
        return edition
    beside = folder.resolve().parent / edition.inherits.programme
    parents = beside if (beside / _HEAD).is_file() else _shipped(edition.inherits.programme)
    pack = read_pack(parents)[0] if parents else None
    known = {parent.key: parent for parent in pack.editions} if pack else {}
    parent = known.get(edition.inherits.edition)
    return inherit(edition, parent) if parent else edition
