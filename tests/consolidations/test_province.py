"""The province: which communes are late, what they sent, yes or back (line 10; S1-20, S1-24, F-38).

F-40, F-53, F-59, F-60, F-63.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.consolidations.months import SORTING, TREES, Quarter
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.consolidations import queries
from tuquan.consolidations.services import (
    answer_as_second,
    ask_second_person,
    decide_sent,
    send_up,
    write_words,
)
from tuquan.core.answers import Answers
from tuquan.core.packs import canonical_json
from tuquan.core.programme.local import LocalTerms
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Contact, Obligation, Report
from tuquan.reports.services import open_periods
from tuquan.reports.services.chasing import note_contact

WORDS = Answers({"results": "Khá"})


@pytest.fixture
def province(case: Quarter) -> Actor:
    """Somebody who works for the province of our commune."""
    return make.actor(make.account("province_officer", case.world.province))


@pytest.fixture
def browser(case: Quarter) -> Client:
    """Another one, signed in."""
    return make.client(make.account("province_officer", case.world.province))


def decided(case: Quarter) -> Report:
    """The report behind the total of November, as it now stands."""
    return Report.objects.get(obligation=case.total())


def test_the_first_page_of_the_province_is_the_one_of_communes(browser: Client) -> None:
    url = reverse("consolidations:communes")
    assert browser.get("/").headers["Location"] == url
    assert browser.get(reverse("reports:desk")).headers["Location"] == "/"
    addresses = [item["url"] for item in browser.get(url).context["navigation"]]
    assert addresses[0] == url
    assert reverse("reports:desk") not in addresses
    assert reverse("residents:index") not in addresses


def test_it_begins_with_the_last_round_for_which_communes_owe_a_total(
    case: Quarter, browser: Client
) -> None:
    shown = browser.get(reverse("consolidations:communes")).context["chosen"]
    assert (shown.calendar.key, shown.period.key) == ("monthly", "2026-12")


def test_the_late_commune_stands_there_with_what_it_owes_and_how_long(
    case: Quarter, province: Actor, browser: Client
) -> None:
    [late] = queries.late_communes(province)
    assert late.place == case.world.commune
    owed = [(one.owed.obligation.calendar, one.owed.obligation.period_key) for one in late.missing]
    assert owed[0] == ("monthly", "2026-09")
    first = case.total("monthly", "2026-09")
    assert late.missing[0].owed.obligation == first
    assert late.days == -late.missing[0].owed.standing.days_left > 0
    assert late.contact == "Đỗ Thị Nga"
    shown = browser.get(reverse("consolidations:communes"))
    assert [one.place for one in shown.context["late"]] == [case.world.commune]
    text = shown.content.decode()
    assert reverse("consolidations:total", args=[first.pk]) in text
    assert reverse("reports:contacts", args=[first.pk]) in text


def test_what_is_sent_is_late_no_more_and_waits_for_the_province(
    case: Quarter, province: Actor, browser: Client
) -> None:
    sent = send_up(case.officer, case.total(), WORDS, 0)
    [late] = queries.late_communes(province)
    assert case.total() not in [one.owed.obligation for one in late.missing]
    assert queries.totals_waiting(province) == [(case.total(), sent)]
    shown = browser.get(reverse("consolidations:communes"))
    [(one, _title, version)] = shown.context["waiting"]
    assert (one, version) == (case.total(), sent)


def test_one_round_has_a_line_for_each_commune_the_most_urgent_first(
    case: Quarter, province: Actor, browser: Client
) -> None:
    world = case.world
    world_next = make.adoption(world.neighbour, make.S0)
    assert world_next.place == world.neighbour
    chosen = queries.round_of(case.owed(0, "2026-10"))
    [line] = queries.communes_in(province, world.province, chosen)
    assert (line.place, line.counts) == (
        world.commune,
        queries.Counts(owed=2, late=1, missing=1),
    )
    assert line.total == case.total("monthly", "2026-10")
    assert line.standing is not None
    assert line.standing.stage == "overdue"
    send_up(case.officer, case.total("monthly", "2026-10"), WORDS, 0)
    [line] = queries.communes_in(province, world.province, chosen)
    assert line.standing is not None
    assert line.standing.stage == "waiting"
    shown = browser.get(reverse("consolidations:communes"), {"ky": chosen.key})
    assert [one.place for one, _state, _words in shown.context["lines"]] == [world.commune]
    drill = f"{reverse('consolidations:complete')}?noi={world.commune.pk}&amp;ky="
    assert drill in shown.content.decode()


def test_from_the_commune_down_to_the_group_and_its_report(case: Quarter, browser: Client) -> None:
    october = queries.round_of(case.owed(0, "2026-10"))
    url = reverse("consolidations:complete")
    areas = browser.get(url, {"noi": str(case.world.commune.pk), "ky": october.key})
    assert [row.place for row in areas.context["rows"]] == [case.world.area]
    groups = browser.get(url, {"noi": str(case.world.area.pk), "ky": october.key})
    assert [(row.name, row.state) for row in groups.context["rows"]] == [
        ("Tổ 1", "late"),
        ("Tổ 2", "missing"),
    ]
    report = Report.objects.get(obligation=case.owed(0, "2026-10"))
    address = reverse("reports:detail", args=[report.pk])
    assert address in groups.content.decode()
    assert browser.get(address).status_code == 200


def test_households_of_communes_are_not_there_for_the_province(
    case: Quarter, browser: Client
) -> None:
    group = case.groups[0]
    household = group.memberships.select_related("household")[0].household
    assert browser.get(reverse("residents:index")).status_code == 404
    assert browser.get(reverse("residents:detail", args=[household.pk])).status_code == 404
    report = Report.objects.get(obligation=case.owed(0, "2026-10"))
    for address in (
        reverse("reports:detail", args=[report.pk]),
        reverse("groups:detail", args=[group.pk]),
        reverse("groups:area", args=[case.world.area.pk]),
    ):
        answer = browser.get(address)
        assert household.head_name not in answer.content.decode(), address


def test_the_province_next_door_sees_none_of_it(case: Quarter) -> None:
    other = make.place("Tỉnh Bên", "province")
    account = make.account("province_officer", other)
    stranger, browser = make.actor(account), make.client(account)
    assert queries.late_communes(stranger) == []
    send_up(case.officer, case.total(), WORDS, 0)
    assert queries.totals_waiting(stranger) == []
    url = reverse("consolidations:communes")
    assert browser.get(url).context["lines"] == []
    assert browser.get(url, {"noi": str(case.world.province.pk)}).status_code == 404
    decide = reverse("consolidations:decide", args=[case.total().pk])
    assert browser.post(decide, {"verdict": "approve", "seen": 1, "base": 1}).status_code == 404
    with pytest.raises(NotAllowed):
        decide_sent(stranger, case.total(), 1, decided(case).version, "approve")
    assert decided(case).state == "submitted"


def test_an_officer_of_a_commune_has_no_page_of_communes(case: Quarter) -> None:
    officer = make.client(make.officer(case.world.commune))
    assert officer.get(reverse("consolidations:communes")).status_code == 404


def test_the_province_accepts_a_total_on_its_page(case: Quarter, browser: Client) -> None:
    send_up(case.officer, case.total(), WORDS, 0)
    url = reverse("consolidations:total", args=[case.total().pk])
    decision = browser.get(url).context["decision"]
    assert (decision.as_second, decision.may_approve, decision.may_return) == (False, True, True)
    post = {"verdict": "approve", "seen": decision.seen, "base": decision.base}
    decide = reverse("consolidations:decide", args=[case.total().pk])
    assert browser.post(decide, post).headers["Location"] == url
    assert decided(case).state == "accepted"
    after = browser.get(url).context
    assert (after["decision"].may_approve, after["chip_state"]) == (False, "accepted")


def test_returned_it_goes_back_with_the_reason_and_comes_again(
    case: Quarter, province: Actor, browser: Client
) -> None:
    send_up(case.officer, case.total(), WORDS, 0)
    decide = reverse("consolidations:decide", args=[case.total().pk])
    base = decided(case).version
    post = {"verdict": "return", "seen": 1, "base": base}
    refused = browser.post(decide, post | {"reason": " "})
    assert refused.status_code == 422
    assert refused.context["decide_form"].errors["reason"]
    assert browser.post(decide, post | {"reason": "Thiếu số cây"}).status_code == 302
    assert (decided(case).state, decided(case).return_reason) == ("returned", "Thiếu số cây")
    officer = make.client(make.officer(case.world.commune))
    page = officer.get(reverse("consolidations:total", args=[case.total().pk]))
    assert (page.context["returned"], page.context["is_open"]) == ("Thiếu số cây", True)
    assert queries.totals_waiting(province) == []
    again = send_up(case.officer, case.total(), WORDS, decided(case).version, "Đã bổ sung")
    assert queries.totals_waiting(province) == [(case.total(), again)]


def test_nobody_decides_about_a_version_that_was_not_read(case: Quarter, province: Actor) -> None:
    send_up(case.officer, case.total(), WORDS, 0)
    base = decided(case).version
    send_up(case.officer, case.total(), WORDS, 0, "Ghi nhầm")
    with pytest.raises(Conflict) as refused:
        decide_sent(province, case.total(), 1, base, "approve")
    assert refused.value.problem.code == "total_sent_anew"
    assert decided(case).state == "submitted"
    assert decide_sent(province, case.total(), 2, base, "approve").state == "accepted"


def test_the_commune_does_not_accept_its_own_total(case: Quarter) -> None:
    send_up(case.officer, case.total(), WORDS, 0)
    with pytest.raises(NotAllowed):
        decide_sent(case.officer, case.total(), 1, decided(case).version, "approve")
    with pytest.raises(Invalid):
        send_up(case.officer, case.total(), WORDS, 1)
    assert decided(case).state == "submitted"


def test_the_last_contact_with_a_late_commune_stands_beside_it(
    case: Quarter, province: Actor, browser: Client
) -> None:
    note_contact(province, case.total("monthly", "2026-09"), "call", "promised")
    shown = browser.get(reverse("consolidations:communes"))
    [late] = shown.context["late"]
    assert late.missing[0].last == Contact.objects.get()
    assert province.name in shown.content.decode()


def test_the_second_person_says_yes_on_the_page_of_the_total(case: Quarter) -> None:
    """F-63, S0-19: from the list of what waits, to the total, to sending it up."""
    obligation = second_wanted(case)
    ask_second_person(case.officer, obligation, WORDS, 0)
    other = make.client(make.account("commune_officer", case.world.commune, "Phạm Quý Ổn"))
    listed = other.get(reverse("approvals:index")).context["items"]
    url = reverse("consolidations:total", args=[obligation.pk])
    assert [(one.subject.title, one.subject.url) for one in listed] == [("Xã Minh Sơn", url)]
    decision = other.get(url).context["decision"]
    assert (decision.as_second, decision.may_approve, decision.is_stale) == (True, True, False)
    post = {"verdict": "approve", "as_second": "1", "seen": decision.seen, "base": 0}
    decide = reverse("consolidations:decide", args=[obligation.pk])
    assert other.post(decide, post).status_code == 302
    assert other.get(reverse("approvals:index")).context["items"] == []
    version = Report.objects.get(obligation=obligation).version
    assert send_up(case.officer, obligation, WORDS, version).version == 1


def test_the_second_person_gives_it_back_and_the_reason_stands_there(case: Quarter) -> None:
    obligation = second_wanted(case)
    ask_second_person(case.officer, obligation, WORDS, 0)
    other = make.actor(make.officer(case.world.commune))
    with pytest.raises(Invalid):
        answer_as_second(other, obligation, 0, "return", "")
    answer_as_second(other, obligation, 0, "return", "Xem lại số cây")
    officer = make.client(make.officer(case.world.commune))
    page = officer.get(reverse("consolidations:total", args=[obligation.pk]))
    assert "Xem lại số cây" in page.content.decode()
    with pytest.raises(Conflict) as refused:
        answer_as_second(other, obligation, 0, "return", "Lần nữa")
    assert refused.value.problem.code == "total_nobody_asks"


def test_what_changed_since_the_second_person_was_asked_takes_another_question(
    case: Quarter,
) -> None:
    obligation = second_wanted(case)
    report = ask_second_person(case.officer, obligation, WORDS, 0)
    write_words(case.officer, obligation, Answers({"results": "Tốt"}), report.version)
    account = make.officer(case.world.commune)
    url = reverse("consolidations:total", args=[obligation.pk])
    decision = make.client(account).get(url).context["decision"]
    assert (decision.is_stale, decision.may_approve, decision.may_return) == (True, False, True)
    with pytest.raises(Conflict) as refused:
        answer_as_second(make.actor(account), obligation, decision.seen, "approve")
    assert refused.value.problem.code == "total_changed_meanwhile"


def test_who_asks_is_no_second_person_and_the_province_is_none_either(
    case: Quarter, province: Actor
) -> None:
    obligation = second_wanted(case)
    ask_second_person(case.officer, obligation, WORDS, 0)
    make.officer(case.world.commune)
    seen = queries.decision_on(case.officer, obligation, 0)
    assert seen is not None
    assert not seen.may_approve
    with pytest.raises(NotAllowed):
        answer_as_second(province, obligation, 0, "approve")


def second_wanted(case: Quarter) -> Obligation:
    """The total of October where the place wants a second person for totals."""
    obligation = case.total("monthly", "2026-10")
    terms = replace(LocalTerms(), second_person=("totals",))
    Adoption.objects.filter(pk=obligation.adoption_id).update(local_terms=canonical_json(terms))
    return case.total("monthly", "2026-10")


def test_communes_that_owe_nothing_in_the_round_are_named(case: Quarter, browser: Client) -> None:
    shown = browser.get(reverse("consolidations:communes"))
    assert shown.context["idle"] == [case.world.neighbour]


def test_all_communes_together_stand_beside_the_period_before(
    case: Quarter, province: Actor
) -> None:
    send_up(case.officer, case.total(), WORDS, 0)
    shown = queries.received_in(province, case.world.province, case.total())
    rows = {row.line.key: row.previous for row in shown.total.rows}
    assert (rows[TREES], rows[SORTING]) == (3, 12)


def test_two_communes_take_as_many_questions_as_one(
    case: Quarter, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = reverse("consolidations:communes")
    asked = {"ky": queries.round_of(case.owed(0, "2026-10")).key}
    browser.get(url, asked)
    with CaptureQueriesContext(connection) as one:
        browser.get(url, asked)
    neighbour = case.world.neighbour
    make.adoption(neighbour, make.S0, date(2026, 9, 1))
    make.adoption(neighbour, make.S1, date(2026, 9, 1))
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-08-20")
        make.groups(case.world.neighbour_area, 50)
    open_periods(make.SYSTEM)
    with CaptureQueriesContext(connection) as two:
        shown = browser.get(url, asked)
    places = [one.place for one, _state, _words in shown.context["lines"]]
    assert set(places) == {case.world.commune, neighbour}
    assert len(shown.context["late"]) == 2
    assert len(two) == len(one)
