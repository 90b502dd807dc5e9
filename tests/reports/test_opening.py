"""Opening periods: who owes what, from when, until when (F-39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.reports.worlds import Village
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, NotAllowed
from tuquan.core.programme import Pack
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.core.time import DueRule
from tuquan.programmes.queries import first_reports
from tuquan.programmes.services import AdoptionTerms, adopt_programme, install_pack
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods


def local_day(obligation: Obligation) -> date:
    return timezone.localtime(obligation.due_at).date()


def test_a_group_owes_the_survey_and_every_month_in_which_it_worked(village: Village) -> None:
    owed = Obligation.objects.filter(reporter_kind="group").order_by("calendar", "period_start")
    assert [(o.calendar, o.period_key) for o in owed] == [
        ("baseline", "2026-01-01_2026-01-31"),
        ("monthly", "2026-09"),
        ("monthly", "2026-10"),
        ("monthly", "2026-11"),
    ]


def test_opening_twice_makes_nothing_new(village: Village) -> None:
    assert open_periods(make.SYSTEM) == 0
    assert Obligation.objects.filter(reporter_kind="group").count() == 4


def test_opening_after_a_long_stop_catches_up(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2027-02-03")
    open_periods(make.SYSTEM)
    months = Obligation.objects.filter(calendar="monthly", kind="form")
    assert months.count() == 6
    newest = months.latest("period_start")
    assert newest.period_key == "2027-02"
    assert months.get(period_key="2026-12").due_at < newest.due_at


def test_a_month_is_due_on_the_day_the_pack_says(village: Village) -> None:
    assert local_day(village.due("2026-10")) == date(2026, 11, 5)


def test_the_commune_may_set_another_due_day(world: make.World) -> None:
    edition = make.edition(make.S1)
    groups_of = make.edition(make.S0).programme
    terms = AdoptionTerms(
        make.SINCE, groups_of=groups_of, local=LocalTerms(due_days=(DueDay("monthly", 12),))
    )
    adopt_programme(make.SYSTEM, world.commune, edition, terms)
    group = make.groups(world.area)[0]
    assert local_day(make.obligation(group)) == date(2026, 12, 12)


def test_a_calendar_the_commune_switched_off_opens_nothing(world: make.World) -> None:
    terms = AdoptionTerms(make.SINCE, local=LocalTerms(off=("calendars/quarterly",)))
    adopt_programme(make.SYSTEM, world.commune, make.edition(make.S0), terms)
    make.groups(world.area)
    open_periods(make.SYSTEM)
    assert set(Obligation.objects.values_list("kind", flat=True)) == {"meeting"}


def test_a_group_formed_after_the_survey_began_has_as_long_for_it_as_the_first(
    village: Village,
) -> None:
    assert local_day(village.survey) == date(2026, 10, 14)


def test_opening_is_recorded_once_for_each_commune(world: make.World) -> None:
    make.adoption(world.commune)
    make.adoption(world.neighbour)
    make.groups(world.area)
    make.groups(world.neighbour_area)
    open_periods(make.SYSTEM)
    rows = Change.objects.filter(action="reports.opened").order_by("path")
    assert [(row.path, row.data, row.actor_name) for row in rows] == [
        (world.commune.path, {"obligations": 2}, "tests"),
        (world.neighbour.path, {"obligations": 2}, "tests"),
    ]


def test_an_officer_opens_the_periods_of_their_own_commune_only(world: make.World) -> None:
    make.adoption(world.commune)
    make.adoption(world.neighbour)
    make.groups(world.area)
    make.groups(world.neighbour_area)
    officer = make.actor(make.officer(world.commune))
    assert open_periods(officer, world.commune) == 2
    assert set(Obligation.objects.values_list("commune", flat=True)) == {world.commune.pk}
    with pytest.raises(NotAllowed):
        open_periods(officer, world.neighbour)
    assert Obligation.objects.count() == 2


def test_the_number_of_queries_does_not_grow_with_the_groups(
    world: make.World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make.adoption(world.commune)
    make.groups(world.area, 120)
    with django_assert_max_num_queries(14):
        assert open_periods(make.SYSTEM) >= 5


def test_a_year_whose_working_days_nobody_entered_is_said_and_opens_nothing(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make.edition(make.S0).content
    quarterly = replace(content.calendar("quarterly"), due=DueRule(working_days_after_cut_off=5))
    plan = replace(content, programme="plan", calendars=(quarterly,))
    [edition] = install_pack(make.SYSTEM, Pack("plan", "Kế hoạch", editions=(plan,))).new
    terms = AdoptionTerms(date(2027, 10, 1), groups_of=make.edition(make.S0).programme)
    make.adoption(world.commune)
    make.groups(world.area)
    adoption = adopt_programme(make.SYSTEM, world.commune, edition, terms)
    [first] = first_reports(adoption)
    assert (first.period.key if first.period else "", first.due) == ("2027-Q4", None)
    monkeypatch.setenv("TUQUAN_TODAY", "2027-12-30")
    with pytest.raises(Conflict) as conflict:
        open_periods(make.SYSTEM)
    assert (conflict.value.problem.code, conflict.value.problem.params["year"]) == (
        "working_days_unknown",
        "2028",
    )
    assert not Obligation.objects.filter(edition=edition).exists()
