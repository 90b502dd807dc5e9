"""Several reports accepted at once (F-46, F-50, F-62): what would happen, then what did."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.test_desk_oddities import usual
from tests.reports.worlds import Village, filled
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_many, accept_report, add_remark, submit_report

OCTOBER = "monthly:2026-10"


@pytest.fixture
def desk(village: Village) -> Client:
    return make.client(village.officer)


@pytest.fixture
def four(village: Village, monkeypatch: pytest.MonkeyPatch) -> list[Obligation]:
    """October of four groups: two usual reports, an odd one, and one nobody has sent."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-10-05")
        others = make.groups(village.world.other_area, 90)
        leaders = [make.leader(group, f"Lò Thị {group.number}") for group in others]
    dues = [make.obligation(group, period_key="2026-10") for group in others]
    for due, leader, odd in zip(dues, leaders, (False, False, True), strict=True):
        answers = filled(due.form) if odd else usual(due)
        submit_report(make.actor(leader), due, answers, 0)
    return [*dues, village.due()]


def confirm(browser: Client, **query: Any) -> Any:
    response = browser.get(reverse("reports:accept_many"), {"ky": OCTOBER, **query})
    assert response.status_code == 200
    return response


def values(response: Any) -> list[str]:
    return [one.value for one in response.context["taken"]]


def version(report: Report) -> tuple[Report, int]:
    return report, report.version


def report_of(due: Obligation) -> Report:
    return Report.objects.get(obligation=due)


def test_all_without_anything_to_ask_about_are_offered_and_the_odd_one_is_left_out(
    four: list[Obligation], desk: Client
) -> None:
    page = confirm(desk, het="1")
    assert [one.row.obligation for one in page.context["taken"]] == four[:2]
    (left,) = page.context["left_out"]
    assert left.row.obligation == four[2]
    assert left.may_be_ticked
    assert left.why in page.content.decode()
    assert Report.objects.filter(state="accepted").count() == 0


def test_a_question_that_is_not_settled_leaves_a_report_out(
    village: Village, four: list[Obligation], desk: Client
) -> None:
    add_remark(village.reviewer, report_of(four[0]), "trees_planted", "Mười cây ở đâu?")
    page = confirm(desk, het="1")
    left = {one.row.obligation: one.why for one in page.context["left_out"]}
    assert left[four[0]] == say(Problem("left_out_asked"))


def test_ticked_rows_are_offered_and_those_that_do_not_wait_say_so(
    four: list[Obligation], desk: Client
) -> None:
    page = confirm(desk, chon=[four[0].pk, four[3].pk])
    assert [one.row.obligation for one in page.context["taken"]] == [four[0]]
    (left,) = page.context["left_out"]
    assert (left.row.obligation, left.may_be_ticked) == (four[3], False)
    assert left.why == say(Problem("left_out_not_waiting"))


def test_nothing_chosen_offers_nothing(four: list[Obligation], desk: Client) -> None:
    page = confirm(desk)
    assert (page.context["taken"], page.context["left_out"]) == ([], [])
    assert 'name="bao-cao"' not in page.content.decode()


def test_only_the_part_that_was_looked_at_is_offered(
    village: Village, four: list[Obligation], desk: Client
) -> None:
    assert values(confirm(desk, het="1", thon=village.world.area.pk)) == []
    assert len(values(confirm(desk, het="1", thon=village.world.other_area.pk))) == 2
    assert len(values(confirm(desk, het="1", ai="group"))) == 2


def test_what_is_ticked_is_accepted_and_leads_back_to_the_list(
    four: list[Obligation], desk: Client
) -> None:
    page = confirm(desk, het="1", loc="cho-duyet")
    done = desk.post(
        reverse("reports:accept_many"),
        {"bao-cao": values(page), "next": page.context["back"]},
    )
    assert done["Location"] == f"{reverse('reports:desk')}?ky=monthly%3A2026-10&loc=cho-duyet"
    states = [report_of(due).state for due in four[:3]]
    assert states == ["accepted", "accepted", "submitted"]
    records = Change.objects.filter(action="reports.accepted").order_by("pk")
    assert [one.data for one in records] == [{"period": "2026-10", "version": 2}] * 2


