"""Beginning the paper of a review; everything else here only reads."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.papers import Contents
from tuquan.core.papers.standard import standard_paper
from tuquan.core.problems import Problem
from tuquan.documents.models import IssuingBody, OfficialDocument
from tuquan.documents.queries import bodies_for, visible_documents
from tuquan.documents.services import NewDocument, draft_document
from tuquan.insights.queries import Review, review_kinds

PAPER = "programme_review"
"""The key of the standard paper of a review."""


@transaction.atomic
def draft_review(
    actor: Actor, review: Review, contents: Contents, issuing_body: IssuingBody | None
) -> OfficialDocument:
    """Begin the report of an interim or final review, in the style of whoever issues it.

    It is checked, numbered and issued like every other paper (S2-22, S2-25, S3-09).
    """
    place = review.adoption.place
    require(actor.may("totals.write", place.path))
    problems = list(_problems(review, issuing_body))
    if problems:
        raise Invalid(problems)
    subject = _subject_of(review)
    if visible_documents(actor).filter(subject=subject, state=_DRAFT).exists():
        raise Conflict("review_drafted_already")
    document = draft_document(
        actor,
        NewDocument(
            place=place,
            path=place.path,
            template=standard_paper(PAPER),
            contents=contents,
            issuing_body=issuing_body,
            programme=review.adoption.edition.content.programme,
            subject=subject,
        ),
    )
    since, until = review.since.isoformat(), review.until.isoformat()
    record(actor, "insights.review_drafted", review.adoption, place.path, since=since, until=until)
    return document


def _subject_of(review: Review) -> str:
    """How a paper names the review it is about: the same words for the same review."""
    return f"insights.review:{review.adoption.pk}:{review.kind.key}:{review.until:%Y-%m-%d}"


_DRAFT = OfficialDocument.State.DRAFT


def _problems(review: Review, body: IssuingBody | None) -> Iterator[Problem]:
    place, today = review.adoption.place, clock.today()
    if review.kind not in review_kinds(review.adoption):
        yield Problem("review_unknown", "kind")
    if review.until < review.since:
        yield Problem("review_ends_before_it_begins", "until")
    if review.until > today:
        yield Problem("review_day_ahead", "until", {"today": today})
    if body is not None and not bodies_for(place, today).filter(pk=body.pk).exists():
        yield Problem("review_body_of_another", "issuing_body", {"place": place.name})
