"""Tables in plain text: cells below each other, and rows that pipes part; what is none stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.cleaning import clean_document
from data_layer.cleaning.tables import part_spaced, set_abreast
from data_layer.model import Document, DocumentForm


def texts(text: str) -> list[str]:
    document = Document("x.txt", "0" * 64, DocumentForm.TEXT, text)
    return [paragraph.text for paragraph in clean_document(document)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [
                "主要水产品",
                "",
                "",
                "2023年",
                "",
                "比上年增长(%)",
                "",
                "鲢鱼",
                "",
                "420吨",
                "",
                "3.1",
                "",
                "草鱼",
            ]
            + ["", "388吨", "", "-1.2", "", "其中:网箱", "", "90吨", "", "—", "", "以上为初步数。"],
            ["主要水产品", "\t2023年\t比上年增长(%)", "鲢鱼\t420吨\t3.1", "草鱼\t388吨\t-1.2"]
            + ["其中:网箱\t90吨\t—", "以上为初步数。"],
            id="an empty corner",
        ),
        pytest.param(
            [
                "镇名",
                "户数",
                "人口",
                "渣渡镇",
                "1,204",
                "4,310",
                "铎山镇",
                "967",
                "3,522",
                "合计",
                "2,171",
                "7,832",
            ],
            ["镇名\t户数\t人口", "渣渡镇\t1,204\t4,310", "铎山镇\t967\t3,522", "合计\t2,171\t7,832"],
            id="heads of all columns",
        ),
        pytest.param(
            ["水库", "3.5万立方米", "山塘", "1.2万立方米", "渠道", "18公里"],
            ["水库\t3.5万立方米", "山塘\t1.2万立方米", "渠道\t18公里"],
            id="no heads",
        ),
        pytest.param(
            ["镇名 | 面积（亩） | 产量", "--- | --- | ---", "渣渡镇 | 120 | 36", "铎山镇 | 98 | 31"],
            ["镇名\t面积（亩）\t产量", "渣渡镇\t120\t36", "铎山镇\t98\t31"],
            id="pipes",
        ),
        pytest.param(
            [
                "  镇名   户数 人口（人）",
                "渣渡镇  1,204  4,310",
                "铎山镇    967  3,522",
                "合 计  2,171  7,832",
            ],
            ["镇名\t户数\t人口（人）", "渣渡镇\t1,204\t4,310", "铎山镇\t967\t3,522", "合计\t2,171\t7,832"],
            id="spaces",
        ),
        pytest.param(
            ["单位：亩", "      2021年 2022年", "旱地 120 131", "水田 98 96", "茶园 31.5 40"],
            ["单位：亩", "\t2021年\t2022年", "旱地\t120\t131", "水田\t98\t96", "茶园\t31.5\t40"],
            id="spaces, an empty corner",
        ),
    ],
)
def test_rows_stand_abreast(lines: list[str], expected: list[str]) -> None:
    assert texts("\n".join(lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["大力推进春耕", "3", "城关镇修路", "12", "县医院搬迁", "25", "林场见闻", "31"], id="contents"
        ),
        pytest.param(["甲镇", "120", "36", "\f乙镇", "98", "31"], id="two rows on two pages"),
        pytest.param(["增 收 3 6", "减 支 1 2", "结 余 2 4"], id="characters set apart"),
        pytest.param(["要闻 | 民生", "县里来了专家，看果园。", "首页 | 视频 | 专题"], id="a menu"),
        pytest.param(["全县修路12公里。", "2023年", "5月", "6月"], id="times"),
    ],
)
def test_what_is_no_table_keeps_its_lines(lines: list[str]) -> None:
    assert not any("\t" in text for text in texts("\n".join(lines)))


LINES = st.sampled_from(
    [
        "",
        "甲镇",
        "合计",
        "12",
        "3.5",
        "-1.2%",
        "2023年",
        "—",
        "\f",
        "修路12公里。",
        " 乙 镇 ",
        "丙镇 12 3.5",
        " 2021年 2022年",
    ]
)


@settings(max_examples=200)
@given(st.lists(LINES, max_size=30))
def test_only_spaces_change(lines: list[str]) -> None:
    text = "\n".join(lines)
    for changed in (set_abreast(text), part_spaced(text)):
        assert len(changed) == len(text)
        assert changed.count("\f") == text.count("\f")
        assert changed.split() == text.split()
