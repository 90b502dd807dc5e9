"""The arrangement of July 2025 as a plan: what turns the former map of a province into today's.

A commune that went whole into a unit nothing else went into stays itself, under its new name, kind
and parent. All others end, and the units of today are founded. The official texts draw the line
through a divided commune on a map and give no share of people: equal shares are assumed unless the
office gives its own, and its residential areas go to the usual successor unless it says otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.succession import Alter, Close, Found, Part, Plan, Ref
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries.national import (
    ARRANGED_ON,
    SCHEME,
    Unit,
    Went,
    became,
    conversion,
    province_codes,
    standing_units,
    units_of_before,
    units_of_today,
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the office knows better than the file.

    `shares`: (former code, code of today) -> share; those of one former commune add up to 1.
    `areas`: number of a residential area -> code of the commune it stands in today. `names`: number
    of a residential area -> its name from that day on.
    """

    shares: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    areas: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


def arrangement_of(actor: Actor, province: str, choices: Choices | None = None) -> Plan:
    """The plan for the territory of one province of today, all of whose former units must stand."""
    require(actor.may("places.manage", ""))
    if province not in province_codes():
        raise Invalid([Problem("province_code_unknown", "province", {"codes": province})])
    return _Draft(province, choices or Choices()).plan()


class _Draft:
    """One plan being put together."""

    def __init__(self, province: str, choices: Choices) -> None:
        self.province, self.choices = province, choices
        self.now = {u.code: u for u in units_of_today() if province in (u.code, u.above)}
        self.before = _former_units(province)
        self.places = standing_units(self.before.values())
        self.went: dict[str, list[Went]] = defaultdict(list)
        self.came: dict[str, list[Went]] = defaultdict(list)
        for one in conversion():
            if one.commune in self.now:
                self.went[one.former].append(one)
                self.came[one.commune].append(one)
        self.found: list[Found] = []
        self.alter: list[Alter] = []
        self.close: list[Close] = []

    def plan(self) -> Plan:
        missing = [unit.name for code, unit in self.before.items() if code not in self.places]
        if missing:
            some = ", ".join(missing[:5])
            raise Invalid([Problem("former_units_missing", "province", {"names": some})])
        above = self._province()
        refs = {code: self._commune(code, above) for code in self.now if code != self.province}
        self._close_communes(refs)
        for code, unit in self.before.items():
            if unit.kind == PlaceKind.DISTRICT:
                self._close_district(code, above, refs)
        return Plan(ARRANGED_ON, tuple(self.found), tuple(self.alter), tuple(self.close))

    def _province(self) -> Ref:
        """The province of today: the former one that goes on alone, or a new one of several."""
        unit = self.now[self.province]
        olds = [self.places[c] for c, u in self.before.items() if u.kind == PlaceKind.PROVINCE]
        if len(olds) == 1:
            (old,) = olds
            if old.name != unit.name:
                self.alter.append(Alter(old.pk, name=unit.name))
            return old.pk
        key = f"province {unit.code}"
        self.found.append(Found(key, unit.name, unit.kind, None, codes=((SCHEME, unit.code),)))
        self.close += [Close(old.pk, (Part(key),)) for old in olds]
        return key

    def _commune(self, code: str, above: Ref) -> Ref:
        """A unit of today: the one commune that went into it and nowhere else, or a new one."""
        unit, came = self.now[code], self.came[code]
        if len(came) == 1 and came[0].whole and came[0].former in self.before:
            return self._goes_on(self.places[came[0].former], unit, came[0].former, above)
        self.found.append(Found(code, unit.name, unit.kind, above, codes=((SCHEME, code),)))
        return code

    def _goes_on(self, place: Place, unit: Unit, former: str, above: Ref) -> int:
        self.alter.append(
            Alter(
                place.pk,
                name=unit.name if unit.name != place.name else None,
                kind=unit.kind if unit.kind != place.kind else None,
                local_word="" if place.local_word else None,
                parent=above,
                codes=((SCHEME, unit.code),) if unit.code != former else (),
            )
        )
        return place.pk

    def _close_communes(self, refs: Mapping[str, Ref]) -> None:
        areas = self._areas()
        moving: list[tuple[Place, Place, Ref]] = []
        staying = {one.place for one in self.alter}
        for code, unit in self.before.items():
            place = self.places[code]
            if unit.kind in (PlaceKind.PROVINCE, PlaceKind.DISTRICT) or place.pk in staying:
                continue
            parts = self._parts(code, refs)
            usual = refs[next(w.commune for w in self.went[code] if w.usual)]
            self.close.append(Close(place.pk, parts, usual))
            moving += [
                (area, place, self._commune_of(area, refs, parts) or usual)
                for area in areas.get(place.pk, ())
            ]
        self._move_areas(moving)

    def _move_areas(self, moving: Sequence[tuple[Place, Place, Ref]]) -> None:
        """Areas go with their communes; where two would have one name, the old commune is added."""
        taken = Counter((into, same_name_key(self._name(area))) for area, _old, into in moving)
        for area, old, into in moving:
            name = self._name(area)
            if taken[into, same_name_key(name)] > 1:
                name = f"{name} ({_without_kind(old.name)})"
            self.alter.append(Alter(area.pk, name=name if name != area.name else None, parent=into))

    def _name(self, area: Place) -> str:
        return self.choices.names.get(area.pk, area.name)

    def _commune_of(self, area: Place, refs: Mapping[str, Ref], parts: tuple[Part, ...]) -> Ref:
        """Where the office says an area stands today; it must be one of the successors."""
        said = refs.get(self.choices.areas.get(area.pk, ""))
        return said if said in {part.into for part in parts} and said is not None else ""

    def _parts(self, code: str, refs: Mapping[str, Ref]) -> tuple[Part, ...]:
        went = self.went[code]
        equal = Fraction(1, len(went))
        return tuple(
            Part(refs[w.commune], self.choices.shares.get((code, w.commune), equal)) for w in went
        )

    def _close_district(self, code: str, above: Ref, refs: Mapping[str, Ref]) -> None:
        """A district's own tasks go up to the province; an island became a special zone."""
        island = self.went.get(f"H{code}")
        into = refs[island[0].commune] if island else above
        self.close.append(Close(self.places[code].pk, (Part(into),)))

    def _areas(self) -> dict[int, list[Place]]:
        """The residential areas standing under each former commune."""
        found: dict[int, list[Place]] = defaultdict(list)
        numbers = {place.pk for place in self.places.values()}
        for area in Place.objects.standing().areas():
            if area.parent_id in numbers:
                found[area.parent_id].append(area)
        return found


def _former_units(province: str) -> dict[str, Unit]:
    """The former units of the territory, by code: provinces, districts, communes."""
    inside: dict[str, Unit] = {}
    for unit in units_of_before():
        top = unit.kind == PlaceKind.PROVINCE and became()[unit.code] == province
        if top or unit.above in inside:
            inside[unit.code] = unit
    return inside


def _without_kind(name: str) -> str:
    """`Xã Bản Bo` as `Bản Bo`: what tells two areas of one name apart."""
    kinds = ("Xã ", "Phường ", "Thị trấn ")
    return next((name.removeprefix(kind) for kind in kinds if name.startswith(kind)), name)
