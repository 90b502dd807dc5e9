"""An approval as it stands in the database, and as the value the rules work on."""

from __future__ import annotations

from tuquan.approvals.models import Approval
from tuquan.approvals.queries.people import key_of
from tuquan.core import approval as core


def approval_of(subject: str) -> Approval | None:
    """The approval of a thing: the one in flight, else the one that ended last."""
    return Approval.objects.filter(subject=subject).order_by("-pk").first()


def is_approved(subject: str, version: int) -> bool:
    """Whether this very version of a thing was approved."""
    approved = Approval.objects.filter(state=Approval.State.APPROVED)
    return approved.filter(subject=subject, version=version).exists()


def value_of(row: Approval) -> core.Approval:
    """The approval with everything that was said on it."""
    return core.Approval(
        chain=core.Chain.from_json(row.chain),
        makers=tuple(row.makers),
        round=row.round,
        anew=row.anew,
        step=row.step,
        state=_STATES[row.state],
        decisions=tuple(
            core.Decision(
                said.round,
                said.step,
                key_of(said.by_id),
                _VERDICTS[said.verdict],
                said.reason,
                said.alone,
            )
            for said in row.decisions.all()
        ),
    )


_STATES: dict[str, core.State] = {
    "waiting": "waiting",
    "returned": "returned",
    "approved": "approved",
}
_VERDICTS: dict[str, core.Verdict] = {
    "approve": "approve",
    "return": "return",
    "return_one_step": "return_one_step",
    "passed_over": "passed_over",
}
