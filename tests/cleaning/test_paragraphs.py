"""Documents to paragraphs: what is dropped, what is joined, and the way back to the raw text."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data_layer.cleaning import clean_document, cut_paragraph, join_paragraphs
from data_layer.lexicon.cleaning import load_character_table
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
    ],
)
def test_one_line(raw: str, wanted: str) -> None:
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
    return clean_char == meant or raised or (clean_char in " ." and (meant.isspace() or meant == "．"))


WORDS = st.text(
    st.sampled_from("全县新增 \t\n\u3000\u200b\ue000⼯⻓１．％。，“”（）#>*<-12.5km²()年月日\f\r")
    | st.characters(),
    max_size=120,
)


@settings(max_examples=300, deadline=None)
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
