"""What is to be told of posts in groups: terms, vacant leaders, acting holders (F-21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Q
from django.urls import reverse

from tuquan.core.boards import expiry
from tuquan.groups.models import MEMBER, GroupQuerySet, ResidentGroup, Tenure, TenureQuerySet
from tuquan.groups.queries.holding import acting_too_long, leading_posts
from tuquan.notices.queries import Alert


def post_alerts(today: date) -> Iterator[Alert]:
    """Terms that end or are over, people acting for too long, groups without a leader.

    Whoever may change the group is told. A term that is prolonged is another matter, and so is the
    next time a post stands empty.
    """
    labels: dict[tuple[int, str], str] = {}
    for tenure in _held():
        if tenure.acting:
            if acting_too_long(tenure, today):
                params = _who(tenure, labels) | {"since": tenure.term_from}
                yield _alert("acting_too_long", tenure.group, params, str(tenure.pk))
        elif (state := expiry(tenure.term_until, today)) != "running":
            params = _who(tenure, labels) | {"until": tenure.term_until}
            yield _alert(f"term_{state}", tenure.group, params, f"{tenure.pk}:{tenure.term_until}")
    for group in _without_leader():
        since = group.last_left or group.formed_on  # type: ignore[attr-defined]  # annotated
        params = {"body": _name(group), "since": since}
        yield _alert("leader_vacant", group, params, f"{group.pk}:{since}")


def _held() -> TenureQuerySet:
    held = Tenure.objects.current().filter(group__state=ResidentGroup.State.FORMED)
    matters = held.exclude(position=MEMBER).exclude(acting=False, term_until=None)
    return matters.select_related("group__place", "group__programme").order_by("term_until", "pk")


def _without_leader() -> GroupQuerySet:
    leaders = Tenure.objects.filter(position="leader")
    empty = ResidentGroup.objects.formed().exclude(pk__in=leaders.current().values("group_id"))
    left = empty.annotate(last_left=Max("tenures__ended_on", filter=Q(tenures__position="leader")))
    return left.select_related("place").order_by("pk")


def _who(tenure: Tenure, labels: dict[tuple[int, str], str]) -> dict[str, object]:
    key = (tenure.group.programme_id, tenure.position)
    if key not in labels:
        post = leading_posts(tenure.group).get(tenure.position)
        labels[key] = post.label if post else tenure.position
    return {"name": tenure.holder_name, "post": labels[key], "body": _name(tenure.group)}


def _name(group: ResidentGroup) -> str:
    return f"{group.name} · {group.place.name}"


def _alert(code: str, group: ResidentGroup, params: dict[str, object], matter: str) -> Alert:
    return Alert(
        code=code,
        params=params,
        path=group.path,
        permission="groups.manage",
        url=reverse("groups:detail", args=[group.pk]),
        key=f"groups.{code}:{matter}",
    )
