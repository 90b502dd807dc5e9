"""What stands in the register and what changes in it, in words: shared by several pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from tuquan.base.templatetags.tq import day, number
from tuquan.base.texts import say
from tuquan.base.texts.consent import ASKED
from tuquan.core.problems import Problem
from tuquan.residents.forms import HouseholdForm
from tuquan.residents.models import (
    OWN,
    Household,
    HouseholdChange,
    HouseholdField,
    Residence,
    WayToReach,
)
from tuquan.residents.queries import ChangePreview, HistoryLine, field_labels, kept_fields
from tuquan.residents.queries.values import from_stored

_CHOICES = {"residence": Residence, "reached_by": WayToReach}


def field_label(name: str) -> str:
    """What a column of the register is called on the pages."""
    if name == "closed_on":
        return _("Left on")
    if name == "merged_into_id":
        return _("Joined the household")
    return str(HouseholdForm.base_fields[name].label)


def shown(name: str, value: Any) -> str:
    """A value of the register as people read it."""
    if value is None or value == "":
        return "–"
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if isinstance(value, date):
        return day(value)
    if name == "merged_into_id":
        return Household(pk=value).code
    if name == "birth_year":
        return str(value)
    return number(value) if isinstance(value, int | Decimal) else str(value)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Each column that changes, as `Members: 4 → 5`."""
    own = field_labels([name for name in after if name.startswith(OWN)])
    lines = []
    for name in after:
        if name in own:
            field = own[name]
            label, said = field.label, partial(own_shown, field)
        elif name in HouseholdForm.base_fields or name in ("closed_on", "merged_into_id"):
            label, said = field_label(name), partial(shown, name)
        else:
            continue
        words = {"field": label, "before": said(before.get(name)), "after": said(after[name])}
        lines.append(_("%(field)s: %(before)s → %(after)s") % words)
    return lines


def own_words(household: Household) -> list[tuple[str, str, bool]]:
    """What a commune asks besides: the label, the value in words, whether it is asked still."""
    return [
        (one.field.label, own_shown(one.field, value), one.field.ended_on is None)
        for one, value in kept_fields(household)
    ]


def own_shown(field: HouseholdField, value: Any) -> str:
    """A value of a field of the commune as people read it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number(value)
    return day(date.fromisoformat(value)) if field.kind == HouseholdField.Kind.DAY else value


def preview_lines(household: Household, preview: ChangePreview) -> list[str]:
    """What a change would do, line by line, before anything is written."""
    lines = differences(preview.before, preview.after)
    if preview.founded:
        new = {"name": preview.founded.head_name, "count": preview.founded.member_count or "–"}
        lines.append(_("A new household: %(name)s, members: %(count)s") % new)
    lines += [
        _("The other household: %(line)s") % {"line": line}
        for line in differences(preview.other_before, preview.other_after)
    ]
    return lines or [_("The number of members stays as it is; it is written down.")]


def warnings_of(preview: ChangePreview) -> list[str]:
    """What somebody should look at before saving."""
    return [say(problem) for problem in preview.warnings]


def change_words(change: HouseholdChange) -> str:
    """A change told or done, in one line: what, who, when."""
    asked = change.details.get("asked", change.details)
    names = [asked.get("person_name"), asked.get("new_head")]
    words = str(change.get_kind_display())
    if name := next((name for name in names if name), ""):
        words = f"{words}: {name}"
    return f"{words} · {day(change.happened_on)}"


def consent_words(purpose: str) -> str:
    """The words a household agrees to, in full (domain d9)."""
    return str(ASKED[purpose])


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """One line of a household's history as a sentence; `columns` says what changed by it."""

    line: HistoryLine
    sentence: str
    columns: list[str]
    state: str
    note: str


def history_words(line: HistoryLine) -> HistoryWords:
    """A line of the history, in words."""
    change = line.change
    sentence = say(Problem(line.code, params=line.params))
    if change is None:
        return HistoryWords(line, sentence, [], "", "")
    done = change.state == HouseholdChange.State.DONE
    asked = change.details.get("asked", change.details)
    if name := asked.get("person_name") or asked.get("new_head"):
        sentence = f"{sentence}: {name}"
    columns = differences(from_stored(change.before), from_stored(change.after)) if done else []
    state = "" if done else str(change.get_state_display())
    return HistoryWords(line, sentence, columns, state, change.refusal or asked.get("note", ""))


def born(text: str) -> str:
    """A birth date as exact as it is known, day first: `21/08/1990`, `08/1990`, `1990`."""
    return "/".join(reversed(text.split("-")))
