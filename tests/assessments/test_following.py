"""F-1, F-3: sheets under way and titles follow the map; what was decided never changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.assessments.worlds import S3, marks
from tuquan.assessments.models import AssessmentResult, AssessmentSheet, TitleHeld
from tuquan.assessments.queries import reached_by, titles_of
from tuquan.assessments.services import (
    NewTitle,
    decide,
    enter_title,
    open_cycles,
    save_findings,
)
from tuquan.assessments.services.following import SheetFollower
from tuquan.base import clock
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

pytestmark = pytest.mark.django_db
FOLLOWER = SheetFollower()
TITLE = NewTitle("to_dan_pho_van_hoa", 2021, True, "45/QĐ-UBND")


class Scene:
    """Thôn 2 has a sheet of its own, one of its group under way and one of a group decided."""

    def __init__(self, world: make.World) -> None:
        self.world = world
        make.adoption(world.commune)
        make.adoption(world.commune, S3)
        self.group, other = make.groups(world.area, 60)
        open_cycles(make.SYSTEM)
        self.own = AssessmentSheet.objects.get(place=world.area, group=None)
        self.of_group = AssessmentSheet.objects.get(group=self.group)
        self.decided = AssessmentSheet.objects.get(group=other)
        save_findings(make.SYSTEM, self.decided, marks(self.decided), 0, done=True)
        decide(make.SYSTEM, self.decided, 1)
        self.title = TitleHeld.objects.create(
            place=world.area,
            path=world.area.path,
            title="to_dan_pho_van_hoa",
            year=2025,
            held=True,
            decision_number="12/QĐ-UBND",
            entered_at=clock.now(),
            entered_by_name="Đỗ Thị Nga",
        )

    def refresh(self) -> None:
        for row in (self.own, self.of_group, self.decided, self.title, self.group):
            row.refresh_from_db()

    def merged(self) -> tuple[Place, Moves]:
        """Thôn 2 becomes Thôn Hoà Bình."""
        new = make.place("Thôn Hoà Bình", PlaceKind.AREA, self.world.commune)
        return new, moves.moves(close=[moves.closed(self.world.area, (new, Fraction(1)))])


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def follow(what: Moves, *made: Place) -> Reform:
    reform = moves.reform(what.effective_on)
    journal = Journal(reform)
    journal.made(made)
    GroupFollower().follow(what, journal)
    FOLLOWER.follow(what, journal)
    return reform


def rows() -> list[dict[str, Any]]:
    return moves.every_row(
        AssessmentSheet.objects.all(), AssessmentResult.objects.all(), TitleHeld.objects.all()
    )


def test_sheets_and_titles_go_with_an_area_under_another_commune(scene: Scene) -> None:
    before = scene.decided.path
    follow(moves.moves(move=[moves.moved(scene.world.area, scene.world.neighbour)]))
    scene.refresh()
    assert scene.own.path == scene.title.path == scene.world.area.path
    assert scene.of_group.path == scene.group.path
    assert scene.decided.path == before


def test_the_sheet_of_an_area_ends_with_it_and_that_of_a_group_goes_on(scene: Scene) -> None:
    before = scene.own.path
    new, what = scene.merged()
    follow(what)
    scene.refresh()
    assert (scene.own.state, scene.own.path) == ("ended", before)
    assert scene.of_group.state == "open"
    assert scene.of_group.place == new
    assert scene.of_group.path == scene.group.path == ResidentGroup.path_of(new, scene.group.pk)
    assert (scene.decided.state, scene.decided.place) == ("decided", scene.world.area)


def test_a_group_keeps_what_it_reached_where_the_map_puts_it_later(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = scene.decided.cycle.year
    new, what = scene.merged()
    follow(what)
    monkeypatch.setenv("TUQUAN_TODAY", f"{year + 1}-02-01")
    open_cycles(make.SYSTEM)
    later = AssessmentSheet.objects.get(group=scene.decided.group, cycle__year=year + 1)
    assert later.place == new
    titles = titles_of(later.cycle, [later])[later.pk]
    assert titles == {key: {year: True} for key in marks(scene.decided)}
    unit = (new, later.group)
    programme = later.cycle.edition.programme.key
    [reached] = reached_by([unit], programme)[unit]
    assert (reached.year, reached.is_reached) == (year, True)


def test_a_title_is_entered_once_for_a_group_that_has_moved(scene: Scene) -> None:
    adoption, group = scene.own.cycle.adoption, scene.decided.group
    assert group is not None
    first = enter_title(make.SYSTEM, adoption, scene.decided.place, group, TITLE)
    _new, what = scene.merged()
    follow(what)
    scene.refresh()
    group.refresh_from_db()
    again = enter_title(make.SYSTEM, adoption, scene.decided.place, group, TITLE)
    assert (again, again.place, again.path) == (first, group.place, group.path)


def test_taking_a_reform_back_leaves_every_row_as_it_was(scene: Scene) -> None:
    _new, what = scene.merged()
    before = rows()
    made = follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def test_totals_are_the_same_before_and_after_and_the_preview_counts(scene: Scene) -> None:
    _new, what = scene.merged()
    paths = [scene.world.commune.path]
    assert FOLLOWER.measure(paths) == {"assessment_sheets": 4, "assessment_results": 1}
    assert FOLLOWER.affected(what) == 2
    assert FOLLOWER.problems(what) == []
    follow(what)
    assert FOLLOWER.measure(paths) == {"assessment_sheets": 4, "assessment_results": 1}


def test_a_sheet_opened_since_keeps_a_reform_from_being_undone(scene: Scene) -> None:
    new, what = scene.merged()
    made = follow(what, new)
    assert FOLLOWER.blockers(made) == []
    open_cycles(make.SYSTEM)
    assert AssessmentSheet.objects.filter(place=new, group=None).count() == 1
    assert moves.codes(FOLLOWER.blockers(made)) == ["reform_undo_assessed"]
