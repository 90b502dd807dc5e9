"""Checks of forms: their questions, what they refer to, and whether they make sense."""

from __future__ import annotations

from collections.abc import Collection

from tuquan.core.packs.names import (
    DEFINITION,
    NUMBERS,
    Names,
    check_order,
    check_reference,
)
from tuquan.core.packs.reading import Reading
from tuquan.core.programme import (
    FACTS,
    Consistency,
    Edition,
    Form,
    Question,
    Ratio,
    Target,
)

_AGGREGATIONS = {
    "count": ("sum", "latest", "max", "none"),
    "amount": ("sum", "latest", "max", "none"),
    "yes_no": ("count_yes", "none"),
    "choice": ("count_choices", "latest", "none"),
    "date": ("max", "none"),
    "text": ("list", "none"),
}
_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "unit": NUMBERS,
    "stock": NUMBERS,
    "minimum": NUMBERS,
    "maximum": NUMBERS,
    "at_most": NUMBERS,
    "target": NUMBERS,
    "direction": NUMBERS,
    "polarity": ("yes_no",),
    "note_when": ("yes_no",),
    "choices": ("choice",),
}
_UNSET = ("", None, "none", False, 0, ())
_COMPARED = ("count", "amount", "yes_no")


def check_forms(reading: Reading, edition: Edition, names: Names) -> None:
    """Report everything wrong with the forms of an edition."""
    baselines = [form for form in edition.forms if form.purpose == "baseline"]
    for form in baselines[1:]:
        reading.report(form, "purpose", "two_baseline_forms", first=baselines[0].key)
    survey = baselines[0].questions if baselines else ()
    counterparts = {question.key: question for question in survey}
    for form in edition.forms:
        _check_sections(reading, form)
        figures = _figures(form)
        earlier: set[str] = set()
        for question in form.questions:
            _check_question(reading, question)
            _check_references(reading, names, earlier, question)
            _check_baseline(reading, counterparts, form, question)
            if question.target is not None:
                _check_target(reading, figures, question, question.target)
        for ratio in form.ratios:
            _check_ratio(reading, figures, ratio)
        for consistency in form.consistency:
            _check_consistency(reading, figures, form, consistency)
    _check_definitions(reading, edition)


def _check_sections(reading: Reading, form: Form) -> None:
    if not form.sections:
        reading.report(form, "sections", "no_section", form=form.key)
    for section in form.sections:
        if not section.questions:
            reading.report(section, "questions", "no_question", section=section.key)


def _check_question(reading: Reading, question: Question) -> None:
    kind = question.kind
    for name, kinds in _ONLY_FOR.items():
        if kind not in kinds and getattr(question, name) not in _UNSET:
            reading.report(question, name, "key_does_not_apply", "kind", kind=kind)
    if kind in NUMBERS and not question.unit:
        reading.report(question, "unit", "unit_missing", "kind", question=question.key)
    if question.aggregation not in _AGGREGATIONS[kind]:
        choices = _AGGREGATIONS[kind]
        reading.report(question, "aggregation", "not_one_of", "kind", choices=choices)
    elif kind in NUMBERS and question.stock != (question.aggregation == "latest"):
        reading.report(question, "stock", "stock_is_latest", "aggregation", "kind")
    check_order(reading, question, "minimum", "maximum")
    if question.is_plain_fact and question.note_when:
        reading.report(question, "note_when", "note_needs_promise", "polarity")
    if kind == "choice" and len(question.choices) < 2:
        params = {"question": question.key}
        reading.report(question, "choices", "too_few_choices", "kind", **params)
    if question.definition and not DEFINITION.fullmatch(question.definition):
        reading.report(question, "definition", "bad_definition", value=question.definition)


def _check_references(
    reading: Reading, names: Names, earlier: set[str], question: Question
) -> None:
    if "criteria" not in names.inherited:
        check_reference(reading, question, "criterion", names.criteria)
    check_reference(reading, question, "theme", names.themes)
    check_reference(reading, question, "at_most", FACTS)
    if question.asked_when is not None:
        check_reference(reading, question.asked_when, "question", earlier)
    if question.kind == "yes_no":
        earlier.add(question.key)


def _check_target(
    reading: Reading, figures: Collection[str], owner: Question | Ratio, target: Target
) -> None:
    if owner.direction == "none":
        reading.report(owner, "target", "target_without_direction", "direction", "kind")
    if (target.kind == "percent_of") != bool(target.of):
        reading.report(target, "of", "percent_of_what", "kind")
    check_reference(reading, target, "of", figures)


def _check_baseline(
    reading: Reading, counterparts: dict[str, Question], form: Form, question: Question
) -> None:
    """S1-20: every monthly figure has its counterpart in the baseline survey."""
    if not question.baseline:
        if form.compare_with_baseline and question.kind in _COMPARED:
            reading.report(question, "baseline", "baseline_missing", "kind", question=question.key)
        return
    check_reference(reading, question, "baseline", counterparts)
    other = counterparts.get(question.baseline)
    if other and _differ(question, other):
        reading.report(question, "baseline", "baseline_differs", "kind", "unit", baseline=other.key)


def _differ(question: Question, other: Question) -> bool:
    """Whether two figures cannot be compared; a missing unit is reported by itself."""
    units = {question.unit, other.unit} - {""}
    return question.kind != other.kind or len(units) > 1


def _check_ratio(reading: Reading, figures: Collection[str], ratio: Ratio) -> None:
    check_reference(reading, ratio, "numerator", figures)
    check_reference(reading, ratio, "denominator", figures)
    if ratio.target is not None:
        _check_target(reading, figures, ratio, ratio.target)


def _check_consistency(
    reading: Reading, figures: Collection[str], form: Form, consistency: Consistency
) -> None:
    check_reference(reading, consistency, "left", figures)
    check_reference(reading, consistency, "right", figures)
    units = {q.key: q.unit for q in form.questions}
    left, right = (units.get(key, "") for key in (consistency.left, consistency.right))
    if left and right and left != right:
        reading.report(consistency, "right", "units_differ", "left", left=left, right=right)


def _check_definitions(reading: Reading, edition: Edition) -> None:
    """What is asked once must be the same number wherever it is asked."""
    first: dict[str, Question] = {}
    for form in edition.forms:
        for question in form.questions:
            known = first.setdefault(question.definition, question)
            if question.definition and _differ(question, known):
                params = {"first": reading.where(known, "definition")}
                reading.report(
                    question, "definition", "definition_differs", "kind", "unit", **params
                )


def _figures(form: Form) -> frozenset[str]:
    """What may be divided or compared with: the numbers of the form and the facts."""
    return frozenset([*(q.key for q in form.questions if q.kind in NUMBERS), *FACTS])
