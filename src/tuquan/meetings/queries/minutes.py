"""What the papers of a meeting say: its values for the named blanks, in Vietnamese.

Papers are Vietnamese whatever language somebody reads the pages in, so nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from tuquan.core.papers.fields import FIELDS
from tuquan.core.voting import Requirement, Threshold
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Candidate, Election, Meeting, Motion, VoteState
from tuquan.meetings.queries.counting import election_result, next_round_of
from tuquan.meetings.queries.finding import attendance_list, households_to_invite
from tuquan.meetings.queries.rules import required_of
from tuquan.places.models import PlaceKind
from tuquan.places.queries import commune_of
from tuquan.residents.models import Household

METHOD_WORDS = {
    "show_of_hands": "giơ tay",
    "secret_ballot": "bỏ phiếu kín",
    "household_ballots": "phát phiếu lấy ý kiến từng hộ",
    "online": "biểu quyết trực tuyến",
}
MATTER_WORDS = {
    "contributions": "về đóng góp làm công trình của khu dân cư",
    "funds": "về thu, chi, quản lý các khoản đóng góp và quỹ",
    "commune_contributions": "về đóng góp trong toàn xã",
    "convention": "về hương ước, quy ước",
    "area_head": "bầu, miễn nhiệm trưởng khu dân cư",
    "boards": "bầu, miễn nhiệm thành viên Ban Thanh tra nhân dân, Ban Giám sát đầu tư",
    "other_matters": "về việc tự quản của cộng đồng",
    "group_election": "bầu tổ trưởng, tổ phó",
}
_OF_WORDS = {
    "all_households": "tổng số hộ",
    "present": "số hộ dự họp",
    "ballots_cast": "số phiếu thu về",
    "valid_ballots": "số phiếu hợp lệ",
}


@dataclass(frozen=True, slots=True)
class Elected:
    """Somebody a meeting elected, with the votes of the round that decided."""

    position: str
    name: str
    household: Household | None
    votes: int
    entitled: int


def elected_in(meeting: Meeting) -> list[Elected]:
    """Who was elected, post by post, most votes first; a later round is read with the first."""
    found: list[Elected] = []
    for election in _first_rounds(meeting):
        result = election_result(election)
        rows = _latest_rows(election)
        for one in result.candidates:
            row = rows.get(one.person)
            if one.place == "elected" and row is not None:
                election_of = row.election
                votes = one.votes or 0
                found.append(
                    Elected(
                        election_of.position, row.name, row.household, votes, election_of.entitled
                    )
                )
    return found


def minutes_values(meeting: Meeting) -> dict[str, str]:
    """The values of the named blanks of papers, as far as the meeting knows them."""
    came = [row for row in attendance_list(meeting) if row.entitled]
    entitled = len(came) or len(households_to_invite(meeting))
    present = sum(1 for row in came if row.present)
    place, commune = meeting.place, commune_of(meeting.place.path)
    values = {
        "commune_name": commune.name if commune else "",
        "area_name": place.name if place.kind == PlaceKind.AREA else "",
        "group_name": meeting.group.name if meeting.group else "",
        "meeting_name": meeting.title,
        "meeting_day": f"{meeting.held_on:%d/%m/%Y}",
        "meeting_time": _clock(meeting.starts_at),
        "closing_time": _closing(meeting.closed_at),
        "meeting_place": meeting.venue,
        "chair_name": meeting.chair_name,
        "secretary_name": meeting.secretary_name,
        "household_count": _figure(entitled),
        "entitled_count": _figure(entitled),
        "present_count": _figure(present) if came else "",
        "absent_count": _figure(len(came) - present) if came else "",
        "agenda": "; ".join(item.title for item in meeting.agenda.all()),
        "attendance_rule": attendance_rule(meeting),
        "invitees": _invitees(meeting),
        "opinions": _lines(item.notes for item in meeting.agenda.all()),
        "conclusions": _lines([*_motion_lines(meeting), meeting.conclusions, *_work(meeting)]),
        "candidate_names": _sentence("; ".join(dict.fromkeys(_candidates(meeting)))),
        "election_results": _lines(_election_lines(meeting)),
        "vote_method": ", ".join(dict.fromkeys(_methods(meeting))),
        "year": str(meeting.held_on.year),
        **_last_motion(meeting),
        **_heads(meeting),
    }
    return {name: value for name, value in values.items() if value and name in FIELDS}


def attendance_rows(meeting: Meeting) -> list[dict[str, str]]:
    """The rows of an attendance sheet, to be signed; before the meeting those to be invited."""
    rows = [(row.household, row.represented_by) for row in attendance_list(meeting)]
    if not rows:
        rows = [(household, "") for household in households_to_invite(meeting)]
    return [
        {
            "number": str(number),
            "household_head": household.head_name,
            "attendee": who,
            "signature": "",
        }
        for number, (household, who) in enumerate(rows, 1)
    ]


def attendance_rule(meeting: Meeting) -> str:
    """Who may come and who has a vote, as the invitation says it (S0-21)."""
    if not meeting.is_of_households:
        return "thành viên theo danh sách; người được mời dự không biểu quyết"
    where = meeting.group.name if meeting.group else meeting.place.name
    rule = f"đại diện các hộ gia đình của {where}, mỗi hộ một người và một phiếu"
    guests = [guest.name for guest in meeting.guests.filter(right="entitled")]
    if guests:
        rule += f"; có quyền dự, không biểu quyết với tư cách này: {', '.join(guests)}"
    invited = [guest.name for guest in meeting.guests.filter(right="invited")]
    return rule + (f"; khách mời: {', '.join(invited)}" if invited else "")


def group_line(holder: str, group: ResidentGroup) -> str:
    """A leader on a list of guests: name and group, as they are called."""
    return f"{holder} – tổ trưởng {group.name}"


def requirement_words(required: Requirement) -> str:
    """How many must agree: "trên 50% tổng số hộ", and who fixed it."""
    percent = required.share * 100
    share = f"{percent.numerator}%" if percent.denominator == 1 else str(required.share)
    of = _OF_WORDS[required.of] if isinstance(required, Threshold) else "tổng số hộ"
    law = required.law
    if law and law.article:
        origin = f"Điều {law.article} Luật số {law.law}"
    else:
        origin = f"Luật số {law.law}" if law else "do chương trình chọn, luật không quy định"
    return f"{'trên' if required.strict else 'ít nhất'} {share} {of} ({origin})"


def ballot_values(vote: Motion | Election) -> dict[str, str]:
    """The values of the counting minutes of one vote."""
    ballots = vote.ballots
    title = vote.text if isinstance(vote, Motion) else vote.label
    names = [witness["name"] for witness in vote.witnesses]
    return {
        **minutes_values(vote.meeting),
        "matter": MATTER_WORDS[vote.matter] if isinstance(vote, Motion) else f"bầu {title}",
        "vote_method": METHOD_WORDS[vote.method],
        "entitled_count": _figure(vote.entitled),
        "counter_names": ", ".join(vote.board),
        "witness_names": ", ".join(names),
        "conclusions": _verdict(vote) if vote.state == VoteState.COUNTED else "",
        **{
            f"ballots_{name}": _figure(ballots[name])
            for name in ("issued", "returned", "valid", "invalid")
            if ballots.get(name) is not None
        },
    }


def ballot_rows(vote: Motion | Election) -> list[dict[str, str]]:
    """The lines of a ballot or of its counting minutes: the names, or the question."""
    if isinstance(vote, Motion):
        lines: list[tuple[str, int | None]] = [(vote.text, vote.in_favour)]
    else:
        standing = vote.candidates.exclude(withdrew="before_vote")
        lines = [(one.name, one.votes) for one in standing]
    counted = vote.state == VoteState.COUNTED
    return [
        {
            "number": str(number),
            "name": name,
            "votes": _figure(votes) if counted and votes is not None else "",
            "share": percent(votes, vote.entitled) if counted and votes is not None else "",
        }
        for number, (name, votes) in enumerate(lines, 1)
    ]


def percent(part: int, whole: int) -> str:
    """The share in a paper, to a tenth and never rounded up: "66,6%"."""
    if not whole:
        return ""
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _first_rounds(meeting: Meeting) -> Iterator[Election]:
    rows = meeting.elections.filter(state=VoteState.COUNTED, previous=None)
    yield from rows.select_related("among").prefetch_related("candidates__household")


def _latest_rows(election: Election) -> dict[int, Candidate]:
    """The candidates of all rounds by person, each as the last round has it."""
    rows = {row.person: row for row in election.candidates.select_related("household", "election")}
    following = next_round_of(election)
    return {**rows, **_latest_rows(following)} if following else rows


def _motions(meeting: Meeting) -> Iterable[Motion]:
    return meeting.motions.filter(state=VoteState.COUNTED)


def _motion_lines(meeting: Meeting) -> Iterator[str]:
    for motion in _motions(meeting):
        yield f"{motion.text.rstrip('.')}: {_verdict(motion)}"
    for dropped in meeting.motions.filter(state=VoteState.DROPPED):
        yield f"{dropped.text.rstrip('.')}: không đưa ra biểu quyết, vì {dropped.drop_reason}."


def _verdict(vote: Motion | Election) -> str:
    """What a vote came to, in one sentence with its figures."""
    if isinstance(vote, Election):
        return " ".join(_result_of(vote))
    whole = vote.outcome.get("whole") or 0
    count = vote.in_favour or 0
    state = {
        "passed": "thông qua",
        "failed": "không thông qua",
        "no_quorum": "không đủ số hộ tham gia để quyết định",
    }.get(vote.outcome.get("state", ""), "chưa quyết định")
    return (
        f"{_figure(count)}/{_figure(whole)} đồng ý ({percent(count, whole) or '0%'}), "
        f"{_figure(vote.against or 0)} không đồng ý, {_figure(vote.abstained or 0)} không có ý "
        f"kiến; cần {requirement_words(required_of(vote))}: {state}."
    )


def _election_lines(meeting: Meeting) -> Iterator[str]:
    for election in meeting.elections.exclude(state=VoteState.OPEN):
        name = election.label + (f" (vòng {election.round})" if election.round > 1 else "")
        if election.state == VoteState.DROPPED:
            yield f"{name}: không tổ chức bầu, vì {election.drop_reason}."
        else:
            yield f"{name}: {' '.join(_result_of(election))}"


def _result_of(election: Election) -> Iterator[str]:
    elected = set(election.outcome.get("elected", ()))
    rows = list(election.candidates.exclude(withdrew="before_vote"))
    rows.sort(key=lambda row: -(row.votes or 0))
    figures = [
        f"{row.name} {_figure(row.votes or 0)}/{_figure(election.entitled)} "
        f"({percent(row.votes or 0, election.entitled) or '0%'})"
        for row in rows
    ]
    yield "; ".join(figures) + "."
    names = [row.name for row in rows if row.person in elected]
    if names:
        yield f"Trúng cử: {', '.join(names)}; cần {requirement_words(required_of(election))}."
    elif election.outcome.get("state") == "void":
        yield "Không đủ số hộ tham gia, cuộc bầu không có giá trị."
    else:
        yield "Không ai trúng cử ở lần bầu này."


def _last_motion(meeting: Meeting) -> dict[str, str]:
    """How the vote fell, where there was just one, for papers with room for one."""
    motions = list(_motions(meeting))
    if len(motions) != 1:
        return {}
    [motion] = motions
    return {
        "votes_for": _figure(motion.in_favour or 0),
        "votes_against": _figure(motion.against or 0),
    }


def _heads(meeting: Meeting) -> dict[str, str]:
    """Leader and deputy just elected, where there is one of each."""
    found = {one.position: one.name for one in elected_in(meeting)}
    names = {"head_name": found.get("leader", ""), "deputy_name": found.get("deputy", "")}
    return {key: name for key, name in names.items() if name}


def _candidates(meeting: Meeting) -> Iterator[str]:
    for election in meeting.elections.exclude(state=VoteState.DROPPED).filter(previous=None):
        for row in election.candidates.all():
            yield f"{row.name} ({election.label})"


def _methods(meeting: Meeting) -> Iterator[str]:
    for vote in (*meeting.elections.all(), *meeting.motions.all()):
        if vote.state != VoteState.DROPPED:
            yield METHOD_WORDS[vote.method]


def _work(meeting: Meeting) -> Iterator[str]:
    for task in meeting.resolutions.all():
        due = f"{task.due_on:%d/%m/%Y}"
        yield f"Giao {task.owner_name}: {task.text.rstrip('.')}, xong trước ngày {due}."


def _invitees(meeting: Meeting) -> str:
    if not meeting.is_of_households:
        return ", ".join(guest.name for guest in meeting.guests.all())
    where = meeting.group.name if meeting.group else meeting.place.name
    return f"Đại diện các hộ gia đình {where}"


def _sentence(text: str) -> str:
    return f"{text}." if text else ""


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _figure(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _clock(at: time) -> str:
    return f"{at.hour} giờ {at.minute:02d}" if at.minute else f"{at.hour} giờ"


def _closing(at: datetime | None) -> str:
    return _clock(timezone.localtime(at).time()) if at else ""
