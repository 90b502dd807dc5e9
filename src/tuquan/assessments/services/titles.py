"""Titles of years before the system, entered with the number of their decision (S3-18, S3-19)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tuquan.assessments.models import TitleHeld
from tuquan.assessments.queries.titles import title_choices
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class NewTitle:
    """Whether a title was held in a year, by which decision."""

    title: str
    year: int
    held: bool
    decision_number: str = ""


@transaction.atomic
def enter_title(
    actor: Actor, adoption: Adoption, place: Place, group: ResidentGroup | None, new: NewTitle
) -> TitleHeld:
    """Enter a title of an earlier year; one entered already is put right, on record."""
    path = group.path if group else place.path
    stands_in = group.place if group else place
    require(actor.may("assessments.verify", path))
    number = tidy(new.decision_number)
    problems = []
    if new.title not in dict(title_choices(adoption.content)):
        problems.append(Problem("title_unknown", "title"))
    if not EARLIEST <= new.year <= clock.today().year:
        params = {"from": EARLIEST, "until": clock.today().year}
        problems.append(Problem("title_year_impossible", "year", params))
    if new.held and not number:
        problems.append(Problem("title_needs_its_decision", "decision_number"))
    if len(number) > 120:
        problems.append(Problem("notice_too_long", "decision_number", {"most": 120}))
    if problems:
        raise Invalid(problems)
    title, _made = TitleHeld.objects.update_or_create(
        place=stands_in,
        group=group,
        title=new.title,
        year=new.year,
        defaults={
            "path": path,
            "held": new.held,
            "decision_number": number,
            "entered_at": clock.now(),
            "entered_by_name": actor.name,
        },
    )
    record(actor, "assessments.title_entered", title, path, year=new.year, held=new.held)
    return title


@transaction.atomic
def remove_title(actor: Actor, title: TitleHeld) -> None:
    """Take out a title that was entered by mistake."""
    require(actor.may("assessments.verify", title.path))
    record(actor, "assessments.title_removed", title, title.path, year=title.year)
    if not TitleHeld.objects.filter(pk=title.pk).delete()[0]:
        raise Conflict("title_gone")
