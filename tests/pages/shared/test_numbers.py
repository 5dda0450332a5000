"""How numbers are written on the screens."""

from __future__ import annotations

import math

import pytest

from pages.shared.numbers import (
    MISSING,
    Scale,
    counted,
    divided,
    exact,
    full,
    grouped,
    in_scale,
    multiplied_out,
    scale_for,
    short,
    stated,
    table_scale,
    written_multiple,
)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(8210, "人", "8,210人", id="below-wan-stays"),
        pytest.param(12000, "人", "1.2万人", id="wan"),
        pytest.param(340_000_000, "元", "3.4亿元", id="yi"),
        pytest.param(52_415_000, "元", "5,241.5万元", id="thousands-of-wan"),
        pytest.param(-25_000, "人", "-2.5万人", id="a-fall"),
        pytest.param(0, "人", "0人", id="zero-is-zero"),
        pytest.param(-0.0, "%", "0%", id="no-minus-zero"),
        pytest.param(0.3 - 0.1 - 0.2, "%", "0%", id="what-fractions-leave-of-zero"),
        pytest.param(-0.0012, "%", "-0.0012%", id="small-is-not-zero"),
        pytest.param(0.0454, "%", "0.045%", id="two-digits-of-what-is-small"),
        pytest.param(82_500_000, "千克", "8.25万吨", id="tonnes"),
        pytest.param(1800, "千米", "1,800公里", id="kilometres"),
        pytest.param(120, "公顷", "1,800亩", id="land"),
        pytest.param(105.6, "%", "105.6%", id="percent"),
        pytest.param(20000, "%", "20,000%", id="percent-is-never-wan"),
        pytest.param(0.2, "比例", "0.2", id="a-plain-ratio"),
        pytest.param(None, "人", MISSING, id="missing"),
        pytest.param(math.nan, "人", MISSING, id="nan"),
    ],
)
def test_short(value: float | None, unit: str, expected: str) -> None:
    assert short(value, unit) == expected


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        pytest.param([8210, 52000], "人", Scale(1.0, "人"), id="five-digits-stay"),
        pytest.param([8210, 152000, None], "人", Scale(1e4, "万人"), id="wan"),
        pytest.param([3.4e9, math.nan], "元", Scale(1e8, "亿元"), id="yi"),
        pytest.param([-3.4e9], "元", Scale(1e8, "亿元"), id="by-size-not-sign"),
        pytest.param([10.2, 99999.0], "%", Scale(1.0, "%"), id="percent"),
        pytest.param([82_500.0], "千克", Scale(1e3, "吨"), id="tonnes"),
        pytest.param([20_000], "公顷", Scale(1e4 / 15, "万亩"), id="land-in-wan"),
        pytest.param([120], "公顷", Scale(1 / 15, "亩"), id="land"),
        pytest.param([], "人", Scale(1.0, "人"), id="no-values"),
    ],
)
def test_scale_for(values: list[float | None], unit: str, expected: Scale) -> None:
    assert scale_for(values, unit) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"value": 12000, "unit": "人", "modifier": "~"}, "≈1.2万人", id="about"),
        pytest.param({"value": 30, "unit": "%", "modifier": ">"}, ">30%", id="more-than"),
        pytest.param({"value": 30, "unit": "家", "modifier": "<"}, "<30家", id="less-than"),
        pytest.param({"value": 7e5, "unit": "元", "value_max": 8e5}, "70万元至80万元", id="range"),
        pytest.param({"value": 2, "unit": "位", "kind": "rank"}, "第2位", id="rank"),
        pytest.param({"value": 200, "unit": "公顷"}, "200公顷", id="land-as-written"),
        pytest.param({"value": None, "unit": "人"}, MISSING, id="missing"),
    ],
)
def test_stated(given: dict, expected: str) -> None:
    assert stated(**given) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(16254, "项", "16,254项", id="more-digits-than-two-decimals-hold"),
        pytest.param(52_415_000, "元", "5,241.5万元", id="wan"),
        pytest.param(187_630_000_000, "元", "1,876.3亿元", id="yi"),
        pytest.param(11_445_660, "亩", "1,144.566万亩", id="three-decimals-of-hundreds-of-wan"),
        pytest.param(123_456_789, "元", "123,456,789元", id="every-digit"),
        pytest.param(0, "户", "0户", id="zero"),
        pytest.param(-22.11, "%", "-22.11%", id="percent"),
        pytest.param(2000 / 24, "天", "83.33天", id="endless-after-a-conversion"),
        pytest.param(1263461 / 24, "天", "52,644.21天", id="endless-and-large"),
        pytest.param(3.1416, "平方米", "3.1416平方米", id="four-written-decimals"),
        pytest.param(1_156_900 / 15, "公顷", "115.69万亩", id="land-in-wan"),
        pytest.param(395206.666667, "公顷", "592.81万亩", id="land-of-which-twelve-digits-are-kept"),
        pytest.param(100 / 3, "公顷", "500亩", id="land"),
        pytest.param(36_000, "名", "3.6万名", id="people"),
        pytest.param(0.00012, "比例", "0.00012", id="small"),
        pytest.param(None, "户", MISSING, id="missing"),
    ],
)
def test_exact_loses_no_digit(value: float | None, unit: str, expected: str) -> None:
    assert exact(value, unit) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(12000, "人", "1.2万", id="wan"),
        pytest.param(0, "户", "0", id="zero-is-zero"),
        pytest.param(7.5, "%", "7.5", id="percent"),
        pytest.param(1800, "千米", "1,800", id="kilometres"),
        pytest.param(82_500_000, "千克", "8.25万吨", id="tonnes-are-not-kilograms"),
        pytest.param(0.2, "比例", "0.2", id="a-plain-ratio"),
        pytest.param(None, "人", MISSING, id="missing"),
    ],
)
def test_a_cell_under_a_head_with_the_unit_has_the_number_alone(
    value: float | None, unit: str, expected: str
) -> None:
    assert counted(value, unit) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        pytest.param("亿元", (1e8, "元"), id="yi"),
        pytest.param("万亿元", (1e12, "元"), id="wan-yi"),
        pytest.param("万人次", (1e4, "人次"), id="wan"),
        pytest.param("元", (1.0, "元"), id="none"),
        pytest.param("万", (1.0, "万"), id="nothing-is-counted"),
        pytest.param("", (1.0, ""), id="empty"),
    ],
)
def test_a_unit_may_be_written_with_what_it_is_counted_in(unit: str, expected: tuple[float, str]) -> None:
    assert multiplied_out(unit) == expected


