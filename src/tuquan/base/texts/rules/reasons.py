"""Why something came out as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.texts.rules.names import NUMBER_BOUNDS, Names, behind, day, number, percent
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Operator
from tuquan.core.rules import Outcome, Range

STATES: Mapping[str, object] = {
    "passed": gettext_lazy("met"),
    "failed": gettext_lazy("not met"),
    "unknown": gettext_lazy("not known yet"),
    "not_applicable": gettext_lazy("does not apply"),
}

_SIGNS: Mapping[str, Mapping[Operator, str]] = {
    "passed": {"more_than": ">", "at_least": "≥", "equal": "=", "at_most": "≤", "less_than": "<"},
    "failed": {"more_than": "≤", "at_least": "<", "equal": "≠", "at_most": ">", "less_than": "≥"},
}
"""The sign that is true of what was found; S3-21 keeps > and ≥ apart."""


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
    if outcome.missing and not outcome.parts:
        lacking = ", ".join(names.missing(key) for key in outcome.missing)
        reason = "; ".join(filter(None, (reason, _("missing: %(what)s") % {"what": lacking})))
    return _("%(reason)s: %(state)s") % {"reason": reason, "state": state} if reason else state


def _because_answer(outcome: Outcome, names: Names) -> str:
    answer = _("yes") if outcome.params["found"] else _("no")
    return f"{names.label(str(outcome.params['of']))} – {answer}"


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
    """`82 / 100 = 82 % ≥ 70 %`; decimals enough to see the difference."""
    params = outcome.params
    bound = params["bound"]
    wanted = 100 * Fraction(bound[0]) / Fraction(bound[1]) if isinstance(bound, tuple) else bound
    found, whole = params["found"], params["whole"]
    said = f"{number(found)} / {number(whole)}"
    if not (isinstance(found, Range) or isinstance(whole, Range)):
        share = 100 * Fraction(str(found)) / Fraction(str(whole))
        said += f" = {_percent_beside(share, Fraction(str(wanted)))}"
    label = names.label(str(params["of"]))
    return f"{label} – {_compared(outcome, said, percent(wanted), names)}"


def _compared(outcome: Outcome, found: str, bound: str, names: Names) -> str:
    operator: Any = outcome.params["operator"]
    against = str(outcome.params.get("against", ""))
    if against not in ("", "zone"):
        bound = f"{bound} ({behind(against, names)})"
    if outcome.state in _SIGNS:
        return f"{found} {_SIGNS[outcome.state][operator]} {bound}"
    wanted = str(NUMBER_BOUNDS[operator]) % {"bound": bound}
    return _("%(found)s, wanted: %(wanted)s") % {"found": found, "wanted": wanted}


def _because_between(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    of = str(params["of"])
    found, low, high = (names.amount(of, params[name]) for name in ("found", "low", "high"))
    wanted = _("from %(low)s to %(high)s") % {"low": low, "high": high}
    said = _("%(found)s, wanted: %(wanted)s") % {"found": found, "wanted": wanted}
    return f"{names.label(of)} – {said}"


def _because_empty(outcome: Outcome, names: Names) -> str:
    return _("nothing to count: %(of)s") % {"of": names.label(str(outcome.params["of"]))}


def _because_word(outcome: Outcome, names: Names) -> str:
    of, found = str(outcome.params["of"]), str(outcome.params["found"])
    return f"{names.label(of)} – {names.choice(of, found)}"


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
    said = {name: number(outcome.params[name]) for name in ("found", "whole")}
    label = names.label(str(outcome.params["of"]))
    return f"{label} – " + _("%(found)s of %(whole)s meet everything") % said


def _because_cascade(outcome: Outcome, names: Names) -> str:
    said = {name: number(outcome.params[name]) for name in ("found", "whole")}
    return _("%(found)s of %(whole)s places below have passed") % said


def _because_streak(outcome: Outcome, names: Names) -> str:
    params = {"running": outcome.params["running"], "wanted": outcome.params["wanted"]}
    said = _("%(running)s years running of %(wanted)s") % params
    return f"{names.label(str(outcome.params['of']))} – {said}"


def _because_trend(outcome: Outcome, names: Names) -> str:
    found: Any = outcome.params["found"]
    figures = ", ".join(f"{year}: {number(figure)}" for year, figure in found)
    return f"{names.label(str(outcome.params['of']))} – {figures}" if figures else ""


def _because_parts(outcome: Outcome, names: Names) -> str:
    params = outcome.params
    said = {name: params[name] for name in ("found", "whole", "needed")}
    if outcome.code == "at_least_n":
        return _("%(found)s of %(whole)s parts hold, %(needed)s are needed") % said
    return _("%(found)s of %(whole)s parts hold") % said


def _because_mark(outcome: Outcome, names: Names) -> str:
    answer = _("yes") if outcome.params["mark"] else _("no")
    return _("by the mark on the sheet, “%(answer)s”") % {"answer": answer}


def _because_points(outcome: Outcome, names: Names) -> str:
    if not outcome.params:
        return ""
    said = {name: number(outcome.params[name]) for name in ("found", "maximum")}
    return _("%(found)s of %(maximum)s points") % said


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
    "scale": _because_word,
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
    "floor": _because_floor,
    "knock_outs": _because_knock_outs,
    "class": _because_class,
    "quota": _because_quota,
    "out_of_force": lambda outcome, names: _("not in force in that year"),
    "does_not_apply": lambda outcome, names: _("not meant for this place"),
    "applies_unknown": lambda outcome, names: _("nobody can say yet whether it is meant here"),
}
"""What each code of an outcome says; `missing` and `not_marked` say only what is missing."""


def _percent_beside(share: Fraction, wanted: Fraction) -> str:
    """A share with as many decimals as it takes not to look like the bound it misses."""
    for places in range(2, 9):
        shown = round(share, places)
        if shown != wanted or share == wanted:
            break
    decimals = next(n for n in range(places + 1) if round(shown, n) == shown)
    return f"{formats.number_format(Range(shown, shown).low, decimals)} %"
