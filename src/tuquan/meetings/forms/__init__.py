"""What people fill in about meetings and votes."""

from __future__ import annotations

from tuquan.meetings.forms.meetings import (
    AdditionForm,
    FinishForm,
    GuestForm,
    MethodForm,
    MinutesForm,
    PlanForm,
    ReasonForm,
    ResolutionForm,
    SignForm,
)
from tuquan.meetings.forms.votes import (
    ElectionFiguresForm,
    ElectionForm,
    MotionFiguresForm,
    MotionForm,
    NomineeForm,
)

__all__ = [
    "AdditionForm",
    "ElectionFiguresForm",
    "ElectionForm",
    "FinishForm",
    "GuestForm",
    "MethodForm",
    "MinutesForm",
    "MotionFiguresForm",
    "MotionForm",
    "NomineeForm",
    "PlanForm",
    "ReasonForm",
    "ResolutionForm",
    "SignForm",
]
