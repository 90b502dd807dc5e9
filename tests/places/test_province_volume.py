"""F-1, F-3, F-4: a whole province with everything that stands on it changes its map in one go."""

from __future__ import annotations

import logging

import pytest
from django.db import connection

from tests import make
from tests.places.test_province_reform import arranged
from tests.places.volume_world import Clocked, full_province
from tuquan.accounts.models import Grant
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries.reforms import preview_of
from tuquan.places.services import undo_reform
from tuquan.places.services.arrangement import arrangement_of
from tuquan.reports.models import Obligation, Report
from tuquan.residents.models import Household

LAI_CHAU, TUYEN_QUANG = "12", "08"
MOST_PREVIEW, MOST_DONE = 10, 180
"""Seconds of its own work that a preview and a whole reform may take.

Seconds on the clock depend on what else the machine does; `--log-cli-level=info` shows both.
"""


def there_and_back(
    province: str, monkeypatch: pytest.MonkeyPatch, *, areas: int, households: int
) -> Clocked:
    """A full province is previewed, arranged and put back; everything moves and comes back."""
    took = Clocked()
    with took.part("made"):
        full_province(province, monkeypatch, areas=areas, households=households)
    before = where_all_stand()
    with took.part("plan"):
        plan = arrangement_of(make.SYSTEM, province)
    with took.part("preview"):
        preview = preview_of(make.SYSTEM, plan)
    assert preview.problems == ()
    with took.part("carried out"):
        reform = arranged(plan)
    assert reform.before == reform.after == preview.totals
    assert preview.totals["households"] == Household.objects.count()
    nothing_stands_in_a_former_place()
    with took.part("undone"):
        undo_reform(make.SYSTEM, Reform.objects.get(pk=reform.pk), "Thử")
    assert where_all_stand() == before
    return took


def where_all_stand() -> list[set[tuple[object, ...]]]:
    """Where every row of the great tables stands."""
    return [
        set(Place.objects.values_list("pk", "path", "name", "kind", "parent", "ended_on")),
        set(Household.objects.values_list("pk", "path")),
        set(ResidentGroup.objects.values_list("pk", "path", "place", "name")),
        set(Grant.objects.values_list("pk", "path", "place", "effective_until")),
        set(Obligation.objects.values_list("pk", "path", "place", "commune")),
        set(Report.objects.values_list("pk", "path", "commune")),
    ]


def nothing_stands_in_a_former_place() -> None:
    """Households, groups, duties and what is owed stand below the province of today."""
    (top,) = Place.objects.standing().filter(kind=PlaceKind.PROVINCE)
    paths = set(Place.objects.standing().below(top.path).values_list("path", flat=True))
    assert set(Household.objects.values_list("path", flat=True)) <= paths
    groups = set(ResidentGroup.objects.values_list("path", flat=True))
    assert {path.rpartition("G")[0] for path in groups} <= paths
    assert set(Grant.objects.values_list("path", flat=True)) <= groups | paths
    owed = Obligation.objects.exclude(report__in=Report.objects.handed_in())
    assert set(owed.values_list("path", flat=True)) <= groups | paths


@pytest.mark.django_db
def test_a_small_province_with_all_that_stands_on_it_is_arranged_and_put_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there_and_back(LAI_CHAU, monkeypatch, areas=1, households=4)


@pytest.mark.long
@pytest.mark.django_db
def test_a_province_of_330_communes_and_100_households_an_area_is_arranged_in_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    households = 100 if connection.vendor == "postgresql" else 40
    took = there_and_back(TUYEN_QUANG, monkeypatch, areas=8, households=households)
    said = f"{connection.vendor}: {Household.objects.count()} households: {took}"
    logging.getLogger(__name__).info(said)
    assert took.busy["preview"] < MOST_PREVIEW, said
    assert took.busy["carried out"] < MOST_DONE, said
    assert took.busy["undone"] < MOST_DONE, said
