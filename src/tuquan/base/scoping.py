"""The only place that turns an actor's grants into SQL.

Everything with an owner carries a materialised path: the steps of the tree from the top, each a
fixed number of characters ending in a dot (`0000001.0000012.G0000003.`). A grant is a prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.lookups import BuiltinLookup

if TYPE_CHECKING:
    from tuquan.base.actor import Actor

    _CharField = models.CharField[str, str]
    _TextLookup = BuiltinLookup[str]
else:
    _CharField, _TextLookup = models.CharField, BuiltinLookup

M = TypeVar("M", bound=models.Model, covariant=True)


def path_step(number: int, prefix: str = "") -> str:
    """One step of a path. Zero-padded, so that text order and prefixes hold whatever the number."""
    return f"{prefix}{number:07d}."


class PathField(_CharField):
    """A materialised path, indexed for prefix scans on both databases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 120, "db_index": True} | kwargs)

    def deconstruct(self) -> Any:
        """Say in a migration that there is no index; Django leaves out what is its own default."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {"db_index": False} | kwargs


def paths_above(path: str) -> list[str]:
    """The paths of everything a node stands under, from the top, and its own at the end."""
    steps = [step for step in path.split(".") if step]
    return ["".join(f"{step}." for step in steps[:count]) for count in range(1, len(steps) + 1)]


@PathField.register_lookup
class Below(_TextLookup):
    """`path__below="0000001."`: the node itself and everything under it; `""` is everything."""

    lookup_name = "below"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} LIKE %s", (*params, f"{self.rhs}%")  # PostgreSQL takes the _like index

    def as_sqlite(
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        low = str(self.rhs)
        if not low:
            return self.as_sql(compiler, connection)
        lhs, params = self.process_lhs(compiler, connection)
        high = low[:-1] + chr(ord(low[-1]) + 1)  # SQLite cannot use an index for LIKE
        return f"{lhs} >= %s AND {lhs} < %s", (*params, low, *params, high)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that belong to a place. Subclasses name the path's lookup and the viewing permission."""

    place_lookup: ClassVar[str] = "path"
    view_permission: ClassVar[str]

    def visible_to(self, actor: Actor, permission: str | None = None) -> Self:
        """Only the rows below a path where the actor holds the permission; none without a grant."""
        condition = Q(pk__in=[])
        for path in actor.paths(permission or self.view_permission):
            condition |= Q(**{f"{self.place_lookup}__below": path})
        return self.filter(condition)

    def below(self, path: str) -> Self:
        """Only the rows at this path or under it."""
        return self.filter(**{f"{self.place_lookup}__below": path})
