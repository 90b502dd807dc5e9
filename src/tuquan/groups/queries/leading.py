"""Who leads a group, and what groups are called on the cards of their leaders."""

from __future__ import annotations

from collections.abc import Collection

from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries.finding import rules_for


def leading_position(group: ResidentGroup) -> str | None:
    """The key of the position that leads a group: the first one its programme names."""
    rules = rules_for(group)
    return rules.positions[0].key if rules and rules.positions else None


def leader_of(group: ResidentGroup) -> Tenure | None:
    """The post of whoever leads a group now, also of somebody acting."""
    held = Tenure.objects.current().filter(group=group, position=leading_position(group))
    return held.select_related("account", "holder", "group").first()


def group_names(paths: Collection[str]) -> dict[str, str]:
    """What the groups at some paths are called: "Tổ 3, Thôn 2"."""
    groups = ResidentGroup.objects.filter(path__in=list(paths)).select_related("place")
    return {group.path: f"{group.name}, {group.place.name}" for group in groups}
