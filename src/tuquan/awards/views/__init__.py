"""Pages of the awards app."""

from __future__ import annotations

from tuquan.awards.views.ceremony import ceremony_docx, ceremony_list, ceremony_pdf
from tuquan.awards.views.deciding import certificates, council, decide, reopen
from tuquan.awards.views.desk import index
from tuquan.awards.views.nominating import from_results, nominate, withdraw
from tuquan.awards.views.register import enter, register, take_back
from tuquan.awards.views.rounds import close, open_round, round_page, terms

__all__ = [
    "ceremony_docx",
    "ceremony_list",
    "ceremony_pdf",
    "certificates",
    "close",
    "council",
    "decide",
    "enter",
    "from_results",
    "index",
    "nominate",
    "open_round",
    "register",
    "reopen",
    "round_page",
    "take_back",
    "terms",
    "withdraw",
]
