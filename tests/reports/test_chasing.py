"""Asking for missing reports: by hand, by the calendar, never of whoever has sent (F-40, F-39)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests import make
from tests.reports.worlds import Village, sent
from tuquan.accounts.models import Role
from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.notices.channels import using
from tuquan.notices.mail import Mail
from tuquan.notices.models import Notice
from tuquan.notices.services import send_alerts
from tuquan.reports.jobs import ask_to_remind
from tuquan.reports.models import Contact, Obligation
from tuquan.reports.queries.chasing import is_quiet, missing_reports
from tuquan.reports.services.chasing import Reminded, note_contact, remind, send_due_reminders


def at(day: str, hour: int = 9) -> datetime:
    """An instant in Vietnam."""
    return datetime.combine(date.fromisoformat(day), time(hour)).replace(
        tzinfo=timezone.get_default_timezone()
    )


def reminders(village: Village) -> list[tuple[str, str]]:
    """Who was reminded of what."""
    rows = Notice.objects.filter(code="report_reminder").order_by("pk")
    return [(one.account.name, one.params["title"]) for one in rows.select_related("account")]


def only_october(village: Village) -> Obligation:
    """Leave the group with October's report alone."""
    due = village.due()
    Obligation.objects.exclude(pk=due.pk).delete()
    return due


def test_a_reminder_reaches_those_who_write_and_is_written_down(village: Village) -> None:
    due = village.due()
    assert remind(village.reviewer, [due]) == Reminded(told=1)
    assert reminders(village) == [
        (village.leader.name, "Báo cáo tháng 10/2026"),
        (village.deputy.name, "Báo cáo tháng 10/2026"),
    ]
    contact = due.contacts.get()
    assert (contact.channel, contact.outcome, contact.by_name) == (
        "notice",
        "sent",
        village.officer.name,
    )
    change = Change.objects.get(action="reports.reminded")
    assert change.data == {"step": "2026-11-20"}


def test_nobody_is_reminded_twice_on_one_day_nor_after_sending(village: Village) -> None:
    due = village.due()
    remind(village.reviewer, [due])
    assert remind(village.reviewer, [due]) == Reminded(needless=1)
    with clock.pretending(at("2026-11-21")):
        assert remind(village.reviewer, [due]) == Reminded(told=1)
        sent(village)
        assert remind(village.reviewer, [due]) == Reminded(needless=1)
    assert len(reminders(village)) == 4


def test_a_group_without_an_account_is_named_as_unreachable(village: Village) -> None:
    village.leader.grants.update(effective_until=date(2026, 11, 1))
    village.deputy.grants.update(effective_until=date(2026, 11, 1))
    assert remind(village.reviewer, [village.due()]) == Reminded(unreachable=1)


def test_only_who_receives_a_report_or_heads_the_area_asks_for_it(village: Village) -> None:
    head = make.account(Role.AREA_HEAD, village.world.area)
    assert remind(make.actor(head), [village.due()]) == Reminded(told=1)
    strangers = (
        village.writer,
        make.actor(make.officer(village.world.neighbour)),
        make.actor(make.account(Role.AREA_HEAD, village.world.other_area)),
    )
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            remind(stranger, [village.due()])
        with pytest.raises(NotAllowed):
            note_contact(stranger, village.due(), "call", "promised")
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-01", 0),
        ("2026-11-02", 1),  # three days before the 5th
        ("2026-11-04", 1),  # the worker was off for two days: still worth sending
        ("2026-11-05", 0),
        ("2026-11-06", 1),  # the day after
        ("2026-11-09", 1),  # four days after
        ("2026-11-12", 0),
    ],
)
def test_reminders_go_out_on_the_days_of_the_programme(
    village: Village, day: str, told: int
) -> None:
    only_october(village)
    with clock.pretending(at(day)):
        assert send_due_reminders(make.SYSTEM) == told
        assert send_due_reminders(make.SYSTEM) == 0


def test_whoever_has_sent_is_not_reminded_by_the_calendar(village: Village) -> None:
    only_october(village)
    with clock.pretending(at("2026-11-06")):
        sent(village)
        assert send_due_reminders(make.SYSTEM) == 0
    assert reminders(village) == []


@pytest.mark.parametrize(
    ("hour", "quiet"), [(6, True), (7, False), (12, False), (20, False), (21, True), (23, True)]
)
def test_people_are_left_alone_at_night(village: Village, hour: int, quiet: bool) -> None:
    only_october(village)
    with clock.pretending(at("2026-11-06", hour)):
        assert is_quiet(clock.now()) is quiet
        assert (ask_to_remind() is None) is quiet
        send_due_reminders(make.SYSTEM)
    assert len(reminders(village)) == (0 if quiet else 2)


