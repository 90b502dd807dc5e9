"""A total prepared, put right with a reason, sent up, frozen, and sent again (S1-20, S1-24, S2-11).

S2-25, F-48, F-49, F-50, F-51, F-55, F-57.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests import make
from tests.consolidations.months import SORTING, TREES, Quarter
from tests.insights.case import filled, month
from tuquan.approvals.models import Approval
from tuquan.approvals.services import decide_approval
from tuquan.audit.models import Change, subject_of
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.consolidations import queries
from tuquan.consolidations.models import Adjustment, Consolidation
from tuquan.consolidations.services import (
    adjust_figure,
    ask_second_person,
    drop_adjustment,
    send_up,
    write_words,
)
from tuquan.core.answers import Answers
from tuquan.core.packs import canonical_json
from tuquan.core.programme.local import LocalTerms
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import report_title
from tuquan.reports.queries.totals import totals_counting
from tuquan.reports.services import accept_report, submit_report

WORDS = Answers({"advantages": "Bà con đồng tình", "solutions": "Nhắc các tổ chậm"})


def rows(total: queries.Prepared) -> dict[str, queries.Row]:
    """The rows of a total by their keys."""
    return {row.line.key: row for row in total.rows}


def sent(case: Quarter, **more: str) -> Consolidation:
    """The total of November, sent up."""
    return send_up(case.officer, case.total(), WORDS, 0, **more)


def test_a_quarter_takes_the_last_of_a_stock_and_the_sum_of_what_happened(case: Quarter) -> None:
    found = rows(queries.prepared(case.total("quarterly", "2026-Q4")))
    assert (found[SORTING].value, found[TREES].value) == (22, 7)
    assert found["sorting_share"].value == Decimal("44.0")
    assert (found[TREES].previous, found[SORTING].previous) == (3, 15)
    assert (found[TREES].said, found[TREES].line.figure.reported) == (3, 2)


def test_half_a_year_and_a_year_are_fed_by_the_months_too(case: Quarter) -> None:
    half = rows(queries.prepared(case.total("half_yearly", "2026-H2")))
    assert (half[SORTING].value, half[TREES].value) == (22, 10)
    assert queries.round_of(case.total("half_yearly", "2026-H2")).feeding.key == "monthly"


def test_the_coverage_says_who_is_missing_by_the_name_of_the_group(case: Quarter) -> None:
    coverage = queries.prepared(case.total("monthly", "2026-10")).coverage
    assert (coverage.heard, coverage.reporters) == (1, 2)
    assert coverage.missing == ("Tổ 2 (Thôn 2)",)
    assert not coverage.is_complete


def test_what_is_only_submitted_stands_beside_and_is_not_added_up(case: Quarter) -> None:
    case.hand_in(1, "2026-10", month(6, 2, 10), accept=False)
    total = queries.prepared(case.total("monthly", "2026-10"))
    row = rows(total)[TREES]
    assert (row.value, row.live, total.coverage.waiting) == (3, 5, 1)


def test_figures_stand_beside_the_survey_of_the_same_groups(case: Quarter) -> None:
    owed = Obligation.objects.get(group=case.groups[0], calendar="baseline")
    answers = Answers(filled(owed, {SORTING: 4}, frozenset()))
    report = submit_report(make.SYSTEM, owed, answers, 0)
    accept_report(make.SYSTEM, report, report.version)
    row = rows(queries.prepared(case.total()))[SORTING]
    assert (row.line.baseline, row.line.change, row.line.compared) == (4, 11, 1)


def test_sending_freezes_figures_sources_words_and_edition_with_a_hash(case: Quarter) -> None:
    one = sent(case)
    assert (one.version, one.sent_by_name, one.edition) == (
        1,
        case.officer.name,
        case.total().edition,
    )
    assert one.narrative["values"]["advantages"] == "Bà con đồng tình"
    assert [source.version for source in queries.frozen(one).sources] == [2, 2]
    assert rows(queries.frozen(one))[SORTING].value == 22
    assert queries.is_intact(one)
    assert one.report.state == Report.State.SUBMITTED
    change = Change.objects.get(action="consolidations.sent")
    assert change.data == {
        "period": "2026-11",
        "version": 1,
        "sha256": one.sha256,
        "sources": 2,
    }


def test_a_version_that_was_touched_is_noticed(case: Quarter) -> None:
    one = sent(case)
    one.figures["now"]["figures"][TREES]["total"] = 40
    assert not queries.is_intact(one)


def test_what_was_sent_never_changes_and_a_late_report_is_shown_as_a_difference(
    case: Quarter,
) -> None:
    obligation = case.total("monthly", "2026-10")
    one = send_up(case.officer, obligation, WORDS, 0)
    assert not queries.changed_since(one, queries.prepared(obligation))
    case.hand_in(1, "2026-10", month(6, 2, 10))
    changed = queries.changed_since(one, queries.prepared(obligation))
    assert (changed.added, changed.corrected, changed.dropped) == (1, 0, 0)
    by_line = {line.line.key: (line.sent, line.now) for line in changed.lines}
    assert (by_line[SORTING], by_line[TREES]) == ((12, 18), (3, 5))
    assert rows(queries.frozen(Consolidation.objects.get()))[TREES].value == 3


def test_a_new_version_says_why_and_what_is_otherwise(case: Quarter) -> None:
    obligation = case.total("monthly", "2026-10")
    first = send_up(case.officer, obligation, WORDS, 0)
    case.hand_in(1, "2026-10", month(6, 2, 10))
    with pytest.raises(Invalid) as refused:
        send_up(case.officer, obligation, WORDS, 1)
    assert [(one.code, one.where) for one in refused.value.problems] == [
        ("reason_missing", "reason")
    ]
    second = send_up(case.officer, obligation, WORDS, 1, "Tổ 2 gửi muộn")
    assert (second.version, second.replaces, second.reason) == (2, first, "Tổ 2 gửi muộn")
    assert queries.between(second, first).added == 1
    assert [one.version for one in queries.versions_of(obligation)] == [2, 1]


def test_a_figure_put_right_keeps_the_one_added_up_and_the_shares_follow(case: Quarter) -> None:
    obligation = case.total()
    adjust_figure(case.officer, obligation, SORTING, Decimal(27), "Hai tổ đếm thiếu 5 hộ")
    row = rows(queries.prepared(obligation))[SORTING]
    assert row.adjusted is not None
    assert (row.value, row.line.value, row.adjusted.reason) == (27, 22, "Hai tổ đếm thiếu 5 hộ")
    assert rows(queries.prepared(obligation))["sorting_share"].value == Decimal("54.0")
    one = sent(case)
    assert one.adjustments == [
        {
            "line": SORTING,
            "computed": 22,
            "value": 27,
            "reason": "Hai tổ đếm thiếu 5 hộ",
            "by": case.officer.name,
        }
    ]
    assert rows(queries.frozen(one))[SORTING].line.value == 22


@pytest.mark.parametrize(
    ("line", "value", "reason", "problems"),
    [
        (SORTING, 27, "  ", [("reason_missing", "reason")]),
        (SORTING, 27, "x" * 501, [("text_too_long", "reason")]),
        (SORTING, -1, "vì", [("total_value_negative", "value")]),
        (SORTING, 22, "vì", [("total_value_same", "value")]),
        ("sorting_share", 50, "vì", [("total_line_unknown", "line")]),
        ("no_such", 50, "", [("reason_missing", "reason"), ("total_line_unknown", "line")]),
    ],
)
def test_a_figure_is_not_put_right_without_a_reason_or_where_there_is_none(
    case: Quarter, line: str, value: int, reason: str, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refused:
        adjust_figure(case.officer, case.total(), line, Decimal(value), reason)
    assert [(one.code, one.where) for one in refused.value.problems] == problems
    assert not Adjustment.objects.exists()


def test_the_figure_added_up_can_be_taken_after_all(case: Quarter) -> None:
    obligation = case.total()
    adjust_figure(case.officer, obligation, TREES, Decimal(6), "Ghi nhầm")
    drop_adjustment(case.officer, obligation, TREES)
    assert rows(queries.prepared(obligation))[TREES].value == 4
    actions = Change.objects.filter(action__startswith="consolidations.").order_by("pk")
    assert [(one.action, one.data) for one in actions] == [
        (
            "consolidations.adjusted",
            {"line": TREES, "value": "6", "computed": "4", "reason": "Ghi nhầm"},
        ),
        ("consolidations.adjustment_dropped", {"line": TREES}),
    ]
    with pytest.raises(Conflict):
        drop_adjustment(case.officer, obligation, TREES)


def test_nothing_goes_up_while_no_report_is_accepted(case: Quarter) -> None:
    with pytest.raises(Invalid) as refused:
        send_up(case.officer, case.total("monthly", "2026-12"), WORDS, 0)
    assert [one.code for one in refused.value.problems] == ["total_without_reports"]
    assert not Consolidation.objects.exists()


def test_next_door_nobody_writes_adjusts_or_sends_our_total(case: Quarter) -> None:
    stranger = make.actor(make.officer(case.world.neighbour))
    head = make.actor(make.account("area_head", case.world.area))
    for actor in (stranger, head):
        for refused in (
            lambda: send_up(actor, case.total(), WORDS, 0),  # noqa: B023 - called at once
            lambda: adjust_figure(actor, case.total(), TREES, Decimal(9), "vì"),  # noqa: B023
            lambda: drop_adjustment(actor, case.total(), TREES),  # noqa: B023
            lambda: write_words(actor, case.total(), WORDS, 0),  # noqa: B023
            lambda: ask_second_person(actor, case.total(), WORDS, 0),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                refused()
    assert not Consolidation.objects.exists()
    assert not Report.objects.filter(obligation=case.total()).exists()


def test_where_the_place_says_so_a_second_person_says_yes_to_this_very_content(
    case: Quarter,
) -> None:
    obligation = case.total("monthly", "2026-10")
    terms = replace(LocalTerms(), second_person=("totals",))
    Adoption.objects.filter(pk=obligation.adoption_id).update(local_terms=canonical_json(terms))
    obligation = case.total("monthly", "2026-10")
    with pytest.raises(Conflict) as refused:
        send_up(case.officer, obligation, WORDS, 0)
    assert refused.value.problem.code == "total_needs_second_person"
    report = ask_second_person(case.officer, obligation, WORDS, 0)
    other = make.actor(make.officer(case.world.commune))
    decide_approval(other, waiting_approval(obligation), "approve")
    case.hand_in(1, "2026-10", month(6, 2, 10))
    with pytest.raises(Conflict):
        send_up(case.officer, obligation, WORDS, report.version)
    assert not Consolidation.objects.exists()
    report = ask_second_person(case.officer, obligation, WORDS, report.version)
    decide_approval(other, waiting_approval(obligation), "approve")
    assert send_up(case.officer, obligation, WORDS, report.version).version == 1


def waiting_approval(obligation: Obligation) -> Approval:
    """The yes that a total waits for."""
    return Approval.objects.get(subject=subject_of(obligation), state=Approval.State.WAITING)


def test_from_a_report_to_every_total_it_is_in(case: Quarter) -> None:
    sent(case)
    send_up(case.officer, case.total("quarterly", "2026-Q4"), WORDS, 0)
    report = Report.objects.get(obligation=case.owed(0, "2026-11"))
    found = totals_counting(case.officer, report)
    titles = [report_title(case.total("quarterly", "2026-Q4")), report_title(case.total())]
    assert [(one.title, one.of, one.version) for one in found] == [
        (title, "Xã Minh Sơn", 1) for title in titles
    ]
    stranger = make.actor(make.officer(case.world.neighbour))
    assert totals_counting(stranger, report) == []


def test_what_the_communes_sent_adds_up_to_the_province_also_with_later_versions(
    case: Quarter,
) -> None:
    obligation = case.total("monthly", "2026-10")
    send_up(case.officer, obligation, WORDS, 0)
    adjust_figure(case.officer, obligation, TREES, Decimal(4), "Ghi nhầm")
    case.hand_in(1, "2026-10", month(6, 2, 10))
    province = make.actor(make.account("province_officer", case.world.province))
    before = queries.received_in(province, case.world.province, obligation)
    assert (before.came, rows(before.total)[TREES].value) == (1, 3)
    assert rows(before.total)[TREES].live == 5
    send_up(case.officer, obligation, WORDS, 1, "Tổ 2 gửi muộn")
    after = queries.received_in(province, case.world.province, obligation)
    row = rows(after.total)[TREES]
    assert (row.line.value, row.value) == (5, 4)
    assert row.adjusted is not None
    assert row.adjusted.reason == "Ghi nhầm"
