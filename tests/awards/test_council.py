"""S2-12, F-70: what the council recommends, with its vote and within its quota."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.awards.awarding import (
    AREA_AWARD,
    TODAY,
    VOTE,
    Awarding,
    awarding,
    codes,
)
from tuquan.audit.models import Change
from tuquan.awards.models import AwardNomination, AwardRound
from tuquan.awards.services import (
    CouncilVote,
    RoundTerms,
    Verdict,
    alter_round,
    record_council,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.services import Named, NewAppointment, NewBody, appoint, found_body

pytestmark = pytest.mark.django_db
YES = Verdict(True)


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


def refused(known: Awarding, round_: AwardRound, vote: CouncilVote = VOTE) -> list[str]:
    """Why the council's list cannot be written down, with everybody recommended."""
    everybody = dict.fromkeys(round_.nominations.values_list("pk", flat=True), YES)
    with pytest.raises(Invalid) as refusal:
        record_council(known.officer, round_, round_.version, vote, everybody)
    round_.refresh_from_db()
    assert round_.state == "open"
    return codes(refusal.value)


def test_s2_12_the_council_recommends_some_and_says_why_not_the_others(known: Awarding) -> None:
    round_ = known.recommended()
    assert (round_.state, round_.council_on) == ("proposed", TODAY)
    assert (round_.votes_for, round_.votes_against, round_.votes_abstaining) == (7, 1, 1)
    first, second = AwardNomination.objects.order_by("pk")
    assert (first.state, first.council_reason) == ("recommended", "")
    assert (second.state, second.council_reason) == ("not_recommended", "Hồ sơ còn thiếu.")
    counts = {"recommended": 1, "nominated": 2}
    assert Change.objects.get(action="awards.council_recorded").data == counts


def test_more_than_the_quota_is_refused_with_both_numbers(known: Awarding) -> None:
    round_ = known.round(terms=RoundTerms(quota=1, quota_reason="Hướng dẫn 05/HD-UBND"))
    known.nominated(round_, *known.groups)
    everybody = dict.fromkeys(round_.nominations.values_list("pk", flat=True), YES)
    with pytest.raises(Invalid) as refusal:
        record_council(known.officer, round_, round_.version, VOTE, everybody)
    [problem] = refusal.value.problems
    assert problem.code == "award_quota_exceeded"
    assert problem.params == {"count": len(known.groups), "quota": 1}
    assert {one.state for one in AwardNomination.objects.all()} == {"nominated"}


def test_a_quota_is_not_set_below_what_is_recommended_already(known: Awarding) -> None:
    round_ = known.round()
    known.nominated(round_, *known.groups)
    everybody = dict.fromkeys(round_.nominations.values_list("pk", flat=True), YES)
    record_council(known.officer, round_, round_.version, VOTE, everybody)
    with pytest.raises(Invalid) as refusal:
        alter_round(known.officer, round_, round_.version, RoundTerms(None, None, 1, "Vì thế."))
    assert codes(refusal.value) == ["award_quota_exceeded"]


def test_everybody_nominated_has_a_verdict_and_a_no_has_its_reason(known: Awarding) -> None:
    round_ = known.round()
    first, second = known.nominated(round_, *known.groups[:2])
    with pytest.raises(Invalid) as refusal:
        record_council(known.officer, round_, round_.version, VOTE, {first.pk: Verdict(False, " ")})
    assert codes(refusal.value) == ["award_verdict_reason_missing", "award_verdict_missing"]
    assert refusal.value.problems[1].params == {"name": second.name}


@pytest.mark.parametrize(
    ("vote", "wanted"),
    [
        (CouncilVote(TODAY, 0), "award_votes_impossible"),
        (CouncilVote(TODAY, 5, -1), "award_votes_impossible"),
        (CouncilVote(TODAY, 2_000), "award_votes_impossible"),
        (CouncilVote(TODAY, 4, 3, 1), "award_vote_not_carried"),
        (CouncilVote(date(2026, 12, 1), 7), "day_not_come"),
        (CouncilVote(date(2025, 12, 1), 7), "day_before_beginning"),
    ],
)
def test_a_vote_that_cannot_be_true_recommends_nobody(
    known: Awarding, vote: CouncilVote, wanted: str
) -> None:
    round_ = known.round()
    known.nominated(round_, known.groups[0])
    assert refused(known, round_, vote) == [wanted]


def test_no_more_vote_than_sit_in_the_council(known: Awarding) -> None:
    new = NewBody(Body.Kind.COUNCIL, "Hội đồng TĐKT xã Minh Sơn", make.SINCE)
    council = found_body(make.SYSTEM, known.world.commune, new)
    chair = NewAppointment(
        Named("Nguyễn Thế Vinh"), Appointment.Role.CHAIR, "Chủ tịch", make.SINCE, None
    )
    appoint(make.SYSTEM, council, chair)
    round_ = known.round(terms=RoundTerms(council=council))
    known.nominated(round_, known.groups[0])
    assert refused(known, round_) == ["award_more_votes_than_members"]


def test_a_list_of_nobody_is_no_list(known: Awarding) -> None:
    assert refused(known, known.round()) == ["award_nobody_nominated"]


def test_only_the_commune_writes_down_what_its_council_recommends(known: Awarding) -> None:
    round_ = known.round(AREA_AWARD)
    [one] = known.nominated(round_, known.groups[0])
    for actor in (known.head, make.actor(make.leader(known.groups[0]))):
        with pytest.raises(NotAllowed):
            record_council(actor, round_, round_.version, VOTE, {one.pk: YES})
    round_.refresh_from_db()
    assert round_.state == "open"


def test_of_two_who_write_the_council_down_at_once_one_wins(known: Awarding) -> None:
    round_ = known.round()
    [one] = known.nominated(round_, known.groups[0])
    seen = round_.version
    record_council(known.officer, round_, seen, VOTE, {one.pk: YES})
    late = {one.pk: Verdict(False, "Còn thiếu.")}
    with pytest.raises(Conflict) as refusal:
        record_council(known.officer, round_, seen, VOTE, late)
    assert refusal.value.problem.code == "award_round_changed"
    one.refresh_from_db()
    assert one.state == "recommended"
