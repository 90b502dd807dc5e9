"""What a new edition of a programme changes, said in its own terms: keys, fields, numbers.

Parts are matched by key wherever they stand, so a criterion that moved to another standard is one
change and not a loss and a gain. The order of parts counts only where it carries meaning.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from tuquan.core.programme import (
    Addressee,
    ChainLevel,
    Consistency,
    Edition,
    LegalBasis,
    LevelDue,
    LevelWindow,
    MembersRule,
    ParameterValue,
    Question,
    Ratio,
    RatioRule,
    Recipient,
    Rule,
    Seat,
    Source,
    SourceDocument,
    Target,
    ZoneMark,
)
from tuquan.core.time import DueRule

_IDENTITY: dict[type, tuple[str, ...]] = {
    Addressee: ("label",),
    ChainLevel: ("kind",),
    Consistency: ("left", "operator", "right"),
    LegalBasis: ("number",),
    LevelDue: ("level",),
    LevelWindow: ("level",),
    ParameterValue: ("effective_from",),
    Recipient: ("label",),
    Seat: ("label",),
    SourceDocument: ("cited_as",),
    ZoneMark: ("zone",),
}
"""What makes two parts without a key the same part."""

_RULES = get_args(Rule)
_NAMES = ("label", "title", "name", "cited_as", "zone", "level", "effective_from", "left")
_FLATTENED = {"parts": "criteria"}
_ORDER_COUNTS = ("classes", "choices", "reporting_chain")
_NOT_COMPARED = ("programme", "key")
_MINOR_PARTS = ("sources",)
_MINOR_FIELDS = ("source", "checked_on")
_BOUNDS = ("value", "low", "high", "percent")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is there no more, is new, or is otherwise than before.

    `part` is the list the thing stands in (`criteria`, `questions`, `edition` for the head), and
    `field` the path inside it (`rule.than.value`). `number` is what a criterion is called by, where
    no other has that number. What only says where something comes from, or says it in English, is
    `minor`.
    """

    kind: Literal["added", "removed", "changed"]
    part: str
    key: str
    label: str = ""
    label_en: str = ""
    field: str = ""
    before: Any = None
    after: Any = None
    number: str = ""
    unit: str = ""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an edition that can be told from its neighbours, and the part it stands in."""

    path: tuple[str, ...]
    name: str
    key: str
    value: Any
    holder: tuple[str, ...]


def differences(old: Edition, new: Edition) -> list[Difference]:
    """Everything that differs, in the order of the format; what is minor comes last."""
    before = {part.path: part for part in _parts(old)}
    after = {part.path: part for part in _parts(new)}
    names = _Names(old, new)
    found: list[tuple[_Part, Difference]] = []
    for path, part in after.items():
        if path in before:
            found += [(part, one) for one in _changes(before[path], part, names)]
        elif part.holder in before:
            found.append((part, names.of("added", part)))
    found += [
        (part, names.of("removed", part))
        for path, part in before.items()
        if path not in after and part.holder in after
    ]
    order = [field.name for field in dataclasses.fields(Edition)]
    found.sort(key=lambda one: (one[1].minor, *(order.index(name) for name in one[0].path[:1])))
    return [difference for _part, difference in found]


class _Names:
    """Finds what people call a part: its number where only one has it, its label, its unit."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self._ambiguous = {
            number
            for edition in (old, new)
            for number, count in Counter(c.number for c in edition.all_criteria).items()
            if count > 1
        }
        self._units = {
            question.key: question.unit
            for edition in (old, new)
            for form in edition.forms
            for question in form.questions
        }

    def of(
        self, kind: Literal["added", "removed", "changed"], part: _Part, **said: Any
    ) -> Difference:
        """A difference about the part."""
        number = getattr(part.value, "number", "")
        field = said.get("field", "")
        last = field.rpartition(".")[2]
        return Difference(
            kind=kind,
            part=part.name,
            key=part.key,
            label=_label(part.value),
            label_en=_label(part.value, "_en"),
            number=number if part.name == "criteria" and number not in self._ambiguous else "",
            minor=part.name in _MINOR_PARTS or last in _MINOR_FIELDS or last.endswith("_en"),
            **said,
        )

    def unit(self, owner: object, rule: object, field: str) -> str:
        """What a number is counted in: a bound of a rule, a target, or the limits of a question."""
        if isinstance(rule, Target):
            percent = rule.kind == "percent_of" or isinstance(owner, Ratio)
            return "%" if percent else str(getattr(owner, "unit", ""))
        if isinstance(rule, _RULES):
            percent = isinstance(rule, RatioRule | MembersRule) or field == "percent"
            unit = "%" if percent else self._units.get(getattr(rule, "of", ""), "")
            return unit if field in _BOUNDS else ""
        limits = isinstance(owner, Question) and field in ("minimum", "maximum")
        return owner.unit if limits and isinstance(owner, Question) else ""


