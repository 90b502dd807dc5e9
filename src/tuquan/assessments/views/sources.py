"""Where what the system knows of a row was taken from, each with a link to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import ReadSheet, Row, asked_of, reports_said, runs_cycles
from tuquan.base.actor import Actor
from tuquan.base.templatetags.tq import number


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a row rests on, and what it says to the row; without a page only words."""

    title: str
    url: str = ""
    said: str = ""


def sources_of(
    actor: Actor, read: ReadSheet, row: Row, *, has_reasons: bool = False
) -> list[Source]:
    """The reports, the register, titles and figures of the commune a row rests on.

    Where the reasons stand beside them and tell the figures already, only the pages are named.
    """
    if row.is_standard:
        return []
    asked = asked_of(row.criterion)
    cycle = read.sheet.cycle_id
    found = list(_reports(row))
    if "households" in asked.keys and _may_read_register(actor, read.sheet):
        url = reverse("residents:area", args=[read.sheet.place_id])
        found.append(Source(_("Register of households"), url, _households(read)))
    if asked.years:
        url = reverse("assessments:titles", args=[cycle]) if runs_cycles(actor) else ""
        found.append(Source(_("Titles of earlier years"), url))
    if asked.above:
        url = reverse("assessments:benchmarks", args=[cycle])
        found.append(Source(_("Figures to compare with"), url))
    outcome = row.result.outcome
    tells_figures = outcome.state != "unknown" and outcome.code != "mark"
    if has_reasons and tells_figures:
        return [Source(one.title, one.url) for one in found]
    return found


def _reports(row: Row) -> Iterator[Source]:
    latest, more = reports_said(row)
    for one in latest:
        yield Source(one.title, reverse("reports:detail", args=[one.report_id]), one.said)
    if more:
        words = ngettext("and %(n)s earlier report", "and %(n)s earlier reports", more)
        yield Source(words % {"n": more})


def _may_read_register(actor: Actor, sheet: AssessmentSheet) -> bool:
    return sheet.group_id is None and actor.may("households.view", sheet.place.path)


def _households(read: ReadSheet) -> str:
    value = read.known.values.get("households")
    return number(value) if isinstance(value, int) else ""
