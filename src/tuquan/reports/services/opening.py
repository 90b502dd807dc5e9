"""Opening the periods whose time has come, and taking over what was decided since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import Calendar
from tuquan.core.time import Period, UnknownYear
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_to_open
from tuquan.reports.models import Obligation
from tuquan.reports.queries.reevaluation import reevaluation


@transaction.atomic
def open_periods(actor: Actor, commune: Place | None = None) -> int:
    """Open every period whose time has come; returns how many obligations are new.

    Safe to run twice and after a stop of any length: a period that was missed is opened now, with
    the instants it would have had.
    """
    require(actor.may("reports.review", commune.path if commune else ""))
    adoptions = adoptions_to_open(clock.today())
    if commune:
        adoptions = adoptions.below(commune.path)
    new = [
        obligation
        for adoption in adoptions
        for calendar in adoption.content.calendars
        if calendar.reporter == "group" and not calendar.fed_by
        for obligation in _missing_obligations(adoption, calendar)
    ]
    Obligation.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    for place, count in Counter(obligation.commune for obligation in new).items():
        record(actor, "reports.opened", place, place.path, obligations=count)
    return len(new)


def _missing_obligations(adoption: Adoption, calendar: Calendar) -> Iterator[Obligation]:
    groups = list(reporting_groups(adoption))
    known = set(
        Obligation.objects.filter(adoption=adoption, calendar=calendar.key).values_list(
            "group_id", "period_key"
        )
    )
    communes = {group.place: commune_of(group.place.path) or adoption.place for group in groups}
    for period, opens_at, due_at in _open_periods(adoption, calendar):
        for group in groups:
            if (group.pk, period.key) not in known and _existed_in(group, period):
                yield Obligation(
                    adoption=adoption,
                    edition=adoption.edition,
                    calendar=calendar.key,
                    form_key=calendar.form,
                    group=group,
                    place=group.place,
                    commune=communes[group.place],
                    path=group.path,
                    period_key=period.key,
                    period_start=period.start,
                    period_until=period.until,
                    opens_at=opens_at,
                    due_at=_due_for(group, period, calendar) or due_at,
                )


def _open_periods(
    adoption: Adoption, calendar: Calendar
) -> Iterator[tuple[Period, datetime, datetime]]:
    """The periods whose time has come and whose due day is known, with when they open and are due.

    A period belongs to the edition in force when it began; a survey made once is not asked again
    because a new edition goes on with the programme.
    """
    zone, now = timezone.get_default_timezone(), clock.now()
    until = adoption.effective_until
    for period in calendar.periods_from(adoption.effective_from):
        if until and period.start >= until:
            return
        if adoption.continues_id and _began_before(adoption, period):
            continue
        try:
            instants = calendar.instants(period, zone, work_calendar())
        except UnknownYear as error:
            raise Conflict("working_days_unknown", year=str(error.year)) from error
        if instants.opens > now:
            return
        if instants.due is not None:
            yield period, instants.opens, instants.due


def _began_before(adoption: Adoption, period: Period) -> bool:
    return period.kind == "once" or period.start < adoption.effective_from


def _existed_in(group: ResidentGroup, period: Period) -> bool:
    """A group owes a report of every period in which it worked; a survey made once, in any case."""
    return period.kind == "once" or bool(group.formed_on and group.formed_on < period.until)


def _due_for(group: ResidentGroup, period: Period, calendar: Calendar) -> datetime | None:
    """A group formed after a survey began has as many days for it as the first ones had."""
    if period.kind != "once" or group.formed_on is None or group.formed_on <= period.start:
        return None
    own = Period("once", group.formed_on, group.formed_on + (period.until - period.start))
    return calendar.instants(own, timezone.get_default_timezone(), work_calendar()).due


@transaction.atomic
def reevaluate_open_reports(actor: Actor) -> int:
    """Give open, unwritten reports the day and the edition that hold today; returns how many.

    What somebody began to write in the meantime stays as it was opened.
    """
    require(bool(actor.paths("reports.review")))
    done: Counter[Place] = Counter()
    for move in reevaluation(actor):
        changed = Obligation.objects.filter(pk=move.obligation.pk, report=None).update(
            adoption=move.adoption,
            edition=move.adoption.edition,
            form_key=move.form_key,
            due_at=move.due_at,
        )
        done[move.adoption.place] += changed
    for place, count in done.items():
        record(actor, "reports.reevaluated", place, place.path, obligations=count)
    return done.total()
