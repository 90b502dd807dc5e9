"""Installing packs and adopting programmes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import not_over
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.packs import canonical_json, load_pack, sha256
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack
from tuquan.core.time import LAST_START_DAY
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition

LARGEST_FILE = 2_000_000
"""Bytes of one pack file; a pack is written by hand."""


def read_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """Read a pack folder: the pack, or every mistake in it with file, line and column."""
    root = folder.resolve()
    texts: dict[str, str] = {}
    problems = []
    for path in sorted(root.rglob("*.yaml")):
        name = f"{root.name}/{path.relative_to(root).as_posix()}"
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise ValueError
            texts[name] = path.read_bytes().decode("utf-8")
        except ValueError:
            problems.append(Problem("pack_file_unreadable", name, {"file": name}))
    if not texts:
        return None, [*problems, Problem("pack_empty", str(folder), {"folder": str(folder)})]
    pack, mistakes = load_pack(texts)
    problems += mistakes
    return (None if problems else pack), problems


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
        key=edition.key,
        definition=canonical_json(edition),
        sha256=digest,
        installed_at=clock.now(),
    )
    record(actor, "programmes.installed", row, "", edition=edition.key, sha256=digest)
    return row


@dataclass(frozen=True, slots=True)
class AdoptionTerms:
    """From when until when a place runs an edition, and its choices where the source is open."""

    effective_from: date
    effective_until: date | None = None
    groups_of: Programme | None = None
    calendars: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def adopt_programme(
    actor: Actor, place: Place, edition: ProgrammeEdition, terms: AdoptionTerms
) -> Adoption:
    """Let a place run an edition with its own dates; the dates of the source may be long past."""
    require(actor.may("programmes.adopt", place.path))
    if problems := _problems_of(edition.content, terms):
        raise Invalid(problems)
    try:
        with transaction.atomic():
            return _adopt(actor, place, edition, terms)
    except IntegrityError as error:  # somebody adopted it at the same moment
        raise Conflict("adopted_already", place=place.name, since=terms.effective_from) from error


def _adopt(actor: Actor, place: Place, edition: ProgrammeEdition, terms: AdoptionTerms) -> Adoption:
    meanwhile = not_over(terms.effective_from)
    if terms.effective_until:
        meanwhile &= Q(effective_from__lt=terms.effective_until)
    running = Adoption.objects.filter(meanwhile, edition=edition, place=place).first()
    if running:
        code = "adoption_overlaps" if running.effective_until else "adopted_already"
        raise Conflict(code, place=place.name, since=running.effective_from)
    adoption = Adoption.objects.create(
        edition=edition,
        place=place,
        groups_of=terms.groups_of,
        effective_from=terms.effective_from,
        effective_until=terms.effective_until,
        calendars={key: dict(chosen) for key, chosen in terms.calendars.items()},
    )
    record(actor, "programmes.adopted", adoption, place.path, edition=str(edition))
    return adoption


def _problems_of(content: Edition, terms: AdoptionTerms) -> list[Problem]:
    """What is wrong with the terms; `where` is `due_day_` or `off_` with the calendar's key."""
    problems = []
    if terms.effective_until and terms.effective_until <= terms.effective_from:
        problems.append(Problem("adoption_ends_before_it_begins", "effective_until"))
    calendars = {calendar.key: calendar for calendar in content.calendars}
    for key, chosen in terms.calendars.items():
        day = chosen.get("due_day")
        if key not in calendars:
            problems.append(Problem("calendar_unknown", key, {"calendar": key}))
        elif chosen.get("off") and not calendars[key].optional:
            title = {"calendar": calendars[key].title}
            problems.append(Problem("calendar_not_optional", f"off_{key}", title))
        if day is not None and not 1 <= day <= LAST_START_DAY:
            problems.append(Problem("due_day_wrong", f"due_day_{key}", {"day": day}))
    return problems
