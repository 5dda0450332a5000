"""Sheets to text, as they are shown, and the figures that are read from them."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest

from data_layer.errors import ReadingError
from data_layer.model import DocumentForm
from data_layer.pipeline.parsing import parse_document
from data_layer.reading import read_document
from data_layer.reading.spreadsheets.shown import show
from tests.reading.spreadsheets import old_workbook, workbook

ROWS = [["指标", "数值"], ["新修渠道（公里）", 36.5]]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        pytest.param(0.1234, "0.0%", "12.3%", id="percent"),
        pytest.param(-0.005, "0.0%", "-0.5%", id="negative percent"),
        pytest.param(12345.678, "#,##0.00", "12,345.68", id="groups"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="what floats leave over"),
        pytest.param(12345678901.0, "General", "12345678901", id="no exponent"),
        pytest.param(3, "General", "3", id="whole"),
        pytest.param(8.5, "0.0##", "8.5", id="places that may be empty"),
        pytest.param(8, "#.##", "8", id="no point at the end"),
        pytest.param(0.5, "#,##0", "1", id="half is rounded up"),
        pytest.param(-1234, "#,##0_);(#,##0)", "-1,234", id="brackets are a minus"),
        pytest.param(-12, "0;[Red]-0", "-12", id="red"),
        pytest.param(0, r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', "-", id="nothing as a dash"),
        pytest.param(23456, '0!.0,"万"', "2.3万", id="ten thousands by a drawn point"),
        pytest.param(2500000, '#,##0,"千元"', "2,500千元", id="thousands"),
        pytest.param(56, '0"户"', "56户", id="unit in the format"),
        pytest.param(1200, '[$¥-804]#,##0.0', "1,200.0", id="sign of the yuan"),
        pytest.param(1200, "¥#,##0", "1,200", id="sign of the yuan without quotes"),
        pytest.param(0.75, "# ?/?", "0.75", id="fraction"),
        pytest.param(2023, "@", "2023", id="text"),
        pytest.param(True, "General", "是", id="true"),
        pytest.param(None, "0.0", "", id="nothing"),
        pytest.param(date(2021, 7, 3), "yyyy-mm-dd", "2021年7月3日", id="day"),
        pytest.param(datetime(2021, 7, 1), 'yyyy"年"m"月"', "2021年7月", id="month"),
        pytest.param(datetime(2021, 7, 3), "[$-804]m/d", "7月3日", id="day without year"),
        pytest.param(time(8, 30), "h:mm", "08:30", id="time"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_its_format_says(value: object, number_format: str, shown: str) -> None:
    assert show(value, number_format) == shown


def test_each_sheet_is_an_article_by_its_caption_or_tab() -> None:
    data = workbook(
        {"2021年": [["各乡造林情况"], *ROWS], "茶园": ROWS, "Sheet3": ROWS, "下拉": ROWS}, hidden=["下拉"]
    )
    parsed = parse_document("渌口区林业.xlsx", data)
    assert parsed.document.form is DocumentForm.SHEET
    titles = [article.title for article in parsed.articles]
    assert titles == ["2021年各乡造林情况", "茶园", "渌口区林业"]
    assert [figure.quote for figure in parsed.figures] == ["36.5"] * 3


def test_merged_heads_formats_and_units_come_into_the_figures() -> None:
    rows = [
        ["2021年各镇油茶生产情况表"],
        ["填报单位：攸县林业局", None, "单位：亩、吨"],
        ["镇名", "面积（亩）", None, "产量", None],
        [None, "当年", "比上年增长", "当年（吨）", "比上年增长"],
        ["合计", 5200, 0.0412, 830.5, -0.021],
        ["网岭镇", 5200, 0.0412, 830.5, -0.021],
        [],
        ["注：产量为鲜果。"],
    ]
    formats = {"B5": "#,##0", "C5": "0.0%", "E5": "0.0%", "C6": "0.0%", "E6": "0.0%"}
    data = workbook({"Sheet1": rows}, formats, merged=["A1:E1", "A3:A4", "B3:C3", "D3:E3"])
    parsed = parse_document("油茶.xlsx", data)
    [article] = parsed.articles
    assert article.title == "2021年各镇油茶生产情况表"
    assert article.text.endswith("注：产量为鲜果。")
    read = [(f.quote, f.value, f.unit, f.indicator, f.place) for f in parsed.figures]
    assert read == [
        ("5,200", 5200, "亩", "油茶面积", None),
        ("4.1%", 4.1, "%", "油茶面积", None),
        ("830.5", 830.5, "吨", "油茶产量", None),
        ("-2.1%", -2.1, "%", "油茶产量", None),
        ("5200", 5200, "亩", "油茶面积", "网岭镇"),
        ("4.1%", 4.1, "%", "油茶面积", "网岭镇"),
        ("830.5", 830.5, "吨", "油茶产量", "网岭镇"),
        ("-2.1%", -2.1, "%", "油茶产量", "网岭镇"),
    ]
    assert {str(f.period.start) for f in parsed.figures} == {"2021-01-01"}


def test_a_growth_beside_two_years_is_of_the_later_one() -> None:
    rows = [["指标", "单位", "2021年", "2020年", "同比±%"], ["用电量", "万千瓦时", 320, 300, 6.7]]
    figures = parse_document("用电.xlsx", workbook({"Sheet1": rows})).figures
    assert [(f.value, f.period.end.year) for f in figures if f.period.end] == [
        (3_200_000, 2021), (3_000_000, 2020), (6.7, 2021),
    ]  # fmt: skip


def test_tables_beside_each_other_are_laid_below_each_other() -> None:
    rows = [["村名", "户数（户）", None, "村名", "户数（户）"], ["甲村", 120, None, "乙村", 340]]
    assert read_document("村.xlsx", workbook({"Sheet1": rows})).text == (
        "# 村\n村名\t户数（户）\n甲村\t120\n村名\t户数（户）\n乙村\t340"
    )


def test_an_empty_column_that_parts_no_tables_is_left_out() -> None:
    rows = [["指标", None, "数值"], ["户数（户）", None, 12]]
    assert read_document("户.xlsx", workbook({"Sheet1": rows})).text == "# 户\n指标\t数值\n户数（户）\t12"


def test_a_row_whose_remark_is_a_sentence_stays_a_row() -> None:
    rows = [["项目", "投资（万元）", "备注"], ["水厂", 860, "已开工。年底通水。"], ["桥梁", 240, None]]
    [article] = parse_document("项目.xlsx", workbook({"Sheet1": rows})).articles
    assert "水厂\t860\t已开工。年底通水。\n桥梁\t240" in article.text


def test_a_row_that_opens_with_a_day_is_no_date_line() -> None:
    rows = [["拨付日期", "金额（万元）"], [date(2021, 3, 2), 15], [date(2021, 6, 8), 40]]
    [article] = parse_document("拨付.xlsx", workbook({"Sheet1": rows})).articles
    assert article.published == date(2021, 6, 8)


def test_days_by_the_number_of_a_chinese_format() -> None:
    data = workbook({"Sheet1": [["日期", "到位资金（万元）"], [44378, 15]]}, {"A2": "yyyy-mm-dd"})
    assert "2021年7月1日\t15" in read_document("资金.xlsx", data).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_rows_that_marks_part(mark: str, encoding: str) -> None:
    words = '镇名,粮食产量（吨）\r\n"白石，镇","1,250"\r\n'.replace(",粮", f"{mark}粮").replace(
        '","', f'"{mark}"'
    )
    document = read_document("2021年粮食.csv", words.encode(encoding))
    assert document.form is DocumentForm.SHEET
    assert document.text == "# 2021年粮食\n镇名\t粮食产量（吨）\n白石，镇\t1,250"


def test_older_workbooks_are_read_alike() -> None:
    document = read_document("旧.xls", old_workbook([["指标", "增幅"], ["客流", 0.0512]], "0.0%"))
    assert (document.form, document.text) == (DocumentForm.SHEET, "# 旧\n指标\t增幅\n客流\t5.1%")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + bytes(90) + "EncryptedPackage".encode("utf-16-le")
FORMULA = workbook({"一": [["合计（户）", "=SUM(C1:C9)"]]})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("密.xlsx", LOCKED, "密码", id="locked"),
        pytest.param("损.xls", OLE + bytes(90), "xls", id="damaged xls"),
        pytest.param("截.xlsx", workbook({"一": ROWS})[:2000], "已损坏", id="cut off"),
        pytest.param("空.xlsx", workbook({"一": []}), "没有内容", id="empty"),
        pytest.param("算.xlsx", FORMULA, "公式", id="formulas without values"),
        pytest.param("空.csv", b",,,\n,,\n", "没有内容", id="empty csv"),
        pytest.param("引号.csv", b'a,"' + b"x" * 200_000, "格式有误", id="endless quote"),
    ],
)  # fmt: skip
def test_sheets_that_cannot_be_read_are_named_with_an_advice(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_document(name, data)
    assert reason in caught.value.reason
    assert caught.value.advice


def test_only_hidden_sheets_are_nothing_to_read() -> None:
    with pytest.raises(ReadingError, match="隐藏"):
        read_document("藏.xlsx", workbook({"一": ROWS, "二": []}, hidden=["一"]))


def test_what_a_formula_gave_is_read_and_the_formula_never_run() -> None:
    import io
    import zipfile

    data = workbook({"一": [["水费（元）", "=1+1"]]})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb"<v\s*/>|<v></v>", b"<v>77</v>", old.read(part)))
    assert read_document("水费.xlsx", stream.getvalue()).text == "# 水费\n水费（元）\t77"


def test_registers_too_large_are_refused_with_what_to_do() -> None:
    rows = "姓名,金额\n" + "张三,1\n" * 60_000
    with pytest.raises(ReadingError, match="名册"):
        read_document("名册.csv", rows.encode())
