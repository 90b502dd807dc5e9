"""Acceptances of a year: who waits, what was decided, years in a row, the festival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tuquan.assessments.models import (
    Acceptance,
    AcceptanceQuerySet,
    AcceptanceRevision,
    AssessmentCycle,
)
from tuquan.assessments.queries.comparisons import YearComparison, comparison_of
from tuquan.base.actor import Actor
from tuquan.base.hashing import canonical_hash
from tuquan.bodies.models import Body, BodyQuerySet
from tuquan.core.accepting import YearLine, has_figures, lines_from_json, years_in_a_row
from tuquan.core.problems import Problem
from tuquan.formation.models import SelfManagementModel
from tuquan.formation.queries.themes import model_of
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.queries import event_days
from tuquan.programmes.services import UNITY_FESTIVAL


@dataclass(frozen=True, slots=True)
class AcceptanceLine:
    """One acceptance in the list of a year: how many goals were reached of how many."""

    acceptance: Acceptance
    reached: int
    judged: int


def visible_acceptances(actor: Actor) -> AcceptanceQuerySet:
    """Acceptances of groups and areas the actor may see."""
    related = ("place", "group", "board", "minutes", "cycle__adoption__place")
    edition = ("cycle__edition__programme", "cycle__edition__text", "cycle__edition__parent")
    return Acceptance.objects.visible_to(actor).select_related(*related, *edition)


def acceptance_lines(actor: Actor, cycle: AssessmentCycle) -> list[AcceptanceLine]:
    """The acceptances of a year that the actor may see; one query for any number."""
    rows = Acceptance.objects.visible_to(actor).filter(cycle=cycle)
    return [_line(one) for one in rows.select_related("place", "group", "minutes")]


def acceptance_of_the_year(actor: Actor) -> Acceptance | None:
    """The latest acceptance of the group somebody leads, for their first page."""
    mine = Acceptance.objects.visible_to(actor, "assessments.mark").select_related("cycle")
    return mine.exclude(state=Acceptance.State.ENDED).order_by("-cycle__year", "-pk").first()


def compared_lines(acceptance: Acceptance) -> tuple[YearLine, ...]:
    """The comparison: frozen once it was decided, else as the figures are known now."""
    return acceptance.lines if acceptance.is_decided else comparison_of(acceptance).lines


def missing_to_decide(acceptance: Acceptance, compared: YearComparison) -> list[Problem]:
    """Everything a decision still waits for; an empty list where it can be made (S1-29)."""
    problems = []
    if acceptance.state == Acceptance.State.WAITING:
        problems.append(Problem("acceptance_not_checked"))
    if acceptance.board is None:
        problems.append(Problem("acceptance_board_missing", "board"))
    if not acceptance.present:
        problems.append(Problem("acceptance_nobody_present", "present"))
    if not has_figures(compared.lines):
        problems.append(Problem("acceptance_without_figures"))
    return problems


def boards_for(acceptance: Acceptance) -> BodyQuerySet:
    """The committees of the commune that may accept, those of the programme first (S1-29)."""
    kinds = (Body.Kind.STEERING_COMMITTEE, Body.Kind.FRONT_COMMITTEE, Body.Kind.COUNCIL)
    there = Body.objects.standing().filter(place__path=acceptance.committee_path)
    return there.filter(kind__in=kinds).order_by("-kind", "name", "pk")


def model_behind(acceptance: Acceptance) -> SelfManagementModel | None:
    """The model that the group carries out, or its area (S1-06, S1-11)."""
    return model_of(acceptance.cycle.adoption, acceptance.place, acceptance.group)


def decisions_of(acceptance: Acceptance) -> list[AcceptanceRevision]:
    """What was decided, the latest first; a corrected one stays readable."""
    decided = acceptance.revisions.exclude(event=AcceptanceRevision.Event.CHECKED)
    return list(decided.order_by("-version"))


def acceptances_of(place: Place, group: ResidentGroup | None, programme: str) -> AcceptanceQuerySet:
    """What was decided about a group, or an area, under a programme, the latest year first.

    A group is the same wherever the map has put it.
    """
    whose = {"group": group} if group else {"group": None, "place": place}
    decided = Acceptance.objects.decided().filter(**whose, cycle__edition__programme__key=programme)
    return decided.select_related("cycle").order_by("-cycle__year", "-pk")


def accepted_in_a_row(acceptance: Acceptance) -> int:
    """How many years up to this one the model was accepted one after the other (S1-22).

    Of a year that is not decided yet: up to the year before.
    """
    cycle = acceptance.cycle
    earlier = acceptances_of(acceptance.place, acceptance.group, cycle.edition.programme.key)
    accepted = earlier.filter(state=Acceptance.State.ACCEPTED)
    last = cycle.year if acceptance.is_decided else cycle.year - 1
    return years_in_a_row(accepted.values_list("cycle__year", flat=True), last)


def festival_day(acceptance: Acceptance) -> date | None:
    """The day of the area's Great Unity Festival of the year, once it is written down (S1-21)."""
    held = event_days(acceptance.place, UNITY_FESTIVAL, acceptance.cycle.year)
    row = held.get(acceptance.place_id)
    return row.held_on if row else None


def content_of(acceptance: Acceptance) -> dict[str, Any]:
    """Everything the check says, as it is kept with each version and hashed with a decision."""
    return {
        "held_on": acceptance.held_on.isoformat() if acceptance.held_on else None,
        "board": acceptance.board.name if acceptance.board else "",
        "present": acceptance.present,
        "with_group": acceptance.with_group,
        "results": acceptance.results,
        "shortcomings": acceptance.shortcomings,
        "conclusion": acceptance.conclusion,
        "reason": acceptance.reason,
    }


def decision_hash(
    acceptance: Acceptance, state: str, content: dict[str, Any], comparison: dict[str, Any]
) -> str:
    """What tells that nothing of a decision was changed; the edition comes in by its own hash."""
    cycle = acceptance.cycle
    whose = {"group": acceptance.group_id, "year": cycle.year, "edition": cycle.edition.sha256}
    # A group keeps its number when the map moves it; an area alone is known by its own.
    place = None if acceptance.group_id else acceptance.place_id
    decided = {"state": state, "content": content, "comparison": comparison, "place": place}
    return canonical_hash({**decided, **whose})


def is_decision_intact(revision: AcceptanceRevision) -> bool:
    """Whether a decision still says what its hash was taken of."""
    content, comparison = revision.content, revision.comparison
    found = decision_hash(revision.acceptance, revision.state, content, comparison)
    return found == revision.sha256


def _line(acceptance: Acceptance) -> AcceptanceLine:
    lines = lines_from_json(acceptance.comparison.get("lines", ()))
    judged = [one.reached for one in lines if one.reached is not None]
    return AcceptanceLine(acceptance, sum(judged), len(judged))
