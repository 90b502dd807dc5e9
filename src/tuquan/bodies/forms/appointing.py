"""Appointing somebody, letting somebody act, handing over, ending."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.formfields import CountField, DayField
from tuquan.bodies.forms.people import HolderChoice
from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.queries import Vacancy, area_head_until, rule_of
from tuquan.bodies.services import NewAppointment
from tuquan.core.boards import term_end
from tuquan.core.programme import Term

LONGEST_TERM = 120


class AppointForm(HolderChoice):
    """Who is to hold which post, for how long."""

    post = forms.CharField(label=_("Post in it"), max_length=300)
    role = forms.ChoiceField(label=_("Part played"), choices=Appointment.Role.choices)
    seat = forms.ChoiceField(label=_("Seat of the document"), required=False)
    main_post = forms.CharField(
        label=_("Main post"),
        max_length=300,
        required=False,
        help_text=_("What the person is elsewhere, for example secretary of the Party committee."),
    )
    term_from = DayField(label=_("Term from"))
    term_until = DayField(label=_("Term until"), required=False)
    months = CountField(
        label=_("or for so many months"),
        required=False,
        min_value=1,
        max_value=LONGEST_TERM,
        help_text=_("60 months are five years, 30 are two and a half."),
    )
    as_area_head = forms.BooleanField(
        label=_("as long as the term of the head of the residential area"), required=False
    )
    task = forms.CharField(label=_("Own task"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, actor: Actor, body: Body, *args: Any, **kwargs: Any) -> None:
        start = {"term_from": clock.today(), "role": Appointment.Role.MEMBER}
        start |= kwargs.pop("initial", {})
        super().__init__(actor, body.place, *args, **{"initial": start} | kwargs)
        self.order_fields(["name", "person"])
        self._area_head_until = area_head_until(body.place.path)
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ChoiceField)  # noqa: S101 - tells the type checker
        rule = rule_of(body)
        if rule and rule.seats:
            seats = [(one.label, one.label) for one in rule.seats]
            seat.choices = [("", _now("none of them")), *seats]
        else:
            del self.fields["seat"]
        if self._area_head_until is None:
            del self.fields["as_area_head"]

    def new(self, follows: Appointment | None = None) -> NewAppointment:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return NewAppointment(
            holder=self.named,
            role=given["role"],
            post=given["post"],
            term_from=given["term_from"],
            term_until=self._term_until(given),
            seat=given.get("seat", ""),
            main_post=given["main_post"],
            task=given["task"],
            follows=follows,
        )

    def _term_until(self, given: dict[str, Any]) -> date | None:
        """The day written down; else by the term of the area head, else by the months."""
        if given["term_until"]:
            return given["term_until"]  # type: ignore[no-any-return]  # a form's values
        same_as = "area_head" if given.get("as_area_head") else ""
        term = Term(months=given["months"], same_as=same_as)  # type: ignore[arg-type]  # a literal
        return term_end(term, given["term_from"], self._area_head_until)


class ActingForm(AppointForm):
    """Who acts in a vacant post; without a day, for six months."""

    def __init__(self, actor: Actor, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, body, *args, **kwargs)
        for name in ("months", "as_area_head", "seat"):
            self.fields.pop(name, None)
        self.fields["term_until"].help_text = _("Left empty, for six months.")

    def _term_until(self, given: dict[str, Any]) -> date | None:
        return given["term_until"]  # type: ignore[no-any-return]  # a form's values


class SucceedForm(AppointForm):
    """Who follows, and what they must know."""

    handover = forms.CharField(
        label=_("What the next person must know"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "What is under way, whom to ask, what was promised. Whom the post guides and what its "
            "holder was taught is handed over by itself."
        ),
    )
    reason = forms.CharField(label=_("Why the post changes hands"), required=False, max_length=400)

    def __init__(self, actor: Actor, appointment: Appointment, *args: Any, **kwargs: Any) -> None:
        start = {
            "post": appointment.post,
            "role": appointment.role,
            "seat": appointment.seat,
            "main_post": appointment.main_post,
        }
        super().__init__(actor, appointment.body, *args, initial=start, **kwargs)


class EndForm(forms.Form):
    """When and why a post ends, and what the next person must know."""

    on = DayField(label=_("Ends on"))
    reason = forms.CharField(label=_("Why"), max_length=400)
    handover = forms.CharField(
        label=_("What the next person must know"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


def filling(vacancy: Vacancy) -> dict[str, str]:
    """What a form begins with that fills a vacancy."""
    return {"post": vacancy.post, "role": vacancy.role, "seat": vacancy.seat}
