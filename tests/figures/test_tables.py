"""Cells of tables as figures: what heads, margins and captions say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data_layer.figures import explain_rejected, extract_figures
from data_layer.figures.tables.layout import find_tables, without_tables
from data_layer.model import Article, Figure
from data_layer.places import region_by_adcode


def article_of(*lines: str) -> Article:
    """An article of 冷水江市 that holds these lines; ``|`` parts cells."""
    text = "\n".join(line.replace("|", "\t") for line in lines)
    return Article("a", "表.md", "d", text, published=date(2023, 1, 20), region=region_by_adcode("431381"))


def read(*lines: str) -> list[list[Any]]:
    """Quote, value, unit, kind and indicator of each figure."""
    return [[f.quote, f.value, f.unit, f.kind.value, f.indicator] for f in figures(*lines)]


def figures(*lines: str) -> list[Figure]:
    article = article_of(*lines)
    found = extract_figures(article)
    assert all(article.text[f.char_start : f.char_end] == f.quote for f in found)
    assert all(f.sentence in article.text and f.quote in f.sentence for f in found)
    return found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["指标|2022年|比上年增长（%）", "建筑业总产值（亿元）|18.6|5.4", "货运量（万吨）|420|-2.3"],
            [
                ["18.6", 1860000000.0, "元", "level", "建筑业总产值"],
                ["5.4", 5.4, "%", "growth", "建筑业总产值"],
                ["420", 4200000.0, "吨", "level", "货运量"],
                ["-2.3", -2.3, "%", "growth", "货运量"],
            ],
            id="units in the names of the rows",
        ),
        pytest.param(
            [
                "指标 Item|2021|2022",
                "用电量总计（万千瓦时） Electricity Consumption|910|960",
                "工业 Industry|610|640",
                "居民 Households|300|320",
                "供水管道长度（公里） Water Pipes|210|225",
                "　城区 Urban Area|120|130",
            ],
            [
                ["910", 9100000.0, "千瓦时", "level", "用电量"],
                ["960", 9600000.0, "千瓦时", "level", "用电量"],
                ["610", 6100000.0, "千瓦时", "level", "工业用电量"],
                ["640", 6400000.0, "千瓦时", "level", "工业用电量"],
                ["300", 3000000.0, "千瓦时", "level", "居民用电量"],
                ["320", 3200000.0, "千瓦时", "level", "居民用电量"],
                ["210", 210.0, "公里", "level", "供水管道长度"],
                ["225", 225.0, "公里", "level", "供水管道长度"],
                ["120", 120.0, "公里", "level", "城区"],
                ["130", 130.0, "公里", "level", "城区"],
            ],
            id="English behind the names, parts of a total in its unit",
        ),
        pytest.param(
            [
                "项目|单位|2021年|2022年",
                "一、馆藏图书|册|5200|5600",
                "（一）少儿|册|1300|1500",
                "二、借出图书|册|8100|9000",
                "（一）少儿|册|3100|3300",
            ],
            [
                ["5200", 5200.0, "册", "level", "馆藏图书"],
                ["5600", 5600.0, "册", "level", "馆藏图书"],
                ["1300", 1300.0, "册", "level", "馆藏图书少儿"],
                ["1500", 1500.0, "册", "level", "馆藏图书少儿"],
                ["8100", 8100.0, "册", "level", "借出图书"],
                ["9000", 9000.0, "册", "level", "借出图书"],
                ["3100", 3100.0, "册", "level", "借出图书少儿"],
                ["3300", 3300.0, "册", "level", "借出图书少儿"],
            ],
            id="rows of one name below different ones",
        ),
        pytest.param(
            [
                "表3 各镇茶叶产量情况表（单位：吨）",
                "乡镇|2021年|2022年",
                "渣渡镇|1,310|1,405",
                "合计|5,200|5,466",
            ],
            [
                ["1,310", 1310.0, "吨", "level", "茶叶产量"],
                ["1,405", 1405.0, "吨", "level", "茶叶产量"],
                ["5,200", 5200.0, "吨", "level", "茶叶产量"],
                ["5,466", 5466.0, "吨", "level", "茶叶产量"],
            ],
            id="the caption tells what is measured and its unit",
        ),
        pytest.param(
            ["各镇黄花菜种植情况", "镇名|面积（亩）|产量（吨）|同比增长（%）", "渣渡镇|310|95|4.2"],
            [
                ["310", 310.0, "亩", "level", "黄花菜面积"],
                ["95", 95.0, "吨", "level", "黄花菜产量"],
                ["4.2", 4.2, "%", "growth", "黄花菜产量"],
            ],
            id="the caption tells of what the heads are",
        ),
        pytest.param(
            ["年份|水库蓄水量（万立方米）|灌溉面积（万亩）", "2021|860|7.2", "2022|910|7.5"],
            [
                ["860", 8600000.0, "立方米", "level", "水库蓄水量"],
                ["7.2", 72000.0, "亩", "level", "灌溉面积"],
                ["910", 9100000.0, "立方米", "level", "水库蓄水量"],
                ["7.5", 75000.0, "亩", "level", "灌溉面积"],
            ],
            id="transposed",
        ),
        pytest.param(
            ["镇名|管网改造（公里）||参训人数", "|计划|完成|", "渣渡镇|12|13.5|86"],
            [
                ["12", 12.0, "公里", "level", "管网改造计划"],
                ["13.5", 13.5, "公里", "level", "管网改造"],
                ["86", 86.0, "人", "level", "参训人数"],
            ],
            id="heads merged over columns and rows",
        ),
        pytest.param(
            ["单位：万元、%", "科目|年初预算数|执行数|完成预算|比上年±%", "二、罚没收入|640|660|103.1|-4"],
            [
                ["640", 6400000.0, "元", "level", "罚没收入年初预算数"],
                ["660", 6600000.0, "元", "level", "罚没收入"],
                ["103.1", 103.1, "%", "rate", "罚没收入完成预算"],
                ["-4", -4.0, "%", "growth", "罚没收入"],
            ],
            id="budget",
        ),
        pytest.param(
            ["项目|单位|数量|同比增减额", "行道树|万株|3.2|-0.4", "公交站|座|48|+6"],
            [
                ["3.2", 32000.0, "株", "level", "行道树"],
                ["-0.4", -4000.0, "株", "growth", "行道树"],
                ["48", 48.0, "座", "level", "公交站"],
                ["+6", 6.0, "座", "growth", "公交站"],
            ],
            id="a column of units, amounts of change",
        ),
        pytest.param(
            ["工程|建设内容|总投资", "城北泵站|新建闸门5座|860万元", "东岭渠道|衬砌9公里|1200万元"],
            [
                ["5座", 5.0, "座", "level", "新建闸门"],
                ["860万元", 8600000.0, "元", "level", "城北泵站总投资"],
                ["9公里", 9.0, "公里", "level", "衬砌"],
                ["1200万元", 12000000.0, "元", "level", "东岭渠道总投资"],
            ],
            id="cells in words and with units of their own",
        ),
        pytest.param(
            ["镇名|植树（万株）|存活率|位次", "渣渡镇①|6.1|92.5%|2", "岩口镇|—|…|3*"],
            [
                ["6.1", 61000.0, "株", "level", "植树"],
                ["92.5%", 92.5, "%", "rate", "存活率"],
                ["2", 2.0, "位", "rank", "存活率"],
                ["3", 3.0, "位", "rank", "存活率"],
            ],
            id="empty cells, footnotes, ranks",
        ),
        pytest.param(
            [
                "单位：万元",
                "收    入|执行数|支    出|执行数",
                "总   计|90|总   计|90",
                "一、规费|40|二、转移性支出|7",
            ],
            [
                ["90", 900000.0, "元", "level", "收入合计"],
                ["90", 900000.0, "元", "level", "支出合计"],
                ["40", 400000.0, "元", "level", "规费"],
                ["7", 70000.0, "元", "level", "转移性支出"],
            ],
            id="two panels side by side",
        ),
        pytest.param(
            ["行业|增加值（亿元）|同比涨跌%|占比（%）", "地区生产总值|9.5|4|100", "渔业|1.5|-2|15.8"],
            [
                ["9.5", 950000000.0, "元", "level", "地区生产总值"],
                ["4", 4.0, "%", "growth", "地区生产总值"],
                ["100", 100.0, "%", "rate", "地区生产总值占比"],
                ["1.5", 150000000.0, "元", "level", "渔业增加值"],
                ["-2", -2.0, "%", "growth", "渔业增加值"],
                ["15.8", 15.8, "%", "rate", "渔业增加值占比"],
            ],
            id="a growth is of what the column beside it measures",
        ),
        pytest.param(
            [
                "区域|蜂蜜||人均消费支出|",
                "|产量（吨）|增速位次|城镇（元）|农村（元）",
                "某某镇|12|3|21000|9800",
            ],
            [
                ["12", 12.0, "吨", "level", "蜂蜜产量"],
                ["3", 3.0, "位", "rank", "蜂蜜增速"],
                ["21000", 21000.0, "元", "level", "城镇人均消费支出"],
                ["9800", 9800.0, "元", "level", "农村人均消费支出"],
            ],
            id="towns that no gazetteer has, sorts below what is measured",
        ),
        pytest.param(
            ["单位|任务数（人）|完成数（人）|完成率|排名", "渣渡镇|500|530|106%|1", "教育局|120|96|80%|2"],
            [
                ["500", 500.0, "人", "level", "任务数"],
                ["530", 530.0, "人", "level", "完成数"],
                ["106%", 106.0, "%", "rate", "完成率"],
                ["1", 1.0, "位", "rank", "完成率"],
                ["120", 120.0, "人", "level", "教育局任务数"],
                ["96", 96.0, "人", "level", "教育局"],
                ["80%", 80.0, "%", "rate", "教育局完成率"],
                ["2", 2.0, "位", "rank", "教育局"],
            ],
            id="offices in a column that is called 单位",
        ),
        pytest.param(
            [
                "林业季报表",
                "2022年9月",
                "名称|单位|数量",
                "一、综合",
                "（一）苗圃",
                "A、育苗|亩|1,407",
                "2.护林员|人|67",
            ],
            [
                ["1,407", 1407.0, "亩", "level", "育苗"],
                ["67", 67.0, "人", "level", "护林员"],
            ],
            id="sections in two lines, orders of all sorts",
        ),
        pytest.param(
            ["路灯（盏）|长椅（张）", "520|64", "名称|面积（亩）|栈道", "湿地公园|310|2公里"],
            [
                ["520", 520.0, "盏", "level", "路灯"],
                ["64", 64.0, "张", "level", "长椅"],
                ["310", 310.0, "亩", "level", "湿地公园面积"],
                ["2公里", 2.0, "公里", "level", "湿地公园栈道"],
            ],
            id="words below numbers head another table",
        ),
        pytest.param(
            ["指标|单位|数量", "排灌用电|万千瓦时|46", "泵站用电|万千瓦时|17"],
            [
                ["46", 460000.0, "千瓦时", "level", "排灌用电"],
                ["17", 170000.0, "千瓦时", "level", "泵站用电"],
            ],
            id="a unit whose own name begins as a scale does",
        ),
        pytest.param(
            ["各镇茶园情况", "填报部门：市农业中心", "镇名|面积（亩）", "渣渡镇|310"],
            [["310", 310.0, "亩", "level", "茶园面积"]],
            id="who filled a form in is no caption",
        ),
    ],
)
def test_cells(lines: list[str], expected: list[list[Any]]) -> None:
    assert read(*lines) == expected


def test_when_where_and_whether_planned() -> None:
    found = figures(
        "表2 2022年特色产业",
        "镇名|油茶面积（亩）|2023年目标（亩）|增长",
        "渣渡镇|800|1000|25%",
        "全市|3000|3600|20%",
    )
    assert [f.place for f in found] == ["渣渡镇"] * 3 + [None] * 3
    assert {f.region.name for f in found if f.region} == {"冷水江市"}
    assert [f.period.end.year for f in found if f.period.end] == [2022, 2023, 2023] * 2
    assert [f.status.value for f in found] == ["actual", "planned", "planned"] * 2


def test_a_growth_beside_two_years_is_of_the_later_one() -> None:
    for years in ("2021年|2020年", "2020年|2021年", "2021|2020"):
        found = figures(f"指标|单位|{years}|同比±%", "供水量|万吨|320|300|6.7", "渔船|艘|40|38|5.3")
        assert [f.period.end.year for f in found if f.kind.value == "growth" and f.period.end] == [2021] * 2


@pytest.mark.parametrize(
    "caption",
    [
        "2021年1-9月锡制品产量",
        "冷水江市2021年1-9月锡制品产量",
        "全市2021年1-9月锡制品产量",
        "锡制品产量（2021年1-9月）",
        "全市锡制品产量（2021年1-9月）（快报）",
    ],
)
def test_when_a_caption_tells(caption: str) -> None:
    found = figures(caption, "单位：吨", "品种|累计|同比（%）", "锡线|64|3.1")
    assert [(str(f.period.start), str(f.period.end)) for f in found] == [("2021-01-01", "2021-09-30")] * 2


def test_an_articles_title_is_the_caption_of_a_table_that_follows_it() -> None:
    article = replace(article_of("镇名|面积（亩）", "渣渡镇|310"), title="各镇黄花菜种植情况")
    assert [f.indicator for f in extract_figures(article)] == ["黄花菜面积"]


def test_prose_around_tables_is_read_as_before() -> None:
    lines = ["全年修路12公里。", "镇名|里程（公里）", "渣渡镇|7", "注：不含村道。", "培训农民300人次。"]
    assert [f.quote for f in figures(*lines)] == ["12公里", "7", "300人次"]
    text = article_of(*lines).text
    assert len(without_tables(text)) == len(text)


def test_what_has_no_unit_is_told() -> None:
    article = article_of("镇名|分值", "渣渡镇|88", "岩口镇|91")
    assert extract_figures(article) == []
    assert [r.text for r in explain_rejected(article)] == ["88", "91"]


def test_lines_of_one_cell_between_rows_go_on_with_the_table() -> None:
    [table] = find_tables("甲\t1\n一、农业\n乙\t2")
    assert [row.labels for row in table.rows] == [("甲",), ("乙",)]
