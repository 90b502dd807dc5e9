"""What a failed criterion lacks and what leads to the next class, read from the reasons given.

Nothing is judged here a second time. Where several ways lead on, the one with the fewest changes is
shown: what a change costs is for people to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal, NamedTuple

from tuquan.core.programme import Scoring
from tuquan.core.rules import Outcome, span
from tuquan.core.scoring.results import CriterionResult, SheetResult

Change = Literal[
    "more", "fewer", "mark", "answer", "level", "word", "day", "years", "criterion", "other"
]


class Need(NamedTuple):
    """One thing that would have to change: `of` by an `amount` up or down to a `line`.

    Of a share, line and amount count the figure above while what it is of (`over`) stays as it is.
    `beyond` says that reaching the line is not enough, it has to be passed. What is not counted
    has neither; `wanted` is then the level, the words or the last day wanted, where there is one.
    """

    change: Change
    of: str = ""
    amount: Fraction | None = None
    line: Fraction | None = None
    over: str = ""
    beyond: bool = False
    wanted: object = None


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from the class reached to the next better one.

    `knock_outs` are the cases that have to end, `asked` what the rule and the floors of the class
    ask of the sheet as a whole, in rows or points, and `rows` every row that failed with what it
    lacks, the nearest first.
    """

    class_key: str
    knock_outs: tuple[str, ...]
    asked: tuple[Need, ...]
    rows: tuple[tuple[str, tuple[Need, ...]], ...]


def way_up(scoring: Scoring, result: SheetResult) -> Way | None:
    """The way to the next class; None where the best is reached or what comes next is open."""
    states = result.class_states
    reached = states.index("passed") if "passed" in states else len(states)
    if not reached or states[reached - 1] != "failed":
        return None
    parts = result.explanation[reached - 1].parts
    asked = [need for part in parts if part.code != "knock_outs" for need in needs_of(part)]
    aside = {one.key for one in result.knock_outs}
    rows = [(one.key, needs_of(one.outcome)) for one in _failed(result.criteria)]
    return Way(
        scoring.classes[reached - 1].key,
        tuple(key for part in parts for key in _hit(part)),
        tuple(_in_rows(need, result) for need in asked),
        tuple(sorted((row for row in rows if row[0] not in aside), key=lambda row: _far(row[1]))),
    )


def needs_of(outcome: Outcome) -> tuple[Need, ...]:
    """What would have to change for a failed outcome to pass; nothing for any other."""
    if outcome.state != "failed":
        return ()
    return _READ.get(outcome.code, _other)(outcome)


def _hit(part: Outcome) -> tuple[str, ...]:
    """The knock-outs that were hit, where this is the part of the class that asks for none."""
    hit: Any = part.params.get("hit", ()) if part.state == "failed" else ()
    return tuple(hit)


def _failed(results: Iterable[CriterionResult]) -> Iterator[CriterionResult]:
    """The rows that failed, in the order of the sheet."""
    for one in results:
        if one.parts:
            yield from _failed(one.parts)
        elif one.outcome.state == "failed":
            yield one


def _far(needs: Iterable[Need]) -> tuple[int, Fraction]:
    """How far away something is: how many changes, then how large a part of what is wanted."""
    parts = [
        Fraction(1)
        if need.amount is None
        else need.amount / max(abs(need.line or Fraction(0)), Fraction(1))
        for need in needs
    ]
    return len(parts), sum(parts, Fraction(0))


def _in_rows(need: Need, result: SheetResult) -> Need:
    """A lacking share of the rows, said as so many rows."""
    if need.of != "criteria_met_percent" or need.change != "more" or need.line is None:
        return need
    rows = result.counts.met + result.counts.not_met + result.counts.unknown
    bound = need.line * rows / 100
    test = "more_than" if need.beyond else "at_least"
    return _towards(test, result.counts.met, bound, "criteria_met", "criteria_applicable")


