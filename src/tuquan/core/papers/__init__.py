"""Papers from template to finished value: styles by day, blanks, lines, checks (S0-16, S2-27).

`fill` makes a `FinishedPaper` of a pack's template; `style_for` says how it must look on its day;
`problems_of` says what stands against issuing it and `choose` settles a contradiction.
"""

from __future__ import annotations

from tuquan.core.papers.checks import Choice, choose, problems_of
from tuquan.core.papers.fields import FIELDS, Field, blanks_of
from tuquan.core.papers.filling import Contents, Filled, Issue, copies, fill
from tuquan.core.papers.lines import (
    BLANK,
    annex_reference,
    basis_lines,
    day_in_words,
    day_line,
    ending,
    number_line,
    recipient_lines,
    sign_lines,
    symbol_in,
)
from tuquan.core.papers.model import FinishedPaper
from tuquan.core.papers.standard import standard_paper
from tuquan.core.papers.styles import Authority, PaperStyle, Regime, style_for
from tuquan.core.papers.tables import table_of
from tuquan.core.papers.titles import split_title

__all__ = [
    "BLANK",
    "FIELDS",
    "Authority",
    "Choice",
    "Contents",
    "Field",
    "Filled",
    "FinishedPaper",
    "Issue",
    "PaperStyle",
    "Regime",
    "annex_reference",
    "basis_lines",
    "blanks_of",
    "choose",
    "copies",
    "day_in_words",
    "day_line",
    "ending",
    "fill",
    "number_line",
    "problems_of",
    "recipient_lines",
    "sign_lines",
    "split_title",
    "standard_paper",
    "style_for",
    "symbol_in",
    "table_of",
]
