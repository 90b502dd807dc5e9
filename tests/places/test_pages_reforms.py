"""F-3 to F-6: the desk of reforms: forms, preview, carrying out, the report, taking it back."""

from __future__ import annotations

from fractions import Fraction

from django.urls import reverse

from tests import make
from tests.places.reform_pages import DECISION, address, administrator, merger, names, officer
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries import steps_of
from tuquan.residents.models import Household


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
