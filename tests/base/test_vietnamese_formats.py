"""The traps that Django's Vietnamese locale and the databases set, closed for good."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.db import connection
from django.utils import translation
from django.utils.formats import date_format, number_format

from tests import make
from tuquan.base.formfields import CountField, DayField
from tuquan.places.models import Place
from tuquan.residents.models import Household


class Example(forms.Form):
    """A day and a number, as officers type them."""

    day = DayField()
    count = CountField()


@pytest.mark.parametrize("typed", ["05/03/2025", "5-3-2025", "05.03.2025", "2025-03-05"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_read_day_first(typed: str, language: str) -> None:
    with translation.override(language):
        form = Example({"day": typed, "count": "1"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["day"] == date(2025, 3, 5)


def test_dots_group_thousands_in_vietnamese() -> None:
    with translation.override("vi"):
        form = Example({"day": "05/03/2025", "count": "1.234"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["count"] == 1234


def test_numbers_and_days_are_shown_as_vietnamese_people_write_them() -> None:
    with translation.override("vi"):
        assert number_format(1234567.5, 1, use_l10n=True, force_grouping=True) == "1.234.567,5"
        assert date_format(date(2026, 3, 5), "SHORT_DATE_FORMAT") == "05/03/2026"


@pytest.mark.parametrize("typed", ["đặng", "Đặng", "DANG", "dang thi hoa"])
def test_a_name_is_found_with_or_without_marks_on_both_databases(
    world: make.World, typed: str
) -> None:
    from tuquan.core.vietnamese import search_key
    from tuquan.residents.services import NewHousehold, add_households

    add_households(make.SYSTEM, world.area, [NewHousehold("Đặng Thị Hoà")])
    assert Household.objects.filter(search_text__contains=search_key(typed)).count() == 1


def test_places_below_a_path_are_found_by_an_index(world: make.World) -> None:
    rows = Place.objects.below(world.commune.path)
    assert {place.name for place in rows} == {"Xã Minh Sơn", "Thôn 2", "Thôn 10"}
    if connection.vendor == "sqlite":
        assert "USING INDEX" in rows.order_by().explain()
        assert "SCAN" not in rows.order_by().explain()


def test_the_empty_path_is_everything(world: make.World) -> None:
    assert Place.objects.below("").count() == 6


def test_areas_sort_as_people_count(world: make.World) -> None:
    assert [area.name for area in Place.objects.filter(parent=world.commune)] == [
        "Thôn 2",
        "Thôn 10",
    ]
