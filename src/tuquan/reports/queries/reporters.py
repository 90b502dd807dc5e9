"""Who owes a report, in words: what the reporter is called, where it works, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from tuquan.accounts.models import Grant, Role
from tuquan.base import clock
from tuquan.base.texts.wording import worded
from tuquan.bodies.models import Appointment
from tuquan.groups.models import Tenure
from tuquan.reports.models import Obligation
from tuquan.reports.queries.calendars import calendar_of

_IN_CHARGE = {
    Obligation.Reporter.AREA: Role.AREA_HEAD,
    Obligation.Reporter.COMMUNE: Role.COMMUNE_OFFICER,
}
"""Whose task the report is where the reporter is a place."""


def reporter_name(obligation: Obligation) -> str:
    """What the reporter is called: `Tổ 3`, `Thôn 2`, `Xã Minh Sơn`, `Đảng ủy xã`."""
    if obligation.group:
        return obligation.group.name
    if obligation.body:
        return obligation.body.name
    if obligation.reporter_kind in _IN_CHARGE:
        return obligation.place.name
    calendar = calendar_of(obligation)
    return worded(calendar, "reported_by") if calendar.reported_by else obligation.place.name


def reporter_place(obligation: Obligation) -> str:
    """Where the reporter works: the area of a group, else the place above; empty for a commune."""
    if obligation.reporter_kind == Obligation.Reporter.COMMUNE:
        return ""
    if obligation.reporter_kind == Obligation.Reporter.AREA:
        return obligation.commune.name
    return obligation.place.name


def reporter_words(obligation: Obligation) -> str:
    """The reporter and where it works: `Tổ 3 · Thôn 2`."""
    return " · ".join(filter(None, (reporter_name(obligation), reporter_place(obligation))))


def contact_of(obligation: Obligation) -> str:
    """The name of who answers for the reporter: leader, head, officer, chair; empty for nobody."""
    return contacts_of([obligation]).get(obligation.reporter, "")


def contacts_of(obligations: Sequence[Obligation]) -> dict[str, str]:
    """By reporter, the name of who answers for it; a fixed number of queries for all of them."""
    names = _leaders(one.group_id for one in obligations if one.group_id)
    names |= _chairs(one.body_id for one in obligations if one.body_id)
    return names | _in_charge(obligations)


def _leaders(groups: Iterable[int]) -> dict[str, str]:
    held = Tenure.objects.current().filter(group__in=set(groups), position="leader")
    rows = held.order_by("-pk").values_list("group_id", "holder_name")
    return {f"group:{group}": name for group, name in rows}


def _chairs(bodies: Iterable[int]) -> dict[str, str]:
    chairs = Appointment.objects.current().filter(body__in=set(bodies), role=Appointment.Role.CHAIR)
    rows = chairs.order_by("-pk").values_list("body_id", "holder__name")
    return {f"body:{body}": name for body, name in rows}


def _in_charge(obligations: Sequence[Obligation]) -> dict[str, str]:
    """Heads of areas and officers of communes; several in one place: whoever came first."""
    wanted = {
        (str(role), one.path): one.reporter
        for one in obligations
        for role in [_IN_CHARGE.get(Obligation.Reporter(one.reporter_kind))]
        if role
    }
    if not wanted:
        return {}
    grants = (
        Grant.objects.filter(_holds_on(clock.today()), account__is_active=True)
        .filter(role__in={role for role, _path in wanted})
        .filter(path__in={path for _role, path in wanted})
        .order_by("-effective_from", "-pk")
        .values_list("role", "path", "account__name")
    )
    return {wanted[role, path]: name for role, path, name in grants if (role, path) in wanted}


def _holds_on(day: date) -> Q:
    return Q(effective_from__lte=day) & (Q(effective_until=None) | Q(effective_until__gt=day))
