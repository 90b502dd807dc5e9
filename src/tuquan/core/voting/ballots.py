"""Ballots as counts, and whether the counts can be true together (F-78, F-80).

Secrecy is a matter of shape here: a vote is counts and the list of households that took part.
There is no place in which the choice of a household could be stored.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass

from tuquan.core.problems import Problem
from tuquan.core.voting.outcomes import check_counts
from tuquan.core.voting.roll import Roll, presence
from tuquan.core.voting.thresholds import Base


@dataclass(frozen=True, slots=True)
class BallotCount:
    """What became of the ballots; None where nobody has filled in the figure yet.

    `handed_to` are the households that were handed a ballot. A ballot without a mark is invalid.
    """

    handed_to: int | None
    issued: int | None
    returned: int | None
    not_returned: int | None
    valid: int | None
    invalid: int | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """The frozen number of households, how many take part, and the ballots where there are any.

    `present` are the households at the meeting; where ballots are carried to households, or online,
    those that took part. An open vote has no ballots: everyone present is counted.
    """

    entitled: int
    present: int | None
    ballots: BallotCount | None = None

    def whole(self, of: Base) -> int | None:
        """The number a share is taken of; None as long as it is not known."""
        if of == "all_households":
            return self.entitled
        if of == "present" or self.ballots is None:
            return self.present
        return self.ballots.returned if of == "ballots_cast" else self.ballots.valid


@dataclass(frozen=True, slots=True)
class CountingRules:
    """How many count the votes and how many households look on.

    `binding` where the law asks it; it asks this of areas only, so a group is merely warned.
    """

    witnesses: int = 2
    fewest: int = 3
    most: int = 5
    binding: bool = True


AREA_COUNTING = CountingRules()
"""Luật 10/2022/QH15: a counting board of three to five, two households as witnesses."""

GROUP_COUNTING = CountingRules(binding=False)
"""The same for a group, to which the law does not speak: the board is a matter of advice."""


def check_ballots(ballots: BallotCount) -> tuple[Problem, ...]:
    """Everything wrong with the ballots by themselves, missing figures included."""
    counts = asdict(ballots)
    problems = list(check_counts(counts))
    if _exceeds(ballots.issued, ballots.handed_to):
        shown = {"issued": ballots.issued, "households": ballots.handed_to}
        problems.append(Problem("more_ballots_than_households", "issued", shown))
    for code, whole, parts in (
        ("ballots_not_all_accounted_for", "issued", ("returned", "not_returned")),
        ("ballots_not_all_judged", "returned", ("valid", "invalid")),
    ):
        found = [counts[part] for part in parts]
        if not adds_up(counts[whole], found):
            shown = {whole: counts[whole], "count": sum(part or 0 for part in found)}
            problems.append(Problem(code, whole, shown))
    return tuple(problems)


def check_turnout(turnout: Turnout) -> tuple[Problem, ...]:
    """Nobody takes part who is not entitled, and no ballot comes from a household that did not."""
    problems = list(check_counts({"entitled": turnout.entitled, "present": turnout.present}))
    if _exceeds(turnout.present, turnout.entitled):
        shown = {"present": turnout.present, "entitled": turnout.entitled}
        problems.append(Problem("more_present_than_entitled", "present", shown))
    if turnout.ballots is None:
        return tuple(problems)
    problems += check_ballots(turnout.ballots)
    handed_to, returned = turnout.ballots.handed_to, turnout.ballots.returned
    if _exceeds(handed_to, turnout.entitled):
        shown = {"handed_to": handed_to, "entitled": turnout.entitled}
        problems.append(Problem("ballots_handed_to_more_than_entitled", "handed_to", shown))
    if _exceeds(returned, turnout.present):
        shown = {"returned": returned, "present": turnout.present}
        problems.append(Problem("more_ballots_than_participants", "returned", shown))
    return tuple(problems)


def check_participants(
    roll: Roll, participants: Iterable[int], returned: int | None
) -> tuple[Problem, ...]:
    """A checkable voter list (F-80): all on the roll, each once, and no more ballots than they.

    This is all that may be checked of a secret ballot: nobody can tell whose ballot is whose.
    """
    listed = presence(roll, participants)
    count = len(listed.households)
    if not _exceeds(returned, count):
        return listed.problems
    shown = {"returned": returned, "present": count}
    return (*listed.problems, Problem("more_ballots_than_participants", "returned", shown))


def check_counting(
    witnesses: Iterable[Hashable],
    board: Iterable[Hashable],
    rules: CountingRules = GROUP_COUNTING,
) -> tuple[Problem, ...]:
    """A result on paper needs its witnesses and a counting board; whoever is named twice is one."""
    problems = []
    looking_on, counting = len(set(witnesses)), len(set(board))
    if looking_on < rules.witnesses:
        shown = {"count": looking_on, "needed": rules.witnesses}
        problems.append(Problem("too_few_witnesses", "witnesses", shown))
    if not rules.fewest <= counting <= rules.most:
        shown = {"count": counting, "fewest": rules.fewest, "most": rules.most}
        problems.append(
            Problem("counting_board_size", "board", shown, is_warning=not rules.binding)
        )
    return tuple(problems)


def adds_up(whole: int | None, parts: Sequence[int | None]) -> bool:
    """Whether parts make the whole; with some unknown, whether they still can."""
    if whole is None:
        return True
    known = [part for part in parts if part is not None]
    return sum(known) == whole if len(known) == len(parts) else sum(known) <= whole


def _exceeds(count: int | None, bound: int | None) -> bool:
    return count is not None and bound is not None and count > bound
