"""F-113: the short code of a card as people type it; what a phone is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.cards import ALPHABET, LENGTH, device_label, read_card_code, spaced

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


@given(CODES)
def test_a_printed_code_is_read_as_it_was_made(code: str) -> None:
    assert read_card_code(spaced(code)) == code
    assert read_card_code(f" {spaced(code).lower()}-") == code


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD23456", "ABCD234O", "ABCD2341", "ĂBCD2345"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_card_code(text) is None


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 9) Chrome/120.0 Mobile Safari/537.36", "Android · Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", "iPhone · Safari"),
        ("Mozilla/5.0 (Linux; Android 13; wv) Chrome/119 Zalo/23.09", "Android · Zalo"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0", "Windows · Firefox"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_phone_is_called_by_system_and_browser(said: str, label: str) -> None:
    assert device_label(said) == label
