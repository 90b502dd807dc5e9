"""Who is missing, whom to ask, and what was tried already (F-40)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tuquan.accounts.models import PERMISSIONS, Account, Grant
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.notices.queries import Alert
from tuquan.reports.models import Contact, Obligation, ObligationQuerySet
from tuquan.reports.models.obligations import REVIEWING, WRITING
from tuquan.reports.queries.owing import Owed, owed_now
from tuquan.reports.queries.words import report_title

SOON = 3
"""Days before the last one from which a missing report stands on the chase list."""

CATCH_UP = 2
"""Days for which a reminder that could not go out is still worth sending."""

LONG_AGO = 60
"""Days after which nobody is reminded by itself any more: somebody has to talk to them."""

QUIET_FROM, QUIET_UNTIL = time(21), time(7)
"""Between these hours nothing is sent to telephones and letter boxes."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that did not come, its reporter's number, and the last time somebody asked."""

    owed: Owed
    phone: str
    last: Contact | None

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed."""
        return self.owed.standing.days_left < 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due today; `step` names it for this report, so that it goes out once."""

    obligation: Obligation
    step: str


def missing_reports(actor: Actor) -> list[Missing]:
    """What the actor may chase, the latest first: late, or due within days; a fixed number of
    queries. Whoever has sent is never among them."""
    owed = [
        one
        for one in owed_now(actor)
        if chasable(actor, one.obligation)
        and one.standing.days_left <= SOON
        and not one.standing.was_sent
    ]
    obligations = [one.obligation for one in owed]
    phones, last = phones_of(obligations), last_contacts(obligations)
    found = [
        Missing(one, phones.get(one.obligation.path, ""), last.get(one.obligation.pk))
        for one in owed
    ]
    return sorted(found, key=lambda one: (one.owed.standing.days_left, one.owed.obligation.path))


def chasable(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor asks for this report: who receives it, or the head of the group's area."""
    endorses = obligation.reporter_kind == Obligation.Reporter.GROUP and actor.may(
        "reports.endorse", obligation.path
    )
    return obligation.reviewable_for(actor) or endorses


def chased_obligations(actor: Actor) -> ObligationQuerySet:
    """Every open report the actor may ask for."""
    near = Q(pk__in=[])
    for path in actor.paths("reports.endorse"):
        near |= Q(path__below=path, reporter_kind=Obligation.Reporter.GROUP)
    all_of = Obligation.objects.reviewable_by(actor) | Obligation.objects.filter(near)
    found: ObligationQuerySet = all_of.open_at(clock.now())
    return found


def writers_of(obligations: Sequence[Obligation]) -> dict[int, list[Account]]:
    """By obligation, who has the duty to write it: grants held exactly where the reporter is."""
    held = _grants_at({one.path for one in obligations})
    found: dict[int, list[Account]] = {}
    for obligation in obligations:
        permission = WRITING[obligation.reporter_kind]
        found[obligation.pk] = [
            grant.account
            for grant in held.get(obligation.path, ())
            if permission in PERMISSIONS[grant.role]
        ]
    return found


def phones_of(obligations: Sequence[Obligation]) -> dict[str, str]:
    """By path, a number at which somebody who writes the report can be called."""
    writers = writers_of(obligations)
    return {
        one.path: account.phone
        for one in obligations
        for account in reversed(writers[one.pk])
        if account.phone
    }


def last_contacts(obligations: Iterable[Obligation]) -> dict[int, Contact]:
    """By obligation, the last time somebody asked."""
    rows = Contact.objects.filter(obligation__in=[one.pk for one in obligations])
    return {one.obligation_id: one for one in rows.order_by("at", "pk")}


def reminders_due(today: date) -> Iterator[Reminder]:
    """The reminders the programmes ask for today, and those of the last days that nobody sent."""
    for obligation in _unsent(today):
        terms = obligation.adoption.terms
        due = timezone.localtime(obligation.due_at).date()
        steps = {f"before-{days}": due - timedelta(days) for days in terms.remind_days_before}
        steps |= {f"after-{days}": due + timedelta(days) for days in terms.remind_days_after}
        near = {name: day for name, day in steps.items() if 0 <= (today - day).days <= CATCH_UP}
        if near:
            yield Reminder(obligation, max(near, key=lambda name: near[name]))


def missing_alerts(today: date) -> Iterator[Alert]:
    """One level up is told of what is still missing some days after it was due."""
    gathered: dict[tuple[str, str, str, int], list[Obligation]] = defaultdict(list)
    for obligation in _unsent(today):
        days = obligation.adoption.terms.escalate_after_days
        due = timezone.localtime(obligation.due_at).date()
        if days is not None and (today - due).days >= days:
            permission, path = _above(obligation)
            key = (permission, path, obligation.period_key, obligation.edition_id)
            gathered[key].append(obligation)
    for (permission, path, period, edition), some in gathered.items():
        yield Alert(
            code="reports_missing",
            params={
                "title": report_title(some[0]),
                "due": timezone.localdate(some[0].due_at),
                "count": len(some),
            },
            path=path,
            permission=permission,
            url=reverse("reports:chase"),
            key=f"missing:{path}:{some[0].calendar}:{period}:{edition}"[:120],
        )


def is_quiet(now: datetime) -> bool:
    """Whether people sleep."""
    at = timezone.localtime(now).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def _above(obligation: Obligation) -> tuple[str, str]:
    """Who is told of a missing report: a group's area, else whoever receives it."""
    if obligation.reporter_kind == Obligation.Reporter.GROUP:
        return "reports.endorse", obligation.place.path
    return REVIEWING[obligation.reporter_kind], obligation.path


def _unsent(today: date) -> ObligationQuerySet:
    """Reports that were never sent and that are due in these weeks, to be read with their terms."""
    zone = timezone.get_default_timezone()
    first = datetime.combine(today - timedelta(LONG_AGO), time(), zone)
    last = datetime.combine(today + timedelta(LONG_AGO), time.max, zone)
    return (
        Obligation.objects.filter(Q(report=None) | Q(report__submitted_at=None))
        .open_at(clock.now())
        .filter(due_at__range=(first, last))
        .select_related("adoption__edition__programme", "edition__programme", "place", "group")
        .order_by("due_at", "path", "pk")
    )


def _grants_at(paths: Iterable[str]) -> Mapping[str, list[Grant]]:
    grants = (
        Grant.objects.filter(in_force(clock.today()), path__in=set(paths), account__is_active=True)
        .select_related("account")
        .order_by("effective_from", "pk")
    )
    held: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        held[grant.path].append(grant)
    return held
