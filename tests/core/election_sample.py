"""Elections written in one line, and what came out of them, for the tests of voting."""

from __future__ import annotations

from fractions import Fraction

from tuquan.core.voting import (
    BallotCount,
    Candidate,
    ElectionRules,
    Threshold,
    Turnout,
)

NAMES = ("An", "Bình", "Chi", "Dung", "Em")
PEOPLE = frozenset(range(1, 6))
MOST_VOTES_WIN = Threshold(share=Fraction(0), strict=True, of="present")
HANDS = Turnout(27, 24)
ONE = ElectionRules()
TWO = ElectionRules(seats=2)
THREE = ElectionRules(seats=3)


def stand(text: str) -> tuple[Candidate, ...]:
    """Candidates from `An 15, Bình ?, Chi 3 after_vote`; the person is the place of the name."""
    candidates = []
    for entry in text.split(", ") if text else []:
        name, votes, *withdrew = entry.split()
        candidates.append(
            Candidate(
                NAMES.index(name) + 1,
                name,
                None if votes == "?" else int(votes),
                withdrew[0] if withdrew else "",  # type: ignore[arg-type]
            )
        )
    return tuple(candidates)


def named(persons: tuple[int, ...]) -> str:
    return " ".join(NAMES[person - 1] for person in persons)


def secret(valid: int, invalid: int = 0, entitled: int = 27) -> Turnout:
    """All households present were handed a ballot and all ballots came back."""
    returned = valid + invalid
    ballots = BallotCount(returned, returned, returned, 0, valid, invalid)
    return Turnout(entitled, returned, ballots)
