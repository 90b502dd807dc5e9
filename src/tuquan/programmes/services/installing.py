"""Reading packs from folders and installing them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.packs import canonical_json, load_pack, sha256
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Inheritance, Pack
from tuquan.programmes.models import Programme, ProgrammeEdition

LARGEST_FILE = 2_000_000
"""Bytes of one pack file; a pack is written by hand."""


def read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Read a pack folder: the pack, or every mistake in it with file, line and column.

    A link that leads out of the folder is a mistake: it may point at any file of the machine.
    """
    root = folder.resolve()
    texts: dict[str, str] = {}
    problems = []
    for path in sorted(root.rglob("*")):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            problems.append(Problem("path_outside_pack", name))
        elif path.suffix == ".yaml" and not path.is_dir():
            try:
                texts[name] = _text(path)
            except (OSError, ValueError):
                problems.append(Problem("pack_file_unreadable", name, {"file": name}))
    if not texts:
        return None, [*problems, Problem("pack_empty", str(folder), {"folder": str(folder)})]
    pack, mistakes = load_pack(texts)
    problems += mistakes
    return (None if any(not one.is_warning for one in problems) else pack), problems


def _text(path: Path) -> str:
    """The text of a file; `ValueError` when it is too large, no file, or not UTF-8."""
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        raise ValueError
    return path.read_bytes().decode("utf-8")


def shipped_packs() -> list[Path]:
    """The packs that come with the product."""
    root = Path(str(files("tuquan.packs")))
    return sorted(path.parent for path in root.glob("*/pack.yaml"))


def packs_to_install() -> list[Pack]:
    """The shipped packs of which an edition is not installed yet."""
    installed = set(ProgrammeEdition.objects.values_list("programme__key", "key"))
    waiting = [
        folder
        for folder in shipped_packs()
        if any((folder.name, e.parent.name) not in installed for e in folder.glob("*/edition.yaml"))
    ]
    return [pack for folder in waiting if (pack := read_pack(folder)[0])]


def install_shipped(actor: Actor, key: str) -> list[ProgrammeEdition]:
    """Install a pack that comes with the product, by its key."""
    require(actor.may("programmes.manage", ""))
    folder = next((folder for folder in shipped_packs() if folder.name == key), None)
    if folder is None:
        raise Invalid([Problem("pack_not_shipped", "pack", {"key": key})])
    pack, mistakes = read_pack(folder)
    if pack is None:
        params = {"pack": key, "count": len(mistakes)}
        raise Invalid([Problem("pack_has_mistakes", "pack", params)])
    return install_pack(actor, pack)


@transaction.atomic
def install_pack(actor: Actor, pack: Pack) -> list[ProgrammeEdition]:
    """Install every edition of a pack; returns the new ones.

    Installing the same content again changes nothing; other content under an installed number is
    refused, because an issued edition never changes.
    """
    require(actor.may("programmes.manage", ""))
    programme, _ = Programme.objects.get_or_create(key=pack.key, defaults={"name": pack.name})
    return [new for edition in pack.editions if (new := _install(actor, programme, edition))]


def _install(actor: Actor, programme: Programme, edition: Edition) -> ProgrammeEdition | None:
    digest = sha256(edition)
    installed = programme.editions.filter(key=edition.key).first()
    if installed:
        if installed.sha256 != digest:
            raise Conflict("edition_changed", edition=edition.key, programme=programme.name)
        return None
    row = ProgrammeEdition.objects.create(
        programme=programme,
        parent=_parent(edition.inherits) if edition.inherits else None,
        key=edition.key,
        definition=canonical_json(edition),
        sha256=digest,
        installed_at=clock.now(),
    )
    record(actor, "programmes.installed", row, "", edition=edition.key, sha256=digest)
    return row


def _parent(inherits: Inheritance) -> ProgrammeEdition:
    """The installed edition that parts are taken over from; it must be there first."""
    found = ProgrammeEdition.objects.filter(
        programme__key=inherits.programme, key=inherits.edition
    ).first()
    if found is None:
        params = {"programme": inherits.programme, "edition": inherits.edition}
        raise Invalid([Problem("parent_not_installed", "pack", params)])
    return found
