"""Forms about papers: finding, filling, issuing, withdrawing, scans, and checking a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import CountField, DayField
from tuquan.base.texts import say
from tuquan.base.texts.document import fixed
from tuquan.base.texts.wording import spoken
from tuquan.core.papers import FIELDS, Choice
from tuquan.core.problems import Problem
from tuquan.documents.models import (
    NumberBook,
    NumberBookQuerySet,
    OfficialDocument,
    Signatory,
    SignatoryQuerySet,
)
from tuquan.documents.queries import DocumentFilter, IssueTerms, next_number
from tuquan.documents.services.filing import LARGEST_SCAN

if TYPE_CHECKING:
    _BookField = forms.ModelChoiceField[NumberBook]
    _SignatoryField = forms.ModelChoiceField[Signatory]
else:
    _BookField = _SignatoryField = forms.ModelChoiceField

CHOICE = "choice_"
"""What the name of a field begins with that settles a contradiction."""


class FilterForm(forms.Form):
    """Narrowing the list of papers; every choice stands in the address, so it can be kept."""

    tim = forms.CharField(
        label=_("Number or title"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    loai = forms.ChoiceField(label=_("Kind of paper"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *OfficialDocument.State.choices],
    )
    nam = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(
        self, kinds: Iterable[str], years: Iterable[int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("loai", ((kind, fixed(kind)) for kind in kinds))
        self._offer("nam", ((str(year), str(year)) for year in years))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", _("all")), *choices]

    @property
    def narrowed(self) -> DocumentFilter:
        """What is looked for; what an address says wrongly is not."""
        self.is_valid()
        said = self.cleaned_data
        year = said.get("nam") or ""
        return DocumentFilter(
            said.get("loai", ""),
            said.get("trang_thai", ""),
            said.get("tim", ""),
            int(year) if year else None,
        )


class _BookChoice(_BookField):
    """A number book with the number that comes next."""

    def label_from_instance(self, obj: NumberBook) -> str:
        words = _("%(type)s %(label)s of %(body)s, next number %(number)s")
        return str(words) % {
            "type": obj.type_code,
            "label": obj.label,
            "body": obj.issuing_body.name,
            "number": next_number(obj),
        }


class _SignatoryChoice(_SignatoryField):
    """A signatory by post and name."""

    def label_from_instance(self, obj: Signatory) -> str:
        return f"{obj.name}, {obj.post} ({obj.get_authority_display()})"


class BatchForm(forms.Form):
    """The terms on which papers are issued: day, book, who signs."""

    on = DayField(label=_("Day of the paper"))
    book = _BookChoice(label=_("Number book"), queryset=NumberBook.objects.none(), empty_label=None)
    signatories = _SignatoryChoice(
        label=_("Who signs"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("as in the template, the name written by hand"),
    )

    def __init__(
        self,
        books: NumberBookQuerySet | None,
        signatories: SignatoryQuerySet,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        first = {"on": clock.today(), "signatories": signatories.first()}
        super().__init__(*args, **{"initial": first} | kwargs)
        self._offer("signatories", signatories)
        if books is None:
            del self.fields["book"]
        else:
            self._offer("book", books)

    def _offer(self, name: str, rows: NumberBookQuerySet | SignatoryQuerySet) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = rows

    def terms(self) -> IssueTerms:
        """What was chosen."""
        said = self.cleaned_data
        signatory = said.get("signatories")
        return IssueTerms(
            on=said["on"],
            book=said.get("book"),
            signatories=(signatory,) if signatory else (),
        )


class IssueForm(BatchForm):
    """The terms of one paper, with a button for each way out of a contradiction (S2-27, S2-28)."""

    number = CountField(
        label=_("Number"),
        required=False,
        min_value=1,
        help_text=_("Left empty, the next number of the book."),
    )
    signed_by = forms.CharField(
        label=_("Names under the signatures"),
        required=False,
        help_text=_(
            "Where nobody of the list signs; a line each, who answers for the paper first."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("book", "number", "on", "signatories", "signed_by")

    def __init__(
        self,
        document: OfficialDocument,
        questions: Sequence[Problem],
        books: NumberBookQuerySet | None,
        signatories: SignatoryQuerySet,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(books, signatories, *args, **kwargs)
        self.fields["base"].initial = document.version
        if books is None:
            del self.fields["number"]
        for question in questions:
            self.fields[CHOICE + question.code] = _choice_field(question)

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        """The fields that settle contradictions."""
        return [field for field in self if field.name.startswith(CHOICE)]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The other fields that are seen."""
        return [field for field in self.visible_fields() if not field.name.startswith(CHOICE)]

    def terms(self) -> IssueTerms:
        """What was chosen."""
        said = self.cleaned_data
        plain = super().terms()
        names = tuple(filter(None, map(str.strip, said["signed_by"].splitlines())))
        return IssueTerms(
            on=plain.on,
            book=plain.book,
            signatories=plain.signatories,
            signed_by=names,
            number=said.get("number"),
            choices={
                name.removeprefix(CHOICE): key
                for name, key in said.items()
                if name.startswith(CHOICE) and key
            },
            base_version=said["base"],
        )


class ValuesForm(forms.Form):
    """The blanks of a draft, each by what belongs there."""

    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, document: OfficialDocument, names: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].initial = document.version
        values = document.contents["values"]
        for name in names:
            known = FIELDS[name]
            self.fields[name] = forms.CharField(
                label=spoken(known.meaning_vi, known.meaning),
                required=False,
                initial=values.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def values(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: text for name, text in self.cleaned_data.items() if name != "base"}


class WithdrawForm(forms.Form):
    """Why a paper holds no longer, and from which day on."""

    reason = forms.CharField(label=_("Reason"), max_length=400)
    on = DayField(label=_("Withdrawn on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}} | kwargs)


class ScanForm(forms.Form):
    """The signed paper as a file."""

    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_("PDF, JPEG or PNG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose the file first.")},
    )


class VerifyForm(forms.Form):
    """A file to be compared with the stored ones; it is read and forgotten."""

    file = forms.FileField(
        label=_("The file to check"),
        help_text=_("The Word, PDF or scanned file as you received it; at most 20 MB."),
        error_messages={"required": _("Choose the file first.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """A file no larger than any that is stored."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_SCAN:
            params = {"most": LARGEST_SCAN // 1024**2}
            raise forms.ValidationError(say(Problem("scan_too_large", params=params)))
        return file


def _choice_field(question: Problem) -> forms.ChoiceField:
    choices: Any = question.params["choices"]
    said: list[Choice] = list(choices)
    return forms.ChoiceField(
        label=say(question),
        choices=[(one.key, one.text or _("as it stands in the source")) for one in said],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the paper is to read.")},
    )
