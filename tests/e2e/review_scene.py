"""A commune whose groups have sent October: some reports are as ever, some are odd.

It works backstage, on the data folder of an installation: see `test_review.py`.
"""

from __future__ import annotations

import os

from tests import make
from tests.reports.test_desk_oddities import usual
from tests.reports.worlds import filled
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods, submit_report

HOUSEHOLDS = 780
"""In groups of at most 30: more than twenty of them."""

ODD = 4


def make_commune() -> dict[str, object]:
    """Make the commune; who signs in how, how many reports wait, and one nobody sent."""
    os.environ["TUQUAN_TODAY"] = "2026-09-15"
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    make.adoption(commune, make.S1)
    groups = make.groups(area, HOUSEHOLDS)
    leaders = [make.leader(group, f"Lò Thị {group.number}") for group in groups]
    os.environ["TUQUAN_TODAY"] = "2026-11-20"
    open_periods(make.SYSTEM)
    told, *sent = zip(groups, leaders, strict=True)
    for number, (group, leader) in enumerate(sent):
        due = Obligation.objects.get(group=group, calendar="monthly", period_key="2026-10")
        answers = filled(due.form) if number < ODD else usual(due)
        submit_report(make.actor(leader), due, answers, 0)
    officers = [
        make.account("commune_officer", commune, name).username
        for name in ("Đỗ Thị Nga", "Hà Văn Sơn")
    ]
    missing = Obligation.objects.get(group=told[0], calendar="monthly", period_key="2026-10")
    return {
        "officers": officers,
        "password": make.PASSWORD,
        "waiting": len(sent),
        "missing": missing.pk,
        "leader": told[1].username,
    }
