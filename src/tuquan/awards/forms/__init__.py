"""Forms about rounds of awards, nominations and the register."""

from __future__ import annotations

from tuquan.awards.forms.nominating import (
    AreaForm,
    GroupForm,
    HouseholdForm,
    ResultsForm,
    TypedForm,
)
from tuquan.awards.forms.register import EarlierForm, RegisterForm, TakeBackForm
from tuquan.awards.forms.rounds import CloseForm, CouncilForm, IssuerForm, OpenForm, TermsForm

__all__ = [
    "AreaForm",
    "CloseForm",
    "CouncilForm",
    "EarlierForm",
    "GroupForm",
    "HouseholdForm",
    "IssuerForm",
    "OpenForm",
    "RegisterForm",
    "ResultsForm",
    "TakeBackForm",
    "TermsForm",
    "TypedForm",
]
