"""The officer's chase list: one period, every reporter, what is missing and what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import worded
from tuquan.core.programme import calendar_named
from tuquan.groups.models import Membership
from tuquan.places.models import Place
from tuquan.programmes.queries import installed_editions
from tuquan.reports.models import Obligation, ObligationQuerySet, Report
from tuquan.reports.queries.reporters import contacts_of
from tuquan.reports.queries.standing import Stage, Standing, report_of, standing_of
from tuquan.reports.queries.words import title_of

A_DAY = timedelta(days=1)

PERIODS_SHOWN = 6
"""How many periods the early-and-late bars of a group show."""

FILTERS: dict[str, Callable[[Standing], bool]] = {
    "can-lam": lambda standing: standing.stage != "accepted",
    "qua-han": lambda standing: standing.stage == "overdue",
    "cho-duyet": lambda standing: standing.stage == "waiting",
    "tra-lai": lambda standing: standing.stage == "returned",
    "tat-ca": lambda standing: True,
}
"""Parts of the chase list, as they stand in the page's address."""

_URGENCY: tuple[Stage, ...] = (
    "overdue",
    "waiting",
    "returned",
    "writing",
    "unopened",
    "accepted",
)


@dataclass(frozen=True, slots=True)
class PeriodOption:
    """One period of one calendar that somebody's groups report for."""

    value: str
    label: str
    programme: str
    programme_id: int
    calendar: str
    kind: str
    period_key: str
    start: date
    until: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One reporter of the chase list."""

    obligation: Obligation
    report: Report | None
    leader: str
    standing: Standing

    @property
    def urgency(self) -> tuple[object, ...]:
        """What sorts first must be looked at first; then areas and groups in their order."""
        sent = self.report.submitted_at if self.report else None
        waited_since = sent.timestamp() if sent and self.standing.stage == "waiting" else 0.0
        group = self.obligation.group
        number, key = (group.number, group.pk) if group else (0, 0)
        return (
            _URGENCY.index(self.standing.stage),
            -self.standing.days_late if self.standing.stage == "overdue" else 0,
            waited_since,
            self.obligation.place.sort_key,
            number,
            key,
        )


@dataclass(frozen=True, slots=True)
class AreaShare:
    """How much of an area's reports of the period came in."""

    area: Place
    share: Decimal


@dataclass(frozen=True, slots=True)
class Desk:
    """One period as the commune's office sees it; `rows` are all reporters, most urgent first."""

    rows: tuple[Row, ...]
    households: int
    oldest_waiting_days: int
    areas: tuple[AreaShare, ...]

    def count(self, *stages: Stage) -> int:
        """How many reporters stand at one of the stages."""
        return sum(row.standing.stage in stages for row in self.rows)

    @property
    def not_sent(self) -> int:
        """Reporters whose figures are not there: never sent, or returned."""
        return sum(not row.standing.handed_in for row in self.rows)

    @property
    def percent_accepted(self) -> Decimal | None:
        """The share of reporters whose report is accepted."""
        return _percent(self.count("accepted"), len(self.rows))

    @property
    def kinds(self) -> tuple[Obligation.Reporter, ...]:
        """Which kinds of reporters owe something for the period, in the order of the list."""
        found = {row.obligation.reporter_kind for row in self.rows}
        return tuple(kind for kind in Obligation.Reporter if kind in found)

    def rows_in(self, name: str, area_id: int | None = None, kind: str = "") -> list[Row]:
        """The rows of one part of the list, of one area and one kind of reporter, or of all."""
        belongs = FILTERS[name]
        return [
            row
            for row in self.rows
            if belongs(row.standing)
            and area_id in (None, row.obligation.place_id)
            and kind in ("", row.obligation.reporter_kind)
        ]


def period_options(actor: Actor) -> list[PeriodOption]:
    """Every period that was opened where the actor may see the totals, newest first."""
    found = (
        _visible(actor)
        .order_by("-period_start", "-period_until", "calendar")
        .values(
            "edition__programme", "calendar", "kind", "period_key", "period_start", "period_until"
        )
        .annotate(newest_edition=Max("edition_id"), last_due_at=Max("due_at"))
    )
    entries = list(found)
    editions = installed_editions().in_bulk({entry["newest_edition"] for entry in entries})
    options: list[PeriodOption] = []
    for entry in entries:
        edition = editions[entry["newest_edition"]]
        calendar = calendar_named(edition.content, entry["calendar"])
        value = f"{calendar.key}:{entry['period_key']}"
        if any(option.value == value for option in options):
            value = f"{value}:{edition.programme.key}"
        options.append(
            PeriodOption(
                value,
                title_of(calendar, entry["period_key"]),
                worded(edition.content, "short_title"),
                entry["edition__programme"],
                calendar.key,
                entry["kind"],
                entry["period_key"],
                entry["period_start"],
                entry["period_until"],
                entry["last_due_at"],
            )
        )
    return options


