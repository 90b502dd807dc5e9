"""Forms about places and their reforms."""

from tuquan.places.forms.dividing import CHILDREN, ChooseDivided, SplitForm
from tuquan.places.forms.places import (
    AliasForm,
    CodeForm,
    DayFilter,
    MapFilter,
    PlaceForm,
    WordForm,
)
from tuquan.places.forms.reforms import (
    AbolishForm,
    MergeForm,
    MoveForm,
    ReformForm,
    RemapForm,
    RenameForm,
    UndoForm,
)

__all__ = [
    "CHILDREN",
    "AbolishForm",
    "AliasForm",
    "ChooseDivided",
    "CodeForm",
    "DayFilter",
    "MapFilter",
    "MergeForm",
    "MoveForm",
    "PlaceForm",
    "ReformForm",
    "RemapForm",
    "RenameForm",
    "SplitForm",
    "UndoForm",
    "WordForm",
]
