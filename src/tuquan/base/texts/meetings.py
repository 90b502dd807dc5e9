"""Sentences about meetings: what is refused, what is missing, and why a vote came out so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.voting import REASONS, WORDS
from tuquan.base.texts.voting import TEXTS as VOTING
from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason

TEXTS = {
    "meeting_text_missing": _("“%(label)s” is empty. Fill it in."),
    "meeting_text_too_long": _("“%(label)s” has %(length)s letters. It may have %(maximum)s."),
    "meeting_kind_unknown": _("Say what kind of meeting it is."),
    "meeting_kind_needs_group": _("Only the households of a group hold this meeting. Choose one."),
    "meeting_kind_needs_area": _("A meeting of the residents is held in a residential area."),
    "meeting_group_dissolved": _("%(name)s was dissolved. Choose a group that works."),
    "meeting_day_past": _(
        "%(day)s is more than a year ago. Enter the day on which the meeting is held."
    ),
    "meeting_day_far": _("%(day)s is more than a year ahead. Look at the day again."),
    "notice_too_short": _(
        "The meeting was announced on %(announced)s for %(day)s. Law %(law)s asks for notice and"
        " papers at least %(days)s days before: later if the households can wait, else write down"
        " in the minutes why it was urgent."
    ),
    "meeting_not_planned": _("This meeting has begun or was called off. Its plan stays as it is."),
    "meeting_not_open": _("This can be done while the meeting is going on. It is not open now."),
    "meeting_not_closed": _("The meeting is not closed yet. Close it first."),
    "meeting_changed_meanwhile": _(
        "Somebody else changed this meeting meanwhile. Open the page again and look at what is"
        " new; nothing of yours was saved."
    ),
    "roll_marked_meanwhile": _(
        "Somebody else marked some of these households differently. Choose for each which is right."
    ),
    "roll_closed": _(
        "The meeting was closed before this arrived, so its roll takes no more marks. If the figure"
        " is wrong, have it added to the minutes on the page of the meeting."
    ),
    "roll_household_unknown": _("This household is not on the roll of the meeting."),
    "meeting_is_later": _(
        "The meeting is on %(day)s. Open it on that day, or change the day first."
    ),
    "meeting_roll_empty": _(
        "There is no household to invite. Enter the households of %(place)s first."
    ),
    "meeting_cancel_reason_missing": _("Say why the meeting is called off; everybody will ask."),
    "guest_listed_already": _("%(name)s is on the list of guests already."),
    "motion_matter_unknown": _("This meeting cannot decide that. Choose a matter of the list."),
    "vote_method_unknown": _("Say how the vote is taken."),
    "threshold_fixed_by_law": _(
        "Law %(law)s says how many must agree. It cannot be chosen for this matter."
    ),
    "majority_unknown": _("Choose one of the majorities of the list."),
    "votes_are_for_households": _(
        "In this meeting persons meet, not households. Write down what was agreed instead."
    ),
    "vote_changed_meanwhile": _(
        "Somebody else entered figures meanwhile. Look at them before entering yours."
    ),
    "vote_was_dropped": _("This vote was dropped. Nothing can be entered."),
    "vote_counted_already": _("This vote has been counted; it cannot be dropped any more."),
    "drop_reason_missing": _("Say why it was not put to the vote; it stands in the minutes."),
    "ballots_missing": _("Ballots are counted: fill in how many were issued and returned."),
    "online_note_missing": _(
        "Say where and by whom the vote online was held and where its result is kept."
    ),
    "count_absurd": _("%(count)s cannot be right: there are %(entitled)s households."),
    "participants_missing": _("Tick the households that gave back a ballot."),
    "witness_not_present": _("%(name)s is not among the households of this meeting."),
    "election_position_missing": _("Say which post is filled."),
    "election_seats_wrong": _("Say how many are to be elected: from 1 to %(most)s."),
    "candidate_outside": _(
        "%(name)s does not belong to a household of %(place)s. Only somebody who lives here may"
        " stand."
    ),
    "candidate_listed_already": _("%(name)s is on the list already."),
    "candidates_are_given": _(
        "In this vote only those may stand who are on the list already. Nobody can be added."
    ),
    "election_is_counted": _(
        "The votes are counted. Nobody can be added to the list of candidates any more."
    ),
    "candidate_withdrew_already": _("%(name)s has withdrawn already."),
    "second_round_not_needed": _(
        "No second round is needed: %(state)s. The result stands as it is."
    ),
    "second_round_exists": _("The next round has been opened already."),
    "round_followed": _(
        "The next vote was opened on this result, so its figures stay. Drop the next vote first."
    ),
    "members_not_elected": _(
        "The members are not all elected yet. The leader is chosen among them afterwards."
    ),
    "resolution_due_before": _("%(day)s is before the meeting. Enter a later day."),
    "resolution_done_already": _("This was done already."),
    "resolution_owner_unknown": _("This person cannot be given work here."),
    "attendance_not_marked": _(
        "Not marked yet whether they came: %(count)s households. The chair or the secretary"
        " marks them."
    ),
    "people_not_marked": _(
        "Not marked yet whether they came: %(count)s persons. The chair or the secretary marks"
        " them."
    ),
    "motion_not_counted": _(
        "The vote on “%(text)s” has no figures. Whoever counted enters them, or drops it with a"
        " reason."
    ),
    "election_not_counted": _(
        "The election “%(label)s” has no complete figures. Whoever counted enters them, or drops"
        " it with a reason."
    ),
    "election_goes_on": _(
        "The election “%(label)s” is not at its end: %(state)s. Hold the next round, or leave it"
        " to another meeting."
    ),
    "minutes_empty": _(
        "The minutes say nothing yet. The secretary writes down what people said, at one point of"
        " the agenda at least."
    ),
    "conclusions_missing": _("What was agreed is not written down. The secretary does that."),
    "chair_missing": _("Who chaired the meeting is missing. The secretary enters it."),
    "secretary_missing": _("Who wrote the minutes is missing. The chair enters it."),
    "chair_is_secretary": _(
        "Chair and secretary are the same person. Two people answer for the minutes."
    ),
    "signed_before_meeting": _("%(day)s is before the meeting was held."),
    "signed_in_future": _("%(day)s is still to come. Enter it when they have signed."),
    "minutes_signed_already": _("The minutes are signed already."),
    "addition_missing": _("Write what is to be put right."),
    "reform_meeting_orphaned": _(
        "The meeting “%(title)s” in %(place)s is not closed. Close it or call it off first."
    ),
    "reform_undo_meeting_held": _(
        "A meeting was planned in %(place)s since, so this change of places cannot be taken back."
    ),
}

LABELS = {
    "title": _("What the meeting is about"),
    "venue": _("Place"),
    "chair_name": _("Chair"),
    "secretary_name": _("Secretary"),
    "purpose": _("Purpose"),
    "conclusions": _("What was agreed"),
    "name": _("Full name"),
    "item": _("Point of the agenda"),
    "notes": _("What people said"),
    "text": _("Text"),
    "reason": _("Reason"),
    "note": _("Note"),
    "label": _("Post"),
    "position": _("Post"),
    "owner_name": _("Who does it"),
    "represented_by": _("Who came for the household"),
    "nominated_by": _("Proposed by"),
    "board": _("Counting board"),
    "witnesses": _("Witnesses"),
}
"""What a text of a meeting is called where it is too long or missing."""

MAJORITIES = {
    "half_of_all": _("more than half of all households"),
    "two_thirds_of_all": _("at least two thirds of all households"),
    "half_of_present": _("more than half of the households present"),
    "half_of_valid": _("more than half of the valid ballots"),
}

METHODS = {
    "show_of_hands": _("Show of hands"),
    "secret_ballot": _("Secret ballot"),
    "household_ballots": _("Ballots carried to households"),
    "online": _("Online"),
}

AGENDAS: Mapping[str, tuple[object, ...]] = {
    "household_meeting": (
        _("Reason of the meeting, agreement on chair and secretary"),
        _("Work of the group in the time past; what the households think"),
        _("Matters to be voted on, election"),
        _("What is agreed, and who does it until when"),
    ),
    "residents_meeting": (
        _("Reason of the meeting, agreement on chair and secretary"),
        _("Plan of the commune; the pressing issues and unmet work of the area"),
        _("Concrete work and measures; what the residents think"),
        _("Vote, and commitments of the households"),
        _("What is agreed, and who does it until when"),
    ),
    "team_meeting": (
        _("What was done since the last meeting"),
        _("What was difficult, and why"),
        _("Solutions agreed"),
        _("Next tasks, and who does them until when"),
    ),
    "board_meeting": (
        _("Advantages and results"),
        _("Limits, difficulties and their causes"),
        _("Solutions agreed"),
        _("Next tasks, and who does them until when"),
    ),
}
"""The agenda offered for each kind of meeting (S1-18, S1-19, S2-11, S2-18)."""


def say_reason(reason: Reason) -> str:
    """Why a vote came out as it did, as a sentence with its exact figures."""
    shown = {name: _shown(name, value) for name, value in reason.params.items()}
    if "share" in reason.params:
        kind = "share.strict" if reason.params.get("strict") else "share.reached"
        shown["share"] = str(WORDS[kind]) % {"share": shown["share"]}
    return str(REASONS.get(reason.code) or VOTING[reason.code]) % shown


def spelled(problem: Problem, names: Mapping[int, str]) -> Problem:
    """The problem with the keys among its values in words, and households by their names."""
    shown: dict[str, object] = {}
    for name, value in problem.params.items():
        if name == "household" and isinstance(value, int):
            shown[name] = names.get(value, _("somebody else"))
        elif name in _WORDED:
            shown[name] = _WORDED[name](value)
        else:
            shown[name] = value
    return Problem(problem.code, problem.where, shown, problem.is_warning)


def share_words(share: Fraction) -> str:
    """A share as people say it: 50%, but 2/3."""
    percent = share * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else str(share)


def exact_share(part: int, whole: int) -> str:
    """A part of a whole in hundredths of a percent, never rounded up to what it is not."""
    if not whole:
        return "–"
    hundredths = part * 10000 // whole
    decimals = 0 if hundredths % 100 == 0 else 2 if hundredths % 10 else 1
    return f"{formats.number_format(hundredths / 100, decimals)}%"


def word(kind: str, key: object) -> str:
    """A word of `voting.WORDS`, such as the state of an election."""
    return str(WORDS[f"{kind}.{key}"])


def _figure(value: object) -> str:
    key = str(value)
    if key.startswith("votes:"):
        return str(_("votes of a candidate"))
    return str(WORDS.get(f"figure.{key}") or WORDS[f"of.{key}"])


_WORDED: dict[str, Callable[[object], str]] = {
    "figure": _figure,
    "method": lambda value: word("method", value),
    "of": lambda value: word("of", value),
}


def _shown(name: str, value: object) -> object:
    if name in _WORDED:
        return _WORDED[name](value)
    if isinstance(value, Fraction):
        return share_words(value)
    if isinstance(value, tuple):
        return ", ".join(_figure(one) if name == "figures" else str(one) for one in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return formats.number_format(value)
    return value
