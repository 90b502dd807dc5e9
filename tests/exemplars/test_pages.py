"""The pages of good models as officers, heads of areas, leaders and the province use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.exemplars.worlds import SORTING, WORDS, Village, draft, followed, shared, village
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.exemplars.services import withdraw_exemplar

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Village:
    return village(world)


def page(client: Client, name: str, *args: int, **query: str) -> str:
    answer = client.get(reverse(f"exemplars:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def given(**more: Any) -> dict[str, Any]:
    """What the form sends: two steps, the second row left empty between them."""
    said = {"base": 0, "title": WORDS.title, "cost_known": "none", "lines": [SORTING]}
    said |= {"step-1": "Họp tổ", "takes-1": "1", "in-1": "week", "step-3": "Trồng hoa"}
    said |= {f"step-{row}": "" for row in (2, 4, 5)}
    return said | {"contact_post": "Trưởng thôn", "contact_reach": "Nhà văn hóa"} | more


def whose(known: Village) -> str:
    unit = f"programme={known.adoption.pk}&unit=group:{known.group.pk}"
    return f"{reverse('exemplars:write')}?{unit}"


def test_the_whole_way_from_the_draft_to_who_follows_it(known: Village) -> None:
    head, officer, other = map(make.client, (known.head, known.officer, known.other_head))
    assert "Thôn 10" not in page(head, "write")
    answer = head.post(whose(known), given(), follow=True)
    assert "Đã lưu bản nháp" in answer.content.decode()
    made = Exemplar.objects.get()
    assert [(one.number, one.text) for one in made.steps.all()] == [
        (1, "Họp tổ"),
        (2, "Trồng hoa"),
    ]
    assert other.get(reverse("exemplars:exemplar", args=[made.pk])).status_code == 404
    share = {"base": made.version, "to": known.world.commune.pk}
    officer.post(reverse("exemplars:share", args=[made.pk]), share)
    told = page(other, "exemplar", made.pk)
    assert "4 → 18" in told
    assert "Làm theo ở đây" in told
    assert "Không tốn tiền" in told
    unit = {"unit": f"group:{known.other.pk}", "started_on": "16/11/2026"}
    answer = other.post(reverse("exemplars:adopt", args=[made.pk]), unit, follow=True)
    assert "23/11/2026" in answer.content.decode()
    trial = Replication.objects.get()
    tick = {"b1-base": 1, "b1-done_on": "20/11/2026", "b1-note": "Cả tổ dự"}
    other.post(reverse("exemplars:tick", args=[trial.pk, 1]), tick)
    assert "Xong ngày 20/11/2026" in page(other, "replication", trial.pk)
    assert "1/2 việc" in page(head, "exemplar", made.pk)


def test_more_rows_lose_nothing_that_was_typed(known: Village) -> None:
    head = make.client(known.head)
    answer = head.post(whose(known), given(them="1", story="Ngõ đầy cỏ"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Ngõ đầy cỏ" in shown
    assert 'name="step-8"' in shown
    assert re.search(rf'value="{SORTING}"[^>]* checked', shown)
    assert not Exemplar.objects.exists()


def test_markup_is_shown_as_it_was_typed_and_a_long_title_is_refused(known: Village) -> None:
    head = make.client(known.head)
    head.post(whose(known), given(title="<script>alert(1)</script>"))
    made = Exemplar.objects.get()
    shown = page(head, "exemplar", made.pk)
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    answer = head.post(whose(known), given(title="a" * 300))
    assert answer.status_code == 422
    assert "nhiều nhất 200 ký tự" in answer.content.decode()
    assert Exemplar.objects.count() == 1


def test_money_that_was_spent_needs_its_amount(known: Village) -> None:
    head = make.client(known.head)
    assert head.post(whose(known), given(cost_known="some")).status_code == 422
    head.post(whose(known), given(cost_known="some", cost="4.500.000"))
    head.post(whose(known), given(cost_known="unknown"))
    assert list(Exemplar.objects.order_by("pk").values_list("cost", flat=True)) == [4500000, None]


def test_the_draft_says_what_is_missing_before_it_can_be_shared(known: Village) -> None:
    head = make.client(known.head)
    head.post(whose(known), given(contact_post=""))
    made = Exemplar.objects.get()
    assert "hỏi ai" in page(head, "exemplar", made.pk)
    share = {"base": made.version, "to": known.world.commune.pk}
    answer = head.post(reverse("exemplars:share", args=[made.pk]), share)
    assert answer.status_code == 422


def test_of_two_who_write_at_once_the_second_keeps_what_was_typed_and_sees_where_it_differs(
    known: Village,
) -> None:
    made = draft(known)
    head, officer = make.client(known.head), make.client(known.officer)
    address = reverse("exemplars:rewrite", args=[made.pk])
    sent = given(base=1, title="Ngõ sạch") | {"step-2": "Trồng hoa", "step-3": ""}
    sent |= {f"in-{row}": "day" for row in range(2, 6)}
    assert head.post(address, sent | {"title": "Ngõ hoa"}).status_code == 302
    told = officer.post(address, sent)
    shown = told.content.decode()
    assert (told.status_code, "Ngõ sạch" in shown) == (409, True)
    assert "Vừa có người khác sửa, khác với bản này ở: Tên mô hình." in shown
    made.refresh_from_db()
    assert made.title == "Ngõ hoa"
    base = re.search(r'name="base" value="(\d+)"', shown)
    assert base is not None
    again = officer.post(address, sent | {"base": base[1]})
    made.refresh_from_db()
    assert (again.status_code, made.title, made.version) == (302, "Ngõ sạch", 3)


def test_a_model_that_was_withdrawn_meanwhile_is_not_rewritten(known: Village) -> None:
    made = shared(known)
    title, version = made.title, made.version
    withdraw_exemplar(known.as_head, made, "Đã mở đường", version)
    address = reverse("exemplars:rewrite", args=[made.pk])
    said = given(base=version, title="Ngõ đẹp")
    assert make.client(known.officer).post(address, said).status_code == 409
    made.refresh_from_db()
    assert made.title == title


def test_a_leader_reads_and_is_offered_nothing_to_change(known: Village) -> None:
    made = shared(known)
    leader = make.client(known.leader)
    assert WORDS.title in page(leader, "index")
    shown = page(leader, "exemplar", made.pk)
    assert "Làm theo ở đây" not in shown
    assert leader.get(reverse("exemplars:write")).status_code == 404
    assert leader.get(reverse("exemplars:adopt", args=[made.pk])).status_code == 404
    assert reverse("exemplars:index") in leader.get(reverse("home")).content.decode()


def test_the_province_reads_what_is_shared_in_it_and_no_draft(known: Village) -> None:
    made, hidden = shared(known), draft(known)
    province = make.client(known.province_officer)
    assert page(province, "index").count(WORDS.title) == 1
    page(province, "exemplar", made.pk)
    assert province.get(reverse("exemplars:exemplar", args=[hidden.pk])).status_code == 404


def test_the_comparison_says_what_is_not_reported(known: Village) -> None:
    trial = followed(known)
    shown = page(make.client(known.other_head), "replication", trial.pk)
    assert "chưa báo cáo" in shown
    assert "Ngừng hoạt động từ 01/09/2026" in shown


def test_the_library_asks_the_same_number_of_questions_for_any_number(
    known: Village, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = make.client(known.officer)
    for _one in range(6):
        shared(known)
    with django_assert_max_num_queries(30):
        assert page(officer, "index", q="duong hoa").count('<li class="card task">') == 6
