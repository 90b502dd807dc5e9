"""Which way a vote may be taken, by which majority, and whether enough people looked on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key
from tuquan.core.voting import (
    CHANNELS,
    ONLINE_CONSENT,
    Matter,
    Roll,
    check_counting,
    check_method,
    check_participants,
)
from tuquan.meetings.models import Election, Meeting, Motion
from tuquan.meetings.queries.counting import (
    BallotFigures,
    entitled_count,
    happens_in_meeting,
    quorum_result,
)
from tuquan.meetings.queries.rules import MAJORITIES, counting_rules
from tuquan.meetings.queries.texts import check_texts, refuse


@dataclass(frozen=True, slots=True)
class Witness:
    """A household that looked on while votes were counted, and who it was."""

    household: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a vote was counted: who looked on, who counted, who took part where not all present did.

    `on_paper`: the figures come from a paper, not from the room; a paper needs its witnesses.
    `version` is that of the vote as the page showed it.
    """

    witnesses: tuple[Witness, ...] = ()
    board: tuple[str, ...] = ()
    ballots: BallotFigures | None = None
    participants: tuple[int, ...] | None = None
    on_paper: bool = False
    note: str = ""
    version: int | None = None


def with_majority(matter: Matter, majority: str) -> Matter:
    """The matter with a majority the programme chose; the law's cannot be chosen away (S0-30)."""
    if not majority:
        return matter
    if matter.law:
        refuse([Problem("threshold_fixed_by_law", "majority", {"law": matter.law.law})])
    if majority not in MAJORITIES:
        refuse([Problem("majority_unknown", "majority")])
    return replace(matter, threshold=MAJORITIES[majority])


def check_way(meeting: Meeting, matter: Matter, method: str, online_consent: int | None) -> None:
    """Refuse a way to vote that law or programme do not allow for the matter (d3)."""
    if method not in CHANNELS:
        refuse([Problem("vote_method_unknown", "method")])
    entitled = entitled_count(meeting)
    agreed = online_consent or 0
    if not 0 <= agreed <= entitled:
        shown = {"count": agreed, "entitled": entitled}
        refuse([Problem("count_absurd", "online_consent", shown)])
    refuse(
        check_method(
            matter,
            method,  # type: ignore[arg-type]
            frozenset(CHANNELS.values()),
            meeting_fell_short=quorum_result(meeting).state == "short" and entitled > 0,
            online_agreed=entitled > 0 and ONLINE_CONSENT.is_met(agreed, entitled),
        )
    )


def check_lookers(vote: Motion | Election, counting: Counting) -> list[Problem]:
    """Two households look on, three to five people count (d3); only a show of hands needs none.

    The law binds areas. A group is merely told that a board of another size is unusual.
    """
    problems = check_texts("board", counting.board)
    problems += check_texts("witnesses", (one.name for one in counting.witnesses))
    if vote.method == "show_of_hands" and not counting.on_paper:
        return problems
    rules = counting_rules(vote.meeting)
    if vote.method == "online":
        rules = replace(rules, witnesses=0)
        if not counting.note:
            problems.append(Problem("online_note_missing", "note"))
    names = [same_name_key(name) for name in counting.board if name]
    households = [one.household for one in counting.witnesses]
    problems += check_counting(households, names, rules)
    roll = set(vote.meeting.attendance.values_list("household_id", flat=True))
    return problems + [
        Problem("witness_not_present", "witnesses", {"name": one.name or f"H{one.household:06d}"})
        for one in counting.witnesses
        if one.household not in roll
    ]


def check_who(vote: Motion | Election, counting: Counting) -> list[Problem]:
    """That everybody present is marked, or that those who gave back ballots are listed (F-80)."""
    if happens_in_meeting(vote.method):
        unmarked = vote.meeting.attendance.filter(present=None).count()
        if unmarked:
            return [Problem("attendance_not_marked", "", {"count": unmarked})]
    elif not counting.participants:
        return [Problem("participants_missing", "participants")]
    if vote.method == "show_of_hands":
        return []
    if counting.ballots is None:
        return [Problem("ballots_missing", "issued")]
    if counting.participants is None:
        return []
    rows = vote.meeting.attendance.filter(entitled=True)
    roll = Roll(frozenset(rows.values_list("household_id", flat=True)))
    listed = check_participants(roll, counting.participants, counting.ballots.returned)
    return [replace(problem, where=problem.where or "participants") for problem in listed]
