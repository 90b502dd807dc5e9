"""The ZIP file of a pack that somebody wants checked or installed."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts import say
from tuquan.core.problems import Problem


class PackForm(forms.Form):
    """The file, chosen anew each time: nothing of it is kept between two looks."""

    file = forms.FileField(
        label=_("The ZIP file of the programme"),
        required=False,
        allow_empty_file=True,
        help_text=_("A ZIP file of the folder that holds pack.yaml; at most 2 MB and 200 files."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """A file was chosen."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is None:
            raise forms.ValidationError(say(Problem("file_missing")))
        return file
