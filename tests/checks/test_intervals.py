"""Intervals against an oracle: every true value is in the interval of what a writer makes of it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.checks.intervals import Interval, stated
from data_layer.model import Figure, FigureKind


def figure(quote, value, unit="人", modifier="", value_max=None):
    return Figure(
        "f", "a", 4, 4 + len(quote), quote, quote, value, unit, FigureKind.LEVEL, "指标",
        value_max=value_max, modifier=modifier,
    )  # fmt: skip


def near(quote, value, unit="人", modifier="", before="　　　　", behind="。"):
    before = before.rjust(4, "　")
    return stated(figure(quote, value, unit, modifier), before + quote + behind).near


CASES = [
    # quote, value, unit, modifier, words before | low, high, low open, high open
    ("80.5%", 80.5, "%", "", "", 80.45, 80.6, False, True),
    ("80%", 80, "%", "", "", 79.5, 81, False, True),
    ("2863人", 2863, "人", "", "", 2863, 2863, False, False),
    ("1.2万人", 12_000, "人", "", "", 11_500, 13_000, False, True),
    ("12万亩", 120_000, "亩", "", "", 115_000, 130_000, False, True),
    ("3亿5000万元", 350_000_000, "元", "", "", 349_995_000, 350_010_000, False, True),
    ("1300余人", 1300, "人", ">", "", 1300, 1400, False, True),
    ("20多万", 200_000, "元", ">", "", 200_000, 300_000, False, True),
    ("5000人", 5000, "人", "~", "约", 4000, 6000, False, False),
    ("36.5%", 36.5, "%", "~", "近", 36.4, 36.6, False, False),
    ("5000人", 5000, "人", "<", "不足", 4000, 5000, True, False),
    ("七八十万元", 700_000, "元", "", "", 650_000, 800_000, False, True),
    ("四成", 40, "%", "", "", 35, 50, False, True),
    ("7个百分点", 7, "个百分点", "", "", 6.5, 8, False, True),
    ("370亿千瓦时", 3.7e10, "千瓦时", "", "", 3.695e10, 3.71e10, False, True),
    ("2亿个", 200_000_000, "个", "", "", 150_000_000, 300_000_000, False, True),
]


@pytest.mark.parametrize(
    ("quote", "value", "unit", "modifier", "before", "low", "high", "low_open", "high_open"),
    CASES,
    ids=[case[4] + case[0] for case in CASES],
)
def test_what_a_number_stands_for(quote, value, unit, modifier, before, low, high, low_open, high_open):
    found = near(quote, value, unit, modifier, before)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-12)
    assert (found.low_open, found.high_open) == (low_open, high_open)


def written(value: Fraction, decimals: int, *, cut: bool) -> str:
    digits = int(value * 10**decimals + (0 if cut else Fraction(1, 2)))
    whole, rest = divmod(digits, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


@given(
    st.fractions(min_value=0, max_value=10_000, max_denominator=9973),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from([("亩", 1, ""), ("亿元", 10**8, "元"), ("万吨", 10**4, "吨"), ("%", 1, "%")]),
)
def test_a_rounded_or_cut_off_value_is_in_its_interval(true, decimals, cut, unit):
    words, factor, name = unit
    digits = written(true, decimals, cut=cut)
    value = Fraction(digits) * factor
    found = near(f"{digits}{words}", float(value), name or words)
    assert found.meets(Interval.point(true * factor))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 2), st.booleans())
def test_a_true_share_always_agrees_with_what_is_written_of_it(part, whole, decimals, cut):
    digits = written(Fraction(part, whole) * 100, decimals, cut=cut)
    share = Interval.point(part).over(Interval.point(whole)).scaled(100)
    assert share.meets(near(f"{digits}%", float(digits), "%"))


ends = st.fractions(min_value=0, max_value=1000, max_denominator=50)


def interval(low, high, low_open, high_open):
    low, high = sorted((low, high))
    return Interval(low, high, low_open and low < high, high_open and low < high)


intervals = st.builds(interval, ends, ends, st.booleans(), st.booleans())


def members(one: Interval) -> list[Fraction]:
    inside = [one.low + (one.high - one.low) * Fraction(i, 4) for i in (1, 2, 3)]
    return inside + [one.low] * (not one.low_open) + [one.high] * (not one.high_open)


@given(intervals, intervals)
def test_arithmetic_holds_every_result_of_members(a, b):
    for x in members(a):
        for y in members(b):
            assert (a + b).meets(Interval.point(x + y))
            assert (a - b).meets(Interval.point(x - y))
            if y > 0:
                assert a.over(b).meets(Interval.point(x / y))


@given(intervals, intervals)
def test_meeting_is_mutual_and_true(a, b):
    assert a.meets(b) == b.meets(a)
    low, high = max(a.low, b.low), min(a.high, b.high)
    middle = (low + high) / 2
    assert a.meets(b) == (a.meets(Interval.point(middle)) and b.meets(Interval.point(middle)))