def test_an_odd_report_is_accepted_when_somebody_ticks_it(
    four: list[Obligation], desk: Client
) -> None:
    (left,) = confirm(desk, het="1").context["left_out"]
    desk.post(reverse("reports:accept_many"), {"bao-cao": [left.value]})
    assert report_of(four[2]).state == "accepted"


def test_a_report_that_changed_meanwhile_is_named_and_the_others_are_accepted(
    village: Village, four: list[Obligation], desk: Client
) -> None:
    page = confirm(desk, het="1")
    second = make.actor(make.account("commune_officer", village.world.commune, "Hà Văn Sơn"))
    accept_report(second, report_of(four[0]), 1)
    done = desk.post(reverse("reports:accept_many"), {"bao-cao": values(page)}, follow=True)
    html = done.content.decode()
    assert say(Problem("report_not_waiting", params={"by": "Hà Văn Sơn"})) in html
    assert four[0].group is not None
    assert f"{four[0].group.name} · " in html
    assert report_of(four[1]).state == "accepted"
    assert report_of(four[0]).version == 2


def test_pressing_without_a_tick_asks_again(four: list[Obligation], desk: Client) -> None:
    address = f"{reverse('reports:accept_many')}?ky={OCTOBER}&het=1"
    page = desk.post(address, {})
    assert page.status_code == 422
    assert say(Problem("nothing_chosen")) in page.content.decode()
    assert len(page.context["taken"]) == 2


@pytest.mark.parametrize("value", ["x", "1", "1:", "99999999:1", "0:x", ""])
def test_what_the_page_did_not_offer_is_not_found(desk: Client, value: str) -> None:
    assert desk.post(reverse("reports:accept_many"), {"bao-cao": [value]}).status_code == 404


def test_next_door_and_a_leader_accept_nothing(village: Village, four: list[Obligation]) -> None:
    report = report_of(four[0])
    chosen = {"bao-cao": [f"{report.pk}:1"]}
    neighbour = make.client(make.officer(village.world.neighbour))
    assert neighbour.post(reverse("reports:accept_many"), chosen).status_code == 404
    leader = make.client(village.leader)
    assert leader.get(reverse("reports:accept_many")).status_code == 404
    assert leader.post(reverse("reports:accept_many"), chosen).status_code == 404
    for account in (make.officer(village.world.neighbour), village.leader):
        with pytest.raises(NotAllowed):
            accept_many(make.actor(account), [version(report)])
    report.refresh_from_db()
    assert report.state == "submitted"


def test_nothing_is_accepted_from_an_empty_list(village: Village) -> None:
    with pytest.raises(Invalid) as refusal:
        accept_many(village.reviewer, [])
    assert [p.code for p in refusal.value.problems] == ["nothing_chosen"]


def test_the_outcome_names_every_report(village: Village, four: list[Obligation]) -> None:
    reports = [report_of(due) for due in four[:3]]
    outcome = accept_many(village.reviewer, [(reports[0], 1), (reports[1], 7), (reports[2], 1)])
    assert outcome.accepted == (reports[0], reports[2])
    ((refused, problem),) = outcome.refused
    assert (refused, problem.code) == (reports[1], "report_not_waiting")


def test_who_typed_a_report_in_leaves_it_to_a_colleague(
    village: Village, four: list[Obligation], desk: Client
) -> None:
    """Whoever wrote a report does not accept it while somebody else can (F-63)."""
    make.account("commune_officer", village.world.commune, "Hà Văn Sơn")
    due = four[3]
    submit_report(village.reviewer, due, usual(due), 0)
    left = {one.row.obligation: one.why for one in confirm(desk, het="1").context["left_out"]}
    assert left[due] == say(Problem("left_out_not_yours"))
    rows = desk.get(reverse("reports:desk"), {"ky": OCTOBER}).context["entries"]
    assert {entry["row"].obligation: entry["turn"] for entry in rows}[due] == ""


def test_the_only_officer_accepts_what_was_typed_in(
    village: Village, four: list[Obligation], desk: Client
) -> None:
    due = four[3]
    submit_report(village.reviewer, due, usual(due), 0)
    assert len(values(confirm(desk, het="1"))) == 3
