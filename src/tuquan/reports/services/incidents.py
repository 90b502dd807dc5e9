"""A report of something unforeseen: owed from the moment it is begun, due the same day (S2-08)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.programme import INCIDENT, Asked, IncidentReport, incident_calendar, recipients_on
from tuquan.core.time import Period
from tuquan.core.time.days import last_second
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation
from tuquan.reports.models.obligations import WRITING
from tuquan.reports.queries.incidents import reports_under
from tuquan.reports.services.followers import tell_opened

LOOKING_BACK = timedelta(days=30)
"""What happened longer ago belongs into the next periodic report."""


@transaction.atomic
def begin_incident(
    actor: Actor,
    adoption: Adoption,
    key: str,
    reporter: ResidentGroup | Place,
    happened_on: date,
) -> Obligation:
    """Make somebody owe the report of an incident at once; nobody who was part of it is named."""
    kind = Obligation.Reporter.AREA if isinstance(reporter, Place) else Obligation.Reporter.GROUP
    require(actor.may(WRITING[kind], reporter.path) and reports_under(adoption, reporter))
    report = _report_named(adoption, key)
    _check_day(happened_on)
    obligation = _obligation(adoption, report, reporter, happened_on)
    try:
        with transaction.atomic():
            obligation.save()
    except IntegrityError as error:
        raise Conflict("incident_begun_meanwhile") from error
    tell_opened([obligation])
    record(
        actor,
        "reports.incident_begun",
        obligation,
        obligation.path,
        incident=key,
        happened_on=happened_on.isoformat(),
    )
    return obligation


def _report_named(adoption: Adoption, key: str) -> IncidentReport:
    found = next((one for one in adoption.content.incident_reports if one.key == key), None)
    if found is None:
        raise Conflict("incident_unknown")
    return found


def _check_day(happened_on: date) -> None:
    today = clock.today()
    if happened_on > today:
        raise Invalid([Problem("incident_in_future", "happened_on")])
    if happened_on < today - LOOKING_BACK:
        raise Invalid([Problem("incident_too_old", "happened_on", {"days": LOOKING_BACK.days})])


def _obligation(
    adoption: Adoption,
    report: IncidentReport,
    reporter: ResidentGroup | Place,
    happened_on: date,
) -> Obligation:
    zone, now = timezone.get_default_timezone(), clock.now()
    calendar = incident_calendar(report)
    group = reporter if isinstance(reporter, ResidentGroup) else None
    place = reporter if isinstance(reporter, Place) else reporter.place
    owner = f"group:{group.pk}" if group else f"place:{place.pk}"
    period = Period("once", happened_on, happened_on + timedelta(days=1))
    asked = Asked(calendar, "form", report.form)
    return Obligation(
        adoption=adoption,
        edition=adoption.edition,
        kind=Obligation.Kind.INCIDENT,
        calendar=INCIDENT + report.key,
        form_key=report.form,
        reporter_kind=Obligation.Reporter.GROUP if group else Obligation.Reporter.AREA,
        reporter=owner,
        group=group,
        place=place,
        commune=commune_of(place.path) or adoption.place,
        path=reporter.path,
        period_key=_free_key(adoption, calendar.key, owner, period.key),
        period_start=period.start,
        period_until=period.until,
        opens_at=now,
        cut_off_at=last_second(happened_on, zone),
        due_at=last_second(clock.today(), zone),
        recipients=[asdict(one) for one in recipients_on(adoption.content, asked, period.start)],
    )


def _free_key(adoption: Adoption, calendar: str, owner: str, day_key: str) -> str:
    """The key of the day; the second incident of a day has a 2 after it, and so on."""
    same = Obligation.objects.filter(adoption=adoption, calendar=calendar, reporter=owner)
    count = same.filter(period_key__startswith=day_key).count()
    return f"{day_key}_{count + 1}" if count else day_key
