"""S1-21, F-67: the pages of an acceptance, as the officer, the head and the leader use them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.assessments.acceptance_worlds import Accepting, accepting, checked
from tuquan.assessments.models import Acceptance
from tuquan.assessments.services import accept_model, open_cycles
from tuquan.documents.models import OfficialDocument
from tuquan.programmes.services import UNITY_FESTIVAL, record_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Accepting:
    return accepting(world)


def address(name: str, acceptance: Acceptance) -> str:
    return reverse(f"assessments:{name}", args=[acceptance.pk])


def page(client: Client, name: str, acceptance: Acceptance) -> str:
    answer = client.get(address(name, acceptance))
    assert answer.status_code == 200
    return answer.content.decode()


def given(known: Accepting, **more: str) -> dict[str, str]:
    """The check as the form sends it."""
    return {
        "base": str(known.acceptance.version),
        "held_on": "12/11/2026",
        "board": str(known.board.pk),
        "present": "Lò Văn Điệp, Trưởng ban\nMai Thị Hường",
        "with_group": "on",
        "results": "Đường ngõ sạch.",
        **more,
    }


def test_the_whole_way_from_the_list_to_the_minutes(known: Accepting) -> None:
    officer, row = make.client(known.officer), known.acceptance
    assert address("acceptance", row) in officer.get(reverse("assessments:index")).content.decode()
    shown = page(officer, "acceptance", row)
    assert known.board.name in shown
    assert "Ngõ sạch tự quản" in shown
    officer.post(address("check_model", row), given(known))
    row.refresh_from_db()
    assert row.present == [
        {"name": "Lò Văn Điệp", "post": "Trưởng ban"},
        {"name": "Mai Thị Hường", "post": ""},
    ]
    shown = page(officer, "acceptance", row)
    assert "dòng 61" in shown
    officer.post(address("accept", row), {"base": "1"})
    row.refresh_from_db()
    assert row.state == "accepted"
    answer = officer.post(address("acceptance_minutes", row), {"nominees": "Hộ bà Hoà"})
    minutes = OfficialDocument.objects.get()
    assert answer.headers["Location"] == reverse("documents:detail", args=[minutes.pk])
    assert reverse("documents:detail", args=[minutes.pk]) in page(officer, "acceptance", row)


def test_the_form_begins_with_the_committee_of_the_programme_and_who_sits_in_it(
    known: Accepting,
) -> None:
    shown = page(make.client(known.officer), "acceptance", known.acceptance)
    assert f'<option value="{known.board.pk}" selected>' in shown


def test_what_is_missing_is_said_on_the_page_and_nothing_is_decided(known: Accepting) -> None:
    officer = make.client(known.officer)
    answer = officer.post(address("accept", known.acceptance), {"base": "0"})
    assert answer.status_code == 422
    wrong = officer.post(
        address("check_model", known.acceptance), given(known, held_on="01/01/2030")
    )
    assert wrong.status_code == 422
    assert "Đường ngõ sạch." in wrong.content.decode()
    known.acceptance.refresh_from_db()
    assert (known.acceptance.state, known.acceptance.version) == ("waiting", 0)


def test_of_two_officers_the_later_one_is_told(known: Accepting) -> None:
    checked(known)
    officer = make.client(known.officer)
    assert (
        officer.post(
            address("refuse", known.acceptance), {"base": "0", "reason": "Muộn"}
        ).status_code
        == 409
    )
    assert (
        officer.post(address("refuse", known.acceptance), {"base": "1", "reason": ""}).status_code
        == 422
    )
    assert (
        officer.post(
            address("refuse", known.acceptance), {"base": "1", "reason": "Thiếu đèn."}
        ).status_code
        == 302
    )
    assert "Thiếu đèn." in page(make.client(known.leader), "acceptance", known.acceptance)


def test_the_leader_reads_on_the_phone_and_writes_nothing(known: Accepting) -> None:
    leader, row = make.client(known.leader), known.acceptance
    assert address("acceptance", row) in leader.get(reverse("home")).content.decode()
    accept_model(known.as_officer, checked(known), 1)
    shown = page(leader, "acceptance", row)
    assert "Mai Thị Hường" not in shown
    for name in ("check_model", "accept", "refuse", "acceptance_minutes", "correct_acceptance"):
        assert address(name, row) not in shown


def test_a_decision_is_corrected_on_a_page_of_its_own(known: Accepting) -> None:
    officer, row = make.client(known.officer), known.acceptance
    assert officer.get(address("correct_acceptance", row)).status_code == 404
    accept_model(known.as_officer, checked(known), 1)
    assert "Đèn ngõ cuối chưa đủ." in page(officer, "correct_acceptance", row)
    sent = given(known, base="2", is_accepted="no", reason="")
    assert officer.post(address("correct_acceptance", row), sent).status_code == 422
    officer.post(address("correct_acceptance", row), sent | {"reason": "Đếm nhầm số hộ."})
    row.refresh_from_db()
    assert (row.state, row.reason, row.version) == ("not_accepted", "Đếm nhầm số hộ.", 3)
    assert page(officer, "acceptance", row).count("Đếm nhầm số hộ.") >= 2


def test_the_head_of_the_area_finds_the_text_for_the_festival(known: Accepting) -> None:
    head, row = make.client(known.head), known.acceptance
    assert head.get(address("festival", row)).status_code == 404
    accept_model(known.as_officer, checked(known), 1)
    assert head.post(address("told_at_festival", row)).status_code == 422
    assert reverse("programmes:events") in page(make.client(known.officer), "acceptance", row)
    record_event(make.SYSTEM, known.world.area, UNITY_FESTIVAL, date(2026, 11, 16))
    assert "16/11/2026" in page(head, "acceptance", row)
    assert "Mô hình được nghiệm thu ngày 12/11/2026." in page(head, "festival", row)
    head.post(address("told_at_festival", row))
    row.refresh_from_db()
    assert row.told_on == date(2026, 11, 16)


def test_the_list_asks_no_more_of_the_database_with_more_groups(
    known: Accepting, django_assert_max_num_queries: object
) -> None:
    make.groups(known.world.other_area, 100)
    open_cycles(make.SYSTEM)
    officer = make.client(known.officer)
    officer.get(reverse("assessments:index"))
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert officer.get(reverse("assessments:index")).status_code == 200
