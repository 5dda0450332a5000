"""Sums, 其中 and percentages of one whole."""

import pytest

CASES = [
    ("全县有卫生院24所，其中中心卫生院9所、一般卫生院15所。", "total", ["consistent"]),
    ("派出工作队员90名（市级20名、县级30名、乡级40名）。", "total", ["consistent"]),
    ("派出工作队员95名（市级20名、县级30名、乡级40名）。", "total", ["inconsistent"]),
    ("发放救灾款12.5万元、慰问金7.5万元，共计20万元。", "total", ["consistent"]),
    ("发放救灾款12.5万元、慰问金7.5万元，共计26万元。", "total", ["inconsistent"]),
    ("城镇居民31.26万人，农村居民28.47万人，合计59.7万人。", "total", ["consistent"]),  # rounding
    ("农业户800户、非农业户150户，两类共计900户。", "total", ["inconsistent"]),
    ("中央12万元、省级8万元、自筹5万元，三项合计30万元。", "total", ["inconsistent"]),
    ("今年春季植树1200亩，秋季植树900亩，全年共植树2300亩。", "total", ["inconsistent"]),
    ("全镇居民950户，其中农业户800户、非农业户100户。", "total", ["inconsistent"]),
    ("基层党组织160个，其中党委20个、党总支40个、党支部100个。", "total", ["consistent"]),
    ("全年引进项目40个，其中亿元项目12个、外资项目6个。", "total", []),  # only some are listed
    ("全市共有律师96名，其中专职律师60名、兼职律师10名。", "total", []),  # public ones are left
    ("全年引进项目40个，其中亿元项目52个。", "part", ["inconsistent"]),
    ("全年引进项目40个，其中亿元项目12个。", "part", ["consistent"]),
    ("三次产业占比分别为12.1%、40.3%和47.6%。", "hundred", ["consistent"]),
    ("三次产业占比分别为12.1%、40.3%和57.6%。", "hundred", ["inconsistent"]),
    ("工业用电增长5.2%，居民用电占30%，农业用电占12%。", "hundred", []),
]


@pytest.mark.parametrize(("text", "rule", "verdicts"), CASES, ids=[text for text, *_ in CASES])
def test_totals(checks, text, rule, verdicts):
    assert [one.verdict for one in checks(text, rule)] == verdicts


def test_arithmetic(checks):
    (one,) = checks("发放救灾款12.5万元、慰问金7.5万元，共计26万元。")
    assert one.explanation == "12.5万元 + 7.5万元 = 20万元，原文写 26万元，相差 6万元"
    assert one.roles == ("分项", "分项", "合计") and one.expected == 200_000