def test_letters_go_to_those_who_gave_an_address_and_only_by_day(
    village: Village, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    village.leader.email = "totruong@example.org"
    village.leader.save()
    with using(Mail()):
        with clock.pretending(at("2026-11-20", 22)):
            remind(village.reviewer, [village.due()])
            assert mail.outbox == []
        with clock.pretending(at("2026-11-21")):
            remind(village.reviewer, [village.due()])
    [letter] = mail.outbox
    assert letter.to == ["totruong@example.org"]
    assert letter.body == "“Báo cáo tháng 10/2026” chưa đến. Hạn là ngày 05/11/2026."
    assert sorted(village.due().contacts.values_list("channel", flat=True)) == [
        "email",
        "notice",
        "notice",
    ]


def test_the_head_of_the_area_is_told_of_what_is_missing_after_a_week(village: Village) -> None:
    only_october(village)
    with clock.pretending(at("2026-11-01")):
        head = make.account(Role.AREA_HEAD, village.world.area)
        elsewhere = make.account(Role.AREA_HEAD, village.world.other_area)
    for day, told in (("2026-11-11", 0), ("2026-11-12", 1), ("2026-11-13", 0)):
        with clock.pretending(at(day)):
            send_alerts(make.SYSTEM)
        found = Notice.objects.filter(code="reports_missing")
        assert found.filter(account=head, made_at__date=day).count() == told
    assert not Notice.objects.filter(code="reports_missing", account=elsewhere).exists()
    notice = Notice.objects.get(code="reports_missing", account=head)
    assert notice.params == {
        "title": "Báo cáo tháng 10/2026",
        "due": "2026-11-05",
        "count": 1,
    }


def test_a_contact_says_how_and_what_came_of_it(village: Village) -> None:
    due = village.due()
    with pytest.raises(Invalid) as refusal:
        note_contact(village.reviewer, due, "pigeon", "", "x" * 301)
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("contact_channel_missing", "channel"),
        ("contact_outcome_missing", "outcome"),
        ("text_too_long", "note"),
    ]
    note_contact(village.reviewer, due, "call", "promised", " gửi  tối nay ")
    contact = due.contacts.get()
    assert (contact.channel, contact.outcome, contact.note) == ("call", "promised", "gửi tối nay")


def test_the_list_begins_with_the_latest_and_leaves_out_what_was_sent(village: Village) -> None:
    sent(village)
    found = missing_reports(village.reviewer)
    assert [(one.owed.title, one.is_late) for one in found] == [
        ("Báo cáo tháng 9/2026", True),
        ("Khảo sát ban đầu", True),
    ]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    village: Village, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        missing_reports(village.reviewer)


def test_twenty_groups_are_chased_with_one_press_because_the_late_ones_are_ticked(
    village: Village,
) -> None:
    desk = make.client(village.officer)
    page = desk.get(reverse("reports:chase")).content.decode()
    assert page.count("checked") == len([o for o in missing_reports(village.reviewer) if o.is_late])
    ticked = [one.owed.obligation.pk for one in missing_reports(village.reviewer) if one.is_late]
    answer = desk.post(reverse("reports:remind"), {"chon": ticked}, follow=True)
    assert f"Đã nhắc {len(ticked)} nơi." in answer.content.decode()


def test_a_post_without_a_tick_says_so(village: Village) -> None:
    desk = make.client(village.officer)
    answer = desk.post(reverse("reports:remind"), {"chon": ["x", "²"]}, follow=True)
    assert "Hãy đánh dấu ít nhất một nơi." in answer.content.decode()


def test_the_log_of_a_report_keeps_every_call(village: Village) -> None:
    desk = make.client(village.officer)
    url = reverse("reports:contacts", args=[village.due().pk])
    assert desk.post(url, {"channel": "call"}).status_code == 422
    answer = desk.post(
        url, {"channel": "call", "outcome": "not_reached", "note": "máy bận"}, follow=True
    )
    assert "máy bận" in answer.content.decode()


def test_a_phone_number_becomes_one_tap(village: Village) -> None:
    village.leader.phone = "+84912345678"
    village.leader.save()
    desk: Client = make.client(village.officer)
    assert 'href="tel:+84912345678"' in desk.get(reverse("reports:chase")).content.decode()
