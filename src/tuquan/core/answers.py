"""The answers of one report: zero, not applicable and not reported are three different things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from tuquan.core.programme import Form

Value = int | bool | str | Decimal | date
"""A count, a yes or no, a text or the key of a choice, an exact amount, or a day."""

State = Literal["reported", "not_applicable", "not_reported"]

_PLAIN_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter said, by question key.

    A key in neither `values` nor `not_applicable` is open. `notes` are the words beside an
    answer ("Chuyện thế nào?").
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)

    def state(self, key: str) -> State:
        """Whether a question was answered, set aside as not applicable, or left open."""
        if key in self.not_applicable:
            return "not_applicable"
        return "reported" if key in self.values else "not_reported"

    def to_json(self) -> dict[str, object]:
        """The one stored form: amounts are strings, so that they stay exact, and days are ISO."""
        return {
            "values": {key: _plain(self.values[key]) for key in sorted(self.values)},
            "not_applicable": sorted(self.not_applicable),
            "notes": {key: self.notes[key] for key in sorted(self.notes)},
        }

    @classmethod
    def from_json(cls, data: object, form: Form | None = None) -> Answers:
        """Read what `to_json` wrote, or what a phone sent; `form` says which are amounts and days.

        `null`, blank text and a blank note mean that nothing was said. `ValueError` when it is not
        a document of answers at all; a wrong answer inside it is for `check_answers` to report.
        """
        kinds = {question.key: question.kind for question in form.questions} if form else {}
        values = {}
        for key, raw in _mapping(data, "values").items():
            value = _value(raw)
            if value is not None:
                values[key] = _of_kind(kinds.get(key, ""), value)
        notes = {}
        for key, note in _mapping(data, "notes").items():
            if not isinstance(note, str):
                raise ValueError(f"The note on {key!r} is not text.")
            if note.strip():
                notes[key] = _storable(note)
        return cls(values, _keys(data), notes)


def differences(mine: Answers, theirs: Answers) -> tuple[str, ...]:
    """The keys that two versions of a report answer differently, in alphabetical order."""
    return tuple(key for key in sorted(_said(mine) | _said(theirs)) if _differs(key, mine, theirs))


def _differs(key: str, mine: Answers, theirs: Answers) -> bool:
    ours = (mine.state(key), _typed(mine.values.get(key)), mine.notes.get(key))
    return ours != (theirs.state(key), _typed(theirs.values.get(key)), theirs.notes.get(key))


def _said(answers: Answers) -> set[str]:
    return {*answers.values, *answers.not_applicable, *answers.notes}


def _typed(value: Value | None) -> tuple[bool, object]:
    """Keep `True` apart from 1, which Python calls equal."""
    return isinstance(value, bool), None if value is None else _plain(value)


def _plain(value: Value) -> int | bool | str:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, Decimal):
        return value
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(raw: object) -> Value | None:
    if isinstance(raw, str):
        return _storable(raw) if raw.strip() else None
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if raw is None or isinstance(raw, (bool, int, Decimal)):
        return raw
    raise ValueError(f"Not an answer: {raw!r}.")


def _storable(text: str) -> str:
    """The text, unless it holds characters that no database and no paper can carry."""
    if _UNSTORABLE.search(text):
        raise ValueError("A text holds characters that cannot be stored.")
    return text


def _of_kind(kind: str, value: Value) -> Value:
    """An amount or a day as what it is, where it is written as one; anything else as it came."""
    if kind == "amount" and type(value) is int:
        return Decimal(value)
    if kind == "amount" and isinstance(value, str) and _PLAIN_DECIMAL.fullmatch(value):
        return Decimal(value)
    if kind == "date" and isinstance(value, str) and _ISO_DAY.fullmatch(value):
        with suppress(ValueError):  # there is no 30 February
            return date.fromisoformat(value)
    return value


def _mapping(data: object, name: str) -> Mapping[str, object]:
    part = data.get(name, {}) if isinstance(data, Mapping) else None
    if not isinstance(part, Mapping) or not all(isinstance(key, str) for key in part):
        raise ValueError(f"Answers need a mapping of {name}.")
    return part


def _keys(data: object) -> frozenset[str]:
    keys = data.get("not_applicable", []) if isinstance(data, Mapping) else None
    if not isinstance(keys, (list, tuple)) or not all(isinstance(key, str) for key in keys):
        raise ValueError("Answers need a list of the keys that are not applicable.")
    return frozenset(keys)
