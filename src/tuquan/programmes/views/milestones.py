"""How far a place has come with a programme: its milestones by step, and its pilots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.rules import outcome_words
from tuquan.base.texts.wording import worded
from tuquan.core.programme import PilotRule
from tuquan.programmes import queries, services
from tuquan.programmes.forms import MilestoneForm, PilotForm
from tuquan.programmes.models import Adoption, Pilot


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone, why it is done or not, how far it is (`1/2`), the form to say it is done."""

    followed: queries.FollowedMilestone
    why: str = ""
    done: int | None = None
    wanted: int | None = None
    form: MilestoneForm | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The milestones of one step, under its name."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class PilotLines:
    """A rule about pilots, the places chosen, and the form to choose the next."""

    rule: PilotRule
    current: Sequence[Pilot]
    ended: Sequence[Pilot]
    form: PilotForm | None


def milestones(request: PageRequest, adoption_id: int) -> HttpResponse:
    """Steps and milestones with who, by when, what shows it, and how each stands."""
    return _milestones_page(request, _adoption(request, adoption_id))


@require_POST
def mark_milestone(request: PageRequest, adoption_id: int) -> HttpResponseBase:
    """Somebody says that a milestone is done."""
    adoption = _adoption(request, adoption_id)
    require(request.actor.may("programmes.adopt", adoption.place.path))
    key = request.POST.get("milestone", "")
    cycles = {one.milestone.key: one.cycle for one in queries.followed_milestones(adoption)}
    form = _milestone_form(key, request)
    if carried_out(
        form,
        lambda given: services.mark_milestone(
            request.actor, adoption, key, given["done_on"], given["evidence"], cycles.get(key, 0)
        ),
    ):
        messages.success(request, _("The milestone is marked as done."))
        return redirect("programmes:milestones", adoption.pk)
    return _milestones_page(request, adoption, key, form, 422)


@require_POST
def take_back_milestone(request: PageRequest, mark_id: int) -> HttpResponseBase:
    """A milestone was marked by mistake."""
    mark = get_object_or_404(queries.visible_marks(request.actor), pk=mark_id)
    services.take_back_milestone(request.actor, mark)
    messages.success(request, _("The milestone is open again."))
    return redirect("programmes:milestones", mark.adoption_id)


def pilots(request: PageRequest, adoption_id: int) -> HttpResponse:
    """Which places try the programme first, beside what the source asks."""
    return _pilots_page(request, _adoption(request, adoption_id))


@require_POST
def choose_pilot(request: PageRequest, adoption_id: int) -> HttpResponseBase:
    """Make a place a pilot."""
    adoption = _adoption(request, adoption_id)
    require(request.actor.may("programmes.adopt", adoption.place.path))
    key = request.POST.get("rule", "")
    rule = next((one for one in adoption.content.pilots if one.key == key), None)
    require(rule is not None)
    assert rule is not None  # noqa: S101 - tells the type checker
    form = PilotForm(rule, queries.pilot_places(adoption, rule), request.POST)
    status = 422
    try:
        if done := carried_out(
            form,
            lambda given: services.choose_pilot(
                request.actor, adoption, key, given["place"], given["chosen_by"]
            ),
        ):
            place = done.made.place.name
            messages.success(request, _("%(place)s is a pilot now.") % {"place": place})
            return redirect("programmes:pilots", adoption.pk)
    except Conflict as conflict:
        form.add_error("place", say(conflict.problem))
        status = 409
    return _pilots_page(request, adoption, form, key, status)


@require_POST
def end_pilot(request: PageRequest, pilot_id: int) -> HttpResponseBase:
    """A place is no longer a pilot; that it was one stays on record."""
    pilot = get_object_or_404(queries.visible_pilots(request.actor), pk=pilot_id)
    services.end_pilot(request.actor, pilot)
    messages.success(request, _("%(place)s is no longer a pilot.") % {"place": pilot.place.name})
    return redirect("programmes:pilots", pilot.adoption_id)


def _adoption(request: PageRequest, adoption_id: int) -> Adoption:
    return get_object_or_404(queries.adoptions_that_concern(request.actor), pk=adoption_id)


def _milestone_form(key: str, request: PageRequest | None = None) -> MilestoneForm:
    initial = {"done_on": clock.today()}
    return MilestoneForm(request.POST if request else None, auto_id=f"id_{key}_%s", initial=initial)


def _milestones_page(
    request: PageRequest,
    adoption: Adoption,
    key: str = "",
    form: MilestoneForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_mark = request.actor.may("programmes.adopt", adoption.place.path)
    lines = []
    for one in queries.followed_milestones(adoption):
        wanted = may_mark and not one.is_computed and one.mark is None
        own = form if one.milestone.key == key else _milestone_form(one.milestone.key)
        why = outcome_words(one.outcome, adoption.content) if one.outcome else ""
        lines.append(Line(one, why, *_progress(one), own if wanted else None))
    context = _page(adoption) | {
        "steps": _by_step(lines),
        "lines": lines,
        "done": sum(line.followed.state == "done" for line in lines),
        "failed_form": form,
        "may_mark": may_mark,
    }
    return render(request, "programmes/milestones.html", context, status=status)


def _by_step(lines: Sequence[Line]) -> list[Step]:
    """The milestones of each step together, the steps as they first come in the source."""
    steps: dict[str, list[Line]] = {}
    for line in lines:
        steps.setdefault(worded(line.followed.milestone, "step"), []).append(line)
    return [Step(name, of_step) for name, of_step in steps.items()]


def _progress(one: queries.FollowedMilestone) -> tuple[int | None, int | None]:
    """How many there are of how many, where the condition counts up to something (S1-02)."""
    params = one.outcome.params if one.outcome else {}
    if params.get("operator") not in ("at_least", "equal"):
        return None, None
    done, wanted = params.get("found"), params.get("whole", params.get("bound"))
    if isinstance(done, int) and isinstance(wanted, int):
        return done, wanted
    return None, None


def _pilots_page(
    request: PageRequest,
    adoption: Adoption,
    form: PilotForm | None = None,
    key: str = "",
    status: int = 200,
) -> HttpResponse:
    may_choose = request.actor.may("programmes.adopt", adoption.place.path)
    rules = []
    for one in queries.followed_pilots(adoption):
        places = queries.pilot_places(adoption, one.rule)
        own = form if one.rule.key == key and form else PilotForm(one.rule, places)
        rules.append(PilotLines(one.rule, one.current, one.ended, own if may_choose else None))
    context = _page(adoption) | {"rules": rules, "failed_form": form, "may_choose": may_choose}
    return render(request, "programmes/pilots.html", context, status=status)


def _page(adoption: Adoption) -> dict[str, object]:
    return {
        "adoption": adoption,
        "content": adoption.content,
        "today": clock.today(),
        "english": (get_language() or "").startswith("en"),
    }
