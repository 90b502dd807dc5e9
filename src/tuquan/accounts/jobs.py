"""Background work about accounts."""

from __future__ import annotations

from collections.abc import Mapping

from tuquan.accounts.models import Account
from tuquan.accounts.services.codes import SEND_CODE, send_code
from tuquan.base.jobs import RunningJob, job


@job(SEND_CODE)
def send(running: RunningJob) -> Mapping[str, object]:
    """Send somebody a one-time code; run again, a new one replaces it."""
    account = Account.objects.filter(pk=running.arguments["account"]).first()
    return {"sent": bool(account and send_code(running.actor, account))}
