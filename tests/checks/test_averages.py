"""Averages against their sum and their count."""

import pytest

CASES = [
    ("全村320户分红96万元，户均3000元。", ["consistent"]),
    ("全村320户分红96万元，户均2000元。", ["inconsistent"]),
    ("发放补贴96万元，惠及农户320户，户均补贴3000元。", ["consistent"]),
    ("种植辣椒500亩，总产值400万元，亩均产值6000元。", ["inconsistent"]),
    ("救助群众600人，支出救助金90万元，平均每人1500元。", ["consistent"]),
    ("发放补贴96万元，惠及农户320户，户均增收5200元。", []),  # more than the subsidy
    ("全镇总收入3亿元，人口2万人，人均纯收入1.2万元。", []),  # net
    ("发放养老金3.6亿元，惠及老人6万人，人均每月190元。", []),
    ("甲村120户、乙村200户，共分红96万元，户均5000元。", []),  # which of the two
]


@pytest.mark.parametrize(("text", "verdicts"), CASES, ids=[text for text, _ in CASES])
def test_averages(checks, text, verdicts):
    assert [one.verdict for one in checks(text, "average")] == verdicts


def test_arithmetic(checks):
    (one,) = checks("全村320户分红96万元，户均2000元。", "average")
    assert one.explanation == "96万元 ÷ 320户 = 3000元，原文写 2000元，相差 1000元"
    assert one.roles == ("总数", "个数", "平均数")
