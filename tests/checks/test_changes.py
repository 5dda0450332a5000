"""From-to against stated changes, directions, points, multiples; what must not be judged."""

import pytest

CASES = [
    ("合作社由20家发展到26家，增长30%。", "change", ["consistent"]),
    ("合作社由20家发展到26家，增长13%。", "change", ["inconsistent"]),
    ("审批事项由120项精简到90项，减少25%。", "change", ["consistent"]),
    ("审批事项由120项精简到90项，减少20项。", "change", ["inconsistent"]),
    ("合作社达26家，比上年的20家增加6家，增长30%。", "change", ["consistent", "consistent"]),
    ("合作社达26家，比上年增加6家，增长30%。", "change", ["consistent"]),
    ("合作社达26家，比上年增加6家，增长23.1%。", "change", ["inconsistent"]),  # divided by the new number
    ("年产值由200万元增加到640万元，是原来的3.2倍。", "change", ["consistent"]),
    ("年产值由200万元增加到640万元，增长2.2倍。", "change", ["consistent"]),
    ("年产值由200万元增加到420万元，翻了一番。", "change", ["consistent"]),
    ("培训机构由15家增加到9家。", "direction", ["inconsistent"]),
    ("审批时间由240个工作日压减至80个工作日。", "direction", ["consistent"]),
    ("森林覆盖率由40.2%提高到45.7%，提高5.5个百分点。", "points", ["consistent"]),
    ("森林覆盖率由40.2%提高到45.7%，提高7.5个百分点。", "points", ["inconsistent"]),
    ("地区生产总值由100亿元增加到120亿元，增长8.1%。", "change", ["not_applicable"]),  # constant prices
    # two counts, whose changes are told by their names
    (
        "查处案件60件82人，去年同期为80件120人，同比件数下降25%、人数下降31.67%。",
        "change",
        ["consistent", "consistent"],
    ),
    (
        "查处案件60件82人，去年同期为80件120人，同比件数下降25%，人数下降13.67%。",
        "change",
        ["consistent", "inconsistent"],
    ),
    (
        "调解纠纷90件210人，上年同期为75件150人，件数增长20%、人数增长40%。",
        "change",
        ["consistent", "consistent"],
    ),
    # of several values that share a word, the one that has the whole name
    (
        "汉族人口8800人，少数民族人口1200人。与2010年相比，汉族人口增加800人，增长10%；少数民族人口增加200人，增长20%。",
        "change",
        ["consistent", "consistent"],
    ),
    (
        "城镇居民880户，农村居民630户。与上年相比，城镇居民增加80户，增长13%；农村居民减少70户，下降10%。",
        "change",
        ["consistent", "inconsistent"],
    ),
    (
        "刑事案件90件，民事案件420件。与去年同期相比，刑事案件减少10件，下降19%；民事案件增加20件，增长5%。",
        "change",
        ["consistent", "inconsistent"],
    ),
    (
        "藏族人口6600人，土族人口400人。与2010年第六次人口普查所登记数相比，藏族人口增加600人，增长19%。",
        "change",
        ["inconsistent"],
    ),
    # a bound is no earlier value
    (
        "死亡3人以上的事故20起，造成90人死亡；与上年同期相比，死亡人数减少10人，下降10%。",
        "change",
        ["consistent"],
    ),
    (
        "死亡3人以上的事故20起，造成90人死亡；与上年同期相比，死亡人数减少10人，下降16%。",
        "change",
        ["inconsistent"],
    ),
    (
        "受伤5人以下的事故40起，造成96人受伤；与上年同期相比，受伤人数增加6人，上升9.67%。",
        "change",
        ["inconsistent"],
    ),
    ("工业税收由100亿元增加到120亿元，同口径增长8.1%。", "change", ["not_applicable"]),
    ("合作社由五年前的20家发展到现在的26家，增长13%。", "change", ["inconsistent"]),
    ("博物馆达到26家，比五年前的20家增加8家。", "change", ["inconsistent"]),
    ("供热面积60万平方米，较上一采暖季的50万平方米增加20万平方米。", "change", ["inconsistent"]),
    ("今年办件800件，较去年的600件多办300件。", "change", ["inconsistent"]),
    ("存款达60亿元，较年初新增10亿元，增长20%。", "change", ["consistent"]),
    ("存款达60亿元，较年初新增10亿元，贷款增长9%。", "change", []),
    ("报销比例由50%、60%提高到65%、70%，提高15个、20个百分点。", "points", ["inconsistent", "consistent"]),
    ("报销比例从60%、50%提高到70%。", "direction", ["consistent", "consistent"]),
    # behind a target, a share or a comparison with another place
    (
        "收入完成32150万元，完成预算50000万元的64.3%，比上年增加4020万元，增长12.5%。",
        "change",
        ["inconsistent"],
    ),
    ("收入完成3200万元，占预算的64%，同比减收800万元，下降25%。", "change", ["inconsistent"]),
    ("收入完成3200万元，比全市平均进度快2.1%，同比增收800万元，增长33.3%。", "change", ["consistent"]),
    # told apart from the value
    (
        "发生火灾480起，伤亡36人。与上年相比，火灾起数减少60起，下降12.5%；伤亡人数减少4人，下降10%。",
        "change",
        ["inconsistent", "consistent"],
    ),
    ("发生火灾480起，伤亡36人。与全省平均相比，火灾起数减少60起，下降12.5%。", "change", []),
    # the earlier number, named by its year with a bracket behind
    (
        "人口26000人，与2010年（第六次普查，下同）的20000人相比，增加6000人，增长30%。",
        "change",
        ["consistent"] * 2,
    ),
    (
        "人口26000人，与2010年（第六次普查，下同）的20000人相比，增加6000人，增长23.1%。",
        "change",
        ["consistent", "inconsistent"],
    ),
    # counted in two units
    (
        "受理案件80件120人，去年同期为100件160人，件数和人数分别下降20%和52%。",
        "change",
        ["inconsistent", "consistent"],
    ),
    ("合作社由2016年的20家发展到2021年的26家，年均增长5.4%。", "change", ["consistent"]),
    ("合作社由20家发展到26家，比全省平均水平快13%。", "change", []),
    ("保障范围由14种增至29种，提高221种药品报销比例。", "change", []),
]


@pytest.mark.parametrize(("text", "rule", "verdicts"), CASES, ids=[text for text, *_ in CASES])
def test_changes(checks, text, rule, verdicts):
    assert sorted(one.verdict for one in checks(text, rule)) == sorted(verdicts)


def test_arithmetic_of_a_fall(checks):
    (one,) = checks("信访量由400件降至300件，下降52%。", "change")
    assert one.explanation == "（400 - 300）÷ 400 = 25%，原文写 52%，相差 27 个百分点"
    assert (one.expected, one.difference) == (-25, -27)
