"""Exported files: the same rows in four formats, harmless in a spreadsheet."""

import csv
import io
import json
from datetime import date

import openpyxl
import pandas as pd
import pytest

from data_layer import export as exporting
from data_layer.errors import CountyFiguresError
from data_layer.export import EXPORTS, ExportFormat, export, harmless, to_csv, to_parquet, to_xlsx
from data_layer.filters import Filter
from data_layer.store import load_tables
from tests.store_fakes import make_store, parse_fake

TEXT = """\
=1+1|431381|2022-12-01|8210人 8210 人 employment 2022|-4.5% -4.5 % @export 2021
同一篇|429004|2022-11-30|约3家 3 家 企业 2022
"""
AGAIN = "同一篇|429004|2022-11-30|约3家 3 家 企业 2022|4家 4 家 企业 2022"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    parsed = [parse_fake("甲.txt", TEXT.encode()), parse_fake("乙.txt", AGAIN.encode())]
    return make_store(tmp_path_factory.mktemp("store"), parsed)


def read(store, name, form, flt=None):
    """The exported rows as dictionaries of the format's own values."""
    out = io.BytesIO()
    count = export(store, name, flt or Filter(), form, out)
    data = out.getvalue()
    if form is ExportFormat.JSONL:
        rows = [json.loads(line) for line in data.decode().splitlines()]
    elif form is ExportFormat.CSV:
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    elif form is ExportFormat.XLSX:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        heads, *cells = sheet.iter_rows(values_only=True)
        rows = [dict(zip(heads, row, strict=True)) for row in cells]
    else:
        rows = pd.read_parquet(io.BytesIO(data)).to_dict("records")
    assert len(rows) == count
    return rows


@pytest.mark.parametrize("form", list(ExportFormat))
@pytest.mark.parametrize(
    ("name", "count"), [("articles", 3), ("figures", 5), ("duplicates", 1), ("checks", 0)]
)
def test_rows(store, name, count, form):
    rows = read(store, name, form)
    assert len(rows) == count
    for row in rows:
        assert list(row) == [column.name for column in load_tables()[name].columns]


def test_jsonl_values(store):
    figure = next(row for row in read(store, "figures", ExportFormat.JSONL) if row["quote"] == "8210人")
    expected = {
        "value": 8210,
        "value_max": None,
        "chosen": True,
        "topics": ["就业社保人事"],
        "period_type": "year",
        "period_start": "2022-01-01",
        "region_level": "county",
        "reported_on": "2022-12-01",
        "indicator_id": "employment",
        "indicator_name": "城镇新增就业",
        "confidence_notes": [],
    }
    assert figure | expected == figure
    article = next(row for row in read(store, "articles", ExportFormat.JSONL) if row["source"] == "甲.txt")
    assert article["text"][figure["char_start"] : figure["char_end"]] == "8210人"
    assert article["chars"] == len(article["text"])


def test_csv_values(store):
    rows = {row["quote"]: row for row in read(store, "figures", ExportFormat.CSV)}
    assert rows["'-4.5%"]["indicator"] == "'@export"
    assert rows["'-4.5%"]["value"] == "-4.5"
    expected = {"value": "8210", "chosen": "true", "topics": "就业社保人事", "value_max": ""}
    assert rows["8210人"] | expected == rows["8210人"]
    titles = {row["title"] for row in read(store, "articles", ExportFormat.CSV)}
    assert titles == {"'=1+1", "同一篇"}


def test_xlsx_values(store):
    articles = {row["title"]: row for row in read(store, "articles", ExportFormat.XLSX)}
    assert articles["=1+1"]["published"].date() == date(2022, 12, 1)
    assert articles["=1+1"]["fragment"] is False
    figures = {row["quote"]: row for row in read(store, "figures", ExportFormat.XLSX)}
    assert figures["-4.5%"]["value"] == -4.5
    assert figures["-4.5%"]["indicator"] == "@export"


def test_xlsx_has_no_formulas(store):
    out = io.BytesIO()
    export(store, "articles", Filter(), ExportFormat.XLSX, out)
    cells = [cell for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "b", "d"}


def test_rows_come_in_reading_order(store):
    rows = read(store, "figures", ExportFormat.JSONL)
    assert [(row["source"], row["char_start"]) for row in rows] == sorted(
        (row["source"], row["char_start"]) for row in rows if row["article_id"].endswith("1")
    ) + [(row["source"], row["char_start"]) for row in rows if row["article_id"].endswith("2")]


