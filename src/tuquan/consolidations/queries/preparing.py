"""A total as it stands now, ready to be looked at, completed and sent up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from tuquan.base.texts.wording import spoken
from tuquan.consolidations.models import Adjustment
from tuquan.consolidations.queries.combined import combined_below
from tuquan.consolidations.queries.lines import Line, lines_of
from tuquan.consolidations.queries.plans import Compared, Plan, plan_for
from tuquan.consolidations.queries.raw import (
    HANDED_IN,
    NOTHING_BOTH,
    Both,
    both_of,
    owed_in,
    said_by,
)
from tuquan.consolidations.queries.rounds import Round, round_of
from tuquan.core.rollup import Number, Submission, periods_said
from tuquan.places.models import COMMUNE_LEVEL, PlaceKind
from tuquan.reports.models import Obligation, ObligationQuerySet, Report
from tuquan.reports.queries import reporter_name, reporter_place


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is in a total: reporters and reports, and who is missing, by the names of groups.

    `late` and `nil` count reports that were handed in; `waiting` those sent and not yet accepted.
    """

    reporters: int = 0
    heard: int = 0
    owed: int = 0
    accepted: int = 0
    waiting: int = 0
    late: int = 0
    nil: int = 0
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every report that is owed was accepted."""
        return self.accepted == self.owed


class Source(NamedTuple):
    """One report that a total counts, with the version it had."""

    obligation: int
    report: int
    version: int


class Told(NamedTuple):
    """What one reporter wrote in words, as reading material."""

    reporter: str
    place: str
    line: str
    text: str

    @property
    def key(self) -> str:
        """By what it is ticked: what came in meanwhile is not taken for it."""
        return sha256("\n".join(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A figure put right by hand, and why; what was added up is kept beside it."""

    line: str
    computed: Number | None
    value: Number
    reason: str
    by: str

    def to_json(self) -> dict[str, Any]:
        """As it is frozen; amounts as text, so that they stay exact."""
        return asdict(self) | {"computed": _plain(self.computed), "value": _plain(self.value)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Adjusted:
        """Read what `to_json` wrote."""
        return cls(
            **{**stored, "computed": _exact(stored["computed"]), "value": _exact(stored["value"])}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a total: its figures, those of other times, and what somebody put right.

    `live` counts what is only submitted too; `said` is in how many reports something was said.
    """

    line: Line
    live: Number | None = None
    previous: Number | None = None
    year_ago: Number | None = None
    adjusted: Adjusted | None = None
    said: int = 0

    @property
    def value(self) -> Number | None:
        """What goes up: the figure put right, else what was added up."""
        return self.adjusted.value if self.adjusted else self.line.value

    @property
    def may_be_adjusted(self) -> bool:
        """Whether it is one plain figure; shares follow from their two sides."""
        return self.line.kind == "number"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A total with everything it is made of, before or after it was frozen."""

    chosen: Round
    figures: Compared
    live: Compared
    beside: Mapping[str, Compared]
    adjusted: Sequence[Adjusted]
    coverage: Coverage
    sources: Sequence[Source]
    said: Mapping[str, int]
    told: Sequence[Told] = ()

    @property
    def plan(self) -> Plan:
        """What was added up."""
        return plan_for(self.chosen)

    @property
    def has_year_ago(self) -> bool:
        """Whether anybody had reported a year ago."""
        return "year_ago" in self.beside and self.beside["year_ago"].now.received > 0

    @property
    def rows(self) -> list[Row]:
        """Every line of the form with its figures."""
        plan, form = self.plan, self.chosen.form
        others = {
            name: {line.key: line.value for line in lines_of(form, plan, totals)}
            for name, totals in {**self.beside, "live": self.live}.items()
        }
        by_line = {one.line: one for one in self.adjusted}
        return [
            Row(
                line,
                others["live"].get(line.key),
                others.get("previous", {}).get(line.key),
                others.get("year_ago", {}).get(line.key),
                by_line.get(line.key),
                self.said.get(line.key, 0),
            )
            for line in lines_of(form, plan, _with_adjusted(self.figures, plan, self.adjusted))
        ]


def prepared(obligation: Obligation) -> Prepared:
    """The total somebody owes, worked out from the accepted reports of this moment."""
    chosen = round_of(obligation)
    plan = plan_for(chosen)
    owed = feeding(obligation, chosen)
    both, said, told = _added_up(obligation, chosen, plan)
    beside = {"previous": chosen.before(), "year_ago": chosen.year_before()}
    return Prepared(
        chosen,
        both.accepted,
        both.live,
        {name: _accepted(obligation, one) for name, one in beside.items() if one},
        adjusted_in(obligation, both.accepted, chosen, plan),
        coverage_of(owed),
        sources_of(owed),
        said,
        told,
    )


def feeding(obligation: Obligation, chosen: Round) -> ObligationQuerySet:
    """Whose reports are added up: the reporter's own, or those of everybody below its place."""
    owed = owed_in(chosen)
    if chosen.is_fed and chosen.feeding.reporter == obligation.reporter_kind:
        return owed.filter(reporter=obligation.reporter)
    return owed.below(obligation.place.path)


def coverage_of(owed: ObligationQuerySet) -> Coverage:
    """Who of these was heard, and who is missing."""
    heard: dict[str, bool] = {}
    names: dict[str, Obligation] = {}
    counts = dict.fromkeys(("owed", "accepted", "waiting", "late", "nil"), 0)
    rows = owed.select_related("report", "group", "body", "place", "edition__parent").defer(
        "report__answers", "report__facts"
    )
    for one in rows.order_by("place__sort_key", "path", "period_start"):
        report = getattr(one, "report", None)
        state = report.state if report else ""
        sent = report.first_submitted_at if report else None
        counts["owed"] += 1
        counts["accepted"] += state == Report.State.ACCEPTED
        counts["waiting"] += state == Report.State.SUBMITTED
        counts["late"] += sent is not None and sent > one.due_at
        counts["nil"] += bool(report and report.nil and state in HANDED_IN)
        heard[one.reporter] = heard.get(one.reporter, False) or state == Report.State.ACCEPTED
        if state not in HANDED_IN:
            names.setdefault(one.reporter, one)
    missing = tuple(_named(one) for one in names.values())
    return Coverage(len(heard), sum(heard.values()), missing=missing, **counts)


def sources_of(owed: ObligationQuerySet) -> list[Source]:
    """Every accepted report of these, with its version."""
    rows = owed.filter(report__state=Report.State.ACCEPTED).order_by("pk")
    return [Source(*row) for row in rows.values_list("pk", "report__pk", "report__version")]


def adjusted_in(
    obligation: Obligation, totals: Compared, chosen: Round, plan: Plan
) -> list[Adjusted]:
    """What an officer put right in a total that is being prepared."""
    computed = {line.key: line.value for line in lines_of(chosen.form, plan, totals)}
    return [
        Adjusted(one.line, computed.get(one.line), _short(one.value), one.reason, one.by_name)
        for one in Adjustment.objects.filter(obligation=obligation)
        if one.line in computed
    ]


def _added_up(
    obligation: Obligation, chosen: Round, plan: Plan
) -> tuple[Both, Mapping[str, int], list[Told]]:
    """The figures; near the groups also how often something was said, and the words."""
    owed = feeding(obligation, chosen)
    if _is_above_communes(obligation, chosen):
        return combined_below(obligation.place.path, chosen, 0).get("", NOTHING_BOTH), {}, []
    everybody = said_by(owed, chosen, plan)
    said = periods_said(one.accepted for one in everybody) if chosen.is_fed else {}
    names = {one.reporter: one for one in owed.select_related("group", "body", "place", "edition")}
    told = [
        Told(reporter_name(names[who]), reporter_place(names[who]), label, text)
        for who, label, text in _texts(plan, ((one.reporter, one.accepted) for one in everybody))
    ]
    return both_of(everybody, plan), said, told


def _accepted(obligation: Obligation, chosen: Round) -> Compared:
    plan = plan_for(chosen)
    if _is_above_communes(obligation, chosen):
        found = combined_below(obligation.place.path, chosen, 0).get("", NOTHING_BOTH)
        return found.accepted
    return both_of(said_by(feeding(obligation, chosen), chosen, plan), plan).accepted


def _is_above_communes(obligation: Obligation, chosen: Round) -> bool:
    near = (*COMMUNE_LEVEL, PlaceKind.AREA)
    own = chosen.feeding.reporter == obligation.reporter_kind
    return obligation.place.kind not in near and not own


def _texts(
    plan: Plan, everybody: Iterable[tuple[str, Submission | None]]
) -> Iterator[tuple[str, str, str]]:
    """Everything that was written in words, line by line, reporter by reporter."""
    said = list(everybody)
    for question in plan.questions:
        if question.kind != "text":
            continue
        for reporter, submission in said:
            given = submission["values"].get(question.key) if submission else None
            for text in given if isinstance(given, list) else [given]:
                if isinstance(text, str) and text.strip():
                    yield reporter, spoken(question.label, question.label_en), text.strip()


def _with_adjusted(totals: Compared, plan: Plan, adjusted: Sequence[Adjusted]) -> Compared:
    """Totals in which shares and changes follow the figures that were put right.

    The figures themselves stay as they were added up: they stand struck through beside the others.
    """
    more = {
        one.line: Decimal(one.value) - Decimal(one.computed)
        for one in adjusted
        if one.computed is not None
    }
    if not more:
        return totals
    ratios = dict(totals.now.ratios)
    for one in plan.ratios:
        ratio = ratios.get(one.key)
        if ratio and ratio.reported:
            ratios[one.key] = ratio._replace(
                numerator=_short(ratio.numerator + more.get(one.numerator, Decimal(0))),
                denominator=_short(ratio.denominator + more.get(one.denominator, Decimal(0))),
            )
    return Compared(replace(totals.now, ratios=ratios), totals.before)


def _named(obligation: Obligation) -> str:
    place = reporter_place(obligation)
    name = reporter_name(obligation)
    return f"{name} ({place})" if place else name


def _plain(number: Number | None) -> int | str | None:
    return f"{number:f}" if isinstance(number, Decimal) else number


def _exact(stored: int | str | None) -> Any:
    return Decimal(stored) if isinstance(stored, str) else stored


def _short(number: Number) -> Number:
    """Without the zeros a column of the database adds."""
    value = Decimal(number)
    whole = value.to_integral_value()
    return int(whole) if whole == value else Decimal(f"{value:f}".rstrip("0"))
