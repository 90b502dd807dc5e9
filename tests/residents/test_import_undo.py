"""F-11: an import is taken back as a whole while nothing stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.audit.models import Change
from tuquan.base.actor import Actor, HeldGrant
from tuquan.base.errors import Conflict, NotAllowed
from tuquan.base.texts.consent import WORDING
from tuquan.places.models import Place
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdChange,
    HouseholdImport,
    HouseholdMember,
)
from tuquan.residents.queries import undo_blockers
from tuquan.residents.queries.changing import NewChange
from tuquan.residents.services import (
    ContactsAgreed,
    ImportChoices,
    confirm_import,
    decide_rows,
    preview_import,
    undo_import,
)
from tuquan.residents.services.changes import record_change

Typed = Callable[..., bytes]
HA = ("Lê Thị Hà", 1970, 4, "Ngõ Đình", "1")
BA = ("Trần Văn Ba", 1962, 3, "Ngõ Đình", "2")


def written(area: Place, typed: Typed, *rows: tuple[object, ...]) -> HouseholdImport:
    """A list of Thôn 2 in the register."""
    waiting = preview_import(make.SYSTEM, area, "thon-2.xlsx", typed({"Thôn 2": rows}))
    confirm_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    return waiting


def register() -> list[tuple[object, ...]]:
    """Every household with its columns, as they stand."""
    names = [field.attname for field in Household._meta.concrete_fields]
    return list(Household.objects.order_by("pk").values_list(*names))


def test_what_an_import_wrote_changed_and_closed_is_put_back(
    world: make.World, typed: Typed
) -> None:
    written(world.area, typed, HA, BA)
    before = register()
    ba = Household.objects.get(head_name="Trần Văn Ba")
    rows = (("Lê Thị Hà", 1970, 6, "Ngõ Mới", "1"), ("Vũ Văn Năm", 1990, 2, "Ngõ Mới", "9"))
    waiting = preview_import(make.SYSTEM, world.area, "b.xlsx", typed({"Thôn 2": rows}))
    decide_rows(make.SYSTEM, waiting, {}, {ba.pk: date(2026, 10, 1)})
    confirm_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    assert register() != before
    assert undo_blockers(waiting) == []
    assert undo_import(make.SYSTEM, waiting) == (1, 2)
    assert register() == before
    waiting.refresh_from_db()
    assert waiting.state == "undone"
    assert waiting.undone_at is not None
    assert set(HouseholdChange.objects.values_list("state", flat=True)) == {"undone"}
    line = Change.objects.get(action="residents.import_undone")
    assert line.data == {"file": "b.xlsx", "households": 1, "changes": 2}


def imported_commune(world: make.World, typed: Typed) -> HouseholdImport:
    """A list of the commune that names an area it has, and one it has not."""
    content = typed({"Thôn 2": [HA], "Thôn 3": [BA]})
    waiting = preview_import(make.SYSTEM, world.commune, "xa.xlsx", content)
    confirm_import(make.SYSTEM, waiting)
    waiting.refresh_from_db()
    return waiting


def test_the_areas_an_import_added_go_with_it(world: make.World, typed: Typed) -> None:
    before = set(Place.objects.values_list("pk", flat=True))
    done = imported_commune(world, typed)
    added = Place.objects.get(name="Thôn 3")
    undo_import(make.SYSTEM, done)
    assert set(Place.objects.values_list("pk", flat=True)) == before
    line = Change.objects.get(action="places.removed")
    assert (line.path, line.data) == (added.path, {"name": "Thôn 3", "kind": "area"})


def test_an_area_an_import_added_stays_when_something_else_stands_in_it(
    world: make.World, typed: Typed
) -> None:
    done = imported_commune(world, typed)
    added = Place.objects.get(name="Thôn 3")
    (other,) = make.households(added, 1)
    undo_import(make.SYSTEM, done)
    assert list(Household.objects.all()) == [other]
    assert Place.objects.get(pk=added.pk).versions.count() == 1
    assert not Change.objects.filter(action="places.removed").exists()


def test_whoever_may_not_change_the_map_leaves_the_areas(world: make.World, typed: Typed) -> None:
    done = imported_commune(world, typed)
    grant = HeldGrant("clerk", world.commune.path, frozenset({"households.manage"}))
    undo_import(Actor(None, "Lê Ba", (grant,)), done)
    assert not Household.objects.exists()
    assert Place.objects.filter(name="Thôn 3").exists()


def test_an_import_is_taken_back_once(world: make.World, typed: Typed) -> None:
    done = written(world.area, typed, HA)
    undo_import(make.SYSTEM, done)
    with pytest.raises(Conflict) as refusal:
        undo_import(make.SYSTEM, done)
    assert refusal.value.problem.code == "import_not_confirmed"


def test_members_and_numbers_go_with_their_import(world: make.World) -> None:
    make.households(world.area, 1)
    text = "TT;Chủ hộ;Năm sinh;Điện thoại\n1;Lê Văn An;1970;0951234567\n"
    waiting = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    agreed = ContactsAgreed("spoken", date(2026, 11, 1))
    confirm_import(make.SYSTEM, waiting, ImportChoices(contacts=agreed))
    assert Contact.objects.count() == 1
    assert Consent.objects.get().wording == WORDING
    waiting.refresh_from_db()
    undo_import(make.SYSTEM, waiting)
    assert (Contact.objects.count(), Consent.objects.count()) == (0, 0)
    assert Household.objects.count() == 1


def test_a_number_brought_to_a_known_household_goes_too(world: make.World, typed: Typed) -> None:
    written(world.area, typed, ("Lê Văn An", 1970, 4))
    text = "TT;Chủ hộ;Năm sinh;Điện thoại\n1;Lê Văn An;1970;0951234567\n"
    waiting = preview_import(make.SYSTEM, world.area, "x.csv", text.encode())
    agreed = ContactsAgreed("spoken", date(2026, 11, 1))
    confirm_import(make.SYSTEM, waiting, ImportChoices(contacts=agreed))
    waiting.refresh_from_db()
    undo_import(make.SYSTEM, waiting)
    assert (Contact.objects.count(), Consent.objects.count()) == (0, 0)
    assert Household.objects.get().head_name == "Lê Văn An"


def test_a_group_stands_on_the_households_it_holds(world: make.World, typed: Typed) -> None:
    rows = [(f"Lê Văn {n}", 1950 + n, 3, "Ngõ 1", str(n)) for n in range(20)]
    done = written(world.area, typed, *rows)
    make.groups(world.area, 1)
    assert undo_blockers(done) == [("undo_grouped", 20)]
    with pytest.raises(Conflict) as refusal:
        undo_import(make.SYSTEM, done)
    assert refusal.value.problem.code == "import_undo_stands"
    done.refresh_from_db()
    assert done.state == "confirmed"
    assert Household.objects.filter(imported_by=done).count() == 20


def test_a_later_change_stands_on_a_household_that_came_or_was_corrected(
    world: make.World, typed: Typed
) -> None:
    first = written(world.area, typed, HA)
    second = written(world.area, typed, ("Lê Thị Hà", 1970, 6, "Ngõ Đình", "1"))
    assert undo_blockers(first) == [("undo_changed", 1)]  # the second list corrected it
    assert undo_blockers(second) == []
    birth = NewChange("birth", date(2026, 11, 19), person_name="Lê Bé")
    record_change(make.SYSTEM, Household.objects.get(), birth)
    assert undo_blockers(second) == [("undo_changed", 1)]
    with pytest.raises(Conflict):
        undo_import(make.SYSTEM, second)
    assert Household.objects.get().member_count == 7


def test_a_person_written_down_later_stands_on_it(world: make.World, typed: Typed) -> None:
    done = written(world.area, typed, HA)
    HouseholdMember.objects.create(household=Household.objects.get(), name="Lê Bé")
    assert undo_blockers(done) == [("undo_members", 1)]


def test_the_neighbours_officer_takes_nothing_back(world: make.World, typed: Typed) -> None:
    done = written(world.area, typed, HA)
    with pytest.raises(NotAllowed):
        undo_import(make.actor(make.officer(world.neighbour)), done)
    assert Household.objects.count() == 1


def test_the_page_of_an_import_takes_it_back(
    world: make.World, typed: Typed, officer: Client, neighbour: Client
) -> None:
    done = written(world.area, typed, HA)
    page = reverse("residents:import_preview", args=[done.pk])
    address = reverse("residents:import_undo", args=[done.pk])
    assert address in officer.get(page).content.decode()
    assert neighbour.post(address).status_code == 404
    assert officer.get(address).status_code == 405
    assert officer.post(address).status_code == 302
    assert not Household.objects.exists()
    assert address not in officer.get(page).content.decode()


def test_the_page_says_what_stands_on_an_import(
    world: make.World, typed: Typed, officer: Client
) -> None:
    done = written(world.area, typed, HA)
    HouseholdMember.objects.create(household=Household.objects.get(), name="Lê Bé")
    answer = officer.get(reverse("residents:import_preview", args=[done.pk]))
    assert len(answer.context["blockers"]) == 1
    assert reverse("residents:import_undo", args=[done.pk]) not in answer.content.decode()
    assert officer.post(reverse("residents:import_undo", args=[done.pk])).status_code == 409
