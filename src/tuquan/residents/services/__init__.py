"""Writing the household list: by hand, and from the workbook people have."""

from tuquan.residents.services.households import (
    NewHousehold,
    add_household,
    add_households,
    correct_household,
)
from tuquan.residents.services.importing import (
    ImportChoices,
    ImportOutcome,
    confirm_import,
    discard_import,
    preview_import,
    read_list,
)

__all__ = [
    "ImportChoices",
    "ImportOutcome",
    "NewHousehold",
    "add_household",
    "add_households",
    "confirm_import",
    "correct_household",
    "discard_import",
    "preview_import",
    "read_list",
]
