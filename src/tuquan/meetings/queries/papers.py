"""The papers of a meeting as working copies: nothing is numbered or kept; a dossier issues them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuquan.core.papers import Contents, FinishedPaper, Issue, PaperStyle, fill, style_for
from tuquan.core.papers.standard import standard_paper
from tuquan.core.programme import Paper
from tuquan.meetings.models import Election, Meeting, Motion
from tuquan.meetings.queries.minutes import (
    attendance_rows,
    ballot_rows,
    ballot_values,
    minutes_values,
)
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import grouping_adoption_at, headed

KINDS = ("giay-moi", "diem-danh", "bien-ban")
"""The papers of a meeting by the word in their address."""

VOTE_KINDS = ("kiem-phieu", "phieu")
"""Those of one vote."""

_STANDARD = {
    "giay-moi": "meeting_invitation",
    "diem-danh": "attendance_sheet",
    "kiem-phieu": "counting_minutes",
    "phieu": "household_ballot",
}


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper ready to be drawn in the style of its day, and the name of its file."""

    paper: FinishedPaper
    style: PaperStyle
    file_name: str


def papers_of(meeting: Meeting) -> list[str]:
    """Which papers can be drawn; minutes only where the programme brings a template."""
    kinds = list(KINDS) if meeting.is_of_households else ["giay-moi", "bien-ban"]
    return [kind for kind in kinds if kind != "bien-ban" or _minutes_template(meeting)]


def meeting_paper(meeting: Meeting, kind: str) -> MeetingPaper | None:
    """One paper of a meeting; None where there is no such paper."""
    if kind not in papers_of(meeting):
        return None
    template = _minutes_template(meeting) if kind == "bien-ban" else standard_paper(_STANDARD[kind])
    if template is None:
        return None
    rows = {template.key: attendance_rows(meeting)} if kind == "diem-danh" else {}
    return _drawn(meeting, template, Contents(minutes_values(meeting), rows), kind)


def vote_paper(vote: Motion | Election, kind: str) -> MeetingPaper | None:
    """The ballot of a vote, or the minutes of its counting."""
    if kind not in VOTE_KINDS:
        return None
    template = standard_paper(_STANDARD[kind])
    keys = {column.key for column in template.columns}
    lines = [
        {name: value for name, value in row.items() if name in keys} for row in ballot_rows(vote)
    ]
    contents = Contents(ballot_values(vote), {template.key: lines})
    return _drawn(vote.meeting, template, contents, kind)


def _drawn(meeting: Meeting, template: Paper, contents: Contents, kind: str) -> MeetingPaper:
    style = style_for(template.style, meeting.held_on)
    issue = Issue(
        on=meeting.held_on if kind == "bien-ban" else None,
        place=meeting.place.name,
        signed_by=_signers(meeting, kind),
    )
    filled = fill(template, style, contents, issue)
    name = f"{kind}-{meeting.held_on:%Y-%m-%d}"
    return MeetingPaper(filled.paper, style, name)


def _signers(meeting: Meeting, kind: str) -> tuple[str, ...]:
    """Whoever chaired signs at the right of whoever wrote the minutes."""
    if kind != "bien-ban":
        return ()
    return tuple(name for name in (meeting.chair_name, meeting.secretary_name) if name)


def _minutes_template(meeting: Meeting) -> Paper | None:
    """The minutes of the programme that runs here, without what else goes with them."""
    adoption = _adoption(meeting)
    if adoption is None:
        return None
    content = adoption.content
    found = [p for p in content.papers if p.kind == "minutes" and not p.missing]
    meant = [p for p in found if "meeting" in p.key] or found
    return replace(headed(meant[0], content), annexes=()) if meant else None


def _adoption(meeting: Meeting) -> Adoption | None:
    if meeting.programme_id is None or meeting.programme is None:
        return None
    return grouping_adoption_at(meeting.path, meeting.programme.key)
