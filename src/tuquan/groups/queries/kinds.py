"""The kinds of group of a programme: of a whole area, of some households (S1-11)."""

from __future__ import annotations

from tuquan.core.programme import GroupRules
from tuquan.core.vietnamese import same_name_key
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Programme, ProgrammeEdition
from tuquan.programmes.queries import grouping_adoption_at, household_rules

WHOLE_AREA = "area"


def rules_in(programme: Programme, area: Place, kind: str = "") -> GroupRules | None:
    """The rules for groups of a kind in an area: of the edition that runs there, else the newest.

    Without a kind those of groups made of households.
    """
    adoption = grouping_adoption_at(area.path, programme.key)
    edition = adoption.edition if adoption else programme.editions.last()
    return kind_rules(edition, kind) if edition else None


def kind_rules(edition: ProgrammeEdition, kind: str = "") -> GroupRules | None:
    """The rules of one kind of group of an edition."""
    found = {rules.key: rules for rules in edition.content.group_kinds}.get(kind)
    return found or household_rules(edition)


def kinds_to_choose(edition: ProgrammeEdition) -> list[GroupRules]:
    """The kinds between which an area may choose; none where the programme has one only.

    A group of the whole area is one kind of group, several of some households each another.
    """
    kinds = [rules for rules in edition.content.group_kinds if rules.covers != "team"]
    return kinds if len(kinds) > 1 else []


def covers_area(rules: GroupRules) -> bool:
    """Whether one such group takes all households of an area."""
    return rules.covers == WHOLE_AREA


def kind_of(rules: GroupRules) -> str:
    """What stands in `ResidentGroup.kind` for groups under these rules."""
    return "" if rules.made_of_households else rules.key


def group_name(rules: GroupRules | None, area: Place, number: int) -> str:
    """What a new group is called until somebody names it: after its area, or by its number."""
    if rules is not None and covers_area(rules):
        return f"{rules.label.removesuffix(' của khu dân cư')} {area.name}"
    return f"{_word(rules)} {number}"


def default_name(group: ResidentGroup, number: int) -> str | None:
    """The name with another number; None where somebody chose the name."""
    for word in ("Tổ", "Nhóm"):
        if same_name_key(group.name) == same_name_key(f"{word} {group.number}"):
            return f"{word} {number}"
    return None


def _word(rules: GroupRules | None) -> str:
    return "Nhóm" if rules is not None and rules.label.startswith("Nhóm ") else "Tổ"


def kind_here(programme: Programme, area: Place) -> str:
    """The kind of the groups that an area has, formed or proposed."""
    groups = ResidentGroup.objects.filter(programme=programme, place=area)
    standing = groups.exclude(state=ResidentGroup.State.DISSOLVED).exclude(kind="")
    return standing.values_list("kind", flat=True).first() or ""