def _label(value: Any, language: str = "") -> str:
    names = (f"{name}{language}" for name in _NAMES)
    return next((str(getattr(value, name)) for name in names if getattr(value, name, "")), "")


def _parts(edition: Edition) -> Iterator[_Part]:
    head = _Part((), "edition", edition.key, edition, ("",))
    yield head
    yield from _inside(edition, head)
    if edition.scoring is not None:
        scoring = _Part(("scoring",), "scoring", "", edition.scoring, ())
        yield scoring
        yield from _inside(edition.scoring, scoring)


def _inside(value: Any, holder: _Part) -> Iterator[_Part]:
    """The parts in the lists of a value, at every depth."""
    for field in dataclasses.fields(value):
        items = getattr(value, field.name)
        if not _is_list_of_parts(items):
            continue
        seen: Counter[str] = Counter()
        name = _FLATTENED.get(field.name, field.name)
        for item in items:
            key = _key(item)
            seen[key] += 1
            twin = f"#{seen[key]}" if seen[key] > 1 else ""
            path = (*_root(name, holder), name, key + twin)
            part = _Part(path, name, key, item, holder.path)
            yield part
            yield from _inside(item, part)


def _root(name: str, holder: _Part) -> tuple[str, ...]:
    """Criteria are known by key anywhere in the edition, questions anywhere in their form."""
    if name == "criteria":
        return ()
    return holder.path[:2] if name == "questions" else holder.path


def _is_list_of_parts(items: object) -> bool:
    return isinstance(items, tuple) and bool(items) and _has_identity(items[0])


def _has_identity(item: object) -> bool:
    return hasattr(item, "key") or type(item) in _IDENTITY


def _key(item: Any) -> str:
    if type(item) not in _IDENTITY:
        return str(item.key)
    return " ".join(str(getattr(item, name)) for name in _IDENTITY[type(item)])


def _changes(old: _Part, new: _Part, names: _Names) -> Iterator[Difference]:
    if old.holder != new.holder:
        before, after = _last(old.holder), _last(new.holder)
        yield names.of("changed", new, field="under", before=before, after=after)
    for field in dataclasses.fields(new.value):
        before, after = getattr(old.value, field.name), getattr(new.value, field.name)
        if _is_list_of_parts(before) or _is_list_of_parts(after):
            yield from _order(field.name, before, after, new, names)
        elif before != after and field.name not in _skipped(new):
            for path, was, now, rule in _leaves(field.name, before, after):
                unit = names.unit(new.value, rule, path.rpartition(".")[2])
                said = {"field": path, "before": was, "after": now, "unit": unit}
                yield names.of("changed", new, **said)


def _last(path: tuple[str, ...]) -> str:
    return path[-1] if path else ""


def _skipped(part: _Part) -> tuple[str, ...]:
    """Fields that say which part it is; the scoring of an edition is a part of its own."""
    return (*_NOT_COMPARED, "scoring") if part.name == "edition" else ()


def _order(
    field: str, before: tuple[Any, ...], after: tuple[Any, ...], part: _Part, names: _Names
) -> Iterator[Difference]:
    if field not in _ORDER_COUNTS:
        return
    was, now = [_key(item) for item in before], [_key(item) for item in after]
    both = set(was) & set(now)
    was, now = [key for key in was if key in both], [key for key in now if key in both]
    if was != now:
        said = {"field": f"{field}.order", "before": tuple(was), "after": tuple(now)}
        yield names.of("changed", part, **said)


def _leaves(
    path: str, before: Any, after: Any, rule: object = None
) -> Iterator[tuple[str, Any, Any, object]]:
    """The innermost fields that differ, each with the rule or target it stands in.

    What is of another kind altogether is one change.
    """
    if _comparable(before, after):
        rule = after if isinstance(after, (*_RULES, Target)) else rule
        for field in dataclasses.fields(after):
            was, now = getattr(before, field.name), getattr(after, field.name)
            if was != now:
                yield from _leaves(f"{path}.{field.name}", was, now, rule)
    elif _pairs_up(before, after):
        for index, (was, now) in enumerate(zip(before, after, strict=True), start=1):
            if was != now:
                yield from _leaves(f"{path}.{index}", was, now, rule)
    else:
        yield path, before, after, rule


def _comparable(before: Any, after: Any) -> bool:
    """Whether two values are of one class with fields worth telling apart."""
    whole = isinstance(after, Source | DueRule)
    return dataclasses.is_dataclass(after) and type(before) is type(after) and not whole


def _pairs_up(before: Any, after: Any) -> bool:
    """Whether two lists of rules or steps can be compared one by one."""
    return (
        isinstance(before, tuple)
        and isinstance(after, tuple)
        and len(before) == len(after)
        and all(_comparable(was, now) for was, now in zip(before, after, strict=True))
    )
