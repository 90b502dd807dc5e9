"""What waits for a person's yes, whatever it is: each app above says what its things are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tuquan.approvals.models import Approval, ApprovalQuerySet
from tuquan.approvals.queries.possible import possible_for
from tuquan.approvals.queries.shown import step_words, why_words
from tuquan.approvals.queries.stored import value_of
from tuquan.base.actor import EVERYTHING, Actor
from tuquan.core.approval import Possible


@dataclass(frozen=True, slots=True)
class Subject:
    """What an approval is about: what kind of thing, its name, and where it is looked at."""

    kind: str
    title: str
    url: str


Provider = Callable[[Actor, Sequence[int]], Mapping[int, Subject]]
"""The things with these numbers that the person may see."""

_PROVIDERS: dict[str, Provider] = {}


def provide_subjects(kind: str, provider: Provider) -> None:
    """Let an app above say what its things are called; `kind` is as in `reports.report:12`."""
    _PROVIDERS[kind] = provider


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits at a step of the person's, and what the person may do with it."""

    approval: Approval
    subject: Subject
    step: str
    possible: tuple[Possible, ...]

    @property
    def may_decide(self) -> bool:
        """Whether the person may say yes now."""
        return any(one.action == "approve" and one.allowed for one in self.possible)

    @property
    def why(self) -> str:
        """Why the person may not say yes, or what to know before."""
        return why_words(self.possible)


def waiting_for(actor: Actor) -> ApprovalQuerySet:
    """Approvals at a step whose permission the person holds there, the oldest first."""
    mine = Q(pk__in=[])
    for permission in {name for grant in actor.grants for name in grant.permissions}:
        if permission == EVERYTHING:
            continue
        for path in actor.paths(permission):
            mine |= Q(waits_for=permission, path__below=path)
    return Approval.objects.filter(mine, state=Approval.State.WAITING)


def items_of(actor: Actor, approvals: Iterable[Approval]) -> list[Waiting]:
    """Approvals with their things; what the person may not see, or what is gone, is left out."""
    rows = list(approvals)
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        kind, _colon, number = row.subject.partition(":")
        numbers[kind].append(int(number))
    things = {
        f"{kind}:{number}": subject
        for kind, wanted in numbers.items()
        if kind in _PROVIDERS
        for number, subject in _PROVIDERS[kind](actor, wanted).items()
    }
    found = []
    for row in rows:
        approval = value_of(row)
        if row.subject in things and approval.current:
            possible = possible_for(actor, approval, row.path)
            words = step_words(approval.current)
            found.append(Waiting(row, things[row.subject], words, possible))
    return found
