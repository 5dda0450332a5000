"""Percentages that make up one whole."""

import pytest

CASES = [
    ("三次产业占比分别为12.1%、40.3%和47.6%。", ["consistent"]),
    ("三次产业占比分别为12.1%、40.3%和57.6%。", ["inconsistent"]),
    ("工业用电增长5.2%，居民用电占30%，农业用电占12%。", []),
    # a little may be in no part
    ("东部人口占39.93%，中部占25.83%，西部占27.12%，东北占6.98%。", ["unsure"]),
    # the end of a row is not the row
    ("反映干部18件，占32%；职工9件，占16%；村民的较多，占35%；单位9件，占16%，其它1件，占1%。", []),
    # one list that is all of its whole tells that another one with the same labels is, too
    ("单位数中，甲业占62.1%，乙业占37.9%；人员数中，甲业占58%，乙业占32%。", ["consistent", "inconsistent"]),
    ("单位数中，甲业占62.1%，乙业占27.9%。人员数中，甲业占58%，乙业占42%。", ["inconsistent"]),
    ("单位数中，甲业占62.1%，乙业占17.9%；人员数中，甲业占58%，乙业占32%。", []),
    # labels that leave nothing in most places are more than all
    ("成交面积中，公路占62.1%，铁路占57.9%。", ["inconsistent"]),
    ("运量中，公路占62.1%，铁路占27.9%。", []),
    # joined by colons
    ("三次产业结构由上年的6.5:55.0:38.5调整为6.0:55.1:38.9。", ["consistent", "consistent"]),
    ("三次产业结构由上年的6.5:55.0:38.5调整为6.0:53.1:38.9。", ["consistent", "inconsistent"]),
    ("城镇、农村消费占比为78.1:21.9，轻重工业比为30.2:69.8。", ["consistent", "consistent"]),
    # behind their parts
    ("男教师612人，占41.3%；女教师870人，占58.7%。", ["consistent"]),
    ("男教师612人，占41.3%；女教师870人，占85.7%。", ["inconsistent"]),
    ("0—6岁儿童3100人，占8.2%；7—17岁5200人，占13.7%；18岁及以上29600人，占87.1%。", ["inconsistent"]),
    ("党员干部42人，占60%；女干部21人，占30%。", []),
    # of several wholes
    ("税收完成8600万元，占年度预算的90.7%，占财政收入的38.9%。", []),
    ("第一产业贡献率为6.6%，第二产业贡献率为60.4%，第三产业贡献率为23%。", ["inconsistent"]),
    (
        "投资中东部最多，占45.7%，其次是西部，占30.2%，再次是中部，占20.8%，最少的是东北，占13.3%。",
        ["inconsistent"],
    ),
    # in turn, each of something else
    ("起火90起、伤12人、亡3人，分别占总数的87%、83.1%和87.2%。", []),
    # a rate and its opposite
    ("水样合格率96.4%，不合格率3.6%。", ["consistent"]),
    ("水样合格率96.4%，不合格率6.3%。", ["inconsistent"]),
    ("办理逮捕案件30件，批捕率74.3%；不捕率25.7%。", ["consistent"]),
    ("蔬菜合格率96.4%，水产品不合格率5.2%。", []),
    ("办理满意率92.4%，基本满意率7.6%。", ["consistent"]),
    ("办理满意率94.2%，基本满意率7.6%。", ["inconsistent"]),
    ("办理满意率92.4%，基本满意率6.1%。", ["unsure"]),
    # one rate, earlier and now
    ("非公有制经济增加值占比由2000年的45%提高到65%。", []),
    ("非农业人口比重由上年的32.1%上升到33.4%。", []),
    ("公有制经济占比45.2%，非公有制经济占比54.8%。", ["consistent"]),
]


@pytest.mark.parametrize(("text", "verdicts"), CASES, ids=[text for text, _ in CASES])
def test_composition(checks, text, verdicts):
    assert [one.verdict for one in checks(text, "hundred")] == verdicts
