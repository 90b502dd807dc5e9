"""Sentences about groups: why one is as it is, what its size means, what cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from tuquan.core.grouping import Reason

TEXTS = {
    "group_dissolved": _("%(name)s has been dissolved. Choose another group."),
    "groups_changed_meanwhile": _(
        "Somebody else changed the groups of %(place)s at the same moment. "
        "Open the page again and look before you go on."
    ),
    "proposal_in_use": _(
        "There is a dossier or a meeting of %(group)s already. Give the dossier up or call the "
        "meeting off first. Once the households have met, move single households instead."
    ),
    "household_moved_meanwhile": _(
        "The household of %(name)s is no longer in this group: somebody else moved it. "
        "Open the page again."
    ),
    "households_not_chosen": _("Tick the households to move first."),
    "no_proposal": _("There is no proposal for %(place)s to confirm. Make one first."),
    "group_size_refused": _(
        "%(name)s has %(count)s households; the programme allows %(minimum)s to %(maximum)s only."
    ),
    "no_households_to_group": _("There are no households to make groups of."),
    "no_sizes_fit": _(
        "%(count)s households cannot be shared out into groups of %(minimum)s to %(maximum)s. "
        "Allow other sizes, or take in more households."
    ),
    "no_sizes_fit_in_part": _(
        "A part of the area is cut off by a river or road. Its %(count)s households cannot be "
        "shared out into groups of %(minimum)s to %(maximum)s."
    ),
    "together_too_many": _(
        "%(count)s households are to stay together, but a group may have %(maximum)s at most: "
        "%(names)s. Take the wish back, or ask for fewer of them to stay together."
    ),
    "no_groups_found": _(
        "With what has to be kept there are no groups of %(minimum)s to %(maximum)s households. "
        "Let go of one of the wishes."
    ),
    "together_and_apart": _(
        "These households are asked to be both together and apart: %(names)s. "
        "Take one of the wishes back."
    ),
    "together_and_fixed_apart": _(
        "These households are to be together, but are fixed in different groups: %(names)s. "
        "Let go of one."
    ),
    "households_unknown": _(
        "Some of the named households are not in this list. Open the page again."
    ),
    "persons_unknown": _("Somebody named for a household is not in this team."),
    "no_households_to_share": _("The team has no households to share out."),
    "no_persons_to_share": _("Name the people of the team first."),
    "grouping_method_unknown": _("There is no way of making groups called “%(method)s”."),
    "grouping_method_not_here": _(
        "This way of making groups cannot be used in %(place)s: it needs points on the map, or "
        "groups proposed before."
    ),
    "programme_forms_no_groups": _(
        "“%(programme)s” has no groups made of households in %(place)s."
    ),
}

METHODS: Mapping[str, tuple[Promise, Promise]] = {
    "least_walking": (
        _("Least walking"),
        _("Neighbours by their points on the map."),
    ),
    "keep_existing": (
        _("Keep the groups there are"),
        _("As few households as possible change their group."),
    ),
    "even_sizes": (
        _("Groups of equal size"),
        _("Neighbours by their points, with nearly as many households in each group."),
    ),
    "by_lanes": (
        _("By lanes"),
        _("In the order of the lanes and house numbers of the list."),
    ),
}
"""What each way of making groups is called, and what it goes by."""

_REASONS: Mapping[str, object] = {
    "lane_kept_whole": ngettext_lazy(
        "%(lane)s stays together: %(count)s household.",
        "%(lane)s stays together: %(count)s households.",
        "count",
    ),
    "lane_cut": ngettext_lazy(
        "%(lane)s, part %(part)s of %(parts)s: %(count)s household%(numbers)s. %(because)s",
        "%(lane)s, part %(part)s of %(parts)s: %(count)s households%(numbers)s. %(because)s",
        "count",
    ),
    "cut_at_gap": _("Cut after number %(after_number)s, where there is a wide gap."),
    "lanes_joined": _("Put together, because one alone has too few doors: %(lanes)s."),
    "lane_shared": ngettext_lazy(
        "%(lane)s: %(count)s of its %(total)s households.",
        "%(lane)s: %(count)s of its %(total)s households.",
        "count",
    ),
    "border_at_barrier": _("Ends at: %(barriers)s."),
    "border_at_gap": _("Ends where nobody lives for %(metres)s metres."),
    "border_for_size": _(
        "Ends where it is, %(metres)s metres from the next household, so that no group has "
        "fewer than %(minimum)s or more than %(maximum)s."
    ),
    "group_kept": _("Goes on: %(stayed)s households stay, %(joined)s come in."),
    "held_together": _("Some households are kept together, as asked."),
    "held_apart": _("Some households are kept apart, as asked."),
    "placed_by_list": ngettext_lazy(
        "%(count)s household without a point was placed by its lane and number.",
        "%(count)s households without a point were placed by their lanes and numbers.",
        "count",
    ),
    "too_few_points": _(
        "Too few households have a point on the map, so the groups follow the lanes."
    ),
    "barriers_unused": _("Rivers and roads were not looked at: they need points on the map."),
    "no_neighbour_in_group": _("None of the nearest households is in that group."),
    "crosses_barrier": _("The way to that group crosses: %(barrier)s."),
    "separates": _("This parts households that should stay together."),
    "brings_together": _("This brings together households that should stay apart."),
    "is_fixed": _("The household was fixed in its group."),
}


KILOMETRE = 1000

_CUT_BECAUSE = {
    "longer_than_maximum": _("The lane is longer than one group may be."),
    "too_few_doors_nearby": _("The doors nearby would be too few for a group."),
}


def reason_sentence(reason: Reason) -> str:
    """Why the group was proposed so, as one sentence; "" for remarks on its size."""
    if reason.code not in _REASONS:
        return ""
    shown = {name: _shown(value) for name, value in reason.params.items()}
    shown["lane"] = shown.get("lane") or _now("Households without a lane")
    shown["numbers"] = _numbers(reason.params)
    shown["because"] = _CUT_BECAUSE.get(str(reason.params.get("because")), "")
    return str(_REASONS[reason.code] % shown)  # type: ignore[operator]


def way_words(metres: float | None) -> str:
    """How far one walks: "850 m" or, from one kilometre on, "3,1 km"; "" where it is not known."""
    if metres is None:
        return ""
    if round(metres) < KILOMETRE:
        return _now("%(metres)s m") % {"metres": round(metres)}
    kilometres = round(metres / KILOMETRE, 1)
    return _now("%(kilometres)s km") % {"kilometres": formats.number_format(kilometres, 1)}


def size_words(count: int, remark: Reason | None) -> str:
    """How many households, and what the programme says to it: "12 hộ, dưới mức khoảng 15–30"."""
    size = ngettext("%(count)s household", "%(count)s households", count) % {"count": count}
    if remark is None:
        return size
    sentences = {
        ("below_minimum", True): _("%(size)s, under about %(minimum)s–%(maximum)s"),
        ("below_minimum", False): _("%(size)s, under %(minimum)s–%(maximum)s"),
        ("above_maximum", True): _("%(size)s, over about %(minimum)s–%(maximum)s"),
        ("above_maximum", False): _("%(size)s, over %(minimum)s–%(maximum)s"),
    }
    words = sentences[remark.code, bool(remark.params["soft"])]
    return str(words) % {**remark.params, "size": size}


def _shown(value: object) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) or _now("households without a lane") for item in value)
    return value


def _numbers(params: Mapping[str, object]) -> str:
    first, last = params.get("from_number"), params.get("to_number")
    if not first or not last:
        return ""
    return _now(", numbers %(first)s to %(last)s") % {"first": first, "last": last}