@pytest.mark.parametrize(
    ("flt", "counts"),
    [
        pytest.param(Filter(regions=("420000",)), (2, 3, 1), id="province"),
        pytest.param(Filter(regions=("431381",)), (1, 2, 0), id="county"),
        pytest.param(Filter(indicators=("employment",)), (1, 1, 0), id="indicator"),
        pytest.param(Filter(end=date(2021, 12, 31)), (0, 1, 0), id="time"),
    ],
)
def test_filters(store, flt, counts):
    names = ("articles", "figures", "duplicates")
    assert tuple(len(read(store, name, ExportFormat.JSONL, flt)) for name in names) == counts
    assert tuple(len(read(store, name, ExportFormat.PARQUET, flt)) for name in names) == counts
    assert read(store, "checks", ExportFormat.JSONL, flt) == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=SUM(A1)", "'=SUM(A1)", id="formula"),
        pytest.param("+86", "+86", id="number with a sign"),
        pytest.param("-22.11", "-22.11", id="fall"),
        pytest.param("-22.11%", "'-22.11%", id="fall with its sign is words"),
        pytest.param("@name", "'@name", id="at"),
        pytest.param("\tx", "'\tx", id="tab"),
        pytest.param("\rx", "'\rx", id="return"),
        pytest.param("\t5", "'\t5", id="tab and number"),
        pytest.param("- 一", "'- 一", id="dash"),
        pytest.param("县=市", "县=市", id="inside"),
        pytest.param("", "", id="empty"),
    ],
)
def test_harmless(text, cell):
    assert harmless(text) == cell


FRAME = pd.DataFrame(
    {
        "=地区": ["冷水江市", None, "@x"],
        "新增就业（人）": [8210.0, float("nan"), 0.5],
        "位次": [1, 2, 3],
        "日期": pd.to_datetime(["2022-12-01", None, "2022-12-02"]),
        "主题": [["甲", "乙"], [], None],
        "选": [True, False, True],
    }
)


def test_frame_as_csv():
    rows = list(csv.reader(io.StringIO(to_csv(FRAME).decode("utf-8-sig"), newline="")))
    assert rows == [
        ["'=地区", "新增就业（人）", "位次", "日期", "主题", "选"],
        ["冷水江市", "8210", "1", "2022-12-01", "甲；乙", "true"],
        ["", "", "2", "", "", "false"],
        ["'@x", "0.5", "3", "2022-12-02", "", "true"],
    ]


def test_frame_as_xlsx():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(FRAME, [("筛选", "=冷水江市")])))
    rows = list(book["数据"].iter_rows(values_only=True))
    assert rows[0][0] == "=地区"
    assert rows[1][1:3] == (8210, 1)
    assert rows[2][1] is None
    assert list(book["说明"].iter_rows(values_only=True)) == [("筛选", "=冷水江市")]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        pytest.param(pd.array([12, None], "Int64"), ["12", ""], id="whole-numbers"),
        pytest.param(pd.array([None, None], "Int64"), ["", ""], id="none-at-all"),
        pytest.param(pd.array([True, None], "boolean"), ["true", ""], id="yes-or-no"),
        pytest.param(pd.to_datetime(["2022-12-01", None]), ["2022-12-01", ""], id="days"),
    ],
)
def test_what_is_missing_is_an_empty_cell(values, cells):
    frame = pd.DataFrame({"文件": ["甲.txt", "乙.pdf"], "页数": values})
    rows = list(csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"), newline="")))
    assert [row[1] for row in rows[1:]] == cells
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(frame))).worksheets[0]
    assert sheet.max_row == 3 and sheet["B3"].value is None


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
def test_a_sheet_holds_every_row(count):
    frame = pd.DataFrame({"第": range(count), "名": [f"第{row}行" for row in range(count)]})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(frame))).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(range(count))
    assert len(to_csv(frame).decode().splitlines()) == count + 1


def test_a_long_text_is_cut_and_says_so():
    frame = pd.DataFrame({"text": ["长" * 40_000]})
    cell = openpyxl.load_workbook(io.BytesIO(to_xlsx(frame))).active["A2"].value
    assert len(cell) == 32_767
    assert "CSV" in cell[-20:]


def test_too_many_rows_for_a_sheet(monkeypatch):
    monkeypatch.setattr(exporting, "_SHEET_ROWS", 3)
    with pytest.raises(CountyFiguresError, match="CSV"):
        to_xlsx(FRAME)


def test_exports_are_tables():
    assert set(EXPORTS) <= set(load_tables())


def test_a_frame_as_parquet_keeps_its_rows():
    rows = pd.DataFrame(
        {
            "地区": ["冷水江市", "=涟源市"],
            "数值": [0.0, None],
            "日期": [date(2022, 1, 1), None],
            "混": [1, "二"],
        }
    )
    read = pd.read_parquet(io.BytesIO(to_parquet(rows.set_axis(["a", "b"]))))
    assert read["地区"].tolist() == ["冷水江市", "=涟源市"]
    assert read["数值"].tolist()[0] == 0.0
    assert pd.isna(read["数值"].tolist()[1])
    assert read["日期"].tolist() == [date(2022, 1, 1), None]
    assert read["混"].tolist() == ["1", "二"]
