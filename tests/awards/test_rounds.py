"""S0-09, S0-24, F-71: a round is opened where and as often as the programme gives its award."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.awards.awarding import (
    AREA_AWARD,
    COMMUNE_AWARD,
    FAMILIES,
    RECOGNITION,
    Awarding,
    awarding,
    codes,
)
from tuquan.audit.models import Change
from tuquan.awards.models import AwardRound
from tuquan.awards.queries import award_lines, next_unity_day
from tuquan.awards.services import (
    EarlierAward,
    NewRound,
    RoundTerms,
    alter_round,
    close_round,
    enter_award,
    open_round,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.bodies.models import Body
from tuquan.bodies.services import NewBody, found_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def entered(known: Awarding, year: int, award: str = COMMUNE_AWARD) -> None:
    """An award of an earlier year, with the number of its decision."""
    giver = known.world.commune if award == COMMUNE_AWARD else known.world.area
    given = EarlierAward(
        award, giver, "group", date(year, 11, 18), f"{year}/QĐ-UBND", group=known.groups[0]
    )
    enter_award(known.officer, known.adoption, given)


def test_s0_24_a_round_keeps_its_edition_and_the_day_of_the_festival(known: Awarding) -> None:
    round_ = known.round()
    assert (round_.state, round_.year, round_.place) == ("open", 2026, known.world.commune)
    assert (round_.path, round_.edition) == (known.world.commune.path, known.adoption.edition)
    assert round_.ceremony_on == date(2026, 11, 18)
    assert round_.definition.label == "Công nhận tổ tự quản văn minh - an toàn"
    assert Change.objects.filter(action="awards.opened").count() == 1


def test_s0_09_each_area_gives_its_award_once_a_year(known: Awarding) -> None:
    known.round(AREA_AWARD)
    with pytest.raises(Invalid) as refusal:
        known.round(AREA_AWARD)
    [problem] = refusal.value.problems
    assert problem.code == "award_rhythm_used_in_year"
    assert problem.params["given"] == "2026"
    assert problem.params["next"] == "2027"
    assert AwardRound.objects.count() == 1
    assert known.round(AREA_AWARD, known.world.other_area).place == known.world.other_area
    assert known.round(AREA_AWARD, year=2027).year == 2027


def test_s0_09_the_commune_gives_its_award_twice_in_five_years(known: Awarding) -> None:
    entered(known, 2023)
    entered(known, 2025)
    with pytest.raises(Invalid) as refusal:
        known.round(COMMUNE_AWARD, known.world.commune)
    [problem] = refusal.value.problems
    assert problem.code == "award_rhythm_used"
    said = say(problem)
    assert "2023, 2025" in said
    assert "2028" in said
    assert not AwardRound.objects.exists()


def test_f_71_a_round_out_of_turn_says_why_and_it_is_shown(known: Awarding) -> None:
    entered(known, 2023)
    entered(known, 2025)
    why = "UBND tỉnh cho phép tại Công văn 12/UBND."
    round_ = known.round(COMMUNE_AWARD, known.world.commune, override_reason=why)
    assert round_.override_reason == why
    assert Change.objects.get(action="awards.opened_out_of_turn").data == {"reason": why}
    assert known.round(AREA_AWARD, override_reason=why).override_reason == ""


def test_a_round_closed_without_giving_anything_leaves_the_year_free(known: Awarding) -> None:
    first = known.round(AREA_AWARD)
    with pytest.raises(Invalid) as refusal:
        close_round(known.officer, first, first.version)
    assert codes(refusal.value) == ["award_close_reason_missing"]
    close_round(known.officer, first, first.version, "Không có tổ nào đăng ký.")
    assert (first.state, first.close_reason) == ("closed", "Không có tổ nào đăng ký.")
    assert known.round(AREA_AWARD).state == "open"


def test_an_award_is_given_at_its_level_only(known: Awarding) -> None:
    for award, place in ((AREA_AWARD, known.world.commune), (RECOGNITION, known.world.area)):
        with pytest.raises(Invalid) as refusal:
            known.round(award, place)
        assert codes(refusal.value) == ["award_place_unfit"]
    with pytest.raises(Invalid) as unknown:
        known.round("no_such_award")
    assert codes(unknown.value) == ["award_unknown"]
    with pytest.raises(Invalid) as early:
        known.round(AREA_AWARD, year=2019)
    assert codes(early.value) == ["award_year_unfit"]


def test_the_head_of_an_area_opens_rounds_there_and_nowhere_else(known: Awarding) -> None:
    world = known.world
    mine = open_round(known.head, known.adoption, NewRound(AREA_AWARD, world.area, 2026))
    assert mine.opened_by == known.head_account
    stranger = make.actor(make.officer(world.neighbour))
    for actor, place in ((known.head, world.other_area), (stranger, world.other_area)):
        with pytest.raises(NotAllowed):
            open_round(actor, known.adoption, NewRound(AREA_AWARD, place, 2026))
    assert AwardRound.objects.count() == 1


def test_a_quota_names_who_set_it_and_why(known: Awarding) -> None:
    with pytest.raises(Invalid) as refusal:
        known.round(AREA_AWARD, terms=RoundTerms(quota=3))
    assert codes(refusal.value) == ["award_quota_reason_missing"]
    round_ = known.round(AREA_AWARD)
    terms = RoundTerms(date(2026, 11, 22), None, 3, "Hướng dẫn 05/HD-UBND")
    alter_round(known.officer, round_, round_.version, terms)
    assert (round_.quota, round_.quota_reason) == (3, "Hướng dẫn 05/HD-UBND")
    assert (round_.quota_by_name, round_.ceremony_on) == (known.officer.name, date(2026, 11, 22))


def test_two_officers_at_one_round_do_not_overwrite_each_other(known: Awarding) -> None:
    round_ = known.round()
    seen = round_.version
    alter_round(known.officer, round_, seen, RoundTerms(date(2026, 11, 22)))
    with pytest.raises(Conflict) as refusal:
        alter_round(known.officer, round_, seen, RoundTerms(date(2026, 11, 23)))
    assert refusal.value.problem.code == "award_round_changed"
    round_.refresh_from_db()
    assert round_.ceremony_on == date(2026, 11, 22)


def test_the_council_stands_over_the_place_of_the_round(known: Awarding) -> None:
    council = found_body(
        make.SYSTEM,
        known.world.neighbour,
        NewBody(Body.Kind.COUNCIL, "Hội đồng TĐKT xã Yên Hạ", make.SINCE),
    )
    with pytest.raises(Invalid) as refusal:
        known.round(terms=RoundTerms(council=council))
    assert codes(refusal.value) == ["award_council_elsewhere"]


def test_f_71_the_desk_says_where_an_award_is_still_due(known: Awarding) -> None:
    known.round(AREA_AWARD)
    entered(known, 2023)
    entered(known, 2025)
    lines = {one.award.key: one for one in award_lines(known.officer, 2026)}
    world = known.world
    assert set(lines) == {AREA_AWARD, COMMUNE_AWARD, RECOGNITION, FAMILIES}
    assert [one.place for one in lines[AREA_AWARD].rounds] == [world.area]
    assert list(lines[AREA_AWARD].due) == [world.other_area]
    assert lines[COMMUNE_AWARD].due == ()
    assert list(lines[RECOGNITION].due) == [world.commune]
    assert set(lines[FAMILIES].due) == {world.area, world.other_area}
    assert next_unity_day() == date(2027, 11, 18)
