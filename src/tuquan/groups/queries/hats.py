"""What groups tell the apps below about people: their posts in groups, groups to be guided."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tuquan.base.actor import Actor
from tuquan.base.texts.posts import TEAM_MEMBER
from tuquan.base.texts.wording import worded
from tuquan.bodies.models import PostHolder
from tuquan.bodies.queries import Hat, Target, hats_of, namesakes
from tuquan.groups.models import MEMBER, ResidentGroup, Tenure
from tuquan.groups.queries.holding import leading_posts, people_of
from tuquan.places.models import Place


def group_hats(holder: PostHolder) -> Iterator[Hat]:
    """The posts of a person in groups, held now and before (F-126)."""
    tenures = Tenure.objects.filter(holder=holder).select_related("group__place")
    for tenure in tenures.select_related("group__programme").order_by("pk"):
        yield Hat(
            post=post_label(tenure),
            where=tenure.group.name,
            place=tenure.group.place.name,
            since=tenure.term_from,
            until=tenure.term_until,
            ended_on=tenure.ended_on,
            acting=tenure.acting,
            url=reverse("groups:detail", args=[tenure.group_id]),
        )


def post_label(tenure: Tenure) -> str:
    """What the programme calls the post, in the reader's language."""
    if tenure.position == MEMBER:
        return str(TEAM_MEMBER)
    post = leading_posts(tenure.group).get(tenure.position)
    return worded(post) if post else tenure.position


def groups_to_guide(actor: Actor, place: Place) -> list[Target]:
    """The working groups below a place, each of which somebody may be named to guide (S1-17)."""
    groups = ResidentGroup.objects.visible_to(actor).below(place.path).formed()
    return [
        Target(group.place, group.path, f"{group.name} · {group.place.name}")
        for group in groups.select_related("place").order_by("place__sort_key", "number", "pk")
    ]


def namesakes_beside(group: ResidentGroup, name: str) -> list[tuple[PostHolder, str]]:
    """People of the commune who are called so and hold no post of this group, with their posts.

    One of them may be the person meant, or somebody else: only the officer knows (F-126).
    """
    here = {one.holder_id for one in people_of(group)}
    found = [one for one in namesakes(group.place, name) if one.pk not in here]
    return [(one, _posts_of(one)) for one in found]


def _posts_of(holder: PostHolder) -> str:
    held = [hat for hat in hats_of(holder) if hat.ended_on is None]
    return ", ".join(f"{hat.post} · {hat.where}" for hat in held) or _("no post now")
