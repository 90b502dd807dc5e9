"""What the measurements of reports stand on: a programme of counts, groups, what they owe and sent.

Rows are made unsaved where many are written at once; the models are read late, because Django is
set up by whoever measures.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tuquan.core.answers import Answers
from tuquan.core.packs import canonical_json, sha256
from tuquan.core.programme import Calendar, Edition, Form, Question, Section
from tuquan.core.time import DueRule, Period, PeriodKind

if TYPE_CHECKING:
    from tuquan.groups.models import ResidentGroup
    from tuquan.places.models import Place
    from tuquan.programmes.models import Adoption
    from tuquan.reports.models import Obligation, Report

NOT_APPLICABLE, BLANK = 0.03, 0.05
"""Shares of the answers that say nothing, as reports of real groups do."""

MISSING_REPORTS = 0.05
INSTANT = datetime(2022, 1, 1, tzinfo=UTC)
"""When everything opened, was due and was written: long before what is measured."""


def question_keys(count: int) -> tuple[str, ...]:
    """The keys of so many questions."""
    return tuple(f"question_{number:02d}" for number in range(count))


def adopted_counts(place: Place, period: PeriodKind, keys: Sequence[str], since: date) -> Adoption:
    """A programme, adopted at a place, whose one form asks every group for counts.

    The calendar and its form are called `reports`; `period` is "week" or "month".
    """
    from tuquan.programmes.models import Adoption, EditionText, Programme, ProgrammeEdition

    questions = tuple(Question(key, key, "count", aggregation="sum") for key in keys)
    form = Form("reports", "Báo cáo", "periodic", (Section("all", "Câu hỏi", questions),))
    content = Edition(
        "bench",
        "1",
        *("Bench",) * 3,
        since,
        sources=(),
        checked_on=since,
        forms=(form,),
        calendars=(Calendar("reports", "Báo cáo", period, "group", DueRule(5), form="reports"),),
    )
    edition = ProgrammeEdition.objects.create(
        programme=Programme.objects.create(key="bench", name="Bench"),
        key="1",
        sha256=sha256(content),
        installed_at=INSTANT,
    )
    EditionText.objects.create(edition=edition, definition=canonical_json(content))
    return Adoption.objects.create(edition=edition, place=place, effective_from=since)


def formed_group(adoption: Adoption, place: Place, number: int) -> ResidentGroup:
    """An unsaved group at a place; its number is its primary key too."""
    from tuquan.groups.models import ResidentGroup

    return ResidentGroup(
        pk=number,
        programme=adoption.edition.programme,
        place=place,
        path=ResidentGroup.path_of(place, number),
        name=f"Tổ {number}",
        number=number,
        state=ResidentGroup.State.FORMED,
    )


def owed_by(adoption: Adoption, group: ResidentGroup, period: Period, commune: Place) -> Obligation:
    """An unsaved obligation: what a group owes for one period."""
    from tuquan.reports.models import Obligation

    return Obligation(
        adoption=adoption,
        edition=adoption.edition,
        calendar="reports",
        form_key="reports",
        reporter=f"group:{group.pk}",
        group=group,
        place=group.place,
        commune=commune,
        path=group.path,
        period_key=period.key,
        period_start=period.start,
        period_until=period.until,
        opens_at=INSTANT,
        cut_off_at=INSTANT,
        due_at=INSTANT,
    )


def sent_for(
    owed: Sequence[Obligation],
    keys: Sequence[str],
    *,
    households: int,
    states: Sequence[str] = ("submitted",),
) -> list[Report]:
    """Unsaved reports, the same in every run; one in twenty is missing."""
    from tuquan.reports.models import Report

    chance = random.Random(1)
    return [
        Report(
            obligation=one,
            edition=one.edition,
            path=one.path,
            commune_id=one.commune_id,
            state=chance.choice(states),
            answers=_answers(chance, keys),
            facts={"households": households},
            version=1,
            saved_at=INSTANT,
            submitted_at=INSTANT,
        )
        for one in owed
        if chance.random() >= MISSING_REPORTS
    ]


def _answers(chance: random.Random, keys: Sequence[str]) -> dict[str, object]:
    values, not_applicable = {}, []
    for key in keys:
        fate = chance.random()
        if fate < NOT_APPLICABLE:
            not_applicable.append(key)
        elif fate > NOT_APPLICABLE + BLANK:
            values[key] = chance.randrange(300)
    return Answers(values, frozenset(not_applicable)).to_json()
