"""Propose groups of neighbouring households from an ordered list of lanes and house numbers.

For places without coordinates (F-18, F-20): the households are put in walking order, then cut into
runs by exact dynamic programming. A size such as "khoảng 15-30 hộ liền kề" (S0-11) never leaves a
household without a group: with seven households, or a lane of 61, there is an answer and a remark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import add

from tuquan.core.grouping.sizes import (
    ProposedGroup,
    SizeBounds,
    common_sizes,
    outside,
    size_remark,
)
from tuquan.core.reasons import Reason
from tuquan.core.vietnamese import same_name_key, search_key, sort_key, tidy

CUT = 150_000
"""Price of cutting a lane between two houses whose numbers follow each other."""
WIDE_GAP = 50_000
"""The most a cut gets cheaper for falling in a wide gap between house numbers."""
ONE_NUMBER = 10_000
"""Added to a cut between doors of one number: 12 and 12A, or two doors of alley 12."""
ONE_HOUSE = 30_000
"""Added to a cut between two households of one and the same house."""
JOIN = 30_000
"""Price of having two lanes in one group when the list has them one after the other."""
FAR_JOIN = 60_000
"""The most a join gets dearer for lanes that stand far apart in the list."""
IMBALANCE = 10_000
"""Price of a group that is off the common size by the whole width of the bounds; less is squared.

