"""Sentences about bodies: what is wrong, what a rule says to their members, what happened."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tuquan.core.boards import TermState

TEXTS = {
    "text_missing": _("This is not filled in yet."),
    "words_too_long": _(
        "This has %(length)s letters; %(longest)s is the most there is room for. Shorten it."
    ),
    "text_with_markup": _("The signs < and > do not belong here. Take them out."),
    "day_not_come": _("%(day)s has not come yet. Write it down on that day or after it."),
    "day_before_beginning": _("%(day)s is before %(beginning)s, when it began."),
    "body_kind_unknown": _("Choose what kind of organisation it is."),
    "body_name_taken": _(
        "%(place)s already has “%(name)s”. Open that one, or choose another name."
    ),
    "body_changed_meanwhile": _(
        "“%(name)s” was changed by somebody else meanwhile. Open the page again."
    ),
    "body_dissolved": _("“%(name)s” has been dissolved. Nothing more can be changed in it."),
    "predecessor_elsewhere": _("“%(name)s” belongs to another place. Choose one from here."),
    "holder_has_account": _("%(name)s signs in by another account already."),
    "holder_of_other_place": _("%(name)s is known in another place. Write the name again here."),
    "post_held_already": _("%(name)s is “%(post)s” here already. End that first, or hand it over."),
    "post_not_vacant": _(
        "“%(post)s” is not vacant. End that post first; then somebody can act in it."
    ),
    "role_in_body_unknown": _("Choose the part played: chair, vice-chair or member."),
    "appointment_before_body": _(
        "“%(name)s” was founded on %(founded_on)s. Nobody held a post in it before."
    ),
    "appointment_over": _("The post “%(post)s” has been ended meanwhile. Open the page again."),
    "succession_done": _(
        "Somebody else has followed as “%(post)s” meanwhile. Open the page again."
    ),
    "nothing_to_guide": _("Tick the areas or groups first."),
    "guidance_outside": _("%(place)s does not belong to the place of “%(name)s”."),
    "guide_not_in_body": _("The person chosen is no longer in “%(name)s”. Choose somebody else."),
    "guided_already": _("%(place)s is guided by the same already. Take the tick away."),
    "guidance_over": _("The guidance of %(place)s has been ended already."),
    "name_shared": _("Somebody of this name is known here. Say whether the same person is meant."),
    # What a rule says to the members of a board; all of it warns and stops nothing
    "board_too_small": _("%(people)s people; the document asks for at least %(minimum)s."),
    "board_too_large": _("%(people)s people; the document allows %(maximum)s at most."),
    "board_without_chair": _("Nobody chairs it yet."),
    "board_without_chair_asked": _("Nobody chairs it yet. The document asks for: %(seat)s."),
    "several_chairs": _("%(count)s people are said to chair it: %(names)s. One should."),
    "seat_unfilled": _("“%(seat)s”: %(held)s of %(minimum)s named."),
    "seat_overfilled": _("“%(seat)s”: %(held)s named; the document has room for %(maximum)s."),
    "seat_unknown": _("%(name)s sits as “%(seat)s”, which the document does not name."),
    "seat_asks_chair": _("%(name)s sits as “%(seat)s”, who should be the chair."),
    "seat_asks_vice_chair": _("%(name)s sits as “%(seat)s”, who should be a vice-chair."),
    "seat_asks_member": _("%(name)s sits as “%(seat)s”, who should be an ordinary member."),
    "person_in_several_seats": _("%(name)s has %(count)s seats. One person has one seat."),
    "rule_seats_exceed_maximum": _(
        "The document does not fit itself: %(named)s posts named one by one, and %(others)s, make "
        "%(seats)s people, but it allows %(maximum)s. Choose who sits for several, or write in the "
        "decision that %(over)s more are needed."
    ),
    "rule_seats_below_minimum": _(
        "The document does not fit itself: its posts make %(seats)s people, but it asks for "
        "%(minimum)s. Name others besides."
    ),
    # Following a change of the map
    "reform_body_ends": _("“%(name)s” of %(place)s ends: no place of its level takes over."),
    "reform_body_doubled": _(
        "“%(name)s” of %(place)s comes to %(into)s, which then has two of the kind. Decide "
        "afterwards which of them goes on."
    ),
}

_EVENTS = {
    "body_founded": _("Founded."),
    "body_founded_after": _("Founded, grown out of “%(before)s”."),
    "body_succeeded": _("“%(name)s” grew out of it."),
    "body_ended": _("Dissolved."),
    "body_renamed": _("Renamed from “%(old)s” to “%(new)s”."),
    "post_begun": _("%(name)s became “%(post)s”."),
    "acting_begun": _("%(name)s began to act as “%(post)s”."),
    "post_handed_over": _("%(name)s became “%(post)s”, following %(before)s."),
    "post_ended": _("%(name)s was no longer “%(post)s”."),
    "guidance_begun": _("%(name)s began to guide %(place)s."),
    "guidance_ended": _("%(name)s no longer guided %(place)s."),
}
_TERMS: Mapping[TermState, object] = {
    "running": "",
    "ends_within_90": _("ends within 90 days"),
    "ends_within_30": _("ends within 30 days"),
    "over": _("the term is over"),
}
_SIZES = {
    (True, True): _("%(minimum)s to %(maximum)s people; now %(people)s"),
    (True, False): _("at least %(minimum)s people; now %(people)s"),
    (False, True): _("at most %(maximum)s people; now %(people)s"),
}
_PEOPLE = ngettext_lazy("%(people)s person", "%(people)s people", "people")


def say_event(code: str, params: Mapping[str, object]) -> str:
    """What happened to a body, as a sentence."""
    return str(_EVENTS[code]) % params


def say_term(state: TermState) -> str:
    """How near the end of a term is; "" while there is time."""
    return str(_TERMS[state])


def size_of_body(people: int, minimum: int | None, maximum: int | None) -> str:
    """How many people there are, beside what the rule asks for: "7 đến 9 người; hiện có 6"."""
    if minimum is not None and minimum == maximum:
        return _now("%(minimum)s people; now %(people)s") % {"minimum": minimum, "people": people}
    words = _SIZES.get((minimum is not None, maximum is not None))
    if words is None:
        return str(_PEOPLE % {"people": people})
    return str(words) % {"minimum": minimum, "maximum": maximum, "people": people}