def chosen_option(options: Sequence[PeriodOption], value: str) -> PeriodOption | None:
    """The period asked for, else the last one that has ended, else the newest.

    Records of meetings are looked at when they are asked for, or where nothing else is owed.
    """
    today = clock.today()
    asked = next((option for option in options if option.value == value), None)
    reports = [option for option in options if option.kind != Obligation.Kind.MEETING] or options
    ended = (option for option in reports if option.until <= today)
    return asked or next(ended, None) or next(iter(reports), None)


def desk_for(actor: Actor, option: PeriodOption) -> Desk:
    """The whole period: a fixed number of queries, however many groups there are."""
    now = clock.now()
    obligations = _of_period(actor, option)
    owed = list(
        obligations.select_related(
            "report", "edition__programme", "edition__parent", "group", "place", "commune", "body"
        )
    )
    contacts = contacts_of(owed)
    rows = [_row(obligation, contacts.get(obligation.reporter, ""), now) for obligation in owed]
    rows.sort(key=lambda row: row.urgency)
    memberships = Membership.objects.current().filter(group__in=obligations.values("group_id"))
    return Desk(tuple(rows), memberships.count(), _oldest_waiting(rows), _areas(rows))


def timeliness_of(
    rows: Iterable[Row], options: Sequence[PeriodOption], option: PeriodOption
) -> dict[str, list[int | None]]:
    """Per reporter, days early (late is negative) in the last periods up to this one, oldest first.

    None is a report that never came; one that is not due yet is left out.
    """
    same = (option.programme_id, option.calendar)
    keys = [
        other.period_key
        for other in options
        if (other.programme_id, other.calendar) == same and other.start <= option.start
    ][:PERIODS_SHOWN]
    reporters = [row.obligation.reporter for row in rows]
    entries = (
        Obligation.objects.filter(
            reporter__in=reporters,
            edition__programme=option.programme_id,
            calendar=option.calendar,
            period_key__in=keys,
        )
        .order_by("period_start")
        .values_list("reporter", "due_at", "report__first_submitted_at")
    )
    history: dict[str, list[int | None]] = {reporter: [] for reporter in reporters}
    now = clock.now()
    for reporter, due_at, sent in entries:
        if sent is not None:
            history[reporter].append((_day(due_at) - _day(sent)).days)
        elif due_at < now:
            history[reporter].append(None)
    return history


def apart_words(report: Report | None) -> str:
    """`written 29/10, arrived 02/11` where more than a day lies between (F-37, S1-20).

    When it was written is what the telephone says; when it arrived, the server knows.
    """
    if report is None or report.written_at is None or report.submitted_at is None:
        return ""
    if abs(report.submitted_at - report.written_at) <= A_DAY:
        return ""
    days = {"written": _day(report.written_at), "arrived": _day(report.submitted_at)}
    years = {clock.today().year, *(day.year for day in days.values())}
    shape = "%d/%m" if len(years) == 1 else "%d/%m/%Y"
    shown = {name: day.strftime(shape) for name, day in days.items()}
    return _("written %(written)s, arrived %(arrived)s") % shown


def _visible(actor: Actor) -> ObligationQuerySet:
    """What is filled in by somebody; totals are prepared on pages of their own."""
    owed = Obligation.objects.visible_to(actor, "totals.view").open_at(clock.now())
    return owed.exclude(kind=Obligation.Kind.TOTAL)


def _of_period(actor: Actor, option: PeriodOption) -> ObligationQuerySet:
    return _visible(actor).filter(
        edition__programme=option.programme_id,
        calendar=option.calendar,
        period_key=option.period_key,
    )


def _row(obligation: Obligation, contact: str, now: datetime) -> Row:
    return Row(obligation, report_of(obligation), contact, standing_of(obligation, now))


def _oldest_waiting(rows: Iterable[Row]) -> int:
    sent = [
        row.report.submitted_at
        for row in rows
        if row.report and row.standing.stage == "waiting" and row.report.submitted_at
    ]
    return (clock.today() - _day(min(sent))).days if sent else 0


def _areas(rows: Iterable[Row]) -> tuple[AreaShare, ...]:
    by_area: dict[Place, list[bool]] = {}
    for row in rows:
        by_area.setdefault(row.obligation.place, []).append(row.standing.handed_in)
    ordered = sorted(by_area, key=lambda area: (area.sort_key, area.pk))
    shares = ((area, by_area[area]) for area in ordered)
    return tuple(AreaShare(area, _share(sent)) for area, sent in shares)


def _share(sent: Sequence[bool]) -> Decimal:
    return Decimal(100 * sum(sent)) / len(sent)


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None


def _day(instant: datetime) -> date:
    return timezone.localtime(instant).date()
