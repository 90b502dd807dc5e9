"""The deadlines of a place as a file that calendar programs read (RFC 5545)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from tuquan.base.texts.deadlines import deadline_words, doer_words, kind_words, time_words
from tuquan.base.texts.wording import spoken
from tuquan.programmes.queries import PlaceDeadline

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASKED_AGAIN_AFTER = "PT6H"
"""How often a calendar program should look for changes."""

LONGEST_LINE = 75
"""Octets, without the line break."""

_NAMESPACE = uuid.UUID("6c1f7e0c-2d0e-4f5b-9b7a-1f2a54e0a3d7")


def calendar_file(name: str, found: Iterable[PlaceDeadline], issued: datetime, host: str) -> bytes:
    """A calendar of whole days. What has no day yet is left out until it has one.

    An entry keeps its UID when its day moves, so that calendars move it too; `host` keeps those of
    two installations apart.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tu Quan//tuquan//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        f"REFRESH-INTERVAL;VALUE=DURATION:{ASKED_AGAIN_AFTER}",
        f"X-PUBLISHED-TTL:{ASKED_AGAIN_AFTER}",
    ]
    stamp = issued.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in found:
        lines += _entry(one, stamp, host)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _entry(one: PlaceDeadline, stamp: str, host: str) -> Iterator[str]:
    found = one.deadline
    if found.day is None:
        return
    period = time_words(found)
    summary = f"{deadline_words(found)} ({period})" if period else deadline_words(found)
    content = one.adoption.content
    said = (
        kind_words(found),
        spoken(content.short_title, content.short_title_en),
        doer_words(found),
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_NAMESPACE, f'{host}/{one.adoption.pk}/{found.name}')}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{found.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{found.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(chr(10).join(filter(None, said)))}"
    yield f"CATEGORIES:{_text(kind_words(found))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A text as a value: what has a meaning in the format is escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line cut into pieces of at most 75 octets, never inside a letter.

    The second and further pieces begin with a space, which counts.
    """
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
