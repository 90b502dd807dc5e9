"""F-8, F-9, S2-14: each sample gives exactly its expected rows, by page and by command."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import make
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.services import change_local_terms
from tuquan.project.cli import main
from tuquan.residents.models import Household, HouseholdImport, HouseholdMember

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
EXPECTED = {
    entry["file"]: entry
    for entry in json.loads((SAMPLES / "expected.json").read_text("utf-8"))["files"]
}
PERSONS = "a3-nhan-khau.xlsx"
Way = Callable[[make.World, str, Place], None]


def expected(kind: str, name: str) -> list[dict[str, str]]:
    """The imported rows of one file, from the expected tables."""
    with (SAMPLES / f"expected-{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"] == name]
    return [row for row in rows if row["status"] == "imported"]


def plain(text: str) -> str:
    """Texts that begin like a formula carry an apostrophe in the tables."""
    return text[1:] if text.startswith("'") and text[1:2] in "=+-@" else text


def by_page(world: make.World, name: str, place: Place) -> None:
    """As an officer does it in the browser."""
    browser = make.client(make.officer(world.commune))
    file = SimpleUploadedFile(name, (SAMPLES / name).read_bytes())
    browser.post(reverse("residents:import"), {"file": file, "place": place.pk})
    page = reverse("residents:import_preview", args=[HouseholdImport.objects.get().pk])
    fields = browser.get(page).context["form"].fields
    data = {"place_confirmed": "on"} if "place_confirmed" in fields else {}
    if "area" in fields:
        data["area"] = str(world.area.pk)
    answer = browser.post(page, data)
    assert answer.status_code == 302, answer.context["form"].errors


def by_command(world: make.World, name: str, place: Place) -> None:
    """As somebody does it at the server."""
    held = EXPECTED[name]["households_held"]
    words = [
        "households",
        "import",
        str(SAMPLES / name),
        "--place",
        place.short_code or "",
        "--yes",
    ]
    assert main([*words, "--json"]) == (1 if held else 0)


def stored() -> list[tuple[Any, ...]]:
    """Every household of the register."""
    columns = ("head_name", "birth_year", "member_count", "lane", "house_number", "note")
    return sorted(Household.objects.values_list(*columns), key=str)


def wanted(name: str) -> list[tuple[Any, ...]]:
    """Every household the tables expect."""
    return sorted(
        (
            (
                plain(row["head_name"]),
                int(row["birth_year"]) if row["birth_year"] else None,
                int(row["member_count"]) if row["member_count"] else None,
                plain(row["lane"]),
                plain(row["house_number"]),
                plain(row["note"]),
            )
            for row in expected("households", name)
        ),
        key=str,
    )


def alike(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows with names as they compare: hoà and hòa are one name (rule 5 of the samples)."""
    return sorted(((same_name_key(row[0]), *row[1:]) for row in rows), key=str)


@pytest.mark.parametrize("way", [by_page, by_command])
@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_goes_into_the_register_as_expected(
    world: make.World, way: Way, name: str
) -> None:
    single = name.startswith(("a1", "a6", "a7b", "a3"))
    place = make.place("Thôn 6", PlaceKind.AREA, world.commune, "thon-6") if single else None
    way(world, name, place or world.commune)
    assert Household.objects.count() == EXPECTED[name]["households"]
    assert alike(stored()) == alike(wanted(name))
    total = sum(row[2] or 0 for row in stored())
    assert total == sum(sheet.get("member_count_sum", 0) for sheet in EXPECTED[name]["sheets"])


@pytest.mark.parametrize("way", [by_page, by_command])
def test_the_persons_of_a_list_are_kept_where_members_are(world: make.World, way: Way) -> None:
    adoption = make.adoption(world.commune)
    change_local_terms(make.SYSTEM, adoption, replace(adoption.terms, household_members=True))
    place = make.place("Thôn 6", PlaceKind.AREA, world.commune, "thon-6")
    way(world, PERSONS, place)
    rows = expected("persons", PERSONS)
    assert HouseholdMember.objects.count() == EXPECTED[PERSONS]["persons"] == len(rows)
    kept = HouseholdMember.objects.values_list("name", "birth_date", "relation", "is_head")
    assert sorted(kept, key=str) == sorted(
        (
            (
                row["person_name"],
                row["birth_date"],
                row["relation"],
                row["is_head"].lower() in ("true", "1", "yes"),
            )
            for row in rows
        ),
        key=str,
    )


def test_the_persons_of_a_list_are_not_kept_elsewhere(world: make.World) -> None:
    place = make.place("Thôn 6", PlaceKind.AREA, world.commune, "thon-6")
    by_command(world, PERSONS, place)
    assert not HouseholdMember.objects.exists()
