"""Every sentence a person reads about something wrong: one place, by code.

The layers below name problems by code; a message says what is wrong with the values and what to do
next. `say` is the only door. Dates and numbers among the values are shown in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import formats, timezone

from tuquan.base.texts import (
    acceptance,
    approvals,
    assessments,
    awards,
    bodies,
    cases,
    chasing,
    deadlines,
    documents,
    dossiers,
    evidence,
    exemplars,
    files,
    following,
    grouping,
    groups,
    households,
    insights,
    jobs,
    meetings,
    oddities,
    outbox,
    owing,
    own_fields,
    packs,
    pages,
    papers,
    places,
    pledges,
    posts,
    programmes,
    reforms,
    register,
    reports,
    residents,
    reviewing,
    safety,
    sheets,
    signing_in,
    totals,
    voting,
)
from tuquan.core.problems import Problem

TEXTS: Mapping[str, object] = {
    **pages.TEXTS,
    **totals.TEXTS,
    **files.TEXTS,
    **households.TEXTS,
    **packs.TEXTS,
    **cases.TEXTS,
    **chasing.TEXTS,
    **bodies.TEXTS,
    **groups.TEXTS,
    **grouping.TEXTS,
    **residents.TEXTS,
    **reports.TEXTS,
    **oddities.TEXTS,
    **reviewing.TEXTS,
    **insights.TEXTS,
    **programmes.TEXTS,
    **deadlines.TEXTS,
    **places.TEXTS,
    **posts.TEXTS,
    **following.TEXTS,
    **reforms.TEXTS,
    **register.TEXTS,
    **own_fields.TEXTS,
    **jobs.TEXTS,
    **safety.TEXTS,
    **signing_in.TEXTS,
    **sheets.TEXTS,
    **papers.TEXTS,
    **documents.TEXTS,
    **dossiers.TEXTS,
    **voting.TEXTS,
    **meetings.TEXTS,
    **pledges.TEXTS,
    **approvals.TEXTS,
    **outbox.TEXTS,
    **owing.TEXTS,
    **assessments.TEXTS,
    **exemplars.TEXTS,
    **awards.TEXTS,
    **acceptance.TEXTS,
    **evidence.TEXTS,
}


def say(problem: Problem) -> str:
    """The problem as a sentence in the reader's language, its values filled in."""
    return str(TEXTS[problem.code]) % {name: _show(v) for name, v in problem.params.items()}


def _show(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, Problem):
        return say(value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, int):
        return formats.number_format(value)
    return value
