"""What a new edition changes, one sentence for each difference."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from tuquan.base.texts.pack_words import FIELDS, PARTS, VALUES
from tuquan.base.texts.wording import due_words, spoken
from tuquan.core.packs.diff import Difference
from tuquan.core.programme import Source
from tuquan.core.time import DueRule
from tuquan.core.vietnamese import format_number

_LONGEST_NAME = 80
_FIXED = (
    "about",
    "against",
    "aggregation",
    "answer",
    "covers",
    "direction",
    "expect",
    "filled_by",
    "for_each",
    "how",
    "kind",
    "level",
    "met_by",
    "not_applicable",
    "operator",
    "period",
    "periods",
    "polarity",
    "re_dated_by",
    "relation",
    "renewed",
    "reporter",
    "role",
    "rounding",
    "same_as",
    "signed_by",
    "style",
    "when_empty",
    "within",
)
"""Fields that hold fixed words of the format and not words of a document."""


def difference_words(difference: Difference) -> str:
    """The difference as a sentence: what it is about, the field, the old value and the new one."""
    about = {"part": _part(difference), "name": _name(difference)}
    if difference.kind == "added":
        return (_("Added: %(part)s %(name)s") % about).strip()
    if difference.kind == "removed":
        return (_("Dropped: %(part)s %(name)s") % about).strip()
    change = _("%(field)s %(before)s → %(after)s") % {
        "field": field_words(difference.part, difference.field),
        "before": value_words(difference.field, difference.before, difference.unit),
        "after": value_words(difference.field, difference.after, difference.unit),
    }
    if difference.part == "edition":
        return _capital(change)
    subject = f"{about['part']} {about['name']}".strip()
    return _capital(f"{subject}: {change}")


def field_words(part: str, field: str) -> str:
    """What a field of a part is called; one of a kind nobody named keeps its key."""
    path = re.sub(r"\.\d+", "", field)
    last = path.rpartition(".")[2]
    english = last.endswith("_en")
    names = (f"{part}/{path}", path, last.removesuffix("_en"))
    words = next((str(FIELDS[name]) for name in names if name in FIELDS), last)
    return _("%(field)s in English") % {"field": words} if english else words


def value_words(field: str, value: Any, unit: str = "") -> str:
    """A value as people write it: numbers with their unit, days, yes or no, words in quotes."""
    last = field.rpartition(".")[2]
    if value is None or value in ("", ()):
        return _("none")
    if isinstance(value, bool):
        return str(VALUES["yes" if value else "no"])
    if isinstance(value, int | Decimal):
        return f"{format_number(value)} {unit}".strip()
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, tuple):
        return ", ".join(value_words(field, item, unit) for item in value)
    if dataclasses.is_dataclass(value):
        return _inside(value)
    return str(VALUES.get(value, value)) if last in _FIXED else f"“{value}”"


def _part(difference: Difference) -> str:
    return str(PARTS.get(difference.part, difference.part))


def _name(difference: Difference) -> str:
    label = spoken(difference.label, difference.label_en)
    if len(label) > _LONGEST_NAME:
        label = label[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
    quoted = f"“{label}”" if label else ""
    if difference.number:
        whole = difference.kind != "changed"
        return f"{difference.number} {quoted}".strip() if whole else difference.number
    return quoted or difference.key


def _inside(value: Any) -> str:
    """A value of several fields, those said named one after the other."""
    if isinstance(value, DueRule):
        return due_words(value)
    if isinstance(value, Source):
        cited = (value.document, value.place, value.default)
        return "“" + ", ".join(text for text in cited if text) + "”"
    said = [
        (field.name, getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
        and field.name not in ("source", "kind")
        and not field.name.endswith("_en")
    ]
    return "(" + "; ".join(f"{field_words('', n)} {value_words(n, v)}" for n, v in said) + ")"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
