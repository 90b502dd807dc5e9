"""Who somebody is, and whom they may look after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Prefetch, Q, QuerySet

from tuquan.accounts.models import MAY_GRANT, PERMISSIONS, Account, Grant, GrantQuerySet, Role
from tuquan.base import clock
from tuquan.base.actor import Actor, HeldGrant, Via
from tuquan.base.dated import in_force
from tuquan.base.scoping import paths_above
from tuquan.places.queries.former import former_paths


def actor_for(account: Account, via: Via = "web") -> Actor:
    """The account as an actor, with the grants in force today.

    Where places were reformed, a grant reaches the older paths of its place too: what was submitted
    there is never rewritten.
    """
    grants = account.grants.filter(in_force(clock.today())) if account.is_active else ()
    held = [HeldGrant(g.role, g.path, PERMISSIONS[g.role]) for g in grants]
    former = former_paths({one.path for one in held})
    held += [replace(one, path=path) for one in held for path in former.get(one.path, ())]
    return Actor(account.pk, account.name, tuple(held), via)


def actor_for_owner(owner_id: int | None) -> Actor:
    """Who asked for background work, with the grants of today; nobody when the account is gone."""
    if owner_id is None:
        return Actor.system("job", via="job")
    account = Account.objects.filter(pk=owner_id).first()
    return actor_for(account, via="job") if account else Actor.anonymous()


def visible_grants(actor: Actor) -> GrantQuerySet:
    """The grants in force that the actor may give and take: by role, where they look after people.

    An officer sees neither the grants of other officers nor those of the administrator, although
    all of them stand on the same commune.
    """
    mine = Q(pk__in=[])
    for held in actor.grants:
        if held.permits("accounts.manage"):
            mine |= Q(path__below=held.path, role__in=given_by(held.role))
    grants = Grant.objects.filter(mine, in_force(clock.today()))
    return grants.select_related("account", "place").order_by("path", "account__sort_key")


def manageable_accounts(actor: Actor) -> QuerySet[Account]:
    """Accounts all of whose grants the actor could have given.

    One other grant (a provincial officer's, say) takes the whole account out of reach, so that
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


def given_by(role: str) -> tuple[str, ...]:
    """The roles that somebody in this role may give to others; the system may give any."""
    return tuple(Role.values) if role == "system" else MAY_GRANT.get(role, ())


def grantable_roles(actor: Actor, path: str) -> tuple[str, ...]:
    """The roles the actor may give to somebody at this path."""
    held = [grant for grant in actor.grants if path.startswith(grant.path)]
    offered = {role for grant in held for role in given_by(grant.role)}
    return tuple(role for role in Role.values if role in offered)


def path_of(account: Account) -> str:
    """Where somebody has their first duty, else had their last: who looks after that sees it."""
    held = account.grants.filter(in_force(clock.today())).order_by("path", "pk").first()
    last = held or account.grants.order_by("-effective_until", "-pk").first()
    return last.path if last else ""


def accounts_permitted(permission: str, path: str) -> QuerySet[Account]:
    """The accounts in use that hold a permission at a path today, by a role there or above it."""
    roles = [role for role, held in PERMISSIONS.items() if permission in held]
    held = Grant.objects.filter(
        in_force(clock.today()), role__in=roles, path__in=["", *paths_above(path)]
    )
    accounts = Account.objects.filter(is_active=True, pk__in=held.values("account_id"))
    return accounts.order_by("pk")


def paths_permitted(permission: str, paths: Collection[str]) -> set[str]:
    """Those of the paths at which an account in use holds a permission today; in one query."""
    roles = [role for role, held in PERMISSIONS.items() if permission in held]
    above = {path: {"", *paths_above(path)} for path in paths}
    places = set().union(*above.values())
    held = Grant.objects.filter(in_force(clock.today()), role__in=roles, path__in=places)
    at = set(held.filter(account__is_active=True).order_by().values_list("path", flat=True))
    return {path for path, line in above.items() if line & at}


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
