"""What each kind of change does to the register beside the columns of its own household."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.residents.models import Consent, Contact, Household, HouseholdChange, HouseholdMember
from tuquan.residents.queries.changing import ChangePlan, Kind, birth_date_of
from tuquan.residents.queries.people import assignments_now, consents_now, members_kept_at
from tuquan.residents.queries.people import members_now as living
from tuquan.residents.queries.values import as_stored, columns_of, derived_columns
from tuquan.residents.services.journal import Journal

TOLD = ("person_name", "birth_date", "relation", "until", "note", "new_head")
"""What a change keeps of the words in which it was told."""


@dataclass(slots=True)
class Carrying:
    """One change while it is carried out: its plan, and what it wrote so far."""

    actor: Actor
    plan: ChangePlan
    journal: Journal = field(default_factory=Journal)
    twin: HouseholdChange | None = None

    @property
    def household(self) -> Household:
        """The household it happened to."""
        return self.plan.household


def carry_out(actor: Actor, plan: ChangePlan, row: HouseholdChange) -> HouseholdChange:
    """Write a planned change in force, with everything that follows from it, and its own row.

    `row` carries who made it and when; a household split off or merged gets a row of its own that
    points back.
    """
    work = Carrying(actor, plan)
    row.before = work.journal.set_columns(plan.household, plan.after)
    row.after = as_stored(plan.after)
    if effect := _EFFECTS.get(plan.new.kind):
        effect(work)
    row.persons, row.state = plan.persons, HouseholdChange.State.DONE
    row.details = _told(plan) | work.journal.details
    if "closed_on" in plan.after:
        row.details["households"] = -1
    if work.twin:
        row.other_id = work.twin.household_id
    row.save()
    if work.twin:
        _save_twin(row, work.twin)
    return row


def add_row(actor: Actor, household: Household, kind: str) -> HouseholdChange:
    """A change of a household made now by somebody, not written yet."""
    return HouseholdChange(
        household=household,
        place_id=household.place_id,
        path=household.path,
        kind=kind,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _told(plan: ChangePlan) -> dict[str, Any]:
    told = {name: getattr(plan.new, name) for name in TOLD}
    words = {name: str(value).strip() for name, value in told.items() if value}
    if plan.new.birth_date:
        words["birth_date"] = birth_date_of(plan.new.birth_date) or ""
    if plan.new.persons and plan.new.persons > 1:
        words["persons"] = str(plan.new.persons)
    if plan.new.same_household:
        words["same_household"] = "yes"
    return words


def _save_twin(row: HouseholdChange, twin: HouseholdChange) -> None:
    for name in ("state", "happened_on", "made_by_id", "made_at", "checked_by_id", "checked_at"):
        setattr(twin, name, getattr(row, name))
    twin.other_id = row.household_id
    twin.save()


def _join(work: Carrying) -> None:
    """Somebody was born into the household or moved in: a member more, where members are kept."""
    new = work.plan.new
    name = tidy(new.person_name)
    if not name or (new.persons or 1) != 1 or not members_kept_at(work.household.place):
        return
    born = new.happened_on.isoformat() if new.kind == Kind.BIRTH else ""
    member = HouseholdMember.objects.create(
        household=work.household,
        name=name,
        birth_date=birth_date_of(new.birth_date) or born,
        relation=tidy(new.relation),
        joined_on=new.happened_on,
    )
    work.journal.made(member)


def _part(work: Carrying) -> None:
    if work.plan.member:
        work.journal.change(work.plan.member, "left_on", work.plan.new.happened_on)


def _be_away(work: Carrying) -> None:
    if work.plan.member and work.plan.new.until:
        work.journal.change(work.plan.member, "absent_until", work.plan.new.until)


def _change_head(work: Carrying) -> None:
    """Among the members the mark of the head goes to the new one."""
    if not members_kept_at(work.household.place) or not living(work.household).exists():
        return
    name = work.household.head_name
    head = work.plan.member or _named(living(work.household), name)
    for old in living(work.household).filter(is_head=True):
        work.journal.change(old, "is_head", False)
    if head:
        head.refresh_from_db()
        work.journal.change(head, "is_head", True)
        return
    year = work.household.birth_year
    work.journal.made(
        HouseholdMember.objects.create(
            household=work.household,
            name=name,
            birth_date=str(year) if year else "",
            is_head=True,
            joined_on=work.plan.new.happened_on,
        )
    )


def _correct(work: Carrying) -> None:
    """The head stands among the members too, under the same name."""
    after = work.plan.after
    for head in living(work.household).filter(is_head=True):
        if "head_name" in after:
            work.journal.change(head, "name", work.household.head_name)
        if after.get("birth_year") and head.birth_date[:4] != str(after["birth_year"]):
            work.journal.change(head, "birth_date", str(after["birth_year"]))


def _split(work: Carrying) -> None:
    """The new household stands last in the list of the same area, with the members who went."""
    origin, new, founded = work.household, work.plan.new, work.plan.founded
    assert founded is not None  # noqa: S101 - a plan without one is refused
    last = Household.objects.filter(place_id=origin.place_id).aggregate(last=Max("list_order"))
    columns = columns_of(founded)
    household = Household.objects.create(
        place_id=origin.place_id,
        path=origin.path,
        list_order=(last["last"] or 0) + 1,
        opened_on=new.happened_on,
        **columns,
        **derived_columns(columns),
    )
    for member in living(origin).filter(pk__in=new.members):
        work.journal.change(member, "is_head", False)
        work.journal.change(member, "household_id", household.pk)
    if head := _named(living(household), household.head_name):
        work.journal.change(head, "is_head", True)
    work.twin = add_row(work.actor, household, Kind.SPLIT)
    work.twin.persons = work.plan.other_persons
    work.twin.details = {"households": 1}


def _leave(work: Carrying) -> None:
    """Who looked after the household no longer does, and its place in a group ends."""
    for assignment in assignments_now(work.household):
        end = max(work.plan.new.happened_on, assignment.effective_from)
        work.journal.change(assignment, "effective_until", end)
    work.journal.leave(work.actor, work.household, work.plan.new.happened_on, None)


def _merge(work: Carrying) -> None:
    """The other household takes over what it lacks: members, consents with numbers, who helps."""
    keep, drop = work.plan.new.other, work.household
    assert keep is not None  # noqa: S101 - a plan without one is refused
    twin = add_row(work.actor, keep, Kind.MERGED)
    after = work.plan.other_after
    twin.before = work.journal.set_columns(keep, after)
    twin.after, twin.persons = as_stored(after), work.plan.other_persons
    twin.details = {"households": 0}
    _move_members(work, keep)
    _move_consents(work, keep)
    helpers = {same_name_key(one.assignee) for one in assignments_now(keep)}
    for assignment in assignments_now(drop):
        if same_name_key(assignment.assignee) in helpers:
            end = max(work.plan.new.happened_on, assignment.effective_from)
            work.journal.change(assignment, "effective_until", end)
        else:
            work.journal.change(assignment, "household_id", keep.pk)
    work.journal.leave(work.actor, drop, work.plan.new.happened_on, keep)
    work.twin = twin


def _move_members(work: Carrying, keep: Household) -> None:
    """All of them when two households become one; of a double only where the other lists none."""
    listed = living(keep).exists()
    if work.plan.new.same_household and listed:
        return
    for member in living(work.household):
        if listed and member.is_head:
            work.journal.change(member, "is_head", False)
        work.journal.change(member, "household_id", keep.pk)


def _move_consents(work: Carrying, keep: Household) -> None:
    agreed = set(consents_now(keep).values_list("purpose", flat=True))
    numbers = set(keep.contacts.values_list("digits", flat=True))
    for consent in consents_now(work.household):
        if consent.purpose in agreed:
            continue
        _move_contacts(work, consent, keep, numbers)
        work.journal.change(consent, "household_id", keep.pk)


def _move_contacts(work: Carrying, consent: Consent, keep: Household, known: set[str]) -> None:
    for contact in Contact.objects.filter(consent=consent):
        if contact.digits not in known:
            known.add(contact.digits)
            work.journal.change(contact, "household_id", keep.pk)


def _named(members: Iterable[HouseholdMember], name: str) -> HouseholdMember | None:
    key = same_name_key(name)
    return next((one for one in members if same_name_key(one.name) == key), None)


_EFFECTS: dict[str, Callable[[Carrying], None]] = {
    Kind.BIRTH: _join,
    Kind.MOVED_IN: _join,
    Kind.DEATH: _part,
    Kind.MOVED_OUT: _part,
    Kind.TEMPORARY_ABSENCE: _be_away,
    Kind.HEAD_CHANGED: _change_head,
    Kind.CORRECTED: _correct,
    Kind.SPLIT: _split,
    Kind.CLOSED: _leave,
    Kind.MERGED: _merge,
}
