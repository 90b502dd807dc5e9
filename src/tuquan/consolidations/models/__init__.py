"""Stored totals of communes, figures put right by hand, and the totals that were sent up."""

from __future__ import annotations

from tuquan.consolidations.models.sent import (
    Adjustment,
    AdjustmentQuerySet,
    Consolidation,
    ConsolidationQuerySet,
)
from tuquan.consolidations.models.stored import StoredTotal, StoredTotalQuerySet

__all__ = [
    "Adjustment",
    "AdjustmentQuerySet",
    "Consolidation",
    "ConsolidationQuerySet",
    "StoredTotal",
    "StoredTotalQuerySet",
]
