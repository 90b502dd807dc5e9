"""Who follows an exemplar, how far they came, and their figures beside those of the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from tuquan.base.actor import Actor
from tuquan.base.texts.wording import period_name, spoken
from tuquan.exemplars.models import (
    Exemplar,
    ExemplarFigure,
    Replication,
    ReplicationQuerySet,
)
from tuquan.exemplars.models.figures import FrozenFigure
from tuquan.exemplars.queries.exemplars import WRITE
from tuquan.exemplars.queries.figures import UnitFigure, figures_now
from tuquan.exemplars.queries.living import Life, lives_of

Figured = FrozenFigure | UnitFigure
"""A line of figures, frozen or of now."""


@dataclass(frozen=True, slots=True)
class Follower:
    """Who follows an exemplar; `is_open` where the reader may see the plan and the figures."""

    replication: Replication
    done: int
    steps: int
    last_sign: date
    life: Life
    is_open: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: the original's figures, and how it stood and stands where it is tried."""

    original: ExemplarFigure
    then: Figured | None
    now: Figured

    @property
    def label(self) -> str:
        """The line in the reader's language."""
        return spoken(self.original.label, self.original.label_en)

    @property
    def unit(self) -> str:
        """What is counted."""
        return spoken(self.original.unit, self.original.unit_en)


def visible_replications(actor: Actor) -> ReplicationQuerySet:
    """Where the actor reads, and those of exemplars the actor writes: their own went there."""
    mine = Exemplar.objects.visible_to(actor, WRITE).order_by().values("pk")
    found = Replication.objects.visible_to(actor) | Replication.objects.filter(exemplar__in=mine)
    return _with_unit(found)


def writable_replications(actor: Actor) -> ReplicationQuerySet:
    """Those whose plan the actor may tick."""
    return _with_unit(Replication.objects.visible_to(actor, WRITE))


def followers_of(actor: Actor, exemplar: Exemplar) -> list[Follower]:
    """Everybody who follows it or did; that they do is as open as the exemplar itself."""
    some = list(_with_unit(exemplar.replications.all()))
    return _followed(actor, some)


def follower_of(actor: Actor, replication: Replication) -> Follower:
    """One of them."""
    return _followed(actor, [replication])[0]


def comparison_of(replication: Replication) -> list[Compared]:
    """The lines of the original beside what the reports say there, then and now."""
    originals = list(replication.exemplar.figures.all())
    then = {one.line_key: one for one in replication.figures.all()}
    now = figures_now(
        replication.adoption,
        replication.place,
        replication.group,
        [one.line_key for one in originals],
    )
    by_key = {one.line_key: one for one in now}
    return [Compared(one, then.get(one.line_key), by_key[one.line_key]) for one in originals]


def period_of(figure: Figured) -> str:
    """The period a figure is about, in words; empty where nothing was reported."""
    return period_name(figure.period_key) if figure.period_key else ""


def _followed(actor: Actor, some: list[Replication]) -> list[Follower]:
    numbers = [one.pk for one in some]
    counted = Replication.objects.filter(pk__in=numbers).order_by().values_list("pk")
    plans = {
        number: (done, steps, last)
        for number, done, steps, last in counted.annotate(
            done=Count("steps", filter=Q(steps__done_on__isnull=False)),
            planned=Count("steps"),
            last=Max("steps__done_on"),
        )
    }
    lives = lives_of(some)
    visible = set(
        visible_replications(actor).filter(pk__in=numbers).order_by().values_list("pk", flat=True)
    )
    return [
        Follower(
            one,
            plans[one.pk][0],
            plans[one.pk][1],
            _last_sign(one, plans[one.pk][2], lives[one.pk]),
            lives[one.pk],
            one.pk in visible,
        )
        for one in some
    ]


def _last_sign(one: Replication, last_done: date | None, life: Life) -> date:
    """The last day on which somebody there did a step or sent a report."""
    since = life.last_report
    days = (one.started_on, last_done, since if since and since > one.started_on else None)
    return max(day for day in days if day)


def _with_unit(found: ReplicationQuerySet) -> ReplicationQuerySet:
    return found.select_related(
        "place__parent",
        "group",
        "model",
        "exemplar__place",
        "exemplar__group",
        "exemplar__adoption__edition__programme",
        "exemplar__adoption__edition__text",
        "adoption__edition__programme",
        "adoption__edition__parent",
        "adoption__edition__text",
    )
