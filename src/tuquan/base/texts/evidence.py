"""What is wrong with a file somebody adds, and why evidence cannot be added or taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "attachment_empty": _("The file is empty. Choose it again."),
    "attachment_too_large": _(
        "The file is too large; at most %(most)s MB. Send a smaller picture, or part the paper."
    ),
    "attachment_other_kind": _(
        "This kind of file is not kept. Choose a photo (JPEG, PNG), a PDF, or a Word or Excel file "
        "(DOCX, XLSX)."
    ),
    "attachment_heic": _(
        "This photo is in a form that only some telephones can show (HEIC). Send it as JPEG: "
        "take a picture of the screen, or set the camera to “most compatible”."
    ),
    "attachment_broken": _("The file is damaged and cannot be looked at. Choose it again."),
    "attachment_locked": _("The file is locked with a password. Take the password off first."),
    "attachment_acts": _(
        "The file holds a program that would run when it is opened (a script or a macro). Save it "
        "without, or print it to PDF."
    ),
    "attachment_legacy": _(
        "This is a file of an old Office program. Save it as DOCX, XLSX or PDF and choose that."
    ),
    "evidence_row_unknown": _("The sheet has no such row. Load the page again."),
    "evidence_too_many": _(
        "A row has at most %(most)s files. Take one back before you add another."
    ),
    "evidence_sheet_full": _(
        "The files of one sheet are at most %(most)s MB together. Send smaller ones."
    ),
    "evidence_there_already": _("This file is among the evidence of this row already."),
    "evidence_note_too_long": _("The note has at most %(most)s characters."),
    "evidence_sheet_over": _(
        "The assessment of %(name)s is over. Its evidence is not changed any more."
    ),
    "evidence_changed_meanwhile": _(
        "Somebody else changed the evidence of this row meanwhile. Load the page again."
    ),
    "evidence_reason_missing": _(
        "Write why the file is taken back; the sheet was handed in with it."
    ),
}
