"""Who owes what now is one query, and a page for each role (F-38, F-39)."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import make, moves
from tests.reports import programmes_here as here
from tests.reports.programmes_here import S2
from tests.reports.worlds import Village, sent
from tuquan.base.actor import Actor
from tuquan.reports.models import Obligation
from tuquan.reports.queries.owing import owed_now
from tuquan.reports.services import open_periods, return_report


def owed(actor: Actor) -> list[tuple[str, str, str]]:
    return [
        (one.obligation.reporter_kind, one.obligation.calendar, one.obligation.period_key)
        for one in owed_now(actor)
    ]


def test_a_leader_sees_what_their_own_group_owes_the_oldest_first(village: Village) -> None:
    assert owed(village.writer) == [
        ("group", "monthly", "2026-09"),
        ("group", "baseline", "2026-01-01_2026-01-31"),
        ("group", "monthly", "2026-10"),
        ("group", "monthly", "2026-11"),
    ]
    first = owed_now(village.writer)[0]
    assert (first.reporter, first.where, first.contact) == ("Tổ 1", "Thôn 2", "Trần Đình Bảy")
    assert first.recipients == "Ban Chỉ đạo cấp xã, Ban Thường trực Ủy ban MTTQ cấp xã"
    assert (first.may_write, first.may_review) == (True, False)


def test_what_is_sent_is_owed_no_more_until_it_is_returned(village: Village) -> None:
    report = sent(village)
    assert ("group", "monthly", "2026-10") not in owed(village.writer)
    return_report(village.reviewer, report, report.version, "Xin xem lại")
    assert ("group", "monthly", "2026-10") in owed(village.writer)


def test_the_head_of_an_area_sees_its_groups_and_the_commune_its_own_totals_too(
    village: Village,
) -> None:
    head = make.actor(make.account("area_head", village.world.area))
    assert owed(head) == owed(village.writer)
    kinds = {(kind, calendar) for kind, calendar, _period in owed(village.reviewer)}
    assert kinds == {
        ("group", "baseline"),
        ("group", "monthly"),
        ("commune", "monthly"),
        ("commune", "quarterly"),
        ("commune", "half_yearly"),
    }
    by_kind = {one.obligation.reporter_kind: one for one in owed_now(village.reviewer)}
    assert (by_kind["group"].may_write, by_kind["group"].may_review) == (True, True)
    assert (by_kind["commune"].may_write, by_kind["commune"].may_review) == (True, False)
    assert by_kind["commune"].recipients.startswith("Ban Thường trực Ủy ban MTTQ tỉnh (")


def test_the_province_sees_what_communes_owe_and_no_group(village: Village) -> None:
    province = make.actor(make.account("province_officer", village.world.province))
    assert {kind for kind, _calendar, _period in owed(province)} == {"commune"}
    assert {one.may_review for one in owed_now(province)} == {True}


def test_nobody_next_door_sees_any_of_it(village: Village) -> None:
    world = village.world
    assert owed(make.actor(make.officer(world.neighbour))) == []
    assert owed(make.actor(make.account("area_head", world.other_area))) == []
    [theirs] = make.groups(world.neighbour_area)
    assert owed(make.actor(make.leader(theirs))) == []


def test_two_hundred_reports_take_as_many_queries_as_one(
    village: Village, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    month = village.due("2026-11")
    copies = []
    for number in range(200):
        copy = Obligation.objects.get(pk=month.pk)
        copy.pk, copy.period_key = None, f"{1800 + number}-01"
        copies.append(copy)
    Obligation.objects.bulk_create(copies)
    with django_assert_num_queries(5):
        assert len(owed_now(village.reviewer)) > 200


def test_each_role_has_the_page_with_its_own(village: Village) -> None:
    head = make.account("area_head", village.world.area)
    for account, count in ((village.leader, 4), (head, 4), (village.officer, 10)):
        page = make.client(account).get(reverse("reports:owing"))
        assert page.context["count"] == count
        assert sum(part["count"] for part in page.context["parts"]) == count
        assert "Tổ 1" in page.content.decode()
    leader = make.client(village.leader).get(reverse("reports:owing")).content.decode()
    month = village.due("2026-10")
    assert reverse("reports:write", args=[month.pk]) in leader
    assert reverse("reports:deadline", args=[month.pk]) not in leader


def test_the_page_shows_one_programme_when_asked(village: Village) -> None:
    here.adopted(village.world.commune, S2)
    here.groups_of(S2, village.world.other_area)
    open_periods(make.SYSTEM)
    browser = make.client(village.officer)
    whole = browser.get(reverse("reports:owing")).context
    assert {key for key, _name in whole["programmes"]} == {S2, make.S1}
    part = browser.get(reverse("reports:owing"), {"ct": S2}).context
    shown = {
        e["owed"].programme_key for p in part["parts"] for r in p["rounds"] for e in r["entries"]
    }
    assert (shown, part["chosen"]) == ({S2}, S2)
    assert part["count"] < whole["count"]


def test_the_page_says_what_is_not_open_and_leads_to_where_it_is_entered(
    village: Village,
) -> None:
    address = reverse("reports:owing")
    text = make.client(village.officer).get(address).content.decode()
    events = f"{reverse('programmes:events')}?noi={village.world.commune.pk}&amp;nam=2026"
    assert "Thôn 2, Thôn 10" in text
    assert events in text
    assert events not in make.client(village.leader).get(address).content.decode()


def test_a_reform_moves_what_areas_communes_and_bodies_owe(world: make.World) -> None:
    here.adopted(world.commune, here.S3, date(2026, 1, 1))
    here.adopted(world.commune, here.S4, date(2026, 6, 2))
    women = here.body(world.commune, "Hội Phụ nữ xã", "mass_organisation")
    open_periods(make.SYSTEM)
    new, what = moves.communes_merged(world)
    moves.follow(what)
    area = Obligation.objects.get(calendar="self_assessment", place=world.area)
    world.area.refresh_from_db()
    assert (area.commune, area.path) == (new, world.area.path)
    own = Obligation.objects.get(calendar="commune_half_year")
    assert (own.place, own.commune, own.path) == (new, new, new.path)
    assert own.reporter == f"place:{world.commune.pk}"
    half = Obligation.objects.get(calendar="organisation_half_year")
    assert (half.body, half.place, half.path) == (women, new, new.path)
