"""Static files under names that carry their hash, so that browsers keep them for a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPT = re.compile(
    r"^(accounts|assessments|base|documents|formation|groups|meetings|outbox|programmes|reports|residents)/.*\.js$"
)
_LEFT_OUT = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE)


JOINED: Mapping[str, tuple[str, ...]] = {
    "outbox/js/page.js": ("outbox/js/store.js", "outbox/js/outbox.js", "outbox/js/phone.js"),
    "reports/js/report.js": ("reports/js/answers.js", "reports/js/more.js", "reports/js/sheet.js"),
}
"""Scripts that a page always loads together, served as one file: a request less for each, and a
twelfth less to fetch. They are written, read and tested as the files they are made of."""


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names once `tuquan serve` has collected the files; plain ones before (in tests)."""

    def stored_name(self, name: str) -> str:
        """The name of a file as pages refer to it."""
        return super().stored_name(name) if self.hashed_files else name

    def post_process(
        self, paths: dict[str, Any], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Join what is served as one file, then name every file by its hash."""
        for name, parts in JOINED.items():
            if all(part in paths for part in parts) and not options.get("dry_run"):
                self._join(name, parts)
                paths[name] = (self, name)
        yield from super().post_process(paths, *args, **options)  # type: ignore[no-untyped-call]

    def _join(self, name: str, parts: tuple[str, ...]) -> None:
        texts = []
        for part in parts:
            with self.open(part) as script:
                texts.append(script.read())
        self.delete(name)
        self._save(name, ContentFile(b"".join(texts)))

    def _save(self, name: str, content: File[Any]) -> str:
        """Our own scripts without their comments and indentation: a seventh less on slow lines.

        They hold no text that runs over several lines, so that nothing else changes.
        """
        if OWN_SCRIPT.match(name.replace("\\", "/")):
            content.seek(0)
            content = ContentFile(_LEFT_OUT.sub(b"", content.read()))
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        return saved
