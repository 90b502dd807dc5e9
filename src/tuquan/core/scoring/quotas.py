"""Ranking places against each other, and quotas: how many of those that reach a class may have it.

A place whose points are not known exactly has no certain rank, and neither have those it may yet
overtake; what a quota does is said only where every completion agrees.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from tuquan.core.programme import Quota, ResultClass, Scoring
from tuquan.core.rules import Outcome, Range
from tuquan.core.scoring.results import SheetResult
from tuquan.core.scoring.score import rounded

K = TypeVar("K", bound=Hashable)

Results = Mapping[K, tuple[SheetResult, str]]
"""What came out for each place, with the cluster it is ranked in."""


@dataclass(frozen=True, slots=True)
class Placing:
    """The class a place ends up in, with a `quota` outcome for each quota it came under.

    `pushed_from` are the classes it reached and did not get because others were better.
    """

    class_key: str | None
    class_state: Literal["given", "none", "unknown"]
    pushed_from: tuple[str, ...] = ()
    reasons: tuple[Outcome, ...] = ()


class _Candidate(NamedTuple):
    """A place that reaches a class; not `is_sure` while that depends on what is not known."""

    standing: Range | None
    cluster: str
    is_sure: bool


def rank(results: Results[K], cluster: str | None = None) -> dict[K, int | None]:
    """The rank of each place by points, or by the share of rows met; equals share the better rank.

    None while what is not known may change it.
    """
    pool = {
        place: _Candidate(standing(result), of, is_sure=True)
        for place, (result, of) in results.items()
        if cluster in (None, of)
    }
    ranks: dict[K, int | None] = {}
    for place in pool:
        sure, perhaps = _ahead(pool, place)
        ranks[place] = sure + 1 if sure == perhaps else None
    return ranks


def standing(result: SheetResult) -> Range | None:
    """What a place is ranked by: its points, or without points the percentage of rows met."""
    if result.points is not None:
        return result.points
    met, not_met, unknown, _ = result.counts
    if not met + not_met:
        return None
    low = Fraction(100 * met, met + not_met + unknown)
    high = Fraction(100 * (met + unknown), met + not_met + unknown)
    return Range(low, high)


def apply_quotas(scoring: Scoring, results: Results[K]) -> dict[K, Placing]:
    """Which class each place ends up in; who is over the quota of one falls to the next reached."""
    placings: dict[K, Placing] = {place: Placing(None, "none") for place in results}
    for number, one in enumerate(scoring.classes):
        pool = {
            place: candidate
            for place, (result, cluster) in results.items()
            if (candidate := _candidate(placings[place], result, cluster, number))
        }
        for place in pool:
            placings[place] = _place(placings[place], one, pool, place)
    return placings


def _candidate(
    placing: Placing, result: SheetResult, cluster: str, number: int
) -> _Candidate | None:
    """The place as one that may have the class, unless it surely has a better one or misses it."""
    reached = result.class_states[number]
    if placing.class_state == "given" or reached not in ("passed", "unknown"):
        return None
    is_sure = reached == "passed" and placing.class_state == "none"
    return _Candidate(standing(result), cluster, is_sure)


def _place(placing: Placing, one: ResultClass, pool: Mapping[K, _Candidate], place: K) -> Placing:
    gets_in: bool | None = True
    reasons = placing.reasons
    if one.quota:
        gets_in, reason = _under_quota(one, one.quota, pool, place)
        reasons += (reason,)
    if gets_in is False:
        return Placing(None, placing.class_state, (*placing.pushed_from, one.key), reasons)
    if gets_in and pool[place].is_sure:
        return Placing(one.key, "given", placing.pushed_from, reasons)
    return Placing(None, "unknown", placing.pushed_from, reasons)


def _under_quota(
    one: ResultClass, quota: Quota, everyone: Mapping[K, _Candidate], place: K
) -> tuple[bool | None, Outcome]:
    """Whether fewer than the limit keep the place out; None while that is open.

    Whoever is better keeps it out and, where ties stay out, whoever is its equal.
    """
    cluster = everyone[place].cluster
    pool = {
        key: other
        for key, other in everyone.items()
        if quota.within == "all" or other.cluster == cluster
    }
    sure_others = sum(other.is_sure for key, other in pool.items() if key != place)
    fewest, most = _limit(quota, sure_others + 1), _limit(quota, len(pool))
    sure, perhaps = _ahead(pool, place, equals=quota.ties == "out")
    params = {"class": one.key, "ahead": sure, "limit": fewest, "whole": len(pool)}
    if perhaps < fewest:
        return True, Outcome("passed", "quota", params)
    if sure >= most:
        return False, Outcome("failed", "quota", params)
    return None, Outcome("unknown", "quota", params)


def _limit(quota: Quota, pool: int) -> int:
    """How many may have the class when so many reach it; a percentage is made whole as stated."""
    if quota.percent is not None:
        share = Fraction(quota.percent) * pool / 100
        return int(rounded(share, 0, quota.rounding))
    return pool if quota.count is None else quota.count


def _ahead(pool: Mapping[K, _Candidate], place: K, *, equals: bool = False) -> tuple[int, int]:
    """How many others surely stand above a place, and how many perhaps; or level with it."""
    mine = pool[place].standing
    sure = perhaps = 0
    for key, other in pool.items():
        if key == place:
            continue
        theirs = other.standing
        if mine is None or theirs is None:
            perhaps += 1
            continue
        best, worst = theirs.exact_high - mine.exact_low, theirs.exact_low - mine.exact_high
        perhaps += best > 0 or (equals and best == 0)
        sure += other.is_sure and (worst > 0 or (equals and worst == 0))
    return sure, perhaps
