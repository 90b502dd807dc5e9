"""Adopting a programme with the place's own dates, while those of the source are past (F-26)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import (
    adoptions_that_concern,
    first_reports,
    grouping_adoption_at,
    grouping_adoptions,
    programmes_with_groups,
    runs_in,
)
from tuquan.programmes.services import AdoptionTerms, adopt_programme

START = date(2027, 1, 1)


def adopt(world: make.World, terms: AdoptionTerms, programme: str = make.S0) -> Adoption:
    return adopt_programme(make.SYSTEM, world.commune, make.edition(programme), terms)


def test_old_sources_are_re_dated_to_the_places_own_days(world: make.World) -> None:
    adoption = adopt(world, AdoptionTerms(START))
    assert adoption.edition.content.effective_from == date(2019, 2, 11)
    [quarterly] = first_reports(adoption)
    assert quarterly.period is not None
    assert (quarterly.period.key, quarterly.due) == ("2027-Q1", date(2027, 4, 10))


def test_the_chosen_due_day_replaces_that_of_the_pack(world: make.World) -> None:
    terms = AdoptionTerms(START, local=LocalTerms(due_days=(DueDay("monthly", 28),)))
    found = {first.calendar.key: first for first in first_reports(adopt(world, terms, make.S1))}
    assert found["baseline"].due == date(2027, 1, 30)
    assert found["monthly"].due == date(2027, 2, 28)


def test_a_calendar_switched_off_has_no_first_report(world: make.World) -> None:
    [quarterly] = first_reports(
        adopt(world, AdoptionTerms(START, local=LocalTerms(off=("calendars/quarterly",))))
    )
    assert (quarterly.period, quarterly.due) == (None, None)


def test_an_adoption_is_put_on_record(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    adoption = adopt_programme(officer, world.commune, make.edition(make.S0), AdoptionTerms(START))
    change = Change.objects.get(action="programmes.adopted")
    assert (change.actor_name, change.path, change.subject) == (
        "Đỗ Thị Nga",
        world.commune.path,
        f"programmes.adoption:{adoption.pk}",
    )


def test_everything_wrong_with_the_terms_is_said_at_once(world: make.World) -> None:
    terms = AdoptionTerms(
        START,
        START,
        local=LocalTerms(
            off=("calendars/baseline",), due_days=(DueDay("monthly", 31), DueDay("weekly", 5))
        ),
    )
    with pytest.raises(Invalid) as refusal:
        adopt(world, terms, make.S1)
    assert [(p.code, p.where) for p in refusal.value.problems] == [
        ("part_not_optional", "off/calendars/baseline"),
        ("due_day_wrong", "due_days/monthly"),
        ("calendar_unknown", "due_days/weekly"),
        ("adoption_ends_before_it_begins", "effective_until"),
    ]
    assert not Adoption.objects.exists()


def test_the_same_edition_does_not_run_twice_at_a_time(world: make.World) -> None:
    adopt(world, AdoptionTerms(date(2026, 1, 1), date(2027, 1, 1)))
    with pytest.raises(Conflict) as conflict:
        adopt(world, AdoptionTerms(date(2026, 12, 31)))
    assert conflict.value.problem.code == "adoption_overlaps"
    adopt(world, AdoptionTerms(date(2027, 1, 1)))
    with pytest.raises(Conflict) as conflict:
        adopt(world, AdoptionTerms(date(2028, 1, 1)))
    assert conflict.value.problem.code == "adopted_already"
    assert Adoption.objects.count() == 2


def test_the_officer_next_door_adopts_nothing_here(world: make.World) -> None:
    officer = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        adopt_programme(officer, world.commune, make.edition(make.S0), AdoptionTerms(START))
    assert not Adoption.objects.exists()


def test_the_head_of_an_area_lives_under_what_the_commune_adopted(world: make.World) -> None:
    mine, theirs = make.adoption(world.commune), make.adoption(world.neighbour)
    head = make.actor(make.account("area_head", world.area))
    assert list(adoptions_that_concern(head)) == [mine]
    assert grouping_adoptions(head) == [mine]
    assert grouping_adoption_at(world.neighbour_area.path, make.S0) == theirs


def test_a_programme_whose_reports_others_file_forms_no_groups(world: make.World) -> None:
    own = make.adoption(world.commune)
    borrowed = make.adoption(world.commune, make.S1)
    officer = make.actor(make.officer(world.commune))
    assert grouping_adoptions(officer) == [own]
    assert programmes_with_groups([own, borrowed]) == [own.edition.programme]
    assert grouping_adoption_at(world.area.path, make.S1) is None


def test_an_adoption_still_to_come_groups_nothing_but_runs(world: make.World) -> None:
    adoption = make.adoption(world.commune, since=date(2027, 1, 1))
    assert grouping_adoption_at(world.area.path, make.S0) is None
    assert runs_in(world.commune, adoption.edition.programme)
    assert not runs_in(world.neighbour, adoption.edition.programme)
