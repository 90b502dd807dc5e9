"""People of a group: who is named for a post, takes it over, joins a team, or leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts.wording import spoken
from tuquan.bodies.models import PostHolder
from tuquan.core.programme import GroupRules
from tuquan.groups.queries import TermOffer

HEADS = "heads"
"""The id of the list of names offered while the name of a holder is typed."""

NEW_PERSON = "new"
"""Chosen when somebody is none of the people of the same name."""


class PersonForm(forms.Form):
    """A person named for a term in a group; where others have the name, who of them is meant."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("Type it, or choose one of the heads of households offered."),
        widget=forms.TextInput(attrs={"list": HEADS, "autocomplete": "off"}),
    )
    main_post = forms.CharField(
        label=_("What they are elsewhere"),
        max_length=150,
        required=False,
        help_text=_("Such as head of the village, or chair of the women's union."),
    )
    term_from = DayField(label=_("Term from"))
    term_until = DayField(label=_("Term until"), required=False)

    field_order: Sequence[str] = ("position", "name", "person", "main_post")

    def __init__(
        self, *args: Any, namesakes: Sequence[tuple[PostHolder, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.namesakes = {str(holder.pk): holder for holder, _posts in namesakes}
        if namesakes:
            known = [(str(one.pk), f"{one.name}: {posts}") for one, posts in namesakes]
            self.fields["person"] = forms.ChoiceField(
                label=_("Who is meant?"),
                help_text=_("Somebody of this name holds or held a post in the commune."),
                choices=[*known, (NEW_PERSON, _("Somebody else of the same name"))],
                widget=forms.RadioSelect,
            )
            self.order_fields(self.field_order)

    @property
    def person(self) -> PostHolder | None:
        """The one of the same name who was chosen."""
        return self.namesakes.get(self.cleaned_data.get("person", ""))


class HolderForm(PersonForm):
    """Who holds a position of a group, for which term, or acts in it."""

    position = forms.ChoiceField(label=_("Position"))
    acting = forms.BooleanField(
        label=_("Acting only, until somebody is named for good"),
        required=False,
        help_text=_("For a vacant post; six months unless another day is written above."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        rules: GroupRules,
        offer: TermOffer,
        today: date,
        serving: Sequence[int],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        start = {
            "term_from": today,
            "term_until": offer.until,
            "seen": " ".join(str(number) for number in serving),
        }
        super().__init__(*args, **{"initial": start, "auto_id": "holder_%s"} | kwargs)
        position = self.fields["position"]
        assert isinstance(position, forms.ChoiceField)  # noqa: S101 - tells the type checker
        position.choices = [(p.key, spoken(p.label, p.label_en)) for p in rules.positions]
        self.fields["term_until"].help_text = term_hint(offer)

    def clean_seen(self) -> list[int] | None:
        """The posts that were held when the page was opened; None where it was not said."""
        if "seen" not in self.data:
            return None
        return [int(number) for number in self.cleaned_data["seen"].split() if number.isdigit()]


class HandOverForm(PersonForm):
    """Who takes a post over, and what they must know."""

    handover = forms.CharField(
        label=_("What the next one must know"),
        max_length=4000,
        required=False,
        help_text=_("What is agreed, what is under way, where the papers and the keys are."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, offer: TermOffer, today: date, *args: Any, **kwargs: Any) -> None:
        start = {"term_from": today, "term_until": offer.until}
        super().__init__(*args, **{"initial": start, "auto_id": "next_%s"} | kwargs)
        self.fields["term_until"].help_text = term_hint(offer)


class MemberForm(PersonForm):
    """A member of a team, with a task."""

    task = forms.CharField(label=_("Task in the team"), max_length=300, required=False)
    field_order = ("name", "person", "main_post", "task", "term_from", "term_until")

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"initial": {"term_from": today}, "auto_id": "member_%s"} | kwargs
        )
        self.fields["term_from"].label = _("In the team from")
        self.fields["term_until"].label = _("Until")


class EndForm(forms.Form):
    """The end of a post without a successor."""

    on = DayField(label=_("Last day of the post"))
    reason = forms.CharField(
        label=_("Why it ends"),
        max_length=200,
        help_text=_("Such as moved away, asked to be released, or has died."),
    )
    handover = forms.CharField(
        label=_("What the next one must know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, "auto_id": "end_%s"} | kwargs)


class PostForm(forms.Form):
    """What somebody is elsewhere, and the task in the group."""

    main_post = forms.CharField(label=_("What they are elsewhere"), max_length=150, required=False)
    task = forms.CharField(label=_("Task in the group"), max_length=300, required=False)


def term_hint(offer: TermOffer) -> str:
    """What the term offered goes by; where it follows the area head's, that rules (S0-12)."""
    months = {"months": offer.months or "–"}
    if offer.by == "area_head":
        return _now("As long as the term of the head of the residential area, as it is known here.")
    if offer.by == "entered":
        return _now(
            "As long as the term of the head of the residential area: the day written for another "
            "group of this area."
        )
    if offer.follows_area_head:
        text = _now(
            "As long as the term of the head of the residential area, which is not known here. The "
            "day offered follows the %(months)s months of the document; write the right day once, "
            "and the other groups of the area are offered it."
        )
        return text % months
    if offer.months:
        return _now("The programme says %(months)s months.") % months
    return _now("The programme sets no term. Leave it empty if none was decided.")
