"""Under which other paths the records of a place were written before the map changed."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from tuquan.base.scoping import paths_above
from tuquan.places.models import FormerPath


def former_paths(paths: Collection[str]) -> dict[str, list[str]]:
    """For each path, the older ones below which records of what stands there lie.

    They are those of places at the path or under it, and those of the places above with the rest
    of the path after them: the leader of a group finds the reports of the own group only. A former
    path that is kept for the group itself ends with that rest already. One query; none for those
    who see everything.
    """
    asked = {path for path in paths if path}
    if not asked:
        return {}
    condition = Q(pk__in=[])
    for path in asked:
        condition |= Q(place__path__below=path) & ~Q(path__below=path)
        condition |= Q(place__path__in=paths_above(path))
    rows = list(FormerPath.objects.filter(condition).values_list("place__path", "path"))
    return {path: sorted(_of(path, rows)) for path in asked}


def _of(path: str, rows: Collection[tuple[str, str]]) -> set[str]:
    found = set()
    for place, former in rows:
        if place.startswith(path):
            found.add(former)
        elif path.startswith(place):
            rest = path.removeprefix(place)
            found.add(former if former.endswith(rest) else former + rest)
    return {former for former in found if not former.startswith(path)}
