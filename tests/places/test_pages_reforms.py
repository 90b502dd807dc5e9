"""F-3 to F-6: the desk of reforms: forms, preview, carrying out, the report, taking it back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Role
from tuquan.core.succession import plan_from_json
from tuquan.groups.models import ResidentGroup
from tuquan.places.forms.dividing import share_of
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries import standing_in, steps_of, visible_places
from tuquan.residents.models import Household

DECISION = {
    "effective_on": "01/11/2026",
    "decision": "12/NQ-HĐND",
    "reason": "Sắp xếp thôn",
}


def officer(world: make.World) -> Client:
    """An officer of our commune at the desk."""
    return make.client(make.officer(world.commune))


def administrator() -> Client:
    """Somebody who looks after every place."""
    return make.client(make.account(Role.ADMINISTRATOR, None))


def address(kind: str, divided: Place | None = None) -> str:
    """The form of an operation."""
    url = reverse("places:start_reform", args=[kind])
    return f"{url}?dia_ban={divided.pk}" if divided else url


def merger(world: make.World, **more: object) -> dict[str, Any]:
    """What is typed to merge the two areas into a new one."""
    merged = [world.area.pk, world.other_area.pk]
    return {**DECISION, "merged": merged, "keeps": "", "name": "Thôn Đoài", "kind": "", **more}


def names(place: Place) -> list[str]:
    """The places standing directly under one today."""
    standing = visible_places(make.SYSTEM).filter(parent=place)
    return [one.name for one in standing.order_by("sort_key")]


def kept(world: make.World) -> Reform:
    """The merger, kept for later."""
    answer = officer(world).post(address("merge"), merger(world, step="keep"))
    reform = Reform.objects.get()
    assert answer.headers["Location"] == reverse("places:reform", args=[reform.pk])
    return reform


# ---- the preview


def test_the_preview_shows_places_and_counts_and_writes_nothing(world: make.World) -> None:
    make.groups(world.area, 20)
    answer = officer(world).post(address("merge"), merger(world, step="preview"))
    assert answer.status_code == 200
    steps = [(s["step"], s["old_name"], s["new_name"]) for s in answer.context["steps"]]
    assert steps == [
        ("founded", "", "Thôn Đoài"),
        ("closed", "Thôn 2", ""),
        ("closed", "Thôn 10", ""),
    ]
    text = answer.content.decode()
    assert text.count(f'name="merged" value="{world.area.pk}"') == 1
    assert 'name="name" value="Thôn Đoài"' in text
    assert not Reform.objects.exists()
    assert names(world.commune) == ["Thôn 2", "Thôn 10"]


def test_going_back_from_the_preview_finds_everything_as_it_was(world: make.World) -> None:
    answer = officer(world).post(address("merge"), merger(world, step="change", decision="á b"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Thôn Đoài"' in text
    assert 'value="á b"' in text
    assert text.count(" checked") == 2
    assert "Sắp xếp thôn</textarea>" in text


def test_what_is_wrong_is_said_with_everything_kept(world: make.World) -> None:
    answer = officer(world).post(
        address("merge"), merger(world, step="preview", merged=[world.area.pk], decision="")
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"merged", "decision"}
    assert 'value="Thôn Đoài"' in answer.content.decode()


def test_a_plan_with_a_cycle_shows_its_reason(world: make.World) -> None:
    typed = {**DECISION, "moved": [world.province.pk], "parent": world.commune.pk}
    answer = administrator().post(address("move"), {**typed, "step": "preview"})
    assert answer.status_code == 422
    typed["moved"] = [world.commune.pk]
    answer = administrator().post(address("move"), {**typed, "step": "preview"})
    assert answer.status_code == 422
    [*sentences] = answer.context["form"].non_field_errors()
    assert sentences
    assert all(world.commune.name in sentence for sentence in sentences[:1])


def test_without_the_tick_nothing_is_carried_out(world: make.World) -> None:
    answer = officer(world).post(address("merge"), merger(world, step="carry_out"))
    assert answer.status_code == 422
    assert answer.context["not_sure"]
    assert not Reform.objects.exists()


# ---- carrying out


def test_a_merger_is_carried_out_and_its_report_names_everything(world: make.World) -> None:
    make.groups(world.area, 20)
    make.households(world.other_area, 5)
    browser = officer(world)
    answer = browser.post(address("merge"), merger(world, step="carry_out", sure="on"))
    reform = Reform.objects.get()
    assert answer.headers["Location"] == reverse("places:reform", args=[reform.pk])
    assert names(world.commune) == ["Thôn Đoài"]
    page = browser.get(answer.headers["Location"])
    assert page.status_code == 200
    report = browser.get(reverse("places:reform_report", args=[reform.pk]))
    text = report.content.decode()
    for word in ("12/NQ-HĐND", "01/11/2026", "Thôn 2", "Thôn 10", "Thôn Đoài", "Đỗ Thị Nga"):
        assert word in text
    assert report.context["compared"]
    assert all(before == after for _, before, after in report.context["compared"])
    assert Household.objects.filter(place__name="Thôn Đoài").count() == 25


def test_the_steps_of_a_reform_are_told_as_they_were_however_often_names_change(
    world: make.World,
) -> None:
    browser = officer(world)
    browser.post(address("merge"), merger(world, step="carry_out", sure="on"))
    first = Reform.objects.get()
    told = steps_of(first)
    new = Place.objects.get(name="Thôn Đoài")
    typed = {"place": new.pk, "name": "Thôn Tây", "kind": "", "local_word": "xóm"}
    later = DECISION | typed | {"effective_on": "15/11/2026", "step": "carry_out", "sure": "on"}
    assert browser.post(address("rename"), later).status_code == 302
    assert [(s.step, s.old_name, s.new_name, s.parts) for s in steps_of(first)] == [
        ("founded", "", "Thôn Đoài", ()),
        ("closed", "Thôn 2", "", (("Thôn Đoài", Fraction(1)),)),
        ("closed", "Thôn 10", "", (("Thôn Đoài", Fraction(1)),)),
    ]
    assert [s.step for s in told] == ["founded", "closed", "closed"]
    [step] = steps_of(Reform.objects.exclude(pk=first.pk).get())
    assert (step.old_name, step.new_name, step.new_kind) == ("Thôn Đoài", "Thôn Tây", "xóm")
    assert (step.old_parent, step.new_parent) == ("Xã Minh Sơn", "Xã Minh Sơn")


def test_one_of_the_merged_places_may_go_on(world: make.World) -> None:
    typed = merger(world, keeps=world.area.pk, name="", step="carry_out", sure="on")
    assert officer(world).post(address("merge"), typed).status_code == 302
    assert names(world.commune) == ["Thôn 2"]


def test_a_place_is_abolished_into_another(world: make.World) -> None:
    make.households(world.area, 3)
    typed = {**DECISION, "place": world.area.pk, "into": world.other_area.pk}
    answer = officer(world).post(address("abolish"), {**typed, "step": "carry_out", "sure": "on"})
    assert answer.status_code == 302
    assert Household.objects.filter(place=world.other_area).count() == 3


def test_an_area_moves_to_the_commune_next_door(world: make.World) -> None:
    typed = {**DECISION, "moved": [world.area.pk], "parent": world.neighbour.pk}
    answer = administrator().post(address("move"), {**typed, "step": "carry_out", "sure": "on"})
    assert answer.status_code == 302
    assert names(world.neighbour) == ["Thôn 1", "Thôn 2"]


def test_a_level_is_abolished(world: make.World) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    make.place("Xã Trong", PlaceKind.COMMUNE, district)
    typed = {**DECISION, "below": world.province.pk, "level": "district"}
    answer = administrator().post(address("remap"), {**typed, "step": "carry_out", "sure": "on"})
    assert answer.status_code == 302
    assert names(world.province) == ["Xã Minh Sơn", "Xã Trong", "Xã Yên Hạ"]


# ---- dividing


def test_shares_are_read_as_people_write_them() -> None:
    assert share_of("50") == share_of("50%") == share_of(" 50 % ") == Fraction(1, 2)
    assert share_of("1/3") == share_of("1 / 3") == Fraction(1, 3)
    assert share_of("33,3") == Fraction(333, 1000)
    assert [share_of(text) for text in ("", "a", "1/0", "1/", "-1/2")] == [None] * 5


def test_households_of_groups_go_along_and_only_the_others_are_asked_by_lane(
    world: make.World,
) -> None:
    [group] = make.groups(world.area, 20)
    make.households(world.area, 4, lane="Ngõ Chùa", first=40)
    lines = standing_in(make.actor(make.officer(world.commune)), world.area)
    assert [(row.rows, row.label, row.weight) for row in lines["groups.residentgroup"]] == [
        ((group.pk,), group.name, 20)
    ]
    [lane] = lines["residents.household"]
    assert (lane.label, lane.weight, len(lane.rows)) == ("Ngõ Chùa", 4, 4)


def test_who_does_not_manage_a_place_is_told_nothing_of_it(world: make.World) -> None:
    make.groups(world.area, 20)
    assert standing_in(make.actor(make.officer(world.neighbour)), world.area) == {}


def division(world: make.World, group: ResidentGroup, lane: int, **more: object) -> dict[str, Any]:
    """What is typed to divide our area in two: the group to the first, a lane to the second."""
    return {
        **DECISION,
        "parts": "2",
        "name_1": "Thôn Đông",
        "name_2": "Thôn Tây",
        "rest": "1",
        f"groups_residentgroup_{group.pk}": "1",
        f"residents_household_{lane}": "2",
        **more,
    }


def divided_area(world: make.World) -> tuple[ResidentGroup, int]:
    """Twenty households in a group, and five of another lane in none."""
    [group] = make.groups(world.area, 20)
    others = make.households(world.area, 5, lane="Ngõ Chùa", first=40)
    return group, min(household.pk for household in others)


def test_a_place_is_divided_and_the_shares_are_counted(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="carry_out", sure="on")
    answer = officer(world).post(address("split", world.area), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert names(world.commune) == ["Thôn 10", "Thôn Đông", "Thôn Tây"]
    [close] = plan_from_json(Reform.objects.get().plan).close
    assert [part.share for part in close.parts] == [Fraction(4, 5), Fraction(1, 5)]
    assert Household.objects.filter(place__name="Thôn Đông").count() == 20
    assert Household.objects.filter(place__name="Thôn Tây", lane="Ngõ Chùa").count() == 5
    group.refresh_from_db()
    assert group.place.name == "Thôn Đông"


def test_typed_shares_must_make_a_whole(world: make.World) -> None:
    group, lane = divided_area(world)
    browser = officer(world)
    typed = division(world, group, lane, step="preview", share_1="33,3", share_2="66,6")
    answer = browser.post(address("split", world.area), typed)
    assert answer.status_code == 422
    [sentence] = answer.context["form"].errors["share_1"]
    assert "999/1000 (99,9%)" in sentence
    assert 'value="66,6"' in answer.content.decode()
    thirds = typed | {"share_1": "1/3", "share_2": "2/3"}
    assert browser.post(address("split", world.area), thirds).status_code == 200
    for share in ("abc", "0", "150"):
        wrong = browser.post(address("split", world.area), typed | {"share_2": share})
        assert "share_2" in wrong.context["form"].errors
    some = browser.post(address("split", world.area), typed | {"share_2": ""})
    assert list(some.context["form"].errors) == ["share_2"]


def test_a_part_is_named_once_and_never_empty(world: make.World) -> None:
    group, lane = divided_area(world)
    browser = officer(world)
    typed = division(world, group, lane, step="preview", name_2="")
    answer = browser.post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["name_2"]
    typed |= {"name_2": "Thôn Tây", "existing_2": world.other_area.pk}
    answer = browser.post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["name_2"]
    typed["name_2"] = ""
    answer = browser.post(address("split", world.area), typed)
    assert answer.status_code == 200
    assert [s["step"] for s in answer.context["steps"]] == ["founded", "closed"]


def test_a_part_that_gets_nothing_asks_for_shares(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="preview") | {f"residents_household_{lane}": ""}
    answer = officer(world).post(address("split", world.area), typed)
    assert list(answer.context["form"].errors) == ["share_2"]


def test_one_part_more_keeps_what_was_typed(world: make.World) -> None:
    group, lane = divided_area(world)
    typed = division(world, group, lane, step="more")
    answer = officer(world).post(address("split", world.area), typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].count == 3
    assert 'value="Thôn Đông"' in text
    assert 'name="name_3"' in text
    assert "Thôn Tây</option>" in text


def test_a_commune_is_divided_with_its_areas(world: make.World) -> None:
    make.households(world.area, 6)
    make.households(world.other_area, 2)
    typed = {
        **DECISION,
        "parts": "2",
        "name_1": "Xã Minh Đông",
        "name_2": "Xã Minh Tây",
        "rest": "1",
        f"places_place_{world.other_area.pk}": "2",
    }
    answer = administrator().post(
        address("split", world.commune), {**typed, "step": "carry_out", "sure": "on"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert names(world.province) == ["Xã Minh Đông", "Xã Minh Tây", "Xã Yên Hạ"]
    world.other_area.refresh_from_db()
    assert world.other_area.parent is not None
    assert world.other_area.parent.name == "Xã Minh Tây"
    [close] = plan_from_json(Reform.objects.get().plan).close
    assert [part.share for part in close.parts] == [Fraction(3, 4), Fraction(1, 4)]


def test_which_place_is_divided_is_asked_first(world: make.World) -> None:
    answer = officer(world).get(address("split"))
    assert list(answer.context["form"].fields["dia_ban"].queryset) == [
        world.area,
        world.other_area,
    ]
    assert officer(world).get(address("split", world.neighbour_area)).status_code == 404
    assert officer(world).get(address("split") + "?dia_ban=x").status_code == 404


# ---- kept, dropped, taken back


def test_a_kept_reform_is_carried_out_later(world: make.World) -> None:
    reform = kept(world)
    browser = officer(world)
    page = browser.get(reverse("places:reform", args=[reform.pk]))
    assert page.context["can_carry_out"]
    carry_out = reverse("places:carry_out_reform", args=[reform.pk])
    assert browser.post(carry_out).status_code == 422
    assert browser.post(carry_out, {"sure": "on"}).status_code == 302
    assert names(world.commune) == ["Thôn Đoài"]
    assert browser.post(carry_out, {"sure": "on"}).status_code == 409


def test_a_kept_reform_is_thrown_away(world: make.World) -> None:
    reform = kept(world)
    drop = reverse("places:drop_reform", args=[reform.pk])
    assert officer(world).post(drop).headers["Location"] == reverse("places:reforms")
    reform.refresh_from_db()
    assert reform.state == Reform.State.DROPPED
    assert officer(world).get(reverse("places:reform", args=[reform.pk])).status_code == 200
    assert officer(world).post(drop).status_code == 409


def test_a_kept_reform_says_when_the_map_has_changed_since(world: make.World) -> None:
    reform = kept(world)
    browser = officer(world)
    browser.post(address("merge"), merger(world, step="carry_out", sure="on", name="Thôn Nam"))
    page = browser.get(reverse("places:reform", args=[reform.pk]))
    assert not page.context["can_carry_out"]
    assert page.context["errors"]
    carry_out = reverse("places:carry_out_reform", args=[reform.pk])
    assert browser.post(carry_out, {"sure": "on"}).status_code == 409


def test_a_reform_of_a_day_to_come_can_only_be_kept(world: make.World) -> None:
    typed = merger(world, effective_on="01/01/2027")
    answer = officer(world).post(address("merge"), typed | {"step": "preview"})
    assert answer.context["is_early"]
    assert 'value="carry_out"' not in answer.content.decode()
    officer(world).post(address("merge"), typed | {"step": "keep"})
    page = officer(world).get(reverse("places:reform", args=[Reform.objects.get().pk]))
    assert (page.context["can_carry_out"], page.context["is_early"]) == (False, True)


def test_a_reform_is_taken_back_with_its_reason(world: make.World) -> None:
    make.households(world.area, 3)
    browser = officer(world)
    browser.post(address("merge"), merger(world, step="carry_out", sure="on"))
    reform = Reform.objects.get()
    undo = reverse("places:undo_reform", args=[reform.pk])
    refused = browser.post(undo, {"reason": ""})
    assert refused.status_code == 422
    assert names(world.commune) == ["Thôn Đoài"]
    assert browser.post(undo, {"reason": "Quyết định bị thu hồi"}).status_code == 302
    assert names(world.commune) == ["Thôn 2", "Thôn 10"]
    page = browser.get(reverse("places:reform", args=[reform.pk]))
    assert "Quyết định bị thu hồi" in page.content.decode()
    assert browser.post(undo, {"reason": "nữa"}).status_code == 409


def test_what_stands_on_a_reform_is_listed_instead_of_the_form(world: make.World) -> None:
    browser = officer(world)
    browser.post(address("merge"), merger(world, step="carry_out", sure="on"))
    first = Reform.objects.get()
    new = Place.objects.get(name="Thôn Đoài")
    typed = DECISION | {"place": str(new.pk), "name": "Thôn Tây", "effective_on": "15/11/2026"}
    browser.post(address("rename"), typed | {"step": "carry_out", "sure": "on"})
    page = browser.get(reverse("places:reform", args=[first.pk]))
    assert page.context["blockers"]
    assert reverse("places:undo_reform", args=[first.pk]) not in page.content.decode()
    answer = browser.post(reverse("places:undo_reform", args=[first.pk]), {"reason": "sai"})
    assert answer.status_code == 422


# ---- who may


def test_an_officer_is_offered_the_areas_of_the_commune_only(world: make.World) -> None:
    form = officer(world).get(address("rename")).context["form"]
    assert list(form.fields["place"].queryset) == [world.area, world.other_area]
    typed = {**DECISION, "place": world.neighbour_area.pk, "name": "Thôn Lạ", "step": "carry_out"}
    answer = officer(world).post(address("rename"), typed | {"sure": "on"})
    assert list(answer.context["form"].errors) == ["place"]
    assert names(world.neighbour) == ["Thôn 1"]


def test_long_lists_are_narrowed_by_words_and_keep_what_is_chosen(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuquan.places.queries.choosing.LONGEST_CHOICE", 2)
    browser = administrator()
    typed = {**DECISION, "merged": [world.area.pk], "tim": "yen ha", "step": "filter"}
    answer = browser.post(address("merge"), typed)
    offered = answer.context["form"].fields["merged"].queryset
    assert set(offered) == {world.area, world.neighbour}
    assert f'value="{world.area.pk}" id="id_merged_' in answer.content.decode()


def test_next_door_nothing_of_a_reform_exists(world: make.World) -> None:
    reform = kept(world)
    stranger = make.client(make.officer(world.neighbour))
    for name in ("reform", "reform_report"):
        assert stranger.get(reverse(f"places:{name}", args=[reform.pk])).status_code == 404
    for name in ("carry_out_reform", "undo_reform", "drop_reform"):
        answer = stranger.post(reverse(f"places:{name}", args=[reform.pk]), {"sure": "on"})
        assert answer.status_code == 404
    reform.refresh_from_db()
    assert reform.state == Reform.State.PREPARED


@pytest.mark.parametrize("kind", ["rename", "move", "merge", "split", "abolish", "remap"])
def test_only_who_manages_places_sees_a_form(world: make.World, kind: str) -> None:
    assert officer(world).get(address(kind)).status_code == 200
    head = make.client(make.account(Role.AREA_HEAD, world.area))
    assert head.get(address(kind)).status_code == 404
    assert Client().get(address(kind)).headers["Location"].startswith("/dang-nhap/")


def test_an_operation_nobody_knows_is_not_found(world: make.World) -> None:
    assert officer(world).get(address("national")).status_code == 404


def test_the_desk_offers_what_fits_and_lists_what_was_done(world: make.World) -> None:
    reform = kept(world)
    desk = officer(world).get(reverse("places:reforms"))
    kinds = [kind.value for kind in desk.context["operations"]]
    assert kinds == ["rename", "merge", "split", "abolish"]
    assert reverse("places:reform", args=[reform.pk]) in desk.content.decode()
    wide = administrator().get(reverse("places:reforms")).context["operations"]
    assert [kind.value for kind in wide] == [
        "rename", "move", "merge", "split", "abolish", "remap",
    ]  # fmt: skip
    assert list(make.client(make.officer(world.neighbour)).get(
        reverse("places:reforms")).context["page"].object_list) == []  # fmt: skip


def test_the_place_links_the_reforms_that_changed_it(world: make.World) -> None:
    browser = officer(world)
    browser.post(address("merge"), merger(world, step="carry_out", sure="on"))
    link = reverse("places:reform", args=[Reform.objects.get().pk])
    page = browser.get(reverse("places:place", args=[world.area.pk])).content.decode()
    assert link in page
    head = make.client(make.account(Role.AREA_HEAD, Place.objects.get(name="Thôn Đoài")))
    seen = head.get(reverse("places:place", args=[Place.objects.get(name="Thôn Đoài").pk]))
    assert "12/NQ-HĐND" in seen.content.decode()
    assert link not in seen.content.decode()
