"""Pledges at the desk: which areas registered, how many signed, lists signed on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Pledge
from tuquan.formation import queries, services
from tuquan.formation.forms import DenominatorForm, ManyForm, OfficeForm, RegisterForm
from tuquan.formation.models import PledgeRegistration
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household


@require_safe
def pledges(request: PageRequest) -> HttpResponseBase:
    """Every pledge of the programmes that run here, with how far this year has come."""
    actor = request.actor
    require(bool(actor.paths("pledges.view")))
    if not actor.paths("places.view"):  # who only leads a group has pages of their own
        return redirect("formation:my_pledges")
    year = clock.today().year
    lines = [
        queries.pledge_year(actor, adoption, one, year)
        for adoption in queries.pledge_adoptions(actor)
        for one in adoption.content.pledges
    ]
    return render(request, "formation/pledges.html", {"lines": lines, "year": year})


@require_safe
def pledge(request: PageRequest, adoption_id: int, pledge_key: str) -> HttpResponse:
    """One pledge, area by area, in a year."""
    actor = request.actor
    adoption, found = _pledge(actor, adoption_id, pledge_key)
    years = queries.pledge_years(actor, adoption, found)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else clock.today().year
    line = queries.pledge_year(actor, adoption, found, year)
    may_register = {area.pk for area in queries.areas_to_register(actor, adoption)}
    context = {
        "adoption": adoption,
        "pledge": found,
        "line": line,
        "rows": [(one, one.area.pk in may_register) for one in line.areas],
        "years": years if found.renewed == "yearly" and len(years) > 1 else [],
        "year": year,
        "words": worded(found, "denominator"),
    }
    return render(request, "formation/pledge.html", context)


def register_pledge(
    request: PageRequest, adoption_id: int, pledge_key: str, place_id: int
) -> HttpResponseBase:
    """Register a pledge for an area, or for a group in it."""
    actor = request.actor
    adoption, found = _pledge(actor, adoption_id, pledge_key)
    areas = {area.pk: area for area in queries.areas_to_register(actor, adoption)}
    area = areas.get(place_id)
    if area is None:
        raise Http404
    form = _register_form(request, adoption, found, area)

    def register(given: Given) -> PledgeRegistration:
        new = _new_registration(given, form.chosen_group())
        return services.register_pledge(actor, adoption, found.key, area, new)

    if done := carried_out(form, register):
        made = done.made
        text = _("%(pledge)s: registered for %(place)s. Households can sign now.")
        if not made.is_signed:
            text = _("%(pledge)s: registered for %(place)s.")
        params = {"pledge": worded(found), "place": str(made.group or area)}
        messages.success(request, text % params)
        return redirect("formation:registration", made.pk)
    context = {"adoption": adoption, "pledge": found, "area": area, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "formation/pledge_register.html", context, status=status)


@require_safe
def registration(request: PageRequest, registration_id: int) -> HttpResponse:
    """One registration: its figure, who signed, and what may be done about it."""
    return _show(request, _registration(request.actor, registration_id))


@require_POST
def sign_list(request: PageRequest, registration_id: int) -> HttpResponseBase:
    """Enter the ticked households of a list that was signed on paper."""
    found = _registration(request.actor, registration_id)
    ticked = {int(pk) for pk in request.POST.getlist("household") if pk.isdigit()}
    form = ManyForm(request.POST, auto_id="many_%s")

    def sign(given: Given) -> int:
        chosen = [one for one in queries.households_under(found) if one.pk in ticked]
        return services.sign_many(request.actor, found, chosen, given["on"])

    done = carried_out(form, sign)
    if not done:
        return _show(request, found, many=form, ticked=ticked)
    text = ngettext("%(count)s household signed.", "%(count)s households signed.", done.made)
    messages.success(request, text % {"count": done.made})
    group = _group_shown(request, found)
    page = reverse("formation:registration", args=[found.pk])
    return redirect(f"{page}?to={group.pk}" if group else page)


@require_POST
def sign_office(request: PageRequest, registration_id: int) -> HttpResponseBase:
    """Enter an office or unit that signed on paper."""
    found = _registration(request.actor, registration_id)
    form = OfficeForm(request.POST, auto_id="office_%s")
    if done := carried_out(
        form,
        lambda given: services.sign_pledge(
            request.actor, found, given["signer_name"], given["signed_on"], "paper"
        ),
    ):
        messages.success(request, _("%(name)s signed.") % {"name": done.made.signer_name})
        return redirect("formation:registration", found.pk)
    return _show(request, found, office=form)


@require_POST
def correct_pledge(request: PageRequest, registration_id: int) -> HttpResponseBase:
    """Correct what a pledge is counted over."""
    found = _registration(request.actor, registration_id)
    form = DenominatorForm(request.POST, auto_id="denominator_%s")
    if carried_out(
        form,
        lambda given: services.correct_denominator(
            request.actor, found, given["number"], given["reason"]
        ),
    ):
        messages.success(request, _("The number was corrected; what it was stays on record."))
        return redirect("formation:registration", found.pk)
    return _show(request, found, denominator=form)


@require_POST
def renew_pledge(request: PageRequest, registration_id: int) -> HttpResponseBase:
    """Register the same pledge for the year after."""
    found = _registration(request.actor, registration_id)
    try:
        made = services.renew_pledge(request.actor, found)
    except Invalid as refusal:
        for problem in refusal.problems:
            messages.error(request, say(problem))
        return redirect("formation:registration", found.pk)
    messages.success(request, _("Registered for %(year)s.") % {"year": made.year})
    return redirect("formation:registration", made.pk)


@require_POST
def close_pledge(request: PageRequest, registration_id: int) -> HttpResponseBase:
    """Let nobody sign any more."""
    found = _registration(request.actor, registration_id)
    services.close_registration(request.actor, found)
    messages.success(request, _("Closed. What was signed stays."))
    return redirect("formation:registration", found.pk)


def _pledge(actor: Actor, adoption_id: int, key: str) -> tuple[Adoption, Pledge]:
    require(bool(actor.paths("places.view")))
    adoptions = {one.pk: one for one in queries.pledge_adoptions(actor)}
    adoption = adoptions.get(adoption_id)
    found = queries.pledge_of(adoption, key) if adoption else None
    if adoption is None or found is None:
        raise Http404
    return adoption, found


def _registration(actor: Actor, registration_id: int) -> PledgeRegistration:
    require(bool(actor.paths("places.view")))
    return get_object_or_404(queries.visible_registrations(actor), pk=registration_id)


def _register_form(
    request: PageRequest, adoption: Adoption, found: Pledge, area: Place
) -> RegisterForm:
    today = clock.today()
    years = range(today.year + 1, adoption.effective_from.year - 1, -1)
    groups = queries.groups_in(request.actor, adoption, area)
    households = queries.household_count_of(area)
    asked = request.GET.get("nam", "")
    initial = {"year": asked, "registered_by": request.actor.name}
    if not asked.isdigit():
        del initial["year"]
    data = request.POST if request.method == "POST" else None
    return RegisterForm(found, groups, households, list(years), today, data, initial=initial)


def _new_registration(given: Given, group: ResidentGroup | None) -> services.NewRegistration:
    return services.NewRegistration(
        year=given["year"],
        registered_on=given["registered_on"],
        registered_by=given["registered_by"],
        denominator=given.get("denominator"),
        denominator_words=given.get("denominator_words", ""),
        group=group,
    )


def _show(
    request: PageRequest,
    found: PledgeRegistration,
    *,
    many: ManyForm | None = None,
    office: OfficeForm | None = None,
    denominator: DenominatorForm | None = None,
    ticked: set[int] | None = None,
) -> HttpResponse:
    """The page of a registration, with whichever form was refused kept as it was typed."""
    actor, today, promise = request.actor, clock.today(), found.promise
    group = _group_shown(request, found)
    households = list(queries.households_under(found, group)) if found.is_signed else []
    _mark(actor, households)
    refused = many or office or denominator
    context = {
        "registration": found,
        "promise": promise,
        "figure": queries.figure_of(found),
        "groups": _groups_to_show(actor, found),
        "group": group,
        "lines": queries.household_lines(found, households),
        "offices": queries.office_signatures(found),
        "takes_offices": bool(promise and promise.signed_by == "offices_and_households"),
        "withdrawn": queries.withdrawn_signatures(found),
        "went_into": queries.went_into(found),
        "changes": found.denominator_changes.all(),
        "papers": _papers(actor, found, promise),
        "ticked": ticked or set(),
        "many_form": many or ManyForm(initial={"on": today}, auto_id="many_%s"),
        "office_form": office or OfficeForm(initial={"signed_on": today}, auto_id="office_%s"),
        "denominator_form": denominator
        or DenominatorForm(initial={"number": found.denominator}, auto_id="denominator_%s"),
        "refused": refused,
        "may_record": actor.may("pledges.record", found.path),
        "may_renew": _may_renew(actor, found, promise),
    }
    status = 422 if refused else 200
    return render(request, "formation/pledge_registration.html", context, status=status)


def _groups_to_show(actor: Actor, found: PledgeRegistration) -> list[ResidentGroup]:
    """The groups whose households can be shown by themselves, as their paper lists come in."""
    if found.group is not None or not found.is_signed:
        return []
    return queries.groups_in(actor, found.adoption, found.place)


def _group_shown(request: PageRequest, found: PledgeRegistration) -> ResidentGroup | None:
    asked = request.POST.get("to") or request.GET.get("to")
    groups = _groups_to_show(request.actor, found) if asked else []
    return next((one for one in groups if str(one.pk) == asked), None)


def _papers(
    actor: Actor, found: PledgeRegistration, promise: Pledge | None
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The papers that fit the pledge: key, title, and for whom each may be printed."""
    kind = "registration" if promise and promise.signed_by == "area" else "commitment"
    whole = [("", str(found.group or found.place))]
    if kind == "commitment" and found.group is None:
        whole += [(f"?to={one.pk}", one.name) for one in _groups_to_show(actor, found)]
    papers = [one for one in queries.papers_of_pledges(found.adoption) if one.kind == kind]
    return [(one.key, queries.paper_title(one, found), whole) for one in papers]


def _may_renew(actor: Actor, found: PledgeRegistration, promise: Pledge | None) -> bool:
    yearly = promise is not None and promise.renewed == "yearly"
    soon = found.year <= clock.today().year
    stands = found.place.ended_on is None and not queries.is_renewed(found)
    return yearly and soon and stands and actor.may("pledges.record", found.path)


def _mark(actor: Actor, households: list[Household]) -> None:
    """Leave a mark on each household shown (domain h-6)."""
    shown = ((one, one.path) for one in households)
    mark_looks(actor, shown, Look.Kind.LISTED, "formation.pledge_registration")
