"""What keys are called in an edition, and how figures and days are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.texts.wording import spoken, worded
from tuquan.core.programme import Edition, Operator
from tuquan.core.rules import Range

FACTS: Mapping[str, object] = {
    "place_kind": gettext_lazy("kind of place"),
    "area_kind": gettext_lazy("kind of area"),
    "households": gettext_lazy("number of households"),
    "areas": gettext_lazy("number of areas"),
    "groups": gettext_lazy("number of groups"),
    "groups_established": gettext_lazy("groups established by a decision"),
    "groups_with_leader": gettext_lazy("groups with a leader"),
    "areas_with_groups": gettext_lazy("areas that have groups"),
    "households_in_groups": gettext_lazy("households in groups"),
    "pilots": gettext_lazy("pilot areas"),
    "festivals_held": gettext_lazy("areas that held the festival"),
    "baselines_owed": gettext_lazy("baseline surveys to be made"),
    "baselines_sent": gettext_lazy("baseline surveys sent"),
    "points": gettext_lazy("points"),
    "percent": gettext_lazy("percent of the points"),
    "criteria_met": gettext_lazy("criteria met"),
    "criteria_not_met": gettext_lazy("criteria not met"),
    "criteria_applicable": gettext_lazy("criteria that apply"),
    "criteria_met_percent": gettext_lazy("percent of the criteria met"),
    "zone": gettext_lazy("the zone the place lies in"),
    "children": gettext_lazy("results of the places below"),
    "working_days": gettext_lazy("which days are worked in that year"),
}
"""What the platform knows of a place, of a sheet, and what else may be missing."""

NUMBER_BOUNDS: Mapping[Operator, object] = {
    "more_than": gettext_lazy("more than %(bound)s"),
    "at_least": gettext_lazy("%(bound)s or more"),
    "equal": gettext_lazy("exactly %(bound)s"),
    "at_most": gettext_lazy("%(bound)s at most"),
    "less_than": gettext_lazy("less than %(bound)s"),
}

NAMED_BOUNDS: Mapping[Operator, object] = {
    "more_than": gettext_lazy("higher than %(bound)s"),
    "at_least": gettext_lazy("not lower than %(bound)s"),
    "equal": gettext_lazy("the same as %(bound)s"),
    "at_most": gettext_lazy("not higher than %(bound)s"),
    "less_than": gettext_lazy("lower than %(bound)s"),
}

LONGEST_QUOTE = 80
"""Characters of a criterion's label that are quoted inside a sentence."""


class Names:
    """What the keys of an edition are called in the reader's language."""

    def __init__(self, edition: Edition) -> None:
        self.questions = {q.key: q for form in edition.forms for q in form.questions}
        self.criteria = {one.key: one for one in edition.all_criteria}
        named = (edition.links, edition.awards, edition.milestones, edition.parameters)
        self.others: dict[str, object] = {one.key: one for group in named for one in group}
        scoring = edition.scoring
        self.classes = {one.key: one for one in scoring.classes} if scoring else {}

    def label(self, key: str) -> str:
        """The label of a question, fact, criterion or parameter; the key where there is none."""
        if key in self.questions:
            return worded(self.questions[key])
        if key in FACTS:
            return str(FACTS[key])
        if key in self.criteria:
            return self.criterion(key)
        return worded(self.others[key]) if key in self.others else key

    def criterion(self, key: str) -> str:
        """A criterion by its number and label, as people quote it."""
        one = self.criteria.get(key)
        if one is None:
            return key
        params = {"number": one.number, "label": _cut(worded(one))}
        return _("criterion %(number)s “%(label)s”") % params if one.number else params["label"]

    def choice(self, of: str, key: str) -> str:
        """A word a question offers."""
        question = self.questions.get(of)
        choices = {one.key: one for one in question.choices} if question else {}
        return worded(choices[key]) if key in choices else key

    def amount(self, of: str, figure: object) -> str:
        """A figure with the unit of its question."""
        question = self.questions.get(of)
        unit = spoken(question.unit, question.unit_en) if question else ""
        if of in ("percent", "criteria_met_percent"):
            return percent(figure)
        return f"{number(figure)} {unit}".rstrip()

    def missing(self, keys: Iterable[str]) -> str:
        """What is missing: here, in the place above, in other years, or in a list; a figure that
        several years lack is named once."""
        found: dict[tuple[str, bool], list[int]] = {}
        for key in keys:
            where, _dot, of = key.partition(".")
            if where.isdecimal():
                found.setdefault((of, True), []).append(int(where))
            else:
                found[key, False] = []
        return ", ".join(self._missing(key, years) for (key, _dated), years in found.items())

    def _missing(self, key: str, years: list[int]) -> str:
        if years:
            return _("%(label)s in %(year)s") % {"label": self.label(key), "year": spans(years)}
        where, _dot, of = key.rpartition(".")
        if not where:
            return self.label(key)
        label = self.label(of)
        if where == "parent":
            return _("%(label)s of the place above") % {"label": label}
        return _("%(label)s of each of: %(list)s") % {"label": label, "list": self.label(where)}


def _cut(text: str) -> str:
    """The beginning of a long label."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"


def spans(years: Iterable[int]) -> str:
    """Years in their order, those that follow one another as `2021–2026`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def inside(label: str) -> str:
    """A label in the midst of a sentence; abbreviations keep their capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def behind(against: str, names: Names) -> str:
    """What stands behind a bound that has a name."""
    if against == "parent":
        return _("the figure of the whole commune")
    if against == "last_year":
        return _("last year's figure")
    return names.label(against)


def number(value: object) -> str:
    """A number the way the reader writes it; both ends of one that is open."""
    if isinstance(value, Range):
        if value.is_exact:
            return number(value.low)
        ends = {"low": number(value.low), "high": number(value.high)}
        return _("from %(low)s to %(high)s") % ends
    if isinstance(value, Fraction):
        return number(Range(value, value).low)
    if isinstance(value, Decimal):
        shown = round(value, 2).normalize()
        return formats.number_format(shown, max(0, -int(shown.as_tuple().exponent)))
    return formats.number_format(int(str(value)))


def percent(value: object) -> str:
    """A number of percent."""
    return f"{number(value)} %"


def day(value: object) -> str:
    """A day, day first."""
    return formats.date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else ""
