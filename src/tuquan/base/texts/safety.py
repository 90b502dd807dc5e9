"""Sentences about copies of the database and what the doctor finds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, object] = {
    "backup_needs_key": _(
        "A copy holds everybody's names, so it is encrypted. Give a key with --key-file or in "
        "TUQUAN_BACKUP_KEY, and keep it apart from the copy: without it nobody can read the copy."
    ),
    "backup_key_missing": _(
        "This copy is encrypted. Give its key with --key-file or in TUQUAN_BACKUP_KEY."
    ),
    "backup_key_short": _("The key is too short: at least %(count)s characters are needed."),
    "backup_key_wrong": _("This is not the key of this copy. Nothing was changed."),
    "backup_file_exists": _("There is a file %(file)s already. Give the copy another name."),
    "backup_unwritable": _("%(file)s cannot be written: %(why)s."),
    "backup_unreadable": _("%(file)s cannot be read: %(why)s."),
    "backup_not_one": _("This file is not a copy made by tuquan backup. Nothing was changed."),
    "backup_damaged": _("The copy is damaged. Nothing was changed; take an older copy."),
    "backup_cut_short": _(
        "The copy is not complete: its end is missing. Copy the file again; nothing was changed."
    ),
    "backup_check_failed": _(
        "What was written to %(file)s is not what was read. The file was removed; "
        "look at the disk and try again."
    ),
    "backup_other_version": _(
        "The copy was made by another version (%(version)s) whose tables differ. Restore it with "
        "that version first, then install the newer one."
    ),
    "restore_not_empty": _(
        "There are accounts or places here already. A copy is only put into an empty "
        "installation: give another data folder or another database."
    ),
    "restore_differs": _(
        "The table %(table)s did not become what it is in the copy. Nothing was changed."
    ),
}
