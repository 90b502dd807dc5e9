"""A file that proves a row, and why one is taken back."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tuquan.base.attachments import LARGEST, too_large
from tuquan.base.texts import say


class EvidenceForm(forms.Form):
    """The file and what it shows."""

    file = forms.FileField(
        label=_("Photo or paper"),
        help_text=_("JPEG, PNG, PDF, DOCX or XLSX, at most 20 MB. Place and day go from photos."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf,.docx,.xlsx"}),
        error_messages={"required": _("Choose the file first.")},
    )
    note = forms.CharField(label=_("What it shows"), max_length=300, required=False)

    def clean_file(self) -> UploadedFile[bytes]:
        """A file small enough to be read; it is not read before."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(say(too_large()))
        return file


class TakeBackForm(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(label=_("Why is it taken back?"), max_length=300, required=False)
