"""One number asked by two programmes is asked once, and corrected where it was said first."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.reports.kinds import PLAIN_FORM, Both, both, install, october
from tests.reports.worlds import Village
from tuquan.base.errors import Invalid
from tuquan.core.answers import Answers, Value
from tuquan.groups.models import Membership
from tuquan.reports import queries
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_report, return_report, save_draft, submit_report

SAFE: dict[str, Value] = {
    "has_lanes": False,
    "mood": "good",
    "held_on": date(2026, 10, 20),
    "signed": 12,
}


@pytest.fixture
def two(village: Village) -> Both:
    return both(village)


def write(two: Both, obligation: Obligation, **values: Value) -> Report:
    """Save lines over what the report says by now."""
    before = queries.report_on(obligation)
    version = before.version if before else 0
    said = before.content if before else Answers()
    answers = Answers({**said.values, **values})
    return save_draft(two.village.writer, obligation, answers, version)


def shared(obligation: Obligation) -> dict[str, tuple[Obligation, Value]]:
    found = queries.shared_answers(obligation)
    return {key: (one.report.obligation, one.value) for key, one in found.items()}


def test_an_answer_is_shared_by_definition_whatever_the_question_is_called(two: Both) -> None:
    write(two, two.safe, signed=12)
    assert shared(two.clean) == {"households_signed": (two.safe, 12)}
    assert shared(two.safe) == {}


def test_it_is_shared_the_other_way_round_just_as_well(two: Both) -> None:
    write(two, two.clean, households_signed=0)
    assert shared(two.safe) == {"signed": (two.clean, 0)}
    assert shared(two.clean) == {}


def test_nothing_is_shared_before_it_is_answered(two: Both) -> None:
    write(two, two.safe, has_lanes=True)
    assert shared(two.clean) == {}


def test_nothing_is_shared_between_months_or_groups(two: Both) -> None:
    write(two, two.safe, signed=12)
    september = Obligation.objects.get(
        group=two.village.group, edition=two.clean.edition, period_key="2026-09"
    )
    assert shared(september) == {}
    other = make.groups(two.village.world.other_area)[0]
    Obligation.objects.filter(pk=two.clean.pk).update(group=other, reporter=f"group:{other.pk}")
    assert shared(Obligation.objects.get(pk=two.clean.pk)) == {}


def test_whatever_is_sent_for_a_shared_line_the_first_answer_is_kept(two: Both) -> None:
    write(two, two.safe, signed=12)
    report = write(two, two.clean, households_signed=99, trees=4)
    assert report.answers["values"] == {"households_signed": 12, "trees": 4}
    aside = Answers({"trees": 5}, frozenset({"households_signed"}))
    report = save_draft(two.village.writer, two.clean, aside, 1)
    assert report.answers["values"] == {"households_signed": 12, "trees": 5}
    assert report.answers["not_applicable"] == []


def test_a_report_is_sent_with_what_another_one_said(two: Both) -> None:
    write(two, two.safe, signed=12)
    report = submit_report(two.village.writer, two.clean, Answers({"trees": 4}), 0)
    assert (report.state, report.answers["values"]) == (
        "submitted",
        {"households_signed": 12, "trees": 4},
    )


def test_the_report_that_said_it_first_keeps_it_though_the_other_was_begun_earlier(
    two: Both,
) -> None:
    write(two, two.clean, trees=4)
    write(two, two.safe, signed=12)
    copy = write(two, two.clean, trees=5)
    assert copy.answers["values"]["households_signed"] == 12
    assert shared(two.safe) == {}
    assert write(two, two.safe, signed=13).answers["values"]["signed"] == 13
    assert shared(two.clean) == {"households_signed": (two.safe, 13)}


def test_a_draft_follows_a_correction_when_it_is_saved_next(two: Both) -> None:
    write(two, two.safe, signed=12)
    write(two, two.clean, trees=4)
    write(two, two.safe, signed=15)
    assert Report.objects.get(obligation=two.clean).answers["values"]["households_signed"] == 12
    assert write(two, two.clean, trees=5).answers["values"]["households_signed"] == 15


def test_a_report_handed_in_does_not_change_by_itself(two: Both) -> None:
    first = submit_report(two.village.writer, two.safe, Answers(SAFE), 0)
    submit_report(two.village.writer, two.clean, Answers({"trees": 4}), 0)
    return_report(two.village.reviewer, first, 1, "Đếm lại")
    submit_report(two.village.writer, two.safe, Answers(SAFE | {"signed": 15}), 2)
    assert Report.objects.get(obligation=two.clean).answers["values"]["households_signed"] == 12


def test_what_was_taken_back_is_asked_again_in_both(two: Both) -> None:
    write(two, two.safe, signed=12)
    write(two, two.clean, trees=4)
    save_draft(two.village.writer, two.safe, Answers({"has_lanes": True}), 1)
    assert shared(two.clean) == {}
    assert shared(two.safe) == {}
    write(two, two.safe, signed=14)
    assert shared(two.clean) == {"households_signed": (two.safe, 14)}


def test_a_shared_answer_that_became_too_high_stops_nobody_in_the_other_report(two: Both) -> None:
    write(two, two.clean, households_signed=20)
    Membership.objects.filter(group=two.village.group).first().delete()  # type: ignore[union-attr]
    report = submit_report(two.village.writer, two.safe, Answers(SAFE), 0)
    assert report.answers["values"]["signed"] == 20


def test_an_own_answer_must_still_fit_a_shared_one(two: Both) -> None:
    write(two, two.clean, households_signed=2)
    with pytest.raises(Invalid) as refusal:
        write(two, two.safe, attended=3)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where, problem.params["right"]) == ("does_not_fit", "attended", 2)


def test_sharing_costs_one_query_and_none_where_nothing_is_defined(two: Both) -> None:
    write(two, two.safe, signed=12)
    write(two, two.safe, signed=13)
    assert two.clean.form.key == "monthly"
    with CaptureQueriesContext(connection) as asked:
        assert shared(two.clean)["households_signed"][1] == 13
    assert len(asked) == 1
    plain = october(two.village, install("hop", "Họp", "Meetings", PLAIN_FORM))
    assert plain.form.key == "monthly"
    with CaptureQueriesContext(connection) as asked:
        assert queries.shared_answers(plain) == {}
    assert len(asked) == 0


def test_saving_counts_the_households_once(two: Both) -> None:
    for send in (save_draft, submit_report):
        with CaptureQueriesContext(connection) as asked:
            version = Report.objects.filter(obligation=two.safe).count()
            send(two.village.writer, two.safe, Answers(SAFE), version)
        counting = [one for one in asked if "COUNT" in one["sql"] and "membership" in one["sql"]]
        assert len(counting) == 1


def test_what_another_answer_makes_needless_is_not_stored(two: Both) -> None:
    report = write(two, two.safe, has_lanes=True, lanes=3)
    assert report.answers["values"] == {"has_lanes": True, "lanes": 3}
    answers = Answers({"has_lanes": False, "lanes": 3}, frozenset({"unlit"}))
    report = save_draft(two.village.writer, two.safe, answers, 1)
    assert report.answers["values"] == {"has_lanes": False}
    assert report.answers["not_applicable"] == []


def test_two_answers_that_contradict_each_other_are_refused_in_a_draft(two: Both) -> None:
    write(two, two.safe, attended=9)
    with pytest.raises(Invalid) as refusal:
        write(two, two.safe, signed=8)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where) == ("does_not_fit", "attended")
    assert write(two, two.safe, signed=9).version == 2


def test_the_standing_counts_only_what_is_asked(two: Both) -> None:
    write(two, two.safe, has_lanes=False, mood="good")
    standing = queries.standing_of(Obligation.objects.get(pk=two.safe.pk), two.safe.due_at)
    assert (standing.done, standing.asked) == (2, 6)
    untouched = queries.standing_of(Obligation.objects.get(pk=two.clean.pk), two.clean.due_at)
    assert (untouched.done, untouched.asked) == (0, 2)


def test_accepting_the_first_report_keeps_its_answer_shared(two: Both) -> None:
    report = submit_report(two.village.writer, two.safe, Answers(SAFE), 0)
    accept_report(two.village.reviewer, report, 1)
    assert shared(two.clean) == {"households_signed": (two.safe, 12)}
