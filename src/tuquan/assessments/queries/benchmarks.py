"""Figures of the whole commune: which the rules ask for, what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst

from tuquan.assessments.models import AssessmentCycle, Benchmark
from tuquan.assessments.queries.asking import keys_above
from tuquan.base.texts.rules import label_words
from tuquan.base.texts.wording import spoken
from tuquan.core.answers import Value
from tuquan.programmes.queries import facts_at


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    """A figure the rows are compared with: as it was entered, else as the system knows it."""

    key: str
    label: str
    unit: str
    entered: Benchmark | None
    known: Value | None

    @property
    def figure(self) -> Value | None:
        """What the rows are compared with."""
        return _plain(self.entered.value) if self.entered else self.known

    @property
    def is_lacking(self) -> bool:
        """Whether nobody knows it, so that what is compared with it stays open."""
        return self.figure is None


def benchmark_lines(cycle: AssessmentCycle) -> list[BenchmarkLine]:
    """Every figure of the commune that rows are compared with, in the order of the rows."""
    edition = cycle.content
    keys = keys_above(edition)
    entered = {one.key: one for one in cycle.benchmarks.all()}
    known = facts_at(cycle.adoption, [cycle.adoption.place], keys)[cycle.adoption.place_id]
    units = {
        one.key: spoken(one.unit, one.unit_en) for form in edition.forms for one in form.questions
    }
    labels = {key: capfirst(label_words(key, edition)) for key in keys}
    return [
        BenchmarkLine(key, labels[key], units.get(key, ""), entered.get(key), known.get(key))
        for key in keys
    ]


def entered_above(cycle: AssessmentCycle) -> Mapping[str, Value]:
    """What was entered for the commune, whole numbers as such."""
    return {one.key: _plain(one.value) for one in cycle.benchmarks.all()}


def _plain(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else value.normalize()
