"""What the definition classes cannot say of themselves: references, uniqueness, sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tuquan.core.packs.calendar_checks import check_calendars
from tuquan.core.packs.criteria_checks import check_criteria, names_in_rules
from tuquan.core.packs.form_checks import check_forms
from tuquan.core.packs.names import (
    KEY,
    RULE_NUMBER,
    check_dates,
    check_reference,
    check_unique,
    names_of,
)
from tuquan.core.packs.organisation_checks import check_organisation
from tuquan.core.packs.paper_checks import check_papers
from tuquan.core.packs.process_checks import check_process
from tuquan.core.packs.reading import Reading
from tuquan.core.packs.sensitive import check_guard
from tuquan.core.programme import (
    Calendar,
    Consistency,
    Edition,
    Gap,
    IncidentReport,
    LevelDue,
    Paper,
    ParameterValue,
    Points,
    ResultClass,
    Seat,
    Signature,
    Source,
)
from tuquan.core.programme.cases import Case

COVERED_BY_WHAT_HOLDS_THEM = (
    Consistency,
    Gap,
    LevelDue,
    ParameterValue,
    Points,
    ResultClass,
    Seat,
    Signature,
)
"""May name a source of their own, and otherwise have that of the whole they belong to."""

_LISTS_WITH_KEYS = (
    "provisions",
    "duties",
    "group_kinds",
    "boards",
    "pilots",
    "themes",
    "forms",
    "calendars",
    "incident_reports",
    "meetings",
    "milestones",
    "pledges",
    "parameters",
    "assessment",
    "awards",
    "links",
    "papers",
    "notes",
)

_FROM_PARENT = {"criterion": "criteria", "answers": "forms"}
"""What a case may be about that only a parent pack holds."""


def check_edition(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with an edition that could be read."""
    check_dates(reading, edition, "effective_from", "effective_until")
    if edition.inherits is not None and edition.inherits.programme == edition.programme:
        reading.report(edition.inherits, "programme", "inherits_itself")
    names = names_of(edition)
    _check_keys(reading, edition)
    _check_sources(reading, edition)
    check_forms(reading, edition, names)
    check_organisation(reading, edition)
    check_calendars(reading, edition, names)
    check_process(reading, edition, names)
    check_criteria(reading, edition, names)
    check_papers(reading, edition)
    check_guard(reading, edition)
    _check_use_of_forms(reading, edition)


def check_cases(reading: Reading, edition: Edition, cases: Iterable[Case]) -> None:
    """Report cases that cannot be told apart, or that are about something that is not there."""
    check_unique(reading, cases, "name")
    inherited = edition.inherits.parts if edition.inherits else ()
    known = {
        "criterion": [criterion.key for criterion in edition.all_criteria],
        "answers": [form.key for form in edition.forms],
        "due": [calendar.key for calendar in edition.calendars],
        "milestone": [milestone.key for milestone in edition.milestones],
        "size": [kind.key for kind in edition.group_kinds],
        "people": [kind.key for kind in edition.group_kinds],
        "board": [board.key for board in edition.boards],
        "pilots": [pilot.key for pilot in edition.pilots],
    }
    for case in cases:
        if case.kind in known and _FROM_PARENT.get(case.kind) not in inherited:
            check_reference(reading, case, "of", known[case.kind])
        _check_rule_numbers(reading, case)


def _check_keys(reading: Reading, edition: Edition) -> None:
    for group in _groups_with_keys(edition):
        check_unique(reading, group, "key")
        for item in group:
            if not KEY.fullmatch(item.key):
                reading.report(item, "key", "bad_key", key=item.key)
    check_unique(reading, edition.sources, "cited_as")
    check_unique(reading, edition.reporting_chain, "kind")


def _groups_with_keys(edition: Edition) -> Iterator[tuple[Any, ...]]:
    """Things whose keys must differ from each other."""
    for name in _LISTS_WITH_KEYS:
        yield getattr(edition, name)
    yield edition.all_criteria
    yield edition.scoring.classes if edition.scoring else ()
    for kind in edition.group_kinds:
        yield kind.positions
    for form in edition.forms:
        yield form.sections
        yield (*form.questions, *form.ratios)
        for question in form.questions:
            yield question.choices
    for calendar in edition.calendars:
        yield calendar.windows
    for paper in edition.papers:
        yield paper.columns


def _check_sources(reading: Reading, edition: Edition) -> None:
    """Everything that can name its source does, and cites a document the edition knows."""
    known = [document.cited_as for document in edition.sources]
    for item in reading.objects:
        if isinstance(item, Source):
            _check_source(reading, item, known)
            continue
        source = getattr(item, "source", None)
        if source is None or source.document or source.place or source.default:
            continue
        excused = isinstance(item, Paper) and bool(item.fault)
        if not excused and not isinstance(item, COVERED_BY_WHAT_HOLDS_THEM):
            reading.report(item, "source", "source_missing")


def _check_source(reading: Reading, source: Source, known: list[str]) -> None:
    if source.document and source.document not in known and "" not in known:
        near = reading.guess(source.document, known)
        params = {"value": source.document, "did_you_mean": near}
        reading.report(source, "document", "dangling_reference", **params)
    if bool(source.document) != bool(source.place):
        reading.report(source, "", "source_without_place", "document", "place")
    _check_rule_numbers(reading, source)


def _check_rule_numbers(reading: Reading, item: Source | Case) -> None:
    for number in item.rules:
        if not RULE_NUMBER.fullmatch(number):
            reading.report(item, "rules", "bad_rule_number", value=number)


def _check_use_of_forms(reading: Reading, edition: Edition) -> None:
    """A form is asked for by a calendar, by an incident report, or by the rules of the sheet."""
    askers: tuple[Calendar | IncidentReport, ...] = (*edition.calendars, *edition.incident_reports)
    if not all(reading.sound(asker, "form") for asker in askers):
        return
    used = {asker.form for asker in askers}
    figures = names_in_rules(edition)
    for form in edition.forms:
        judged = bool(edition.assessment) or not figures.isdisjoint(q.key for q in form.questions)
        if form.key not in used and not (form.purpose == "criteria" and judged):
            reading.report(form, "key", "form_unused", key=form.key)
