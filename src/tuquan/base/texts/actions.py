"""Sentences for what stands in the record of changes and looks, by action, role and purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "accounts.created": _("made the account “%(username)s”"),
    "accounts.granted": _("gave somebody a role"),
    "accounts.grant_ended": _("ended a role"),
    "accounts.password_reset": _("gave somebody a new password"),
    "accounts.address_chosen": _("chose how the pages address them"),
    "accounts.password_changed": _("changed their own password"),
    "groups.proposed": _("proposed %(groups)s groups for %(households)s households"),
    "groups.proposal_dropped": _("threw %(groups)s proposed groups away"),
    "groups.proposal_emptied": _("removed a proposed group without households"),
    "groups.household_moved": _("moved a household to another group"),
    "groups.renamed": _("renamed the group “%(old)s” to “%(new)s”"),
    "groups.formed": _("formed the group “%(name)s”"),
    "groups.holder_named": _("named somebody for a position in a group"),
    "insights.exported": _("saved figures to a workbook"),
    "places.added": _("added the place %(name)s"),
    "places.loaded": _("loaded the units of a province from the national file %(version)s"),
    "programmes.installed": _("installed edition %(edition)s of a programme"),
    "programmes.adopted": _("let a place run a programme"),
    "programmes.terms_changed": _("changed the terms on which a place runs a programme"),
    "programmes.pilot_chosen": _("chose a place as a pilot"),
    "programmes.pilot_ended": _("ended a pilot"),
    "programmes.milestone_done": _("said that a milestone was done on %(on)s"),
    "programmes.milestone_open": _("took back that a milestone was done"),
    "programmes.event_held": _("wrote down that an event was held on %(on)s"),
    "programmes.feed_opened": _("opened a secret address for the calendar of a place"),
    "programmes.feed_revoked": _("revoked a secret address of a calendar"),
    "reports.opened": _("opened %(obligations)s reports to be written"),
    "reports.reevaluated": _("changed the day due or the edition of %(obligations)s open reports"),
    "reports.saved": _("saved a draft of the report of %(period)s"),
    "reports.submitted": _("sent the report of %(period)s"),
    "reports.accepted": _("accepted a report"),
    "reports.returned": _("returned a report to be corrected"),
    "residents.added": _("wrote %(households)s households into the list"),
    "residents.household_added": _("added a household"),
    "residents.corrected": _("corrected the record of a household"),
    "residents.imported": _("imported %(households)s households from a workbook"),
    "residents.import_previewed": _("read a workbook, without writing"),
    "residents.import_discarded": _("cast a read workbook away"),
}
LOOKS = {
    "opened": _("opened the record of a household"),
    "listed": _("saw a household in a list"),
    "exported": _("took the record of a household out in a file"),
}
PURPOSES = {
    "groups.detail": _("page of a group"),
    "groups.households": _("households of the group one leads"),
    "residents.list": _("household list of an area"),
    "residents.record": _("record of the household"),
}


def say_action(action: str, values: Mapping[str, object]) -> str:
    """What somebody did, as the end of a sentence that begins with their name."""
    return str(ACTIONS[action]) % defaultdict(str, values)


def say_look(kind: str) -> str:
    """How somebody saw a record."""
    return str(LOOKS[kind])


def say_purpose(purpose: str) -> str:
    """For what, or on which page, it was seen."""
    return str(PURPOSES[purpose])
