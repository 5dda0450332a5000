"""Tables audited: totals of rows and columns, growths, shares and completions that other rows bear out."""

from __future__ import annotations

import random

import pytest

from data_layer.checks.cells import as_said
from data_layer.checks.intervals import Interval, stated
from data_layer.decisions.applying import passage_around
from data_layer.figures import extract_figures
from data_layer.model import Verdict
from tests.checks.conftest import article_of, checks_of


def table(*lines: str) -> str:
    """Lines of a table; ``|`` parts cells."""
    return "\n".join(line.replace("|", "\t") for line in lines) + "\n"


def told(text: str, verdict: Verdict) -> list[str]:
    return [check.explanation for check in checks_of(text) if check.verdict is verdict]


TOWNS = (
    "表2 各镇油菜籽产量（单位：吨）",
    "镇名|2021年|2022年|比上年增长（%）",
    "渣渡镇|1,130|1,204|6.5",
    "铎山镇|925|967|4.5",
    "岩口镇|708|731|3.2",
    "合计|2,763|2,902|5.0",
)
BUDGET = (
    "单位：万元",
    "科目|预算数|执行数|完成预算%",
    "一、税收收入|52,400|54,130|103.3",
    "1.增值税|31,200|32,050|102.7",
    "2.契税|21,200|22,080|104.2",
    "二、非税收入|18,900|17,640|93.3",
    "合计|71,300|71,770|100.7",
)
PUPILS = (
    "学校|在校生（人）|||女生占比（%）",
    "|合计|男|女|",
    "一小|1,318|702|616|46.7",
    "二小|947|481|466|49.2",
    "三小|655|339|316|48.2",
)
YEARS = ("年份|货运量（万吨）|增长（%）", "2018|410|3.1", "2019|433|5.6", "2020|401|-7.4", "2021|452|12.7")
PARTIAL = (
    "村名|耕地（亩）|林地（亩）",
    "上坪村|812|1,940",
    "下坪村|655|2,310",
    "小计|1,467|4,250",
    "石桥村|930|1,205",
    "木桥村|744|988",
    "小计|1,674|2,193",
    "总计|3,141|6,443",
)
BLANKS = ("项目|一季度（万元）|二季度（万元）", "路灯|36|—|", "绿化||52", "清运|128|143", "合计|164|195")
WHOLE = (TOWNS, BUDGET, PUPILS, YEARS, PARTIAL, BLANKS)


@pytest.mark.parametrize("lines", WHOLE, ids=["towns", "budget", "pupils", "years", "partial", "blanks"])
def test_a_right_table_agrees_with_itself(lines):
    checks = checks_of(table(*lines))
    assert checks
    assert {check.verdict for check in checks} == {Verdict.CONSISTENT}


@pytest.mark.parametrize(
    ("lines", "right", "wrong", "expected"),
    [
        (TOWNS, "2,902", "2,920", ["1,204 + 967 + 731 = 2902吨，原文写 2,920吨，相差 18吨"]),
        (TOWNS, "6.5", "5.6", ["（1,204 - 1,130）÷ 1,130 = 6.55%，原文写 5.6%，相差 0.95 个百分点"]),
        (TOWNS, "3.2", "-3.2", ["（708 - 731）÷ 708 = -3.25%，原文写 3.2%，相差 6.45 个百分点"]),
        (BUDGET, "93.3", "39.3", ["17,640万元 ÷ 18,900万元 = 93.33%，原文写 39.3%，相差 54.03 个百分点"]),
        (BUDGET, "71,770", "71,700", ["54,130万元 + 17,640万元 = 71770万元，原文写 71,700万元，相差 70万元"]),
        (PUPILS, "|947|", "|974|", ["481 + 466 = 947人，原文写 974人，相差 27人"]),
        (
            YEARS,
            "12.7",
            "17.2",
            ["（452万吨 - 401万吨）÷ 401万吨 = 12.72%，原文写 17.2%，相差 4.48 个百分点"],
        ),
        (PARTIAL, "1,674", "1,764", ["930 + 744 = 1674亩，原文写 1,764亩，相差 90亩"]),
        (BLANKS, "195", "159", ["52万元 + 143万元 = 195万元，原文写 159万元，相差 36万元"]),
    ],
)
def test_one_wrong_cell_is_found_by_what_others_bear_out(lines, right, wrong, expected):
    text = table(*(line.replace(right, wrong) for line in lines))
    found = told(text, Verdict.INCONSISTENT)
    assert set(expected) <= set(found)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["镇名|均价（元/公斤）|产量（吨）", "渣渡镇|6.2|310", "铎山镇|5.8|265", "合计|6.0|575"],
            id="averages",
        ),
        pytest.param(
            ["企业|产值（万元）|用工（人）", "总计|9,400|812", "其中：纺织厂|3,150|260", "陶瓷厂|2,040|175"],
            id="some of all",
        ),
        pytest.param(
            [
                "指标|2021年（亿元）|2022年（亿元）|增长（%）",
                "地区生产总值|203.4|221.6|6.1",
                "工业增加值|80.2|88|7",
            ],
            id="constant prices",
        ),
        pytest.param(
            ["镇名|林地（亩）|占全市比重（%）", "渣渡镇|4,120|8.3", "铎山镇|3,870|7.8", "岩口镇|2,990|6.0"],
            id="shares of a wider whole",
        ),
        pytest.param(["项目|数量（台）|金额（万元）", "水泵|12|36", "电机|31|58"], id="no relation at all"),
    ],
)
def test_what_no_other_row_bears_out_is_not_accused(lines):
    assert told(table(*lines), Verdict.INCONSISTENT) == []
    assert told(table(*lines), Verdict.UNSURE) == []


