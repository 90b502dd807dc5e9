"""The rows of the documents app."""

from __future__ import annotations

from tests.access.answers import GONE, MOVED, OK, WRONG, Row, everybody
from tests.access.scene import Scene
from tests.documents import offices
from tuquan.documents.services import IssueTerms, issue_document

SEEN = (GONE, OK, GONE, GONE)
"""Papers of the commune's office: whoever looks after one area has none there."""

ROWS: dict[str, Row] = {
    "documents:index": Row((GONE, OK, OK, GONE)),
    "documents:batch": Row((GONE, OK, OK, GONE)),
    "documents:verify": Row(everybody()),
    "documents:file": Row(SEEN, "file_id"),
    "documents:issuers": Row((GONE, OK, OK, GONE)),
    "documents:issuer": Row(SEEN, "issuer_id"),
    "documents:end_issuer": Row((GONE, WRONG, GONE, GONE), "issuer_id", post=True),
    "documents:add_signatory": Row((GONE, WRONG, GONE, GONE), "issuer_id", post=True),
    "documents:open_book": Row((GONE, WRONG, GONE, GONE), "issuer_id", post=True),
    "documents:end_signatory": Row((GONE, WRONG, GONE, GONE), "signatory_id", post=True),
    "documents:book": Row(SEEN, "book_id"),
    "documents:close_book": Row((GONE, WRONG, GONE, GONE), "book_id", post=True),
    "documents:unused_number": Row((GONE, WRONG, GONE, GONE), "book_id", post=True),
    "documents:outside_number": Row((GONE, WRONG, GONE, GONE), "book_id", post=True),
    "documents:detail": Row(SEEN, "document_id", using="paper_id"),
    "documents:edit": Row(SEEN, "document_id", using="paper_draft"),
    "documents:issue": Row(
        (GONE, WRONG, GONE, GONE), "document_id", post=True, using="paper_draft"
    ),
    "documents:discard": Row(
        (GONE, MOVED, GONE, GONE), "document_id", post=True, using="paper_draft"
    ),
    "documents:withdraw": Row(
        (GONE, WRONG, GONE, GONE), "document_id", post=True, using="paper_id"
    ),
    "documents:replace": Row((GONE, MOVED, GONE, GONE), "document_id", post=True, using="paper_id"),
    "documents:attach": Row((GONE, WRONG, GONE, GONE), "document_id", post=True, using="paper_id"),
}


def objects(scene: Scene) -> dict[str, int | str]:
    """What the addresses of the app name."""
    at = offices.office(scene.world)
    terms = IssueTerms(on=offices.DAY, book=at.book, signatories=(at.chair,))
    paper = issue_document(at.officer, offices.draft(at), terms)
    file = paper.files.first()
    assert file is not None
    return {
        "issuer_id": at.body.pk,
        "signatory_id": at.chair.pk,
        "book_id": at.book.pk,
        "paper_id": paper.pk,
        "paper_draft": offices.draft(at).pk,
        "file_id": file.pk,
    }
