"""The six letters of a key (F-37; frontend.md section 3, rule 13)."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.short_codes import ALPHABET, read_code, short_code


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("00000000-0000-4000-8000-000000000000", "AAAAAA"),
        ("ffffffff-ffff-4fff-8fff-ffffffffffff", "999999"),
        ("12345678-9abc-4def-8123-456789abcdef", "CJ4FN8"),
    ],
)
def test_the_code_of_a_key_is_the_same_wherever_it_is_worked_out(key: str, code: str) -> None:
    assert short_code(UUID(key)) == code


def test_no_letter_can_be_mistaken_for_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("01OIl") & set(ALPHABET)


@given(st.uuids(version=4))
def test_a_code_is_read_back_however_it_is_typed(key: UUID) -> None:
    code = short_code(key)
    assert read_code(code) == code
    assert read_code(f" {code[:3].lower()}-{code[3:]} ") == code


@given(st.uuids(version=4))
def test_only_the_first_thirty_bits_count(key: UUID) -> None:
    assert short_code(UUID(int=key.int ^ ((1 << 98) - 1))) == short_code(key)
    assert short_code(UUID(int=key.int ^ (1 << 98))) != short_code(key)


@pytest.mark.parametrize("text", ["", "CJ4FN", "CJ4FN88", "CJ4FN0", "ĐJ4FN8", "CJ4FN1"])
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert read_code(text) is None