def test_a_lone_column_that_no_other_proves_is_doubtful():
    text = table("镇名|塘坝（口）", "渣渡镇|212", "铎山镇|187", "岩口镇|164", "合计|631")
    assert told(text, Verdict.UNSURE) == [
        "212 + 187 + 164 = 563口，原文写 631口，相差 68口，不能确定这几个数是否对应"
    ]


def test_a_cell_is_told_with_the_scale_and_unit_of_its_head():
    article = article_of(table("镇名|产值（亿元）|比上年增长（%）|利润（万元）", "渣渡镇|18.60|-2.3|-1,040"))
    cells = [as_said(figure) for figure in extract_figures(article)]
    assert [one.quote for one in cells] == ["18.60亿元", "2.3%", "-1,040万元"]
    assert stated(cells[0], article.text).near == Interval(1_859_500_000, 1_861_000_000, high_open=True)


def test_a_long_sum_names_its_ends():
    rows = [f"{name}村|{100 + at}|{200 + 3 * at}" for at, name in enumerate("甲乙丙丁戊己庚辛")]
    text = table("村名|水田（亩）|旱地（亩）", *rows, "合计|828|1684")
    assert "100 + 101 + 102 + 103 + … + 107（8项） = 828亩，与原文 828亩 相符" in told(
        text, Verdict.CONSISTENT
    )


def test_a_corrected_cell_is_looked_at_with_its_whole_table():
    text = "前言。\n" + table(*TOWNS) + "后语。"
    rows = text[slice(*passage_around(text, text.index("967")))].split("\n")
    assert rows == table(*TOWNS[1:]).rstrip("\n").split("\n")
    assert text[slice(*passage_around(text, 1))] == "前言。"


def random_table(rng: random.Random) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """A table whose cells fit each other, and where those that something ties to others stand."""
    rows = rng.randint(4, 9)
    old = [rng.randint(1_200, 9_800) for _ in range(rows)]
    new = [round(value * rng.uniform(0.85, 1.3)) for value in old]
    old.append(sum(old))
    new.append(sum(new))
    cells = [["镇名", "2021年产量（吨）", "2022年产量（吨）", "比上年增长（%）", "占比（%）"]]
    names = [f"第{'一二三四五六七八九'[at]}镇" for at in range(rows)] + ["合计"]
    for name, before, after in zip(names, old, new, strict=True):
        growth, share = (after / before - 1) * 100, after / new[-1] * 100
        cells.append([name, str(before), str(after), f"{growth:.1f}", f"{share:.1f}"])
    return cells, [(row, column) for row in range(1, rows + 2) for column in range(1, 5)]


def test_errors_planted_in_tables_are_found_and_right_ones_are_left_alone():
    rng = random.Random(7)
    found = planted = 0
    for _ in range(60):
        cells, places = random_table(rng)
        assert told(table(*map("|".join, cells)), Verdict.INCONSISTENT) == []
        for row, column in rng.sample(places, 4):
            if (spoiled := _spoiled(cells[row][column], rng)) is None:
                continue
            wrong = [list(line) for line in cells]
            wrong[row][column] = spoiled
            planted += 1
            found += bool(told(table(*map("|".join, wrong)), Verdict.INCONSISTENT))
    assert planted > 150
    assert found >= 0.95 * planted


def _spoiled(number: str, rng: random.Random) -> str | None:
    """A number with two of its digits swapped, or a moved point, far from what rounding makes of it."""
    value = float(number)
    if rng.random() < 0.3:
        return f"{value * 10:.1f}" if "." in number else f"{int(value) * 10}"
    digits = number.lstrip("-")
    at = rng.randrange(len(digits) - 1)
    if "." in digits[at : at + 2] or digits[at] == digits[at + 1]:
        return None
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return "-" * (value < 0) + swapped if abs(float(swapped) - abs(value)) >= 0.5 else None
