"""Statements that hold by definition: urban rates, classes around a list, shares of both sexes."""

import pytest

CASES = [
    # 城镇化率 is of the population that stands before it
    ("年末常住人口52.40万人，其中城镇人口30.13万人，乡村人口22.27万人，常住人口城镇化率为57.5%。", False),
    ("年末常住人口52.40万人，其中城镇人口30.13万人，乡村人口22.27万人，常住人口城镇化率为75.5%。", True),
    ("年末户籍人口60.5万人，其中城镇人口18.2万人、乡村人口42.3万人，常住人口城镇化率为57.5%。", False),
    # a classification with a list inside one of its classes
    (
        "全年生产总值861520万元。其中：第一产业增加值152300万元；第二产业增加值310080万元，其中工业280010万元。"
        "第三产业增加值399140万元。",
        False,
    ),
    (
        "全年生产总值861520万元。其中：第一产业增加值152300万元；第二产业增加值310080万元，其中工业280010万元。"
        "第三产业增加值393940万元，其中旅游业52000万元。",
        True,
    ),
    (
        "全年生产总值86.15亿元。其中：第一产业增加值15.23亿元，其中种植业8.1亿元；第二产业增加值13.01亿元，"
        "其中工业11.2亿元；第三产业增加值39.91亿元。",
        True,
    ),
    # a list of a later sentence that says by what it is sorted
    (
        "1至6月完成税费36200万元。分部门情况是：国税部门完成14100万元、地税部门完成17300万元、财政部门完成4800万元。",
        False,
    ),
    (
        "1至6月完成税费36200万元。分部门情况是：国税部门完成14100万元、地税部门完成13700万元、财政部门完成4800万元。",
        True,
    ),
    ("1至6月完成税费36200万元。分部门：国税部门14100万元、地税部门17300万元、财政部门8400万元。", True),
    # shares of both sexes, whose whole is their sum
    ("常住人口中，男性人口为152310人，占51.27%；女性人口为144780人，占48.73%。", False),
    ("常住人口中，男性人口为125310人，占51.27%；女性人口为144780人，占48.73%。", True),
    ("参保人员里，男性3210人，占46.6%；女性3680人，占53.4%。", False),
    # the sum that came is part of the sum that is there
    ("一般公共预算收入完成27318元，同比增收4120万元，增长17.76%。", True),
    ("一般公共预算收入完成27318万元，较上年同期增长17.76%，增收4120万元。", False),
    ("一般公共预算收入完成27318万元，较上年同期增长17.76%，增收1420万元。", True),
    # not prosecuted: three kinds there are
    ("决定不起诉86人，其中法定不起诉7人、情节轻微不起诉61人、证据不足不起诉18人。", False),
    ("决定不起诉86人，其中法定不起诉7人、情节轻微不起诉61人、证据不足不起诉81人。", True),
]


@pytest.mark.parametrize(("text", "wrong"), CASES, ids=[text[:24] for text, _ in CASES])
def test_what_holds_by_definition(checks, text, wrong):
    assert any(one.verdict == "inconsistent" for one in checks(text)) is wrong
