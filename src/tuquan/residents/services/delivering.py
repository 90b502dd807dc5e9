"""Taking what leaders tell of households on their telephones, perhaps days later (F-13, F-14).

Nothing a telephone sends is believed: whether its person reaches the household and what happened to
the record meanwhile are looked up again, and the ordinary service writes it down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.problems import Problem
from tuquan.outbox.deliveries import Delivered, Item, ServerCopy
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.queries.changing import (
    GAINS,
    LOSSES,
    TEMPORARY,
    NewChange,
    plan_change,
)
from tuquan.residents.queries.reach import reachable_households
from tuquan.residents.queries.values import fingerprint
from tuquan.residents.services.changes import record_change

SUBJECT = "household:"
"""What the subject of a change begins with; the household's number follows."""

ON_THE_PHONE = (*GAINS, *LOSSES, *TEMPORARY)
"""What is told on a telephone: one person, one day; the household as a whole is the desk's."""

TOLD_ALREADY = "change_told_already"
OVERTAKEN = "household_changed_meanwhile"


def deliver_change(actor: Actor, item: Item) -> Delivered:
    """Write down a birth, a death, a move… that came from a telephone; whether it waits."""
    household = _household(actor, item.subject)
    new = _told(item.data)
    if item.data.get("again") is not True:
        _refuse_the_same(household, new)
    try:
        change = record_change(actor, household, new, _text(item.data, "seen"))
    except Conflict as conflict:
        if conflict.problem.code != OVERTAKEN:
            raise
        last = HouseholdChange.objects.in_force().filter(household=household).order_by("-pk")
        raise _copied(OVERTAKEN, household, last.first()) from conflict
    waits = change.state == HouseholdChange.State.WAITING
    return Delivered({"waits": waits, "url": reverse("residents:told")})


def _household(actor: Actor, subject: str) -> Household:
    number = subject.removeprefix(SUBJECT)
    if not (subject.startswith(SUBJECT) and number.isascii() and number.isdigit()):
        raise NotAllowed("not_allowed")
    reached = reachable_households(actor, "households.tell").current()
    return reached.get(pk=int(number[:18]))


def _refuse_the_same(household: Household, new: NewChange) -> None:
    """Two telephones may tell the same birth: whoever is second says whether it is another one."""
    warned = {warning.code for warning in plan_change(household, new).warnings}
    if TOLD_ALREADY in warned:
        alike = HouseholdChange.objects.waiting().filter(household=household, kind=new.kind)
        told = alike.filter(happened_on=new.happened_on).order_by("-pk").first()
        raise _copied(TOLD_ALREADY, household, told)


def _copied(code: str, household: Household, change: HouseholdChange | None) -> ServerCopy:
    """What the register has now, and who wrote the last of it, for the telephone to show."""
    now = Household.objects.get(pk=household.pk)
    copy = {
        "name": now.head_name,
        "door": now.house_number,
        "lane": now.lane,
        "members": now.member_count,
        "seen": fingerprint(now),
    }
    who = change.made_by.name if change and change.made_by else ""
    return ServerCopy(code, {"data": copy, "by": who, "at": change.made_at if change else None})


def _told(data: Mapping[str, Any]) -> NewChange:
    """What somebody told, read; values that are no values are refused, each by its field."""
    problems: list[Problem] = []
    kind = _text(data, "kind")
    if kind not in ON_THE_PHONE:
        problems.append(Problem("change_kind_unknown", "kind"))
    happened_on = _day(data, "happened_on", problems)
    if happened_on is None and not problems:
        problems.append(Problem("not_a_day", "happened_on", {"text": ""}))
    until, persons = _day(data, "until", problems), _persons(data, problems)
    if problems or happened_on is None:
        raise Invalid(problems)
    return NewChange(
        kind,
        happened_on,
        person_name=_text(data, "person_name"),
        note=_text(data, "note"),
        until=until,
        persons=persons,
    )


def _text(data: Mapping[str, Any], name: str) -> str:
    """A line of the form; no database keeps a zero byte."""
    value = data.get(name)
    return value.replace("\0", "") if isinstance(value, str) else ""


def _day(data: Mapping[str, Any], name: str, problems: list[Problem]) -> date | None:
    text = _text(data, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("not_a_day", name, {"text": text[:40]}))
        return None


def _persons(data: Mapping[str, Any], problems: list[Problem]) -> int | None:
    """A number of persons; nothing is one person. Whether there may be so many, the plan says."""
    value = data.get("persons")
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000:
        return value
    problems.append(Problem("not_whole_number", "persons", {"text": str(value)[:40]}))
    return None
