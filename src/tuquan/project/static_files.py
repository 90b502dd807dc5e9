"""Static files under names that carry their hash, so that browsers keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names once `tuquan serve` has collected the files; plain ones before (in tests)."""

    def stored_name(self, name: str) -> str:
        """The name of a file as pages refer to it."""
        return super().stored_name(name) if self.hashed_files else name
