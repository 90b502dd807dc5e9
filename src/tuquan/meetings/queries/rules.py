"""The rules of votes as they are kept in rows: shares exact, and who fixed them.

Nothing is counted here: this is the way from a row to the values of `core.voting` and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tuquan.core.problems import Problem
from tuquan.core.voting import (
    AREA_COUNTING,
    AT_LEAST_TWO_THIRDS,
    GROUP_COUNTING,
    GROUP_ELECTION,
    GROUP_MAJORITY,
    GROUP_QUORUM,
    MATTERS,
    CountingRules,
    ElectionRules,
    LawArticle,
    Matter,
    Quorum,
    Reason,
    Requirement,
    SecondRound,
    Threshold,
)
from tuquan.core.voting.matters import OTHER_MATTERS
from tuquan.meetings.models import Election, Meeting, Motion

HALF = Fraction(1, 2)

MAJORITIES: Mapping[str, Threshold] = {
    "half_of_all": GROUP_MAJORITY,
    "two_thirds_of_all": replace(AT_LEAST_TWO_THIRDS, law=None),
    "half_of_present": Threshold(share=HALF, strict=True, of="present"),
    "half_of_valid": Threshold(share=HALF, strict=True, of="valid_ballots"),
}
"""What a programme may choose where no law fixes it (S0-30); the first is the default (S0-12)."""

GROUP_MATTERS = ("other_matters", "group_election")
"""What a group votes on: the other matters are those of a whole area."""

AREA_MATTERS = tuple(key for key in MATTERS if key != "commune_contributions")
"""What a meeting of an area votes on; a matter of the whole commune goes by ballots of its own."""

ELECTION_MATTERS = ("group_election", "area_head", "boards")
"""Matters that are decided by an election."""


def matters_of(meeting: Meeting) -> tuple[str, ...]:
    """The keys of the matters that this meeting may put to the vote."""
    return GROUP_MATTERS if meeting.kind == Meeting.Kind.HOUSEHOLDS else AREA_MATTERS


def motion_matters(meeting: Meeting) -> tuple[str, ...]:
    """Those of them that are voted for or against; officials may be dismissed so."""
    return tuple(key for key in matters_of(meeting) if key != GROUP_ELECTION.key)


def election_matters(meeting: Meeting) -> tuple[str, ...]:
    """Those of them that fill posts."""
    return tuple(key for key in matters_of(meeting) if key in ELECTION_MATTERS)


def matter_here(meeting: Meeting, key: str) -> Matter:
    """A matter as it holds in this meeting: no law is written for a group (S0-30)."""
    matter = MATTERS[key]
    law = None if meeting.kind == Meeting.Kind.HOUSEHOLDS else matter.law
    return replace(matter, threshold=replace(matter.threshold, law=law), law=law)


def default_quorum(kind: str) -> Quorum | None:
    """The households a meeting needs: half of them and one, by law in an area, by custom below."""
    if kind == Meeting.Kind.HOUSEHOLDS:
        return GROUP_QUORUM
    return OTHER_MATTERS.quorum if kind == Meeting.Kind.RESIDENTS else None


def quorum_for(meeting: Meeting, matter: Matter) -> Quorum | None:
    """The households without which a matter cannot be decided in this meeting."""
    return matter.quorum if matter.law else quorum_of(meeting.quorum)


def counting_rules(meeting: Meeting) -> CountingRules:
    """How many must count and look on: the law binds areas, not groups."""
    return GROUP_COUNTING if meeting.kind == Meeting.Kind.HOUSEHOLDS else AREA_COUNTING


def requirement_data(required: Requirement | None) -> dict[str, Any]:
    """A share as it is kept; nothing where none is asked."""
    if required is None:
        return {}
    data: dict[str, Any] = {"share": str(required.share), "strict": required.strict}
    if isinstance(required, Threshold):
        data["of"] = required.of
    if required.law:
        data |= {"law": required.law.law, "article": required.law.article}
    return data


def quorum_of(data: Mapping[str, Any]) -> Quorum | None:
    """The quorum that was kept."""
    return Quorum(**_share(data)) if data else None


def threshold_of(data: Mapping[str, Any]) -> Threshold:
    """The threshold that was kept."""
    return Threshold(of=data["of"], **_share(data))


def rules_data(rules: ElectionRules) -> dict[str, Any]:
    """The rules of an election as they are kept."""
    again = rules.second_round
    return {
        "threshold": requirement_data(rules.threshold),
        "quorum": requirement_data(rules.quorum),
        "second_round": {
            "who": again.who,
            "per_seat": again.per_seat,
            "threshold": requirement_data(again.threshold),
        },
        "next_moves_up": rules.next_moves_up,
        "only": None if rules.only is None else sorted(rules.only),
    }


def rules_of(election: Election) -> ElectionRules:
    """The rules an election was opened with."""
    data = election.rules
    again = data["second_round"]
    return ElectionRules(
        seats=election.seats,
        threshold=threshold_of(data["threshold"]),
        quorum=quorum_of(data["quorum"]),
        second_round=SecondRound(
            again["who"],
            again["per_seat"],
            threshold_of(again["threshold"]) if again["threshold"] else None,
        ),
        next_moves_up=data["next_moves_up"],
        only=None if data["only"] is None else frozenset(data["only"]),
    )


def required_of(vote: Motion | Election) -> Threshold:
    """The threshold of a motion or of an election."""
    data = vote.threshold if isinstance(vote, Motion) else vote.rules["threshold"]
    return threshold_of(data)


def reasons_data(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as they are kept beside a result."""
    return [
        {"code": reason.code, "params": {k: _plain(v) for k, v in reason.params.items()}}
        for reason in reasons
    ]


def remarks_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The warnings among some problems, as they are kept beside a result."""
    return [
        {"code": one.code, "params": {k: _plain(v) for k, v in one.params.items()}}
        for one in problems
        if one.is_warning
    ]


def reasons_of(data: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """The reasons that were kept."""
    return [
        Reason(one["code"], {name: _exact(name, value) for name, value in one["params"].items()})
        for one in data
    ]


def _share(data: Mapping[str, Any]) -> dict[str, Any]:
    law = LawArticle(data["law"], data["article"]) if data.get("law") else None
    return {"share": Fraction(data["share"]), "strict": data["strict"], "law": law}


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _exact(name: str, value: Any) -> object:
    if name == "share":
        return Fraction(value)
    return tuple(value) if isinstance(value, list) else value
