"""The arithmetic of meetings, votes and elections of households: exact, and explaining itself.

F-77 to F-81, S0-12, S0-14. A household has one vote, the number of households is frozen when a vote
opens, thresholds and matters are data, and a secret ballot is counts and a list of participants.
"""

from tuquan.core.reasons import Reason
from tuquan.core.voting.ballots import (
    AREA_COUNTING,
    GROUP_COUNTING,
    BallotCount,
    CountingRules,
    Turnout,
    check_ballots,
    check_counting,
    check_participants,
    check_turnout,
)
from tuquan.core.voting.counting import check_election, count_election
from tuquan.core.voting.elections import (
    Candidate,
    CandidateResult,
    ElectionResult,
    ElectionRules,
    SecondRound,
    StagedRules,
)
from tuquan.core.voting.matters import (
    CHANNELS,
    GROUP_ELECTION,
    MATTERS,
    Matter,
    MethodChoice,
    check_method,
    choose_method,
)
from tuquan.core.voting.motions import (
    MotionOutcome,
    VoteCount,
    check_votes,
    count_areas,
    count_motion,
)
from tuquan.core.voting.roll import (
    Attendance,
    Presence,
    QuorumResult,
    Roll,
    attendance,
    judge_quorum,
    presence,
)
from tuquan.core.voting.rounds import count_leader, join_rounds, next_round
from tuquan.core.voting.thresholds import (
    AT_LEAST_TWO_THIRDS,
    DISMISSAL_REQUEST,
    GROUP_MAJORITY,
    GROUP_QUORUM,
    INITIATIVE,
    METHOD_CHOICE,
    MORE_THAN_HALF,
    ONLINE_CONSENT,
    LawArticle,
    Quorum,
    Requirement,
    Threshold,
)

__all__ = [
    "AREA_COUNTING",
    "AT_LEAST_TWO_THIRDS",
    "CHANNELS",
    "DISMISSAL_REQUEST",
    "GROUP_COUNTING",
    "GROUP_ELECTION",
    "GROUP_MAJORITY",
    "GROUP_QUORUM",
    "INITIATIVE",
    "MATTERS",
    "METHOD_CHOICE",
    "MORE_THAN_HALF",
    "ONLINE_CONSENT",
    "Attendance",
    "BallotCount",
    "Candidate",
    "CandidateResult",
    "CountingRules",
    "ElectionResult",
    "ElectionRules",
    "LawArticle",
    "Matter",
    "MethodChoice",
    "MotionOutcome",
    "Presence",
    "Quorum",
    "QuorumResult",
    "Reason",
    "Requirement",
    "Roll",
    "SecondRound",
    "StagedRules",
    "Threshold",
    "Turnout",
    "VoteCount",
    "attendance",
    "check_ballots",
    "check_counting",
    "check_election",
    "check_method",
    "check_participants",
    "check_turnout",
    "check_votes",
    "choose_method",
    "count_areas",
    "count_election",
    "count_leader",
    "count_motion",
    "join_rounds",
    "judge_quorum",
    "next_round",
    "presence",
]
