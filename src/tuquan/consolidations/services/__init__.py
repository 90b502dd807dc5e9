"""Preparing totals, sending them up, and keeping the stored ones right."""

from __future__ import annotations

from tuquan.consolidations.services.deciding import answer_as_second, decide_sent
from tuquan.consolidations.services.papers import draft_paper
from tuquan.consolidations.services.recounting import Recounted, fold_all, recount
from tuquan.consolidations.services.sending import (
    adjust_figure,
    ask_second_person,
    drop_adjustment,
    send_up,
    write_words,
)

__all__ = [
    "Recounted",
    "adjust_figure",
    "answer_as_second",
    "ask_second_person",
    "decide_sent",
    "draft_paper",
    "drop_adjustment",
    "fold_all",
    "recount",
    "send_up",
    "write_words",
]
