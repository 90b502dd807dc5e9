"""Static files under names that carry their hash, so that browsers keep them for a year."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPT = re.compile(
    r"^(accounts|base|documents|formation|groups|meetings|outbox|programmes|reports|residents)/.*\.js$"
)
_LEFT_OUT = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names once `tuquan serve` has collected the files; plain ones before (in tests)."""

    def stored_name(self, name: str) -> str:
        """The name of a file as pages refer to it."""
        return super().stored_name(name) if self.hashed_files else name

    def _save(self, name: str, content: File[Any]) -> str:
        """Our own scripts without their comments and indentation: a seventh less on slow lines.

        They hold no text that runs over several lines, so that nothing else changes.
        """
        if OWN_SCRIPT.match(name.replace("\\", "/")):
            content.seek(0)
            content = ContentFile(_LEFT_OUT.sub(b"", content.read()))
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        return saved
