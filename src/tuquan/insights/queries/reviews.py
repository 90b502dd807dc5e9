"""What is known for an interim or final review of a programme.

S2-11, S2-12, S2-22, S2-25, S3-09, S4-13.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from tuquan.assessments.models import Acceptance, AssessmentCycle, AssessmentResult
from tuquan.base.actor import Actor
from tuquan.consolidations.queries.lines import Line
from tuquan.consolidations.queries.raw import HANDED_IN
from tuquan.consolidations.queries.rounds import Round, rounds_below
from tuquan.core.programme import Milestone, Pledge
from tuquan.core.vietnamese import search_key
from tuquan.formation.queries import Signed, pledge_year
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.insights.queries.overview import overview_of
from tuquan.insights.queries.public import ClassCount, class_counts
from tuquan.insights.queries.public_figures import filed_under
from tuquan.insights.queries.public_units import ACCEPTED
from tuquan.meetings.models import Meeting
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, AdoptionQuerySet
from tuquan.programmes.queries import installed_editions, visible_adoptions
from tuquan.reports.models import Obligation

INTERIM, FINAL = "interim", "final"
"""The two kinds of review every programme may have, whether its plan names them or not."""

_ROUND = re.compile(r"đợt\s+(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """A review to choose: a milestone of the programme, or one of the two kinds.

    `round` is which one of several it is ("đợt 1"), 0 where there is one.
    """

    key: str
    is_final: bool
    round: int = 0
    milestone: Milestone | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review of an adopted programme over a time, both days included."""

    adoption: Adoption
    kind: ReviewKind
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class ReviewGroups:
    """Groups of the programme: all that work, those formed in the time, their areas, households."""

    working: int
    formed: int
    areas: int
    households: int


@dataclass(frozen=True, slots=True)
class ReviewReports:
    """Reports whose last day lies in the time, without the baseline survey: owed, handed in, and
    of these late."""

    owed: int
    received: int
    late: int


