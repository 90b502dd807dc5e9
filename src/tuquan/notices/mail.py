"""E-mail as a channel: through the mail server the environment names (docs/operations.md)."""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from tuquan.notices.channels import Reaches, Sent

logger = logging.getLogger(__name__)


class Mail:
    """Letters of one sentence each; the address is never written into a log."""

    key = "email"
    label = "e-mail"
    reaches: Reaches = "email"

    def send(self, address: str, text: str) -> Sent:
        """Hand a letter to the mail server; says why where it is not taken."""
        letter = EmailMessage(_("A reminder from Tự Quản"), text, settings.DEFAULT_FROM_EMAIL)
        letter.to = [address]
        try:
            letter.send()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("a letter was not taken: %s", type(error).__name__)
            return Sent(False, why=type(error).__name__)
        return Sent(True)
