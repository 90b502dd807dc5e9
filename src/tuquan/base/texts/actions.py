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
    "groups.household_left": _("took a household that left out of a group"),
    "groups.household_returned": _("put a household that came back into its group"),
    "groups.renamed": _("renamed the group “%(old)s” to “%(new)s”"),
    "groups.formed": _("formed the group “%(name)s”"),
    "groups.holder_named": _("named somebody for a position in a group"),
    "insights.exported": _("saved figures to a workbook"),
    "places.added": _("added the place %(name)s"),
    "places.removed": _("took the place %(name)s off the map again"),
    "places.alias_added": _("noted that a place is also called “%(name)s”"),
    "places.code_added": _("gave a place the code %(code)s"),
    "places.word_changed": _("said that a place is called “%(word)s” here, before “%(before)s”"),
    "places.reform_prepared": _("prepared a change of places, decision %(decision)s"),
    "places.reform_dropped": _("cast away a prepared change of places, decision %(decision)s"),
    "places.reformed": _("carried out the change of places of decision %(decision)s"),
    "places.reform_undone": _("took back the change of places of decision %(decision)s"),
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
    "residents.change_recorded": _("wrote down a change in a household"),
    "residents.change_told": _("told of a change in a household"),
    "residents.change_approved": _("approved a change in a household"),
    "residents.change_refused": _("refused a change in a household"),
    "residents.change_undone": _("took back a change in a household"),
    "residents.reopened": _("put a household that had left back into the list"),
    "residents.erased": _("deleted for good what was kept of a household: %(reason)s"),
    "residents.contacts_purged": _("deleted the telephone numbers of a household that had left"),
    "residents.said_different": _("said that two likely doubles are two households"),
    "residents.member_added": _("added a member to a household"),
    "residents.member_corrected": _("corrected a member of a household"),
    "residents.member_removed": _("removed a member from a household"),
    "residents.consent_given": _("wrote down that a household agreed"),
    "residents.consent_withdrawn": _("wrote down that a household no longer agrees"),
    "residents.contact_added": _("added a telephone number of a household"),
    "residents.contact_removed": _("removed a telephone number of a household"),
    "residents.assigned": _("let somebody look after %(households)s households"),
    "residents.assignment_ended": _("let somebody no longer look after a household"),
    "residents.exported": _("saved %(households)s households to a file"),
    "residents.movement_exported": _("saved the movement of households of %(month)s to a file"),
    "residents.field_added": _("added an own field to the household list"),
    "residents.field_changed": _("changed an own field of the household list"),
    "residents.field_ended": _("ended an own field of the household list"),
    "residents.corrected": _("corrected the record of a household"),
    "residents.imported": _("imported %(households)s households from a workbook"),
    "residents.import_previewed": _("read a workbook, without writing"),
    "residents.import_corrected": _("corrected what the columns of a workbook mean"),
    "residents.import_stopped": _("stopped the writing of a workbook"),
    "residents.import_undone": _("took an imported workbook back: %(households)s households"),
    "residents.columns_taught": _("taught how %(count)s headings of workbooks are read"),
    "residents.import_discarded": _("cast a read workbook away"),
}
LOOKS = {
    "opened": _("opened the record of a household"),
    "listed": _("saw a household in a list"),
    "exported": _("took the record of a household out in a file"),
}
PURPOSES = {
    "residents.import": _("checking a list before it is written"),
    "groups.detail": _("page of a group"),
    "groups.households": _("households of the group one leads"),
    "residents.list": _("household list of an area"),
    "residents.map": _("map of an area"),
    "residents.record": _("record of the household"),
    "residents.change": _("telling what happened to the household"),
    "residents.changes": _("changes that wait to be checked"),
    "residents.told": _("changes somebody told, with the answers"),
    "residents.duplicates": _("likely duplicates"),
    "residents.export_correct": _("correcting the list and sending it back"),
    "residents.export_paper": _("a list on paper for a meeting or a visit"),
    "residents.export_groups": _("dividing the households among the people in charge"),
    "residents.export_superior": _("a report that a superior office asked for"),
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
