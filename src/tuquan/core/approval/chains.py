"""Making a chain: from the levels an edition names, on a day (S0-19, S1-24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tuquan.core.approval.model import Chain, Step
from tuquan.core.problems import Problem
from tuquan.core.programme import ChainLevel, PlaceKind
from tuquan.core.programme.local import LevelMapping
from tuquan.core.time import in_force


def chain_of(
    levels: Iterable[ChainLevel],
    on: date,
    steps: Mapping[PlaceKind, Step],
    mappings: Iterable[LevelMapping] = (),
) -> Chain:
    """A step for each level that exists on a day, lowest first, made after the step of its kind.

    A level without a step here has no say. One that was abolished before the day is skipped; where
    the place named a level that does its part now, that one is in the chain instead, once.
    """
    now = {one.abolished: one.now for one in mappings}
    made: dict[PlaceKind, Step] = {}
    for level in levels:
        exists = in_force(None, level.abolished_on, on)
        kind = level.kind if exists else now.get(level.kind)
        if kind is None or kind not in steps:
            continue
        step = replace(steps[kind], level=kind)
        if exists:
            made[kind] = replace(step, label=level.label, label_en=level.label_en)
        else:
            made.setdefault(kind, step)
    return Chain(tuple(made.values()))


def check_chain(chain: Chain) -> list[Problem]:
    """Everything that would keep a chain from ever ending; `where` is the key of the step."""
    problems = [] if chain.steps else [Problem("chain_empty")]
    seen: set[str] = set()
    for step in chain.steps:
        if step.key in seen:
            problems.append(Problem("chain_step_twice", step.key, {"step": step.key}))
        seen.add(step.key)
        if step.how == "all" and not step.of:
            problems.append(Problem("chain_nobody_named", step.key, {"step": step.key}))
        if step.how == "n_of" and (step.count < 1 or 0 < len(step.of) < step.count):
            params = {"step": step.key, "count": step.count}
            problems.append(Problem("chain_count_wrong", step.key, params))
    return problems
