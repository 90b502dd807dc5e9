"""The sheet as it is filled in on a page: three fields for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.core.assessing import Box, Mark, Marks
from tuquan.core.programme import Criterion
from tuquan.meetings.models import Motion

BOXES = (("yes", _("Yes")), ("no", _("No")), ("not_applicable", _("Does not apply here")))


class VersionForm(forms.Form):
    """The version of the sheet that somebody saw."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SheetForm(VersionForm):
    """The x of each row, why, and the number of a notice; and the version it was marked on."""

    def __init__(
        self,
        rows: Iterable[Criterion],
        marks: Marks,
        version: int,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"base": version})
        self.rows = tuple(rows)
        for row in self.rows:
            mark = marks.get(row.key)
            label = row.number or row.label
            self.fields[box_of(row.key)] = forms.ChoiceField(
                label=label, choices=BOXES, required=False, initial=mark.box if mark else ""
            )
            for name, text in (("note", mark and mark.note), ("notice", mark and mark.notice)):
                self.fields[f"{name}-{row.key}"] = forms.CharField(
                    label=label, required=False, initial=text or ""
                )

    def marks(self, given: Mapping[str, Any]) -> dict[str, Mark]:
        """What was marked; a row without an x is open, whatever was written beside it."""
        return {
            row.key: Mark(
                cast("Box", given[box_of(row.key)]),
                given[f"note-{row.key}"],
                given[f"notice-{row.key}"],
            )
            for row in self.rows
            if given[box_of(row.key)]
        }


def box_of(key: str) -> str:
    """The name of the field with the x of a row."""
    return f"box-{key}"


class GiveBackForm(VersionForm):
    """Why a sheet is given back."""

    reason = forms.CharField(
        label=_("What has to be corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CorrectionForm(forms.Form):
    """Why another result takes the place of one."""

    reason = forms.CharField(
        label=_("Why the result is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AppraisalForm(forms.Form):
    """The vote of residents that a sheet rests on."""

    motion = forms.TypedChoiceField(label=_("Vote of the residents"), coerce=int)

    def __init__(self, motions: Iterable[Motion], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["motion"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [
            (one.pk, f"{one.meeting.held_on:%d/%m/%Y} · {one.text[:80]}") for one in motions
        ]
