"""Figures of the whole commune, each with the paper it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.assessments.queries import BenchmarkLine
from tuquan.assessments.services import NewBenchmark

_VALUE, _SOURCE = "value", "source"


class BenchmarksForm(forms.Form):
    """Two fields for each figure; what the system knows itself stands there first."""

    def __init__(self, lines: Iterable[BenchmarkLine], data: Any = None) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for line in self.lines:
            entered = line.entered
            self.fields[f"{_VALUE}-{line.key}"] = forms.DecimalField(
                label=line.label,
                required=False,
                localize=True,
                max_digits=18,
                decimal_places=4,
                initial=line.figure if entered else None,
                help_text=line.unit,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"{_SOURCE}-{line.key}"] = forms.CharField(
                label=_("Taken from"),
                required=False,
                max_length=300,
                initial=entered.source if entered else "",
            )

    def rows(self) -> Iterator[tuple[BenchmarkLine, forms.BoundField, forms.BoundField]]:
        """Each figure with its two fields."""
        for line in self.lines:
            yield line, self[f"{_VALUE}-{line.key}"], self[f"{_SOURCE}-{line.key}"]

    def given(self) -> list[NewBenchmark]:
        """What was typed."""
        said = self.cleaned_data
        return [
            NewBenchmark(one.key, said[f"{_VALUE}-{one.key}"], said[f"{_SOURCE}-{one.key}"])
            for one in self.lines
        ]


def field_of(where: str) -> str:
    """The field a problem of `services.set_benchmarks` is about."""
    key, _dot, part = where.partition(".")
    return f"{_SOURCE if part else _VALUE}-{key}"
