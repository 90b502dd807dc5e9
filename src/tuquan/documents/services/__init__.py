"""Drafting, issuing, withdrawing and replacing papers; issuing bodies and their number books."""

from __future__ import annotations

from tuquan.documents.queries import IssueTerms
from tuquan.documents.services.batches import issue_batch
from tuquan.documents.services.drafting import (
    NewDocument,
    discard_draft,
    draft_document,
    replace_document,
    update_draft,
)
from tuquan.documents.services.filing import attach_scan, link_effect, withdraw_document
from tuquan.documents.services.issuers import (
    NewIssuingBody,
    NewSignatory,
    add_signatory,
    end_issuing_body,
    end_signatory,
    set_up_issuing_body,
)
from tuquan.documents.services.issuing import issue_document
from tuquan.documents.services.numbering import (
    cancel_number,
    close_book,
    enter_outside_number,
    open_book,
)

__all__ = [
    "IssueTerms",
    "NewDocument",
    "NewIssuingBody",
    "NewSignatory",
    "add_signatory",
    "attach_scan",
    "cancel_number",
    "close_book",
    "discard_draft",
    "draft_document",
    "end_issuing_body",
    "end_signatory",
    "enter_outside_number",
    "issue_batch",
    "issue_document",
    "link_effect",
    "open_book",
    "replace_document",
    "set_up_issuing_body",
    "update_draft",
    "withdraw_document",
]
