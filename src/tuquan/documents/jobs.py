"""Work of the papers in the background."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tuquan.base.errors import DomainError, Invalid
from tuquan.base.jobs import RunningJob, job
from tuquan.documents.models import NumberBook, OfficialDocument, Signatory
from tuquan.documents.services import IssueTerms, issue_document
from tuquan.documents.services.batches import JOB


@job(JOB)
def issue_batch_in_order(running: RunningJob) -> Mapping[str, object]:
    """Issue drafts in the order given; those that are issued already are passed over.

    So a batch whose worker was killed goes on where it stopped.
    """
    terms = _terms(running.arguments)
    keys: list[int] = running.arguments["documents"]
    issued, refused = 0, dict[str, list[str]]()
    for done, key in enumerate(keys):
        running.step(done, len(keys))
        document = OfficialDocument.objects.filter(pk=key).first()
        if document is None:
            refused[str(key)] = ["document_gone"]
        elif document.state != OfficialDocument.State.DRAFT:
            issued += 1
        elif codes := _issue(running, document, terms):
            refused[str(key)] = codes
        else:
            issued += 1
    running.step(len(keys), len(keys))
    return {"issued": issued, "refused": refused}


def _terms(said: Mapping[str, Any]) -> IssueTerms:
    signatories = Signatory.objects.in_bulk(said["signatories"])
    return IssueTerms(
        on=date.fromisoformat(said["on"]),
        signatories=tuple(signatories[key] for key in said["signatories"]),
        signed_by=tuple(said["signed_by"]),
        book=NumberBook.objects.select_related("issuing_body__place").get(pk=said["book"]),
        choices=said["choices"],
        place_of_issue=said["place"],
    )


def _issue(running: RunningJob, document: OfficialDocument, terms: IssueTerms) -> list[str]:
    """Issue one paper; the codes of what stood against it."""
    try:
        issue_document(running.actor, document, terms)
    except DomainError as refusal:
        problems = refusal.problems if isinstance(refusal, Invalid) else (refusal.problem,)
        return [problem.code for problem in problems]
    return []
