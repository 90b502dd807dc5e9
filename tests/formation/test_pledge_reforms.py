"""F-1, F-3, S0-24, S1-06: pledges and models follow the map, or stay and say so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from tests import make, moves
from tests.formation.pledge_scene import TODAY, registered
from tuquan.formation.models import DenominatorChange, PledgeRegistration, PledgeSignature
from tuquan.formation.models import SelfManagementModel as Model
from tuquan.formation.queries import went_into
from tuquan.formation.services import (
    ModelWords,
    PledgeFollower,
    choose_model,
    close_registration,
    sign_many,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db

FOLLOWER = PledgeFollower()
WHOLE = Fraction(1)
WORDS = ModelWords("environment", "Đường hoa", "Trồng hoa hai bên đường thôn.")


def rows() -> list[dict[str, Any]]:
    """Everything this follower may write, as it stands."""
    return moves.every_row(
        PledgeRegistration.objects.all(),
        PledgeSignature.objects.all(),
        DenominatorChange.objects.all(),
        Model.objects.all(),
    )


def follow(what: Moves) -> Reform:
    made = moves.reform(what.effective_on)
    journal = Journal(made)
    GroupFollower().follow(what, journal)
    FOLLOWER.follow(what, journal)
    return made


class Scene:
    """Thôn 2 has registered for itself and for its group, and both have a model."""

    def __init__(self, world: make.World) -> None:
        self.world = world
        adoption = make.adoption(world.commune)
        other = make.adoption(world.commune, make.S1)
        [self.group] = make.groups(world.area)
        start: dict[str, Any] = {"registered_on": date(2026, 11, 1)}
        self.own = registered(adoption, world.area, **start)
        self.closed = registered(adoption, world.area, "area_registration", **start)
        close_registration(make.SYSTEM, self.closed)
        self.of_group = registered(adoption, world.area, group=self.group, **start)
        sign_many(make.SYSTEM, self.own, list(Household.objects.all()[:3]), TODAY)
        day = date(2026, 11, 1)
        self.model = choose_model(make.SYSTEM, other, world.area, WORDS, day, "Mặt trận")
        self.group_model = choose_model(
            make.SYSTEM, other, world.area, WORDS, day, "Mặt trận", self.group
        )

    def merged(self) -> tuple[Place, Moves]:
        """Thôn 2 becomes Thôn Hoà Bình."""
        new = make.place("Thôn Hoà Bình", PlaceKind.AREA, self.world.commune)
        what = moves.moves(close=[moves.closed(self.world.area, (new, WHOLE))])
        return new, what

    def refresh(self) -> None:
        for row in (self.own, self.closed, self.of_group, self.model, self.group_model, self.group):
            row.refresh_from_db()


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def test_what_is_still_signed_goes_with_an_area_under_another_commune(scene: Scene) -> None:
    before = scene.world.area.path
    follow(moves.moves(move=[moves.moved(scene.world.area, scene.world.neighbour)]))
    scene.refresh()
    assert scene.own.path == scene.world.area.path != before
    assert scene.of_group.path == scene.group.path
    assert (scene.model.path, scene.group_model.path) == (scene.own.path, scene.group.path)
    assert scene.closed.path == before


def test_what_an_area_registered_ends_with_it_and_stays_as_it_was(scene: Scene) -> None:
    before = scene.own.path
    new, what = scene.merged()
    follow(what)
    scene.refresh()
    assert (scene.own.state, scene.own.closed_on) == ("closed", moves.ON)
    assert (scene.own.path, scene.own.place) == (before, scene.world.area)
    assert (scene.model.ended_on, scene.model.path) == (moves.ON, before)
    own = PledgeRegistration.objects.select_related("place").get(pk=scene.own.pk)
    assert went_into(own) == [new]


def test_what_a_group_registered_goes_where_the_group_goes(scene: Scene) -> None:
    new, what = scene.merged()
    follow(what)
    scene.refresh()
    assert scene.group.path == ResidentGroup.path_of(new, scene.group.pk)
    for row in (scene.of_group, scene.group_model):
        assert (row.place, row.path) == (new, scene.group.path)
    assert (scene.of_group.state, scene.group_model.ended_on) == ("open", None)


def test_the_page_says_that_the_area_is_no_more(scene: Scene) -> None:
    _new, what = scene.merged()
    officer = make.client(make.officer(scene.world.commune))
    follow(what)
    page = officer.get(reverse("formation:registration", args=[scene.own.pk]))
    assert page.status_code == 200
    assert "Thôn Hoà Bình" in page.content.decode()
    line = officer.get(
        reverse("formation:pledge", args=[scene.own.adoption_id, scene.own.pledge])
    ).context["line"]
    assert [one.registration for one in line.gone] == [scene.own]


def test_taking_a_reform_back_leaves_every_row_as_it_was(scene: Scene) -> None:
    _new, what = scene.merged()
    before = rows()
    made = follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def test_totals_are_the_same_before_and_after(scene: Scene) -> None:
    _new, what = scene.merged()
    paths = [scene.world.commune.path]
    assert FOLLOWER.measure(paths) == {"pledges": 3, "pledge_signatures": 3}
    follow(what)
    assert FOLLOWER.measure(paths) == {"pledges": 3, "pledge_signatures": 3}


def test_the_preview_counts_what_moves_and_finds_nothing_wrong(scene: Scene) -> None:
    _new, what = scene.merged()
    assert FOLLOWER.affected(what) == 4
    assert FOLLOWER.problems(what) == []


def test_a_pledge_registered_since_keeps_a_reform_from_being_undone(scene: Scene) -> None:
    new, what = scene.merged()
    made = moves.reform(what.effective_on)
    journal = Journal(made)
    journal.made([new])
    GroupFollower().follow(what, journal)
    FOLLOWER.follow(what, journal)
    assert FOLLOWER.blockers(made) == []
    make.households(new, 3, "Ngõ Mới")
    registered(scene.own.adoption, new)
    assert moves.codes(FOLLOWER.blockers(made)) == ["reform_undo_pledged"]
