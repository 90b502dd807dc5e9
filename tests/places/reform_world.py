"""A small province with districts whose groups report, and the whole database to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps

from tests import make
from tests.moves import every_row
from tests.reports.worlds import filled
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.services import open_periods, return_report, save_draft, submit_report
from tuquan.residents.models import Household

OURS = ("places", "accounts", "residents", "programmes", "groups", "reports")
ABOUT_REFORMS = ("places.Reform", "places.ReformEntry")
"""What a reform that was taken back leaves behind, besides the record of changes."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Land:
    """A province with two districts, three communes and six areas, of which five have groups."""

    province: Place
    districts: list[Place]
    communes: list[Place]
    areas: list[Place]


def land(monkeypatch: pytest.MonkeyPatch) -> Land:
    """The land, with leaders, a survey and three months of reports in every state."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-09-15")
        province = make.place("Tỉnh Mẫu", PlaceKind.PROVINCE)
        districts = [
            make.place(f"Huyện {name}", PlaceKind.DISTRICT, province) for name in ("Đông", "Tây")
        ]
        communes = [
            make.place(f"Xã {name}", PlaceKind.COMMUNE, district, short_code=code)
            for name, code, district in (
                ("An Sơn", "an-son", districts[0]),
                ("Bình Hải", "binh-hai", districts[0]),
                ("Cao Lộc", "cao-loc", districts[1]),
            )
        ]
        areas = [
            make.place(f"Thôn {number}", PlaceKind.AREA, communes[number // 2])
            for number in range(6)
        ]
        for commune in communes:
            make.adoption(commune)
            make.adoption(commune, make.S1)
            make.officer(commune)
        for area in areas[:-1]:
            make.groups(area, 40 if area == areas[0] else 20)
            make.households(area, 2, lane="Ngõ Mới", first=90)
        make.households(areas[-1], 3)
        for group in ResidentGroup.objects.order_by("pk"):
            make.leader(group, f"Trưởng Tổ {group.pk}")
    open_periods(make.SYSTEM)
    _write_reports()
    return Land(province, districts, communes, areas)


def _write_reports() -> None:
    months = Obligation.objects.filter(calendar="monthly", kind="form").order_by("pk")
    for number, owed in enumerate(months):
        answers = filled(owed.form, number % 7)
        if number % 4 == 3:
            continue
        if number % 4 == 2:
            save_draft(make.SYSTEM, owed, answers, 0)
            continue
        report = submit_report(make.SYSTEM, owed, answers, 0)
        if number % 8 == 1:
            return_report(make.SYSTEM, report, report.version, "Xin xem lại")


def everything() -> Rows:
    """Every row of every table that reforms may change."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in models
        if model._meta.label not in ABOUT_REFORMS
    }


def handed_in() -> list[dict[str, Any]]:
    """Every column of every report that was handed in, of its revisions and of what it answers."""
    reports = Report.objects.handed_in().order_by("pk")
    return every_row(
        reports,
        Obligation.objects.filter(report__in=reports),
        Revision.objects.filter(report__in=reports),
    )


def all_stand_somewhere() -> None:
    """Every place, household and group stands where its path says, in something that stands."""
    for place in Place.objects.filter(ended_on=None).select_related("parent"):
        above = place.parent.path if place.parent else ""
        assert place.path == f"{above}{place.pk:07d}.", place
        assert place.parent is None or place.parent.ended_on is None, place
    for household in Household.objects.select_related("place"):
        assert (household.path, household.place.ended_on) == (household.place.path, None)
        assert household.place.kind == PlaceKind.AREA
    for group in ResidentGroup.objects.select_related("place"):
        assert group.path == ResidentGroup.path_of(group.place, group.pk), group
        assert (group.place.ended_on, group.place.kind) == (None, PlaceKind.AREA)
    for member in Membership.objects.current().select_related("group", "household"):
        assert member.group.place_id == member.household.place_id
    for owed in Obligation.objects.exclude(report__in=Report.objects.handed_in()):
        if owed.group:
            assert (owed.path, owed.place) == (owed.group.path, owed.group.place)
        else:
            assert (owed.path, owed.place.ended_on) == (owed.place.path, None)
        if owed.place.kind == PlaceKind.AREA:
            assert owed.commune == owed.place.parent


def last_reform() -> Reform:
    """The reform that was carried out last and still holds."""
    return Reform.objects.filter(state=Reform.State.DONE).latest("pk")
