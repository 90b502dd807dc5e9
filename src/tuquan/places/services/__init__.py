"""Changing the tree: adding a place by hand."""

from tuquan.places.services.tree import PARENT_KINDS, NewPlace, add_place

__all__ = ["PARENT_KINDS", "NewPlace", "add_place"]
