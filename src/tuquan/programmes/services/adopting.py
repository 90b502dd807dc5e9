"""Adopting editions: with a place's own dates and terms, and going on with a newer edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import not_over
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.localising import check_terms, fitting_terms
from tuquan.core.packs import canonical_json
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition


@dataclass(frozen=True, slots=True)
class AdoptionTerms:
    """From when until when a place runs an edition, whose groups report, and its own choices."""

    effective_from: date
    effective_until: date | None = None
    groups_of: Programme | None = None
    local: LocalTerms = LocalTerms()
    continues: Adoption | None = None


def adopt_programme(
    actor: Actor, place: Place, edition: ProgrammeEdition, terms: AdoptionTerms
) -> Adoption:
    """Let a place run an edition with its own dates; the dates of the source may be long past."""
    require(actor.may("programmes.adopt", place.path))
    problems = _refused(edition.content, terms.local)
    if terms.effective_until and terms.effective_until <= terms.effective_from:
        problems.append(Problem("adoption_ends_before_it_begins", "effective_until"))
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            return _adopt(actor, place, edition, terms)
    except IntegrityError as error:  # somebody adopted it at the same moment
        raise Conflict("adopted_already", place=place.name, since=terms.effective_from) from error


@transaction.atomic
def change_local_terms(actor: Actor, adoption: Adoption, local: LocalTerms) -> Adoption:
    """Let a place choose, add or tighten otherwise; obligations already opened keep their days.

    What was asked of people before is never loosened behind their backs: a bound once tightened or
    a criterion once added can be taken back only with a new adoption.
    """
    require(actor.may("programmes.adopt", adoption.place.path))
    problems = [
        *_refused(adoption.edition.content, local),
        *_check_nothing_loosened(adoption.terms, local),
    ]
    if problems:
        raise Invalid(problems)
    text = canonical_json(local)
    changed = Adoption.objects.filter(pk=adoption.pk, local_terms=adoption.local_terms).update(
        local_terms=text
    )
    if not changed:
        raise Conflict("terms_changed_meanwhile", place=adoption.place.name)
    before, adoption.local_terms = adoption.local_terms, text
    record(
        actor, "programmes.terms_changed", adoption, adoption.place.path, before=before, after=text
    )
    return adoption


@transaction.atomic
def change_edition(
    actor: Actor, adoption: Adoption, edition: ProgrammeEdition, starts: date
) -> Adoption:
    """Go on with another edition of the same programme from a day to come.

    Reports of periods that began before keep the edition they began with; what no longer exists in
    the new edition falls out of the local terms.
    """
    require(actor.may("programmes.adopt", adoption.place.path))
    require(edition.programme_id == adoption.edition.programme_id)
    if starts <= clock.today() or starts <= adoption.effective_from:
        raise Invalid([Problem("edition_starts_too_early", "starts", {"day": clock.today()})])
    changed = Adoption.objects.filter(
        pk=adoption.pk, effective_until=adoption.effective_until
    ).exclude(edition=edition)
    if adoption.effective_until and adoption.effective_until <= starts:
        raise Invalid([Problem("edition_starts_after_end", "starts", {"day": starts})])
    if not changed.update(effective_until=starts):
        raise Conflict("terms_changed_meanwhile", place=adoption.place.name)
    terms = AdoptionTerms(
        starts,
        adoption.effective_until,
        adoption.groups_of,
        fitting_terms(edition.content, adoption.terms),
        adoption,
    )
    adoption.effective_until = starts
    return _adopt(actor, adoption.place, edition, terms)


def _refused(edition: Edition, local: LocalTerms) -> list[Problem]:
    """What is wrong with terms; warnings stop nothing."""
    return [problem for problem in check_terms(edition, local) if not problem.is_warning]


def _adopt(actor: Actor, place: Place, edition: ProgrammeEdition, terms: AdoptionTerms) -> Adoption:
    meanwhile = not_over(terms.effective_from)
    if terms.effective_until:
        meanwhile &= Q(effective_from__lt=terms.effective_until)
    same = Adoption.objects.filter(place=place, edition__programme=edition.programme_id)
    running = same.filter(meanwhile).select_related("edition").first()
    if running and running.edition_id != edition.pk:
        params = {"edition": running.edition.key, "place": place.name}
        raise Conflict("other_edition_runs", **params)
    if running:
        code = "adoption_overlaps" if running.effective_until else "adopted_already"
        raise Conflict(code, place=place.name, since=running.effective_from)
    adoption = Adoption.objects.create(
        edition=edition,
        place=place,
        groups_of=terms.groups_of,
        effective_from=terms.effective_from,
        effective_until=terms.effective_until,
        continues=terms.continues,
        local_terms=canonical_json(terms.local),
    )
    record(actor, "programmes.adopted", adoption, place.path, edition=str(edition))
    return adoption


def _check_nothing_loosened(before: LocalTerms, after: LocalTerms) -> list[Problem]:
    added = {criterion.key for criterion in after.added}
    tightened = {one.criterion: one.value for one in after.tightened}
    return [
        *(
            Problem("added_criterion_kept", f"added/{one.key}", {"criterion": one.label})
            for one in before.added
            if one.key not in added
        ),
        *(
            Problem("tightened_bound_kept", f"tightened/{one.criterion}", {"value": one.value})
            for one in before.tightened
            if one.criterion not in tightened
        ),
    ]
