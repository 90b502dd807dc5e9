"""F-111, F-25, S0-12: the change of a leader in one go; the old phone closes, nothing is lost."""

from __future__ import annotations

import json
import uuid
from datetime import date

import pytest

from tests import make
from tests.accounts.doors import bound, confirm, device, is_in, phone
from tuquan.accounts.models import Account, Grant, Role, SignInCard
from tuquan.accounts.queries import actor_for, closing_device
from tuquan.accounts.services import give_grant
from tuquan.audit.models import Change, Look
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import Care, ResidentGroup, Tenure
from tuquan.groups.queries import leader_of, led_groups
from tuquan.groups.services import change_leader, end_tenure, name_holder
from tuquan.outbox.models import StrayItem
from tuquan.reports.models import Obligation

TODAY = date(2026, 11, 20)
OLD, NEW = "Trần Đình Bảy", "Lò Thị Ánh"


@pytest.fixture
def group(world: make.World) -> ResidentGroup:
    """A group of our first area that works."""
    [found] = make.groups(world.area)
    return found


@pytest.fixture
def before(group: ResidentGroup) -> Account:
    """Its leader."""
    return make.leader(group, OLD)


def officer_of(world: make.World) -> Account:
    return make.officer(world.commune)


def test_one_step_moves_post_access_and_card(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    officer = make.actor(officer_of(world))
    named = change_leader(officer, group, f" {NEW} ", date(2026, 11, 15), "Chuyển đi nơi khác")
    assert named.tenure == leader_of(group)
    assert (named.tenure.holder_name, named.tenure.term_from) == (NEW, date(2026, 11, 15))
    past = Tenure.objects.exclude(ended_on=None).get()
    assert (past.holder_name, past.ended_on, past.end_reason) == (
        OLD,
        date(2026, 11, 15),
        "Chuyển đi nơi khác",
    )
    assert actor_for(before).grants == ()
    assert list(led_groups(actor_for(named.account))) == [group]
    assert not named.account.has_usable_password()
    assert named.card is not None
    browser = phone()
    assert confirm(browser, named.card) == 302
    assert is_in(browser)


def test_the_record_tells_each_part_without_names(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    officer = officer_of(world)
    since = Change.objects.latest("pk").pk
    named = change_leader(make.actor(officer), group, NEW, TODAY, "Hết nhiệm kỳ")
    rows = list(Change.objects.filter(pk__gt=since).order_by("pk"))
    assert [row.action for row in rows if row.action != "bodies.holder_added"] == [
        "accounts.created",
        "accounts.granted",
        "groups.holder_named",
        "accounts.grant_ended",
        "groups.handed_over",
        "accounts.card_made",
    ]
    handed = next(row for row in rows if row.action == "groups.handed_over")
    past = Tenure.objects.exclude(ended_on=None).get()
    assert (handed.path, handed.actor_id) == (group.path, officer.pk)
    assert handed.data == {
        "position": "leader",
        "tenure": named.tenure.pk,
        "before": past.pk,
    }
    assert not [row for row in rows if NEW in json.dumps(row.data, ensure_ascii=False)]


def test_reports_stay_with_the_group_and_the_new_leader_writes_them(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    make.adoption(world.commune, make.S1)
    owed = make.obligation(group)
    named = change_leader(make.SYSTEM, group, NEW, TODAY, "Hết nhiệm kỳ")
    assert owed in Obligation.objects.writable_by(actor_for(named.account))
    assert owed not in Obligation.objects.writable_by(actor_for(before))


def test_households_looked_after_go_to_the_new_leader(
    group: ResidentGroup, before: Account
) -> None:
    member = group.memberships.first()
    assert member is not None
    tenure = leader_of(group)
    assert tenure is not None
    Care.objects.all().give([tenure.pk], [member.household_id], TODAY)
    named = change_leader(make.SYSTEM, group, NEW, TODAY, "Hết nhiệm kỳ")
    assert Care.objects.current().get().tenure == named.tenure


def test_the_old_phone_signs_nobody_in_but_delivers_what_waits_to_the_officer(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    make.adoption(world.commune, make.S1)
    owed = make.obligation(group)
    browser = bound(before)
    change_leader(make.actor(officer_of(world)), group, NEW, TODAY, "Hết nhiệm kỳ")
    assert not is_in(browser)
    assert closing_device({"may": browser.cookies["may"].value}) == device(before)
    said = browser.get("/phien/").json()
    assert said["closed"]
    item = {
        "key": str(uuid.uuid4()),
        "kind": "report",
        "subject": f"obligation:{owed.pk}",
        "v": "1",
        "base": 0,
        "written_at": "2026-11-19T20:00:00+07:00",
        "data": {"answers": {"values": {}, "not_applicable": [], "notes": {}}, "nil": False},
    }
    sent = browser.post(
        "/may/gui/",
        json.dumps({"uid": before.pk, "items": [item]}),
        content_type="application/json",
        headers={"x-csrftoken": said["csrf"]},
    )
    assert sent.status_code == 200
    stray = StrayItem.objects.get()
    assert (stray.account, stray.path) == (before, group.path)
    assert list(StrayItem.objects.visible_to(make.actor(officer_of(world)))) == [stray]
    assert not StrayItem.objects.visible_to(make.actor(make.officer(world.neighbour)))


def test_the_old_leader_who_keeps_a_duty_elsewhere_keeps_phone_and_session(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    give_grant(make.SYSTEM, before, Role.AREA_HEAD, world.area)
    browser = bound(before)
    change_leader(make.SYSTEM, group, NEW, TODAY, "Hết nhiệm kỳ")
    assert is_in(browser)


def test_a_deputy_with_a_phone_needs_no_new_card(group: ResidentGroup, before: Account) -> None:
    deputy = name_holder(make.SYSTEM, group, "deputy", NEW, make.SINCE, None).account
    browser = bound(deputy)
    named = change_leader(make.SYSTEM, group, NEW, TODAY, "Hết nhiệm kỳ")
    assert (named.account, named.card) == (deputy, None)
    assert is_in(browser)


def test_somebody_at_a_desk_who_leads_a_group_gets_no_card(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    deputy = name_holder(make.SYSTEM, group, "deputy", NEW, make.SINCE, None).account
    give_grant(make.SYSTEM, deputy, Role.COMMUNE_OFFICER, world.commune)
    named = change_leader(make.actor(officer_of(world)), group, NEW, TODAY, "Hết nhiệm kỳ")
    assert named.card is None
    assert not SignInCard.objects.exists()


def test_a_vacant_group_gets_its_leader_the_same_way(group: ResidentGroup, before: Account) -> None:
    tenure = leader_of(group)
    assert tenure is not None
    end_tenure(make.SYSTEM, tenure, TODAY, "Đã mất")
    named = change_leader(make.SYSTEM, group, NEW, TODAY, "Đã mất")
    assert leader_of(group) == named.tenure
    assert named.card is not None


def test_an_officer_next_door_changes_nothing(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    neighbour = make.officer(world.neighbour)
    with pytest.raises(NotAllowed):
        change_leader(make.actor(neighbour), group, NEW, TODAY, "Hết nhiệm kỳ")
    leader = leader_of(group)
    assert leader is not None
    assert leader.holder_name == OLD
    assert Grant.objects.get(account=before).effective_until is None
    assert not Account.objects.filter(name=NEW).exists()


@pytest.mark.parametrize(
    ("name", "on", "reason", "until", "problems"),
    [
        (
            " ",
            date(2026, 11, 21),
            " ",
            date(2026, 11, 1),
            {
                ("leader_change_reason_missing", "reason"),
                ("holder_name_missing", "name"),
                ("term_ends_before_it_begins", "term_until"),
                ("day_not_come", "term_from"),
            },
        ),
        (NEW, date(2025, 12, 31), "x", None, {("day_before_beginning", "term_from")}),
        ("trần đình bảy", TODAY, "x", None, {("handed_to_the_same", "name")}),
    ],
)
def test_everything_wrong_is_said_at_once_beside_its_field(
    group: ResidentGroup,
    before: Account,
    name: str,
    on: date,
    reason: str,
    until: date | None,
    problems: set[tuple[str, str]],
) -> None:
    with pytest.raises(Invalid) as refusal:
        change_leader(make.SYSTEM, group, name, on, reason, term_until=until)
    assert {(p.code, p.where) for p in refusal.value.problems} == problems
    assert Tenure.objects.count() == 1


def test_of_two_officers_the_second_is_told_who_was_named(
    group: ResidentGroup, before: Account
) -> None:
    seen = leader_of(group)
    assert seen is not None
    change_leader(make.SYSTEM, group, NEW, TODAY, "Hết nhiệm kỳ", seen=seen.pk)
    with pytest.raises(Conflict, match="position_taken_meanwhile"):
        change_leader(make.SYSTEM, group, "H'Hen Niê", TODAY, "Hết nhiệm kỳ", seen=seen.pk)


# The page


def test_the_page_offers_heads_and_shows_the_card_once(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    browser = make.client(officer_of(world))
    address = f"/to/{group.pk}/doi-to-truong/"
    assert address in browser.get(f"/to/{group.pk}/").content.decode()
    page = browser.get(address).content.decode()
    member = group.memberships.select_related("household").first()
    assert member is not None
    assert f'<option value="{member.household.head_name.replace(chr(39), "&#x27;")}">' in page
    assert Look.objects.filter(purpose="groups.change_leader").count() == 20
    given = {"name": NEW, "term_from": "20/11/2026", "reason": "Hết nhiệm kỳ", "term_until": ""}
    shown = browser.post(address, given)
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    text = shown.content.decode()
    assert NEW in text
    assert '<svg viewBox="0 0' in text
    assert "style=" not in text


def test_what_was_typed_stays_when_the_page_refuses_it(
    world: make.World, group: ResidentGroup, before: Account
) -> None:
    browser = make.client(officer_of(world))
    given = {"name": NEW, "term_from": "30/11/2026", "reason": "Hết nhiệm kỳ"}
    answer = browser.post(f"/to/{group.pk}/doi-to-truong/", given)
    assert answer.status_code == 422
    assert f'value="{NEW}"' in answer.content.decode()
    assert 'id="leader_term_from_error"' in answer.content.decode()