def _towards(test: object, found: Any, bound: Fraction, of: str, over: str = "") -> Need:
    """How far a figure is on the wrong side of a bound; what is counted moves in whole steps."""
    figure = span(found)
    if figure is None:
        return Need("other", of, over=over)
    upwards = test in ("at_least", "more_than")
    if test == "equal":
        upwards = figure.exact_high < bound
    beyond = test in ("more_than", "less_than")
    line = bound
    if type(found) is int:
        nearest = ceil(bound) if upwards else floor(bound)
        if test == "equal" and nearest != bound:
            return Need("other", of, over=over)
        step = 1 if beyond and nearest == bound else 0
        line, beyond = Fraction(nearest + step if upwards else nearest - step), False
    amount = line - figure.exact_high if upwards else figure.exact_low - line
    return Need("more" if upwards else "fewer", of, amount, line, over, beyond)


def _compare(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    return (_towards(read["operator"], read["found"], Fraction(read["bound"]), read["of"]),)


def _between(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    low, high = Fraction(read["low"]), Fraction(read["high"])
    figure = span(read["found"])
    if figure is not None and figure.exact_high < low:
        return (_towards("at_least", read["found"], low, read["of"]),)
    return (_towards("at_most", read["found"], high, read["of"]),)


def _ratio(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    whole, bound = span(read["whole"]), read["bound"]
    if whole is None or not whole.is_exact:
        return (Need("other", read["of"], over=read["over"]),)
    percent = 100 * Fraction(bound[0]) / Fraction(bound[1]) if isinstance(bound, tuple) else bound
    line = Fraction(percent) * whole.exact_low / 100
    return (_towards(read["operator"], read["found"], line, read["of"], read["over"]),)


def _members(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    line = Fraction(read["bound"]) * read["whole"] / 100
    return (_towards(read["operator"], read["found"] + read["open"], line, read["of"]),)


def _cascade(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    percent = 100 if read["bound"] is None else read["bound"]
    line = Fraction(percent) * read["whole"] / 100 if read["count"] is None else read["count"]
    found = read["found"] + read["open"]
    return (_towards(read["operator"], found, Fraction(line), "children"),)


def _streak(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    line = Fraction(read["wanted"])
    return (Need("years", read["of"], line - read["running"], line),)


def _floor(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    return (_towards("at_least", read["found"], Fraction(read["bound"]), read["of"]),)


def _points(outcome: Outcome) -> tuple[Need, ...]:
    read: Mapping[str, Any] = outcome.params
    return (_towards("equal", read["found"], Fraction(read["wanted"]), "points"),)


def _parts(outcome: Outcome) -> tuple[Need, ...]:
    """As many of the failed parts as are lacking, those with the fewest changes first."""
    read: Mapping[str, Any] = outcome.params
    failed = [needs_of(part) for part in outcome.parts if part.state == "failed"]
    open_ones = sum(part.state == "unknown" for part in outcome.parts)
    lacking = read["needed"] - read["found"] - open_ones
    nearest = sorted(range(len(failed)), key=lambda place: _far(failed[place]))[:lacking]
    return tuple(need for place in sorted(nearest) for need in failed[place])


def _other(outcome: Outcome) -> tuple[Need, ...]:
    return (Need("other", str(outcome.params.get("of", ""))),)


def _changed(change: Change, wanted: str = "") -> Callable[[Outcome], tuple[Need, ...]]:
    """What is not counted: it has to be something else, named where the reason names it."""

    def read(outcome: Outcome) -> tuple[Need, ...]:
        of = str(outcome.params.get("of", ""))
        return (Need(change, of, wanted=outcome.params.get(wanted)),)

    return read


_READ: Mapping[str, Callable[[Outcome], tuple[Need, ...]]] = {
    "compare": _compare,
    "between": _between,
    "ratio": _ratio,
    "members": _members,
    "cascade": _cascade,
    "streak": _streak,
    "floor": _floor,
    "points": _points,
    "all": _parts,
    "any": _parts,
    "at_least_n": _parts,
    "answer": _changed("answer"),
    "scale": _changed("level", "wanted"),
    "one_of": _changed("word", "values"),
    "date": _changed("day", "last"),
    "met": _changed("criterion"),
    "mark": _changed("mark"),
}
