"""Everything that happened to a household, newest first: changes, consents, groups, its import.

Groups stand above this app, so they say which group a household was in (`provide_history` in their
`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from tuquan.base.actor import Actor
from tuquan.residents.models import (
    Household,
    HouseholdChange,
    HouseholdChangeQuerySet,
)
from tuquan.residents.queries.changing import ChangePreview, Kind, preview_change
from tuquan.residents.queries.reach import may_reach

__all__ = [
    "ChangePreview",
    "HistoryLine",
    "history_of",
    "preview_change",
    "provide_history",
    "told_changes",
    "visible_changes",
    "waiting_changes",
]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a household's history: the day, what happened (`code`, with values), by whom.

    The sentence is `say(Problem(line.code, params=line.params))`; a typed change carries its row.
    """

    on: date
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    by: str = ""
    change: HouseholdChange | None = None


Provider = Callable[[Actor, Household], Iterable[HistoryLine]]

_PROVIDERS: list[Provider] = []


def provide_history(provider: Provider) -> None:
    """Let an app above add what it knows of a household's past."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def history_of(actor: Actor, household: Household) -> list[HistoryLine]:
    """The history of a household, newest first; empty for whoever may not read its record."""
    if not may_reach(actor, "households.view", household):
        return []
    lines = [*_changes(household), *_beginning(household), *_consents(household)]
    lines += [*_assignments(household)]
    for provider in _PROVIDERS:
        lines += provider(actor, household)
    return sorted(lines, key=lambda line: (line.on, _number(line)), reverse=True)


def visible_changes(actor: Actor) -> HouseholdChangeQuerySet:
    """Changes of households the actor may read, with their households."""
    return _with_people(HouseholdChange.objects.visible_to(actor))


def waiting_changes(actor: Actor) -> HouseholdChangeQuerySet:
    """What waits for the actor to check it, the oldest first; not what they told themselves."""
    waiting = HouseholdChange.objects.visible_to(actor, "households.check").waiting()
    if actor.user_id is not None:
        waiting = waiting.exclude(made_by_id=actor.user_id)
    return _with_people(waiting).order_by("made_at", "pk")


def told_changes(actor: Actor) -> HouseholdChangeQuerySet:
    """What the actor told or wrote down, newest first, with what became of it (F-14)."""
    if actor.user_id is None:
        return HouseholdChange.objects.none()
    mine = HouseholdChange.objects.filter(made_by_id=actor.user_id)
    return _with_people(mine).order_by("-made_at", "-pk")


def _with_people(changes: HouseholdChangeQuerySet) -> HouseholdChangeQuerySet:
    return changes.select_related("household", "other", "place", "made_by", "checked_by")


def _number(line: HistoryLine) -> int:
    """Of lines of one day the change written last comes first."""
    return line.change.pk if line.change else 0


def _changes(household: Household) -> Iterator[HistoryLine]:
    for change in _with_people(HouseholdChange.objects.filter(household=household)):
        params: dict[str, object] = {"state": change.state, "persons": abs(change.persons)}
        if change.other:
            params |= {"other": change.other.head_name, "other_code": change.other.code}
        by = change.made_by.name if change.made_by else ""
        yield HistoryLine(change.happened_on, _code(change), params, by, change)


def _code(change: HouseholdChange) -> str:
    """The sentence of a change; what waits names no other household yet."""
    if change.kind in (Kind.SPLIT, Kind.MERGED) and change.other is None:
        return f"history_{change.kind}_waiting"
    return "history_came_back" if "came_back" in change.details else f"history_{change.kind}"


def _beginning(household: Household) -> Iterator[HistoryLine]:
    """How the household came into the list, unless a change says so."""
    source = household.imported_by
    if source:
        read = source.confirmed_at or source.made_at
        by = source.made_by.name if source.made_by else ""
        on = timezone.localdate(read)
        yield HistoryLine(on, "history_imported", {"file": source.file_name}, by)
    elif household.opened_on and not _founding(household):
        yield HistoryLine(household.opened_on, "history_listed")


def _founding(household: Household) -> bool:
    changes = HouseholdChange.objects.filter(household=household, details__households=1)
    return changes.exclude(details__has_key="came_back").exists()


def _consents(household: Household) -> Iterator[HistoryLine]:
    for consent in household.consents.select_related("recorded_by"):
        params = {"purpose": consent.get_purpose_display(), "who": consent.given_by}
        by = consent.recorded_by.name if consent.recorded_by else ""
        yield HistoryLine(consent.given_on, "history_consent_given", params, by)
        if consent.withdrawn_on:
            yield HistoryLine(consent.withdrawn_on, "history_consent_withdrawn", params)


def _assignments(household: Household) -> Iterator[HistoryLine]:
    for one in household.assignments.all():
        params = {"who": one.assignee}
        yield HistoryLine(one.effective_from, "history_assigned", params)
        if one.effective_until:
            yield HistoryLine(one.effective_until, "history_assignment_ended", params)
