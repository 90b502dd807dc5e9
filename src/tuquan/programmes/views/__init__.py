"""Pages about programmes: what is installed, what an edition says, adopting it."""

from __future__ import annotations

from tuquan.programmes.views.adopting import adopt, change_edition, terms
from tuquan.programmes.views.deadlines import deadlines, events, month
from tuquan.programmes.views.editions import changes, detail, index, install
from tuquan.programmes.views.feeds import feed, feeds, open_feed, revoke_feed
from tuquan.programmes.views.milestones import (
    choose_pilot,
    end_pilot,
    mark_milestone,
    milestones,
    pilots,
    take_back_milestone,
)
from tuquan.programmes.views.packs import check
from tuquan.programmes.views.papers import paper, paper_docx, paper_pdf
from tuquan.programmes.views.previews import preview

__all__ = [
    "adopt",
    "change_edition",
    "changes",
    "check",
    "choose_pilot",
    "deadlines",
    "detail",
    "end_pilot",
    "events",
    "feed",
    "feeds",
    "index",
    "install",
    "mark_milestone",
    "milestones",
    "month",
    "open_feed",
    "paper",
    "paper_docx",
    "paper_pdf",
    "pilots",
    "preview",
    "revoke_feed",
    "take_back_milestone",
    "terms",
]
