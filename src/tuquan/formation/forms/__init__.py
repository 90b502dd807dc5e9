"""Registering and signing pledges; choosing models."""

from __future__ import annotations

from tuquan.formation.forms.dossiers import DropForm, MeetingForm, NominateForm, OpenForm
from tuquan.formation.forms.pledges import (
    DenominatorForm,
    ManyForm,
    OfficeForm,
    RegisterForm,
    WithdrawForm,
)
from tuquan.formation.forms.themes import ChooseModelForm, EndModelForm, ModelForm

__all__ = [
    "DropForm",
    "MeetingForm",
    "NominateForm",
    "OpenForm",
    "ChooseModelForm",
    "DenominatorForm",
    "EndModelForm",
    "ManyForm",
    "ModelForm",
    "OfficeForm",
    "RegisterForm",
    "WithdrawForm",
]
