"""The notes as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Registers the notes with the outbox, as an app of the product does."""

    name = "tests.e2e.notes"
    label = "notes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take notes, keep a list of them, as the apps above do."""
        from tests.e2e.notes.notes import deliver_note, notes_kept
        from tuquan.outbox.deliveries import (
            keep_files,
            provide_kept,
            provide_shells,
            take_kind,
        )

        take_kind("note", deliver_note)
        provide_kept("notes", notes_kept)
        provide_shells(lambda actor: ["/may/thu/"])
        keep_files(["notes/note.js"])
