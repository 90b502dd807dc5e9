"""What pages of an area are about: the area, the programme that runs there, the kind of group."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from tuquan.base.errors import Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import spoken
from tuquan.core.programme import GroupRules
from tuquan.groups.queries.kinds import kind_here, kind_rules
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Adoption, Programme
from tuquan.programmes.queries import grouping_adoption_at


class AreaScope(NamedTuple):
    """An area, the adoption under which its groups are formed, the rules for their kind."""

    place: Place
    adoption: Adoption
    rules: GroupRules

    @property
    def programme(self) -> Programme:
        """The programme whose groups these are."""
        return self.adoption.edition.programme


def area_scope(request: PageRequest, place_id: int, kind: str = "") -> AreaScope:
    """The area of an address, with the programme asked for; 404 for whoever may not see it.

    Of the kind asked for, else of the kind of the groups there are.
    """
    asked = request.POST if request.method == "POST" else request.GET
    areas = visible_places(request.actor, "groups.view").areas()
    place = get_object_or_404(areas, pk=place_id)
    adoption = grouping_adoption_at(place.path, asked.get("programme", ""))
    if adoption is None:
        raise Http404
    rules = kind_rules(adoption.edition, kind or kind_here(adoption.edition.programme, place))
    if rules is None:
        raise Http404
    return AreaScope(place, adoption, rules)


def managed_area(request: PageRequest, place_id: int, kind: str = "") -> AreaScope:
    """The same for whoever manages groups there."""
    scope = area_scope(request, place_id, kind)
    require(request.actor.may("groups.manage", scope.place.path))
    return scope


def title_of(adoption: Adoption) -> str:
    """What the programme is called for short."""
    content = adoption.edition.content
    return spoken(content.short_title, content.short_title_en)


def address(name: str, place: Place, programme: Programme) -> str:
    """A page of an area, for the same programme."""
    return f"{reverse(f'groups:{name}', args=[place.pk])}?{urlencode({'programme': programme.key})}"


def to_area(place: Place, adoption: Adoption) -> HttpResponseBase:
    """Back to the page of the area."""
    return redirect(address("area", place, adoption.edition.programme))


def tell(request: PageRequest, refusal: Invalid) -> None:
    """Say on the next page what was refused."""
    for problem in refusal.problems:
        messages.error(request, say(problem))
