"""The official paper of a total that was sent up."""

from __future__ import annotations

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.consolidations.models import Consolidation
from tuquan.core.papers import Contents
from tuquan.core.papers.standard import standard_paper
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import bodies_for
from tuquan.documents.services import NewDocument, draft_document


@transaction.atomic
def draft_paper(
    actor: Actor, sent: Consolidation, contents: Contents, key: str
) -> OfficialDocument:
    """Begin the paper of a version that was sent up, in the style of whoever issues it there.

    It is checked, numbered and issued like every other paper.
    """
    require(actor.may("totals.write", sent.path))
    template = standard_paper(key)
    body = bodies_for(sent.place, sent.map_day, template.style).order_by("-place__path").first()
    document = draft_document(
        actor,
        NewDocument(
            place=sent.place,
            path=sent.path,
            template=template,
            contents=contents,
            issuing_body=body,
            programme=sent.edition.content.programme,
            subject=f"consolidations.consolidation:{sent.pk}",
        ),
    )
    Consolidation.objects.filter(pk=sent.pk).update(paper=document)
    record(actor, "consolidations.paper_drafted", sent, sent.path, version=sent.version)
    return document
