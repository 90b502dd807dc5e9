"""Titles held in years before the system, and which of them a programme asks for."""

from __future__ import annotations

from tuquan.assessments.models import AssessmentCycle, TitleHeld, TitleHeldQuerySet
from tuquan.assessments.queries.asking import rules_in
from tuquan.assessments.queries.sheets import visible_sheets
from tuquan.assessments.queries.units import of_units
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Edition
from tuquan.core.programme.rules import StreakRule


def title_choices(edition: Edition) -> list[tuple[str, str]]:
    """What the programme counts years of, each with its name: titles, and criteria of its own."""
    named = {link.key: worded(link) for link in edition.links}
    criteria = [one for criterion in edition.criteria for one in criterion.with_parts]
    named |= {one.key: worded(one) for one in criteria}
    asked = [rule.of for rule in rules_in(edition) if isinstance(rule, StreakRule)]
    return [(key, named.get(key, key)) for key in dict.fromkeys(asked)]


def titles_in(actor: Actor, cycle: AssessmentCycle) -> TitleHeldQuerySet:
    """Titles entered for the units of a cycle, as far as the actor may see them."""
    held_by = of_units(visible_sheets(actor).filter(cycle=cycle))
    return TitleHeld.objects.visible_to(actor).filter(held_by).select_related("place", "group")
