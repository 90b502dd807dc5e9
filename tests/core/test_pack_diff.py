"""What a new edition changes, in the terms of the programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.packs.diff import Difference, differences
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    Body,
    Bound,
    Calendar,
    CascadeRule,
    ChainLevel,
    Choice,
    CompareRule,
    Consistency,
    Criterion,
    Edition,
    Form,
    GroupRules,
    Inheritance,
    MembersRule,
    Parameter,
    ParameterValue,
    Points,
    PointStep,
    Question,
    Ratio,
    RatioRule,
    Recipient,
    ResultClass,
    Rule,
    Scoring,
    Section,
    Source,
    SourceDocument,
    StreakRule,
    Target,
)
from tuquan.core.time import DueRule


def edition(**more: Any) -> Edition:
    given: dict[str, Any] = {
        "programme": "demo",
        "key": "2026",
        "title": "Thử",
        "short_title": "Thử",
        "issuer": "Xã",
        "effective_from": date(2026, 1, 1),
        "sources": (SourceDocument("1-KH", "Kế hoạch"),),
        "checked_on": date(2026, 1, 1),
    }
    return Edition(**{**given, **more})


def criterion(key: str, number: str = "", rule: Rule | None = None, **more: Any) -> Criterion:
    return Criterion(key, number or key, f"Tiêu chí {key}", rule=rule, **more)


def bound(value: str) -> Bound:
    return Bound(value=Decimal(value))


def short(old: Edition, new: Edition) -> list[tuple[Any, ...]]:
    """What matters of each difference: kind, part, key, field, values."""
    return [
        (one.kind, one.part, one.key, one.field, one.before, one.after)
        for one in differences(old, new)
    ]


def changed(old: Rule, new: Rule, forms: tuple[Form, ...] = ()) -> Difference:
    before = edition(criteria=(criterion("c", "1.2", old),), forms=forms)
    (found,) = differences(before, edition(criteria=(criterion("c", "1.2", new),), forms=forms))
    return found


def test_the_same_edition_has_no_differences() -> None:
    plan = edition(criteria=(criterion("a", parts=(criterion("b"),)),))
    assert differences(plan, plan) == []


def test_the_head_of_the_edition_is_compared_but_not_its_own_key() -> None:
    newer = edition(key="2027", programme="other", title="Mới", effective_from=date(2027, 1, 1))
    assert short(edition(), newer) == [
        ("changed", "edition", "2027", "title", "Thử", "Mới"),
        (
            "changed",
            "edition",
            "2027",
            "effective_from",
            date(2026, 1, 1),
            date(2027, 1, 1),
        ),
    ]


def test_a_threshold_is_one_change_inside_the_rule_with_its_unit() -> None:
    old = RatioRule("ratio", "a", "b", "at_least", bound("70"))
    new = replace(old, than=bound("75"))
    assert changed(old, new) == Difference(
        kind="changed",
        part="criteria",
        key="c",
        label="Tiêu chí c",
        field="rule.than.value",
        before=Decimal(70),
        after=Decimal(75),
        number="1.2",
        unit="%",
    )


def form(*questions: Question, **more: Any) -> Form:
    return Form("f", "Biểu", "periodic", (Section("s", "Phần", questions),), **more)


def question(key: str, **more: Any) -> Question:
    return Question(key, f"Câu {key}", "count", **more)


def test_a_figure_is_counted_in_the_unit_of_its_question() -> None:
    forms = (form(question("bins", unit="hộ")),)
    old = CompareRule("compare", "bins", "at_least", bound("5"))
    assert changed(old, replace(old, than=bound("6")), forms).unit == "hộ"
    assert changed(old, replace(old, operator="more_than"), forms).unit == ""


def test_shares_are_in_percent_and_years_have_no_unit() -> None:
    members = MembersRule("members", "m", ("a",), percent=Decimal(70))
    assert changed(members, replace(members, percent=Decimal(80))).unit == "%"
    cascade = CascadeRule("cascade", "at_least", percent=Decimal(70))
    assert changed(cascade, replace(cascade, percent=Decimal(80))).unit == "%"
    streak = StreakRule("streak", "t", 3)
    assert changed(streak, replace(streak, years=6)).unit == ""


def test_one_part_of_a_compound_rule_is_named_by_its_place() -> None:
    first, second = AnswerRule("answer", "a"), CompareRule("compare", "b", "equal", bound("1"))
    old = AllRule("all", (first, second))
    found = changed(old, AllRule("all", (first, replace(second, operator="at_most"))))
    assert (found.field, found.before, found.after) == ("rule.parts.2.operator", "equal", "at_most")


def test_a_rule_of_another_kind_or_with_other_parts_is_one_change() -> None:
    answer, met = AnswerRule("answer", "a"), CompareRule("compare", "b", "equal", bound("1"))
    found = changed(answer, met)
    assert (found.field, found.before, found.after) == ("rule", answer, met)
    longer = changed(AllRule("all", (answer,)), AllRule("all", (answer, met)))
    assert (longer.field, longer.before, longer.after) == ("rule.parts", (answer,), (answer, met))


def test_a_rule_that_is_new_has_nothing_before() -> None:
    rule = AnswerRule("answer", "a")
    old, new = edition(criteria=(criterion("c"),)), edition(criteria=(criterion("c", rule=rule),))
    assert short(old, new) == [("changed", "criteria", "c", "rule", None, rule)]


def test_a_criterion_is_added_and_removed_at_any_depth() -> None:
    old = edition(criteria=(criterion("a", parts=(criterion("b"),)),))
    new = edition(criteria=(criterion("a", parts=(criterion("c"),)),))
    assert short(old, new) == [
        ("added", "criteria", "c", "", None, None),
        ("removed", "criteria", "b", "", None, None),
    ]


def test_what_comes_and_goes_with_its_holder_is_not_told_again() -> None:
    old, new = edition(), edition(criteria=(criterion("a", parts=(criterion("b"),)),))
    assert short(old, new) == [("added", "criteria", "a", "", None, None)]
    assert short(new, old) == [("removed", "criteria", "a", "", None, None)]


def test_a_criterion_that_moves_to_another_standard_is_one_change() -> None:
    moved = criterion("m")
    old = edition(criteria=(criterion("a", parts=(moved,)), criterion("b")))
    new = edition(criteria=(criterion("a"), criterion("b", parts=(moved,))))
    assert short(old, new) == [("changed", "criteria", "m", "under", "a", "b")]
    top = edition(criteria=(criterion("a"), criterion("b"), moved))
    assert short(old, top) == [("changed", "criteria", "m", "under", "a", "")]


def test_a_question_that_moves_to_another_section_is_one_change() -> None:
    first, second = Section("s", "Một", (question("q"),)), Section("t", "Hai", ())
    old = edition(forms=(Form("f", "Biểu", "periodic", (first, second)),))
    sections = (replace(first, questions=()), replace(second, questions=first.questions))
    new = edition(forms=(Form("f", "Biểu", "periodic", sections),))
    assert short(old, new) == [("changed", "questions", "q", "under", "s", "t")]


def test_the_order_of_questions_and_criteria_changes_nothing() -> None:
    old = edition(
        criteria=(criterion("a"), criterion("b")), forms=(form(question("a"), question("b")),)
    )
    new = edition(
        criteria=(criterion("b"), criterion("a")), forms=(form(question("b"), question("a")),)
    )
    assert differences(old, new) == []


def test_the_order_of_choices_classes_and_levels_is_a_change() -> None:
    good, best = Choice("good", "Tốt"), Choice("best", "Rất tốt")
    old = edition(forms=(form(question("q", choices=(good, best))),))
    new = edition(forms=(form(question("q", choices=(best, Choice("new", "Mới"), good))),))
    assert short(old, new) == [
        ("changed", "questions", "q", "choices.order", ("good", "best"), ("best", "good")),
        ("added", "choices", "new", "", None, None),
    ]


def test_a_criterion_is_called_by_its_number_unless_two_have_it() -> None:
    old = edition(criteria=(criterion("a", "4.5"), criterion("b", "4.5"), criterion("c", "4.6")))
    new = edition(criteria=tuple(replace(one, evidence="Biên bản") for one in old.criteria))
    assert [one.number for one in differences(old, new)] == ["", "", "4.6"]


def test_a_due_rule_changes_as_a_whole() -> None:
    def plan(day: int) -> Edition:
        due = DueRule(day_of_next_month=day)
        return edition(calendars=(Calendar("m", "Tháng", "month", "group", due),))

    before, after = DueRule(day_of_next_month=5), DueRule(day_of_next_month=7)
    assert short(plan(5), plan(7)) == [("changed", "calendars", "m", "due", before, after)]


def test_parts_without_a_key_are_known_by_what_they_say() -> None:
    def plan(*labels: str) -> Edition:
        to = tuple(Recipient(label, "commune") for label in labels)
        due = DueRule(days_after_end=1)
        return edition(calendars=(Calendar("m", "Tháng", "month", "group", due, recipients=to),))

    assert short(plan("A", "B"), plan("B", "C")) == [
        ("added", "recipients", "C", "", None, None),
        ("removed", "recipients", "A", "", None, None),
    ]
    assert short(plan("A"), plan("A", "A")) == [("added", "recipients", "A", "", None, None)]


def test_values_of_a_parameter_are_known_by_their_first_day() -> None:
    def plan(value: int) -> Edition:
        dated = ParameterValue(Decimal(value), date(2026, 1, 1))
        return edition(parameters=(Parameter("line", "Chuẩn", "triệu", (dated,)),))

    (found,) = differences(plan(1), plan(2))
    assert (found.part, found.key, found.label) == ("values", "2026-01-01", "2026-01-01")
    assert (found.field, found.before, found.after) == ("value", Decimal(1), Decimal(2))


def test_checks_of_answers_are_known_by_both_sides() -> None:
    old = edition(
        forms=(form(question("a"), consistency=(Consistency("a", "at_most", "b", "A"),)),)
    )
    new = edition(forms=(form(question("a"), consistency=(Consistency("a", "equal", "b", "A"),)),))
    assert [(one.kind, one.key) for one in differences(old, new)] == [
        ("added", "a equal b"),
        ("removed", "a at_most b"),
    ]


def test_targets_are_in_percent_or_in_the_unit_of_their_question() -> None:
    def plan(kind: Any, value: int) -> Edition:
        target = Target(kind, Decimal(value))
        return edition(
            forms=(
                form(
                    question("q", unit="hộ", target=target),
                    ratios=(Ratio("r", "Tỷ lệ", "q", "households", target=target),),
                ),
            )
        )

    assert [one.unit for one in differences(plan("value", 1), plan("value", 2))] == ["hộ", "%"]
    assert [one.unit for one in differences(plan("percent_of", 1), plan("percent_of", 2))] == [
        "%",
        "%",
    ]


def test_limits_of_a_question_are_in_its_unit() -> None:
    old, new = (edition(forms=(form(question("q", unit="hộ", maximum=m)),)) for m in (10, 20))
    (found,) = differences(old, new)
    assert (found.field, found.unit) == ("maximum", "hộ")


def test_points_and_their_steps_are_compared_one_by_one() -> None:
    def plan(points: int) -> Edition:
        steps = (PointStep(AnswerRule("answer", "a"), Decimal(points)),)
        return edition(criteria=(criterion("c", points=Points(Decimal(10), "steps", steps=steps)),))

    fields = [one.field for one in differences(plan(5), plan(6))]
    assert fields == ["points.steps.1.points"]


def test_scoring_is_a_part_of_its_own_with_its_classes() -> None:
    rule = CompareRule("compare", "percent", "at_least", bound("80"))
    scoring = Scoring((ResultClass("good", "Tốt", rule),), "Chưa đạt")
    tighter = replace(
        scoring,
        total=Decimal(100),
        classes=(ResultClass("good", "Tốt", replace(rule, than=bound("85"))),),
    )
    old, new = edition(scoring=scoring), edition(scoring=tighter)
    assert short(edition(), old) == [("added", "scoring", "", "", None, None)]
    assert short(old, edition()) == [("removed", "scoring", "", "", None, None)]
    assert short(old, new) == [
        ("changed", "scoring", "", "total", None, Decimal(100)),
        ("changed", "classes", "good", "rule.than.value", Decimal(80), Decimal(85)),
    ]


def test_a_body_or_an_inheritance_is_compared_inside() -> None:
    def plan(label: str, months: int) -> Edition:
        return edition(
            group_kinds=(GroupRules("g", "Tổ", "households", listed_by=Body(label)),),
            inherits=Inheritance("city", str(months)),
        )

    assert short(plan("A", 1), plan("B", 2)) == [
        ("changed", "edition", "2026", "inherits.edition", "1", "2"),
        ("changed", "group_kinds", "g", "listed_by.label", "A", "B"),
    ]


def test_sources_and_english_come_last_and_are_minor() -> None:
    old = edition(criteria=(criterion("c", source=Source("1-KH", "dòng 1")),))
    new = edition(
        criteria=(criterion("c", source=Source("1-KH", "dòng 2"), label_en="C", evidence="Ảnh"),),
        sources=(SourceDocument("1-KH", "Kế hoạch số 1"),),
        checked_on=date(2026, 2, 1),
    )
    assert [(one.part, one.field, one.minor) for one in differences(old, new)] == [
        ("criteria", "evidence", False),
        ("edition", "checked_on", True),
        ("sources", "title", True),
        ("criteria", "label_en", True),
        ("criteria", "source", True),
    ]


def test_parts_come_in_the_order_of_the_format() -> None:
    level = ChainLevel("area", "Thôn")
    new = edition(
        criteria=(criterion("c"),), forms=(form(question("q")),), reporting_chain=(level,)
    )
    assert [one.part for one in differences(edition(), new)] == [
        "reporting_chain",
        "forms",
        "criteria",
    ]


KEYS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(KEYS, KEYS)
def test_what_one_direction_adds_the_other_removes(before: list[str], after: list[str]) -> None:
    old, new = (edition(criteria=tuple(criterion(key) for key in keys)) for keys in (before, after))
    added = {one.key for one in differences(old, new) if one.kind == "added"}
    removed = {one.key for one in differences(new, old) if one.kind == "removed"}
    assert added == removed == set(after) - set(before)
