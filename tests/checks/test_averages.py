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
    # what each brings in, its sum behind
    ("按每箱蜂蜜120元计算，350箱合计收入4.2万元。", ["consistent"]),
    ("按每箱蜂蜜120元计算，350箱合计收入2.4万元。", ["inconsistent"]),
    ("新栽桑苗640亩，按每亩增收900元计算，共增收57.6万元。", ["consistent"]),
    ("新栽桑苗640亩，按每亩增收900元计算，共增收75.6万元。", ["inconsistent"]),
    ("救助群众300人，每人最多1万元，共发放救助金96万元。", []),
    # yields of what was sown
    ("播种油菜4.2万亩，亩产150公斤，总产6300吨。", ["consistent"]),
    ("播种油菜4.2万亩，亩产150公斤，总产9300吨。", ["inconsistent"]),
    ("全镇耕地4.2万亩，粮食亩产450公斤，总产2.1万吨。", []),  # sown twice
    ("播种粮食4.2万亩，其中小麦亩产450公斤，总产1.4万吨。", []),
    # prices
    ("镇里收购鲜笋86吨，收购均价5.2元/公斤，收购额44.7万元。", ["consistent"]),
    ("镇里收购鲜笋86吨，收购均价5.2元/公斤，收购额54.7万元。", ["inconsistent"]),
    ("镇里收购鲜笋68吨，每公斤均价5.2元。天气好。笋农卖笋收入44.7万元，户均1万元。", ["inconsistent"]),
    ("镇里收购鲜笋86吨，特级笋均价9.2元/公斤，收购额44.7万元。", []),
    ("镇里收购鲜笋86吨，均价5.2元/公斤，加上补贴，笋农收入57.3万元。", []),
    # sum and count right before, others further off
    ("借出绘本36册、画册24册。这48次培训花费14.4万元，平均每次花费3000元。", ["consistent"]),
    ("办培训班12次、讲座20次。这48次培训花费14.4万元，平均每次花费5000元。", ["inconsistent"]),
    ("山地1200亩，流转土地1600亩，得租金80万元，平均亩产值500元。", []),
    ("种菊1600亩，菊农收益480万元，平均亩产值300元。", ["inconsistent"]),  # a point moved
    ("全镇菊花产值480万元，涉及农户960户，困难户210户，户均产值5000元。", ["consistent"]),
    ("全镇菊花产值480万元，涉及农户960户，困难户210户，户均产值500元。", ["inconsistent"]),
    # brackets by one count
    (
        "全镇参保15000人，县里出资90万元（人均60元），镇里出资30万元（人均20元）。",
        ["consistent", "consistent"],
    ),
    (
        "全镇参保15000人，县里出资90万元（人均60元），镇里出资30万元（人均32元）。",
        ["consistent", "inconsistent"],
    ),
    ("全镇有15000人，发放救助金30万元（人均900元）。", []),  # those who were helped
]


@pytest.mark.parametrize(("text", "verdicts"), CASES, ids=[text for text, _ in CASES])
def test_averages(checks, text, verdicts):
    assert sorted(one.verdict for one in checks(text, "average")) == verdicts


def test_arithmetic(checks):
    (one,) = checks("全村320户分红96万元，户均2000元。", "average")
    assert one.explanation == "96万元 ÷ 320户 = 3000元，原文写 2000元，相差 1000元"
    assert one.roles == ("总数", "个数", "平均数")
