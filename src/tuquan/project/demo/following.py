"""What the demonstration commune does with its programmes beside reporting: pilots, milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.programme.local import HeldDuty
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.programmes.services import (
    UNITY_FESTIVAL,
    change_local_terms,
    choose_pilot,
    mark_milestone,
    record_event,
)

OFFICES = {
    "Đảng ủy": "Đảng ủy xã Minh Sơn",
    "Ủy ban nhân dân": "Ủy ban nhân dân xã Minh Sơn",
    "MTTQ": "Ban Thường trực Ủy ban MTTQ xã Minh Sơn",
}
"""Who has a duty in the invented commune, by the word with which a document names the office."""

WITHOUT_FESTIVAL = ("Thôn 6", "Thôn 9")
"""Areas whose festival of this year is not written down yet."""


def follow_programmes(actor: Actor, officer: Actor, commune: Place) -> None:
    """Terms of the place, pilots, milestones done, and the festivals of last year and this one."""
    for adoption in Adoption.objects.filter(place=commune).select_related("edition__programme"):
        _name_duties(officer, adoption)
        _choose_pilots(officer, adoption)
        _mark_milestones(officer, adoption)
    for area in Place.objects.below(commune.path).areas():
        _hold_festivals(actor, area)


def _name_duties(officer: Actor, adoption: Adoption) -> None:
    """Duties of the commune have its offices; those of others wait to be named."""
    held = tuple(
        HeldDuty(duty.key, office)
        for duty in adoption.edition.content.duties
        for word, office in OFFICES.items()
        if word in duty.by and "xã" in duty.by
    )
    kept = {one.duty: one for one in held}
    change_local_terms(officer, adoption, replace(adoption.terms, duties=tuple(kept.values())))


def _choose_pilots(officer: Actor, adoption: Adoption) -> None:
    areas = list(Place.objects.below(adoption.place.path).areas())
    for rule in adoption.content.pilots:
        if rule.for_each != "commune":
            continue
        for area in areas[: rule.count]:
            choose_pilot(officer, adoption, rule.key, area, rule.chosen_by)


def _mark_milestones(officer: Actor, adoption: Adoption) -> None:
    """Every second one that a person has to mark is done."""
    by_hand = [m for m in adoption.content.milestones if m.condition is None and not m.yearly_on]
    for milestone in by_hand[::2]:
        done = min(clock.today(), adoption.effective_from + timedelta(days=21))
        mark_milestone(officer, adoption, milestone.key, done, "Thông báo của Mặt trận xã")


def _hold_festivals(actor: Actor, area: Place) -> None:
    """The festival of the last two years, on the days around 18 November that have come."""
    today = clock.today()
    for year in (today.year - 1, today.year):
        held = date(year, 11, 14 + area.pk % 5)
        if held <= today and not (year == today.year and area.name in WITHOUT_FESTIVAL):
            record_event(actor, area, UNITY_FESTIVAL, held)
