"""The terms on which a place runs a programme, as fields: chosen, re-dated, added, tightened.

Every field is named after what it is about (`due_day_monthly`, `day_milestones/plan`), so that a
service's problem finds its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base import clock
from tuquan.base.formfields import CountField, DayField
from tuquan.base.texts.wording import due_words, worded
from tuquan.core.localising import MovedDay, proposed_days
from tuquan.core.programme import CompareRule, Criterion, Edition, PlaceKind, RatioRule
from tuquan.core.programme.local import (
    ChosenGap,
    DueDay,
    HeldDuty,
    LevelMapping,
    LocalParameter,
    LocalTerms,
    ReDated,
    Tightened,
)
from tuquan.core.time import PERIODS_IN_YEAR
from tuquan.core.vietnamese import format_number, tidy
from tuquan.programmes.forms.reporting import (
    checking_fields,
    checking_terms,
    reminding_fields,
    reminding_terms,
)

LEVELS: dict[str, object] = {
    "province": gettext_lazy("the province"),
    "commune": gettext_lazy("the commune"),
}
"""Levels that exist since 1 July 2025 and can take the place of an abolished one."""


@dataclass(frozen=True, slots=True)
class FieldSection:
    """Fields that belong together, under a heading."""

    key: str
    title: str
    intro: str
    fields: tuple[BoundField, ...]


class TermsFields(forms.Form):
    """Fields for the local terms of an edition; a form says which sections it has."""

    sections: Sequence[str] = ()

    def add_terms(self, content: Edition, terms: LocalTerms, starts: date | None) -> None:
        """Add the fields of the form's sections; explicit days are proposed for a first day."""
        self.content, self.present = content, terms
        self._section_of: dict[str, str] = {}
        adders: dict[str, Callable[[], None]] = {
            "reports": self._add_reports,
            "days": lambda: self._add_days(starts),
            "levels": self._add_levels,
            "duties": self._add_duties,
            "bounds": self._add_bounds,
            "added": self._add_added,
            "parameters": self._add_parameters,
            "choices": self._add_choices,
            "register": self._add_register,
            "reminding": lambda: self.fields.update(reminding_fields(terms)),
            "checking": lambda: self.fields.update(checking_fields(content, terms)),
        }
        for section in self.sections:
            before = set(self.fields)
            adders[section]()
            self._section_of |= {name: section for name in self.fields if name not in before}

    def term_sections(self) -> Iterator[FieldSection]:
        """The sections that have fields for this edition, with their headings."""
        words = _headings()
        for section in self.sections:
            names = [name for name, own in self._section_of.items() if own == section]
            if names:
                title, intro = words[section]
                yield FieldSection(section, title, intro, tuple(self[name] for name in names))

    def local_terms(self) -> LocalTerms:
        """The local terms as they were typed; parts without a section here stay as they were."""
        readers: dict[str, Callable[[], dict[str, Any]]] = {
            "reports": lambda: {"off": tuple(self._off()), "due_days": tuple(self._due_days())},
            "days": lambda: {
                "re_dated": tuple(
                    ReDated(item, day) for item, day in self._typed("day_") if isinstance(day, date)
                )
            },
            "levels": lambda: {
                "levels": tuple(
                    LevelMapping(_level(kind), _level(now)) for kind, now in self._typed("level_")
                )
            },
            "duties": lambda: {
                "duties": tuple(HeldDuty(key, tidy(by)) for key, by in self._typed("duty_"))
            },
            "choices": lambda: {
                "choices": tuple(ChosenGap(key, tidy(text)) for key, text in self._typed("choice_"))
            },
            "bounds": lambda: {"tightened": tuple(self._tightened())},
            "parameters": lambda: {"parameters": (*self.present.parameters, *self._parameters())},
            "added": lambda: {"added": self._added()},
            "register": lambda: {
                "household_members": bool(self.cleaned_data.get("household_members"))
            },
            "reminding": lambda: reminding_terms(self.cleaned_data),
            "checking": lambda: checking_terms(self.cleaned_data),
        }
        typed: dict[str, Any] = {}
        for section in self.sections:
            typed |= readers[section]()
        return replace(self.present, **typed)

    def field_of(self, where: str) -> str:
        """The field a problem of the terms belongs to: `due_days/monthly` is `due_day_monthly`."""
        part, _slash, key = where.partition("/")
        if part == "off":
            return f"off_{key.partition('/')[2]}"
        return _FIELD_OF.get(part, "") + key

    def _typed(self, prefix: str) -> Iterator[tuple[str, Any]]:
        for name, value in self.cleaned_data.items():
            if name.startswith(prefix) and value not in (None, ""):
                yield name.removeprefix(prefix), value

    def _add_reports(self) -> None:
        off = set(self.present.off)
        days = {one.calendar: one.day for one in self.present.due_days}
        for calendar in self.content.calendars:
            title = {"title": worded(calendar, "title")}
            if calendar.period in PERIODS_IN_YEAR and not calendar.due.after_event:
                self.fields[f"due_day_{calendar.key}"] = CountField(
                    label=_("%(title)s: due on day of the month after") % title,
                    help_text=_("Empty: as the programme says, %(when)s.")
                    % {"when": due_words(calendar.due)},
                    initial=days.get(calendar.key),
                    required=False,
                )
            if calendar.optional:
                self._add_switch(calendar.key, title, f"calendars/{calendar.key}" in off)
        for report in self.content.incident_reports:
            if report.optional:
                title = {"title": worded(report, "title")}
                self._add_switch(report.key, title, f"incident_reports/{report.key}" in off)

    def _add_switch(self, key: str, title: dict[str, str], is_off: bool) -> None:
        self.fields[f"off_{key}"] = forms.BooleanField(
            label=_("%(title)s: not used here") % title, initial=is_off, required=False
        )

    def _off(self) -> Iterator[str]:
        for name in ("calendars", "incident_reports"):
            for item in getattr(self.content, name):
                if self.cleaned_data.get(f"off_{item.key}"):
                    yield f"{name}/{item.key}"

    def _due_days(self) -> Iterator[DueDay]:
        for key, day in self._typed("due_day_"):
            if not self.cleaned_data.get(f"off_{key}"):
                yield DueDay(key, day)

    def _add_days(self, starts: date | None) -> None:
        chosen = {one.item: one.on for one in self.present.re_dated}
        for moved in self.moved_days(starts):
            was = _day_words(moved.was)
            self.fields[f"day_{moved.item}"] = DayField(
                label=worded(moved),
                help_text=_("The document says %(day)s.") % {"day": was},
                initial=chosen.get(moved.item, moved.proposed),
                required=False,
            )

    def moved_days(self, starts: date | None) -> list[MovedDay]:
        """What the explicit days of the document would become for a first day."""
        return proposed_days(self.content, starts or self.content.effective_from)

    def _add_levels(self) -> None:
        now = {one.abolished: one.now for one in self.present.levels}
        for level in self.content.reporting_chain:
            if level.abolished_on is None or level.abolished_on > clock.today():
                continue
            self.fields[f"level_{level.kind}"] = forms.ChoiceField(
                label=worded(level),
                help_text=_("This level ended on %(day)s. Who does its part now?")
                % {"day": _day_words(level.abolished_on)},
                choices=[("", _("nobody: it is skipped")), *LEVELS.items()],
                initial=now.get(level.kind, ""),
                required=False,
            )

    def _add_duties(self) -> None:
        held = {one.duty: one.by for one in self.present.duties}
        for duty in self.content.duties:
            self.fields[f"duty_{duty.key}"] = forms.CharField(
                label=worded(duty),
                help_text=_("The document names: %(by)s") % {"by": worded(duty, "by")},
                initial=held.get(duty.key, ""),
                max_length=200,
                required=False,
            )

    def _add_bounds(self) -> None:
        chosen = {one.criterion: one.value for one in self.present.tightened}
        for criterion in self.content.all_criteria:
            rule = criterion.rule
            if not isinstance(rule, CompareRule | RatioRule) or rule.than.value is None:
                continue
            if rule.operator == "equal":
                continue
            self.fields[f"bound_{criterion.key}"] = forms.DecimalField(
                label=f"{criterion.number}. {worded(criterion)}",
                help_text=_("The document asks for %(value)s. You may ask for more, not for less.")
                % {"value": format_number(rule.than.value)},
                initial=chosen.get(criterion.key),
                max_digits=14,
                decimal_places=4,
                localize=True,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        if any(name.startswith("bound_") for name in self.fields):
            self.fields["bound_reason"] = forms.CharField(
                label=_("Why stricter"), max_length=300, required=False
            )

    def _tightened(self) -> Iterator[Tightened]:
        reason = tidy(self.cleaned_data.get("bound_reason", "")) or _("Decided by the commune.")
        for key, value in self._typed("bound_"):
            if isinstance(value, Decimal):
                yield Tightened(key, value, self._reason_of(key, value, reason))

    def _reason_of(self, key: str, value: Decimal, reason: str) -> str:
        """The reason given when the bound was set; a new one only for what changed."""
        kept = {one.criterion: one for one in self.present.tightened}.get(key)
        return kept.reason if kept and kept.value == value else reason

    def _add_added(self) -> None:
        self.fields["added"] = forms.CharField(
            label=_("Criteria of this place"),
            help_text=_(
                "One on each line, to be answered with yes or no for the area as a whole, such as: "
                "Every lane has a street light."
            ),
            widget=forms.Textarea(attrs={"rows": 4}),
            initial="\n".join(criterion.label for criterion in self.present.added),
            required=False,
        )

    def _added(self) -> tuple[Criterion, ...]:
        """The lines as criteria; one that was there keeps its key, whatever line it stands on."""
        known = {criterion.label: criterion for criterion in self.present.added}
        lines = [tidy(line) for line in self.cleaned_data.get("added", "").splitlines()]
        taken = {criterion.key for criterion in self.present.added}
        numbers = (n for n in range(1, 1000) if f"local_{n}" not in taken)
        return tuple(
            known.get(line) or _own_criterion(next(numbers), line)
            for line in dict.fromkeys(line for line in lines if line)
        )

    def _add_parameters(self) -> None:
        for parameter in self.content.parameters:
            label = {"label": worded(parameter), "unit": worded(parameter, "unit")}
            self.fields[f"value_{parameter.key}"] = forms.DecimalField(
                label=_("%(label)s (%(unit)s)") % label,
                max_digits=18,
                decimal_places=4,
                localize=True,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"since_{parameter.key}"] = DayField(
                label=_("%(label)s: holds from") % label, required=False
            )

    def _parameters(self) -> Iterator[LocalParameter]:
        for key, value in self._typed("value_"):
            since = self.cleaned_data.get(f"since_{key}") or clock.today()
            yield LocalParameter(key, value, since)

    def _add_choices(self) -> None:
        chosen = {one.note: one.choice for one in self.present.choices}
        for note in self.content.notes:
            self.fields[f"choice_{note.key}"] = forms.CharField(
                label=worded(note),
                help_text=_("Without a choice: %(default)s") % {"default": worded(note, "default")},
                initial=chosen.get(note.key, ""),
                max_length=300,
                required=False,
            )

    def _add_register(self) -> None:
        self.fields["household_members"] = forms.BooleanField(
            label=_("Keep a list of the members of each household"),
            help_text=_(
                "Off unless the programme truly asks for it: the head and the number of members "
                "are enough for groups and reports. Of each member only the name, the birth date, "
                "the relation to the head and the residence are kept."
            ),
            initial=self.present.household_members,
            required=False,
        )


class TermsForm(TermsFields):
    """Everything a place may choose, add and tighten once it runs a programme."""

    sections = (
        "reports",
        "reminding",
        "checking",
        "days",
        "levels",
        "duties",
        "bounds",
        "added",
        "parameters",
        "choices",
        "register",
    )

    def __init__(self, content: Edition, terms: LocalTerms, starts: date, *args: Any) -> None:
        super().__init__(*args)
        self.add_terms(content, terms, starts)


_FIELD_OF = {
    "due_days": "due_day_",
    "re_dated": "day_",
    "levels": "level_",
    "duties": "duty_",
    "tightened": "bound_",
    "parameters": "value_",
    "choices": "choice_",
}


def _headings() -> dict[str, tuple[str, str]]:
    return {
        "reports": (_("Reports"), ""),
        "reminding": (_("Reminders and locking"), ""),
        "checking": (_("Who says yes"), ""),
        "days": (
            _("Days of the document, moved to yours"),
            _("The days of the document are past. These keep their distances; change any of them."),
        ),
        "levels": (_("Levels that no longer exist"), ""),
        "duties": (
            _("Who does what here"),
            _("Name the office or organisation, not a person."),
        ),
        "bounds": (_("Stricter than the document"), ""),
        "added": (_("Added here"), ""),
        "parameters": (_("Figures the criteria compare with"), ""),
        "choices": (
            _("What the document leaves open"),
            _("Write what was decided here. Where you write nothing, the default holds."),
        ),
        "register": (_("Household list"), ""),
    }


def _own_criterion(number: int, label: str) -> Criterion:
    return Criterion(f"local_{number}", f"+{number}", label)


def _level(kind: str) -> PlaceKind:
    kinds: dict[str, PlaceKind] = {
        "province": "province",
        "district": "district",
        "commune": "commune",
        "ward": "ward",
        "special_zone": "special_zone",
        "area": "area",
    }
    return kinds[kind]


def _day_words(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
