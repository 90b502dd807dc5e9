"""Papers, their files and issuing bodies, as far as somebody may see them; files by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuquan.base.actor import Actor
from tuquan.base.scoping import paths_above
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import (
    DocumentFile,
    DocumentFileQuerySet,
    IssuingBody,
    IssuingBodyQuerySet,
    OfficialDocument,
    OfficialDocumentQuerySet,
    Signatory,
    SignatoryQuerySet,
)
from tuquan.places.models import Place


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list of papers is narrowed to; empty: all of them."""

    kind: str = ""
    state: str = ""
    text: str = ""
    year: int | None = None


def visible_documents(actor: Actor) -> OfficialDocumentQuerySet:
    """Papers the actor may see, newest first, without the rows that fill them."""
    documents = OfficialDocument.objects.visible_to(actor)
    return documents.select_related("place", "issuing_body", "entry", "replaces")


def filtered(
    documents: OfficialDocumentQuerySet, narrowed: DocumentFilter
) -> OfficialDocumentQuerySet:
    """The papers of a kind, state and year in whose number or title all words stand."""
    if narrowed.kind:
        documents = documents.filter(kind=narrowed.kind)
    if narrowed.state:
        documents = documents.filter(state=narrowed.state)
    if narrowed.year:
        in_year = Q(dated__year=narrowed.year) | Q(dated=None, made_at__year=narrowed.year)
        documents = documents.filter(in_year)
    for word in search_key(narrowed.text).split():
        documents = documents.filter(search_key__contains=word)
    return documents


def kinds_in_use(documents: OfficialDocumentQuerySet) -> list[str]:
    """The kinds of paper there are."""
    return list(documents.order_by("kind").values_list("kind", flat=True).distinct())


def years_in_use(documents: OfficialDocumentQuerySet) -> list[int]:
    """The years in which papers were dated, or begun, the newest first."""
    rows = documents.order_by().values_list("dated", "made_at").distinct()
    return sorted({(dated or made_at).year for dated, made_at in rows}, reverse=True)


def drafted_replacement(document: OfficialDocument) -> OfficialDocument | None:
    """The paper that replaces this one, or is to once it is issued."""
    return document.replacements.first()


def visible_files(actor: Actor) -> DocumentFileQuerySet:
    """Files of the papers the actor may see, with what is in them."""
    return DocumentFile.objects.visible_to(actor).select_related("document")


def files_of(document: OfficialDocument) -> DocumentFileQuerySet:
    """The files of a paper, without what is in them."""
    return DocumentFile.objects.filter(document=document).listed()


def verify(data: bytes) -> DocumentFile | None:
    """The stored file with exactly these bytes; nothing for a file changed by one of them (F-106).

    Of the same bytes under two papers, the one that still holds and was made last.
    """
    digest = hashlib.sha256(data).hexdigest()
    same = DocumentFile.objects.listed().filter(sha256=digest).select_related("document")
    return same.order_by("document__state", "-made_at", "-pk").first()


def visible_issuing_bodies(actor: Actor) -> IssuingBodyQuerySet:
    """Issuing bodies the actor may see."""
    return IssuingBody.objects.visible_to(actor).select_related("place", "body")


def visible_signatories(actor: Actor) -> SignatoryQuerySet:
    """Signatories of the issuing bodies the actor may see."""
    return Signatory.objects.visible_to(actor).select_related("issuing_body__place")


def bodies_for(place: Place, on: date, regime: str = "") -> IssuingBodyQuerySet:
    """The bodies that may issue papers about a place: its own and those of the places above."""
    bodies = IssuingBody.objects.filter(place__path__in=paths_above(place.path)).standing(on)
    if regime:
        bodies = bodies.filter(regime=regime)
    return bodies.select_related("place")