def test_a_value_is_told_as_its_quote_counts_it() -> None:
    assert written_multiple("1876.3亿元") == "亿"
    assert written_multiple("8210人") == ""
    assert divided(187_630_000_000, "亿") == 1876.3
    assert divided(8210, "") == 8210
    assert divided(None, "万") is None


def test_a_column_keeps_the_digits_of_the_text_after_a_conversion() -> None:
    scale = table_scale([119333.333333, 212133.333333], "公顷")
    assert scale == Scale(1e4 / 15, "万亩")
    assert [in_scale(value, scale) for value in (119333.333333, 212133.333333)] == [179, 318.2]
    assert in_scale(1_234_567_890_123.45, Scale(1, "元")) == 1_234_567_890_123.45


def test_full_keeps_every_digit() -> None:
    assert full(52_415_000.5, "元") == "52,415,000.5元"
    assert full(120, "公顷") == "1,800亩"
    assert full(120, "公顷", written=True) == "120公顷"
    assert grouped(81.63000000000001) == "81.63"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([2_200_000.0, 96_000.0], Scale(1e4, "万人"), id="nothing-lost"),
        pytest.param([2_200_000.0, 4634.0], Scale(1.0, "人"), id="a-digit-would-be-lost"),
    ],
)
def test_a_column_takes_the_larger_unit_only_where_no_digit_is_lost(
    values: list[float], expected: Scale
) -> None:
    assert table_scale(values, "人") == expected
