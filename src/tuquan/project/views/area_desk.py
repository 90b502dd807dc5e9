"""The desk of the head of an area: one list of what to do, who is missing, what to say aloud."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.project.area_desk import (
    headed_areas,
    missing_in_my_groups,
    own_hats,
    read_aloud,
    seconds_to_read,
    todo_list,
)
from tuquan.reports.queries import due_words


@require_safe
def area_desk(request: PageRequest) -> HttpResponse:
    """Everything an area's head has to do, in one list, and which groups are missing."""
    actor = request.actor
    require(bool(actor.paths("reports.endorse")))
    missing = missing_in_my_groups(actor)
    context = {
        "todo": todo_list(actor),
        "hats": own_hats(actor),
        "missing": [(one, due_words(one.owed.obligation.due_at)) for one in missing],
        "areas": headed_areas(actor),
    }
    return render(request, "project/area_desk.html", context)


@require_safe
def loudspeaker(request: PageRequest, place_id: int) -> HttpResponse:
    """A notice of the area to be read aloud, in large type on one page."""
    area = get_object_or_404(headed_areas(request.actor), pk=place_id)
    lines = read_aloud(request.actor, area)
    context = {
        "heading": _("To be read aloud"),
        "lines": lines,
        "seconds": seconds_to_read(lines),
        "back_url": reverse("area_desk"),
    }
    return render(request, "project/loudspeaker.html", context)
