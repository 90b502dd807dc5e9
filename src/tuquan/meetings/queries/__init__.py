"""Reading meetings: finding them, what is missing to close one, how votes came out, the papers."""

from __future__ import annotations

from tuquan.meetings.queries.counting import (
    BallotFigures,
    election_result,
    present_count,
    quorum_result,
    turnout_of,
)
from tuquan.meetings.queries.finding import (
    Party,
    attendance_list,
    households_to_invite,
    open_tasks,
    parties,
    possible_owners,
    tasks_of_group,
    visible_elections,
    visible_meetings,
    visible_motions,
    visible_resolutions,
)
from tuquan.meetings.queries.minutes import (
    Elected,
    attendance_rows,
    elected_in,
    minutes_values,
)
from tuquan.meetings.queries.papers import MeetingPaper, meeting_paper, papers_of, vote_paper
from tuquan.meetings.queries.standing import missing_to_close, notice_remark

__all__ = [
    "BallotFigures",
    "Elected",
    "MeetingPaper",
    "Party",
    "attendance_list",
    "attendance_rows",
    "elected_in",
    "election_result",
    "households_to_invite",
    "meeting_paper",
    "minutes_values",
    "missing_to_close",
    "notice_remark",
    "open_tasks",
    "papers_of",
    "parties",
    "possible_owners",
    "present_count",
    "quorum_result",
    "tasks_of_group",
    "turnout_of",
    "visible_elections",
    "visible_meetings",
    "visible_motions",
    "visible_resolutions",
    "vote_paper",
]
