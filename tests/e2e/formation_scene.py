"""Three communes before their first group, one for each programme that forms groups.

It is run in a process of its own, with the data folder of an installation: see `formation.py`.
"""

from __future__ import annotations

import json
import sys

from tests import make
from tuquan.places.models import Place
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.project.commands.setup import prepare_database

COMMUNES = {
    "quynh-vinh-2019": ("Xã Yên Khê Hạ", "Thôn 6", 20),
    "tuyen-quang-2018": ("Xã Tân Lập Hạ", "Thôn 4", 16),
    "luc-ngan-2021": ("Xã Đồng Cốc Hạ", "Thôn Ngọt", 34),
}
"""By programme: the commune, its area, and how many households live there."""


def make_communes() -> None:
    """Make the communes; prints, by programme, who signs in how, and the area."""
    prepare_database()
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    made = {key: _commune(province, key) for key in COMMUNES}
    json.dump(made, sys.stdout)


def _commune(province: Place, programme: str) -> dict[str, object]:
    name, area_name, households = COMMUNES[programme]
    commune = make.place(name, "commune", province)
    area = make.place(area_name, "area", commune)
    make.households(area, households)
    terms = AdoptionTerms(effective_from=make.SINCE)
    adopt_programme(make.SYSTEM, commune, make.edition(programme), terms)
    return {
        "officer": make.account("commune_officer", commune).username,
        "head": make.account("area_head", area, "Hồ Văn Phú").username,
        "password": make.PASSWORD,
        "area": area.pk,
    }
