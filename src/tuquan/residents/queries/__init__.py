"""Reading the household list, and what an import would do to it."""

from tuquan.residents.queries.households import (
    LOOK_LISTED,
    LOOK_OPENED,
    fingerprint,
    household_counts,
    households_of,
    lanes_of,
    visible_areas,
    visible_households,
    visible_places_of_lists,
)
from tuquan.residents.queries.imports import (
    ImportPlan,
    PlannedArea,
    PlannedRow,
    import_plan,
    importable_places,
    visible_imports,
    waiting_imports,
)

__all__ = [
    "LOOK_LISTED",
    "LOOK_OPENED",
    "ImportPlan",
    "PlannedArea",
    "PlannedRow",
    "fingerprint",
    "household_counts",
    "households_of",
    "import_plan",
    "importable_places",
    "lanes_of",
    "visible_areas",
    "visible_households",
    "visible_imports",
    "visible_places_of_lists",
    "waiting_imports",
]
