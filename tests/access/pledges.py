"""The rows of pledges and models, in the formation app."""

from __future__ import annotations

from datetime import date

from tests import make
from tests.access.answers import GONE, MOVED, OK, WRONG, Row
from tests.access.scene import Scene
from tuquan.formation.services import (
    ModelWords,
    NewRegistration,
    choose_model,
    register_pledge,
    sign_pledge,
)
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household

DESK = (GONE, OK, OK, GONE)
CHANGED = (GONE, MOVED, MOVED, GONE)
REFUSED = (GONE, WRONG, WRONG, GONE)

PLEDGE = "adoption_id pledge_key"
PAPER = "registration_id paper_key"
PAPER_IDS = "registration_id pledge_paper"
PLACE = "place_id"

ROWS: dict[str, Row] = {
    "formation:pledges": Row((GONE, OK, OK, MOVED)),
    "formation:pledge": Row(DESK, PLEDGE),
    "formation:register_pledge": Row(DESK, f"{PLEDGE} {PLACE}"),
    "formation:registration": Row(DESK, "registration_id"),
    "formation:sign_list": Row(REFUSED, "registration_id", post=True),
    "formation:sign_office": Row(REFUSED, "registration_id", post=True),
    "formation:correct_pledge": Row(REFUSED, "registration_id", post=True),
    "formation:renew_pledge": Row(CHANGED, "registration_id", post=True),
    "formation:close_pledge": Row(CHANGED, "registration_id", post=True),
    "formation:pledge_docx": Row(DESK, PAPER, using=PAPER_IDS),
    "formation:pledge_pdf": Row(DESK, PAPER, using=PAPER_IDS),
    "formation:my_pledges": Row((GONE, GONE, GONE, OK)),
    "formation:signing": Row((GONE, GONE, GONE, OK), "registration_id group_id"),
    "formation:sign": Row(
        (GONE, GONE, GONE, MOVED), "registration_id group_id household_id", post=True
    ),
    "formation:withdraw": Row((GONE, OK, OK, OK), "signature_id"),
    "formation:models": Row(DESK),
    "formation:area_models": Row(DESK, PLACE),
    "formation:choose_model": Row(REFUSED, PLACE, post=True),
    "formation:group_notice_docx": Row(DESK, PLACE),
    "formation:group_notice_pdf": Row(DESK, PLACE),
    "formation:alter_model": Row(DESK, "model_id"),
    "formation:end_model": Row(DESK, "model_id"),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """A pledge that is being signed, a signature under it, and a model."""
    area, today = scene.world.area, date(2026, 11, 20)
    adoption = Adoption.objects.get(place=scene.world.commune, edition__programme__key=make.S0)
    other = Adoption.objects.get(place=scene.world.commune, edition__programme__key=make.S1)
    registration = register_pledge(
        make.SYSTEM,
        adoption,
        "household_commitment",
        area,
        NewRegistration(2026, today, "Trưởng ban công tác Mặt trận"),
    )
    household = Household.objects.get(pk=scene.ids["household_id"])
    second = Household.objects.current().filter(place=area).exclude(pk=household.pk)
    signature = sign_pledge(make.SYSTEM, registration, second[0], today, "paper")
    words = ModelWords("environment", "Đường hoa", "Trồng hoa hai bên đường thôn.")
    model = choose_model(make.SYSTEM, other, area, words, today, "Ban công tác Mặt trận")
    return {
        "pledge_key": "household_commitment",
        "registration_id": registration.pk,
        "signature_id": signature.pk,
        "pledge_paper": "household_commitment",
        "model_id": model.pk,
    }
