"""What a reform that was carried out did, in the words of its day: for its page and its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuquan.audit.models import Change, subject_of
from tuquan.core.succession import Alter, Close, Plan, Ref, plan_from_json
from tuquan.places.models import Place, PlaceKind, PlaceVersion, Reform
from tuquan.places.queries.planning import named_in
from tuquan.places.queries.reforms import PlaceStep
from tuquan.places.queries.written import in_chunks, rows_made


def steps_of(reform: Reform) -> tuple[PlaceStep, ...]:
    """Place by place, what it was before the day and what it was from then on."""
    plan = plan_from_json(reform.plan)
    before = _Before(plan)
    founded = {place.name: place for place in _founded(reform)}
    return (
        *(
            PlaceStep(
                "founded",
                founded.get(found.name),
                new_name=found.name,
                new_kind=found.local_word or str(PlaceKind(found.kind).label),
                new_parent=before.name(found.parent),
            )
            for found in plan.found
        ),
        *(before.altered(alter) for alter in plan.alter),
        *(before.closed(close) for close in plan.close),
    )


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """Who carried a reform out, and how many rows of each table moved with it."""

    by: str
    moved: Mapping[str, int]


def how_carried_out(reform: Reform) -> CarriedOut:
    """What was put on record when the reform was carried out."""
    written = Change.objects.filter(action="places.reformed", subject=subject_of(reform))
    change = written.latest("pk")
    return CarriedOut(change.actor_name, change.data["affected"])


def office_of(reform: Reform) -> Place | None:
    """The place whose office decided: the lowest one above everything the reform touched."""
    return Place.objects.filter(path=reform.path).first() if reform.path else None


class _Before:
    """The places a plan names, as they were on the eve of its day."""

    def __init__(self, plan: Plan) -> None:
        self._keys = {found.key: found.name for found in plan.found}
        self._renamed = {alter.place: alter.name for alter in plan.alter if alter.name}
        named = named_in(plan)
        self._versions = _last_before(plan, named)
        parents = {one.parent_id for one in self._versions.values() if one.parent_id}
        self._versions = _last_before(plan, parents - named) | self._versions

    def name(self, ref: Ref | None) -> str:
        """What a place is called after the reform."""
        if isinstance(ref, str):
            return self._keys.get(ref, "")
        return self._renamed.get(ref or 0) or self._old_name(ref)

    def altered(self, step: Alter) -> PlaceStep:
        """A place that goes on."""
        old = self._versions[step.place]
        parent = old.parent_id if step.parent is None else step.parent
        word = old.local_word if step.local_word is None else step.local_word
        return PlaceStep(
            "altered",
            *self._was(old),
            new_name=self.name(step.place),
            new_kind=word or str(PlaceKind(step.kind or old.kind).label),
            new_parent="" if step.to_top else self.name(parent),
        )

    def closed(self, step: Close) -> PlaceStep:
        """A place that ended."""
        parts = tuple((self.name(part.into), part.share) for part in step.parts)
        was = self._was(self._versions[step.place])
        return PlaceStep("closed", *was, parts=parts, rest=self.name(step.rest))

    def _was(self, old: PlaceVersion) -> tuple[Place, str, str, str]:
        kind = old.local_word or str(PlaceKind(old.kind).label)
        return old.place, old.name, kind, self._old_name(old.parent_id)

    def _old_name(self, number: int | None) -> str:
        version = self._versions.get(number or 0)
        return version.name if version else ""


def _last_before(plan: Plan, numbers: Iterable[int]) -> dict[int, PlaceVersion]:
    found: dict[int, PlaceVersion] = {}
    for some in in_chunks(sorted(numbers)):
        versions = PlaceVersion.objects.filter(
            place__in=some, effective_from__lt=plan.effective_on
        ).select_related("place")
        found |= {one.place_id: one for one in versions.order_by("effective_from")}
    return found


def _founded(reform: Reform) -> Iterable[Place]:
    return Place.objects.filter(pk__in=rows_made(reform, "places.place"))
