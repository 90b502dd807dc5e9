"""Three communes before their first group, one for each programme that forms groups.

It works backstage, on the data folder of an installation: see `formation.py`.
"""

from __future__ import annotations

from tests import make
from tuquan.places.models import Place
from tuquan.programmes.services import AdoptionTerms, adopt_programme

COMMUNES = {
    "quynh-vinh-2019": ("Xã Yên Khê Hạ", "Thôn 6", 20),
    "tuyen-quang-2018": ("Xã Tân Lập Hạ", "Thôn 4", 16),
    "luc-ngan-2021": ("Xã Đồng Cốc Hạ", "Thôn Ngọt", 34),
}
"""By programme: the commune, its area, and how many households live there."""


def make_communes() -> dict[str, object]:
    """Make the communes; by programme, who signs in how, and the area."""
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    return {key: _commune(province, key) for key in COMMUNES}


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
