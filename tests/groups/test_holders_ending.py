"""Posts that end, are bridged and handed over; who may sign in (S0-12, F-21, F-25)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import (
    acting_too_long,
    handed_to,
    led_groups,
    left_behind,
    past_posts,
    people_of,
)
from tuquan.groups.services import (
    NamedHolder,
    end_tenure,
    hand_over,
    name_acting,
    name_holder,
)

TODAY, START, END = date(2026, 11, 20), date(2026, 6, 1), date(2028, 12, 1)
BAY, ANH = "Trần Đình Bảy", "Lò Thị Ánh"


@pytest.fixture
def group(world: make.World) -> ResidentGroup:
    make.adoption(world.commune)
    return make.groups(world.area)[0]


@pytest.fixture
def leader(group: ResidentGroup) -> NamedHolder:
    return name_holder(make.SYSTEM, group, "leader", BAY, START, END)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def test_a_post_that_ends_is_vacant_and_its_access_gone(
    group: ResidentGroup, leader: NamedHolder
) -> None:
    end_tenure(make.SYSTEM, leader.tenure, date(2026, 11, 18), "Chuyển đi", "Chìa khóa\n\n ở nhà")
    kept = Tenure.objects.get()
    assert (kept.ended_on, kept.end_reason, kept.handover) == (
        date(2026, 11, 18),
        "Chuyển đi",
        "Chìa khóa\n\nở nhà",
    )
    assert people_of(group) == []
    assert actor_for(leader.account).grants == ()
    change = Change.objects.get(action="groups.tenure_ended")
    assert (change.path, change.data) == (
        group.path,
        {"position": "leader", "tenure": leader.tenure.pk},
    )


@pytest.mark.parametrize(
    ("on", "reason", "expected"),
    [
        (date(2026, 11, 21), "Nghỉ", [("day_not_come", "on")]),
        (date(2026, 5, 31), "Nghỉ", [("day_before_beginning", "on")]),
        (TODAY, " ", [("end_reason_missing", "reason")]),
        (TODAY, "x" * 201, [("words_too_long", "reason")]),
        (date(2026, 11, 21), "", [("end_reason_missing", "reason"), ("day_not_come", "on")]),
    ],
)
def test_an_end_that_cannot_be_is_refused(
    leader: NamedHolder, on: date, reason: str, expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refusal:
        end_tenure(make.SYSTEM, leader.tenure, on, reason)
    assert codes(refusal) == expected
    assert Tenure.objects.current().count() == 1


def test_the_second_of_two_officers_cannot_end_it_again(leader: NamedHolder) -> None:
    seen_by_the_other = Tenure.objects.get()
    end_tenure(make.SYSTEM, leader.tenure, TODAY, "Nghỉ")
    with pytest.raises(Conflict) as conflict:
        end_tenure(make.SYSTEM, seen_by_the_other, TODAY, "Chuyển đi")
    assert conflict.value.problem.code == "tenure_ended_already"
    assert Tenure.objects.get().end_reason == "Nghỉ"


def test_the_officer_next_door_ends_and_hands_over_nothing(
    world: make.World, group: ResidentGroup, leader: NamedHolder
) -> None:
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        end_tenure(stranger, leader.tenure, TODAY, "Nghỉ")
    with pytest.raises(NotAllowed):
        hand_over(stranger, leader.tenure, ANH, TODAY, END, "")
    with pytest.raises(NotAllowed):
        name_acting(stranger, group, "deputy", ANH, TODAY)
    assert [one.holder_name for one in people_of(group)] == [BAY]


def test_somebody_acts_for_six_months_until_the_next_is_named(group: ResidentGroup) -> None:
    acting = name_acting(make.SYSTEM, group, "leader", ANH, date(2026, 8, 31))
    kept = acting.tenure
    assert (kept.acting, kept.term_until, kept.filled_by) == (True, date(2027, 2, 28), "")
    assert list(led_groups(actor_for(acting.account))) == [group]
    assert not acting_too_long(kept, date(2027, 2, 28))
    assert acting_too_long(kept, date(2027, 3, 1))
    name_holder(make.SYSTEM, group, "leader", BAY, TODAY, END)
    assert [(one.holder_name, one.acting) for one in people_of(group)] == [(BAY, False)]
    assert actor_for(Account.objects.get(pk=acting.account.pk)).grants == ()


def test_nobody_acts_where_somebody_holds_the_post(
    group: ResidentGroup, leader: NamedHolder
) -> None:
    with pytest.raises(Conflict) as conflict:
        name_acting(make.SYSTEM, group, "leader", ANH, TODAY)
    assert conflict.value.problem.code == "position_not_vacant"
    assert [one.holder_name for one in people_of(group)] == [leader.tenure.holder_name]


def test_a_post_is_handed_over_with_what_the_next_one_must_know(
    world: make.World, group: ResidentGroup, leader: NamedHolder
) -> None:
    make.adoption(world.commune, make.S1)
    make.obligation(group, "monthly")
    named = hand_over(make.SYSTEM, leader.tenure, ANH, TODAY, END, "Sổ quỹ ở nhà văn hóa")
    before = Tenure.objects.get(pk=leader.tenure.pk)
    assert (before.ended_on, before.handover) == (TODAY, "Sổ quỹ ở nhà văn hóa")
    assert actor_for(leader.account).grants == ()
    assert list(led_groups(actor_for(named.account))) == [group]
    left = left_behind(before)
    assert (left.note, left.households) == ("Sổ quỹ ở nhà văn hóa", 0)
    assert [one.code for one in left.work] == ["reports_to_write"]
    assert left.work[0].count == group.obligations.count()
    assert handed_to(group, named.account.pk) == [before]
    change = Change.objects.get(action="groups.handed_over")
    assert change.data == {
        "position": "leader",
        "tenure": named.tenure.pk,
        "before": leader.tenure.pk,
    }


def test_a_hand_over_that_cannot_be_changes_nothing(
    group: ResidentGroup, leader: NamedHolder
) -> None:
    with pytest.raises(Invalid) as refusal:
        hand_over(make.SYSTEM, leader.tenure, "trần đình  bảy", TODAY, TODAY, "x" * 4001)
    assert codes(refusal) == [
        ("term_ends_before_it_begins", "term_until"),
        ("words_too_long", "handover"),
        ("handed_to_the_same", "name"),
    ]
    assert [one.holder_name for one in people_of(group)] == [BAY]
    assert list(led_groups(actor_for(leader.account))) == [group]


def test_what_has_ended_is_not_handed_over(leader: NamedHolder) -> None:
    end_tenure(make.SYSTEM, leader.tenure, TODAY, "Nghỉ")
    with pytest.raises(Conflict):
        hand_over(make.SYSTEM, leader.tenure, ANH, TODAY, END, "")
    assert not Account.objects.filter(name=ANH).exists()


def test_the_history_says_who_when_and_how_it_ended(
    group: ResidentGroup, leader: NamedHolder
) -> None:
    named = hand_over(make.SYSTEM, leader.tenure, ANH, TODAY, END, "")
    end_tenure(make.SYSTEM, named.tenure, TODAY, "Sức khỏe")
    past = past_posts(make.SYSTEM, group)
    assert [(one.tenure.holder_name, one.tenure.end_reason, one.successor) for one in past] == [
        (ANH, "Sức khỏe", ""),
        (BAY, "", ANH),
    ]


def test_two_leaders_at_once_are_impossible(group: ResidentGroup, leader: NamedHolder) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenure.objects.create(group=group, position="leader", holder_name=ANH, term_from=START)


def test_the_second_of_two_officers_sees_who_was_named_meanwhile(group: ResidentGroup) -> None:
    name_holder(make.SYSTEM, group, "leader", BAY, START, END, seen=[])
    with pytest.raises(Conflict) as conflict:
        name_holder(make.SYSTEM, group, "leader", ANH, START, END, seen=[])
    assert (conflict.value.problem.code, conflict.value.problem.params) == (
        "position_taken_meanwhile",
        {"name": BAY},
    )
    assert [one.holder_name for one in people_of(group)] == [BAY]


@pytest.mark.parametrize(
    ("name", "code"), [("N" * 300, "words_too_long"), ("<b>Lò Thị Ánh</b>", "text_with_markup")]
)
def test_a_name_of_300_signs_or_with_markup_is_refused(
    group: ResidentGroup, name: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        name_holder(make.SYSTEM, group, "leader", name, START, END)
    assert codes(refusal) == [(code, "name")]
    assert not Tenure.objects.exists()


def test_how_somebody_came_to_the_post_is_one_of_three_words(group: ResidentGroup) -> None:
    elected = name_holder(make.SYSTEM, group, "leader", BAY, START, END)
    assert elected.tenure.filled_by == "elected"
    with pytest.raises(Invalid) as refusal:
        name_holder(make.SYSTEM, group, "deputy", ANH, START, END, filled_by="drawn")
    assert codes(refusal) == [("filled_by_unknown", "filled_by")]


def test_the_page_of_a_post_hands_it_over(
    world: make.World, group: ResidentGroup, leader: NamedHolder
) -> None:
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("groups:tenure", args=[leader.tenure.pk]))
    assert page.status_code == 200
    url = reverse("groups:hand_over", args=[leader.tenure.pk])
    data = {"name": "", "term_from": "20/11/2026", "handover": "Sổ quỹ ở nhà"}
    refused = officer.post(url, data)
    assert refused.status_code == 422
    assert list(refused.context["next_form"].errors) == ["name"]
    assert "Sổ quỹ ở nhà" in refused.content.decode()
    answer = officer.post(url, data | {"name": ANH})
    account = Account.objects.get(name=ANH)
    assert account.username in answer.content.decode()
    account.must_change_password = False
    account.save()
    phone = make.client(account).get(reverse("groups:households"))
    assert "Sổ quỹ ở nhà" in phone.content.decode()
    assert officer.post(url, data | {"name": "Phạm Quý Ổn"}).status_code == 409


def test_the_page_of_a_post_ends_it(
    world: make.World, group: ResidentGroup, leader: NamedHolder
) -> None:
    officer = make.client(make.officer(world.commune))
    url = reverse("groups:end_tenure", args=[leader.tenure.pk])
    refused = officer.post(url, {"on": "21/11/2026", "reason": "Chuyển nhà"})
    assert (refused.status_code, list(refused.context["end_form"].errors)) == (422, ["on"])
    assert "Chuyển nhà" in refused.content.decode()
    answer = officer.post(url, {"on": "20/11/2026", "reason": "Chuyển nhà"})
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("groups:detail", args=[group.pk]),
    )
    page = officer.get(answer["Location"])
    assert "Chuyển nhà" in page.content.decode()
    assert officer.get(reverse("groups:tenure", args=[leader.tenure.pk])).status_code == 200


def test_acting_is_named_from_the_page_for_six_months(
    world: make.World, group: ResidentGroup
) -> None:
    officer = make.client(make.officer(world.commune))
    form = officer.get(reverse("groups:detail", args=[group.pk])).context["holder_form"]
    data = {
        "position": "leader",
        "name": ANH,
        "term_from": "20/11/2026",
        "term_until": form["term_until"].value().strftime("%d/%m/%Y"),
        "acting": "on",
        "seen": "",
    }
    assert officer.post(reverse("groups:name_holder", args=[group.pk]), data).status_code == 200
    kept = Tenure.objects.get()
    assert (kept.acting, kept.term_until) == (True, date(2027, 5, 20))


def test_the_page_refuses_the_second_of_two_officers(
    world: make.World, group: ResidentGroup
) -> None:
    officer = make.client(make.officer(world.commune))
    url = reverse("groups:name_holder", args=[group.pk])
    data = {"position": "leader", "name": BAY, "term_from": "20/11/2026", "seen": ""}
    assert officer.post(url, data).status_code == 200
    assert officer.post(url, data | {"name": ANH}).status_code == 409
    assert [one.holder_name for one in people_of(group)] == [BAY]
