"""Numbers tied by definition or by each other: balances, ratios of two classes, units, rows that close."""

import pytest

CASES = {
    "balance": [
        ("全县外贸进出口12.8亿元。其中，出口9.5亿元，增长4%；进口3.3亿元，下降2%；贸易顺差6.2亿元。", False),
        ("全县外贸进出口12.8亿元。其中，出口9.5亿元，增长4%；进口3.3亿元，下降2%；贸易顺差2.6亿元。", True),
        ("一季度进口8.6亿元，出口3.1亿元，贸易逆差5.5亿元。", False),
        ("一季度进口8.6亿元，出口3.1亿元，贸易逆差55亿元。", True),
        ("全年出生人口2860人，死亡人口1930人，自然增加930人。", False),
        ("全年出生人口2860人，死亡人口1930人，自然增加390人。", True),
        ("迁入人口4210人，迁出人口3180人，净迁入1300人。", True),
        ("全年新登记个体户1860户，注销540户，净增1320户。", False),
        ("全年新登记个体户1860户，注销540户，净增1230户。", True),
        ("本年基金收入48021万元，支出42642万元，当期结余5379万元，累计结余40602万元。", False),
        ("本年基金收入48021万元，支出42642万元，当期结余9379万元，累计结余40602万元。", True),
        # what was there before comes on top, or the numbers are not side by side
        ("当年基金收入20.5亿元，支出18.2亿元，年末累计结余9.7亿元。", False),
        ("出口9.5亿元，其中机电产品4.1亿元，农产品1.2亿元；进口3.3亿元，顺差扩大。", False),
        ("前两月出口9.5亿元，3月进口3.3亿元，全年顺差预计15亿元。", False),
    ],
    "quotient": [
        ("城镇居民人均可支配收入38640元，农村居民人均可支配收入21450元，城乡居民收入比为1.80。", False),
        ("城镇居民人均可支配收入38640元，农村居民人均可支配收入21450元，城乡居民收入比为1.08。", True),
        ("城镇居民人均可支配收入38640元。农村居民人均可支配收入21450元，城乡收入比缩小到1.91。", True),
        # of an earlier year, of another income
        ("城镇居民可支配收入38640元，农村居民可支配收入21450元，城乡收入比由上年的1.95缩小至1.80。", False),
        ("城镇居民人均工资性收入22640元，农村居民人均工资性收入9450元，城乡居民收入比为1.80。", False),
    ],
    "restated": [
        ("新建高标准农田1200公顷（18000亩），总投资3600万元。", False),
        ("新建高标准农田1200公顷（1.8万亩），总投资3600万元。", False),
        ("新建高标准农田1200公顷（8100亩），总投资3600万元。", True),
        ("粮食总产量86.4万吨（17.3亿斤），比上年增加2.1万吨（0.4亿斤），增长2.5%。", False),
        ("粮食总产量86.4万吨（17.3亿斤），比上年增加2.1万吨（0.4亿斤），增长5.2%。", True),
        ("播种面积1160公顷（17400亩），比上年减少20公顷（300亩），下降1.7%。", False),
        ("播种面积1160公顷（17400亩），比上年减少20公顷（3000亩），下降1.7%。", True),
        # money at a rate of exchange, another thing in the bracket
        ("实际利用外资3200万元（450万美元），增长6%。", False),
        ("新建大棚60亩（另有露地20公顷）。", False),
    ],
    "leads": [
        ("镇上商户收入增长6.4%，村里商户收入增长8.9%，增速高于镇上商户收入2.5个百分点。", False),
        ("镇上商户收入增长6.4%，村里商户收入增长8.9%，增速高于镇上商户收入5.2个百分点。", True),
        ("建筑业投资增长9.4%。工业投资增长12.5%，快于建筑业投资增速1.3个百分点。", True),
        ("建筑业投资增长9.4%。工业投资增长12.5%，快于全省平均1.3个百分点。", False),
        ("建筑业投资增长9.4%。工业投资增长12.5%，比上年提高1.3个百分点。", False),
    ],
    "steps in turn": [
        ("发生火灾36起、受伤15人，同比减少4起、5人，分别下降10%和25%。", False),
        ("发生火灾36起、受伤15人，同比减少4起、5人，分别下降10%和52%。", True),
        ("调解纠纷150件，涉及320人，同比增加30件、20人，分别增长25%、6.7%。", False),
        ("调解纠纷150件，涉及320人，同比增加30件、20人，分别增长20%、6.7%。", True),
        ("发生火灾36起、受伤15人，比上月减少4起、5人，同比分别下降30%和35%。", False),
    ],
    "step from its base": [
        ("全镇常住人口与2010年普查时的52300人相比，减少4180人，下降7.99%。", False),
        ("全镇常住人口与2010年普查时的52300人相比，减少4180人，下降9.77%。", True),
        ("存款余额比年初的447亿元增加65亿元，同比增长9.6%。", False),
        ("全市常住人口52300人，与2010年全国人口普查的56480人相比，十年间减少4180人，减少7.40%。", False),
        ("全市常住人口52300人，与2010年全国人口普查的56480人相比，十年间减少4180人，减少4.70%。", True),
        ("年末共有村医326人，其中女性118人。与上年末村医341人相比，减少15人。", False),
        ("年末共有村医326人，其中女性118人。与上年末村医341人相比，减少51人。", True),
        ("年末共有村医326人。与上年末校医341人相比，减少51人。", False),
        # a comparison told anew is of the same value
        ("在册商户2160户，环比增加40户，增长1.9%，同比增加180户，增长9.1%。", False),
        ("在册商户2160户，环比增加40户，增长1.9%，同比增加180户，增长1.9%。", True),
        ("在册商户2160户，环比增加40户，增长1.9%，其中餐馆同比增加12户，增长9.7%。", False),
    ],
    "rows that close": [
        ("甲片区有商户618户，占51.5%；乙片区354户，占29.5%；丙片区228户，占19.0%。", False),
        ("甲片区有商户618户，占51.5%；乙片区345户，占29.5%；丙片区228户，占19.0%。", True),
        ("甲片区有商户618户，占51.5%；乙片区354户，占25.9%；丙片区228户，占19.0%。", True),
        ("甲片区有商户618户，占51.5%；乙片区354户，占29.4%；丙片区228户，占19.1%。", False),  # trimmed
        ("桥南片种茶2460亩，占总面积的61.5%；桥北片种茶1540亩，占总面积的38.5%。", False),
        ("桥南片种茶2640亩，占总面积的61.5%；桥北片种茶1540亩，占总面积的38.5%。", True),
        # some of many
        ("大户甲种茶618亩，占全镇的11.5%；大户乙354亩，占全镇的6.6%；大户丙228亩，占全镇的4.2%。", False),
    ],
    "rows inside": [
        ("男村医204人，占62.58%；女村医122人，占37.42%，其中党员31人，占9.51%。", False),
        ("男村医204人，占62.58%；女村医122人，占37.42%，其中党员31人，占25.41%。", False),
        ("男村医204人，占62.58%；女村医122人，占37.42%，其中党员31人，占9.15%。", True),
        ("男村医204人，占62.58%；女村医122人，占37.42%，其中党员31人，占全县党员的0.15%。", False),
    ],
    "what is left": [
        ("抽检大米320批次，不合格4批次，合格率98.75%。", False),
        ("抽检大米320批次，检出不合格4批次，合格率为95.78%。", True),
        ("抽检大米320批次，不合格4批次，抽检面粉合格率为95.78%。", False),
    ],
    "means of a kind": [
        ("全县家庭户98200户，集体户1300户，家庭户人口265140人，平均每个家庭户的人口为2.70人。", False),
        ("全县家庭户98200户，集体户1300户，家庭户人口265140人，平均每个家庭户的人口为2.07人。", True),
    ],
    "shares of both": [
        ("外出务工者中男性占63.4%，女性占36.6%；本地务工者中男性占58.2%，女性占41.8%。", False),
        ("外出务工者中男性占63.4%，女性占36.6%；本地务工者中男性占58.2%，女性占48.1%。", True),
    ],
    "shares of one row": [
        ("保费里财产险占比最高，为46.2%，寿险和健康险分别占比为38.5%、12.1%，意外险占3.2%。", False),
        ("保费里财产险占比最高，为46.2%，寿险和健康险分别占比为35.8%、12.1%，意外险占3.2%。", True),
    ],
    "pulls": [
        ("第一产业增4%，贡献率9.3%；第二产业增6%，贡献率48.8%；第三产业增5%，贡献率41.9%。", False),
        ("第一产业增4%，贡献率9.3%；第二产业增6%，贡献率48.8%；第三产业增5%，贡献率49.1%。", True),
    ],
    "points": [
        ("达标率由84.1%上升到85.6%，升高1.5个百分点。", False),
        ("达标率由84.1%上升到85.6%，升高5.1个百分点。", True),
    ],
    "wholes by definition": [
        ("第二产业投资38.6亿元，其中，工业投资33.2亿元，增长6%；建筑业投资5.6亿元，下降3%。", False),
        ("发送旅客86.5万人次，其中，铁路36.1万人次，公路48.2万人次，水路0.3万人次，民航1.9万人次。", False),
        ("发送旅客86.5万人次，其中，铁路26.1万人次，公路48.2万人次，水路0.3万人次，民航1.9万人次。", True),
        ("货运量86.5万吨，其中，铁路26.1万吨，公路48.2万吨，水路0.3万吨，民航1.9万吨。", False),  # pipelines
        ("地区生产总值86.2亿元，增长5%。第一产业增加值12.1亿元，第二产业30.5亿元，第三产业43.6亿元。", False),
        ("地区生产总值86.2亿元，增长5%。第一产业增加值21.1亿元，第二产业30.5亿元，第三产业43.6亿元。", True),
        ("地区生产总值86.2亿元，增长5%。第一产业投资2.1亿元，第二产业30.5亿元，第三产业43.6亿元。", False),
        ("农村公路1365公里，其中县道218公里、乡道402公里、村道745公里。", False),
        ("农村公路1365公里，其中县道218公里、乡道402公里、村道475公里。", True),
        ("公路里程1872公里，其中县道218公里、乡道402公里、村道745公里。", False),
        ("用电量52.4亿度，第一产业用电1.2亿度，第二产业用电33.1亿度，第三产业用电9.6亿度。", False),
        ("零售总额86.5亿元。按地区统计，城镇零售额71.3亿元，增长5%；乡村零售额15.2亿元，增长6%。", False),
        ("零售总额86.5亿元。按地区统计，城镇零售额71.3亿元，增长5%；乡村零售额12.5亿元，增长6%。", True),
    ],
    "zeros are no slips": [
        ("全年收入总计96.31万元，其中：本年合计95.80万元，使用结余0.00万元，年初结转和结余0.51万元。", False),
        ("三项经费合计18.6万元：出国经费0万元，车辆购置费0万元，接待费6.2万元，均按规定开支。", False),
    ],
    "rate of the sentence before": [
        ("上半年受理求助4860件，办结4617件。办结率为95%。", False),
        ("上半年受理求助4860件，办结4617件。办结率为59%。", True),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong"), [case for cases in CASES.values() for case in cases],
    ids=[f"{name}-{at}" for name, cases in CASES.items() for at, _ in enumerate(cases)],
)  # fmt: skip
def test_what_numbers_tell_of_each_other(checks, text, wrong):
    found = checks(text)
    assert any(one.verdict == "inconsistent" for one in found) is wrong, [one.explanation for one in found]


GROWN = (
    "年末参会人数2830人，比上年末增加268人。"
    "其中，正式会员2150人，观察会员680人，分别比上年末增加210人和58人。"
)


def test_steps_of_parts_make_the_step_of_their_total(checks):
    assert [c.verdict for c in checks(GROWN) if "268" in c.explanation] == ["consistent"]
    for was, now in (("增加268", "增加286"), ("210", "120"), ("58人", "580人")):
        wrong = [c for c in checks(GROWN.replace(was, now)) if c.verdict == "inconsistent"]
        assert wrong, was


@pytest.mark.parametrize(
    "text",
    [
        GROWN.replace("680人", "690人", 1).replace("268", "286"),  # the parts do not add up
        GROWN.replace("分别比上年末", "分别同比").replace("268", "286"),
        GROWN.replace("增加210人和58人", "减少210人和58人"),
    ],
)
def test_steps_of_parts_are_not_judged(text, checks):
    told = [c for c in checks(text) if "人 + 58人" in c.explanation or "268" in c.explanation]
    assert not [c for c in told if c.verdict == "inconsistent"]


def test_two_items_together_whatever_was_received(checks):
    text = "六月收到热线转办咨询2625件，平台受理投诉1717件，两项合计共受理市民咨询投诉举报4342件。"
    assert [c.verdict for c in checks(text, "total")] == ["consistent"]
    assert [c.verdict for c in checks(text.replace("4342", "4432"), "total")] == ["inconsistent"]


def test_a_comparison_told_anew_behind_a_semicolon(checks):
    text = (
        "上半年登记新车110.3万辆，同比增加77.4万辆，增长234.92%；与前年上半年相比增加47.3万辆，增长74.94%。"
    )
    assert "inconsistent" not in [c.verdict for c in checks(text)]
    assert "inconsistent" in [c.verdict for c in checks(text.replace("74.94", "49.94"))]


def test_a_step_compared_with_a_year_of_a_value_before(checks):
    text = "年末全市技术人员1067.8万人。与上年比较，技术人员增加52.4万人（增长5.2%）。"
    assert "inconsistent" not in [c.verdict for c in checks(text)]
    assert "inconsistent" in [c.verdict for c in checks(text.replace("5.2%", "8.2%"))]


KINDS = (
    "本周受理热线工单512件。转交下级单位480件，直接办理32件。工单分类：求助类440件，咨询类40件，建议类32件。"
)


def test_all_kinds_of_what_is_told_two_sentences_before(checks):
    assert [c.verdict for c in checks(KINDS, "total") if "440" in c.explanation] == ["consistent"]
    assert "inconsistent" in [c.verdict for c in checks(KINDS.replace("440", "404"), "total")]


@pytest.mark.parametrize(
    "text",
    [
        KINDS.replace("转交下级单位480件", "办结工单480件").replace("440", "404"),
        KINDS.replace("440", "408"),  # of what was passed on
        KINDS.replace("工单分类", "诉求分类").replace("440", "404"),
        KINDS.replace("建议类32件", "建议类32件等").replace("440", "404"),
    ],
)
def test_kinds_are_not_judged(text, checks):
    assert not [c for c in checks(text) if c.verdict == "inconsistent"]


def test_two_rows_of_shares_of_the_same_regions(checks):
    text = "东、中、西部地区件数比重分别为76.9%、15.7%和7.4%，金额比重分别为77.6%、13.4%和9.0%。"
    assert {c.verdict for c in checks(text, "hundred")} == {"consistent"}
    assert "inconsistent" in [c.verdict for c in checks(text.replace("15.7", "17.5"), "hundred")]


def test_a_whole_that_no_share_is_of(checks):
    """Where each share is of all parts together, the whole told before is in error, and no share."""
    found = checks("受理诉求2900件。其中咨询类1246件，占62.3%；求助类567件，占28.35%；投诉类187件，占9.35%。")
    verdicts = sorted((one.rule, str(one.verdict)) for one in found if one.rule in ("share", "total"))
    assert verdicts == [("share", "consistent")] * 3 + [("total", "inconsistent")]
