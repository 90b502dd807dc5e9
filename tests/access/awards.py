"""The rows of awards."""

from __future__ import annotations

from datetime import date

from tests import make
from tests.access.answers import GONE, MOVED, OK, TAKEN, WRONG, Row
from tests.access.scene import Scene
from tuquan.awards.services import (
    CouncilVote,
    EarlierAward,
    NewNomination,
    NewRound,
    Verdict,
    enter_award,
    nominate,
    open_round,
    record_council,
)
from tuquan.programmes.models import Adoption

SEEN = (GONE, OK, OK, OK)
DESK = (GONE, OK, OK, GONE)
OFFICE = (GONE, OK, GONE, GONE)
REFUSED = (GONE, WRONG, GONE, GONE)
ROUND, OF_AREA = "round_id", "area_round_id"

ROWS: dict[str, Row] = {
    "awards:index": Row(SEEN),
    "awards:open": Row(DESK, "adoption_id award_key"),
    "awards:round": Row(SEEN, ROUND),
    "awards:terms": Row(OFFICE, ROUND),
    "awards:close": Row(REFUSED, ROUND, post=True),
    "awards:nominate": Row(DESK, ROUND),
    "awards:from_results": Row(DESK, ROUND),
    "awards:withdraw": Row(
        (GONE, MOVED, MOVED, GONE), "nomination_id", post=True, using="award_nomination_id"
    ),
    "awards:council": Row(OFFICE, ROUND),
    "awards:reopen": Row(
        (GONE, TAKEN, GONE, GONE), ROUND, post=True, data={"base": "0"}, using=OF_AREA
    ),
    "awards:decide": Row(REFUSED, ROUND, post=True),
    "awards:certificates": Row(REFUSED, ROUND, post=True),
    "awards:ceremony": Row(SEEN, ROUND),
    "awards:ceremony_docx": Row(SEEN, ROUND),
    "awards:ceremony_pdf": Row(SEEN, ROUND),
    "awards:register": Row(SEEN),
    "awards:enter": Row(OFFICE, "adoption_id"),
    "awards:take_back": Row(OFFICE, "award_id"),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A round the council has recommended in, one that is open, and an award of last year."""
    world, adoption = scene.world, Adoption.objects.get(pk=scene.ids["adoption_id"])
    today = date(2026, 11, 20)
    round_ = open_round(make.SYSTEM, adoption, NewRound("recognition", world.commune, 2026))
    new = NewNomination("group", "Chín tiêu chí đều đạt.", group=scene.group)
    nomination = nominate(make.SYSTEM, round_, new)
    vote = CouncilVote(today, 5)
    record_council(make.SYSTEM, round_, round_.version, vote, {nomination.pk: Verdict(True)})
    area = open_round(make.SYSTEM, adoption, NewRound("area_award", world.area, 2026))
    given = EarlierAward(
        "recognition",
        world.commune,
        "group",
        date(2025, 11, 18),
        "131/QĐ-UBND",
        group=scene.group,
    )
    return {
        "award_key": "area_award",
        "round_id": round_.pk,
        "area_round_id": area.pk,
        "award_nomination_id": nomination.pk,
        "award_id": enter_award(make.SYSTEM, adoption, given).pk,
    }
