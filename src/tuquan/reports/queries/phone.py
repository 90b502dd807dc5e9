"""What a reporter's telephone keeps, to write reports where there is no network (F-107, F-112).

Kept small: a telephone has little room and a slow line. No name of any resident is among it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tuquan.accounts.models import Account, Role
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.answers import Answers
from tuquan.core.programme import Question
from tuquan.core.questions import applicable_questions
from tuquan.groups.queries import led_groups
from tuquan.reports.models import Obligation, ObligationQuerySet, Report
from tuquan.reports.queries.background import Background, background_of
from tuquan.reports.queries.commitments import touched_by_incidents
from tuquan.reports.queries.facts import facts_of
from tuquan.reports.queries.form_versions import version_of
from tuquan.reports.queries.history import receipt_code
from tuquan.reports.queries.obligations import writable_obligations
from tuquan.reports.queries.reporters import reporter_name
from tuquan.reports.queries.sharing import shared_answers
from tuquan.reports.queries.standing import report_of
from tuquan.reports.queries.words import due_words, period_kind, previous_words, report_title

MOST = 60
"""How many reports a telephone keeps; who owes more writes the latest ones first."""


def kept_reports(actor: Actor) -> dict[str, object]:
    """Everything a person needs to write what they owe, as plain values."""
    account = Account.objects.filter(pk=actor.user_id or 0).first()
    return {
        "address": account.address_form if account else "",
        "open": [_kept(obligation) for obligation in to_be_kept(actor)],
    }


def to_be_kept(actor: Actor) -> list[Obligation]:
    """What the person owes and may still change: nothing accepted and nothing locked.

    Officers write for many groups at their desk; their telephones keep nothing.
    """
    if not any(actor.holds(role) for role in (Role.GROUP_LEADER, Role.AREA_HEAD)):
        return []
    return list(_own(actor).order_by("-due_at", "-pk")[:MOST])[::-1]


def shell_url(obligation: Obligation) -> str:
    """The personless page with the form an obligation asks for."""
    edition, form, kind = obligation.edition_id, obligation.form_key, obligation.place.kind
    return reverse("report_shells:report", args=[edition, form, kind])


def shell_link(obligation: Obligation) -> str:
    """The same page, opened for this obligation."""
    return f"{shell_url(obligation)}?bc={obligation.pk}"


def shells_of(actor: Actor) -> Iterable[str]:
    """The personless pages somebody's telephone has to keep."""
    return dict.fromkeys(shell_url(obligation) for obligation in to_be_kept(actor))


def _own(actor: Actor) -> ObligationQuerySet:
    own = Q(group__in=led_groups(actor)) | Q(reporter_kind=Obligation.Reporter.AREA)
    decided = Q(report__state=Report.State.ACCEPTED)
    locked = Q(locks_at__lte=clock.now())
    forms = Q(kind=Obligation.Kind.TOTAL)
    return writable_obligations(actor).filter(own).exclude(decided | locked | forms)


def _kept(obligation: Obligation) -> dict[str, object]:
    report, background = report_of(obligation), background_of(obligation)
    asked = applicable_questions(obligation.form, obligation.place.kind)
    due = timezone.localtime(obligation.due_at)
    kept = {
        "id": obligation.pk,
        "subject": f"obligation:{obligation.pk}",
        "title": report_title(obligation),
        "programme": worded(obligation.edition.content, "short_title"),
        "who": reporter_name(obligation),
        "due": due_words(obligation.due_at),
        "due_on": due.date().isoformat(),
        "shell": shell_link(obligation),
        "v": version_of(obligation),
        "base": report.version if report else 0,
        "state": report.state if report else "",
        "label": previous_words(period_kind(obligation)),
        "facts": facts_of(obligation),
        "to": ", ".join(spoken(to["label"], to["label_en"]) for to in obligation.recipients),
        "touched": sorted(touched_by_incidents(obligation)),
        **_before(background, asked),
        "shared": {
            key: {"value": _plain({key: said.value})[key], "note": said.note}
            | {"title": report_title(said.report.obligation)}
            for key, said in shared_answers(obligation).items()
        },
    }
    return {key: value for key, value in kept.items() if value not in ({}, [], "")} | _said(report)


def _before(background: Background, asked: Iterable[Question]) -> dict[str, object]:
    """What was said last time and at the start; nothing at all where the form does not compare."""
    found: dict[str, object] = {}
    if background.recurs:
        found["before"] = _values(background.previous, {q.key: q.key for q in asked})
    if background.compares:
        found["start"] = _values(
            background.baseline, {q.key: q.baseline for q in asked if q.baseline}
        )
    return {"recurs": background.recurs, "compares": background.compares, **found}


def _values(answers: Answers | None, names: Mapping[str, str]) -> dict[str, Any]:
    """By the key of today's line, what stood under its name then; "@na" where it did not apply."""
    if answers is None:
        return {}
    known = {key: name for key, name in names.items() if answers.state(name) == "reported"}
    plain = _plain({key: answers.values[name] for key, name in known.items()})
    aside = {key: "@na" for key, name in names.items() if answers.state(name) == "not_applicable"}
    return plain | aside


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    stored: Any = Answers(values).to_json()["values"]
    return dict(stored)


def _said(report: Report | None) -> dict[str, object]:
    if report is None:
        return {}
    saved = {"saved": report.content.to_json(), "nil": report.nil}
    if report.return_reason:
        saved |= {"reason": report.return_reason, "lines": report.return_lines}
    if report.state == Report.State.SUBMITTED and report.submitted_at:
        saved |= {"receipt": receipt_code(report), "received_at": report.submitted_at.isoformat()}
    return saved
