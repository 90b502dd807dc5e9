"""Dividing a place: its parts, their shares, and which part takes each line that stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.places import say_share
from tuquan.core.succession import DatedTree, Found, Plan, Ref, split
from tuquan.core.vietnamese import parse_number, tidy
from tuquan.places.forms.reforms import PlaceField, ReformForm
from tuquan.places.models import Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import ManagedPlaces, StandingRow

LEAST_PARTS, MOST_PARTS = 2, 6

CHILDREN = "places.place"
"""Under this table stand the places below the one that is divided."""


class ChooseDivided(forms.Form):
    """Which place is divided: asked first, because the rest depends on it."""

    dia_ban = PlaceField(label=_("Which place is divided"), queryset=Place.objects.none())

    def __init__(self, places: PlaceQuerySet, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["dia_ban"]
        assert isinstance(field, PlaceField)  # noqa: S101 - tells the type checker
        field.queryset = places


@dataclass(frozen=True, slots=True)
class PartFields:
    """The three fields of one part, with its number."""

    number: int
    name: forms.BoundField
    existing: forms.BoundField
    share: forms.BoundField


@dataclass(frozen=True, slots=True)
class RowField:
    """One line that stands in the place, and the field that says which part takes it."""

    row: StandingRow
    field: forms.BoundField


def share_of(text: str) -> Fraction | None:
    """`50`, `50%`, `33,3` or `1/3` as a share; None when it is none of these.

    >>> share_of("1/3")
    Fraction(1, 3)
    """
    above, slash, below = tidy(text).removesuffix("%").partition("/")
    if slash:
        whole = above.strip().isdecimal() and below.strip().isdecimal() and int(below)
        return Fraction(int(above), int(below)) if whole else None
    points = parse_number(above)
    return None if points is None else Fraction(points) / 100


class SplitForm(ReformForm):
    """A place is divided into new places, or among places that go on."""

    rest = forms.ChoiceField(
        label=_("Everything not named below goes to"),
        help_text=_("Also what is added until the division is carried out."),
    )

    def __init__(
        self,
        managed: ManagedPlaces,
        divided: Place,
        standing: Mapping[str, Sequence[StandingRow]],
        count: int,
        data: MultiValueDict[str, Any] | None = None,
        typed: MultiValueDict[str, Any] | None = None,
    ) -> None:
        self.divided, self.standing = divided, standing
        self.shares: dict[int, Fraction] = {}
        self.count = min(max(count, LEAST_PARTS), MOST_PARTS)
        super().__init__(managed, data, typed)
        said = typed if data is None else data
        for number in self.numbers:
            self._add_part(number, said)
        named = [(str(n), self._label(n, said)) for n in self.numbers]
        self._offer("rest", named)
        for table, row in self._lines():
            field = forms.ChoiceField(
                label=row.label, required=False, choices=[("", _("with the rest")), *named]
            )
            self.fields[row_name(table, row)] = field

    @property
    def numbers(self) -> range:
        """The numbers of the parts, from 1."""
        return range(1, self.count + 1)

    def parts(self) -> list[PartFields]:
        """The parts with their fields, for the page."""
        return [
            PartFields(n, self[f"name_{n}"], self[f"existing_{n}"], self[f"share_{n}"])
            for n in self.numbers
        ]

    @property
    def may_have_more(self) -> bool:
        """Whether there is room for one part more."""
        return self.count < MOST_PARTS

    def groups(self) -> list[RowField]:
        """Lines that take others along: groups with their households."""
        return [self._row_field(t, row) for t, row in self._lines() if row.takes_along]

    def lanes(self) -> list[RowField]:
        """Lines that stand alone: the households of a lane that are in no group."""
        return [
            self._row_field(t, row)
            for t, row in self._lines()
            if not row.takes_along and t != CHILDREN
        ]

    def children(self) -> list[RowField]:
        """The places below the one that is divided."""
        return [self._row_field(t, row) for t, row in self._lines() if t == CHILDREN]

    def paths(self) -> list[str]:
        """The divided place, and those that take a part of it."""
        return [self.divided.path, *super().paths()]

    def clean(self) -> dict[str, Any]:
        """Every part is named once, and the shares make a whole."""
        given = super().clean() or self.cleaned_data
        for number in self.numbers:
            name, existing = (
                tidy(given.get(f"name_{number}") or ""),
                given.get(f"existing_{number}"),
            )
            if name and existing:
                self.refuse(f"name_{number}", "part_twice", number=number)
            elif not name and not existing and f"existing_{number}" not in self.errors:
                self.refuse(f"name_{number}", "part_empty", number=number)
        self.shares = self._shares(given)
        return given

    def plan(self, tree: DatedTree) -> Plan:
        """The divided place with its parts, and where each line goes."""
        given = self.cleaned_data
        into = {number: self._target(number) for number in self.numbers}
        refs: dict[str, Ref] = {
            str(n): one.key if isinstance(one, Found) else one for n, one in into.items()
        }
        assigned: dict[str, dict[int, Ref]] = {}
        for table, row in self._lines():
            if part := given[row_name(table, row)]:
                for where, rows in {table: row.rows, **row.takes_along}.items():
                    assigned.setdefault(where, {}).update(dict.fromkeys(rows, refs[part]))
        return split(
            tree,
            given["effective_on"],
            self.divided.pk,
            [(into[number], self.shares[number]) for number in self.numbers],
            children=assigned.pop(CHILDREN, {}),
            assigned=assigned,
            rest=refs[given["rest"]],
        )

    def _add_part(self, number: int, said: MultiValueDict[str, Any] | None) -> None:
        labels = {"number": number}
        self.fields[f"name_{number}"] = forms.CharField(
            label=_now("Name of part %(number)s") % labels, max_length=150, required=False
        )
        existing = PlaceField(
            label=_now("or a place that goes on"),
            queryset=Place.objects.none(),
            required=False,
            empty_label=_now("none: a new place begins"),
        )
        existing.queryset = self.offered(f"existing_{number}", said)
        self.fields[f"existing_{number}"] = existing
        self.fields[f"share_{number}"] = forms.CharField(
            label=_now("Share of part %(number)s") % labels, max_length=20, required=False
        )

    def fitting(self, name: str) -> PlaceQuerySet:
        """A part goes to another place of the same level."""
        others = self.managed.changeable.exclude(pk=self.divided.pk)
        return others.areas() if self.divided.kind == PlaceKind.AREA else others.communes()

    def _label(self, number: int, said: MultiValueDict[str, Any] | None) -> str:
        name = tidy(said.get(f"name_{number}") or "") if said else ""
        words = _now("Part %(number)s") % {"number": number}
        return f"{words}: {name}" if name else words

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = choices

    def _lines(self) -> Iterator[tuple[str, StandingRow]]:
        for table, rows in self.standing.items():
            for row in rows:
                yield table, row

    def _row_field(self, table: str, row: StandingRow) -> RowField:
        return RowField(row, self[row_name(table, row)])

    def _target(self, number: int) -> Found | int:
        given = self.cleaned_data
        if existing := given[f"existing_{number}"]:
            return int(existing.pk)
        old = self.divided
        name = tidy(given[f"name_{number}"])
        return Found(f"part{number}", name, old.kind, old.parent_id, old.local_word)

    def _shares(self, given: Mapping[str, Any]) -> dict[int, Fraction]:
        """The shares typed; by the households sent to each part when none is typed."""
        texts = {number: tidy(given.get(f"share_{number}") or "") for number in self.numbers}
        if not any(texts.values()):
            return self._counted(given)
        shares: dict[int, Fraction] = {}
        for number, text in texts.items():
            share = share_of(text) if text else None
            if not text:
                self.refuse(f"share_{number}", "shares_some")
            elif not share or not 0 < share <= 1:
                self.refuse(f"share_{number}", "share_wrong", text=text)
            else:
                shares[number] = share
        whole = sum(shares.values(), Fraction(0))
        if len(shares) == self.count and whole != 1:
            self.refuse("share_1", "shares_sum", sum=say_share(whole))
        return shares

    def _counted(self, given: Mapping[str, Any]) -> dict[int, Fraction]:
        weights = dict.fromkeys(self.numbers, 0)
        for table, row in self._lines():
            part = given.get(row_name(table, row)) or given.get("rest") or "1"
            weights[int(part)] += row.weight
        for number, weight in weights.items():
            if not weight:
                self.refuse(f"share_{number}", "share_of_nothing", number=number)
        whole = sum(weights.values())
        return {n: Fraction(weight, whole) for n, weight in weights.items() if weight}


def row_name(table: str, row: StandingRow) -> str:
    """The name of the field for one line: its table and the first of its rows."""
    return f"{table.replace('.', '_')}_{row.rows[0]}"
