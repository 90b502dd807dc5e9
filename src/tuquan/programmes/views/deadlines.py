"""The calendar of a place: everything due as a list and by month, and the days of the festival."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.deadlines import (
    deadline_words,
    doer_words,
    kind_words,
    time_words,
    undated_words,
)
from tuquan.base.texts.wording import event_words, period_words, spoken
from tuquan.base.working_days import work_calendar
from tuquan.core.deadlines import Deadline
from tuquan.core.time import UnknownYear, add_months, period_containing
from tuquan.places.models import Place
from tuquan.places.queries import areas_of, visible_places
from tuquan.programmes import queries, services
from tuquan.programmes.forms import CalendarFilter, EventDaysForm
from tuquan.programmes.models import Adoption

FIRST_YEAR, LAST_YEAR = 2000, 2099
YEARS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline in words."""

    adoption: Adoption
    deadline: Deadline
    what: str
    who: str
    kind: str
    time: str
    programme: str
    open_because: str = ""
    days_left: int = 0
    is_done: bool = False

    @property
    def day(self) -> date | None:
        """The last good day."""
        return self.deadline.day

    def waits_on(self, day: date) -> bool:
        """Whether it has to be done by a day that is not known: never forgotten, never too soon."""
        if self.day or self.is_done:
            return False
        period, until = self.deadline.period, self.adoption.effective_until
        return period.start <= day if period else until is None or day < until


