"""A brief as a Word file: what stands in it, read back with python-docx."""

import io

import docx

from data_layer.briefing import Brief, KeyFigure, Source, Trend, filled_columns, to_docx

BRIEF = Brief(
    title="冷水江市数据简报",
    about="由 1 篇文章的 3 个数整理",
    figures=(
        KeyFigure("f1", "城镇新增就业", "8,210人", "2022年", "增长10.2%", "", 1),
        KeyFigure("f2", "零就业家庭", "0户", "2022年", "", "", 1),
    ),
    trends=(Trend("城镇新增就业", (("2020年", "7,000人"), ("2021年", "缺"), ("2022年", "8,210人"))),),
    notes=("各指标的时期不同。",),
    sources=(Source("《稳<b>就业》，2022年12月20日，一.txt", ("新增就业8210人。", "零就业家庭0户。")),),
)


def test_a_column_that_nothing_stands_in_is_left_out_and_zero_is_something():
    columns = filled_columns(BRIEF)
    assert list(columns) == ["指标", "数值", "时期", "比上年", "出处"]
    assert columns["数值"] == ("8,210人", "0户")


def test_the_word_file_holds_the_sheet_and_the_sentences():
    document = docx.Document(io.BytesIO(to_docx(BRIEF)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [
        ["指标", "数值", "时期", "比上年", "出处"],
        ["城镇新增就业", "8,210人", "2022年", "增长10.2%", "[1]"],
        ["零就业家庭", "0户", "2022年", "", "[1]"],
    ]
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told[0] == BRIEF.title
    assert "城镇新增就业：2020年 7,000人，2021年 缺，2022年 8,210人。" in told
    assert "[1] 《稳<b>就业》，2022年12月20日，一.txt" in told
    assert told.index("零就业家庭0户。") > told.index("附：原句")


def test_the_same_brief_gives_the_same_words():
    assert (
        docx.Document(io.BytesIO(to_docx(BRIEF))).element.xml
        == docx.Document(io.BytesIO(to_docx(BRIEF))).element.xml
    )
