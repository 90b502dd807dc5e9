"""Apps above hear of an issue inside its transaction and can refuse it (F-105)."""

from __future__ import annotations

import pytest

from tests import make
from tests.documents import offices
from tests.documents.offices import DAY, draft
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.documents.models import OfficialDocument
from tuquan.documents.services import IssueTerms, followers, issue_document


class Refusing:
    """Somebody above for whom the paper comes too late."""

    def issued(self, actor: Actor, document: OfficialDocument) -> None:
        """Refuse it, having seen the number it would bear."""
        assert document.number_text == "118/QĐ-UBND"
        raise Conflict("document_changed")


def test_a_follower_that_refuses_leaves_the_draft_and_its_number_free(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = offices.office(world)
    document = draft(at)
    before = offices.rows_kept()
    monkeypatch.setattr(followers, "_followers", [Refusing()])
    terms = IssueTerms(on=DAY, book=at.book, signatories=(at.chair,))
    with pytest.raises(Conflict):
        issue_document(at.officer, document, terms)
    assert offices.rows_kept() == before
    document = OfficialDocument.objects.get(pk=document.pk)
    assert document.state == "draft"
    monkeypatch.setattr(followers, "_followers", [])
    assert issue_document(at.officer, document, terms).number_text == "118/QĐ-UBND"
