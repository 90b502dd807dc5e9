"""What is filled in on the pages of assessments: sheets, acceptances, visits."""

from __future__ import annotations

from tuquan.assessments.forms.acceptance import (
    CheckForm,
    CorrectCheckForm,
    MinutesForm,
    RefuseForm,
    present_lines,
    written,
)
from tuquan.assessments.forms.sheets import (
    AppraisalForm,
    CorrectionForm,
    GiveBackForm,
    SheetForm,
    VersionForm,
    box_of,
)
from tuquan.assessments.forms.visits import DoneForm, FindingForm, VisitForm, WithdrawForm

__all__ = [
    "CheckForm",
    "CorrectCheckForm",
    "DoneForm",
    "FindingForm",
    "MinutesForm",
    "RefuseForm",
    "VisitForm",
    "present_lines",
    "written",
    "AppraisalForm",
    "CorrectionForm",
    "GiveBackForm",
    "SheetForm",
    "VersionForm",
    "box_of",
    "WithdrawForm",
]
