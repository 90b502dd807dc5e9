"""Notes, each revision kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Note(models.Model):
    """What was written about a subject; the last row is its latest version."""

    subject = models.CharField(max_length=20)
    version = models.IntegerField()
    data = models.JSONField(default=dict)
    by = models.CharField(max_length=150)
    written_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Note]] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "version"), name="a_version_is_written_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.version}"
