"""Documents to paragraphs: what is dropped, what is joined, and the way back to the raw text."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data_layer.cleaning import clean_document, cut_paragraph, join_paragraphs
from data_layer.lexicon.cleaning import load_character_table, load_cleaning_words
from data_layer.model import Document, DocumentForm, Paragraph


def clean(text: str) -> list[Paragraph]:
    return clean_document(Document("x.txt", "0" * 64, DocumentForm.TEXT, text))


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in clean(text)]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        pytest.param("全 市 共 新 修 公 路 12 公 里 。", "全市共新修公路12公里。", id="spaced out"),
        pytest.param("截至 9 月底，投资 3.2 亿元。", "截至9月底，投资3.2亿元。", id="spaces around numbers"),
        pytest.param("完 成 投 资 3 2 8 万 元 。", "完成投资328万元。", id="spaced-out digits"),
        pytest.param("增长 28. 5%，占 80.5 %。", "增长28.5%，占80.5%。", id="space inside a number"),
        pytest.param(
            "总产 3 6．2 万吨，上缴 5 OO 万斤。", "总产36.2万吨，上缴500万斤。", id="groups of digits"
        ),
        pytest.param(
            "比去年增长 l2.5%，增加 7l元。", "比去年增长12.5%，增加71元。", id="l for 1 at the edges"
        ),
        pytest.param("引进 Green Energy 公司 2 家。", "引进Green Energy公司2家。", id="Latin phrase"),
        pytest.param("完成１２３万元，占４．５％。", "完成123万元，占4.5%。", id="full-width digits"),
        pytest.param("⼯业⽤⽔和⻓江⻋站。", "工业用水和长江车站。", id="radicals of PDF fonts"),
        pytest.param(
            "全\u200b县\ue123新\u00ad增\ufeff就业。", "全县新增就业。", id="characters that mean nothing"
        ),
        pytest.param(
            "绿化 800 m<sup>2</sup>，<br>植树&nbsp;3 万株。", "绿化800 m²，植树3万株。", id="HTML remains"
        ),
        pytest.param("投资&lt;3亿元&amp;以上。", "投资<3亿元&以上。", id="entities"),
        pytest.param("**重点**工程[名单](a.html)公布。", "重点工程名单公布。", id="markdown marks"),
        pytest.param("> 引用的一句话。", "引用的一句话。", id="quotation mark of markdown"),
        pytest.param(
            "按〔2021〕4号文件，①抓落实。",
            "按〔2021〕4号文件，①抓落实。",
            id="brackets and circled numbers stay",
        ),
        pytest.param("（李 明 王小华）", "（李 明 王小华）", id="names keep their spaces"),
        pytest.param(
            "建成水库两座。（李 明 王小华）", "建成水库两座。（李 明 王小华）", id="names behind a sentence"
        ),
        pytest.param("粮食产量\t万吨\t68.5\t3.2", "粮食产量 万吨 68.5 3.2", id="cells of a row"),
        pytest.param("2021 年全县 工作总结", "2021年全县 工作总结", id="headline keeps its pause"),
        pytest.param("- 修路 3 公里。", "修路3公里。", id="bullet"),
        pytest.param(
            "全 市 引 进 项 目 3 6 个 ， 投 资 1 2 . 5 亿 元 。",
            "全市引进项目36个，投资12.5亿元。",
            id="two digits apart",
        ),
        pytest.param(
            "截至2 0 2 2年底，公路达3 8 6公里。", "截至2022年底，公路达386公里。", id="a number set apart"
        ),
        pytest.param("表1 2021年各镇 产量", "表1 2021年各镇 产量", id="two numbers stay two"),
        pytest.param("完成*3.2*亿元，_同比_增长__5%__。", "完成3.2亿元，同比增长5%。", id="emphasis"),
        pytest.param(
            "按3*5米放样，变量a_b_c不变。", "按3*5米放样，变量a_b_c不变。", id="stars that multiply"
        ),
        pytest.param("\\*注：按可比价计算\\*", "*注：按可比价计算*", id="stars that are meant"),
        pytest.param("| 公路里程 | 12公里 |", "公路里程 12公里", id="row of a markdown table"),
        pytest.param(
            "统计 shows，全县植树3万株，超额 completed 任务。",
            "统计，全县植树3万株，超额任务。",
            id="English put in",
        ),
        pytest.param(
            "推广 wifi 覆盖和 e-learning 平台、Green 品牌。",
            "推广wifi覆盖和e-learning平台、Green品牌。",
            id="English meant",
        ),
        pytest.param(
            "全县1О个镇，l2个村，投资З.5亿元，占3·2%。",
            "全县10个镇，12个村，投资3.5亿元，占3.2%。",
            id="letters that look like digits",
        ),
        pytest.param(
            "产量增长2..04%，详见第5...12页。",
            "产量增长2.04%，详见第5...12页。",
            id="a point typed twice",
        ),
        pytest.param(
            "开展7·20应急演练，O型血告急。",
            "开展7·20应急演练，O型血告急。",
            id="letters and points that are meant",
        ),
        pytest.param("占比５０﹪，增长２﹒５﹪。", "占比50%，增长2.5%。", id="small forms"),
    ],
)
def test_one_line(raw: str, wanted: str) -> None:
    assert texts(raw) == [wanted]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("—— 古 浪 县 修 渠 “ 五 步 走 ”", "——古浪县修渠“五步走”"),
        ("今 年 新 修 渠 道 12 条", "今年新修渠道12条"),
        ("田 里 有 水   仓 里 有 粮", "田里有水 仓里有粮"),
        ("（ 李 明 华   王 小 芳 ）", "（李明华 王小芳）"),
        ("2 0 2 3 - 0 4 - 2 0", "2023-04-20"),
        ("李 明 王 芳", "李 明 王 芳"),
        ("3 5 8 2 6", "3 5 8 2 6"),
    ],
)
def test_a_short_line_with_its_characters_set_apart(raw: str, wanted: str) -> None:
    assert texts(raw) == [wanted]


def test_marked_headings_keep_their_level() -> None:
    found = clean("# 总结\n\n## **一、成绩**\n\n全县修路。\n")
    assert [(paragraph.heading, paragraph.text) for paragraph in found] == [
        (1, "总结"),
        (2, "一、成绩"),
        (0, "全县修路。"),
    ]


def test_drawn_rules_and_empty_lines_are_left_out() -> None:
    assert texts("甲。\n-----\n|---|---|\n\n　　\n乙。") == ["甲。", "乙。"]


def test_a_sentence_over_a_page_break_is_whole() -> None:
    first = "今年以来，县里新建标准化养殖场十二个，带动周边农户三千多户稳定增收，养殖规模居全市"
    second = "第二位。明年还要再建八个养殖场，把产业链延伸到加工和销售。"
    found = clean(f"{first}\n\n\n\n{second}\n\f下一页从这里说起。")
    assert [paragraph.text for paragraph in found] == [first + second, "下一页从这里说起。"]
    assert [paragraph.page for paragraph in found] == [1, 2]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        pytest.param(
            "全县新改建农村公路386公里，占年度\n— 12 —\n计划的98%。",
            ["全县新改建农村公路386公里，占年度计划的98%。"],
            id="page number in a sentence",
        ),
        pytest.param(
            "全县新改建农村公路386公里，助力乡村振\n12\n兴和产业发展。",
            ["全县新改建农村公路386公里，助力乡村振兴和产业发展。"],
            id="bare page number inside a word",
        ),
        pytest.param(
            "全县新改建农村公路386公里。\n— 12 —\n群众出行更方便。",
            ["全县新改建农村公路386公里。", "群众出行更方便。"],
            id="page number between sentences",
        ),
        pytest.param(
            "会议，12月2\n8日召开，增长8.\n5%。",
            ["会议，12月28日召开，增长8.5%。"],
            id="date and number cut by line ends",
        ),
        pytest.param(
            "项目由 interna-\ntional 公司承建。",
            ["项目由international公司承建。"],
            id="hyphen at a line's end",
        ),
        pytest.param(
            "一、总体情况........1\n二、主要成效……………12\n三、存在问题 ··· 25",
            ["一、总体情况........1", "二、主要成效……………12", "三、存在问题 ···25"],
            id="table of contents",
        ),
        pytest.param(
            "指标 | 数值\n--- | ---\n公路 | 12公里",
            ["指标\t数值", "公路\t12公里"],
            id="table without outer pipes",
        ),
        pytest.param(
            "<table><tr><td>公路</td><td>12公里</td></tr><tr><td>桥</td><td>3座</td></tr></table>",
            ["公路\t12公里", "桥\t3座"],
            id="rows of an HTML table",
        ),
    ],
)
def test_lines(raw: str, wanted: list[str]) -> None:
    assert texts(raw) == wanted


@pytest.mark.parametrize("number", ["— 3 —", "-3-", "第3页", "第 3 页 共 20 页", "3/20"])
def test_page_numbers_are_no_words(number: str) -> None:
    first = "今年以来，县里新建标准化养殖场十二个，带动周边农户三千多户稳定增收，养殖规模居全市"
    assert texts(f"{first}\n{number}\n\f第二位，受到省里通报表扬。") == [first + "第二位，受到省里通报表扬。"]


def test_a_bare_number_is_a_page_number_only_at_a_page_edge() -> None:
    assert texts("全县修路。\n12\n\f全县植树。\n34\n全县治水。") == [
        "全县修路。",
        "全县植树。",
        "34",
        "全县治水。",
    ]


def test_a_heading_after_an_open_line_stays_apart() -> None:
    first = "今年以来，县里新建标准化养殖场十二个，带动周边农户三千多户稳定增收，养殖规模居全市"
    assert texts(f"{first}\n\n乡村产业多点开花\n\n走进村里，到处是忙碌的身影。") == [
        first,
        "乡村产业多点开花",
        "走进村里，到处是忙碌的身影。",
    ]


def test_a_text_without_line_ends_comes_in_parts() -> None:
    found = clean("全县新修公路。" * 10_000)
    assert len(found) > 3
    assert "".join(paragraph.text for paragraph in found) == "全县新修公路。" * 10_000


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        pytest.param(
            "| 公路 | 里程 | 投资 |\n|---|---:|---|\n| 县 道 |  | 8 |\n| | 7.5 | 9 |",
            ["公路\t里程\t投资", "县道\t\t8", "\t7.5\t9"],
            id="markdown with empty cells",
        ),
        pytest.param("路段\t里程\n东线\t\t12", ["路段\t里程", "东线\t\t12"], id="rows of Word"),
        pytest.param("东\t西\n南\t北", ["东 西", "南 北"], id="no number, no table"),
        pytest.param(
            "路段\t里程\n一、国道\n（一）东线\n甲段\t12",
            ["路段\t里程", "一、国道", "（一）东线", "甲段\t12"],
            id="sections between rows",
        ),
        pytest.param("甲\t3\n\n乙\t4。", ["甲 3", "乙 4。"], id="a sentence is no row"),
        pytest.param(
            f"单位\t3\n{'很长的名称' * 12}\t4\n{'另一个名称' * 12}\t5",
            ["单位\t3", f"{'很长的名称' * 12}\t4", f"{'另一个名称' * 12}\t5"],
            id="wide rows stay apart",
        ),
    ],
)
def test_rows_of_tables_keep_their_cells(raw: str, wanted: list[str]) -> None:
    assert texts(raw) == wanted


def test_cut_and_join_keep_the_map() -> None:
    raw = "全 县 修 路 12 公里，植树 3 万株。"
    [whole] = clean(raw)
    left, right = cut_paragraph(whole, 0, 5), cut_paragraph(whole, 5, len(whole.text))
    assert join_paragraphs([left, right]).text == whole.text
    assert [raw[at] for at in raw_offsets(right)] == list(right.text)


def raw_offsets(paragraph: Paragraph) -> list[int]:
    return [raw + step for _, raw, length in paragraph.raw for step in range(length)]


def same(clean_char: str, raw_char: str) -> bool:
    """Whether a character of a paragraph is what the raw one stands for."""
    meant = load_character_table().get(ord(raw_char), raw_char)
    raised = unicodedata.normalize("NFKC", clean_char) == raw_char
    looks_alike = load_cleaning_words().lookalikes.get(raw_char) == clean_char
    is_space = clean_char in " \t" and (meant.isspace() or meant == "|")
    return clean_char == meant or raised or looks_alike or is_space or (clean_char == "." and meant in "．·")


WORDS = st.text(
    st.sampled_from("全县新增 \t\n\u3000\u200b\ue000⼯⻓１．％。，“”（）#>*_|·<-12.5Olkms²()年月日\f\r")
    | st.characters(),
    max_size=120,
)


@settings(max_examples=300)
@given(WORDS)
@example("a\nb")
@example("12\n 34 。\f#")
def test_every_character_leads_back_to_its_own(text: str) -> None:
    last = -1
    for paragraph in clean(text):
        offsets = raw_offsets(paragraph)
        assert paragraph.text.strip()
        assert "\n" not in paragraph.text
        assert len(offsets) == len(paragraph.text)
        assert offsets == sorted(offsets) and offsets[0] > last
        last = offsets[-1]
        for clean_char, offset in zip(paragraph.text, offsets, strict=True):
            assert same(clean_char, text[offset]) or "&" in text or "<" in text, (clean_char, text[offset])


@pytest.mark.parametrize("columns", range(22, 31))
def test_numbers_stay_with_their_units_and_words(columns: int) -> None:
    """Lines cut by the count of characters: those full of digits are narrower, and no headlines."""
    words = (
        "一年来，全县上下齐心协力，各项工作都取得了新进展，产业结构继续优化，企业效益明显好转。全年完成固定资产投资"
        "86.45亿元，增长12.8%；社会消费品零售总额72.31亿元，增长9.6%；新建改建农村公路218.6公里，改造危桥17座；城乡居民收入"
        "比缩小到1.98倍，城镇新增就业5210人。面貌有了新的变化，群众的获得感不断增强。"
    )
    lines = [words[at : at + columns] for at in range(0, len(words), columns)]
    paragraphs = clean_document(Document("a.txt", "0" * 64, DocumentForm.TEXT, "\n".join(lines)))
    assert [paragraph.text for paragraph in paragraphs] == [words]