@dataclass(frozen=True, slots=True)
class Month:
    """The deadlines of one month, with its name."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the month view; `is_off` when offices do not work, None when nobody has said."""

    day: date
    lines: Sequence[Line]
    in_month: bool
    is_today: bool
    is_off: bool | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The deadlines of a place in words, as far as they were asked for."""

    place: Place | None
    adoptions: Sequence[Adoption]
    shown: Sequence[Line]
    form: CalendarFilter


def deadlines(request: PageRequest) -> HttpResponse:
    """Everything due in a place, by month: what comes next first, what is past at the end.

    A year more is looked at, so that a report that still waits for an event is not lost.
    """
    today = clock.today()
    whole_year = request.GET.get("den") == "nam"
    ahead = queries.MONTHS_AHEAD if whole_year else queries.MONTHS_NEAR
    first, last = queries.calendar_span(today, ahead)
    lines = _lines(request, add_months(first, -12), last)
    context = _context(request, lines) | {
        "next_months": _months(line for line in lines.shown if line.day and today <= line.day),
        "past_months": _months(
            line for line in lines.shown if line.day and first <= line.day < today
        )[::-1],
        "undated": [line for line in lines.shown if line.waits_on(today)],
        "whole_year": whole_year,
    }
    return render(request, "programmes/deadlines.html", context)


def month(request: PageRequest) -> HttpResponse:
    """One month of a place as a sheet, from Monday to Sunday."""
    first = _month_asked(request.GET.get("thang", ""))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    lines = _lines(request, first, add_months(first, 1))
    by_day: dict[date, list[Line]] = {}
    for line in lines.shown:
        if line.day:
            by_day.setdefault(line.day, []).append(line)
    context = _context(request, lines) | {
        "name": _month_name(first),
        "weeks": [[_cell(day, first, by_day.get(day, [])) for day in week] for week in weeks],
        "days_unknown": first.year not in work_calendar().years,
        "undated": [line for line in lines.shown if line.day is None and line.deadline.period],
        "month_key": f"{first:%Y-%m}",
        "earlier": f"{add_months(first, -1):%Y-%m}",
        "later": f"{add_months(first, 1):%Y-%m}",
    }
    return render(request, "programmes/month.html", context)


def events(request: PageRequest) -> HttpResponseBase:
    """On which day each area held its festival; due days are counted from the last one (S1-24)."""
    actor, today = request.actor, clock.today()
    place = calendar_place(request, request.GET.get("noi", ""), "programmes.adopt")
    require(place is not None)
    assert place is not None  # noqa: S101 - tells the type checker
    year = _year_asked(request.GET.get("nam", ""), today)
    areas = list(areas_of(actor, place, "programmes.adopt"))
    held = queries.event_days(place, services.UNITY_FESTIVAL, year)
    form = EventDaysForm(areas, held, request.POST or None)
    if done := carried_out(
        form,
        lambda _given: services.record_events(
            actor, place, services.UNITY_FESTIVAL, year, form.days()
        ),
    ):
        text = ngettext("%(count)s day was kept.", "%(count)s days were kept.", len(done.made))
        messages.success(request, text % {"count": len(done.made)})
        return redirect(f"{reverse('programmes:events')}?noi={place.pk}&nam={year}")
    context = {
        "place": place,
        "place_id": str(place.pk),
        "days_form": form,
        "areas": areas,
        "year": str(year),
        "years": [str(today.year - back) for back in range(YEARS_OFFERED)][::-1],
        "event": event_words(services.UNITY_FESTIVAL),
        "held": sum(area.pk in held for area in areas),
        "waiting": _waiting(place, year),
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/deadlines_events.html", context, status=status)


def calendar_place(
    request: PageRequest, asked: str, permission: str = "programmes.view"
) -> Place | None:
    """The place somebody asks for, else their own; None when they have none yet."""
    actor = request.actor
    require(bool(actor.paths(permission)))
    if asked.isdecimal():
        return get_object_or_404(visible_places(actor, permission), pk=asked)
    offered = [p for p in queries.calendar_places(actor) if actor.may(permission, p.path)]
    return next(iter(offered), None)


def _lines(request: PageRequest, first: date, last: date) -> Lines:
    """The deadlines of the place asked for, in words, with what can be chosen among them."""
    place = calendar_place(request, request.GET.get("noi", ""))
    if place is None:
        return Lines(None, (), (), CalendarFilter((), (), ()))
    adoptions = queries.adoptions_at(place, first)
    done = queries.done_milestones(adoptions)
    found = [_line(one, done) for one in queries.deadlines_at(place, adoptions, first, last)]
    form = _filter(request, place, found)
    programme, doer = form.chosen("ct"), form.chosen("ai")
    shown = [
        line
        for line in found
        if programme in ("", line.adoption.edition.programme.key) and doer in ("", line.who)
    ]
    return Lines(place, adoptions, shown, form)


def _line(one: queries.PlaceDeadline, done: Collection[tuple[int, str, int]]) -> Line:
    found, content = one.deadline, one.adoption.content
    return Line(
        one.adoption,
        found,
        deadline_words(found),
        doer_words(found),
        kind_words(found),
        time_words(found),
        spoken(content.short_title, content.short_title_en),
        "" if found.day else undated_words(found),
        (found.day - clock.today()).days if found.day else 0,
        found.kind == "milestone" and (one.adoption.pk, found.key, found.cycle) in done,
    )


def _filter(request: PageRequest, place: Place, found: Sequence[Line]) -> CalendarFilter:
    places = {one.pk: one for one in (*queries.calendar_places(request.actor), place)}
    programmes = {line.adoption.edition.programme.key: line.programme for line in found}
    doers = sorted({line.who for line in found if line.who})
    asked = request.GET.dict() | {"noi": str(place.pk)}
    return CalendarFilter(
        [(str(number), one.name) for number, one in places.items()],
        [("", _("All programmes")), *programmes.items()],
        [("", _("Everybody")), *((doer, doer) for doer in doers)],
        asked,
    )


def _context(request: PageRequest, lines: Lines) -> dict[str, object]:
    """What the list and the month have in common."""
    place = lines.place
    filters = {name: value for name in ("ct", "ai") if (value := lines.form.chosen(name))}
    return {
        "place": place,
        "place_id": str(place.pk) if place else "",
        "may_adopt": place is not None and request.actor.may("programmes.adopt", place.path),
        "adoptions": lines.adoptions,
        "filter_form": lines.form,
        "is_filtered": bool(filters),
        "query": urlencode({"noi": place.pk, **filters}) if place else "",
        "has_festivals": services.UNITY_FESTIVAL in queries.awaited_at(lines.adoptions),
    }


def _months(lines: Iterable[Line]) -> list[Month]:
    """Lines with a day, in order, by month."""
    groups = groupby(lines, key=lambda line: (line.day or date.min).replace(day=1))
    return [Month(_month_name(first), list(of_month)) for first, of_month in groups]


def _month_name(first: date) -> str:
    name = period_words(period_containing("month", first))
    return name[:1].upper() + name[1:]


def _cell(day: date, first: date, lines: Sequence[Line]) -> DayCell:
    try:
        is_off = not work_calendar().is_working_day(day)
    except UnknownYear:
        is_off = None
    in_month = day.month == first.month
    return DayCell(day, lines if in_month else (), in_month, day == clock.today(), is_off)


def _month_asked(text: str) -> date:
    """The first day of the month asked for; of this month where nothing sensible is asked."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = clock.today().replace(day=1)
    return asked.replace(year=min(max(asked.year, FIRST_YEAR), LAST_YEAR))


def _year_asked(text: str, today: date) -> int:
    """One of the last three years, this one where nothing else is asked."""
    offered = {str(today.year - back): today.year - back for back in range(YEARS_OFFERED)}
    return offered.get(text, today.year)


def _waiting(place: Place, year: int) -> list[Line]:
    """The reports on a year that fall due after the festival."""
    first = date(year, 1, 1)
    found = queries.deadlines_at(
        place, queries.adoptions_at(place, first), first, first.replace(year=year + 2)
    )
    return [
        _line(one, ())
        for one in found
        if one.deadline.kind == "report"
        and one.deadline.period
        and one.deadline.period.last_day.year == year
        and one.adoption.content.calendar(one.deadline.key).due.after_event
    ]
