"""Totals that were sent up: as they were frozen, what changed since, and where a report is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tuquan.base.actor import Actor
from tuquan.base.hashing import canonical_hash
from tuquan.consolidations.models import Consolidation, ConsolidationQuerySet
from tuquan.consolidations.queries.lines import Line
from tuquan.consolidations.queries.plans import Compared
from tuquan.consolidations.queries.preparing import Adjusted, Coverage, Prepared, Source
from tuquan.consolidations.queries.rounds import round_named
from tuquan.core.answers import Answers
from tuquan.core.rollup import Number, from_json, to_json
from tuquan.reports.models import Obligation, ObligationQuerySet, Report


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of which another figure would go up today than the one that was sent."""

    line: Line
    sent: Number | None
    now: Number | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened after a total was sent: figures, and the reports that are new or corrected."""

    lines: Sequence[Difference]
    added: int
    corrected: int
    dropped: int

    def __bool__(self) -> bool:
        """Whether anything did."""
        return bool(self.lines or self.added or self.corrected or self.dropped)


def totals_owed(actor: Actor) -> ObligationQuerySet:
    """Totals somebody may look at: those owed at or below where they see figures."""
    return (
        Obligation.objects.visible_to(actor, "totals.view")
        .filter(kind=Obligation.Kind.TOTAL)
        .select_related(
            "report", "edition__programme", "edition__parent", "place", "commune", "body", "group"
        )
    )


def visible_consolidations(actor: Actor) -> ConsolidationQuerySet:
    """Totals that were sent up, as far as somebody may see them."""
    return Consolidation.objects.visible_to(actor).select_related(
        "report__obligation__body", "edition__parent", "place"
    )


def versions_of(obligation: Obligation) -> list[Consolidation]:
    """Every version that was sent up, the latest first."""
    rows = Consolidation.objects.filter(report__obligation=obligation).order_by("-version")
    return list(rows.select_related("edition__parent", "place", "report__obligation"))


def last_sent(obligation: Obligation) -> Consolidation | None:
    """The latest version that was sent up."""
    return next(iter(versions_of(obligation)), None)


def frozen(sent: Consolidation) -> Prepared:
    """A total as it was sent up."""
    chosen = round_named(
        sent.edition, sent.calendar, sent.period_start, sent.period_until, sent.period_key
    )
    figures = _compared(sent.figures)
    return Prepared(
        chosen,
        figures,
        figures,
        {name: _compared(one) for name, one in sent.beside.items()},
        [Adjusted.from_json(one) for one in sent.adjustments],
        Coverage(**{**sent.coverage["counts"], "missing": tuple(sent.coverage["missing"])}),
        [Source(*one) for one in sent.sources],
        sent.coverage["said"],
    )


def to_freeze(total: Prepared, narrative: Mapping[str, object]) -> dict[str, Any]:
    """What is frozen of a total, field by field of `Consolidation`."""
    counts = asdict(total.coverage)
    missing = list(counts.pop("missing"))
    return {
        "figures": _as_json(total.figures),
        "beside": {name: _as_json(one) for name, one in total.beside.items()},
        "adjustments": [one.to_json() for one in total.adjusted],
        "narrative": dict(narrative),
        "coverage": {"counts": counts, "missing": missing, "said": dict(total.said)},
        "sources": [list(one) for one in total.sources],
    }


def content_hash(obligation: Obligation, content: Mapping[str, Any]) -> str:
    """The SHA-256 of what is frozen of a total."""
    return _digest(content, obligation.edition.sha256, obligation.place_id, obligation.period_key)


def content_number(obligation: Obligation, total: Prepared, answers: Answers) -> int:
    """A number for the content of a total, by which a second person's yes is bound to it."""
    return int(content_hash(obligation, to_freeze(total, answers.to_json()))[:7], 16)


def _digest(content: Mapping[str, Any], edition: str, place: int, period: str) -> str:
    """Over canonical JSON; the whole edition comes in by its own hash."""
    whole = {**content, "edition": edition, "place": place, "period": period}
    return canonical_hash(whole)


def is_intact(sent: Consolidation) -> bool:
    """Whether a version still says what its hash was taken of."""
    fields = ("figures", "beside", "adjustments", "narrative", "coverage", "sources")
    content = {name: getattr(sent, name) for name in fields}
    found = _digest(content, sent.edition.sha256, sent.place_id, sent.period_key)
    return found == sent.sha256


def changed_since(sent: Consolidation, now: Prepared) -> Changed:
    """What another sending would say otherwise, figure by figure."""
    then = frozen(sent)
    before = {row.line.key: row.line for row in then.rows}
    lines = [
        Difference(row.line, before[row.line.key].value, row.line.value)
        for row in now.rows
        if row.line.key in before and _figures(row.line) != _figures(before[row.line.key])
    ]
    old = {one.report: one.version for one in then.sources}
    new = {one.report: one.version for one in now.sources}
    both = old.keys() & new.keys()
    return Changed(
        lines,
        added=len(new.keys() - old.keys()),
        corrected=sum(old[one] != new[one] for one in both),
        dropped=len(old.keys() - new.keys()),
    )


def between(newer: Consolidation, older: Consolidation) -> Changed:
    """What a version says otherwise than the one before."""
    return changed_since(older, frozen(newer))


def totals_with(actor: Actor, report: Report) -> list[Consolidation]:
    """Every total that counts a report, each in its latest version that does (F-48)."""
    near = visible_consolidations(actor).filter(
        edition__programme=report.edition.programme_id,
        period_start__lt=report.obligation.period_until,
        period_until__gt=report.obligation.period_start,
    )
    above = [one for one in near.order_by("path", "period_start", "-version")]
    latest: dict[int, Consolidation] = {}
    for one in above:
        if any(source[1] == report.pk for source in one.sources):
            latest.setdefault(one.report_id, one)
    return list(latest.values())


def latest_of(rows: Iterable[Consolidation]) -> list[Consolidation]:
    """Of each total only the latest version."""
    latest: dict[int, Consolidation] = {}
    for one in rows:
        known = latest.get(one.report_id)
        if known is None or known.version < one.version:
            latest[one.report_id] = one
    return list(latest.values())


def _figures(line: Line) -> tuple[object, ...]:
    figure = line.figure
    if line.kind in ("number", "share", "yes_no"):
        return (line.value,)
    return figure.reported, figure.yes, dict(figure.entries), figure.last_day


def _compared(stored: Mapping[str, Any]) -> Compared:
    return Compared(from_json(stored["now"]), from_json(stored["before"]))


def _as_json(totals: Compared) -> dict[str, Any]:
    return {"now": to_json(totals.now), "before": to_json(totals.before)}
