"""What leads to the next class, as sentences with the amounts that are lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from tuquan.base.texts.rules.names import Names, day, number
from tuquan.core.scoring import Need, Way


def wanted(way: Way, names: Names) -> Iterator[str]:
    """One line for each case that has to end, for what the class asks, and for each failed row."""
    for key in way.knock_outs:
        yield _("%(criterion)s must not be the case any more") % {"criterion": names.criterion(key)}
    for need in way.asked:
        yield need_words(need, names)
    for key, needs in way.rows:
        words = "; ".join(need_words(need, names) for need in needs)
        criterion = names.criterion(key)
        yield _("%(criterion)s: %(needs)s") % {"criterion": criterion, "needs": words}


def need_words(need: Need, names: Names) -> str:
    """One thing that has to change, by how much and up or down to what."""
    return _SAID.get(need.change, _other)(need, names)


def _counted(need: Need, names: Names) -> str:
    params = {
        "label": names.label(need.of),
        "amount": names.amount(need.of, need.amount),
        "line": number(need.line),
    }
    if need.change == "more":
        if need.beyond:
            return _("%(label)s: more than %(amount)s more, above %(line)s") % params
        return _("%(label)s: %(amount)s more, up to %(line)s") % params
    if need.beyond:
        return _("%(label)s: more than %(amount)s fewer, below %(line)s") % params
    return _("%(label)s: %(amount)s fewer, down to %(line)s") % params


def _mark(need: Need, names: Names) -> str:
    return _("the row has to be met")


def _answer(need: Need, names: Names) -> str:
    return _("%(label)s: the answer has to be another one") % {"label": names.label(need.of)}


def _level(need: Need, names: Names) -> str:
    params = {"label": names.label(need.of), "level": names.choice(need.of, str(need.wanted))}
    return _("%(label)s: “%(level)s” or better") % params


def _word(need: Need, names: Names) -> str:
    words = need.wanted if isinstance(need.wanted, (tuple, list)) else (need.wanted,)
    offered = ", ".join(names.choice(need.of, str(one)) for one in words)
    return _("%(label)s: one of %(words)s") % {"label": names.label(need.of), "words": offered}


def _day(need: Need, names: Names) -> str:
    label, last = names.label(need.of), day(need.wanted)
    return _("%(label)s: by %(day)s") % {"label": label, "day": last} if last else label


def _years(need: Need, names: Names) -> str:
    params = {"label": names.label(need.of), "years": number(need.amount)}
    return _("%(label)s: held for %(years)s more years running") % params


def _criterion(need: Need, names: Names) -> str:
    return _("%(criterion)s has to be met first") % {"criterion": names.criterion(need.of)}


def _other(need: Need, names: Names) -> str:
    return names.label(need.of) if need.of else _("the row has to be met")


_SAID: Mapping[str, Callable[[Need, Names], str]] = {
    "more": _counted,
    "fewer": _counted,
    "mark": _mark,
    "answer": _answer,
    "level": _level,
    "word": _word,
    "day": _day,
    "years": _years,
    "criterion": _criterion,
}
