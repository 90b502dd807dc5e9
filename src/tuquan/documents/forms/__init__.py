"""Forms about papers, by topic."""

from tuquan.documents.forms.issuers import (
    BookForm,
    CloseForm,
    IssuingBodyForm,
    OutsideForm,
    SignatoryForm,
    UnusedForm,
)
from tuquan.documents.forms.papers import (
    BatchForm,
    FilterForm,
    IssueForm,
    ScanForm,
    ValuesForm,
    VerifyForm,
    WithdrawForm,
)

__all__ = [
    "BatchForm",
    "BookForm",
    "CloseForm",
    "FilterForm",
    "IssueForm",
    "IssuingBodyForm",
    "OutsideForm",
    "ScanForm",
    "SignatoryForm",
    "UnusedForm",
    "ValuesForm",
    "VerifyForm",
    "WithdrawForm",
]
