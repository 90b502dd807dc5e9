"""Reports of something unforeseen: owed at once, due the same day, nobody named (S2-08)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.reports import programmes_here as here
from tests.reports.programmes_here import S2, S3, at
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation
from tuquan.reports.queries import owed_by, report_title
from tuquan.reports.services.incidents import begin_incident

TODAY = date(2026, 11, 20)


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    return here.adopted(world.commune, S2)


@pytest.fixture
def team(world: make.World, adoption: Adoption) -> ResidentGroup:
    return here.groups_of(S2, world.area)[0]


def test_an_incident_is_owed_from_now_until_the_end_of_the_day(
    adoption: Adoption, team: ResidentGroup
) -> None:
    actor = make.actor(make.leader(team))
    found = begin_incident(actor, adoption, "incident", team, date(2026, 11, 19))
    assert (found.kind, found.calendar, found.form_key) == (
        "incident",
        "incident/incident",
        "incident",
    )
    assert at("2026-11-20 00:00:00") < found.opens_at <= clock.now()
    assert found.due_at == at("2026-11-20 23:59:59")
    assert (found.reporter, found.group, found.path) == (f"group:{team.pk}", team, team.path)
    assert (found.period_key, found.locks_at) == ("2026-11-19_2026-11-20", None)
    assert [one["label"] for one in found.recipients] == ["Ban Chỉ đạo xã"]
    assert report_title(found) == "Báo cáo đột xuất của tổ"
    assert owed_by(actor, [team]) == [found]
    row = Change.objects.get(action="reports.incident_begun")
    assert (row.path, row.data) == (
        team.path,
        {"incident": "incident", "happened_on": "2026-11-19"},
    )


def test_two_incidents_of_a_day_are_two_reports(adoption: Adoption, team: ResidentGroup) -> None:
    for _time in range(3):
        begin_incident(make.SYSTEM, adoption, "incident", team, TODAY)
    found = Obligation.objects.order_by("pk").values_list("period_key", flat=True)
    assert list(found) == [
        "2026-11-20_2026-11-21",
        "2026-11-20_2026-11-21_2",
        "2026-11-20_2026-11-21_3",
    ]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 11, 21), "incident_in_future"), (date(2026, 10, 20), "incident_too_old")],
)
def test_the_day_is_neither_to_come_nor_long_ago(
    adoption: Adoption, team: ResidentGroup, day: date, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        begin_incident(make.SYSTEM, adoption, "incident", team, day)
    assert [(one.code, one.where) for one in refusal.value.problems] == [(code, "happened_on")]
    assert not Obligation.objects.exists()


def test_only_whoever_writes_for_the_group_begins_one(
    world: make.World, adoption: Adoption, team: ResidentGroup
) -> None:
    for stranger in (make.officer(world.neighbour), make.account("area_head", world.area)):
        with pytest.raises(NotAllowed):
            begin_incident(make.actor(stranger), adoption, "incident", team, TODAY)
    other = here.adopted(world.neighbour, S2)
    with pytest.raises(NotAllowed):
        begin_incident(make.SYSTEM, other, "incident", team, TODAY)
    with pytest.raises(Conflict) as conflict:
        begin_incident(make.SYSTEM, adoption, "flood", team, TODAY)
    assert conflict.value.problem.code == "incident_unknown"
    assert not Obligation.objects.exists()


def test_an_area_reports_only_where_a_programme_has_no_groups(
    world: make.World, adoption: Adoption
) -> None:
    with pytest.raises(NotAllowed):
        begin_incident(make.SYSTEM, adoption, "incident", world.area, TODAY)


def test_the_page_shows_the_numbers_first_and_leads_to_the_report(
    adoption: Adoption, team: ResidentGroup
) -> None:
    browser = make.client(make.leader(team))
    address = reverse("reports:incident")
    page = browser.get(address).content.decode()
    assert page.index("tel:113") < page.index("tel:114") < page.index("tel:115")
    assert page.index("tel:115") < page.index('name="happened_on"')
    what = f"{adoption.pk}:incident:group:{team.pk}"
    answer = browser.post(address, {"what": what, "happened_on": "20/11/2026"})
    made = Obligation.objects.get(kind="incident")
    assert answer["Location"] == reverse("reports:write", args=[made.pk])
    assert browser.get(answer["Location"]).status_code == 200


def test_the_page_refuses_what_it_did_not_offer(
    world: make.World, adoption: Adoption, team: ResidentGroup
) -> None:
    browser = make.client(make.leader(team))
    address, what = reverse("reports:incident"), f"{adoption.pk}:incident:group:{team.pk}"
    for posted in (
        {"what": "1:flood:group:1", "happened_on": "20/11/2026"},
        {"what": what, "happened_on": "21/11/2026"},
    ):
        assert browser.post(address, posted).status_code == 422
    officer = make.client(make.officer(world.commune))
    assert officer.get(address).context["offered"] == []
    assert not Obligation.objects.exists()


def test_where_no_programme_asks_for_one_the_page_says_so(world: make.World) -> None:
    here.adopted(world.commune, S3, date(2026, 1, 1))
    browser = make.client(make.account("area_head", world.area))
    page = browser.get(reverse("reports:incident"))
    assert page.context["offered"] == []
    assert "tel:115" in page.content.decode()
