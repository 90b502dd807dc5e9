"""S1-05, S1-06, S1-07, S1-10, S1-11, S1-12: the model of an area or a group, and its notice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import make
from tests.formation.pledge_scene import TODAY, problems_in
from tuquan.audit.models import Change, Look
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.formation.models import SelfManagementModel as Model
from tuquan.formation.queries import models_by_area, notice_rows
from tuquan.formation.queries.themes import groups_and_subgroups
from tuquan.formation.services import ModelWords, alter_model, choose_model, end_model
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import name_holder
from tuquan.programmes.models import Adoption

pytestmark = pytest.mark.django_db

WORDS = ModelWords("environment", "Đường hoa", "Trồng hoa.\nDọn ngõ sáng thứ bảy.")
FRONT = "Ban công tác Mặt trận cùng trưởng thôn"


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    make.adoption(world.commune)
    return make.adoption(world.commune, make.S1)


def chosen(adoption: Adoption, world: make.World, **more: Any) -> Model:
    said = dict[str, Any](words=WORDS, chosen_on=TODAY, chosen_by=FRONT) | more
    return choose_model(make.SYSTEM, adoption, world.area, **said)


def test_the_model_of_a_whole_area_is_written_down(world: make.World, adoption: Adoption) -> None:
    model = chosen(adoption, world)
    assert (model.name, model.theme, model.group) == ("Đường hoa", "environment", None)
    assert model.content == "Trồng hoa.\nDọn ngõ sáng thứ bảy."
    assert (model.path, model.chosen_by) == (world.area.path, FRONT)
    change = Change.objects.get(action="formation.model_chosen")
    assert change.data == {"theme": "environment", "name": "Đường hoa"}


def test_an_area_may_have_many_groups_each_with_a_model(
    world: make.World, adoption: Adoption
) -> None:
    first, second = make.groups(world.area, 40)
    chosen(adoption, world)
    chosen(adoption, world, group=first)
    chosen(adoption, world, group=second)
    [row, _other] = models_by_area(make.SYSTEM, adoption)
    assert [line.model is not None for line in (row.whole, *row.groups)] == [True] * 3
    assert [line.households for line in (row.whole, *row.groups)] == [40, 20, 20]


def test_the_model_before_ends_when_another_is_chosen(
    world: make.World, adoption: Adoption
) -> None:
    old = chosen(adoption, world, chosen_on=date(2026, 3, 1))
    new = chosen(adoption, world, words=ModelWords("learning", "Dòng họ học tập", "Quỹ."))
    old.refresh_from_db()
    assert (old.ended_on, new.ended_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"words": ModelWords("nothing", "A", "B")}, ("theme", "model_theme_unknown")),
        ({"words": ModelWords("learning", " ", "B")}, ("name", "model_name_missing")),
        ({"words": ModelWords("learning", "A" * 300, "B")}, ("name", "model_text_too_long")),
        ({"words": ModelWords("learning", "A", "\n ")}, ("content", "model_content_missing")),
        ({"words": ModelWords("learning", "A", "b" * 2001)}, ("content", "model_text_too_long")),
        ({"chosen_on": TODAY + timedelta(1)}, ("chosen_on", "model_day_ahead")),
        ({"chosen_by": ""}, ("chosen_by", "model_chooser_missing")),
        ({"chosen_by": "a" * 300}, ("chosen_by", "model_text_too_long")),
    ],
)
def test_wrong_words_are_refused_beside_their_field(
    world: make.World, adoption: Adoption, wrong: dict[str, Any], problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        chosen(adoption, world, **wrong)
    assert problems_in(refusal.value) == [problem]
    assert not Model.objects.exists()


def test_a_model_is_not_chosen_before_the_last_one(world: make.World, adoption: Adoption) -> None:
    chosen(adoption, world)
    with pytest.raises(Invalid) as refusal:
        chosen(adoption, world, chosen_on=TODAY - timedelta(1))
    assert problems_in(refusal.value) == [("chosen_on", "model_chosen_before_last")]
    assert Model.objects.get().ended_on is None


def test_neither_a_commune_nor_a_group_of_elsewhere_has_a_model_here(
    world: make.World, adoption: Adoption
) -> None:
    [elsewhere] = make.groups(world.other_area)
    with pytest.raises(Invalid) as refusal:
        chosen(adoption, world, group=elsewhere)
    assert problems_in(refusal.value) == [("group", "model_group_wrong")]
    with pytest.raises(Invalid) as refusal:
        choose_model(make.SYSTEM, adoption, world.commune, WORDS, TODAY, FRONT)
    assert problems_in(refusal.value) == [("place", "model_place_wrong")]


def test_words_are_put_right_and_the_record_keeps_both_names(
    world: make.World, adoption: Adoption
) -> None:
    model = chosen(adoption, world)
    alter_model(make.SYSTEM, model, ModelWords("culture", "Cưới văn minh", "Không thuốc lá."))
    assert (model.theme, model.name, model.content) == (
        "culture",
        "Cưới văn minh",
        "Không thuốc lá.",
    )
    change = Change.objects.get(action="formation.model_altered")
    assert change.data == {"before": "Đường hoa", "after": "Cưới văn minh"}


def test_of_two_who_put_it_right_at_once_the_second_is_told(
    world: make.World, adoption: Adoption
) -> None:
    model = chosen(adoption, world)
    stale = Model.objects.get()
    alter_model(make.SYSTEM, model, ModelWords("culture", "Cưới văn minh", "Không thuốc lá."))
    with pytest.raises(Conflict) as refusal:
        alter_model(make.SYSTEM, stale, WORDS)
    assert refusal.value.problem.code == "model_changed_meanwhile"


def test_an_ended_model_stays_in_history_and_ends_once(
    world: make.World, adoption: Adoption
) -> None:
    model = chosen(adoption, world)
    end_model(make.SYSTEM, model, TODAY, "làm xong")
    model.refresh_from_db()
    assert (model.ended_on, model.ended_reason) == (TODAY, "làm xong")
    assert Change.objects.get(action="formation.model_ended").data == {"name": "Đường hoa"}
    with pytest.raises(Conflict):
        end_model(make.SYSTEM, model, TODAY, "làm xong")


@pytest.mark.parametrize(
    ("on", "reason", "problem"),
    [
        (TODAY + timedelta(1), "xong", ("on", "model_day_ahead")),
        (TODAY - timedelta(1), "xong", ("on", "model_ends_too_early")),
        (TODAY, " ", ("reason", "model_reason_missing")),
        (TODAY, "a" * 300, ("reason", "model_text_too_long")),
    ],
)
def test_a_model_does_not_end_without_reason_or_on_a_wrong_day(
    world: make.World, adoption: Adoption, on: date, reason: str, problem: tuple[str, str]
) -> None:
    model = chosen(adoption, world)
    with pytest.raises(Invalid) as refusal:
        end_model(make.SYSTEM, model, on, reason)
    assert problems_in(refusal.value) == [problem]
    assert Model.objects.get().ended_on is None


def test_leaders_and_the_office_next_door_change_no_model(
    world: make.World, adoption: Adoption
) -> None:
    [group] = make.groups(world.area)
    model = chosen(adoption, world)
    for account in (make.leader(group), make.officer(world.neighbour)):
        stranger = make.actor(account)
        with pytest.raises(NotAllowed):
            choose_model(stranger, adoption, world.area, WORDS, TODAY, FRONT)
        with pytest.raises(NotAllowed):
            alter_model(stranger, model, WORDS)
        with pytest.raises(NotAllowed):
            end_model(stranger, model, TODAY, "xong")
    assert Model.objects.get().ended_on is None


def test_the_notice_has_its_five_fields_for_each_group(
    world: make.World, adoption: Adoption
) -> None:
    first, second = make.groups(world.area, 40)
    make.leader(first, "Trần Đình Bảy")
    name_holder(make.SYSTEM, first, "deputy", "Lý Thị Sáu", make.SINCE, None)
    chosen(adoption, world)
    own = ModelWords("security", "Ngõ an toàn", "Thay nhau gác đêm.")
    chosen(adoption, world, words=own, group=second)
    one, two = notice_rows(make.SYSTEM, adoption, world.area)
    assert one == {
        "number_of_groups": "Tổ 1",
        "model": "Đường hoa: Trồng hoa. Dọn ngõ sáng thứ bảy.",
        "households": "20",
        "leader": "Trần Đình Bảy",
        "members": "Lý Thị Sáu",
    }
    assert (two["model"], two["leader"]) == ("Ngõ an toàn: Thay nhau gác đêm.", "")
    heads = [m.household.head_name for m in second.memberships.select_related("household")]
    assert sorted(two["members"].split(", ")) == sorted(heads)


def test_the_notice_comes_as_a_file_and_leaves_marks_on_whom_it_names(
    world: make.World, adoption: Adoption
) -> None:
    make.groups(world.area)
    chosen(adoption, world)
    officer = make.client(make.officer(world.commune))
    for name, start in (("group_notice_docx", b"PK"), ("group_notice_pdf", b"%PDF")):
        answer = officer.get(reverse(f"formation:{name}", args=[world.area.pk]))
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith('attachment; filename="group-notice-thon-2')
    looks = Look.objects.filter(kind="exported", purpose="formation.group_notice")
    assert looks.count() == 40


def test_the_commune_sees_area_model_groups_households_and_leaders(
    world: make.World, adoption: Adoption
) -> None:
    [group] = make.groups(world.area)
    make.leader(group, "Trần Đình Bảy")
    chosen(adoption, world)
    page = make.client(make.officer(world.commune)).get(reverse("formation:models"))
    assert page.status_code == 200
    assert page.context["with_model"] == 1
    [row, other] = page.context["rows"]
    assert (row.whole.groups, row.whole.households, row.groups[0].leader) == (
        1,
        20,
        "Trần Đình Bảy",
    )
    assert not other.has_model


def test_a_model_is_chosen_altered_and_ended_on_pages(
    world: make.World, adoption: Adoption
) -> None:
    head = make.client(make.account("area_head", world.area))
    said = {"theme": "environment", "name": "Đường hoa", "content": "Trồng hoa."}
    choice = said | {"programme": make.S1, "chosen_on": "20/11/2026", "chosen_by": FRONT}
    answer = head.post(reverse("formation:choose_model", args=[world.area.pk]), choice)
    model = Model.objects.get()
    area = f"{reverse('formation:area_models', args=[world.area.pk])}?programme={make.S1}"
    assert (answer.status_code, answer["Location"]) == (302, area)
    alter = reverse("formation:alter_model", args=[model.pk])
    assert head.post(alter, said | {"name": "<script>alert(1)</script>"})["Location"] == area
    page = head.get(area)
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in page.content
    end = reverse("formation:end_model", args=[model.pk])
    assert head.post(end, {"on": "20/11/2026", "reason": "xong"})["Location"] == area
    assert Model.objects.get().ended_on == TODAY
    assert head.get(alter).status_code == 404


def test_a_refused_choice_is_shown_again_with_what_was_typed(
    world: make.World, adoption: Adoption
) -> None:
    officer = make.client(make.officer(world.commune))
    data = {"theme": "", "name": "Ngõ sạch", "content": "x", "chosen_on": "31/02/2026"}
    answer = officer.post(reverse("formation:choose_model", args=[world.area.pk]), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"theme", "chosen_on", "chosen_by"}
    assert "Ngõ sạch" in answer.content.decode()


def test_a_programme_without_themes_has_no_models(world: make.World) -> None:
    make.adoption(world.commune)
    officer = make.client(make.officer(world.commune))
    page = officer.get(reverse("formation:models"))
    assert page.context["adoption"] is None
    assert officer.get(reverse("formation:area_models", args=[world.area.pk])).status_code == 404


def test_the_notice_tells_groups_of_a_whole_area_from_subgroups(
    world: make.World, adoption: Adoption
) -> None:
    """S1-11: groups of S0 that serve S1 are all groups; S1's own kinds are told apart."""
    groups = make.groups(world.area, 40)
    assert groups_and_subgroups(adoption, world.area) == (2, 0)
    programme = adoption.edition.programme
    ResidentGroup.objects.update(programme=programme)
    ResidentGroup.objects.filter(pk=groups[0].pk).update(kind="area_group")
    Adoption.objects.filter(pk=adoption.pk).update(groups_of=None)
    adoption.refresh_from_db()
    assert groups_and_subgroups(adoption, world.area) == (1, 1)
    [row, _other] = models_by_area(make.SYSTEM, adoption)
    assert [line.households for line in row.groups] == [40, 20]
