"""Sentences about posts of groups, teams that look after households, where groups come from."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from tuquan.core.grouping import Reason

TEXTS = {
    "end_reason_missing": _("Write why the post ends, in a few words."),
    "filled_by_unknown": _("People are elected, appointed or assigned; not “%(filled_by)s”."),
    "tenure_ended_already": _(
        "The post of %(name)s has ended already. Open the page again and look who holds it now."
    ),
    "tenure_not_of_member": _("%(name)s leads the group. End that post on its own page."),
    "tenure_of_member": _("%(name)s is a member: take them out of the team and add somebody else."),
    "position_not_vacant": _(
        "%(name)s holds this post. End it first; then somebody can act until the next is named."
    ),
    "position_taken_meanwhile": _(
        "Somebody else filled this post at the same moment: look at %(name)s on the page again."
    ),
    "handed_to_the_same": _(
        "%(name)s holds this post already. For another term, name them again on the group's page."
    ),
    "group_without_members": _(
        "%(name)s has no members to be named: in its programme the households are the members."
    ),
    "person_in_team_already": _(
        "Somebody called %(name)s is in this group already. If it is another person, add what "
        "tells them apart, such as the year of birth."
    ),
    "access_not_needed": _("%(name)s can sign in already, or is no longer in the team."),
    "care_people_missing": _("Tick who is to look after the households."),
    "care_not_of_team": _("Not in %(group)s now: %(names)s. Open the page again."),
    "care_households_missing": _("Tick households, or choose a lane or a part of the list."),
    "care_household_elsewhere": _(
        "Some of these households are not in %(group)s now. Open the page again."
    ),
    "care_range_reversed": _("The last household stands before the first. Change one of the two."),
    "care_ended_already": _("Nobody looked after these households any more."),
    "care_changed_meanwhile": _(
        "Somebody else shared out households of this group at the same moment. "
        "Open the page again and look before you go on."
    ),
    "predecessor_twice": _("Choose a group or write where it comes from, not both."),
    "predecessor_of_other_area": _("%(name)s is in another residential area."),
    "predecessor_not_formed": _("%(name)s is only proposed. A group goes on from one that worked."),
    "predecessor_in_a_circle": _("%(name)s goes on from this group itself."),
}

TEAM_MEMBER = _("Team member")

_WORK: Mapping[str, object] = {
    "reports_to_write": ngettext_lazy(
        "%(count)s report is to be written or corrected.",
        "%(count)s reports are to be written or corrected.",
        "count",
    ),
    "tasks_open": ngettext_lazy(
        "%(count)s task is not done yet.", "%(count)s tasks are not done yet.", "count"
    ),
}


def work_sentence(code: str, count: int) -> str:
    """Something a group still has to do."""
    return str(_WORK[code] % {"count": count})  # type: ignore[operator]


def people_words(count: int, remark: Reason | None) -> str:
    """How many people are in a team, and what the programme says to it: "2 người, dưới mức 3–5"."""
    people = ngettext("%(count)s person", "%(count)s people", count) % {"count": count}
    if remark is None:
        return people
    sentences = {
        "below_minimum": _("%(people)s, under %(minimum)s–%(maximum)s"),
        "above_maximum": _("%(people)s, over %(minimum)s–%(maximum)s"),
    }
    return str(sentences[remark.code]) % {**remark.params, "people": people}


def how_ended(reason: str, successor: str) -> str:
    """How a post ended: the reason given, or who followed."""
    if reason:
        return reason
    return _now("followed by %(name)s") % {"name": successor} if successor else ""
