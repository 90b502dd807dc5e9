"""Forms about the household register, by topic."""

from tuquan.residents.forms.changes import (
    ABOUT_ONE_PERSON,
    ABOUT_THE_HOUSEHOLD,
    ChangeForm,
    RefusalForm,
)
from tuquan.residents.forms.exports import ExportForm, MonthForm, PlaceForm
from tuquan.residents.forms.fields import ChangedFieldForm, FieldForm
from tuquan.residents.forms.imports import ConfirmForm, UploadForm
from tuquan.residents.forms.lists import AssignForm, FilterForm
from tuquan.residents.forms.records import (
    ClosingForm,
    ConsentForm,
    ContactForm,
    ErasingForm,
    HouseholdForm,
    MemberForm,
)

__all__ = [
    "ChangedFieldForm",
    "FieldForm",
    "ABOUT_ONE_PERSON",
    "ABOUT_THE_HOUSEHOLD",
    "AssignForm",
    "ChangeForm",
    "ClosingForm",
    "ConfirmForm",
    "ConsentForm",
    "ContactForm",
    "ErasingForm",
    "FilterForm",
    "HouseholdForm",
    "MemberForm",
    "RefusalForm",
    "PlaceForm",
    "MonthForm",
    "ExportForm",
    "UploadForm",
]
