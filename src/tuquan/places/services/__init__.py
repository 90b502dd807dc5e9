"""Changing the tree: adding a place by hand, and reforms decided on paper."""

from tuquan.core.succession import PARENT_KINDS
from tuquan.places.services.reforming import (
    carry_out_reform,
    drop_reform,
    prepare_reform,
    undo_reform,
)
from tuquan.places.services.tree import (
    NewPlace,
    add_alias,
    add_code,
    add_place,
    remove_unused_place,
    set_local_word,
)

__all__ = [
    "carry_out_reform",
    "drop_reform",
    "prepare_reform",
    "undo_reform",
    "PARENT_KINDS",
    "NewPlace",
    "add_alias",
    "add_code",
    "add_place",
    "carry_out_reform",
    "drop_reform",
    "prepare_reform",
    "remove_unused_place",
    "set_local_word",
    "undo_reform",
]
