"""Forms no pack has to write: the words beside a total, and the record of a recurring meeting."""

from __future__ import annotations

from tuquan.core.programme.edition import Edition
from tuquan.core.programme.forms import Form, Question, Section, Source
from tuquan.core.programme.process import RecurringMeeting

TOTAL_FORM = "@total"
"""The form of a report whose figures are added up: only its words are written."""

MEETING_FORM = "@meeting/"
"""What the name of the form of a recurring meeting begins with; its key follows."""

HEADINGS = (
    ("advantages", "Thuận lợi", "Advantages"),
    ("results", "Kết quả", "Results"),
    ("limits", "Hạn chế", "Limits"),
    ("difficulties", "Khó khăn", "Difficulties"),
    ("causes", "Nguyên nhân", "Causes"),
    ("solutions", "Giải pháp thời gian tới", "Solutions in the time to come"),
)
"""What a review of results has to say, in this order (S2-11)."""

_CHOSEN = Source(default="Các mục của S2-11, dùng cho mọi báo cáo tổng hợp.")


def form_named(edition: Edition, key: str) -> Form:
    """The form under a name: one of the edition's, of a total, or of one of its meetings.

    `KeyError` when there is none.
    """
    if key == TOTAL_FORM:
        return total_form()
    if key.startswith(MEETING_FORM):
        meetings = {meeting.key: meeting for meeting in edition.meetings}
        return meeting_form(meetings[key.removeprefix(MEETING_FORM)])
    return edition.form(key)


def total_form() -> Form:
    """The words that go with a total, each heading to be filled or left empty."""
    lines = tuple(
        Question(key, label, "text", label_en, aggregation="list", required=False, source=_CHOSEN)
        for key, label, label_en in HEADINGS
    )
    section = Section("words", "Nhận xét", lines, "Remarks")
    return Form(TOTAL_FORM, "Báo cáo tổng hợp", "periodic", (section,), "Consolidated report")


def meeting_form(meeting: RecurringMeeting) -> Form:
    """The record of a recurring meeting: when, how many came, and what was said to each point of
    its agenda (S2-11, S2-18)."""
    held_on = Question("held_on", "Ngày họp", "date", "Day of the meeting", source=meeting.source)
    present = Question(
        "present",
        "Số người dự",
        "count",
        "People present",
        unit="người",
        unit_en="people",
        aggregation="sum",
        source=meeting.source,
    )
    points = tuple(
        Question(f"point_{number}", _capital(point), "text", required=False, source=meeting.source)
        for number, point in enumerate(meeting.agenda, start=1)
    )
    sections = (
        Section("held", "Cuộc họp", (held_on, present), "The meeting"),
        *((Section("agenda", "Nội dung", points, "Agenda"),) if points else ()),
    )
    key = MEETING_FORM + meeting.key
    return Form(key, meeting.label, "periodic", sections, meeting.label_en)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