@dataclass(frozen=True, slots=True)
class ReviewYear:
    """The results of one year: units, those with a result, and how many have which class."""

    cycle: AssessmentCycle
    units: int
    decided: int
    classes: Sequence[ClassCount]


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything the system knows for a review; `chosen` is the round the figures are of."""

    review: Review
    chosen: Round | None
    lines: Sequence[Line]
    expected: int
    received: int
    groups: ReviewGroups
    reports: ReviewReports
    meetings: Sequence[tuple[str, int]]
    pledges: Sequence[tuple[Pledge, Signed, Signed]]
    years: Sequence[ReviewYear]


def reviewable_adoptions(actor: Actor) -> AdoptionQuerySet:
    """Programmes of places for which the actor writes totals."""
    mine = Adoption.objects.visible_to(actor, "totals.write")
    return visible_adoptions(actor).filter(pk__in=mine.values("pk")).order_by("place__path", "pk")


def review_kinds(adoption: Adoption) -> list[ReviewKind]:
    """The reviews the plan names, in its order; those of the two kinds it does not name follow."""
    named = list(_named(adoption.content.milestones))
    final = {one.is_final for one in named}
    missing = [ReviewKind(FINAL if one else INTERIM, one) for one in (False, True)]
    return [*named, *(one for one in missing if one.is_final not in final)]


def facts_for(actor: Actor, review: Review) -> ReviewFacts:
    """What the actor may see of everything that happened in the time of a review."""
    place, adoption = review.adoption.place, review.adoption
    chosen = _last_round(actor, place, review)
    shown = overview_of(actor, place, chosen) if chosen else None
    year = review.until.year
    pledges = ((one, pledge_year(actor, adoption, one, year)) for one in adoption.content.pledges)
    return ReviewFacts(
        review,
        chosen,
        [one for one in shown.lines if one.kind in ("number", "share")] if shown else (),
        shown.expected if shown else 0,
        shown.received if shown else 0,
        _groups(actor, review),
        _reports(actor, review),
        _meetings(actor, review),
        [(one, found.registered, found.signed) for one, found in pledges],
        list(_years(actor, review)),
    )


def _named(milestones: Sequence[Milestone]) -> Iterator[ReviewKind]:
    """Milestones that are a review by their words."""
    for one in milestones:
        words = search_key(one.label)
        if "so ket" in words or "tong ket" in words:
            which = _ROUND.search(one.label)
            yield ReviewKind(one.key, "tong ket" in words, int(which[1]) if which else 0, one)


def _last_round(actor: Actor, place: Place, review: Review) -> Round | None:
    """The last round with figures that ended in the time, else the one that was running; of the
    programme itself, if it has one, else of one that its groups file."""
    own = review.adoption.edition.programme_id
    after = review.until + timedelta(days=1)
    owed = Obligation.objects.below(place.path).filter(filed_under(review.adoption))
    programmes = set(owed.order_by().values_list("edition__programme", flat=True).distinct())
    found = [
        one
        for one in rounds_below(actor, place)
        if one.edition.programme_id in programmes
        and one.period.start < after
        and review.since < one.period.until
        and one.form.purpose == "periodic"
    ]
    return min(
        found,
        key=lambda one: (one.edition.programme_id != own, one.period.until > after),
        default=None,
    )


def _groups(actor: Actor, review: Review) -> ReviewGroups:
    adoption = review.adoption
    groups = ResidentGroup.objects.visible_to(actor).formed().below(adoption.place.path)
    groups = groups.filter(programme=adoption.reporting_programme, formed_on__lte=review.until)
    found = groups.order_by().aggregate(
        working=Count("pk"),
        formed=Count("pk", filter=Q(formed_on__gte=review.since)),
        areas=Count("place", distinct=True),
    )
    members = Membership.objects.current().filter(group__in=groups.order_by().values("pk"))
    return ReviewGroups(**found, households=members.count())


def _reports(actor: Actor, review: Review) -> ReviewReports:
    owed = Obligation.objects.visible_to(actor, "totals.view").below(review.adoption.place.path)
    owed = owed.filter(
        filed_under(review.adoption),
        kind=Obligation.Kind.FORM,
        period_until__gt=review.since,
        period_until__lte=review.until + timedelta(days=1),
    )
    editions = installed_editions().filter(pk__in=owed.order_by().values("edition"))
    surveys = {one.content.baseline_form.key for one in editions if one.content.baseline_form}
    owed = owed.exclude(form_key__in=surveys)
    sent = Q(report__state__in=HANDED_IN)
    is_late = Q(report__first_submitted_at__gt=F("due_at"))
    found = owed.order_by().aggregate(
        owed=Count("pk"), received=Count("pk", filter=sent), late=Count("pk", filter=sent & is_late)
    )
    return ReviewReports(**found)


def _meetings(actor: Actor, review: Review) -> list[tuple[str, int]]:
    """How many meetings of each kind were held; those that name another programme are left out."""
    adoption = review.adoption
    programmes = (adoption.edition.programme_id, adoption.reporting_programme.pk)
    own = Q(programme=None) | Q(programme__in=programmes)
    held = (
        Meeting.objects.visible_to(actor)
        .below(adoption.place.path)
        .filter(own, held_on__range=(review.since, review.until), state=Meeting.State.CLOSED)
    )
    counted = dict(held.order_by().values_list("kind").annotate(Count("pk")))
    return [(str(kind.label), counted[kind]) for kind in Meeting.Kind if kind in counted]


def _years(actor: Actor, review: Review) -> Iterator[ReviewYear]:
    cycles = AssessmentCycle.objects.visible_to(actor).filter(
        adoption__in=review.adoption.lineage,
        year__range=(review.since.year, review.until.year),
    )
    for cycle in cycles.order_by("year"):
        sheets = cycle.sheets.exclude(state="ended").count()
        accepted = Acceptance.objects.visible_to(actor).filter(cycle=cycle)
        accepted = accepted.exclude(state=Acceptance.State.ENDED)
        results = AssessmentResult.objects.visible_to(actor).current().filter(sheet__cycle=cycle)
        keys = list(results.order_by().values_list("class_key", flat=True))
        keys += [
            ACCEPTED if state == Acceptance.State.ACCEPTED else ""
            for state in accepted.decided().order_by().values_list("state", flat=True)
        ]
        units = sheets + accepted.count()
        yield ReviewYear(cycle, units, len(keys), class_counts(cycle, keys))
