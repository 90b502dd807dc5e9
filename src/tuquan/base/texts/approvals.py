"""Sentences about approving: who has to, who may not, and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tuquan.core.approval import Step

TEXTS: Mapping[str, object] = {
    "approval_over": _("This is decided already. Load the page again to see how."),
    "approval_of_others": _("Others decide about this now."),
    "approval_not_named": _("Others are named to decide about this."),
    "approval_waits_for": _("It is the turn of %(step)s now: %(who)s."),
    "approval_nobody": _(
        "It is the turn of %(step)s now, and nobody else can do that. Ask the administrator for an "
        "account for a second person."
    ),
    "approval_first_step": _("There is no step before this one; return it to the writer."),
    "approval_given": _("You have said yes already. Somebody else has to say yes as well."),
    "approval_given_before": _(
        "You have said yes at an earlier step. Somebody else has to look at it here."
    ),
    "approval_given_before_others": _(
        "You have said yes at an earlier step. Somebody else has to look at it here: %(who)s."
    ),
    "approval_your_own": _("You wrote this yourself. Somebody else has to look at it."),
    "approval_your_own_others": _(
        "You wrote this yourself. Somebody else has to look at it: %(who)s."
    ),
    "approval_alone": _(
        "You wrote this yourself. You may accept it because there is nobody else who could; the "
        "record will say so."
    ),
    "approval_meanwhile": _(
        "Somebody decided about this a moment ago. Load the page again to see how it stands."
    ),
    "approval_waiting": _("This waits for a yes already."),
    "chain_empty": _("An approval needs at least one step."),
    "chain_step_twice": _("The step “%(step)s” stands twice in this approval."),
    "chain_nobody_named": _("The step “%(step)s” needs the names of all who have to say yes."),
    "chain_count_wrong": _("The step “%(step)s” cannot have %(count)s people say yes."),
    "return_line_unknown": _("This form has no such line. Mark the lines in the list again."),
    "report_write_others": _("Only these people write this report: %(who)s."),
    "report_write_nobody": _(
        "Nobody has an account to write this report. Give one to the person in charge."
    ),
    "report_locked_since": _(
        "The report was locked at %(at)s. These people may open it again: %(who)s."
    ),
    "report_is_accepted": _("The report is accepted. Ask an officer to open it again."),
}

STEPS: Mapping[str, object] = {
    "area": _("the head of the residential area"),
    "commune": _("the commune"),
    "district": _("the district"),
    "province": _("the province"),
    "receiver": _("whoever receives the report"),
    "second_person": _("a second person of the commune"),
}
"""Who takes a step, where the plan has no words for it."""


def how_words(step: Step) -> str:
    """How many have to say yes; nothing where one is enough."""
    if step.how == "all":
        return _now("everybody named here has to say yes")
    if step.how == "n_of":
        text = ngettext(
            "%(count)s person has to say yes", "%(count)s people have to say yes", step.count
        )
        return text % {"count": step.count}
    return ""
