"""F-4, F-5: the register follows a reform; no household is lost and none counted twice."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests import make
from tests.places.reforms import TRAIL, carried_out, dump, tree
from tests.residents.register import household
from tuquan.base import clock
from tuquan.core.succession import Close, Found, Part, Plan, merge, move, split
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import undo_reform
from tuquan.places.services.followers import Closed, Follower, Moves, followers
from tuquan.residents.models import (
    ColumnMapping,
    Household,
    HouseholdChange,
    HouseholdImport,
)

DAY = date(2026, 11, 1)
HALF = Fraction(1, 2)


def register() -> Follower:
    """The follower of the register."""
    (follower,) = [one for one in followers() if one.name == "households"]
    return follower


def measured(*paths: str) -> dict[str, int | str]:
    """What the register counts below some paths."""
    return dict(register().measure(paths))


def birth(of: Household) -> HouseholdChange:
    """Something that happened to a household."""
    return HouseholdChange.objects.create(
        household=of,
        place=of.place,
        path=of.path,
        kind="birth",
        state="done",
        happened_on=date(2026, 5, 1),
        made_at=clock.now(),
    )


def workbook(place: Place) -> HouseholdImport:
    """A workbook read for a place."""
    return HouseholdImport.objects.create(
        place=place,
        path=place.path,
        file_name="danh-sach.xlsx",
        sha256="0" * 64,
        made_at=clock.now(),
    )


def heading(place: Place, words: str = "Tên") -> ColumnMapping:
    """A heading an office taught the importer."""
    return ColumnMapping.objects.create(
        place=place, path=place.path, heading=words, taught_at=clock.now()
    )


def where(row: Household | HouseholdChange | HouseholdImport | ColumnMapping) -> tuple[int, str]:
    """The place a row stands in now."""
    row.refresh_from_db()
    return row.place_id, row.path


def test_everything_of_the_register_goes_along_with_a_moved_place(world: make.World) -> None:
    home = household(world.area)
    rows = (home, birth(home), workbook(world.area), heading(world.area))
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    world.area.refresh_from_db()
    for row in rows:
        assert where(row) == (world.area.pk, world.area.path)


def test_everything_of_the_register_goes_over_to_the_merged_place(world: make.World) -> None:
    home = household(world.area)
    left = household(world.area, "Bùi Thị Tư")
    Household.objects.filter(pk=left.pk).update(closed_on=date(2026, 3, 1))
    rows = (home, left, birth(home), workbook(world.area), heading(world.area))
    new = Found("new", "Thôn Mới", PlaceKind.AREA, world.commune.pk)
    carried_out(merge(tree(), DAY, [world.area.pk, world.other_area.pk], new))
    into = Place.objects.get(name="Thôn Mới")
    for row in rows:
        assert where(row) == (into.pk, into.path)


def test_what_the_new_place_taught_the_importer_itself_holds_there(world: make.World) -> None:
    own, same, other = (
        heading(world.other_area),
        heading(world.area),
        heading(world.area, "Năm sinh"),
    )
    carried_out(merge(tree(), DAY, [world.area.pk], world.other_area.pk))
    assert where(own)[0] == where(other)[0] == world.other_area.pk
    assert where(same)[0] == world.area.pk


def test_what_happened_to_a_household_goes_where_the_household_goes(world: make.World) -> None:
    chosen, other = household(world.area), household(world.area, "Bùi Thị Tư")
    told = birth(chosen), birth(other)
    parts = [
        (Found("a", "Thôn A", PlaceKind.AREA, world.commune.pk), HALF),
        (Found("b", "Thôn B", PlaceKind.AREA, world.commune.pk), HALF),
    ]
    plan = split(
        tree(),
        DAY,
        world.area.pk,
        parts,
        rest="a",
        assigned={"residents.household": {chosen.pk: "b"}},
    )
    carried_out(plan, kind="split")
    a, b = (Place.objects.get(name=name) for name in ("Thôn A", "Thôn B"))
    assert (where(chosen), where(told[0])) == ((b.pk, b.path),) * 2
    assert (where(other), where(told[1])) == ((a.pk, a.path),) * 2


def test_totals_count_persons_and_those_that_left_apart(world: make.World) -> None:
    household(world.area, members=4)
    household(world.area, "Bùi Thị Tư", members=None)
    left = household(world.other_area, "Lò Văn Năm", members=7)
    Household.objects.filter(pk=left.pk).update(closed_on=date(2026, 3, 1))
    household(world.neighbour_area, "Vũ Thị Sáu", members=2)
    counted = {"households": 2, "persons": 4, "closed_households": 1}
    assert measured(world.commune.path) == counted
    assert measured(world.area.path, world.other_area.path) == counted
    assert measured(world.commune.path, world.neighbour.path)["persons"] == 6
    assert measured(world.other_area.path)["persons"] == 0


def test_households_without_a_place_are_counted_whatever_was_said_of_others(
    world: make.World,
) -> None:
    said, _, _ = (household(world.area, name) for name in ("Một", "Hai", "Ba"))
    to = {"residents.household": {said.pk: world.other_area}}
    parts = ((world.other_area, HALF), (world.neighbour_area, HALF))
    moves = Moves(DAY, (), (Closed(world.area, parts, None, to),))
    (problem,) = register().problems(moves)
    assert problem.code == "reform_households_unplaced"
    assert problem.params == {"place": "Thôn 2", "households": 2}


def test_the_preview_counts_the_households_of_moved_and_closed_places_once(
    world: make.World,
) -> None:
    for area in (world.area, world.other_area, world.neighbour_area):
        make.households(area, 2)
    before = dump(TRAIL)
    reform = carried_out(merge(tree(), DAY, [world.commune.pk], world.neighbour.pk))
    assert (reform.before["households"], reform.after["households"]) == (6, 6)
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert dump(TRAIL) == before


def test_a_household_follows_several_reforms_one_after_the_other(world: make.World) -> None:
    home = household(world.area)
    first = carried_out(Plan(DAY, close=(Close(world.area.pk, (Part(world.other_area.pk),)),)))
    second = carried_out(move(DAY, [world.other_area.pk], world.neighbour.pk))
    world.other_area.refresh_from_db()
    assert where(home) == (world.other_area.pk, world.other_area.path)
    undo_reform(make.SYSTEM, second, "Nhầm")
    undo_reform(make.SYSTEM, first, "Nhầm")
    assert where(home) == (world.area.pk, world.area.path)
