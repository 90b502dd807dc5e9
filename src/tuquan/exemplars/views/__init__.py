"""Pages of the exemplars app."""

from __future__ import annotations

from tuquan.exemplars.views.exemplar import exemplar, share, withdraw
from tuquan.exemplars.views.library import library
from tuquan.exemplars.views.trials import adopt, keep, replication, stop, tick
from tuquan.exemplars.views.writing import rewrite, write

__all__ = [
    "adopt",
    "exemplar",
    "keep",
    "library",
    "replication",
    "rewrite",
    "share",
    "stop",
    "tick",
    "withdraw",
    "write",
]
