"""Who somebody is, and whom they may look after."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from tuquan.accounts.models import MAY_GRANT, PERMISSIONS, Account, Grant, GrantQuerySet, Role
from tuquan.base import clock
from tuquan.base.actor import Actor, HeldGrant, Via


def in_force(on: date) -> Q:
    """Grants that hold on a day."""
    return Q(effective_from__lte=on) & (Q(effective_until=None) | Q(effective_until__gt=on))


def actor_for(account: Account, via: Via = "web") -> Actor:
    """The account as an actor, with the grants in force today."""
    grants = account.grants.filter(in_force(clock.today()))
    held = tuple(HeldGrant(g.role, g.path, PERMISSIONS[g.role]) for g in grants)
    return Actor(account.pk, account.name, held if account.is_active else (), via)


def visible_grants(actor: Actor) -> GrantQuerySet:
    """The grants in force on places the actor looks after."""
    grants = Grant.objects.visible_to(actor).filter(in_force(clock.today()))
    return grants.select_related("account", "place").order_by("path", "account__sort_key")


def manageable_accounts(actor: Actor) -> QuerySet[Account]:
    """Accounts all of whose grants lie where the actor may manage accounts.

    One grant outside (a provincial officer, say) takes the whole account out of reach, so that
    nobody resets the password of somebody above or beside them.
    """
    mine = visible_grants(actor)
    others = Grant.objects.filter(in_force(clock.today())).exclude(pk__in=mine.values("pk"))
    return (
        Account.objects.filter(grants__in=mine)
        .exclude(pk__in=others.values("account_id"))
        .distinct()
        .prefetch_related(Prefetch("grants", queryset=mine, to_attr="held_grants"))
        .order_by("sort_key", "pk")
    )


def grantable_roles(actor: Actor, path: str) -> tuple[str, ...]:
    """The roles the actor may give to somebody at this path."""
    held = {grant.role for grant in actor.grants if path.startswith(grant.path)}
    if "system" in held:
        return tuple(Role.values)
    return tuple(role for role in Role.values if any(role in MAY_GRANT.get(h, ()) for h in held))


def username_free(username: str) -> bool:
    """Whether nobody signs in by this name yet."""
    return not Account.objects.filter(username=username.strip().lower()).exists()


def has_administrator() -> bool:
    """Whether somebody looks after the whole installation, not just the demonstration."""
    administrators = Grant.objects.filter(in_force(clock.today()), role=Role.ADMINISTRATOR)
    return administrators.filter(path="").exists()


def nobody_yet() -> bool:
    """Whether the installation is untouched: there is not a single account."""
    return not Account.objects.exists()
