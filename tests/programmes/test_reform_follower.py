"""F-1, F-3, F-4: what a place runs goes on where the place went, by rules that are written down."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.programmes.following_sample import adopted
from tuquan.core.programme.local import DueDay, LocalTerms
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services.followers import Moves
from tuquan.programmes.models import Adoption, CalendarFeed, EventDay, MilestoneMark, Pilot
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    choose_pilot,
    mark_milestone,
    open_feed,
    record_event,
)
from tuquan.programmes.services.inheriting import ProgrammeFollower

FOLLOWER = ProgrammeFollower()
HALF = Fraction(1, 2)
ON = moves.ON


def rows() -> list[dict[str, Any]]:
    """Everything this follower may write, as it stands."""
    tables = (Adoption, Pilot, MilestoneMark, EventDay, CalendarFeed)
    return moves.every_row(*(table.objects.all() for table in tables))


def running(place: Place) -> Adoption:
    """The one adoption a place has from the day."""
    return Adoption.objects.get(place=place, effective_until=None)


def with_due_day(place: Place, day: int) -> Adoption:
    """A commune runs S1 with its own day for the monthly report."""
    terms = AdoptionTerms(make.SINCE, local=LocalTerms(due_days=(DueDay("monthly", day),)))
    return adopt_programme(make.SYSTEM, place, make.edition(make.S1), terms)


def test_the_adoption_of_a_place_that_ends_goes_on_in_the_place_it_went_to(
    world: make.World,
) -> None:
    old = make.adoption(world.commune)
    new, what = moves.communes_merged(world)
    moves.follow(what)
    old.refresh_from_db()
    assert old.effective_until == ON
    going_on = running(new)
    assert (going_on.edition, going_on.effective_from) == (old.edition, ON)
    assert going_on.continues == old
    assert Adoption.objects.count() == 2


def test_two_adoptions_on_the_same_terms_become_one(world: make.World) -> None:
    ours, theirs = make.adoption(world.commune), make.adoption(world.neighbour)
    new, what = moves.communes_merged(world)
    assert FOLLOWER.affected(what) == 2
    assert FOLLOWER.problems(what) == []
    moves.follow(what)
    assert running(new).continues == ours
    theirs.refresh_from_db()
    assert theirs.effective_until == ON


@pytest.mark.parametrize(("ours", "day"), [(Fraction(3, 4), 7), (Fraction(1, 4), 12)])
def test_of_two_adoptions_on_other_terms_that_of_most_households_goes_on(
    world: make.World, ours: Fraction, day: int
) -> None:
    with_due_day(world.commune, 7)
    with_due_day(world.neighbour, 12)
    new, what = moves.communes_merged(world, ours)
    moves.follow(what)
    assert [one.day for one in running(new).terms.due_days] == [day]


def test_a_warning_says_whose_terms_do_not_go_on(world: make.World) -> None:
    with_due_day(world.commune, 7)
    made = with_due_day(world.neighbour, 12)
    _new, what = moves.communes_merged(world)
    (warning,) = FOLLOWER.problems(what)
    assert (warning.code, warning.is_warning) == ("reform_programme_differs", True)
    assert dict(warning.params) == {
        "programme": made.edition.programme.name,
        "place": "Xã Yên Hạ",
        "into": "Xã Minh Hạ",
        "edition": made.edition.key,
    }


def test_the_adoption_of_the_receiving_place_wins(world: make.World) -> None:
    own = with_due_day(world.commune, 7)
    other = with_due_day(world.neighbour, 12)
    what = moves.joined(world, world.commune, Fraction(1, 4))
    assert moves.codes(FOLLOWER.problems(what)) == ["reform_programme_differs"]
    moves.follow(what)
    assert running(world.commune) == own
    other.refresh_from_db()
    assert other.effective_until == ON
    assert Adoption.objects.count() == 2


def test_the_receiving_place_goes_on_with_what_only_the_other_ran(world: make.World) -> None:
    other = make.adoption(world.neighbour)
    moves.follow(moves.joined(world, world.commune, Fraction(1, 4)))
    assert running(world.commune).continues == other


def divided(world: make.World) -> tuple[Place, Place, Moves]:
    """Our commune becomes two; Thôn 2 goes to the larger."""
    large = make.place("Xã Minh Thượng", PlaceKind.COMMUNE, world.province)
    small = make.place("Xã Minh Trung", PlaceKind.COMMUNE, world.province)
    what = moves.moves(
        [moves.moved(world.area, large), moves.moved(world.other_area, small)],
        [moves.closed(world.commune, (small, Fraction(1, 3)), (large, Fraction(2, 3)))],
    )
    return large, small, what


def test_every_part_of_a_divided_place_gets_an_adoption(world: make.World) -> None:
    old = make.adoption(world.commune)
    large, small, what = divided(world)
    moves.follow(what)
    assert running(large).continues == old
    assert running(small).continues is None
    assert running(small).edition == old.edition
    assert running(small).effective_from == ON


def test_what_a_divided_place_reached_counts_in_every_part(world: make.World) -> None:
    made = adopted(world.commune)
    mark_milestone(make.SYSTEM, made, "minutes", date(2026, 3, 1), "QĐ 5")
    large, small, what = divided(world)
    moves.follow(what)
    (mark,) = MilestoneMark.objects.filter(adoption=running(small))
    assert (mark.milestone, mark.done_on) == ("minutes", date(2026, 3, 1))
    assert MilestoneMark.objects.get(adoption__in=running(large).lineage).adoption == made


def test_a_milestone_of_the_smaller_side_counts_unless_the_larger_has_it(
    world: make.World,
) -> None:
    ours, theirs = adopted(world.commune), adopted(world.neighbour)
    mark_milestone(make.SYSTEM, theirs, "minutes", date(2026, 3, 1), "")
    new, what = moves.communes_merged(world)
    moves.follow(what)
    assert MilestoneMark.objects.get().adoption == running(new)
    assert running(new).continues == ours


def test_a_milestone_both_sides_reached_is_kept_where_it_was(world: make.World) -> None:
    ours, theirs = adopted(world.commune), adopted(world.neighbour)
    for one in (ours, theirs):
        mark_milestone(make.SYSTEM, one, "minutes", date(2026, 3, 1), "")
    _new, what = moves.communes_merged(world)
    moves.follow(what)
    assert set(MilestoneMark.objects.values_list("adoption", flat=True)) == {ours.pk, theirs.pk}


def test_pilots_of_merged_areas_become_one_and_the_other_ends(world: make.World) -> None:
    made = adopted(world.commune)
    for area in (world.area, world.other_area):
        choose_pilot(make.SYSTEM, made, pilot_rule(made), area, "Đảng uỷ")
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, world.commune)
    what = moves.moves(
        close=[moves.closed(area, (new, Fraction(1))) for area in (world.area, world.other_area)]
    )
    moves.follow(what)
    assert Pilot.objects.get(ended_on=None).place == new
    assert Pilot.objects.exclude(ended_on=None).count() == 1


def test_the_pilot_of_the_smaller_side_goes_on_under_the_common_adoption(
    world: make.World,
) -> None:
    adopted(world.commune)
    theirs = adopted(world.neighbour)
    choose_pilot(make.SYSTEM, theirs, pilot_rule(theirs), world.neighbour_area, "Đảng uỷ")
    new, what = moves.communes_merged(world)
    moves.follow(what)
    pilot = Pilot.objects.get()
    assert (pilot.place, pilot.adoption, pilot.ended_on) == (
        world.neighbour_area,
        running(new),
        None,
    )


def pilot_rule(made: Adoption) -> str:
    """The first rule about pilots of an adoption."""
    return made.content.pilots[0].key


def test_of_two_festivals_of_merged_areas_the_later_day_counts(world: make.World) -> None:
    for area, day in ((world.area, 15), (world.other_area, 17)):
        record_event(make.SYSTEM, area, "unity_festival", date(2026, 11, day))
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, world.commune)
    what = moves.moves(
        close=[moves.closed(area, (new, Fraction(1))) for area in (world.area, world.other_area)]
    )
    moves.follow(what)
    assert EventDay.objects.get(place=new).held_on == date(2026, 11, 17)
    assert EventDay.objects.count() == 2


def test_a_festival_of_a_divided_area_was_held_in_both_parts(world: make.World) -> None:
    record_event(make.SYSTEM, world.area, "unity_festival", date(2026, 11, 15))
    north = make.place("Thôn Bắc", PlaceKind.AREA, world.commune)
    south = make.place("Thôn Nam", PlaceKind.AREA, world.commune)
    what = moves.moves(close=[moves.closed(world.area, (north, HALF), (south, HALF), rest=south)])
    moves.follow(what)
    days = EventDay.objects.values_list("place", "held_on")
    assert set(days) == {(north.pk, date(2026, 11, 15)), (south.pk, date(2026, 11, 15))}


def test_a_calendar_goes_on_with_the_new_place(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    feed, _secret = open_feed(officer, world.commune)
    new, what = moves.communes_merged(world)
    moves.follow(what)
    feed.refresh_from_db()
    assert feed.place == new


def test_an_adoption_that_begins_after_the_day_begins_in_the_new_place(world: make.World) -> None:
    late = make.adoption(world.commune, since=date(2027, 1, 1))
    new, what = moves.communes_merged(world)
    moves.follow(what)
    late.refresh_from_db()
    assert (late.place, late.effective_from, late.effective_until) == (
        new,
        date(2027, 1, 1),
        None,
    )


def test_nothing_is_left_of_a_programme_whose_place_went_to_another_level(
    world: make.World,
) -> None:
    made = make.adoption(world.commune)
    what = moves.moves(close=[moves.closed(world.commune, (world.province, Fraction(1)))])
    (warning,) = FOLLOWER.problems(what)
    assert (warning.code, warning.is_warning) == ("reform_programme_ends", True)
    moves.follow(what)
    made.refresh_from_db()
    assert made.effective_until == ON
    assert Adoption.objects.count() == 1


def test_taking_it_back_leaves_every_row_as_it_was(world: make.World) -> None:
    ours, theirs = adopted(world.commune), adopted(world.neighbour)
    mark_milestone(make.SYSTEM, theirs, "minutes", date(2026, 3, 1), "")
    choose_pilot(make.SYSTEM, theirs, pilot_rule(ours), world.neighbour_area, "Đảng uỷ")
    record_event(make.SYSTEM, world.area, "unity_festival", date(2026, 11, 15))
    open_feed(make.actor(make.officer(world.commune)), world.commune)
    before = rows()
    _new, what = moves.communes_merged(world)
    made = moves.follow(what)
    assert rows() != before
    assert FOLLOWER.blockers(made) == []
    moves.undo(made)
    assert rows() == before
