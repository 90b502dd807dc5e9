"""Totals against figures worked out by hand, from group to commune.

F-47, F-49, F-50, F-51, F-53.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.insights.case import Case, month, submit
from tuquan.base.actor import Actor
from tuquan.core.packs import canonical_json
from tuquan.core.rollup import Number
from tuquan.insights import queries
from tuquan.places.models import PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.reports.models import Report


def sorting(totals: queries.Compared) -> Number | None:
    """How many households sort their waste."""
    return totals.now.figures["households_sorting_waste"].value


def test_a_commune_adds_up_what_its_groups_handed_in(case: Case) -> None:
    assert case.line("households_sorting_waste").value == 35
    assert case.line("trees_planted").value == 7
    assert case.line("households_at_meeting").value == 26


def test_coverage_says_how_many_groups_of_how_many_are_in_the_totals(case: Case) -> None:
    shown = case.overview()
    assert (shown.received, shown.expected) == (3, 5)


def test_zero_not_applicable_and_not_reported_are_three_different_counts(case: Case) -> None:
    figure = case.line("households_at_meeting").figure
    assert (figure.reported, figure.not_applicable, figure.not_reported) == (2, 1, 2)
    figure = case.line("households_sorting_waste").figure
    assert (figure.reported, figure.not_applicable, figure.not_reported) == (3, 0, 2)


def test_a_place_that_reported_zero_is_not_a_place_that_reported_nothing(case: Case) -> None:
    assert case.line("street_lights", case.world.area).value == 0
    Report.objects.filter(path__startswith=case.world.area.path).update(state="returned")
    assert case.line("street_lights", case.world.area).value is None


def test_returned_and_draft_reports_are_not_counted(case: Case) -> None:
    assert case.line("trees_planted", case.world.area).value == 4 + 3
    assert case.line("trees_planted", case.world.other_area).value == 0


def test_a_report_sent_again_after_correction_counts(case: Case) -> None:
    third = Report.objects.get(obligation__group=case.groups[2], state="returned")
    Report.objects.filter(pk=third.pk).update(state="submitted")
    assert case.line("trees_planted").value == 7 + 8


def test_a_commune_is_the_sum_of_its_areas_and_an_area_of_its_groups(case: Case) -> None:
    shown = case.overview()
    assert [row.name for row in shown.below] == ["Thôn 2", "Thôn 10"]
    assert [sorting(row.totals) for row in shown.below] == [20, 15]
    assert [row.totals.now.received for row in shown.below] == [2, 1]
    groups = case.overview(case.world.area).below
    assert [row.name for row in groups] == ["Tổ 1", "Tổ 2", "Tổ 3"]
    assert [sorting(row.totals) for row in groups] == [20, 0, None]


def test_an_area_without_groups_is_shown_as_such(case: Case) -> None:
    make.place("Thôn 11", PlaceKind.AREA, case.world.commune)
    row = case.overview().below[-1]
    assert (row.name, row.totals.now.expected) == ("Thôn 11", 0)


def test_a_province_is_the_sum_of_its_communes(case: Case) -> None:
    province = queries.totals_by_place(make.SYSTEM, "", case.month, depth=4)
    figures = {path: totals.now.figures["trees_planted"].total for path, totals in province.items()}
    commune, world = case.world.commune.path, case.world
    assert figures[""] == figures[world.province.path] == figures[commune] == 7
    assert figures[world.area.path] + figures[world.other_area.path] == figures[commune]
    assert [figures[group.path] for group in case.groups] == [4, 3, 0, 0, 0]


def test_a_ratio_is_the_ratio_of_the_sums_over_groups_that_reported(case: Case) -> None:
    line = case.line("sorting_share")
    assert (line.share.numerator, line.share.denominator) == (35, 25 + 25 + 20)
    assert line.value == Decimal("50.0")
    assert line.figure.reported == 3


def test_the_baseline_has_its_own_coverage(case: Case) -> None:
    line = case.line("households_sorting_waste")
    assert (line.baseline, line.surveyed) == (5 + 2 + 10 + 4, 4)


def test_the_change_compares_only_groups_that_gave_both_figures(case: Case) -> None:
    line = case.line("households_sorting_waste")
    assert (line.change, line.compared) == ((20 + 0) - (5 + 2), 2)
    assert line.is_uneven


def test_with_the_same_groups_the_change_is_total_minus_baseline(case: Case) -> None:
    Report.objects.filter(path=case.groups[2].path).update(state="returned")
    line = case.line("households_sorting_waste", case.world.area)
    assert (line.value, line.baseline, line.change) == (20, 7, 13)
    assert not line.is_uneven


def test_a_ratio_compares_with_the_ratio_of_its_baseline(case: Case) -> None:
    line = case.line("sorting_share")
    assert line.baseline == Decimal("22.1")  # 21 of 95 households
    assert line.change == Decimal("27.9")


def test_yes_is_counted_beside_no(case: Case) -> None:
    figure = case.line("order_kept").figure
    assert (figure.yes, figure.no, figure.not_applicable, figure.not_reported) == (2, 1, 0, 2)
    assert case.line("order_kept").baseline == 4


def test_the_target_grows_with_the_groups_that_reported(case: Case) -> None:
    line = case.line("clean_up_days")
    assert (line.target, line.reached) == (3, False)
    falling = case.line("traffic_incidents")
    assert (falling.target, falling.reached) == (0, True)


def test_the_target_of_a_ratio_stays_what_it_is(case: Case) -> None:
    line = case.line("sorting_share")
    assert (line.target, line.reached) == (80, False)


def test_a_programme_without_a_survey_is_compared_with_nothing(case: Case) -> None:
    rounds = queries.rounds_below(case.actor, case.world.commune)
    quarter = queries.find_round(rounds, "quarterly:2026-Q4")
    assert quarter is not None
    shown = queries.overview_of(case.actor, case.world.commune, quarter)
    assert (shown.received, shown.expected) == (0, 5)
    assert {line.kind for line in shown.lines} == {"yes_no"}
    assert not any(line.has_bar for line in shown.lines)


def test_the_survey_itself_is_a_round_of_its_own(case: Case) -> None:
    rounds = queries.rounds_below(case.actor, case.world.commune)
    survey = queries.find_round(rounds, "baseline")
    assert survey is not None
    shown = queries.overview_of(case.actor, case.world.commune, survey)
    line = queries.line_named(shown.lines, "households_sorting_waste")
    assert line is not None
    assert (shown.received, line.value, line.baseline) == (4, 21, None)


def test_the_rounds_of_a_place_come_latest_first(case: Case) -> None:
    rounds = queries.rounds_below(case.actor, case.world.area)
    assert [(one.calendar.key, one.period.key) for one in rounds] == [
        ("quarterly", "2026-Q4"),
        ("monthly", "2026-11"),
        ("baseline", "2026-01-01_2026-01-31"),
    ]


def test_no_round_is_offered_where_nobody_reports(case: Case) -> None:
    assert queries.rounds_below(make.SYSTEM, case.world.neighbour) == []


def test_a_round_is_found_with_and_without_its_edition(case: Case) -> None:
    rounds = queries.rounds_below(case.actor, case.world.commune)
    assert queries.find_round(rounds, case.month.key) == case.month
    assert queries.find_round(rounds, "monthly:2026-1") is None
    assert queries.find_round(rounds, "monthly:2026-12") is None


def test_the_submissions_add_up_to_the_total_of_every_line(case: Case) -> None:
    everybody = queries.submissions_behind(case.actor, case.world.commune, case.month)
    assert queries.lines_together(case.month, everybody) == list(case.overview().lines)
    by_hand = sum(figure for one in everybody if (figure := sorting(one.totals)) is not None)
    assert by_hand == 35


def test_the_submissions_name_everybody_who_owes_one(case: Case) -> None:
    everybody = queries.submissions_behind(case.actor, case.world.commune, case.month)
    assert [(one.place.name, one.reporter, one.state) for one in everybody] == [
        ("Thôn 2", "Tổ 1", "submitted"),
        ("Thôn 2", "Tổ 2", "submitted"),
        ("Thôn 2", "Tổ 3", "returned"),
        ("Thôn 10", "Tổ 1", "accepted"),
        ("Thôn 10", "Tổ 2", "draft"),
    ]
    assert [one.sent_at is not None for one in everybody] == [True, True, False, True, False]


def test_a_group_that_has_not_begun_is_named_too(case: Case) -> None:
    Report.objects.filter(path=case.groups[4].path, state="draft").delete()
    everybody = queries.submissions_behind(case.actor, case.world.commune, case.month)
    assert (everybody[-1].reporter, everybody[-1].state) == ("Tổ 2", "")


def test_nobody_adds_up_figures_of_another_commune(case: Case) -> None:
    neighbour = make.actor(make.officer(case.world.neighbour))
    totals = queries.totals_by_place(neighbour, case.world.commune.path, case.month)
    assert totals[""].now.expected == 0
    assert queries.rounds_below(neighbour, case.world.commune) == []
    assert queries.submissions_behind(neighbour, case.world.commune, case.month) == []


def test_an_area_head_starts_at_the_own_area(case: Case) -> None:
    head = make.actor(make.account("area_head", case.world.area))
    assert [place.name for place in queries.starting_places(head)] == ["Thôn 2"]
    assert queries.way_up(head, case.world.area) == []
    assert [place.name for place in queries.way_up(case.actor, case.world.area)] == ["Xã Minh Sơn"]


def test_the_system_starts_at_the_provinces_and_a_visitor_nowhere(world: make.World) -> None:
    assert [place.name for place in queries.starting_places(make.SYSTEM)] == ["Tỉnh Mẫu"]
    assert not queries.starting_places(Actor.anonymous())


def test_more_reports_need_no_more_queries(case: Case) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            case.overview()
            queries.submissions_behind(case.actor, case.world.commune, case.month)
        return len(captured)

    before = count()
    more = make.place("Thôn 12", PlaceKind.AREA, case.world.commune)
    for group in make.groups(more, 60):
        submit(group, month(1, 1, 1))
    assert case.overview().received == 3 + 2
    assert count() == before


def test_nobody_gets_a_part_of_a_place_for_its_total(case: Case) -> None:
    totals = queries.totals_by_place(case.actor, case.world.province.path, case.month)
    assert totals[""].now.expected == 0


def test_two_editions_in_one_period_are_never_added_together(case: Case) -> None:
    old = case.month.edition
    content = replace(old.content, key="2027")
    new = make.another_edition(old, "2027", canonical_json(content))
    Adoption.objects.filter(edition=old).update(effective_until=date(2026, 11, 1))
    terms = AdoptionTerms(date(2026, 11, 1), groups_of=make.edition(make.S0).programme)
    adopt_programme(make.SYSTEM, case.world.commune, new, terms)
    submit(case.groups[4], month(1, 2, 3), edition=new)
    rounds = queries.rounds_below(case.actor, case.world.commune)
    found = queries.find_round(rounds, "monthly:2026-11")
    assert found is not None
    assert found.edition == new
    assert case.overview().received == 3
    shown = queries.overview_of(case.actor, case.world.commune, found)
    assert (shown.received, shown.expected) == (1, 5)
