"""The numbers of rules and features that are carried are named by tests."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
OURS = (
    *(f"F-{number}" for number in range(1, 18)),
    *(f"F-{number}" for number in range(18, 33)),
    *(f"F-{number}" for number in range(33, 52)),
    *("F-53", "F-54", "F-55", "F-57", "F-58"),
    *(f"F-{number}" for number in range(59, 83)),
    *(f"F-{number}" for number in range(103, 107)),
    *(f"F-{number}" for number in range(107, 114)),
    "F-114",
    "F-115",
    "F-126",
    *("S0-05", "S0-06", "S0-09"),
    *(f"S0-{number}" for number in range(10, 22)),
    *("S0-23", "S0-24", "S1-08", "S1-09"),
    *(f"S1-{number}" for number in range(10, 25)),
    *(f"S2-{number:02d}" for number in range(4, 17)),
    *("S2-18", "S2-22", "S2-23", "S2-25", "S2-26"),
    *(f"S2-{number}" for number in range(27, 33)),
    *("S3-07", "S3-09"),
    *(f"S3-{number}" for number in range(11, 26)),
    *(f"S4-{number}" for number in range(10, 16)),
)
_IN_NAMES = re.compile(r"(?<![a-z0-9])(?:s(\d)_(\d\d)|f_(\d+))(?![0-9])")
_RANGE = re.compile(r"\b(S\d-|F-)(\d+)(?:…|\.\.| to )(?:S\d-|F-)?(\d+)\b")


def numbers_named() -> set[str]:
    """Every number in a test or in its name, ranges such as `F-2..F-6` written out."""
    named: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        if path == Path(__file__):
            continue
        text = path.read_text("utf-8")
        named |= set(re.findall(r"\b(?:S\d-\d\d|F-\d+)\b", text))
        for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE):
            for seed, rule, feature in _IN_NAMES.findall(name):
                named.add(f"F-{feature}" if feature else f"S{seed}-{rule}")
        for prefix, first, last in _RANGE.findall(text):
            width = len(first) if prefix != "F-" else 0
            numbers = range(int(first), int(last) + 1)
            named |= {f"{prefix}{number:0{width}d}" for number in numbers}
    return named


def test_every_number_that_is_carried_is_named_by_a_test() -> None:
    named = numbers_named()
    assert [number for number in OURS if number not in named] == []
