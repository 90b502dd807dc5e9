"""Good models, their figures, and the places that try them."""

from __future__ import annotations

from tuquan.exemplars.models.exemplars import (
    Exemplar,
    ExemplarFigure,
    ExemplarQuerySet,
    ExemplarStep,
)
from tuquan.exemplars.models.replications import (
    Replication,
    ReplicationFigure,
    ReplicationQuerySet,
    ReplicationStep,
)

__all__ = [
    "Exemplar",
    "ExemplarFigure",
    "ExemplarQuerySet",
    "ExemplarStep",
    "Replication",
    "ReplicationFigure",
    "ReplicationQuerySet",
    "ReplicationStep",
]
