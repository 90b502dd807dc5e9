"""Notices: told once, read by their owner alone (F-21)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Account
from tuquan.accounts.queries import accounts_permitted
from tuquan.accounts.services import end_grant
from tuquan.base.actor import Actor
from tuquan.base.errors import NotAllowed
from tuquan.base.texts.notices import NOTICES, say_next_step, say_notice
from tuquan.notices.models import Notice
from tuquan.notices.queries import own_notices, unread_count
from tuquan.notices.services import mark_all_read, mark_read, send_alerts, tell

PARAMS = {"body": "Ban <b>Chỉ đạo</b>", "since": date(2026, 11, 1)}


def told(account: Account, key: str = "one", url: str = "/to-chuc/") -> Notice:
    tell([account], "chair_vacant", PARAMS, url, key)
    return Notice.objects.get(account=account, key=key)


@pytest.fixture
def officer(world: make.World) -> Account:
    return make.officer(world.commune)


def test_everybody_is_told_of_a_matter_once(world: make.World, officer: Account) -> None:
    other = make.officer(world.neighbour)
    assert tell([officer], "chair_vacant", PARAMS, "/to-chuc/", "one") == 1
    assert tell([officer, other], "chair_vacant", PARAMS, "/to-chuc/", "one") == 1
    assert tell([officer, other, other], "chair_vacant", PARAMS, "/to-chuc/", "two") == 2
    assert unread_count(make.actor(officer)) == 2
    assert Notice.objects.count() == 4


def test_what_was_read_is_not_told_again(officer: Account) -> None:
    mark_read(make.actor(officer), told(officer))
    assert tell([officer], "chair_vacant", PARAMS, "/to-chuc/", "one") == 0
    assert unread_count(make.actor(officer)) == 0


def test_a_notice_is_said_with_days_as_people_write_them(officer: Account) -> None:
    notice = told(officer)
    notice.refresh_from_db()
    assert notice.params == {"body": "Ban <b>Chỉ đạo</b>", "since": "2026-11-01"}
    assert "01/11/2026" in say_notice(notice.code, notice.params)


def test_nobody_marks_the_notice_of_somebody_else(world: make.World, officer: Account) -> None:
    notice = told(officer)
    with pytest.raises(NotAllowed):
        mark_read(make.actor(make.officer(world.commune)), notice)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_first_reading_counts(officer: Account) -> None:
    notice = told(officer)
    mark_read(make.actor(officer), notice)
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    mark_read(make.actor(officer), notice)
    notice.refresh_from_db()
    assert notice.read_at == first


def test_marking_all_leaves_the_notices_of_others(world: make.World, officer: Account) -> None:
    other = make.officer(world.commune)
    for account in (officer, other):
        told(account)
        told(account, "two")
    assert mark_all_read(make.actor(officer)) == 2
    assert unread_count(make.actor(other)) == 2
    assert mark_all_read(Actor.anonymous()) == 0


def test_a_visitor_and_the_system_have_no_inbox(officer: Account) -> None:
    told(officer)
    assert not own_notices(Actor.anonymous()).exists()
    assert unread_count(make.SYSTEM) == 0


def test_only_the_system_sends_alerts(officer: Account) -> None:
    with pytest.raises(NotAllowed):
        send_alerts(make.actor(officer))


def test_accounts_are_found_by_what_they_may_do_and_where(world: make.World) -> None:
    ours, theirs = make.officer(world.commune), make.officer(world.neighbour)
    head = make.account("area_head", world.area)
    gone = make.officer(world.commune)
    end_grant(make.SYSTEM, gone.grants.get())
    locked = make.officer(world.commune)
    Account.objects.filter(pk=locked.pk).update(is_active=False)
    assert list(accounts_permitted("bodies.manage", world.area.path)) == [ours]
    assert list(accounts_permitted("bodies.view", world.area.path)) == [ours, head]
    assert list(accounts_permitted("bodies.view", world.commune.path)) == [ours]
    assert list(accounts_permitted("bodies.manage", world.neighbour.path)) == [theirs]


PLAIN = {
    **{"name": "An", "post": "Trưởng ban", "body": "Ban", "title": "Báo cáo", "count": 2},
    **{"group": "Tổ 1", "award": "Khen thưởng", "number": "01/QĐ-UBND"},
}


@pytest.mark.parametrize("code", sorted(NOTICES))
def test_every_notice_has_a_sentence_and_a_next_step(code: str) -> None:
    params = {name: "2026-11-01" for name in ("since", "until", "due")}
    words = say_notice(code, params | PLAIN)
    assert "01/11/2026" in words
    assert say_next_step(code)


@pytest.fixture
def browser(officer: Account) -> Client:
    return make.client(officer)


def test_the_inbox_shows_the_latest_first_and_marks_what_is_new(
    officer: Account, browser: Client
) -> None:
    mark_read(make.actor(officer), told(officer))
    told(officer, "two")
    page = browser.get(reverse("notices:inbox"))
    assert [notice.key for notice, _words, _step in page.context["lines"]] == ["two", "one"]
    assert page.context["unread"] == 1
    text = str(page.content, "utf-8")
    assert "&lt;b&gt;" in text
    assert "<b>Chỉ đạo" not in text


def test_opening_a_notice_marks_it_and_leads_to_the_work(officer: Account, browser: Client) -> None:
    notice = told(officer)
    answer = browser.post(reverse("notices:open", args=[notice.pk]))
    assert answer["Location"] == "/to-chuc/"
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", ""])
def test_a_notice_never_leads_out_of_here(officer: Account, browser: Client, url: str) -> None:
    notice = told(officer, url=url)
    answer = browser.post(reverse("notices:open", args=[notice.pk]))
    assert answer["Location"] == reverse("notices:inbox")


def test_the_notice_of_somebody_else_does_not_exist(world: make.World, browser: Client) -> None:
    notice = told(make.officer(world.commune))
    assert browser.post(reverse("notices:open", args=[notice.pk])).status_code == 404


def test_all_are_read_by_one_button(officer: Account, browser: Client) -> None:
    told(officer)
    told(officer, "two")
    assert browser.post(reverse("notices:read_all"), follow=True).context["unread"] == 0


def test_a_leader_reads_notices_on_the_phone(world: make.World) -> None:
    leader = make.leader(make.groups(world.area)[0])
    told(leader)
    page = make.client(leader).get(reverse("notices:inbox"))
    assert page.context["layout"] == "base/phone.html"
