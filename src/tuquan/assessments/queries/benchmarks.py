"""Figures of the whole commune: which the rules ask for, what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst

from tuquan.assessments.models import AssessmentCycle, Benchmark
from tuquan.assessments.queries.asking import keys_above
from tuquan.assessments.queries.knowing import Knowledge
from tuquan.base.texts.rules import label_words
from tuquan.base.texts.wording import spoken
from tuquan.core.answers import Value


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
        return self.entered.figure if self.entered else self.known

    @property
    def is_lacking(self) -> bool:
        """Whether nobody knows it, so that what is compared with it stays open."""
        return self.figure is None


def benchmark_lines(cycle: AssessmentCycle) -> list[BenchmarkLine]:
    """Every figure of the commune that rows are compared with, in the order of the rows."""
    edition = cycle.content
    if not (keys := keys_above(edition)):
        return []
    entered = {one.key: one for one in cycle.benchmarks.all()}
    known = Knowledge(cycle, []).found_above()
    units = {
        one.key: spoken(one.unit, one.unit_en) for form in edition.forms for one in form.questions
    }
    labels = {key: capfirst(label_words(key, edition)) for key in keys}
    return [
        BenchmarkLine(key, labels[key], units.get(key, ""), entered.get(key), known.get(key))
        for key in keys
    ]
