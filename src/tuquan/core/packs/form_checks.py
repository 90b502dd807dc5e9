"""Checks of forms: their questions, what they refer to, and whether they make sense."""

from __future__ import annotations

from collections.abc import Iterable

from tuquan.core.packs.reading import Reading, closest
from tuquan.core.packs.sensitive import sensitive_words
from tuquan.core.programme import FACTS, Edition, Form, Question, Ratio, Target

_NUMBERS = ("count", "amount")
_AGGREGATIONS = {
    "count": ("sum", "latest", "none"),
    "amount": ("sum", "latest", "none"),
    "yes_no": ("count_yes", "none"),
    "text": ("list", "none"),
}
_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "unit": _NUMBERS,
    "stock": _NUMBERS,
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "at_most": _NUMBERS,
    "target": _NUMBERS,
    "direction": _NUMBERS,
    "polarity": ("yes_no",),
    "note_when": ("yes_no",),
}
_UNSET = ("", None, "none", False, 0)


def check_forms(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with the forms of an edition."""
    baselines = [form for form in edition.forms if form.purpose == "baseline"]
    for form in baselines[1:]:
        reading.report(form, "purpose", "two_baseline_forms", first=baselines[0].key)
    for form in edition.forms:
        if not form.sections:
            reading.report(form, "sections", "no_section", form=form.key)
        for section in form.sections:
            if not section.questions:
                reading.report(section, "questions", "no_question", section=section.key)
        for question in form.questions:
            _check_question(reading, question)
            _check_references(reading, edition, form, question)
            _check_baseline(reading, edition, form, question)
        for ratio in form.ratios:
            _check_ratio(reading, form, ratio)


def _check_question(reading: Reading, question: Question) -> None:
    kind = question.kind
    for name, kinds in _ONLY_FOR.items():
        if kind not in kinds and getattr(question, name) not in _UNSET:
            reading.report(question, name, "key_does_not_apply", "kind", kind=kind)
    if kind in _NUMBERS and not question.unit:
        reading.report(question, "unit", "unit_missing", "kind", question=question.key)
    if question.aggregation not in _AGGREGATIONS[kind]:
        choices = _AGGREGATIONS[kind]
        reading.report(question, "aggregation", "not_one_of", "kind", choices=choices)
    elif question.stock != (question.aggregation == "latest"):
        reading.report(question, "stock", "stock_is_latest", "aggregation", "kind")
    if question.maximum is not None and question.minimum > question.maximum:
        params = {"minimum": question.minimum, "maximum": question.maximum}
        reading.report(question, "minimum", "minimum_above_maximum", "maximum", **params)
    words = sensitive_words(question)
    if words:
        reading.report(question, "label", "about_a_person", "kind", words=words)


def _check_references(reading: Reading, edition: Edition, form: Form, question: Question) -> None:
    criteria = [criterion.key for criterion in edition.criteria]
    themes = [theme.key for theme in edition.themes]
    _check_reference(reading, question, "criterion", criteria)
    _check_reference(reading, question, "theme", themes)
    _check_reference(reading, question, "at_most", FACTS)
    if question.target is not None:
        _check_target(reading, form, question, question.target)


def _check_target(reading: Reading, form: Form, owner: Question | Ratio, target: Target) -> None:
    if owner.direction == "none":
        reading.report(owner, "target", "target_without_direction", "direction", "kind")
    if (target.kind == "percent_of") != bool(target.of):
        reading.report(target, "of", "percent_of_what", "kind")
    _check_reference(reading, target, "of", _figures(form))


def _check_baseline(reading: Reading, edition: Edition, form: Form, question: Question) -> None:
    """S1-20: every monthly figure has its counterpart in the baseline survey."""
    survey = edition.baseline_form
    if not question.baseline:
        if form.compare_with_baseline and question.kind != "text":
            reading.report(question, "baseline", "baseline_missing", "kind", question=question.key)
        return
    counterparts = {other.key: other for other in survey.questions} if survey else {}
    _check_reference(reading, question, "baseline", counterparts)
    other = counterparts.get(question.baseline)
    if other and _differ(question, other):
        reading.report(question, "baseline", "baseline_differs", "kind", "unit", baseline=other.key)


def _differ(question: Question, other: Question) -> bool:
    """Whether two figures cannot be compared; a missing unit is reported by itself."""
    units = {question.unit, other.unit} - {""}
    return question.kind != other.kind or len(units) > 1


def _check_ratio(reading: Reading, form: Form, ratio: Ratio) -> None:
    _check_reference(reading, ratio, "numerator", _figures(form))
    _check_reference(reading, ratio, "denominator", _figures(form))
    if ratio.target is not None:
        _check_target(reading, form, ratio, ratio.target)


def _figures(form: Form) -> list[str]:
    """What may be divided or compared with: the numbers of the form and the facts."""
    return [*(q.key for q in form.questions if q.kind in _NUMBERS), *FACTS]


def _check_reference(reading: Reading, item: object, name: str, known: Iterable[str]) -> None:
    value, choices = getattr(item, name), list(known)
    if value and value not in choices and "" not in choices:
        params = {"value": value, "did_you_mean": closest(value, choices)}
        reading.report(item, name, "dangling_reference", **params)
