"""Why something came out as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.texts.rules.names import (
    NUMBER_BOUNDS,
    Names,
    behind,
    day,
    inside,
    number,
    percent,
    spans,
)
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Operator
from tuquan.core.rules import Outcome, Range

STATES: Mapping[str, object] = {
    "passed": gettext_lazy("met"),
    "failed": gettext_lazy("not met"),
    "unknown": gettext_lazy("not known yet"),
    "not_applicable": gettext_lazy("does not apply"),
}

_ANSWERS: Mapping[bool, object] = {True: gettext_lazy("yes"), False: gettext_lazy("no")}

_DIRECTIONS: Mapping[str, object] = {
    "falls": gettext_lazy("lower every year"),
    "does_not_rise": gettext_lazy("not higher in any year"),
    "rises": gettext_lazy("higher every year"),
    "does_not_fall": gettext_lazy("not lower in any year"),
}
"""What a figure over the years has to do."""

_SIGNS: Mapping[str, Mapping[Operator, str]] = {
    "passed": {"more_than": ">", "at_least": "≥", "at_most": "≤", "less_than": "<"},
    "failed": {"more_than": "≤", "at_least": "<", "at_most": ">", "less_than": "≥"},
}
"""The sign that is true of what was found; S3-21 keeps > and ≥ apart. `0 = 0` says nothing, so what
has to be exact is said in words."""


def lines(outcome: Outcome, names: Names, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The outcome and everything it rests on, each line with its depth."""
    yield depth, in_words(outcome, names)
    for part in outcome.parts:
        yield from lines(part, names, depth + 1)


def in_words(outcome: Outcome, names: Names) -> str:
    """The outcome with its reason or with what is missing, in one line."""
    say = _REASONS.get(outcome.code)
    state = str(STATES[outcome.state])
    reason = say(outcome, names) if say else ""
    if outcome.code in _FIGURES_ONLY:
        return reason
    if outcome.missing and not outcome.parts:
        lacking = _("missing: %(what)s") % {"what": names.missing(outcome.missing)}
        reason = "; ".join(filter(None, (reason, lacking)))
    return _("%(reason)s: %(state)s") % {"reason": reason, "state": state} if reason else state


def _because_answer(outcome: Outcome, names: Names) -> str:
    """`Có điểm đọc sách – không, cần có`; nothing is wanted besides what was found."""
    found = bool(outcome.params["found"])
    said = str(_ANSWERS[found])
    if outcome.state == "failed":
        said = _wanted(said, str(_ANSWERS[not found]))
    return f"{names.label(str(outcome.params['of']))} – {said}"


def _because_criterion(outcome: Outcome, names: Names) -> str:
    return names.criterion(str(outcome.params["of"]))


def _because_label(outcome: Outcome, names: Names) -> str:
    return names.label(str(outcome.params["of"]))


def _because_compared(outcome: Outcome, names: Names) -> str:
    """`82 ≥ 70`; for what is open, what is needed."""
    params = outcome.params
    of = str(params["of"])
    found, bound = names.amount(of, params["found"]), names.amount(of, params["bound"])
    return f"{names.label(of)} – {_compared(outcome, found, bound, names)}"


def _because_ratio(outcome: Outcome, names: Names) -> str:
    """`82 / 100 (number of houses) = 82 % ≥ 70 %`; decimals enough to see the difference."""
    params = outcome.params
    bound = params["bound"]
    wanted = 100 * Fraction(bound[0]) / Fraction(bound[1]) if isinstance(bound, tuple) else bound
    found, whole = params["found"], params["whole"]
    said = _of_whole(outcome, names)
    if not (isinstance(found, Range) or isinstance(whole, Range)):
        share = 100 * Fraction(str(found)) / Fraction(str(whole))
        said += f" = {_percent_beside(share, Fraction(str(wanted)))}"
    label = names.label(str(params["of"]))
    return f"{label} – {_compared(outcome, said, percent(wanted), names)}"


def _of_whole(outcome: Outcome, names: Names) -> str:
    """`82 / 100 (number of households)`."""
    params = outcome.params
    over = inside(names.label(str(params["over"])))
    return f"{number(params['found'])} / {number(params['whole'])} ({over})"


def _compared(outcome: Outcome, found: str, bound: str, names: Names) -> str:
    operator: Any = outcome.params["operator"]
    against = str(outcome.params.get("against", ""))
    if against not in ("", "zone"):
        bound = f"{bound} ({_shares_of(outcome)}{behind(against, names)})"
    if sign := _SIGNS.get(outcome.state, {}).get(operator):
        return f"{found} {sign} {bound}"
    return _wanted(found, _bound(operator, bound))


