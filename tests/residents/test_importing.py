"""Importing a workbook: preview, confirmation, all or nothing (F-8, F-11, F-114)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests import make
from tests.background import run_waiting_jobs
from tuquan.audit.models import Change, Look
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.places.models import Place
from tuquan.residents.jobs import ask_to_clean_up
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.queries import import_plan
from tuquan.residents.queries.import_rows import columns_of_row
from tuquan.residents.services import (
    ImportChoices,
    ImportOutcome,
    confirm_import,
    confirming,
    discard_import,
    importing,
    insert_households,
    preview_import,
)

Typed = Callable[..., bytes]


def test_a_clean_list_goes_into_its_area_row_by_row(thon_6: Place, a1: bytes) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1-thon-6.xlsx", a1)
    assert Household.objects.count() == 0
    outcome = confirm_import(make.SYSTEM, waiting)
    assert outcome == ImportOutcome(written=180, known=0, held=0, areas_added=())
    assert Household.objects.filter(place=thon_6, path=thon_6.path).count() == 180
    first = Household.objects.get(place=thon_6, list_order=1)
    kept = (first.head_name, first.birth_year, first.member_count, first.lane, first.house_number)
    assert kept == ("Nguyễn Văn Ân", 1979, 2, "Ngõ Đình", "1")
    assert first.search_text == " nguyen van an ngo dinh 1"
    assert Household.objects.order_by("list_order").last() == Household.objects.get(
        list_order=180, head_name="Nguyễn Thị Giang"
    )


def test_the_preview_keeps_the_checksum_and_the_counts(thon_6: Place, a1: bytes) -> None:
    officer = make.actor(make.officer(thon_6.parent or thon_6))
    waiting = preview_import(officer, thon_6, "a1-thon-6.xlsx", a1)
    assert waiting.sha256 == hashlib.sha256(a1).hexdigest()
    assert (waiting.state, waiting.household_count, waiting.held_count) == ("previewed", 180, 0)
    assert waiting.made_by_id == officer.user_id
    change = Change.objects.get(action="residents.import_previewed")
    assert change.data == {
        "file": "a1-thon-6.xlsx",
        "sha256": waiting.sha256,
        "households": 180,
        "held": 0,
    }
    assert not Look.objects.exists()


def test_a_waiting_import_keeps_no_telephone_and_no_members(
    world: make.World, typed: Typed
) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4, "Ngõ 1")]})
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    assert list(waiting.recognition["rows"]) == ["households"]
    assert set(waiting.recognition["rows"]["households"][0]) == set(importing.KEPT)


def test_confirming_empties_what_was_kept_and_leaves_one_line(thon_6: Place, a1: bytes) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1-thon-6.xlsx", a1)
    confirm_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.recognition) == ("confirmed", {})
    assert waiting.confirmed_at is not None
    change = Change.objects.get(action="residents.imported")
    assert change.path == thon_6.path
    assert change.data == {
        "file": "a1-thon-6.xlsx",
        "sha256": waiting.sha256,
        "households": 180,
        "known": 0,
        "changed": 0,
        "closed": 0,
        "held": 0,
        "areas_added": [],
    }


def test_the_same_file_again_writes_nothing_and_says_so(thon_6: Place, a1: bytes) -> None:
    confirm_import(make.SYSTEM, preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1))
    again = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    plan = import_plan(thon_6, again.recognition)
    assert (plan.new, plan.known) == (0, 180)
    assert confirm_import(make.SYSTEM, again) == ImportOutcome(written=0, known=180, held=0)
    assert Household.objects.count() == 180


def test_two_previews_of_one_file_do_not_double_the_list(thon_6: Place, a1: bytes) -> None:
    first = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    second = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    confirm_import(make.SYSTEM, first)
    assert confirm_import(make.SYSTEM, second).written == 0
    assert Household.objects.count() == 180


def test_likeness_needs_name_and_year_whatever_the_spelling(
    world: make.World, typed: Typed
) -> None:
    before = typed({"Thôn 2": [("Lê Thị Hoà", 1970, 4), ("Lê Văn Tư", None, 3)]})
    confirm_import(make.SYSTEM, preview_import(make.SYSTEM, world.area, "b.xlsx", before))
    after = typed(
        {"Thôn 2": [("LÊ THỊ HÒA", 1970, 5), ("Lê Thị Hoà", 1971, 4), ("Lê Văn Tư", None, 3)]}
    )
    waiting = preview_import(make.SYSTEM, world.area, "c.xlsx", after)
    hoa, tu = Household.objects.order_by("list_order")
    assert import_plan(world.area, waiting.recognition).matches == [
        {"sheet": "Thôn 2", "row": 2, "area": "Thôn 2", "household": hoa.pk},
        {"sheet": "Thôn 2", "row": 4, "area": "Thôn 2", "household": tu.pk},
    ]


def test_the_like_of_another_area_is_another_household(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]})
    confirm_import(make.SYSTEM, preview_import(make.SYSTEM, world.area, "b.xlsx", content))
    waiting = preview_import(make.SYSTEM, world.other_area, "b.xlsx", content)
    assert import_plan(world.other_area, waiting.recognition).matches == []


def test_an_area_missing_in_the_tree_is_added_once(world: make.World, a2: bytes) -> None:
    for expected in (("thôn Đồng Sen",), ()):
        waiting = preview_import(make.SYSTEM, world.commune, "a2.xlsx", a2)
        assert confirm_import(make.SYSTEM, waiting).areas_added == expected
    added = Place.objects.get(name="thôn Đồng Sen")
    assert added.parent == world.commune
    assert Household.objects.filter(place=added).count() == 120
    assert Household.objects.count() == 120


def test_each_row_goes_to_the_area_its_sheet_names(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)], "THÔN 10": [("Lê Thị Tư", 1980, 3)] * 1})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    assert confirm_import(make.SYSTEM, waiting).areas_added == ()
    assert [(h.head_name, h.place) for h in Household.objects.order_by("pk")] == [
        ("Lê Văn Ba", world.area),
        ("Lê Thị Tư", world.other_area),
    ]


def test_rows_without_an_area_wait_until_one_is_chosen(world: make.World, typed: Typed) -> None:
    content = typed({"Danh sách": [("Lê Văn Ba", 1970, 4)]})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where) == ("import_area_needed", "area")
    assert problem.params == {"count": 1, "sheets": "Danh sách"}
    waiting.refresh_from_db()
    assert waiting.state == "previewed"
    confirm_import(make.SYSTEM, waiting, ImportChoices(area=world.area))
    assert Household.objects.get().place == world.area


def test_the_chosen_area_must_lie_in_the_commune(world: make.World, typed: Typed) -> None:
    content = typed({"Danh sách": [("Lê Văn Ba", 1970, 4)]})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting, ImportChoices(area=world.neighbour_area))
    assert [problem.code for problem in refusal.value.problems] == ["import_area_outside"]
    assert not Household.objects.exists()


def test_a_heading_naming_another_commune_is_a_question(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]}, "Danh sách hộ thôn 2, xã Tân Phong")
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    (question,) = import_plan(world.area, waiting.recognition).questions
    assert question.code == "import_place_other"
    assert question.params == {"named": "xã Tân Phong", "chosen": "Xã Minh Sơn"}
    assert confirm_import(make.SYSTEM, waiting).written == 1  # asked on the page, never refused


def test_a_heading_naming_the_chosen_commune_asks_nothing(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]}, "Danh sách hộ thôn 2, xã Minh Sơn")
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    assert import_plan(world.commune, waiting.recognition).questions == ()


def test_another_area_than_the_chosen_one_is_a_question(world: make.World, a1: bytes) -> None:
    waiting = preview_import(make.SYSTEM, world.area, "a1.xlsx", a1)
    question = import_plan(world.area, waiting.recognition).questions[-1]
    assert question.params == {"named": "Thôn 6", "chosen": "Thôn 2"}


def test_held_rows_are_not_written(world: make.World, typed: Typed) -> None:
    row = ("Lê Văn Ba", 1970, 4, "Ngõ 1")
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", typed({"Thôn 2": [row, row]}))
    outcome = confirm_import(make.SYSTEM, waiting)
    assert (outcome.written, outcome.held) == (1, 1)
    assert Household.objects.count() == 1


def test_a_list_of_held_rows_only_has_nothing_to_write(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("", 1970, 4, "Ngõ 1"), ("", 1980, 3, "Ngõ 2")]})
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting)
    assert [problem.code for problem in refusal.value.problems] == ["import_nothing_to_write"]


def test_a_name_longer_than_the_register_is_held_and_told(world: make.World, typed: Typed) -> None:
    long = " ".join(["Nguyễn"] * 30)
    content = typed({"Thôn 2": [(long, 1970, 4, "Ngõ 1"), ("Lê Văn Ba", 1980, 3, "Ngõ 1")]})
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    assert (waiting.household_count, waiting.held_count) == (1, 1)
    told = [p for p in waiting.recognition["problems"] if p["code"] == "household_text_too_long"]
    assert [(p["row"], p["field"], p["raw"], p["severity"]) for p in told] == [
        (2, "head_name", long, "error")
    ]
    assert confirm_import(make.SYSTEM, waiting).written == 1


def test_text_that_looks_like_a_formula_stays_text(world: make.World, typed: Typed) -> None:
    note = '=HYPERLINK("http://example.vn","x")'
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4, "Ngõ 1", "1", note)]})
    confirm_import(make.SYSTEM, preview_import(make.SYSTEM, world.area, "b.xlsx", content))
    assert Household.objects.get().note == note


def test_an_error_while_writing_leaves_nothing_behind(
    world: make.World, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = typed({"Thôn 3": [("Lê Văn Ba", 1970, 4)], "Thôn 4": [("Lê Thị Tư", 1980, 3)]})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)

    def killed_at_the_second_area(row: Mapping[str, Any]) -> dict[str, object]:
        if row["area"] == "Thôn 4":
            raise RuntimeError("the machine went off")
        return columns_of_row(row)

    monkeypatch.setattr(confirming, "columns_of_row", killed_at_the_second_area)
    changes = Change.objects.count()
    with pytest.raises(RuntimeError):
        confirm_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    assert waiting.state == "previewed"
    assert waiting.recognition["households"] == 2
    assert not Household.objects.exists()
    assert not Place.objects.filter(name="Thôn 3").exists()
    assert Change.objects.count() == changes


def test_the_second_of_two_confirmations_finds_nothing_waiting(thon_6: Place, a1: bytes) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    same = HouseholdImport.objects.get(pk=waiting.pk)  # the other officer opened the page before
    confirm_import(make.SYSTEM, waiting)
    with pytest.raises(Conflict) as refusal:
        confirm_import(make.SYSTEM, same)
    assert refusal.value.problem.code == "import_not_waiting"
    assert Household.objects.count() == 180
    assert Change.objects.filter(action="residents.imported").count() == 1


def test_a_confirmation_in_the_middle_of_another_writes_nothing(
    thon_6: Place, a1: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    same = HouseholdImport.objects.get(pk=waiting.pk)

    def while_the_other_confirms(*args: object) -> object:
        with pytest.raises(Conflict):
            confirm_import(make.SYSTEM, same)
        return insert_households(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(confirming, "insert_households", while_the_other_confirms)
    confirm_import(make.SYSTEM, waiting)
    assert Household.objects.count() == 180


def test_casting_away_empties_what_was_kept(thon_6: Place, a1: bytes) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    discard_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.recognition, waiting.confirmed_at) == ("discarded", {}, None)
    assert Change.objects.get(action="residents.import_discarded").data == {"file": "a1.xlsx"}
    with pytest.raises(Conflict):
        discard_import(make.SYSTEM, waiting)
    with pytest.raises(Conflict):
        confirm_import(make.SYSTEM, waiting)
    assert not Household.objects.exists()


def test_a_list_nobody_decides_about_is_cast_away_after_a_week(thon_6: Place, a1: bytes) -> None:
    with clock.pretending(clock.now() - timedelta(days=7, minutes=1)):
        forgotten = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    with clock.pretending(clock.now() - timedelta(days=6, hours=23)):
        recent = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    ask_to_clean_up()
    run_waiting_jobs()
    forgotten.refresh_from_db()
    recent.refresh_from_db()
    assert (forgotten.state, forgotten.recognition) == ("discarded", {})
    assert recent.state == "previewed"
    assert Change.objects.filter(action="residents.import_discarded").count() == 1


def test_the_neighbours_officer_can_neither_preview_nor_confirm(
    world: make.World, thon_6: Place, a1: bytes
) -> None:
    waiting = preview_import(make.SYSTEM, thon_6, "a1.xlsx", a1)
    neighbour = make.actor(make.officer(world.neighbour))
    changes = Change.objects.count()
    with pytest.raises(NotAllowed):
        preview_import(neighbour, thon_6, "a1.xlsx", a1)
    with pytest.raises(NotAllowed):
        confirm_import(neighbour, waiting)
    with pytest.raises(NotAllowed):
        discard_import(neighbour, waiting)
    waiting.refresh_from_db()
    assert waiting.state == "previewed"
    assert HouseholdImport.objects.count() == 1
    assert Change.objects.count() == changes


def test_a_waiting_import_keeps_the_file_and_a_decided_one_does_not(
    world: make.World, typed: Typed
) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]})
    written = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    cast_away = preview_import(make.SYSTEM, world.area, "b.xlsx", content)
    assert bytes(written.content or b"") == content
    confirm_import(make.SYSTEM, written)
    discard_import(make.SYSTEM, cast_away)
    for import_ in (written, cast_away):
        import_.refresh_from_db()
        assert (import_.content, import_.recognition, import_.decisions) == (None, {}, {})


def test_a_very_long_file_name_keeps_its_ending(world: make.World, typed: Typed) -> None:
    content = typed({"Thôn 2": [("Lê Văn Ba", 1970, 4)]})
    waiting = preview_import(make.SYSTEM, world.area, f"{'d' * 300}.xlsx", content)
    assert (len(waiting.file_name), waiting.file_name[-6:]) == (200, "d.xlsx")


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_one_writes(typed: Typed) -> None:
    world = make.world()
    content = typed({"Thôn 3": [(f"Lê Văn {n}", 1970, 4, f"Ngõ {n}") for n in range(200)]})
    waiting = preview_import(make.SYSTEM, world.commune, "b.xlsx", content)
    together = Barrier(2)
    said: list[object] = []

    def confirm() -> None:
        try:
            together.wait()
            said.append(confirm_import(make.SYSTEM, waiting).written)
        except Conflict as error:
            said.append(error.problem.code)
        finally:
            connection.close()

    threads = [Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, said)) == ["200", "import_not_waiting"]
    assert Household.objects.count() == 200
    assert Place.objects.filter(name="Thôn 3").count() == 1
