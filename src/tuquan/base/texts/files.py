"""Sentences about files people hand in."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "file_missing": _("Choose a file first."),
    "file_not_found": _("There is no file %(file)s. Check the name and the folder."),
    "file_empty": _("The file %(file)s is empty. Save the list again in Excel and choose it."),
    "file_not_a_workbook": _(
        "%(file)s is not an Excel or CSV file. Open the list in Excel, save it as .xlsx, "
        "and choose that file."
    ),
    "file_broken": _(
        "%(file)s is damaged and cannot be read. Open it in Excel, save it again as .xlsx, "
        "and choose the new file."
    ),
    "file_encrypted": _(
        "%(file)s is locked with a password. Open it in Excel, take the password off, "
        "save it and choose it again."
    ),
    "file_too_large": _("%(file)s is too large; at most %(limit)s MB. Split the list by area."),
    "file_too_many_rows": _(
        "%(file)s has too many rows; at most %(limit)s. Split the list by area."
    ),
    "file_no_list": _(
        "No household list was found in %(file)s. The list needs a heading such as "
        "“Họ và tên chủ hộ”."
    ),
    "import_place_other": _(
        "The heading of the list names “%(named)s”, but you chose %(chosen)s. Is this right?"
    ),
    "import_not_waiting": _("This list has been written or cast away already. Choose it again."),
    "import_nothing_to_write": _("There is no household to write in this file."),
}
