"""Sentences about groups: why one is as it is, what its size means, what cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

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
    "household_moved_meanwhile": _(
        "The household of %(name)s is no longer in this group: somebody else moved it. "
        "Open the page again."
    ),
    "households_not_chosen": _("Tick the households to move first."),
    "no_proposal": _("There is no proposal for %(place)s to confirm. Make one first."),
    "group_size_refused": _(
        "%(name)s has %(count)s households; the programme allows %(minimum)s to %(maximum)s only."
    ),
    "programme_forms_no_groups": _(
        "“%(programme)s” has no groups made of households in %(place)s."
    ),
}

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
}

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
