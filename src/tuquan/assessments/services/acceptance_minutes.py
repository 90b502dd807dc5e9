"""The minutes of an acceptance: drafted from what was frozen, issued and signed like others."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from tuquan.assessments.models import Acceptance
from tuquan.assessments.queries.acceptance_papers import minutes_contents, minutes_template
from tuquan.audit.models import subject_of
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.core.vietnamese import tidy
from tuquan.documents.models import OfficialDocument
from tuquan.documents.services import (
    NewDocument,
    draft_document,
    replace_document,
    update_draft,
)

_PAPER = OfficialDocument.State


@transaction.atomic
def draft_acceptance_minutes(
    actor: Actor, acceptance: Acceptance, nominees: str = ""
) -> OfficialDocument:
    """Write the minutes of what was decided last (S1-21); two people sign them when issued.

    Minutes of an earlier decision are written anew: a draft is filled in again, issued ones are
    replaced by others and stay readable.
    """
    require(acceptance.decidable_by(actor))
    if not acceptance.is_decided:
        raise Conflict("acceptance_not_decided", name=acceptance.name)
    if acceptance.has_its_minutes:
        raise Conflict("acceptance_has_minutes", name=acceptance.name)
    template = minutes_template(acceptance.cycle.content)
    contents = minutes_contents(acceptance, template, tidy(nominees))
    earlier = acceptance.minutes
    if earlier is None or earlier.state == _PAPER.WITHDRAWN:
        document = draft_document(
            actor,
            NewDocument(
                acceptance.place,
                acceptance.path,
                template,
                contents=contents,
                programme=acceptance.cycle.content.programme,
                subject=subject_of(acceptance),
            ),
        )
    else:
        begun = replace_document(actor, earlier) if earlier.state == _PAPER.ISSUED else earlier
        document = update_draft(actor, begun, contents, begun.version)
    _attach(actor, acceptance, document)
    return document


def _attach(actor: Actor, acceptance: Acceptance, document: OfficialDocument) -> None:
    """Keep the minutes with the decision they tell, unless somebody was faster."""
    seen = Q(minutes=acceptance.minutes_id, minutes_version=acceptance.minutes_version)
    mine = Acceptance.objects.filter(seen, pk=acceptance.pk, version=acceptance.version)
    if not mine.update(minutes=document, minutes_version=acceptance.version):
        raise Conflict("acceptance_changed_meanwhile", name=acceptance.name)
    acceptance.refresh_from_db()
    record(
        actor,
        "assessments.acceptance_minutes",
        acceptance,
        acceptance.path,
        year=acceptance.cycle.year,
        version=acceptance.version,
    )
