"""Adding, changing and ending the fields of an office, and writing what stands in them (F-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.packs.sensitive import words_never_kept
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, search_key, tidy
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdField, HouseholdFieldQuerySet
from tuquan.residents.queries.values import record_of
from tuquan.residents.services.households import correct_household

MOST_FIELDS = 10
MOST_CHOICES = 12
LEAST_CHOICES = 2
LONGEST = {"label": 100, "choices": 100, "help": 200}
LAST_POSITION = 1000

Kind = HouseholdField.Kind


@dataclass(frozen=True, slots=True)
class NewField:
    """A field as somebody describes it; without a position it comes last."""

    label: str
    kind: str
    choices: Sequence[str] = ()
    help: str = ""
    position: int | None = None


@transaction.atomic
def add_field(actor: Actor, commune: Place, new: NewField) -> HouseholdField:
    """Let a commune ask one thing more of its households.

    A field that ended is asked again, with its values, when one of its label and kind is added.
    """
    require(actor.may("households.manage", commune.path) and commune.is_commune)
    there = HouseholdField.objects.filter(place=commune)
    problems = _problems(new, there.asked())
    if there.asked().count() >= MOST_FIELDS:
        problems.append(Problem("field_too_many", "label", {"maximum": MOST_FIELDS}))
    if problems:
        raise Invalid(problems)
    field = _ended_like(there, new) or HouseholdField(
        place=commune, path=commune.path, key=_key(commune, new.label), kind=new.kind
    )
    _write(field, new, there)
    field.ended_on = None
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError as error:  # somebody else added the same words at the same time
        raise Invalid([Problem("field_label_taken", "label")]) from error
    record(actor, "residents.field_added", commune, commune.path, field=field.key)
    return field


@transaction.atomic
def change_field(actor: Actor, field: HouseholdField, new: NewField) -> HouseholdField:
    """Change the words, the order and the choices of a field; its kind stays.

    A choice that a household has cannot be taken away.
    """
    current = _asked(actor, field)
    others = HouseholdField.objects.filter(place_id=current.place_id)
    problems = _problems(new, others.asked().exclude(pk=current.pk))
    if new.kind != current.kind:
        problems.append(Problem("field_kind_stays", "kind"))
    elif used := _still_used(current, new):
        problems.append(Problem("field_choice_used", "choices", {"choice": used}))
    if problems:
        raise Invalid(problems)
    _write(current, new, others)
    words = {name: getattr(current, name) for name in ("label", "help", "choices", "position")}
    _update(current, **words)
    record(actor, "residents.field_changed", current.place, current.path, field=current.key)
    return current


@transaction.atomic
def end_field(actor: Actor, field: HouseholdField) -> None:
    """Ask it no longer; what stands there stays on record and is never deleted by this."""
    current = _asked(actor, field)
    _update(current, ended_on=clock.today())
    record(actor, "residents.field_ended", current.place, current.path, field=current.key)


@transaction.atomic
def set_values(
    actor: Actor, household: Household, values: Mapping[str, object], seen: str = ""
) -> tuple[str, ...]:
    """Write values of fields by `own:<key>`, as a correction of the record; gives what changed."""
    require(actor.may("households.manage", household.path))
    current = Household.objects.get(pk=household.pk)
    return correct_household(actor, household, record_of(current), seen, values)


def _asked(actor: Actor, field: HouseholdField) -> HouseholdField:
    """The field as it is now, which nobody ended meanwhile."""
    require(actor.may("households.manage", field.path))
    current = HouseholdField.objects.select_related("place").get(pk=field.pk)
    if current.ended_on or current.merged_into_id:
        raise Conflict("field_ended", label=current.label)
    return current


def _update(field: HouseholdField, **columns: object) -> None:
    """Write columns of a field that is asked still: nobody ended it since it was read."""
    if not HouseholdField.objects.asked().filter(pk=field.pk).update(**columns):
        raise Conflict("field_ended", label=field.label)


def _write(field: HouseholdField, new: NewField, others: HouseholdFieldQuerySet) -> None:
    field.label, field.help = tidy(new.label), tidy(new.help)
    field.choices = _choices(new)
    if new.position is not None:
        field.position = new.position
    else:
        last = others.aggregate(last=Max("position"))["last"]
        field.position = (last or 0) + 1


def _problems(new: NewField, others: HouseholdFieldQuerySet) -> list[Problem]:
    problems = [*_problems_of_words(new), *_problems_of_choices(new), *_guarded(new)]
    label = same_name_key(new.label)
    if label and any(same_name_key(other.label) == label for other in others):
        problems.append(Problem("field_label_taken", "label"))
    return problems


def _problems_of_words(new: NewField) -> list[Problem]:
    problems = []
    if not tidy(new.label):
        problems.append(Problem("field_label_missing", "label"))
    if new.kind not in Kind.values:
        problems.append(Problem("field_kind_missing", "kind"))
    if new.position is not None and not 0 <= new.position <= LAST_POSITION:
        problems.append(Problem("field_position_wrong", "position", {"maximum": LAST_POSITION}))
    for name, texts in (("label", [new.label]), ("choices", new.choices), ("help", [new.help])):
        if any(len(tidy(text)) > LONGEST[name] for text in texts):
            problems.append(Problem("household_text_too_long", name, {"maximum": LONGEST[name]}))
    return problems


def _problems_of_choices(new: NewField) -> list[Problem]:
    if new.kind != Kind.CHOICE:
        return []
    choices = _choices(new)
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        span = {"least": LEAST_CHOICES, "maximum": MOST_CHOICES}
        return [Problem("field_choices_count", "choices", span)]
    if len({same_name_key(choice) for choice in choices}) < len(choices):
        return [Problem("field_choice_twice", "choices")]
    return []


def _guarded(new: NewField) -> list[Problem]:
    """Nothing about belief, ethnicity, opinion, health, offence, poverty or identity (h-2, h-4)."""
    asked = {"label": ([new.label], ""), "choices": (_choices(new), ""), "help": ([], new.help)}
    return [
        Problem("field_never_kept", where, {"words": words})
        for where, (texts, explained) in asked.items()
        if (words := words_never_kept(texts, explained))
    ]


def _choices(new: NewField) -> list[str]:
    given = [tidy(choice) for choice in new.choices] if new.kind == Kind.CHOICE else []
    return [choice for choice in given if choice]


def _still_used(field: HouseholdField, new: NewField) -> str:
    """A choice that would go although a household has it; merged fields keep their own."""
    gone = set(field.choices) - set(_choices(new))
    column = f"own_values__{field.key}"
    used = Household.objects.filter(**{f"{column}__in": sorted(gone)}) if gone else None
    first = used.order_by("pk").values_list(column, flat=True).first() if used else None
    return str(first or "")


def _ended_like(there: HouseholdFieldQuerySet, new: NewField) -> HouseholdField | None:
    label = same_name_key(new.label)
    ended = there.filter(kind=new.kind, merged_into=None).exclude(ended_on=None)
    return next((one for one in ended if same_name_key(one.label) == label), None)


def _key(commune: Place, label: str) -> str:
    """Words of the label and the number of the commune: one meaning in the whole installation."""
    words = "-".join(search_key(label).split())
    slug = "".join(
        letter for letter in words if letter.isascii() and (letter.isalnum() or letter == "-")
    )
    start = f"{slug[:40].strip('-') or 'truong'}_{commune.pk}"
    key = start if start[0].isalpha() else f"o-{start}"
    taken = set(HouseholdField.objects.filter(key__startswith=key).values_list("key", flat=True))
    number, chosen = 1, key
    while chosen in taken:
        number += 1
        chosen = f"{key}_{number}"
    return chosen
