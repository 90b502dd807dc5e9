"""The list of what waits for a person's yes, and the chain as a page shows it (F-59, F-60)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Role
from tuquan.approvals.models import Approval
from tuquan.approvals.queries import (
    Subject,
    chain_shown,
    items_of,
    key_of,
    possible_for,
    provide_subjects,
    value_of,
    waiting,
    waiting_for,
)
from tuquan.approvals.services import begin_approval, decide_approval
from tuquan.base.actor import Actor
from tuquan.core.approval import Chain, Step

COMMUNE = Step("commune", "reports.review", if_nobody="maker", label="Xã", label_en="Commune")
CHAIN = Chain((Step("area", "reports.endorse", label="Thôn"), COMMUNE))


@pytest.fixture(autouse=True)
def things(monkeypatch: pytest.MonkeyPatch) -> None:
    """Things with names, as an app above provides them; number 9 is gone."""

    def provider(actor: Actor, numbers: Sequence[int]) -> Mapping[int, Subject]:
        return {
            number: Subject("Số tổng hợp", f"Bản số {number}", f"/so/{number}/")
            for number in numbers
            if number != 9
        }

    monkeypatch.setattr(waiting, "_PROVIDERS", {})
    provide_subjects("tests.thing", provider)


def begun(world: make.World, number: int, chain: Chain = CHAIN, maker: str = "") -> Approval:
    return begin_approval(
        make.SYSTEM, f"tests.thing:{number}", world.area.path, chain, makers=[maker]
    )


def test_each_person_has_what_waits_at_their_own_step(world: make.World) -> None:
    """F-59, S0-19."""
    head = make.account(Role.AREA_HEAD, world.area)
    officer, neighbour = make.officer(world.commune), make.officer(world.neighbour)
    first = begun(world, 1)
    second = begun(world, 2, Chain((COMMUNE,)))
    begun(world, 9)
    assert {one.pk for one in waiting_for(make.actor(head))} >= {first.pk}
    assert list(waiting_for(make.actor(officer))) == [second]
    assert list(waiting_for(make.actor(neighbour))) == []
    assert list(waiting_for(make.SYSTEM)) == []
    page = make.client(head).get(reverse("approvals:index"))
    assert [(item.subject.title, item.step) for item in page.context["items"]] == [
        ("Bản số 1", "Thôn")
    ]
    assert 'href="/so/1/"' in page.content.decode()
    decide_approval(make.actor(head), first, "approve")
    assert set(waiting_for(make.actor(officer))) == {first, second}


def test_what_one_wrote_oneself_is_listed_with_the_reason(world: make.World) -> None:
    """F-60, F-63."""
    mine = make.officer(world.commune)
    make.account(Role.COMMUNE_OFFICER, world.commune, "Phạm Quý Ổn")
    begun(world, 3, Chain((COMMUNE,)), key_of(mine.pk))
    actor = make.actor(mine)
    (item,) = items_of(actor, waiting_for(actor))
    assert not item.may_decide
    assert "Phạm Quý Ổn" in item.why
    assert item.why in make.client(mine).get(reverse("approvals:index")).content.decode()


def test_a_list_with_nothing_in_it_says_so(world: make.World) -> None:
    page = make.client(make.officer(world.commune)).get(reverse("approvals:index"))
    assert page.status_code == 200
    assert page.context["items"] == []
    assert 'class="empty"' in page.content.decode()


def test_the_chain_on_a_page_names_who_said_what_and_why_not(world: make.World) -> None:
    """F-60, F-62."""
    head = make.actor(make.account(Role.AREA_HEAD, world.area, "Lò Thị Ánh"))
    officer = make.actor(make.officer(world.commune))
    row = begun(world, 4)
    decide_approval(head, row, "approve")
    decide_approval(officer, row, "return_one_step", "Hỏi lại tổ 2")
    value = value_of(row)
    shown = chain_shown(value, row, possible_for(officer, value, row.path))
    text = render_to_string("approvals/_chain.html", {"chain": shown})
    for words in ("Thôn", "Xã", "Lò Thị Ánh", "Hỏi lại tổ 2", shown.why):
        assert words in text


def test_a_yes_of_the_only_person_is_marked_on_the_page(world: make.World) -> None:
    only = make.actor(make.officer(world.commune))
    row = begun(world, 5, Chain((COMMUNE,)), key_of(only.user_id))
    (item,) = items_of(only, waiting_for(only))
    assert item.may_decide
    assert item.why
    decide_approval(only, row, "approve")
    row.refresh_from_db()
    text = render_to_string("approvals/_chain.html", {"chain": chain_shown(value_of(row), row)})
    assert text.count("Đỗ Thị Nga") == 1
    assert row.decisions.get().alone


def test_twenty_stand_on_a_page(world: make.World) -> None:
    officer = make.officer(world.commune)
    for number in range(100, 121):
        begun(world, number, Chain((COMMUNE,)))
    client = make.client(officer)
    first = client.get(reverse("approvals:index"))
    second = client.get(reverse("approvals:index"), {"page": "2"})
    assert (len(first.context["items"]), len(second.context["items"])) == (20, 1)
