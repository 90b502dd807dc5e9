"""Where a river, railway or main road runs: between which households, or through which points.

Nobody needs a pointer: pairs of households on either side are named in the order in which the line
passes between them, or coordinates are pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import CountField
from tuquan.base.texts import say
from tuquan.core.points import Degrees
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.groups.models import BarrierLine
from tuquan.groups.services import NewBarrier

PAIRS = range(1, 5)
"""How many pairs of households the form offers."""

NOBODY, METRES = "nobody", "metres"
OFFERED = "households"
"""The id of the list of households offered while one is typed."""

_HALF = Decimal("0.5")
_NUMBER = re.compile(r"(?<![\d.])-?\d{1,3}(?:\.\d+)?(?![\d.])")
_COMMA_DECIMALS = re.compile(r"(\d),(\d+)\s*[,;\s]\s*(\d+),(\d+)")

Points = Mapping[str, Degrees | None]
"""Each household offered, by the words that name it, with its point."""


class BarrierForm(forms.Form):
    """What the barrier is, what crossing it costs, and where it runs."""

    name = forms.CharField(label=_("Name"), required=False)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=BarrierLine.Kind.choices, widget=forms.RadioSelect
    )
    crossing = forms.ChoiceField(
        label=_("Getting across"),
        choices=(
            (NOBODY, _("nobody gets across here")),
            (METRES, _("one gets across, but it counts as a detour")),
        ),
        widget=forms.RadioSelect,
    )
    price = CountField(
        label=_("Metres a crossing counts"),
        required=False,
        help_text=_("Only where one gets across; a main road counts 100 metres or so."),
    )
    corners = forms.CharField(
        label=_("Or paste coordinates"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "One point a line, latitude first, then longitude: 21.028500, 105.804800. "
            "With coordinates here the pairs above are left aside."
        ),
    )

    def __init__(self, points: Points, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._points = {same_name_key(words): point for words, point in points.items()}
        for number in PAIRS:
            for side in ("one", "other"):
                self.fields[f"{side}_{number}"] = forms.CharField(
                    required=False,
                    widget=forms.TextInput(attrs={"list": OFFERED, "autocomplete": "off"}),
                )

    def pairs(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField]]:
        """The fields of each pair."""
        for number in PAIRS:
            yield number, self[f"one_{number}"], self[f"other_{number}"]

    def clean(self) -> dict[str, Any]:
        """Read where the line runs, and say for every line or pair what is wrong with it."""
        given = super().clean() or {}
        has_price = given.get("price") is not None or "price" in self.errors
        if given.get("crossing") == METRES and not has_price:
            self.add_error("price", say(Problem("barrier_price_missing")))
        typed = given.get("corners", "")
        given["line"] = tuple(self._pasted(typed) if typed else self._between(given))
        return given

    def barrier(self) -> NewBarrier:
        """What was described, once the form is valid."""
        given = self.cleaned_data
        price = given["price"] if given["crossing"] == METRES else None
        return NewBarrier(given["name"], given["kind"], given["line"], price)

    def _pasted(self, typed: str) -> Iterator[Degrees]:
        for number, text in enumerate(typed.splitlines(), start=1):
            if not text.strip():
                continue
            point = read_point(text)
            if point is None:
                shown = {"number": number, "text": text.strip()[:60]}
                self.add_error("corners", say(Problem("barrier_line_unreadable", params=shown)))
            else:
                yield point

    def _between(self, given: Mapping[str, Any]) -> Iterator[Degrees]:
        for number in PAIRS:
            texts = [str(given.get(f"{side}_{number}", "")).strip() for side in ("one", "other")]
            if not any(texts):
                continue
            ends = [self._end(number, text) for text in texts]
            if ends[0] is not None and ends[1] is not None:
                (south, west), (north, east) = ends[0], ends[1]
                yield (south + north) * _HALF, (west + east) * _HALF

    def _end(self, number: int, text: str) -> Degrees | None:
        """The point of a household that was named; None with what is wrong said at its pair."""
        key, shown = same_name_key(text), {"number": number, "text": text[:60]}
        if not text:
            problem = Problem("barrier_pair_half", params=shown)
        elif key not in self._points:
            problem = Problem("barrier_pair_unknown", params=shown)
        elif self._points[key] is None:
            problem = Problem("barrier_pair_without_point", params=shown)
        else:
            return self._points[key]
        self.add_error(f"one_{number}", say(problem))
        return None


def read_point(text: str) -> Degrees | None:
    """Latitude and longitude out of a line: 21.5, 105.8 or 21,5; 105,8; None where it is none."""
    with_dots = _COMMA_DECIMALS.sub(r"\1.\2 \3.\4", text)
    rest = _NUMBER.sub(" ", with_dots)
    found = _NUMBER.findall(with_dots)
    if len(found) != 2 or rest.strip(" \t,;()[]°"):
        return None
    latitude, longitude = map(Decimal, found)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
