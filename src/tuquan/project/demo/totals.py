"""Totals of the demonstration: one sent up, a report that came late since, a new month begun."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.consolidations.services import send_up, write_words
from tuquan.core.answers import Answers
from tuquan.core.time import Period
from tuquan.places.models import Place
from tuquan.project.demo.answers import answers_of
from tuquan.project.demo.stage import at
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_report, return_report, submit_report

WORDS = Answers(
    {
        "advantages": "Bà con đồng tình, các tổ nộp báo cáo đều hơn tháng trước.",
        "results": "Số hộ phân loại rác tăng ở hầu hết các thôn.",
        "limits": "Còn tổ nộp muộn.",
        "solutions": "Cán bộ thôn nhắc các tổ trước hạn ba ngày.",
    }
)
BEGUN = Answers({"advantages": "Đường làng, ngõ xóm sạch hơn."})


def send_totals(commune: Place, officer: Actor, months: list[Period], dice: Random) -> None:
    """The month before the last was sent up, then one report came late; the last is prepared."""
    before, last = months[-2], months[-1]
    with clock.pretending(at(before.until + timedelta(days=7), 15)):
        late = _late(commune, before, officer)
        send_up(officer, _total(commune, before), WORDS, 0)
    if late is not None:
        with clock.pretending(at(before.until + timedelta(days=10), 8)):
            _hand_in(officer, late, months.index(before) + 1, dice)
    write_words(officer, _total(commune, last), BEGUN, 0)


def _total(commune: Place, month: Period) -> Obligation:
    return Obligation.objects.get(
        kind=Obligation.Kind.TOTAL, calendar="monthly", period_key=month.key, place=commune
    )


def _late(commune: Place, month: Period, officer: Actor) -> Obligation | None:
    """A report that is not in yet when the total goes up; one is asked back if all of them are."""
    owed = Obligation.objects.filter(
        kind=Obligation.Kind.FORM, calendar="monthly", period_key=month.key, commune=commune
    ).order_by("path", "pk")
    missing = owed.filter(report=None).first()
    if missing is not None:
        return missing
    waiting = Report.objects.filter(obligation__in=owed, state=Report.State.SUBMITTED).first()
    if waiting is None:
        return None
    return_report(officer, waiting, waiting.version, "Xin xem lại số cây.")
    return waiting.obligation


def _hand_in(officer: Actor, owed: Obligation, month: int, dice: Random) -> None:
    if owed.group is None:
        return
    leader = owed.group.tenures.get(position="leader", ended_on=None)
    by = Actor(leader.account_id, leader.holder_name, officer.grants, "command")
    answers = answers_of(owed.form, owed.group.memberships.count(), month, dice)
    report = Report.objects.filter(obligation=owed).first()
    sent = submit_report(by, owed, answers, report.version if report else 0)
    accept_report(officer, sent, sent.version)
