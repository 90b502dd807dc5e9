"""F-3 to F-6: reforms kept, dropped and taken back at the desk, and who may."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.places.reform_pages import DECISION, address, administrator, merger, names, officer
from tuquan.accounts.models import Role
from tuquan.places.models import Place, Reform


def kept(world: make.World) -> Reform:
    """The merger, kept for later."""
    answer = officer(world).post(address("merge"), merger(world, step="keep"))
    reform = Reform.objects.get()
    assert answer.headers["Location"] == reverse("places:reform", args=[reform.pk])
    return reform


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
