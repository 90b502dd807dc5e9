"""What a reviewer might ask about before accepting a report. Hints, never refusals.

The rules, so that nobody has to guess why something was marked:

jump
    A figure against the reporter's own earlier ones: the last 12 periods that gave it, at least 3.
    It is marked when it lies further both from their median and from the last of them than the
    largest of these: 4½ times the median distance of the earlier figures from their median (about
    three standard deviations), a quarter of the median (half of it while there are fewer than 6
    earlier figures), and 3. So two or three more or less are
    never marked, a figure that always goes up and down is given that much room, and one that grows
    from period to period may go on growing.
same_as_last
    Every commitment was met, now and in at least 3 periods before without a break, and every figure
    (at least 3) is exactly that of the period before.
all_equal
    Every figure of the form (at least 4) is one and the same, and it is not nought.
more_households, more_people
    A figure counted in households or in people is larger than the register says the group has.
part_above_whole
    The upper figure of a share of the form is larger than the lower one.
does_not_fit
    Two answers of which the form says that they must fit each other do not.
nil_unlike_last_year
    Nothing happened, it says, but in the same period a year before something did: figures of what
    there is at the end of a period do not count.

Figures that go up and down by more than what came and went explains are not looked for: no form
says which of its lines are the coming and going of another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Literal

from tuquan.core.answers import Answers
from tuquan.core.programme import Form, Question
from tuquan.core.questions import check_answers

OddityKind = Literal[
    "jump",
    "same_as_last",
    "all_equal",
    "more_households",
    "more_people",
    "part_above_whole",
    "does_not_fit",
    "nil_unlike_last_year",
]

MOST_EARLIER, FEWEST_EARLIER = 12, 3
SPREADS, SMALL = Decimal("4.5"), Decimal(3)
SHARE_OF_MEDIAN, SHARE_WHILE_FEW, NO_LONGER_FEW = Decimal("0.25"), Decimal("0.5"), 6
FEWEST_SAME, FEWEST_EQUAL = 3, 4

_COUNTED_IN: Mapping[str, str] = {"hộ": "households", "người": "people"}
"""By the unit of a figure: what the register knows and it cannot be larger than."""

_LARGER_THAN: Mapping[str, OddityKind] = {"households": "more_households", "people": "more_people"}


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something to ask about; `question` is the key of its line, empty for the whole report."""

    kind: OddityKind
    question: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same reporter said in the same calendar for a period that began on `start`.

    No two periods of a calendar begin on one day.
    """

    start: date
    answers: Answers
    nil: bool = False


def oddities(
    form: Form,
    answers: Answers,
    facts: Mapping[str, int],
    history: Iterable[Earlier],
    *,
    start: date,
    nil: bool = False,
) -> tuple[Oddity, ...]:
    """What is odd about the answers for the period that began on `start`, in the form's order.

    `facts` are what the register knows (`households`, `people`); one that is missing marks nothing.
    The order of `history` does not matter, and periods from `start` on are passed over.
    """
    before = sorted((e for e in history if e.start < start), key=lambda e: e.start, reverse=True)
    if nil:
        return tuple(_nil(form, before, start))
    found = [*_straight_lines(form, answers, before), *_misfits(form, answers, facts)]
    taken = {oddity.question for oddity in found}
    found += [one for one in _parts(form, answers, facts) if one.question not in taken]
    found += _jumps(form, answers, before)
    order = {key: place for place, key in enumerate(("", *(q.key for q in form.questions)))}
    return tuple(sorted(found, key=lambda one: order[one.question]))


def _figures(form: Form) -> list[Question]:
    return [question for question in form.questions if question.kind in ("count", "amount")]


def _number(answers: Answers, key: str) -> Decimal | None:
    """The figure that stands in a line; whatever else stands there is none."""
    value = answers.values.get(key)
    if answers.state(key) != "reported" or not isinstance(value, (int, Decimal)):
        return None
    return None if isinstance(value, bool) else Decimal(value)


def _numbers(form: Form, answers: Answers) -> dict[str, Decimal]:
    found = ((question.key, _number(answers, question.key)) for question in _figures(form))
    return {key: number for key, number in found if number is not None}


def _jumps(form: Form, answers: Answers, before: Sequence[Earlier]) -> Iterator[Oddity]:
    for key, value in _numbers(form, answers).items():
        given = [n for earlier in before if (n := _number(earlier.answers, key)) is not None]
        earlier_ones = given[:MOST_EARLIER]
        if len(earlier_ones) < FEWEST_EARLIER:
            continue
        middle, last = median(earlier_ones), earlier_ones[0]
        spread = median(abs(number - middle) for number in earlier_ones)
        distance = min(abs(value - middle), abs(value - last))
        share = SHARE_OF_MEDIAN if len(earlier_ones) >= NO_LONGER_FEW else SHARE_WHILE_FEW
        if distance > max(SPREADS * spread, share * abs(middle), SMALL):
            low, high = min(earlier_ones), max(earlier_ones)
            params = {"value": value, "low": low, "high": high, "periods": len(earlier_ones)}
            yield Oddity("jump", key, params)


def _straight_lines(form: Form, answers: Answers, before: Sequence[Earlier]) -> Iterator[Oddity]:
    numbers = _numbers(form, answers)
    if len(numbers) >= FEWEST_EQUAL and len(set(numbers.values())) == 1 and any(numbers.values()):
        value = next(iter(numbers.values()))
        yield Oddity("all_equal", params={"value": value, "lines": len(numbers)})
    kept = _kept_before(form, before) if _all_kept(form, answers) else 0
    if kept < FEWEST_EARLIER or len(numbers) < FEWEST_SAME:
        return
    if numbers == _numbers(form, before[0].answers):
        yield Oddity("same_as_last", params={"lines": len(numbers), "periods": kept})


def _kept_before(form: Form, before: Sequence[Earlier]) -> int:
    """In how many periods, one after the other until now, every commitment was met."""
    kept = [_all_kept(form, earlier.answers) for earlier in before[:MOST_EARLIER]]
    return kept.index(False) if False in kept else len(kept)


def _all_kept(form: Form, answers: Answers) -> bool:
    said = [answers.values.get(q.key) for q in form.questions if q.is_promise]
    given = [answer for answer in said if answer is not None]
    return bool(given) and all(answer is True for answer in given)


def _misfits(form: Form, answers: Answers, facts: Mapping[str, int]) -> Iterator[Oddity]:
    for question in _figures(form):
        value = _number(answers, question.key)
        fact = question.at_most or _COUNTED_IN.get(question.unit, "")
        if value is not None and fact in facts and value > facts[fact]:
            params = {"value": value, "limit": facts[fact]}
            yield Oddity(_LARGER_THAN[fact], question.key, params)
    for problem in check_answers(form, answers, facts, complete=False):
        if problem.code == "does_not_fit":
            yield Oddity("does_not_fit", problem.where, problem.params)


def _parts(form: Form, answers: Answers, facts: Mapping[str, int]) -> Iterator[Oddity]:
    labels = {question.key: question for question in form.questions}
    for ratio in form.ratios:
        part = _number(answers, ratio.numerator)
        whole = _number(answers, ratio.denominator)
        if whole is None and ratio.denominator in facts:
            whole = Decimal(facts[ratio.denominator])
        if ratio.numerator in labels and part is not None and whole is not None and part > whole:
            params = {"ratio": ratio.key, "value": part, "limit": whole}
            yield Oddity("part_above_whole", ratio.numerator, params)


def _nil(form: Form, before: Sequence[Earlier], start: date) -> Iterator[Oddity]:
    stocks = {question.key for question in form.questions if question.stock}
    same = (e for e in before if _is_a_year_before(e.start, start) and not e.nil)
    for earlier in same:
        numbers = _numbers(form, earlier.answers).items()
        lines = sum(number > 0 for key, number in numbers if key not in stocks)
        if lines:
            yield Oddity("nil_unlike_last_year", params={"lines": lines, "start": earlier.start})


def _is_a_year_before(earlier: date, start: date) -> bool:
    """The same period of the year before; weeks begin on another day of the month."""
    return abs((start - earlier).days - 365) <= 3  # noqa: PLR2004
