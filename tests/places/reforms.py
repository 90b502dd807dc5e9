"""What tests of reforms need: every row of the database at a glance, and a reform in one call."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps

from tests import make
from tuquan.base.actor import Actor
from tuquan.core.succession import DatedTree, Plan
from tuquan.places.models import Reform
from tuquan.places.queries import dated_tree
from tuquan.places.services import carry_out_reform, prepare_reform

TRAIL = frozenset({"places.reform", "places.reformentry", "audit.change", "audit.look"})
"""What a reform leaves behind even when it is taken back: that it was."""

Dump = dict[str, list[dict[str, Any]]]


def dump(without: Collection[str] = ()) -> Dump:
    """Every row of every table of ours."""
    return {
        model._meta.label_lower: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("tuquan.") and model._meta.label_lower not in without
    }


def tree() -> DatedTree:
    """The whole tree."""
    return dated_tree()


def prepared(plan: Plan, actor: Actor = make.SYSTEM, kind: str = "merge") -> Reform:
    """A reform that is ready to be carried out."""
    return prepare_reform(actor, kind, plan, decision="12/NQ-HĐND", reason="Sắp xếp lại")


def carried_out(plan: Plan, actor: Actor = make.SYSTEM, kind: str = "merge") -> Reform:
    """A reform carried out."""
    return carry_out_reform(actor, prepared(plan, actor, kind))