Two groups cost less than one `JOIN` this way, so lanes are joined only when one is too small.
"""

# Words before a number that do not begin another series: "Số 12", "nhà 12", "K8" and "kiệt 8".
_PLAIN_WORDS = {"so", "nha", "sn", "k", "kiet", "ngo", "ngach", "hem"}
_WORD = re.compile(r"[^\W\d_]+")
# A number with its letters, as in 12A or 12 bis; a longer word is the street: "12 Nguyễn Trãi".
_STEP = re.compile(r"([0-9]{1,9})(?:\s*([^\W\d_]{1,3})(?![^\W\d_]))?")


@dataclass(frozen=True, slots=True)
class Door:
    """A household as the official list has it; `order` is its position there, `key` its id."""

    key: int
    lane: str
    house_number: str
    order: int


@dataclass(frozen=True, order=True, slots=True)
class Cost:
    """Price of a proposal: first the households outside the bounds, then everything else."""

    outside: int
    walking: int


@dataclass(frozen=True, slots=True)
class _DoorNumber:
    """A house number in parts: "Lô 3" is series `lô`, step (3, ""); 12A/4 is (12, a), (4, "")."""

    series: str
    steps: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Lane:
    """The doors of one lane in walking order, under the first spelling of its name."""

    name: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class _Street:
    """All lanes end to end; `cuts[i]` and `joins[i]` price the place before door `i`.

    A place inside a lane has a price as a cut only, a place between lanes as a join only.
    """

    lanes: tuple[_Lane, ...]
    doors: tuple[Door, ...]
    first_doors: tuple[int, ...]
    numbers: tuple[_DoorNumber | None, ...]
    cuts: tuple[int, ...]
    joins: tuple[int, ...]


def walking_order(doors: Iterable[Door]) -> tuple[Door, ...]:
    """Doors lane by lane, lanes as they first appear in the list, by house number inside a lane.

    A door without a number stays behind the door that stands before it in the list.
    """
    return tuple(chain.from_iterable(lane.doors for lane in _lanes(doors)))


def propose_groups(doors: Iterable[Door], bounds: SizeBounds) -> tuple[ProposedGroup, ...]:
    """Cut all doors into groups at the least `Cost`; each group says why it is as it is.

    Groups formed before and closed to change are left out of `doors` by the caller: the gap they
    leave in `order` makes it dear to join the lanes on either side. With hard bounds that cannot be
    met there is still a proposal: its remarks say which groups may not be decided as they are.
    """
    street = _street(doors)
    starts = _best_starts(street, bounds)
    return tuple(_group(street, bounds, starts, part) for part in range(len(starts)))


def proposal_cost(doors: Iterable[Door], sizes: Sequence[int], bounds: SizeBounds) -> Cost:
    """What a cut of the walking order into runs of these sizes costs: what the proposal minimises.

    Counted: households outside the bounds, cuts inside a lane, joins of lanes, uneven sizes.
    """
    street = _street(doors)
    if min(sizes, default=1) < 1 or sum(sizes) != len(street.doors):
        raise ValueError("the sizes do not add up to the doors")
    starts = set(accumulate(sizes, initial=0))
    places = range(len(street.doors))
    common = common_sizes(len(street.doors), bounds)
    return Cost(
        sum(outside(size, bounds) for size in sizes),
        sum(street.cuts[place] if place in starts else street.joins[place] for place in places)
        + sum(_imbalance(size, common, bounds) for size in sizes),
    )


def _lanes(doors: Iterable[Door]) -> tuple[_Lane, ...]:
    lanes: dict[str, list[Door]] = {}
    for door in sorted(doors, key=lambda door: (door.order, door.key)):
        lanes.setdefault(same_name_key(door.lane), []).append(door)
    return tuple(_Lane(tidy(listed[0].lane), _by_number(listed)) for listed in lanes.values())


def _by_number(listed: Sequence[Door]) -> tuple[Door, ...]:
    ranked = []
    rank: tuple[str, tuple[tuple[int, str], ...]] = ("", ())
    for position, door in enumerate(listed):
        number = _door_number(door.house_number)
        if number is not None:
            rank = (sort_key(number.series), number.steps)
        ranked.append((rank, position, door))
    return tuple(door for _, _, door in sorted(ranked, key=lambda entry: entry[:2]))


def _door_number(house_number: str) -> _DoorNumber | None:
    text = tidy(house_number).casefold()
    first = _STEP.search(text)
    if first is None:
        return None
    words = _WORD.findall(text[: first.start()])
    series = " ".join(word for word in words if search_key(word) not in _PLAIN_WORDS)
    steps = _STEP.findall(text)
    return _DoorNumber(series, tuple((int(digits), letters) for digits, letters in steps))


def _street(doors: Iterable[Door]) -> _Street:
    lanes = _lanes(doors)
    cuts: list[int] = []
    joins: list[int] = []
    numbers: list[_DoorNumber | None] = []
    for before, lane in zip((None, *lanes), lanes, strict=False):
        own = [_door_number(door.house_number) for door in lane.doors]
        cuts += [0, *(_cut_price(one, other) for one, other in pairwise(own))]
        joins += [_join_price(before, lane) if before else 0, *(0 for _ in own[1:])]
        numbers += own
    return _Street(
        lanes,
        tuple(chain.from_iterable(lane.doors for lane in lanes)),
        tuple(accumulate((len(lane.doors) for lane in lanes), initial=0)),
        tuple(numbers),
        tuple(cuts),
        tuple(joins),
    )


def _cut_price(one: _DoorNumber | None, other: _DoorNumber | None) -> int:
    gap = _gap(one, other)
    if gap == 0:
        return CUT + (ONE_HOUSE if one == other else ONE_NUMBER)
    return CUT - WIDE_GAP * (gap - 1) // (gap + 19)


def _gap(one: _DoorNumber | None, other: _DoorNumber | None) -> int:
    """Steps from number to number: 0 inside one number, 1 also where nothing can be said."""
    if one is None or other is None or one.series != other.series:
        return 1
    return abs(other.steps[0][0] - one.steps[0][0])


def _join_price(one: _Lane, other: _Lane) -> int:
    orders = sorted(door.order for door in other.doors)
    apart = min(_distance(door.order, orders) for door in one.doors)
    between = max(0, apart - 1)
    return JOIN + FAR_JOIN * between // (between + 20)


def _distance(order: int, orders: Sequence[int]) -> int:
    place = bisect_left(orders, order)
    return min(abs(order - near) for near in orders[max(0, place - 1) : place + 1])


def _best_starts(street: _Street, bounds: SizeBounds) -> list[int]:
    """Where each group of the cheapest cut begins, found in O(doors x largest size).

    No size from twice the minimum up and above the maximum need be tried: such a group is always
    better as a group of the minimum and the rest.
    """
    count = len(street.doors)
    largest = max(bounds.maximum, 2 * bounds.minimum - 1)
    prices = _size_prices(count, largest, bounds)
    joined = list(accumulate(street.joins))
    openings: list[int] = []
    previous = [0]
    paid = 0
    for end in range(1, count + 1):
        openings.append(paid + street.cuts[end - 1] - joined[end - 1])
        earliest = max(0, end - largest)
        tried = list(map(add, openings[earliest:], prices[earliest - end :]))
        cheapest = min(tried)
        previous.append(earliest + tried.index(cheapest))
        paid = cheapest + joined[end - 1]
    starts, end = [], count
    while end:
        end = previous[end]
        starts.append(end)
    return starts[::-1]


def _size_prices(count: int, largest: int, bounds: SizeBounds) -> list[int]:
    """Prices of the sizes from `largest` down to 1.

    One household outside the bounds weighs more than everything else together can.
    """
    common = common_sizes(count, bounds)
    uneven = [_imbalance(size, common, bounds) for size in range(largest, 0, -1)]
    wrong = [outside(size, bounds) for size in range(largest, 0, -1)]
    dominant = 1 + count * (CUT + ONE_HOUSE + JOIN + FAR_JOIN + max(uneven))
    return [dominant * out + other for out, other in zip(wrong, uneven, strict=True)]


def _imbalance(size: int, common: tuple[int, int], bounds: SizeBounds) -> int:
    off = max(0, common[0] - size, size - common[1])
    width = max(1, bounds.maximum - bounds.minimum)
    return IMBALANCE * off * off // (width * width)


def _group(street: _Street, bounds: SizeBounds, starts: Sequence[int], index: int) -> ProposedGroup:
    start, end = [*starts, len(street.doors)][index : index + 2]
    first = bisect_right(street.first_doors, start) - 1
    last = bisect_left(street.first_doors, end)
    reasons = [
        reason
        for lane in range(first, last)
        for reason in _lane_reasons(street, bounds, starts, lane, range(start, end))
    ]
    names = tuple(lane.name for lane in street.lanes[first:last])
    if len(names) > 1:
        reasons.append(Reason("lanes_joined", {"lanes": names, "because": "too_few_doors"}))
    remark = size_remark(end - start, bounds)
    members = tuple(door.key for door in street.doors[start:end])
    return ProposedGroup(members, names, (*reasons, remark) if remark else tuple(reasons))


def _lane_reasons(
    street: _Street, bounds: SizeBounds, starts: Sequence[int], index: int, group: range
) -> Iterator[Reason]:
    lane = street.lanes[index]
    first, after = street.first_doors[index : index + 2]
    start, end = max(group.start, first), min(group.stop, after)
    if end - start == len(lane.doors):
        yield Reason("lane_kept_whole", {"lane": lane.name, "count": len(lane.doors)})
        return
    before = bisect_right(starts, first)
    too_long = len(lane.doors) > bounds.maximum
    yield Reason(
        "lane_cut",
        {
            "lane": lane.name,
            "from_number": street.doors[start].house_number,
            "to_number": street.doors[end - 1].house_number,
            "count": end - start,
            "part": bisect_right(starts, start) - before + 1,
            "parts": bisect_left(starts, after) - before + 1,
            "because": "longer_than_maximum" if too_long else "too_few_doors_nearby",
        },
    )
    gaps = [_gap(one, other) for one, other in pairwise(street.numbers[first:after])]
    if start > first and gaps[start - first - 1] > sorted(gaps)[len(gaps) // 2]:
        after_number = street.doors[start - 1].house_number
        before_number = street.doors[start].house_number
        shown = {"after_number": after_number, "before_number": before_number}
        yield Reason("cut_at_gap", {"lane": lane.name, **shown})
