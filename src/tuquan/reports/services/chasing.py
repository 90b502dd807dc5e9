"""Asking for missing reports, by hand or by the calendar, and writing down what came of it (F-40).

Whoever has sent is never reminded. A reminder is a notice in the programme and, outside quiet
hours, a text through the channels that are configured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.texts.notices import say_notice
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.notices.channels import address_of, channels
from tuquan.notices.services import tell
from tuquan.reports.models import Contact, Obligation, Report
from tuquan.reports.queries.chasing import chasable, is_quiet, reminders_due, writers_of
from tuquan.reports.queries.words import report_title

LONGEST_NOTE = 300
REMINDER = "report_reminder"


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of reminders: how many reporters were told, how many have sent meanwhile or were
    told today already, and how many have nobody with an account."""

    told: int = 0
    needless: int = 0
    unreachable: int = 0


@transaction.atomic
def note_contact(
    actor: Actor, obligation: Obligation, channel: str, outcome: str, note: str = ""
) -> Contact:
    """Write down a call, a message or a visit, and what came of it."""
    require(chasable(actor, obligation))
    words = tidy(note)
    problems = []
    if channel not in Contact.Channel.values:
        problems.append(Problem("contact_channel_missing", "channel"))
    if outcome not in Contact.Outcome.values:
        problems.append(Problem("contact_outcome_missing", "outcome"))
    if len(words) > LONGEST_NOTE:
        problems.append(Problem("text_too_long", "note", {"maximum": LONGEST_NOTE}))
    if problems:
        raise Invalid(problems)
    contact = _keep(actor, obligation, channel, outcome, words)
    record(actor, "reports.contacted", obligation, obligation.path, channel=channel)
    return contact


@transaction.atomic
def remind(actor: Actor, obligations: Sequence[Obligation]) -> Reminded:
    """Remind reporters of what they have not sent; each at most once a day."""
    for obligation in obligations:
        require(chasable(actor, obligation))
    return _remind(actor, obligations, clock.today().isoformat())


@transaction.atomic
def send_due_reminders(actor: Actor) -> int:
    """Send the reminders of today; run again, or later, it sends none twice. Not in quiet hours."""
    require(actor.may("notices.send", ""))
    if is_quiet(clock.now()):
        return 0
    due = list(reminders_due(clock.today()))
    return sum(_remind(actor, [one.obligation], one.step).told for one in due)


def _remind(actor: Actor, obligations: Sequence[Obligation], step: str) -> Reminded:
    writers = writers_of(obligations)
    sent = set(
        Report.objects.filter(obligation__in=obligations, submitted_at__isnull=False).values_list(
            "obligation_id", flat=True
        )
    )
    told = needless = unreachable = 0
    for obligation in obligations:
        if obligation.pk in sent:
            needless += 1
        elif not writers[obligation.pk]:
            unreachable += 1
        elif _tell(actor, obligation, writers[obligation.pk], step):
            told += 1
        else:
            needless += 1
    return Reminded(told, needless, unreachable)


def _tell(actor: Actor, obligation: Obligation, writers: Iterable[Account], step: str) -> bool:
    """Whether anybody was told now; what was told before under this step is not told again."""
    accounts = list(writers)
    params = {"title": report_title(obligation), "due": timezone.localdate(obligation.due_at)}
    url = reverse("reports:write", args=[obligation.pk])
    if not tell(accounts, REMINDER, params, url, f"{REMINDER}:{obligation.pk}:{step}"):
        return False
    _keep(actor, obligation, Contact.Channel.NOTICE, Contact.Outcome.SENT, "")
    if not is_quiet(clock.now()) and _send(accounts, say_notice(REMINDER, params)):
        _keep(actor, obligation, Contact.Channel.EMAIL, Contact.Outcome.SENT, "")
    record(actor, "reports.reminded", obligation, obligation.path, step=step)
    return True


def _send(accounts: Iterable[Account], text: str) -> bool:
    """Send the text through every channel that takes letters; whether one took it."""
    addresses = [
        (channel, address)
        for channel in channels("email")
        for account in accounts
        if (address := address_of(account, channel))
    ]
    return any([channel.send(address, text).ok for channel, address in addresses])


def _keep(actor: Actor, obligation: Obligation, channel: str, outcome: str, note: str) -> Contact:
    return Contact.objects.create(
        obligation=obligation,
        channel=channel,
        outcome=outcome,
        note=note,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
    )
