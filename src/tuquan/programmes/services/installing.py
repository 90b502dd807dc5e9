"""Reading packs from folders and installing them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.packs import canonical_json, edition_from_json, load_pack, sha256
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Inheritance, Pack
from tuquan.programmes.models import EditionText, Programme, ProgrammeEdition

LARGEST_FILE = 2_000_000
"""Bytes of one pack file; a pack is written by hand."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What installing a pack did: editions that are new, and those whose papers it renewed."""

    new: tuple[ProgrammeEdition, ...] = ()
    renewed: tuple[ProgrammeEdition, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.new or self.renewed)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shipped pack that can be installed; `only_papers`: its editions are there already."""

    pack: Pack
    only_papers: bool


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


def packs_to_install() -> list[Waiting]:
    """The shipped packs of which an edition is not installed yet, or has newer papers."""
    installed = {(row.programme.key, row.key): row for row in _all_editions()}
    waiting = []
    for pack in _read_shipped():
        rows = [(edition, installed.get((pack.key, edition.key))) for edition in pack.editions]
        if any(row is None for _, row in rows):
            waiting.append(Waiting(pack, only_papers=False))
        elif any(row and _renews_papers(row, edition) for edition, row in rows):
            waiting.append(Waiting(pack, only_papers=True))
    return waiting


def _all_editions() -> list[ProgrammeEdition]:
    return list(ProgrammeEdition.objects.select_related("programme"))


@lru_cache(maxsize=1)
def _read_shipped() -> tuple[Pack, ...]:
    """The packs of the product, which do not change while it runs."""
    return tuple(pack for folder in shipped_packs() if (pack := read_pack(folder)[0]))


def install_shipped(actor: Actor, key: str) -> Installation:
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
def install_pack(actor: Actor, pack: Pack) -> Installation:
    """Install every edition of a pack; says which are new and whose papers it renewed.

    Installing the same content again changes nothing. What an issuer issued never changes, so that
    other content under an installed number is refused; but when only the papers differ, the forms
    it is carried out with, the edition takes the newer ones.
    """
    require(actor.may("programmes.manage", ""))
    programme, _ = Programme.objects.get_or_create(key=pack.key, defaults={"name": pack.name})
    installed = {row.key: row for row in programme.editions.all()}
    added = [one for one in pack.editions if one.key not in installed]
    changed = [
        (installed[one.key], one)
        for one in pack.editions
        if one.key in installed and installed[one.key].sha256 != sha256(one)
    ]
    return Installation(
        new=tuple(_install(actor, programme, edition) for edition in added),
        renewed=tuple(_renew(actor, row, edition) for row, edition in changed),
    )


def _install(actor: Actor, programme: Programme, edition: Edition) -> ProgrammeEdition:
    digest = sha256(edition)
    row = ProgrammeEdition.objects.create(
        programme=programme,
        parent=_parent(edition.inherits) if edition.inherits else None,
        key=edition.key,
        sha256=digest,
        installed_at=clock.now(),
    )
    EditionText.objects.create(edition=row, definition=canonical_json(edition))
    record(actor, "programmes.installed", row, "", edition=edition.key, sha256=digest)
    return row


def _renew(actor: Actor, row: ProgrammeEdition, edition: Edition) -> ProgrammeEdition:
    old, new = row.sha256, sha256(edition)
    changed = Conflict("edition_changed", edition=edition.key, programme=row.programme.name)
    if not _renews_papers(row, edition):
        raise changed
    mine = ProgrammeEdition.objects.filter(pk=row.pk, sha256=old)
    if not mine.update(sha256=new):
        raise changed
    EditionText.objects.filter(edition=row).update(definition=canonical_json(edition))
    row.refresh_from_db()
    record(actor, "programmes.papers_renewed", row, "", edition=edition.key, old=old, new=new)
    return row


def _renews_papers(row: ProgrammeEdition, edition: Edition) -> bool:
    """Whether the papers differ from what is installed, and nothing else does."""
    if row.sha256 == sha256(edition):
        return False
    installed = edition_from_json(row.text.definition)
    return _without_papers(installed) == _without_papers(edition)


def _without_papers(edition: Edition) -> str:
    return canonical_json(replace(edition, papers=()))


def _parent(inherits: Inheritance) -> ProgrammeEdition:
    """The installed edition that parts are taken over from; it must be there first."""
    found = ProgrammeEdition.objects.filter(
        programme__key=inherits.programme, key=inherits.edition
    ).first()
    if found is None:
        params = {"programme": inherits.programme, "edition": inherits.edition}
        raise Invalid([Problem("parent_not_installed", "pack", params)])
    return found
