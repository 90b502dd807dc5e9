"""Groups whose leaders have reported October and owe November: one group for each test.

It works backstage, on the data folder of an installation: see
`test_leader_report.py`.
"""

from __future__ import annotations

import os

from tests import make
from tests.reports.kinds import SAFE_FORM, install
from tests.reports.worlds import deputy_of, filled
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.services import AdoptionTerms, adopt_programme
from tuquan.reports.models import Obligation
from tuquan.reports.services import accept_report, open_periods, return_report, submit_report

HOUSEHOLDS = 240
"""In groups of at most 30."""


def make_leaders() -> dict[str, object]:
    """Make the commune; the password, and for each group its people and what it owes."""
    os.environ["TUQUAN_TODAY"] = "2026-10-02"
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    make.adoption(commune, make.S1)
    groups = make.groups(area, HOUSEHOLDS)
    people = [_people(group) for group in groups]
    every_kind = _group_asked_everything(province)
    os.environ["TUQUAN_TODAY"] = "2026-11-20"
    open_periods(make.SYSTEM)
    made = [_group(one, names, commune) for one, names in zip(groups, people, strict=True)]
    _give_back_october(groups[-1], commune)
    plain = _people(every_kind) | {"november": _due(every_kind, "monthly", "2026-11").pk}
    return {"password": make.PASSWORD, "groups": [*made, plain]}


def _group_asked_everything(province: Place) -> ResidentGroup:
    """A group of another commune that owes a report with every kind of question."""
    commune = make.place("Xã Yên Khê Thượng", "commune", province)
    (group,) = make.groups(make.place("Thôn Thượng", "area", commune))
    edition = install("an-toan", "Ngõ an toàn", "Safe lanes", SAFE_FORM)
    terms = AdoptionTerms(effective_from=make.SINCE, groups_of=make.edition(make.S0).programme)
    adopt_programme(make.SYSTEM, commune, edition, terms)
    return group


def _people(group: ResidentGroup) -> dict[str, str]:
    leader = make.leader(group, f"Lò Thị {group.number}")
    deputy = deputy_of(group, f"Hồ Văn {group.number}")
    deputy.set_password(make.PASSWORD)
    deputy.save()
    return {"leader": leader.username, "deputy": deputy.username}


def _group(group: ResidentGroup, people: dict[str, str], commune: Place) -> dict[str, object]:
    """The survey and October handed in; November is owed."""
    officer = make.actor(make.officer(commune))
    for calendar, figure in (("baseline", 2), ("monthly", 4)):
        due = _due(group, calendar, "2026-10" if calendar == "monthly" else None)
        writer = _writer(group)
        report = submit_report(writer, due, filled(due.form, figure), 0)
        accept_report(officer, report, report.version)
    return people | {"november": _due(group, "monthly", "2026-11").pk}


def _give_back_october(group: ResidentGroup, commune: Place) -> None:
    """The last group gets November back, with a reason at one line."""
    due = _due(group, "monthly", "2026-11")
    writer = _writer(group)
    report = submit_report(writer, due, filled(due.form, 4), 0)
    officer = make.actor(make.officer(commune))
    return_report(officer, report, 1, "Số cây hình như thiếu.", lines=("trees_planted",))


def _writer(group: ResidentGroup) -> Actor:
    account = group.tenures.get(position="leader").account
    assert account is not None
    return make.actor(account)


def _due(group: ResidentGroup, calendar: str, period: str | None) -> Obligation:
    owed = Obligation.objects.filter(group=group, calendar=calendar)
    return owed.get(period_key=period) if period else owed.get()
