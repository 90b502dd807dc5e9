"""Papers before they are issued: begun, filled in, thrown away, or begun again to replace one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.papers import Contents, style_for
from tuquan.core.papers.styles import STYLES
from tuquan.core.programme.papers import Paper
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import IssuingBody, OfficialDocument
from tuquan.documents.queries import finish, read_template, written_contents, written_template
from tuquan.documents.queries.filling import Particulars
from tuquan.places.models import Place


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper to be drafted: where it belongs, its template, what fills it, what it is about."""

    place: Place
    path: str
    template: Paper
    annexes: tuple[Paper, ...] = ()
    contents: Contents = Contents()
    issuing_body: IssuingBody | None = None
    programme: str = ""
    subject: str = ""


@transaction.atomic
def draft_document(actor: Actor, new: NewDocument) -> OfficialDocument:
    """Begin a paper; a template with a blank that no paper knows is refused."""
    require(actor.may("documents.draft", new.path))
    body = new.issuing_body
    regime = body.regime if body else new.template.style
    style = style_for(regime, clock.today())  # type: ignore[arg-type]  # its own choices
    document = OfficialDocument.objects.create(
        place=new.place,
        path=new.path,
        programme=new.programme,
        template=written_template(new.template, new.annexes),
        contents=written_contents(new.contents),
        kind=new.template.kind,
        title=_title(new.template, new.annexes, new.contents, style.key),
        issuing_body=body,
        style=style.key,
        subject=new.subject,
        made_at=clock.now(),
        made_by_id=actor.user_id,
    )
    record(actor, "documents.drafted", document, document.path, kind=document.kind)
    return document


@transaction.atomic
def update_draft(
    actor: Actor, document: OfficialDocument, contents: Contents, base_version: int
) -> OfficialDocument:
    """Fill a draft in anew; refused where somebody changed it since `base_version`."""
    require(actor.may("documents.draft", document.path))
    title = _title(*read_template(document), contents, document.style)
    drafts = OfficialDocument.objects.filter(pk=document.pk, state=OfficialDocument.State.DRAFT)
    changed = drafts.filter(version=base_version).update(
        contents=written_contents(contents),
        title=title,
        search_key=search_key(title),
        version=base_version + 1,
    )
    if not changed:
        raise Conflict("document_changed" if drafts.exists() else "document_not_draft")
    document.refresh_from_db()
    record(actor, "documents.draft_changed", document, document.path, version=document.version)
    return document


@transaction.atomic
def discard_draft(actor: Actor, document: OfficialDocument) -> None:
    """Throw a draft away; it never had a number, so none is missing."""
    require(actor.may("documents.draft", document.path))
    drafts = OfficialDocument.objects.filter(pk=document.pk, state=OfficialDocument.State.DRAFT)
    if not drafts.delete()[0]:
        raise Conflict("document_not_draft")
    record(actor, "documents.discarded", document, document.path, kind=document.kind)


@transaction.atomic
def replace_document(actor: Actor, document: OfficialDocument) -> OfficialDocument:
    """Begin a paper that takes the place of an issued one, with the same contents.

    The issued one holds until the new one is issued, and is never overwritten.
    """
    require(actor.may("documents.draft", document.path))
    if document.state != OfficialDocument.State.ISSUED:
        raise Conflict("document_not_issued")
    try:
        with transaction.atomic():
            new = OfficialDocument.objects.create(
                place_id=document.place_id,
                path=document.path,
                programme=document.programme,
                template=document.template,
                contents=document.contents,
                kind=document.kind,
                title=document.title,
                issuing_body_id=document.issuing_body_id,
                style=document.style,
                subject=document.subject,
                replaces=document,
                made_at=clock.now(),
                made_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Conflict("document_being_replaced") from error
    record(actor, "documents.replacement_drafted", new, new.path, replaces=document.number_text)
    return new


def _title(template: Paper, annexes: tuple[Paper, ...], contents: Contents, key: str) -> str:
    style = next(style for style in STYLES if style.key == key)
    settled = finish((template, annexes), contents, style, Particulars())
    unknown = [one for one in settled.problems if one.code == "paper_unknown_field"]
    if unknown:
        raise Invalid(unknown)
    return settled.paper.title.whole
