"""Pages about papers of the offices."""

from __future__ import annotations

from tuquan.documents.views.afterwards import (
    attach,
    discard,
    download,
    replace_paper,
    withdraw,
)
from tuquan.documents.views.books import (
    book,
    close,
    enter_outside,
    open_new_book,
    unused,
)
from tuquan.documents.views.checking import verify
from tuquan.documents.views.issuers import (
    add_person,
    end_body,
    end_person,
    issuer,
    issuers,
)
from tuquan.documents.views.many import batch
from tuquan.documents.views.papers import detail, edit, index, issue

__all__ = [
    "add_person",
    "attach",
    "batch",
    "book",
    "close",
    "detail",
    "discard",
    "download",
    "edit",
    "end_body",
    "end_person",
    "enter_outside",
    "index",
    "issue",
    "issuer",
    "issuers",
    "open_new_book",
    "replace_paper",
    "unused",
    "verify",
    "withdraw",
]
