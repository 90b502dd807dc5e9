"""F-77, F-78, F-81: every reason the arithmetic can give has its sentence, in words alone."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from tuquan.base.texts.meetings import exact_share, say_reason, share_words, spelled
from tuquan.base.texts.voting import REASONS, TEXTS
from tuquan.core import voting
from tuquan.core.problems import Problem
from tuquan.core.reasons import Reason

FOLDER = Path(voting.__file__).parent


def test_every_reason_of_the_core_has_a_sentence() -> None:
    """Codes stand as literals in the calls, in a branch of one, or in a named constant."""
    found: set[str] = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason":
                given = node.args[0]
                if isinstance(given, ast.Name):
                    found.add("count_missing" if given.id == "MISSING" else given.id)
                for part in ast.walk(given):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found.add(part.value)
    found.discard("code")
    assert len(found) >= 25
    assert found - REASONS.keys() - TEXTS.keys() == set()


@pytest.mark.parametrize(
    ("share", "words"), [(Fraction(1, 2), "50%"), (Fraction(2, 3), "2/3"), (Fraction(1, 10), "10%")]
)
def test_a_share_is_said_as_people_say_it(share: Fraction, words: str) -> None:
    assert share_words(share) == words


def test_the_share_reached_is_never_rounded_up() -> None:
    assert [exact_share(18, 27), exact_share(14, 27), exact_share(27, 27)] == [
        "66,66%",
        "51,85%",
        "100%",
    ]


def test_a_reason_is_said_with_its_exact_share_and_threshold() -> None:
    shown = {
        "in_favour": 14,
        "needed": 14,
        "lacking": 0,
        "whole": 27,
        "of": "all_households",
        "share": Fraction(1, 2),
        "strict": True,
    }
    said = say_reason(Reason("motion_passed", shown))
    assert "14" in said
    assert "50%" in said
    assert "all_households" not in said


def test_what_is_missing_is_named_in_words() -> None:
    said = say_reason(Reason("figures_missing", {"figures": ("present", "in_favour")}))
    assert "in_favour" not in said
    assert say_reason(Reason("count_missing", {"figure": "present"}))


def test_a_problem_names_the_household_not_its_number() -> None:
    problem = spelled(Problem("household_not_entitled", params={"household": 7}), {7: "Lê Ba"})
    assert problem.params == {"household": "Lê Ba"}
