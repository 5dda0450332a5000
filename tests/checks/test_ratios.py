"""Percentages against their part and whole."""

import pytest

CASES = [
    # two members of one list are not part and whole
    ("不起诉70人，其中情节轻微不起诉65人，证据不足不起诉5人，不起诉率19.34%。", []),
    ("学员90人，其中在岗转岗60人，失业转岗30人，转岗率95%。", []),
    ("参会代表120人，其中农村代表80人，其中妇女20人，妇女占25%。", "consistent"),
    # a rate of two digits that another number above explains is not held against the nearer one
    ("企业共需员工900人，现有员工800人，缺工100人，缺工率11%。", "unsure"),
    ("岗位共需护士420名，现有护士378名，缺护士42名，缺护士率10%。", "unsure"),
    # statement | verdict
    ("全县共有适龄儿童1250名，已入学1235名，入学率98.8%。", "consistent"),
    ("全县共有适龄儿童1250名，已入学1235名，入学率89.8%。", "inconsistent"),
    ("窗口收到申请3120件，办结3042件，办结率达97.5%。", "consistent"),
    ("窗口收到申请3120件，办结3042件，办结率达79.5%。", "inconsistent"),
    ("在册合作社144家，其中示范社116家，占80.5%。", "consistent"),  # cut off
    ("在册合作社144家，其中示范社116家，占80.7%。", "inconsistent"),
    ("全镇有脱贫户320户，其中发展种植的201户，占全省的3.1%。", None),
    ("新建厂房30栋，建成12栋，入驻率85%。", None),
    ("财政支出48亿元，用于卫生、教育36亿元，教育支出占比75%。", "consistent"),
    ("财政支出48亿元，用于卫生、教育36亿元，教育支出占比57%。", "inconsistent"),
    ("林地46万亩，公益林23万亩，公益林面积占林地总面积的比重为60%。", "inconsistent"),
    ("80个乡镇中，建成养老中心的有60个，覆盖率57%。", "inconsistent"),
    ("80个乡镇中，通天然气的有60个，农村气化率57%。", None),
    # a share behind a row is of all of it, or of one alone, never of one over its neighbour
    ("受理诉求900件，位居前三的有交通类330件、城建类210件、教育类120件，占总量的73%。", "consistent"),
    ("全镇种植大户36户，其中甲村12户、乙村9户、丙村6户，占总数的75%。", "consistent"),
    ("查处案件240起，位列前三的为超速80起、酒驾60起、无证40起，占总数的75%。", "consistent"),
    ("共办理工单2495件。前三类是交通类783件、城建类579件、政法类562件，占工单总量的77.1%。", "consistent"),
    ("共办理工单2495件。前三类是交通类783件、城建类579件、政法类562件，占工单总量的87.1%。", "unsure"),
    # a zero may have been written behind a rounded share
    ("立案146件，办结109件，办结率74.70%。", "unsure"),
    ("立案146件，办结109件，办结率74.60%。", "unsure"),
    ("立案146件，办结109件，办结率74.30%。", "inconsistent"),
    (
        "受理诉求2495件。按期回复2424件。前三类：交通783件、城建579件、政法562件，占诉求总量的87%。",
        "inconsistent",
    ),
    # cases are closed by several words, and all that were taken in are the whole
    ("全年受理案件1240件，审结1116件，同比上升3.1%和4.6%，结案率90%。", "consistent"),
    ("全年受理案件1240件，审执结1116件，同比上升3.1%和4.6%，结案率81%。", "inconsistent"),
    ("共受理劳动争议860件，审结817件，综合结案率59%。", "inconsistent"),
    ("收到申请仲裁案件520件，结案494件，办结率59%。", "inconsistent"),
    ("新收案件1240件，审结1116件，结案率81%。", None),  # cases of the year before come on top
    ("全年受理案件1240件，审结1116件，执行案件结案率81%。", None),
    ("全年受理案件1240件，审结1116件，法定审限内结案率99%。", None),
]


@pytest.mark.parametrize(("text", "verdict"), CASES, ids=[text for text, _ in CASES])
def test_share(checks, text, verdict):
    found = checks(text, "share")
    assert [one.verdict for one in found] == ([verdict] if verdict else [])


def test_each_part_of_a_list_is_a_share_of_the_whole(checks):
    text = "受理投诉200件，其中商品类120件，占60%，服务类50件，占{}%。"
    assert [one.verdict for one in checks(text.format(25), "share")] == ["consistent", "consistent"]
    (wrong,) = [one for one in checks(text.format(35), "share") if one.verdict == "inconsistent"]
    assert wrong.explanation == "50 ÷ 200 = 25%，原文写 35%，相差 10 个百分点"


def test_arithmetic_is_written_out(checks):
    (one,) = checks("毕业生2000名，其中就业1800人，就业率95.5%。", "share")
    assert one.explanation == "1800 ÷ 2000 = 90%，原文写 95.5%，相差 5.5 个百分点"
    assert one.roles == ("部分", "总体", "比率")
    assert (one.expected, one.difference) == (90, 5.5)
    assert [figure.split("-")[-1] for figure in one.figures] == ["13", "3", "22"]
    assert 0 < one.weight <= 1


def test_ids_are_stable_and_their_own(checks):
    text = "毕业生2000名，就业1800人，就业率90%。退役军人300名，就业270人，就业率90%。"
    first, again = checks(text, "share"), checks(text, "share")
    assert first == again and len({one.check_id for one in first}) == 2
