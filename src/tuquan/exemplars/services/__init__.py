"""Writing, sharing and withdrawing good models; following them elsewhere."""

from __future__ import annotations

from tuquan.exemplars.services.following import ExemplarFollower
from tuquan.exemplars.services.replicating import (
    StepDone,
    Trial,
    adopt_here,
    keep_replication,
    stop_replication,
    tick_step,
)
from tuquan.exemplars.services.sharing import share_exemplar, take_figures, withdraw_exemplar
from tuquan.exemplars.services.writing import (
    About,
    ExemplarWords,
    StepWords,
    rewrite_exemplar,
    write_exemplar,
)

__all__ = [
    "About",
    "ExemplarFollower",
    "ExemplarWords",
    "StepDone",
    "StepWords",
    "Trial",
    "adopt_here",
    "keep_replication",
    "rewrite_exemplar",
    "share_exemplar",
    "stop_replication",
    "take_figures",
    "tick_step",
    "withdraw_exemplar",
    "write_exemplar",
]
