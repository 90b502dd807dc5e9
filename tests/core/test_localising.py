"""An edition as one place runs it: chosen, re-dated, added to and tightened, never loosened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.local_sample import EDITION, MODELS, PLAIN, SHARE, codes
from tuquan.core.localising import (
    check_terms,
    localise,
    proposed_days,
    proposed_terms,
)
from tuquan.core.programme import (
    AnswerRule,
    Bound,
    CompareRule,
    Criterion,
    Operator,
    ParameterValue,
    RatioRule,
    ReportWindow,
)
from tuquan.core.programme.local import (
    DueDay,
    LocalParameter,
    LocalTerms,
    ReDated,
    Tightened,
)
from tuquan.core.time import DueRule


def test_without_terms_nothing_changes() -> None:
    assert localise(EDITION, LocalTerms()) == EDITION
    assert codes(LocalTerms()) == []


def test_optional_parts_can_be_switched_off() -> None:
    terms = LocalTerms(off=("calendars/weekly", "incident_reports/incident", "criteria/models"))
    here = localise(EDITION, terms)
    assert codes(terms) == []
    assert [calendar.key for calendar in here.calendars] == ["monthly", "reviews"]
    assert here.incident_reports == ()
    assert [criterion.key for criterion in here.all_criteria] == ["standard", "good_cells", "clean"]


def test_what_is_not_optional_or_not_there_cannot_be_switched_off() -> None:
    terms = LocalTerms(off=("calendars/monthly", "criteria/clean", "papers/x"))
    assert codes(terms) == [
        ("part_not_optional", "off/calendars/monthly"),
        ("part_not_optional", "off/criteria/clean"),
        ("part_unknown", "off/papers/x"),
    ]
    named = [problem.params["item"] for problem in check_terms(EDITION, terms)]
    assert named == ["Tháng", "Sạch", "papers/x"]


def test_a_place_sets_its_own_due_day() -> None:
    here = localise(EDITION, LocalTerms(due_days=(DueDay("monthly", 12),)))
    assert here.calendar("monthly").due == DueRule(day_of_next_month=12)
    assert here.calendar("weekly").due == DueRule(days_after_end=1)


def test_a_due_day_must_be_in_every_month_and_of_a_known_calendar() -> None:
    terms = LocalTerms(due_days=(DueDay("monthly", 29), DueDay("daily", 3)))
    assert codes(terms) == [
        ("due_day_wrong", "due_days/monthly"),
        ("calendar_unknown", "due_days/daily"),
    ]


def test_explicit_days_keep_their_distances_when_all_move_by_months() -> None:
    found = {
        moved.item: (moved.was, moved.proposed)
        for moved in proposed_days(EDITION, date(2027, 1, 15))
    }
    assert found == {
        "milestones/plan": (date(2021, 10, 10), date(2027, 2, 10)),
        "milestones/pilot": (date(2021, 12, 31), date(2027, 4, 30)),
        "milestones/scale_out": (date(2022, 12, 1), date(2028, 4, 1)),
        "calendars/reviews/first": (date(2022, 1, 1), date(2027, 5, 1)),
    }


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (date(2021, 9, 1), date(2021, 10, 10)),
        (date(2026, 9, 1), date(2026, 10, 10)),
        (date(2026, 10, 1), date(2027, 10, 10)),
    ],
)
def test_a_plan_for_a_year_moves_by_whole_years_and_never_before_it_starts(
    starts: date, expected: date
) -> None:
    yearly = replace(EDITION, re_dated_by="years")
    assert proposed_days(yearly, starts)[0].proposed == expected


def test_re_dated_milestones_and_windows_keep_their_length() -> None:
    days = (
        ReDated("milestones/plan", date(2027, 2, 10)),
        ReDated("milestones/pilot", date(2027, 4, 30)),
        ReDated("milestones/scale_out", date(2028, 4, 1)),
        ReDated("calendars/reviews/first", date(2027, 5, 1)),
    )
    here = localise(EDITION, LocalTerms(re_dated=days))
    plan, pilot, scale_out, yearly = here.milestones
    assert (plan.before, plan.by, plan.starts) == (date(2027, 2, 10), None, None)
    assert (pilot.starts, pilot.by) == (date(2027, 1, 29), date(2027, 4, 30))
    assert scale_out.starts == date(2028, 4, 1)
    assert yearly == EDITION.milestones[3]
    assert here.calendar("reviews").windows == (
        ReportWindow("first", "Đợt 1", date(2027, 5, 1), date(2027, 6, 1)),
    )


def test_a_place_may_take_every_proposed_day_as_it_is() -> None:
    terms = proposed_terms(EDITION, date(2027, 1, 15))
    assert terms.re_dated[0] == ReDated("milestones/plan", date(2027, 2, 10))
    assert len(terms.re_dated) == 4
    assert codes(terms) == []


def test_only_explicit_days_of_the_source_can_be_re_dated() -> None:
    terms = LocalTerms(re_dated=(ReDated("milestones/yearly", date(2027, 11, 18)),))
    assert codes(terms) == [("re_dated_unknown", "re_dated/milestones/yearly")]


def test_a_local_figure_holds_from_its_day_on() -> None:
    own = (
        LocalParameter("poverty_line", Decimal(3000), date(2027, 1, 1)),
        LocalParameter("poverty_line", Decimal(2500), date(2026, 7, 1)),
    )
    here = localise(EDITION, LocalTerms(parameters=own))
    values = [(v.value, v.effective_from, v.effective_until) for v in here.parameters[0].values]
    assert values == [
        (Decimal(1500), date(2021, 1, 1), date(2026, 1, 1)),
        (Decimal(2200), date(2026, 1, 1), date(2026, 7, 1)),
        (Decimal(2500), date(2026, 7, 1), date(2027, 1, 1)),
        (Decimal(3000), date(2027, 1, 1), None),
    ]
    assert here.parameters[1] == EDITION.parameters[1]


def test_a_local_figure_from_before_the_first_value_takes_its_place() -> None:
    own = (LocalParameter("poverty_line", Decimal(9), date(2020, 1, 1)),)
    here = localise(EDITION, LocalTerms(parameters=own))
    assert here.parameters[0].values == (ParameterValue(Decimal(9), date(2020, 1, 1)),)


def test_local_figures_name_a_known_parameter_once_a_day() -> None:
    day = date(2027, 1, 1)
    twice = LocalParameter("poverty_line", Decimal(1), day)
    terms = LocalTerms(parameters=(twice, twice, LocalParameter("rain", Decimal(1), day)))
    assert codes(terms) == [
        ("parameter_twice", "parameters/poverty_line"),
        ("parameter_unknown", "parameters/rain"),
    ]


def test_a_bound_can_be_made_stricter_at_any_depth() -> None:
    terms = LocalTerms(tightened=(Tightened("good_cells", Decimal(75), "Nghị quyết xã"),))
    rule = localise(EDITION, terms).criterion("good_cells").rule
    assert codes(terms) == []
    assert isinstance(rule, RatioRule)
    assert rule.than == Bound(Decimal(75))


@given(
    st.sampled_from(["more_than", "at_least", "at_most", "less_than", "equal"]),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_whatever_passes_a_tightened_bound_passed_the_old_one(
    operator: Operator, was: int, now: int, found: int
) -> None:
    rule = CompareRule("compare", "models", operator, Bound(Decimal(was)))
    edition = replace(EDITION, criteria=(replace(MODELS, rule=rule),))
    terms = LocalTerms(tightened=(Tightened("models", Decimal(now), "thử"),))
    if check_terms(edition, terms):
        return
    compare = {"more_than": gt, "at_least": ge, "at_most": le, "less_than": lt}[operator]
    assert not compare(found, now) or compare(found, was)
    assert now != was


def test_a_bound_is_never_loosened_nor_kept_as_it_is() -> None:
    for value in (Decimal(70), Decimal("69.9")):
        terms = LocalTerms(tightened=(Tightened("good_cells", value, "thử"),))
        assert codes(terms) == [("bound_not_stricter", "tightened/good_cells")]
    [problem] = check_terms(EDITION, terms)
    assert problem.params == {"criterion": "1.2", "was": Decimal(70), "value": Decimal("69.9")}


def test_only_a_plain_figure_can_be_tightened() -> None:
    by_parent = RatioRule("ratio", "a", "b", "more_than", Bound(against="parent"))
    edition = replace(
        EDITION,
        criteria=(
            PLAIN,
            replace(SHARE, rule=by_parent),
            replace(MODELS, rule=AnswerRule("answer", "x")),
        ),
    )
    for key in ("clean", "good_cells", "models"):
        terms = LocalTerms(tightened=(Tightened(key, Decimal(1), "thử"),))
        [problem] = check_terms(edition, terms)
        assert problem.code == "criterion_without_bound"
        localise(edition, terms)
    terms = LocalTerms(tightened=(Tightened("nothing", Decimal(1), "thử"),))
    assert codes(terms) == [("criterion_unknown", "tightened/nothing")]


def test_a_place_adds_criteria_under_names_of_their_own() -> None:
    own = Criterion("flower_street", "X1", "Đường hoa", parts=(Criterion("lit", "X1.1", "Sáng"),))
    assert localise(EDITION, LocalTerms(added=(own,))).criteria[-1] == own
    taken = LocalTerms(added=(own, replace(own, parts=(PLAIN,))))
    assert codes(taken) == [
        ("criterion_known", "added/flower_street"),
        ("criterion_known", "added/clean"),
    ]
