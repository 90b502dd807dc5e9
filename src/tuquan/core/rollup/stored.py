"""Totals as they are stored: amounts and days as text, so that they stay exact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tuquan.core.rollup.figures import Figure, Number, RatioFigure, Totals


def to_json(totals: Totals) -> dict[str, object]:
    """Totals as they are stored per place and period; amounts as strings, so that they stay exact.

    What only some kinds of indicator have is left out where it is empty.
    """
    return {
        "expected": totals.expected,
        "received": totals.received,
        "figures": {key: _figure_to_json(figure) for key, figure in totals.figures.items()},
        "ratios": {
            key: [_plain(ratio.numerator), _plain(ratio.denominator), ratio.reported]
            for key, ratio in totals.ratios.items()
        },
        "facts": dict(totals.facts),
        **({"apportioned": totals.apportioned} if totals.apportioned else {}),
    }


def from_json(stored: Mapping[str, Any]) -> Totals:
    """Read what `to_json` wrote."""
    return Totals(
        stored["expected"],
        stored["received"],
        {key: _figure_from_json(figure) for key, figure in stored["figures"].items()},
        {
            key: RatioFigure(_exact(above), _exact(below), reported)
            for key, (above, below, reported) in stored["ratios"].items()
        },
        dict(stored["facts"]),
        stored.get("apportioned", 0),
    )


def _figure_to_json(figure: Figure) -> dict[str, object]:
    optional: dict[str, object] = {
        "yes": figure.yes,
        "no": figure.no,
        "entries": dict(figure.entries),
        "last_day": figure.last_day and figure.last_day.isoformat(),
    }
    largest = {} if figure.largest is None else {"largest": _plain(figure.largest)}
    return {
        "total": _plain(figure.total),
        "reported": figure.reported,
        "not_applicable": figure.not_applicable,
        "not_reported": figure.not_reported,
        **{name: value for name, value in optional.items() if value},
        **largest,
    }


def _figure_from_json(stored: Mapping[str, Any]) -> Figure:
    figure = Figure(**stored)._replace(total=_exact(stored["total"]))
    if "largest" in stored:
        figure = figure._replace(largest=_exact(stored["largest"]))
    if "last_day" in stored:
        figure = figure._replace(last_day=date.fromisoformat(stored["last_day"]))
    return figure


def _plain(number: Number) -> int | str:
    return f"{number:f}" if isinstance(number, Decimal) else number


def _exact(stored: int | str) -> Number:
    return Decimal(stored) if isinstance(stored, str) else stored
