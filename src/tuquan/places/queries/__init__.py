"""Finding places."""

from tuquan.places.queries.finding import (
    area_named,
    areas_of,
    as_outline,
    commune_of,
    communes,
    find_place,
    next_path,
    visible_places,
)

__all__ = [
    "area_named",
    "areas_of",
    "as_outline",
    "commune_of",
    "communes",
    "find_place",
    "next_path",
    "visible_places",
]
