"""Writing about a good model, sharing it, following it: plain forms that work without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import CountField, DayField, Given
from tuquan.base.texts.wording import spoken, worded
from tuquan.documents.models import OfficialDocument
from tuquan.exemplars.models import Exemplar
from tuquan.exemplars.models.exemplars import TakesIn
from tuquan.exemplars.queries import COSTS, Indicator
from tuquan.exemplars.services import ExemplarWords, StepWords
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

MORE_ROWS = 3
"""Empty rows for steps that stand below the written ones."""

MOST_ROWS = 20

Choices = Sequence[tuple[Any, Any]]


class UnitForm(forms.Form):
    """Whose model it is, and under which programme."""

    programme = forms.ChoiceField(label=_("Programme"))
    unit = forms.ChoiceField(label=_("Whose model"))

    def __init__(
        self,
        adoptions: Sequence[Adoption],
        units: Units,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.adoptions = {str(one.pk): one for one in adoptions}
        self.units = units
        offer(self, "programme", [(key, _title(one)) for key, one in self.adoptions.items()])
        offer(self, "unit", units.choices)

    @property
    def adoption(self) -> Adoption:
        """The programme that was chosen."""
        return self.adoptions[self.cleaned_data["programme"]]

    @property
    def chosen(self) -> tuple[Place, ResidentGroup | None]:
        """The area or group that was chosen."""
        return self.units.found(self.cleaned_data["unit"])


class Units:
    """Areas and groups to choose from, each area with its groups under it."""

    def __init__(self, areas: Sequence[Place], groups: Sequence[ResidentGroup]) -> None:
        self._areas = {f"area:{one.pk}": one for one in areas}
        self._groups = {f"group:{one.pk}": one for one in groups}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Values and words, in the order of the tree."""
        found: list[tuple[str, str]] = []
        by_area: dict[int, list[tuple[str, str]]] = {}
        for key, group in self._groups.items():
            words = f"{group.place.name} · {group.name}"
            by_area.setdefault(group.place_id, []).append((key, words))
        for key, area in self._areas.items():
            whole = _now("%(area)s (the whole area)") % {"area": area.name}
            found += [(key, whole), *by_area.pop(area.pk, ())]
        return [*found, *(one for rest in by_area.values() for one in rest)]

    def found(self, key: str) -> tuple[Place, ResidentGroup | None]:
        """The area, and the group if one was chosen."""
        group = self._groups.get(key)
        return (group.place, group) if group else (self._areas[key], None)


