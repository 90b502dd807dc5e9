"""F-1, F-3: rounds and nominations under way follow the map; the register stays as written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.awards.awarding import AREA_AWARD, FAMILIES, REASON, Awarding, awarding
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.awards.services import NewNomination, nominate
from tuquan.awards.services.following import AwardFollower
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal
from tuquan.residents.services import NewChange, record_change
from tuquan.residents.services.reforms import RegisterFollower

pytestmark = pytest.mark.django_db
FOLLOWER = AwardFollower()


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def merged(known: Awarding) -> tuple[Place, Moves]:
    """Thôn 2 becomes Thôn Hoà Bình."""
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, known.world.commune)
    return new, moves.moves(close=[moves.closed(known.world.area, (new, Fraction(1)))])


def follow(what: Moves, *made: Place) -> Reform:
    reform = moves.reform(what.effective_on)
    journal = Journal(reform)
    journal.made(made)
    RegisterFollower().follow(what, journal)
    GroupFollower().follow(what, journal)
    FOLLOWER.follow(what, journal)
    return reform


def rows() -> list[dict[str, Any]]:
    return moves.every_row(
        AwardRound.objects.all(), AwardNomination.objects.all(), AwardGiven.objects.all()
    )


def test_a_round_and_its_nominations_go_with_the_area_that_goes_on(known: Awarding) -> None:
    round_ = known.round(AREA_AWARD)
    known.nominated(round_, known.groups[0])
    follow(moves.moves(move=[moves.moved(known.world.area, known.world.neighbour)]))
    round_.refresh_from_db()
    group = ResidentGroup.objects.get(pk=known.groups[0].pk)
    assert round_.path == known.world.area.path
    assert AwardNomination.objects.get().path == group.path


def test_of_an_area_that_ended_the_round_goes_to_what_it_became(known: Awarding) -> None:
    commune_round = known.round()
    known.nominated(commune_round, known.groups[0])
    round_ = known.round(AREA_AWARD)
    families = known.round(FAMILIES)
    household = known.groups[0].memberships.all()[0].household
    for new in (
        NewNomination("household", REASON, household=household),
        NewNomination("individual", REASON, place=known.world.area, name="Lò Thị Ánh"),
    ):
        nominate(known.officer, families, new)
    into, what = merged(known)
    assert FOLLOWER.affected(what) == 2
    follow(what)
    for one in (round_, families):
        one.refresh_from_db()
        assert (one.place, one.path, one.state) == (into, into.path, "open")
    of_group, of_home, of_person = AwardNomination.objects.order_by("pk")
    assert of_group.path == ResidentGroup.path_of(into, known.groups[0].pk)
    assert {of_home.path, of_person.path} == {into.path}
    assert {one.state for one in AwardNomination.objects.all()} == {"nominated"}


def test_a_round_of_an_ended_area_is_closed_where_the_other_has_its_own(known: Awarding) -> None:
    round_ = known.round(AREA_AWARD)
    known.round(AREA_AWARD, known.world.other_area)
    what = moves.moves(
        close=[moves.closed(known.world.area, (known.world.other_area, Fraction(1)))]
    )
    follow(what)
    round_.refresh_from_db()
    assert (round_.state, round_.place) == ("closed", known.world.area)


def test_the_register_stays_where_it_was_written(known: Awarding) -> None:
    known.decided()
    before = AwardGiven.objects.values().get()
    paths = [known.world.commune.path]
    assert FOLLOWER.measure(paths) == {"awards_given": 1}
    follow(merged(known)[1])
    assert AwardGiven.objects.values().get() == before
    assert FOLLOWER.measure(paths) == {"awards_given": 1}


def test_taking_a_reform_back_leaves_every_row_as_it_was(known: Awarding) -> None:
    known.nominated(known.round(AREA_AWARD), known.groups[0])
    _into, what = merged(known)
    before = rows()
    made = follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def test_a_round_opened_since_keeps_a_reform_from_being_undone(known: Awarding) -> None:
    into, what = merged(known)
    made = follow(what, into)
    assert FOLLOWER.blockers(made) == []
    known.round(AREA_AWARD, into)
    assert moves.codes(FOLLOWER.blockers(made)) == ["reform_undo_awards"]
    assert FOLLOWER.problems(what) == []


def test_f_17_nominations_of_a_double_go_to_the_record_that_stays(known: Awarding) -> None:
    round_ = known.round(FAMILIES)
    first, second = (one.household for one in known.groups[0].memberships.all()[:2])
    nominate(known.officer, round_, NewNomination("household", REASON, household=first))
    change = record_change(make.SYSTEM, first, NewChange("merged", moves.ON, other=second))
    assert change.state == "done"
    assert AwardNomination.objects.get().household == second
