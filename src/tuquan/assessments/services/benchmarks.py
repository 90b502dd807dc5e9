"""Figures of the whole commune that rows are compared with, each with where it is taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, Benchmark
from tuquan.assessments.queries.asking import keys_above
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LARGEST = Decimal(10) ** 14
LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True)
class NewBenchmark:
    """A figure and the paper it stands in; without a figure it is not known."""

    key: str
    value: Decimal | None
    source: str = ""


@transaction.atomic
def set_benchmarks(actor: Actor, cycle: AssessmentCycle, new: Iterable[NewBenchmark]) -> None:
    """Enter, change or take out the figures of a cycle, all of them or none (S3-16, S3-17).

    Results given before keep what they were judged by. Problems are about `KEY` or `KEY.source`.
    """
    require(actor.may("assessments.decide", cycle.path))
    wanted = [NewBenchmark(one.key, one.value, tidy(one.source)) for one in new]
    if problems := list(_wrong(wanted, keys_above(cycle.content))):
        raise Invalid(problems)
    kept = {one.key: one for one in cycle.benchmarks.all()}
    for one in wanted:
        before = kept.get(one.key)
        if one.value is None:
            cycle.benchmarks.filter(key=one.key).delete()
        elif before is None or (before.value, before.source) != (one.value, one.source):
            Benchmark.objects.update_or_create(
                cycle=cycle,
                key=one.key,
                defaults={
                    "value": one.value,
                    "source": one.source,
                    "set_at": clock.now(),
                    "set_by_name": actor.name,
                },
            )
    said = {one.key: str(one.value) for one in wanted if one.value is not None}
    record(actor, "assessments.benchmarks_set", cycle, cycle.path, year=cycle.year, figures=said)


def _wrong(wanted: Iterable[NewBenchmark], keys: Iterable[str]) -> Iterator[Problem]:
    for one in wanted:
        if one.key not in keys:
            yield Problem("benchmark_not_asked", one.key)
        elif one.value is None:
            if one.source:
                yield Problem("benchmark_without_figure", one.key)
        elif not 0 <= one.value < LARGEST:
            yield Problem("benchmark_impossible", one.key)
        elif not one.source:
            yield Problem("benchmark_without_source", f"{one.key}.source")
        elif len(one.source) > LONGEST_SOURCE:
            yield Problem("benchmark_source_long", f"{one.key}.source", {"most": LONGEST_SOURCE})
