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
    "import_not_confirmed": _("This list is not written, so there is nothing to take back."),
    "import_undo_stands": _(
        "The list cannot be taken back: %(count)s things stand on the households it brought."
    ),
    "undo_grouped": _("Households that belong to a group: %(count)s."),
    "undo_changed": _("Households to which something happened later: %(count)s."),
    "undo_members": _("Persons written down later: %(count)s."),
    "undo_consents": _("Agreements written down later: %(count)s."),
    "undo_contacts": _("Telephone numbers written down later: %(count)s."),
    "undo_looked_after": _("Households that somebody looks after: %(count)s."),
    "import_same_twice": _(
        "Row %(row)s (%(sheet)s) was said to be a household that another row is already."
    ),
    "import_row_unfit": _("Row %(row)s (%(sheet)s) lacks what the register needs."),
    "import_close_in_future": _("A household cannot have left after today."),
    "import_field_unknown": _("A column cannot hold “%(field)s”."),
    "import_unknown": _("There is no import with the number %(number)s."),
    "import_decisions_unreadable": _("The file of decisions cannot be read: %(file)s."),
    "consent_in_future": _("The day of the agreement cannot lie after today."),
    "consent_day_missing": _("Write on which day the households agreed."),
    "import_nothing_to_write": _("There is no household to write in this file."),
}