class ExemplarForm(forms.Form):
    """Everything people write about a good model; its steps as rows."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Name of the model"),
        help_text=_("Short, as people call it: “Lane of flowers”, “Lamps for the lane”."),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    story = forms.CharField(
        label=_("How it came about"),
        required=False,
        help_text=_("What it was like before, who had the idea, how people agreed. Name nobody."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    cost_known = forms.ChoiceField(
        label=_("What it cost"),
        choices=(
            ("none", _("Nothing was spent")),
            ("some", _("Money was spent")),
            ("unknown", _("Not known")),
        ),
        widget=forms.RadioSelect,
    )
    cost = CountField(label=_("How much, in đồng"), required=False)
    paid_by = forms.CharField(
        label=_("Who paid"),
        required=False,
        help_text=_("The households together, a fund, the commune. No names of givers."),
    )
    people = CountField(label=_("How many people took part"), required=False)
    hours = CountField(label=_("How many hours of work, all together"), required=False)
    what_worked = forms.CharField(
        label=_("What made it work"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    what_to_avoid = forms.CharField(
        label=_("What to avoid"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    contact_post = forms.CharField(
        label=_("Whom to ask"),
        required=False,
        help_text=_("A post, such as “Head of the Front committee of Thôn 6”."),
    )
    contact_reach = forms.CharField(
        label=_("How to reach them"),
        required=False,
        help_text=_(
            "The telephone of an office, or when to come where. No number of a person who has not "
            "agreed."
        ),
    )
    contact_agreed = forms.BooleanField(
        label=_("The person agreed that this mobile number is shown"), required=False
    )
    lines = forms.MultipleChoiceField(
        label=_("Figures that show what came of it"),
        required=False,
        help_text=_("They are taken from the reports when the model is shared; nobody types them."),
        widget=forms.CheckboxSelectMultiple,
    )
    papers = forms.MultipleChoiceField(
        label=_("Papers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        adoption: Adoption,
        indicators: Sequence[Indicator],
        papers: Sequence[OfficialDocument],
        rows: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = range(1, min(rows, MOST_ROWS) + 1)
        for row in self.rows:
            self.fields.update(_step_fields(row))
        themes = [(one.key, f"{one.number}. {worded(one)}") for one in adoption.content.themes]
        offer(self, "theme", [("", _now("no theme")), *themes])
        if not themes:
            del self.fields["theme"]
        offer(self, "lines", [(one.key, one.label) for one in indicators])
        offer(self, "papers", [(str(one.pk), str(one)) for one in papers])
        for name, some in (("lines", indicators), ("papers", papers)):
            if not some:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An amount belongs to money that was spent, and only there."""
        given = super().clean() or {}
        if given.get("cost_known") == "some" and not given.get("cost"):
            self.add_error("cost", _now("Write how much, or choose “Not known”."))
        return given

    @property
    def steps(self) -> list[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of steps, each with its number."""
        return [
            (row, self[f"step-{row}"], self[f"takes-{row}"], self[f"in-{row}"]) for row in self.rows
        ]

    def words(self, given: Given) -> ExemplarWords:
        """What was written; empty rows are no steps."""
        costs = {"none": 0, "some": given["cost"], "unknown": None}
        texts = (
            "title",
            "story",
            "paid_by",
            "what_worked",
            "what_to_avoid",
            "contact_post",
            "contact_reach",
        )
        return ExemplarWords(
            **{name: given[name] for name in texts},
            theme=given.get("theme", ""),
            cost=costs[given["cost_known"]],
            people=given["people"],
            hours=given["hours"],
            contact_agreed=given["contact_agreed"],
            lines=tuple(given.get("lines", ())),
            papers=tuple(int(number) for number in given.get("papers", ())),
            steps=tuple(
                StepWords(given[f"step-{row}"], given[f"takes-{row}"], given[f"in-{row}"] or "day")
                for row in self.rows
                if given[f"step-{row}"].strip()
            ),
        )


def written(exemplar: Exemplar) -> dict[str, Any]:
    """An exemplar as its form begins with it."""
    plain = (
        "title",
        "theme",
        "story",
        "paid_by",
        "people",
        "hours",
        "what_worked",
        "what_to_avoid",
        "contact_post",
        "contact_reach",
        "contact_agreed",
        "lines",
    )
    start: dict[str, Any] = {name: getattr(exemplar, name) for name in plain}
    start |= {"base": exemplar.version, "cost": exemplar.cost or None}
    start["cost_known"] = (
        "unknown" if exemplar.cost is None else "some" if exemplar.cost else "none"
    )
    start["papers"] = [str(one.pk) for one in exemplar.papers.all()]
    for step in exemplar.steps.all():
        row = step.number
        start |= {f"step-{row}": step.text, f"takes-{row}": step.takes, f"in-{row}": step.takes_in}
    return start


def rows_shown(steps: int, data: Mapping[str, Any] | None) -> int:
    """How many rows for steps a page has: those written and some empty ones; more when asked."""
    if data is None:
        return steps + MORE_ROWS
    sent = sum(1 for name in data if name.startswith("step-"))
    return sent + (MORE_ROWS if "them" in data else 0)


class ShareForm(forms.Form):
    """With whose people a model is shared."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Shared with the people of"))

    def __init__(self, places: Sequence[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in places}
        offer(self, "to", [(key, one.name) for key, one in self.places.items()])


class ReasonForm(forms.Form):
    """Why something ends."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))


class BaseForm(forms.Form):
    """The version somebody saw."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class TrialForm(forms.Form):
    """Where a model is tried, from when, and whether it is chosen as the model there."""

    unit = forms.ChoiceField(label=_("Who follows it"))
    started_on = DayField(label=_("Begins on"))
    chosen_by = forms.CharField(
        label=_("Who chose it as the model there"),
        required=False,
        max_length=200,
        help_text=_(
            "Fill this in to choose it as the self-management model too; the model before ends. "
            "Leave it empty just to follow the plan."
        ),
    )

    def __init__(
        self, units: Units, today: date, *args: Any, with_model: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": {"started_on": today}} | kwargs)
        self.units = units
        offer(self, "unit", units.choices)
        if not with_model:
            del self.fields["chosen_by"]


class StepForm(forms.Form):
    """One step of a plan: until when, done when, what came of it."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    planned_until = DayField(label=_("Planned until"), required=False)
    done_on = DayField(label=_("Done on"), required=False)
    note = forms.CharField(label=_("Note"), required=False)


class FilterForm(forms.Form):
    """What the library is narrowed to."""

    q = forms.CharField(label=_("Words to look for"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    cost = forms.ChoiceField(label=_("Cost"), required=False)
    kind = forms.ChoiceField(label=_("Kind of place"), required=False)

    def __init__(self, themes: Choices, kinds: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [("", _now("all themes")), *themes])
        words = {
            "none": _now("nothing spent"),
            "some": _now("with cost"),
            "unknown": _("Not known"),
        }
        offer(self, "cost", [("", _now("any cost")), *((key, words[key]) for key in COSTS)])
        offer(self, "kind", [("", _now("any kind")), *kinds])


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Set what may be chosen in a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = list(choices)


def _step_fields(row: int) -> dict[str, forms.Field]:
    label = _now("Step %(row)s") % {"row": row}
    return {
        f"step-{row}": forms.CharField(
            label=label, required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
        f"takes-{row}": CountField(label=_now("It took"), required=False),
        f"in-{row}": forms.ChoiceField(
            label=_now("Days or weeks"),
            choices=TakesIn.choices,
            initial=TakesIn.DAY,
            required=False,
        ),
    }


def _title(adoption: Adoption) -> str:
    content = adoption.edition.content
    return f"{spoken(content.short_title, content.short_title_en)} · {adoption.place.name}"