def _shares_of(outcome: Outcome) -> str:
    """Which two figures elsewhere make the share that is compared with."""
    bound = outcome.params["bound"]
    return f"{number(bound[0])} / {number(bound[1])}, " if isinstance(bound, tuple) else ""


def _wanted(found: str, wanted: str) -> str:
    return _("%(found)s, wanted: %(wanted)s") % {"found": found, "wanted": wanted}


def _bound(operator: Operator, bound: str) -> str:
    return str(NUMBER_BOUNDS[operator]) % {"bound": bound}


def _because_between(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    of = str(params["of"])
    found, low, high = (names.amount(of, params[name]) for name in ("found", "low", "high"))
    wanted = _("from %(low)s to %(high)s") % {"low": low, "high": high}
    return f"{names.label(of)} – {_wanted(found, wanted)}"


def _because_empty(outcome: Outcome, names: Names) -> str:
    return _("%(of)s: 0, so there is nothing to count") % {
        "of": names.label(str(outcome.params["of"]))
    }


def _because_level(outcome: Outcome, names: Names) -> str:
    of = str(outcome.params["of"])
    found, least = (names.choice(of, str(outcome.params[name])) for name in ("found", "wanted"))
    return f"{names.label(of)} – {_wanted(found, _bound('at_least', least))}"


def _because_word(outcome: Outcome, names: Names) -> str:
    params: Mapping[str, Any] = outcome.params
    of = str(params["of"])
    said = names.choice(of, str(params["found"]))
    if outcome.state == "failed":
        words = ", ".join(names.choice(of, value) for value in params["values"])
        said = _wanted(said, _("one of %(words)s") % {"words": words})
    return f"{names.label(of)} – {said}"


def _because_date(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    said = {"found": day(params["found"]), "last": day(params["last"])}
    return f"{names.label(str(params['of']))} – " + _("%(found)s, last day %(last)s") % said


def _because_before_event(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    event = {"event": names.label(str(params["event"])), "day": day(params["happened"])}
    said = _("before %(event)s (%(day)s)") % event
    return f"{names.label(str(params['of']))} – {day(params['found'])}, {said}"


def _because_members(outcome: Outcome, names: Names) -> str:
    params: Mapping[str, Any] = outcome.params
    said = {name: number(params[name]) for name in ("found", "whole")}
    found = _("%(found)s of %(whole)s meet everything") % said
    wanted = _bound(params["operator"], percent(params["bound"]))
    return f"{names.label(str(params['of']))} – {_wanted(found, wanted)}"


def _because_cascade(outcome: Outcome, names: Names) -> str:
    params: Mapping[str, Any] = outcome.params
    said = {name: number(params[name]) for name in ("found", "whole")}
    found = _("%(found)s of %(whole)s places below have passed") % said
    line = percent(params["bound"]) if params["count"] is None else number(params["count"])
    return _wanted(found, _bound(params["operator"], line))


def _because_streak(outcome: Outcome, names: Names) -> str:
    """Which years are held in a row, how many are wanted, and which year broke the row."""
    params: Mapping[str, Any] = outcome.params
    running, newest = params["running"], params["newest"]
    said = _("%(running)s years running of %(wanted)s") % params
    if running:
        years = {"years": spans(range(newest - running + 1, newest + 1))}
        said = _("%(running)s years running (%(years)s) of %(wanted)s") % {**params, **years}
    if params["lost"]:
        said += "; " + _("not in %(year)s") % {"year": params["lost"]}
    return f"{names.label(str(params['of']))} – {said}"


def _because_trend(outcome: Outcome, names: Names) -> str:
    found: Any = outcome.params["found"]
    if not found:
        return ""
    figures = ", ".join(f"{year}: {number(figure)}" for year, figure in found)
    wanted = str(_DIRECTIONS[str(outcome.params["direction"])])
    return f"{names.label(str(outcome.params['of']))} – {_wanted(figures, wanted)}"


def _because_parts(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    said = {name: params[name] for name in ("found", "whole", "needed")}
    found = _("%(found)s of %(whole)s parts hold") % said
    if open_ones := sum(part.state == "unknown" for part in outcome.parts):
        found += ", " + _("%(open)s not known yet") % {"open": open_ones}
    if outcome.code == "all":
        return _("%(found)s, all are needed") % {"found": found}
    if outcome.code == "any":
        return _("%(found)s, one is enough") % {"found": found}
    return _("%(found)s, %(needed)s are needed") % {"found": found, "needed": params["needed"]}


def _because_mark(outcome: Outcome, names: Names) -> str:
    answer = _("yes") if outcome.params["mark"] else _("no")
    return _("by the mark on the sheet, “%(answer)s”") % {"answer": answer}


def _because_points(outcome: Outcome, names: Names) -> str:
    if not outcome.params:
        return ""
    said = {name: number(outcome.params[name]) for name in ("found", "maximum")}
    return _("%(found)s of %(maximum)s points") % said


def _because_step(outcome: Outcome, names: Names) -> str:
    return _("%(points)s points, if it holds") % {"points": number(outcome.params["points"])}


def _because_each(outcome: Outcome, names: Names) -> str:
    """`Số lần tổng vệ sinh – 6 lần × 2 điểm`."""
    params = outcome.params
    of = str(params["of"])
    points = _("%(points)s points") % {"points": number(params["each"])}
    return f"{names.label(of)} – {names.amount(of, params['found'])} × {points}"


def _because_share(outcome: Outcome, names: Names) -> str:
    """`Số hộ tham gia – 82 / 100 (số hộ) × 10 điểm`."""
    params = outcome.params
    points = _("%(points)s points") % {"points": number(params["maximum"])}
    return f"{names.label(str(params['of']))} – {_of_whole(outcome, names)} × {points}"


def _because_floor(outcome: Outcome, names: Names) -> str:
    label = names.criterion(str(outcome.params["of"]))
    if "found" not in outcome.params:
        return label
    said = {name: number(outcome.params[name]) for name in ("found", "bound")}
    return f"{label} – " + _("%(found)s points, at least %(bound)s are needed") % said


def _because_knock_outs(outcome: Outcome, names: Names) -> str:
    keys: Any = outcome.params["hit"] or outcome.params["open"]
    if not keys:
        return _("no case that rules the place out")
    cases = ", ".join(names.criterion(key) for key in keys)
    return _("cases that rule the place out: %(cases)s") % {"cases": cases}


def _because_out_of_force(outcome: Outcome, names: Names) -> str:
    since, until = (outcome.params[name] for name in ("since", "until"))
    if since is None:
        return _("no longer in force since %(day)s") % {"day": day(until)}
    if until is None:
        return _("in force only since %(day)s") % {"day": day(since)}
    ends = {"since": day(since), "until": day(until)}
    return _("in force only from %(since)s until before %(until)s") % ends


def _because_class(outcome: Outcome, names: Names) -> str:
    key = str(outcome.params["class"])
    return worded(names.classes[key]) if key in names.classes else key


def _because_quota(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    said = {name: params[name] for name in ("ahead", "limit", "whole")}
    words = _("%(ahead)s stand above, %(limit)s of %(whole)s may have it") % said
    return f"{_because_class(outcome, names)} – {words}"


_REASONS: Mapping[str, Callable[[Outcome, Names], str]] = {
    "answer": _because_answer,
    "met": _because_criterion,
    "compare": _because_compared,
    "between": _because_between,
    "ratio": _because_ratio,
    "empty": _because_empty,
    "scale": _because_level,
    "one_of": _because_word,
    "date": _because_date,
    "before_event": _because_before_event,
    "members": _because_members,
    "cascade": _because_cascade,
    "streak": _because_streak,
    "trend": _because_trend,
    "all": _because_parts,
    "any": _because_parts,
    "at_least_n": _because_parts,
    "mark": _because_mark,
    "set_aside": _because_label,
    "points": _because_points,
    "step": _because_step,
    "each": _because_each,
    "share": _because_share,
    "floor": _because_floor,
    "knock_outs": _because_knock_outs,
    "class": _because_class,
    "quota": _because_quota,
    "out_of_force": _because_out_of_force,
    "does_not_apply": lambda outcome, names: _("not meant for this place"),
    "applies_unknown": lambda outcome, names: _("nobody can say yet whether it is meant here"),
}
"""What each code of an outcome says; `missing` and `not_marked` say only what is missing."""

_FIGURES_ONLY = ("each", "share")
"""Codes that say by which figures points were counted, and decide nothing."""


def _percent_beside(share: Fraction, wanted: Fraction) -> str:
    """A share with as many decimals as it takes not to look like the bound it misses."""
    for places in range(2, 9):
        shown = round(share, places)
        if shown != wanted or share == wanted:
            break
    decimals = next(n for n in range(places + 1) if round(shown, n) == shown)
    return f"{formats.number_format(Range(shown, shown).low, decimals)} %"
