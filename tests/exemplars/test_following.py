"""F-1, F-3: good models follow the map; what an area that ended tried itself ends with it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.exemplars.worlds import TODAY, WORDS, followed, shared, village
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.exemplars.queries import lives_of, visible_exemplars
from tuquan.exemplars.services import About, ExemplarFollower, Trial, adopt_here, write_exemplar
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

pytestmark = pytest.mark.django_db
FOLLOWER = ExemplarFollower()


class Scene:
    """A group of Thôn 2 has a shared exemplar; Thôn 10 as a whole and its group follow it."""

    def __init__(self, world: make.World) -> None:
        self.known = village(world)
        self.exemplar = shared(self.known)
        self.by_group = followed(self.known, self.exemplar)
        trial = Trial(world.other_area, None, TODAY)
        self.by_area = adopt_here(self.known.as_other_head, self.exemplar, trial)

    def refresh(self) -> None:
        for row in (self.exemplar, self.by_group, self.by_area, self.known.other):
            row.refresh_from_db()

    def merged(self) -> tuple[Place, Moves]:
        """Thôn 10 becomes Thôn Hoà Bình."""
        new = make.place("Thôn Hoà Bình", PlaceKind.AREA, self.known.world.commune)
        whole = (new, Fraction(1))
        return new, moves.moves(close=[moves.closed(self.known.world.other_area, whole)])


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
    return moves.every_row(Exemplar.objects.all(), Replication.objects.all())


def test_they_go_with_an_area_under_another_commune(scene: Scene) -> None:
    world = scene.known.world
    follow(moves.moves(move=[moves.moved(world.other_area, world.neighbour)]))
    scene.refresh()
    assert scene.by_area.path == world.other_area.path
    assert scene.by_group.path == scene.known.other.path


def test_what_an_area_tried_ends_with_it_and_its_group_goes_on(scene: Scene) -> None:
    before = scene.by_area.path
    new, what = scene.merged()
    follow(what)
    scene.refresh()
    assert (scene.by_area.state, scene.by_area.path) == ("ended", before)
    assert scene.by_area.ended_on == TODAY
    assert (scene.by_group.state, scene.by_group.place) == ("trying", new)
    assert scene.by_group.path == ResidentGroup.path_of(new, scene.known.other.pk)


def test_the_exemplar_of_an_area_that_ended_stays_readable_and_dormant(scene: Scene) -> None:
    about = About(scene.known.adoption, scene.known.world.other_area)
    made = write_exemplar(scene.known.as_officer, about, WORDS)
    before = made.path
    _new, what = scene.merged()
    follow(what)
    made = visible_exemplars(scene.known.as_officer).get(pk=made.pk)
    assert (made.path, made.place.ended_on) == (before, moves.ON)
    assert lives_of([made])[made.pk].dormant_since is not None


def test_who_could_read_it_still_can_when_their_commune_became_another(scene: Scene) -> None:
    new, what = moves.communes_merged(scene.known.world)
    follow(what)
    scene.refresh()
    assert scene.exemplar.shared_to == new
    assert scene.exemplar.path.startswith(new.path)


def test_taking_a_reform_back_leaves_every_row_as_it_was(scene: Scene) -> None:
    _new, what = scene.merged()
    before = rows()
    made = follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def test_totals_are_the_same_before_and_after_and_the_preview_counts(scene: Scene) -> None:
    _new, what = scene.merged()
    paths = [scene.known.world.commune.path]
    assert FOLLOWER.measure(paths) == {"exemplars": 1, "replications": 2}
    assert FOLLOWER.affected(what) == 2
    assert FOLLOWER.problems(what) == []
    follow(what)
    assert FOLLOWER.measure(paths) == {"exemplars": 1, "replications": 2}


def test_what_was_begun_since_keeps_a_reform_from_being_undone(scene: Scene) -> None:
    new, what = scene.merged()
    reform = follow(what, new)
    assert FOLLOWER.blockers(reform) == []
    adopt_here(make.SYSTEM, scene.exemplar, Trial(new, None, TODAY))
    assert moves.codes(FOLLOWER.blockers(reform)) == ["reform_undo_exemplars"]
