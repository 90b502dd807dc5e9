"""What somebody should know: one row for each person and matter."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tuquan.accounts.models import Account


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices; each belongs to one account and is read by nobody else."""

    def unread(self) -> NoticeQuerySet:
        """Notices that were not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """A person is told of one matter once (F-21): `key` names the matter.

    `code` and `params` are said as a sentence by `base.texts.notices`; `url` is where something is
    to be done.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("account", "key"), name="a_matter_is_told_once"),
        )
        indexes = (models.Index(fields=("account", "read_at"), name="notice_unread"),)

    def __str__(self) -> str:
        return self.code
