"""F-1, F-3, F-4, F-5, F-6, S0-13: the arrangement of July 2025, on the real map of four provinces
of before: in one go, with equal totals on both maps, and nobody asked twice or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests import make
from tests.places.reform_world import all_stand_somewhere, everything, handed_in
from tests.reports.worlds import filled
from tuquan.core.succession import Plan
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind, Reform, Succession
from tuquan.places.queries.national import conversion
from tuquan.places.queries.planning import totals_of
from tuquan.places.services import NewPlace, add_place
from tuquan.places.services.arrangement import arrangement_of
from tuquan.places.services.national import load_map
from tuquan.places.services.reforming import carry_out_reform, prepare_reform, undo_reform
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation
from tuquan.reports.services import open_periods, submit_report

LAI_CHAU, TUYEN_QUANG, CAN_THO = "12", "08", "92"
BEFORE = date(2025, 1, 1)
MONTHS = ["2025-03", "2025-04", "2025-05", "2025-06", "2025-07"]


@dataclass
class Sample:
    """Former communes that report, by code; those that went whole into one, and a divided one."""

    province: str
    communes: dict[str, Place]
    into: str
    divided: str

    @property
    def whole(self) -> list[Place]:
        """The communes that became one."""
        return [place for code, place in self.communes.items() if code != self.divided]


def sample_of(province: str) -> Sample:
    """The communes that became the first unit made of several whole ones, and one divided one."""
    went: dict[str, list[Any]] = {}
    for one in conversion():
        went.setdefault(one.former, []).append(one)
    standing = {
        code: place
        for place in Place.objects.filter(kind__in=("commune", "ward"), ended_on=None)
        for code in place.codes.values_list("code", flat=True)
    }
    came: dict[str, list[str]] = {}
    for code in sorted(standing):
        for one in went[code]:
            came.setdefault(one.commune, []).append(code)
    into = next(
        new
        for new, olds in sorted(came.items())
        if len(olds) >= 3 and all(len(went[old]) == 1 for old in olds)
    )
    divided = next((code for code in sorted(standing) if len(went[code]) > 1), "")
    codes = [*came[into], *([divided] if divided else [])]
    return Sample(province, {code: standing[code] for code in codes}, into, divided)


def reporting(province: str, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The former map of a province, with groups and reports in a sample of its communes."""
    load_map(make.SYSTEM, [province], before=True)
    sample = sample_of(province)
    monkeypatch.setenv("TUQUAN_TODAY", "2025-03-15")
    for number, commune in enumerate(sample.communes.values(), 1):
        make.adoption(commune, make.S1, BEFORE)
        make.officer(commune)
        new = NewPlace(f"Thôn {number}", PlaceKind.AREA, date(2020, 1, 1))
        (group,) = make.groups(add_place(make.SYSTEM, commune, new))
        make.leader(group)
    monkeypatch.setenv("TUQUAN_TODAY", "2025-06-20")
    open_periods(make.SYSTEM)
    for number, owed in enumerate(Obligation.objects.filter(kind="form").order_by("pk")):
        if owed.period_key != "2025-06":
            submit_report(make.SYSTEM, owed, filled(owed.form, number % 9), 0)
    monkeypatch.setenv("TUQUAN_TODAY", "2025-07-02")
    return sample


def arranged(plan: Plan) -> Reform:
    prepared = prepare_reform(
        make.SYSTEM, Reform.Kind.NATIONAL, plan, decision="NQ 202/2025/QH15", reason="Sắp xếp"
    )
    return carry_out_reform(make.SYSTEM, prepared)


def roots(*kinds: str) -> list[str]:
    return list(Place.objects.filter(parent=None, kind__in=kinds).values_list("path", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("province", "units"), [(LAI_CHAU, 38), (TUYEN_QUANG, 124), (CAN_THO, 103)]
)
def test_a_whole_province_is_arranged_in_one_go(
    province: str, units: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = reporting(province, monkeypatch)
    sent, provinces = handed_in(), roots(PlaceKind.PROVINCE)
    before = totals_of(provinces)
    whole = [totals_of([commune.path]) for commune in sample.whole]
    assert before["reports_handed_in"] == len(sample.communes) * 4

    reform = arranged(arrangement_of(make.SYSTEM, province))

    assert reform.before == reform.after
    standing = Place.objects.standing()
    assert standing.communes().count() == units
    assert not standing.filter(kind=PlaceKind.DISTRICT).exists()
    assert standing.filter(kind=PlaceKind.PROVINCE).count() == 1
    all_stand_somewhere()
    assert handed_in() == sent
    now = totals_of([standing.get(kind=PlaceKind.PROVINCE).path])
    assert now == before
    new = standing.get(codes__scheme="dvhc", codes__code=sample.into, codes__effective_until=None)
    assert totals_of([new.path]) == added_up(whole)


def added_up(totals: list[dict[str, int | str]]) -> dict[str, int | str]:
    """Totals of several places together; sums of figures stay text."""
    found: Counter[str] = Counter()
    for one in totals:
        found.update({key: int(value) for key, value in one.items()})
    texts = {key for one in totals for key, value in one.items() if isinstance(value, str)}
    return {key: str(value) if key in texts else value for key, value in found.items()}


@pytest.mark.django_db
def test_after_the_arrangement_every_group_owes_every_month_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = reporting(CAN_THO, monkeypatch)
    arranged(arrangement_of(make.SYSTEM, CAN_THO))
    new = Place.objects.get(
        codes__scheme="dvhc", codes__code=sample.into, codes__effective_until=None
    )
    going_on = Adoption.objects.get(place=new)
    assert (going_on.effective_from, going_on.effective_until) == (date(2025, 7, 1), None)
    assert going_on.continues is not None
    assert going_on.continues.place in sample.whole
    every_part_goes_on_with_the_programme(sample)
    open_periods(make.SYSTEM)
    for group in ResidentGroup.objects.all():
        asked = Obligation.objects.filter(group=group).order_by("period_start")
        months = asked.filter(calendar="monthly").values_list("period_key", flat=True)
        assert list(months) == MONTHS
        assert asked.filter(calendar="baseline").count() == 1
    july = Obligation.objects.filter(period_key="2025-07", commune=new, kind="form")
    assert july.count() == len(sample.whole)
    assert set(july.values_list("adoption", flat=True)) == {going_on.pk}


def every_part_goes_on_with_the_programme(sample: Sample) -> None:
    """The divided commune left shares that make a whole, and an adoption in every part."""
    parts = Succession.objects.filter(old=sample.communes[sample.divided])
    assert parts.count() > 1
    assert sum(link.share for link in parts) == 1
    for link in parts:
        assert Adoption.objects.filter(place=link.new, effective_until=None).count() == 1


@pytest.mark.django_db
def test_the_arrangement_of_a_province_can_be_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reporting(LAI_CHAU, monkeypatch)
    before = everything()
    reform = arranged(arrangement_of(make.SYSTEM, LAI_CHAU))
    assert everything() != before
    undo_reform(make.SYSTEM, reform, "Thử")
    assert everything() == before
