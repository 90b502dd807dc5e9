"""F-1, F-3: acceptances under way and visits follow the map; what was decided never changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.assessments.acceptance_worlds import (
    OCTOBER,
    Accepting,
    accepting,
    checked,
    committee,
    report,
)
from tuquan.assessments.models import Acceptance, AcceptanceRevision, Visit
from tuquan.assessments.queries import reached_by
from tuquan.assessments.services import (
    NewVisit,
    accept_model,
    open_cycles,
    record_check,
    record_visit,
)
from tuquan.assessments.services.following import AcceptanceFollower
from tuquan.base import clock
from tuquan.groups.services import GroupFollower
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

pytestmark = pytest.mark.django_db
FOLLOWER = AcceptanceFollower()


@pytest.fixture
def known(world: make.World) -> Accepting:
    """A group that waits, one that is decided, and a visit to the one that waits."""
    found = accepting(world)
    [other] = make.groups(world.other_area)
    report(other, "monthly", OCTOBER)
    open_cycles(make.SYSTEM)
    unit = (world.area, found.group)
    new = NewVisit("visit", clock.today(), "Mặt trận xã", "Ngõ sạch.")
    record_visit(make.SYSTEM, found.adoption, unit, new)
    decided = Acceptance.objects.get(group=other)
    record_check(make.SYSTEM, decided, 0, found.check)
    accept_model(make.SYSTEM, decided, 1)
    return found


def follow(what: Moves, *made: Place) -> Reform:
    reform = moves.reform(what.effective_on)
    journal = Journal(reform)
    journal.made(made)
    GroupFollower().follow(what, journal)
    FOLLOWER.follow(what, journal)
    return reform


def merged(known: Accepting, *areas: Place) -> tuple[Place, Moves]:
    """Areas become Thôn Hoà Bình."""
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, known.world.commune)
    return new, moves.moves(close=[moves.closed(one, (new, Fraction(1))) for one in areas])


def rows() -> list[dict[str, Any]]:
    return moves.every_row(
        Acceptance.objects.all(), AcceptanceRevision.objects.all(), Visit.objects.all()
    )


def test_an_area_merged_in_the_middle_of_a_cycle_takes_what_is_under_way_along(
    known: Accepting,
) -> None:
    decided = Acceptance.objects.get(state="accepted")
    new, what = merged(known, known.world.area, known.world.other_area)
    follow(what)
    known.acceptance.refresh_from_db()
    known.group.refresh_from_db()
    assert (known.acceptance.state, known.acceptance.place) == ("waiting", new)
    assert known.acceptance.path == known.group.path
    before = (decided.place, decided.path, decided.sha256)
    decided.refresh_from_db()
    assert (decided.place, decided.path, decided.sha256) == before
    assert open_cycles(make.SYSTEM) == 0
    known.acceptance = Acceptance.objects.get(pk=known.acceptance.pk)
    acceptance = checked(known)
    accept_model(known.as_officer, acceptance, acceptance.version)
    assert acceptance.state == "accepted"
    assert [one.year for one in reached_by([(new, known.group)], make.S1)[new, known.group]] == [
        2026
    ]


def test_an_area_under_another_commune_is_accepted_by_that_commune(known: Accepting) -> None:
    neighbour = known.world.neighbour
    follow(moves.moves(move=[moves.moved(known.world.area, neighbour)]))
    acceptance = Acceptance.objects.get(pk=known.acceptance.pk)
    assert acceptance.path.startswith(neighbour.path)
    assert Visit.objects.get().path == acceptance.path
    there = make.actor(make.officer(neighbour))
    assert acceptance.decidable_by(there)
    assert not acceptance.decidable_by(known.as_officer)
    known.board = committee(neighbour, "Ban Chỉ đạo xã Yên Hạ")
    record_check(there, acceptance, 0, known.check)
    assert acceptance.state == "checked"
    make.adoption(neighbour, make.S1)
    assert open_cycles(make.SYSTEM) == 0


def test_the_acceptance_of_an_area_ends_with_it(known: Accepting) -> None:
    alone = Acceptance.objects.create(
        cycle=known.acceptance.cycle, place=known.world.area, path=known.world.area.path
    )
    before = alone.path
    _new, what = merged(known, known.world.area)
    follow(what)
    alone.refresh_from_db()
    assert (alone.state, alone.path) == ("ended", before)


def test_taking_a_reform_back_leaves_every_row_as_it_was(known: Accepting) -> None:
    _new, what = merged(known, known.world.area)
    before = rows()
    made = follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def test_totals_are_the_same_before_and_after_and_the_preview_counts(known: Accepting) -> None:
    _new, what = merged(known, known.world.area)
    paths = [known.world.commune.path]
    assert FOLLOWER.measure(paths) == {"acceptances": 2, "visits": 1}
    assert FOLLOWER.affected(what) == 1
    assert FOLLOWER.problems(what) == []
    follow(what)
    assert FOLLOWER.measure(paths) == {"acceptances": 2, "visits": 1}


def test_an_acceptance_opened_since_keeps_a_reform_from_being_undone(known: Accepting) -> None:
    new, what = merged(known, known.world.area)
    made = follow(what, new)
    assert FOLLOWER.blockers(made) == []
    make.groups(new)
    open_cycles(make.SYSTEM)
    assert moves.codes(FOLLOWER.blockers(made)) == ["reform_undo_acceptances"]
