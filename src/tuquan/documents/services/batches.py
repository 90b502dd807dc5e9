"""Many drafts issued in the background, in order, under one set of terms."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.jobs import enqueue
from tuquan.base.models import Job
from tuquan.core.problems import Problem
from tuquan.documents.models import NumberBook, OfficialDocument
from tuquan.documents.queries import IssueTerms

JOB = "documents.issue_batch"


@transaction.atomic
def issue_batch(
    actor: Actor, documents: Sequence[OfficialDocument], book: NumberBook, terms: IssueTerms
) -> Job:
    """Ask for drafts to be issued one after the other, their numbers in this order.

    Each takes the next number of the book when its turn comes; what cannot be issued is named in
    the outcome and holds nobody up.
    """
    path = book.issuing_body.place.path
    require(actor.may("documents.issue", path))
    for document in documents:
        require(actor.may("documents.issue", document.path))
    if not documents:
        raise Invalid([Problem("batch_empty", "documents")])
    arguments = {
        "documents": [document.pk for document in documents],
        "book": book.pk,
        "on": terms.on.isoformat(),
        "signatories": [one.pk for one in terms.signatories],
        "signed_by": list(terms.signed_by),
        "choices": dict(terms.choices),
        "place": terms.place_of_issue,
    }
    job = enqueue(actor, JOB, arguments, path=path)
    record(actor, "documents.batch_asked", book, path, documents=len(documents))
    return job
