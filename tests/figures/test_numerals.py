"""Numbers: rendering one in any accepted form and reading it gives it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.figures.numbers.numerals import han_value, read_number

READINGS = [
    ("5241.5万", 52415000, None),
    ("2,300万", 23000000, None),
    ("1.5万亿", 1500000000000, None),
    ("一万五千亿", 1500000000000, None),
    ("二十万亿", 20000000000000, None),
    ("一万零一十二", 10012, None),
    ("三点五亿", 350000000, None),
    ("两万五", 25000, None),
    ("一百二", 120, None),
    ("3亿5000万", 350000000, None),
    ("8个亿", 800000000, None),
    ("500-600", 500, 600),
    ("5-8万", 50000, 80000),
    ("七八十万", 700000, 800000),
    ("三至五", 3, 5),
    ("十七八", 17, 18),
]
ODD = ["十余", "百余", "两万余", "16万余", "580多万", "30多"]


@pytest.mark.parametrize(("words", "low", "high"), READINGS, ids=[words for words, _, _ in READINGS])
def test_reads(words: str, low: float, high: float | None) -> None:
    number = read_number(words, 0)
    assert number is not None
    assert (number.value, number.value_max, number.end) == (low, high, len(words))


@pytest.mark.parametrize("words", ODD)
def test_a_little_more(words: str) -> None:
    number = read_number(words, 0)
    assert number is not None
    assert number.odd
    assert number.end == len(words)


def in_han(n: int) -> str:
    """The plain way to write ``n`` in Chinese numerals: the slow inverse of what is tested."""
    digits = "零一二三四五六七八九"

    def below_ten_thousand(m: int) -> str:
        words, zero = "", False
        for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, m = divmod(m, scale)
            if digit:
                words += ("零" if zero else "") + digits[digit] + name
                zero = False
            else:
                zero = bool(words)
        return words

    words = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, n = divmod(n, scale)
        if part:
            words += ("零" if words and part < 1000 else "") + below_ten_thousand(part) + name
    return words


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_numerals_come_back(n: int) -> None:
    assert han_value(in_han(n)) == n


@given(st.decimals(min_value=1, max_value=9999, places=2), st.sampled_from(["", "万", "亿", "千", "百"]))
def test_scaled_digits_come_back(n: object, scale: str) -> None:
    factor = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[scale]
    number = read_number(f"{n}{scale}", 0)
    assert number is not None
    assert number.value == pytest.approx(float(str(n)) * factor, rel=1e-12)


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_come_back(n: int) -> None:
    number = read_number(f"{n:,}", 0)
    assert number is not None
    assert number.value == n
