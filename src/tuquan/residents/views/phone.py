"""What happened in a household, told on a telephone: find it, say what, read once more, send."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tuquan.base.texts import TEXTS
from tuquan.outbox.shells import render_shell
from tuquan.residents.forms import ABOUT_ONE_PERSON, ChangeForm
from tuquan.residents.forms.changes import FIELDS
from tuquan.residents.models import HouseholdChange
from tuquan.residents.views.changes import ICONS, KindButton

Kind = HouseholdChange.Kind

ASKED = ("person_name", "persons", "happened_on", "until", "note")
"""The lines of the form in their order; each kind asks some of them."""

_HINTS = {
    "persons": gettext_lazy("Leave it empty for one person."),
    "happened_on": gettext_lazy("Day, month and year, for example 25/11/2026."),
    "until": gettext_lazy("Day, month and year, for example 25/11/2026."),
}


@dataclass(frozen=True, slots=True)
class PhoneField:
    """One line of the form of a telephone."""

    name: str
    label: str
    hint: str
    inputmode: str
    maxlength: int
    optional: bool


@login_not_required
@require_safe
def change_shell(request: HttpRequest) -> HttpResponse:
    """The form without anybody's household, for the worker to keep."""
    kinds = {kind: [*FIELDS[kind], "note"] for kind in ABOUT_ONE_PERSON}
    context = {
        "buttons": [_button(kind) for kind in ABOUT_ONE_PERSON],
        "fields": [_field(name) for name in ASKED],
        "data": {
            "kinds": {kind: [str(Kind(kind).label), fields] for kind, fields in kinds.items()},
            "online": reverse("residents:change", args=[0]).removesuffix("0/bien-dong/"),
            "heading": _("Tell what happened"),
            "person": str(ChangeForm.base_fields["person_name"].label),
            "texts": _texts(),
        },
    }
    return render_shell(request, "residents/change_shell.html", context)


def _button(kind: str) -> KindButton:
    icon, meaning = ICONS[Kind(kind)]
    return KindButton(kind, str(Kind(kind).label).capitalize(), icon, str(meaning))


def _field(name: str) -> PhoneField:
    field = ChangeForm.base_fields[name]
    return PhoneField(
        name=name,
        label=str(field.label),
        hint=str(_HINTS.get(name, "")),
        inputmode="numeric" if name in _HINTS else "",
        maxlength={"persons": 2, "note": 300, "person_name": 150}.get(name, 10),
        optional=name == "note",
    )


def _texts() -> dict[str, str]:
    """What the script says; `{name}` stands where it puts a value."""
    return {
        "child": _("Name of the child"),
        "members": _("{n} members"),
        "door": _("number {door}"),
        "found": _("{shown} of {total} households"),
        "title": _("{kind}: {name}"),
        "household": _("Household"),
        "what": _("What happened?"),
        "not_a_day": str(TEXTS["not_a_day"]).replace("%(text)s", "{text}"),
        "not_a_number": _("Write digits only, for example 4."),
        "by": _("by {by}"),
    }
