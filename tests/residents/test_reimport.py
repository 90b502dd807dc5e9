"""F-11: a corrected workbook again updates the register, and a person decides what is uncertain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdChange, HouseholdImport
from tuquan.residents.queries import import_plan
from tuquan.residents.queries.import_plan import ImportPlan
from tuquan.residents.queries.import_rows import columns_of_row, household_of
from tuquan.residents.queries.values import columns_of, derived_columns
from tuquan.residents.services import (
    ImportOutcome,
    confirm_import,
    decide_rows,
    preview_import,
)

Typed = Callable[..., bytes]
HA = ("Lê Thị Hà", 1970, 4, "Ngõ Đình", "1")
BA = ("Trần Văn Ba", 1962, 3, "Ngõ Đình", "2")
TU = ("Phạm Thị Tư", 1981, 5, "Ngõ Chùa", "3")


@pytest.fixture
def put(world: make.World, typed: Typed) -> Callable[..., ImportOutcome]:
    """Writes rows into Thôn 2."""

    def _put(*rows: tuple[object, ...]) -> ImportOutcome:
        return confirm_import(make.SYSTEM, read(world.area, typed, *rows))

    return _put


def read(area: Place, typed: Typed, *rows: tuple[object, ...]) -> HouseholdImport:
    """A list of Thôn 2 that waits."""
    content = typed({"Thôn 2": rows})
    return preview_import(make.SYSTEM, area, "thon-2.xlsx", content)


def plan_of(waiting: HouseholdImport) -> ImportPlan:
    """What confirming would do now."""
    waiting.refresh_from_db()
    return import_plan(waiting.place, waiting.recognition, None, waiting.decisions)


def kinds(waiting: HouseholdImport) -> dict[str, int]:
    """How many rows are what."""
    return dict(plan_of(waiting).counts)


def test_a_corrected_list_is_added_changed_unchanged_and_gone(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, BA, TU)
    new = ("Vũ Văn Năm", 1990, 2, "Ngõ Chùa", "9")
    waiting = read(world.area, typed, HA, ("Trần Văn Ba", 1962, 6, "Ngõ Giếng", "2"), new)
    assert kinds(waiting) == {"unchanged": 1, "changed": 1, "added": 1, "gone": 1}
    ((_, changed),) = plan_of(waiting).of("changed")
    assert [(one.name, one.old, one.new) for one in changed.changes] == [
        ("member_count", 3, 6),
        ("lane", "Ngõ Đình", "Ngõ Giếng"),
    ]
    assert [household.head_name for _, household in plan_of(waiting).gone] == ["Phạm Thị Tư"]
    outcome = confirm_import(make.SYSTEM, waiting)
    assert outcome == ImportOutcome(written=1, known=2, held=0, changed=1)
    assert list(Household.objects.order_by("pk").values_list("head_name", "member_count")) == [
        ("Lê Thị Hà", 4),
        ("Trần Văn Ba", 6),
        ("Phạm Thị Tư", 5),
        ("Vũ Văn Năm", 2),
    ]
    assert not Household.objects.exclude(closed_on=None).exists()  # gone ones stay


def test_a_correction_is_a_change_with_its_import_and_the_values_before_and_after(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(BA)
    waiting = read(world.area, typed, ("Trần Văn Ba", 1962, 6, "Ngõ Giếng", "2"))
    confirm_import(make.SYSTEM, waiting)
    change = HouseholdChange.objects.get()
    assert (change.kind, change.state, change.persons) == ("corrected", "done", 3)
    assert change.import_of == waiting
    assert change.before == {"lane": "Ngõ Đình", "member_count": 3}
    assert change.after == {"lane": "Ngõ Giếng", "member_count": 6}
    household = Household.objects.get()
    assert household.search_text == " tran van ba ngo gieng 2"
    written = Change.objects.filter(action="residents.imported").latest("pk")
    assert (written.data["changed"], written.data["households"]) == (1, 0)


def test_an_empty_cell_erases_nothing(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(BA)
    waiting = read(world.area, typed, ("Trần Văn Ba", 1962, None, "", ""))
    assert kinds(waiting) == {"unchanged": 1}
    confirm_import(make.SYSTEM, waiting)
    assert Household.objects.get().member_count == 3


def test_the_same_file_again_changes_nothing(
    typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, BA, TU)
    again = put(HA, BA, TU)
    assert again == ImportOutcome(written=0, known=3, held=0)
    assert (Household.objects.count(), HouseholdChange.objects.count()) == (3, 0)


def test_our_own_number_finds_a_household_under_any_name(
    world: make.World, put: Callable[..., ImportOutcome]
) -> None:
    put(HA)
    code = Household.objects.get().code
    text = f"Số TT;Họ và tên chủ hộ;Năm sinh;Mã hộ\n1;Lê Văn Bảy;1999;{code}\n"
    waiting = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    ((_, row),) = plan_of(waiting).of("changed")
    assert {one.name: one.new for one in row.changes} == {
        "head_name": "Lê Văn Bảy",
        "birth_year": 1999,
    }
    confirm_import(make.SYSTEM, waiting)
    assert Household.objects.get().head_name == "Lê Văn Bảy"


def test_our_own_number_in_another_area_is_uncertain(
    world: make.World, put: Callable[..., ImportOutcome]
) -> None:
    put(HA)
    code = Household.objects.get().code
    text = f"Họ và tên chủ hộ;Năm sinh;Thôn;Mã hộ\nLê Thị Hà;1970;Thôn 10;{code}\n"
    waiting = preview_import(make.SYSTEM, world.commune, "x.csv", text.encode())
    ((_, row),) = plan_of(waiting).of("uncertain")
    assert [like.reasons for _, like in row.likes] == [("match_code_elsewhere",)]


def test_a_number_of_the_commune_next_door_finds_nothing(world: make.World) -> None:
    (other,) = make.households(world.neighbour_area, 1)
    text = f"Họ và tên chủ hộ;Năm sinh;Mã hộ\nLê Thị Hà;1970;{other.code}\n"
    waiting = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    assert kinds(waiting) == {"added": 1}
    confirm_import(make.SYSTEM, waiting)
    other.refresh_from_db()
    assert other.head_name != "Lê Thị Hà"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Lê Thị Hạ", 1971, 4, "Ngõ Đình", "1"), "match_door"),
        (("Lê Thị Hà", 1971, 4, "Ngõ Giếng", "8"), "match_name"),
        (("Lê Thị Hà", None, 4, "Ngõ Giếng", "8"), "match_name"),
        (("Lê Thị Hạ", 1970, 4, "Ngõ Đình", "8"), "match_year_lane"),
    ],
)
def test_a_near_likeness_waits_for_a_person(
    world: make.World,
    typed: Typed,
    put: Callable[..., ImportOutcome],
    row: tuple[object, ...],
    reason: str,
) -> None:
    put(HA)
    waiting = read(world.area, typed, row)
    plan = plan_of(waiting)
    ((_, uncertain),) = plan.of("uncertain")
    assert [reason in like.reasons for _, like in uncertain.likes] == [True]
    assert plan.gone == []  # it may be this one
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting)
    assert [one.code for one in refusal.value.problems] == ["import_nothing_to_write"]
    assert Household.objects.get().head_name == "Lê Thị Hà"


def test_an_uncertain_row_is_written_as_a_person_decides(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, BA, TU)
    ha, _ba, tu = Household.objects.order_by("pk")
    waiting = read(
        world.area,
        typed,
        ("Lê Thị Hà", 1971, 4, "Ngõ Đình", "1"),
        ("Trần Văn Ba", 1926, 3, "Ngõ Mới", "7"),
        ("Phạm Thị Tư", 1891, 5, "Ngõ Mới", "8"),
    )
    decisions = {"Thôn 2|2": f"same:{ha.pk}", "Thôn 2|3": "another", "Thôn 2|4": "leave"}
    decide_rows(make.SYSTEM, waiting, decisions, {})
    assert kinds(waiting) == {"changed": 1, "added": 1, "left": 1}
    outcome = confirm_import(make.SYSTEM, waiting)
    assert (outcome.written, outcome.changed, outcome.left_out) == (1, 1, 1)
    ha.refresh_from_db()
    assert ha.birth_year == 1971
    assert Household.objects.filter(head_name="Trần Văn Ba").count() == 2
    assert Household.objects.filter(head_name="Phạm Thị Tư").get() == tu


def test_undecided_rows_are_not_written_and_are_counted(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA)
    waiting = read(world.area, typed, ("Lê Thị Hà", 1971, 4, "Ngõ Đình", "1"), BA)
    outcome = confirm_import(make.SYSTEM, waiting)
    assert (outcome.written, outcome.undecided) == (1, 1)
    assert Household.objects.filter(head_name="Lê Thị Hà").get().birth_year == 1970


def test_two_rows_cannot_be_one_household(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA)
    ha = Household.objects.get()
    waiting = read(
        world.area,
        typed,
        ("Lê Thị Hà", 1971, 4, "Ngõ Đình", "5"),
        ("Lê Thị Hà", 1972, 4, "Ngõ Đình", "6"),
    )
    same = f"same:{ha.pk}"
    decide_rows(make.SYSTEM, waiting, {"Thôn 2|2": same, "Thôn 2|3": same}, {})
    waiting.refresh_from_db()
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting)
    assert {one.code for one in refusal.value.problems} == {"import_same_twice"}
    ha.refresh_from_db()
    assert ha.birth_year == 1970


def test_of_two_of_one_name_and_year_the_door_tells(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, ("Lê Thị Hà", 1970, 2, "Ngõ Chùa", "9"))
    waiting = read(
        world.area,
        typed,
        ("Lê Thị Hà", 1970, 3, "Ngõ Chùa", "9"),
        ("Lê Thị Hà", 1970, 5, "Ngõ Đình", "1"),
    )
    confirm_import(make.SYSTEM, waiting)
    assert list(Household.objects.order_by("pk").values_list("lane", "member_count")) == [
        ("Ngõ Đình", 5),
        ("Ngõ Chùa", 3),
    ]


def test_a_household_that_is_gone_is_closed_when_a_person_says_when(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, BA)
    ha, ba = Household.objects.order_by("pk")
    waiting = read(world.area, typed, HA)
    decide_rows(make.SYSTEM, waiting, {}, {ba.pk: date(2026, 10, 1)})
    outcome = confirm_import(make.SYSTEM, waiting)
    assert outcome.closed == 1
    ba.refresh_from_db()
    ha.refresh_from_db()
    assert (ha.closed_on, ba.closed_on) == (None, date(2026, 10, 1))
    change = HouseholdChange.objects.get()
    assert (change.kind, change.household, change.import_of) == ("closed", ba, waiting)
    assert change.persons == -3


def test_nobody_leaves_after_today(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA, BA)
    ba = Household.objects.get(head_name="Trần Văn Ba")
    waiting = read(world.area, typed, HA)
    with pytest.raises(Invalid) as refusal:
        decide_rows(make.SYSTEM, waiting, {}, {ba.pk: date(2026, 11, 21)})
    assert [one.code for one in refusal.value.problems] == ["import_close_in_future"]


def test_a_household_of_another_area_cannot_be_closed_by_its_number(
    world: make.World, typed: Typed, put: Callable[..., ImportOutcome]
) -> None:
    put(HA)
    (other,) = make.households(world.neighbour_area, 1)
    waiting = read(world.area, typed, HA, BA)
    decide_rows(make.SYSTEM, waiting, {}, {other.pk: date(2026, 10, 1)})
    confirm_import(make.SYSTEM, waiting)
    other.refresh_from_db()
    assert other.closed_on is None


def test_held_rows_are_written_or_left_out_as_decided(world: make.World, typed: Typed) -> None:
    waiting = read(world.area, typed, BA, BA, BA, ("", 1980, 3, "Ngõ 1"))
    assert kinds(waiting) == {"added": 1, "held": 3}
    decide_rows(make.SYSTEM, waiting, {"Thôn 2|3": "import", "Thôn 2|4": "same_row"}, {})
    assert kinds(waiting) == {"added": 2, "left": 1, "held": 1}
    waiting.refresh_from_db()
    outcome = confirm_import(make.SYSTEM, waiting)
    assert (outcome.written, outcome.left_out, outcome.held) == (2, 1, 1)
    assert Household.objects.count() == 2


def test_a_row_without_a_name_cannot_be_written_all_the_same(
    world: make.World, typed: Typed
) -> None:
    waiting = read(world.area, typed, BA, ("", 1980, 3, "Ngõ 1"))
    decide_rows(make.SYSTEM, waiting, {"Thôn 2|3": "import"}, {})
    waiting.refresh_from_db()
    with pytest.raises(Invalid) as refusal:
        confirm_import(make.SYSTEM, waiting)
    assert [one.code for one in refusal.value.problems] == ["import_row_unfit"]
    assert not Household.objects.exists()


def test_decisions_are_remembered_and_can_be_taken_back(world: make.World, typed: Typed) -> None:
    waiting = read(world.area, typed, BA, BA)
    decide_rows(make.SYSTEM, waiting, {"Thôn 2|3": "import"}, {})
    waiting.refresh_from_db()
    assert waiting.decisions["rows"] == {"Thôn 2|3": "import"}
    decide_rows(make.SYSTEM, waiting, {"Thôn 2|3": ""}, {})
    waiting.refresh_from_db()
    assert waiting.decisions["rows"] == {}


def test_the_neighbours_officer_decides_nothing(world: make.World, typed: Typed) -> None:
    waiting = read(world.area, typed, BA, BA)
    with pytest.raises(NotAllowed):
        decide_rows(make.actor(make.officer(world.neighbour)), waiting, {"Thôn 2|3": "import"}, {})
    waiting.refresh_from_db()
    assert waiting.decisions == {}


def test_members_and_numbers_are_read_again_from_the_file(world: make.World) -> None:
    """S2-14, F-17: numbers only as agreed."""
    from tuquan.residents.models import Consent, Contact
    from tuquan.residents.services import ContactsAgreed, ImportChoices

    text = "TT;Chủ hộ;Năm sinh;Điện thoại\n1;Lê Văn An;1970;0951234567\n2;Lê Văn Tí;1971;\n"
    silent = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    outcome = confirm_import(make.SYSTEM, silent)
    assert (outcome.phones, outcome.phones_not_kept, Contact.objects.count()) == (0, 1, 0)
    again = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    agreed = ContactsAgreed("paper", date(2026, 11, 1))
    outcome = confirm_import(make.SYSTEM, again, ImportChoices(contacts=agreed))
    assert (outcome.phones, outcome.phones_not_kept) == (1, 0)
    contact, consent = Contact.objects.get(), Consent.objects.get()
    assert (contact.digits, contact.reversed_digits) == ("0951234567", "7654321590")
    assert contact.consent == consent
    assert (consent.purpose, consent.way, consent.given_by) == ("contact", "paper", "Lê Văn An")
    assert consent.given_on == date(2026, 11, 1)
    once_more = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    confirm_import(make.SYSTEM, once_more, ImportChoices(contacts=agreed))
    assert (Contact.objects.count(), Consent.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "lane", "door"),
    [
        ("Nguyễn Văn Ân", "Ngõ Đình", "14A"),
        ("  Đặng  Thị\u200b Hoà ", "", ""),
        ("H'Hen Niê", "Ngõ 3/12", "Số 7 "),
        ("Y", "", "2B"),
    ],
)
def test_the_quick_keys_of_a_row_are_those_of_the_register(name: str, lane: str, door: str) -> None:
    row = {"head_name": name, "birth_year": 1970, "member_count": 3, "note": " x "}
    row |= {"lane": lane, "house_number": door}
    slow = columns_of(household_of(row))
    slow |= derived_columns(slow)
    quick = columns_of_row(row)
    assert quick == {column: slow[column] for column in quick}
