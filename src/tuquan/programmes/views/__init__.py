"""Pages about programmes: what is installed, what an edition says, adopting it."""

from __future__ import annotations

from tuquan.programmes.views.adopting import adopt, change_edition, terms
from tuquan.programmes.views.editions import detail, index, install

__all__ = ["adopt", "change_edition", "detail", "index", "install", "terms"]
