"""Rows to files: the exported tables, and the frames that pages offer for download.

What belongs here: the four formats, and what makes a cell harmless. What does not: choosing rows beyond the
filter, naming columns (columns.yaml, pages).
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from data_layer.errors import CountyFiguresError
from data_layer.filters import Condition, Filter
from data_layer.store import EXPORTS, ReadStore, load_tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EXPORTS", "ExportFormat", "export", "harmless", "to_csv", "to_parquet", "to_xlsx"]

_LIST_JOINT = "；"
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_ROWS_MEASURED = 100
"""A column of a spreadsheet is as wide as its widest cell among the first rows."""
_SHEET_ROWS = 1_048_576
_CELL_CHARS = 32_767
"""Excel's limits (Microsoft, Excel specifications and limits)."""
_CUT = "……（超出单元格上限，全文见 CSV 或 JSONL）"
_WIDEST_COLUMN, _NARROWEST_COLUMN = 60, 8
_BYTE_ORDER_MARK = "\ufeff"


class ExportFormat(StrEnum):
    """The formats of an exported file."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


def export(store: ReadStore, name: str, flt: Filter, form: ExportFormat, out: IO[bytes]) -> int:
    """Write the rows of an exported table that are in the filter, and give how many there were.

    A pair of duplicates is in the filter when one of its articles is; a check when its article is.

    Args:
        store: where the rows are.
        name: articles, figures, duplicates or checks.
        flt: which rows.
        form: how they are written.
        out: a binary file; XLSX and Parquet need one that can seek.

    Raises:
        CountyFiguresError: if there are more rows than a sheet can hold.
    """
    table = load_tables()[name]
    heads = [column.name for column in table.columns]
    condition = _condition(name, flt)
    sql = f"SELECT {', '.join(heads)} FROM {name} WHERE {condition.sql} ORDER BY {table.order}"
    if form is ExportFormat.PARQUET:
        return _write_parquet(store, sql, condition, out)
    rows = (tuple(row.values()) for row in store.stream(sql, condition.parameters))
    return _WRITERS[form](out, heads, rows)


def to_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV that Excel and WPS open right; the index stays behind."""
    out = io.BytesIO()
    _write_csv(out, list(frame.columns), _frame_rows(frame))
    return out.getvalue()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """A frame as Parquet; the index stays behind, a column of several kinds of values is written as text."""
    mixed = [
        head for head in frame if frame[head].dtype == object and frame[head].dropna().map(type).nunique() > 1
    ]
    out = io.BytesIO()
    frame.astype(dict.fromkeys(mixed, "string")).to_parquet(out, index=False)
    return out.getvalue()


def to_xlsx(frame: pd.DataFrame, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """A frame as an Excel file; the index stays behind.

    Args:
        frame: the rows.
        about: lines of a second sheet, 说明, that tell what they are: a head and words each.

    Raises:
        CountyFiguresError: if there are more rows than a sheet can hold.
    """
    out = io.BytesIO()
    _write_xlsx(out, list(frame.columns), _frame_rows(frame), about)
    return out.getvalue()


def harmless(text: str) -> str:
    """Words as a cell that no spreadsheet takes for a formula, by an apostrophe where they might be one."""
    return f"'{text}" if text.startswith(_RISKY) and not _is_number(text) else text


def _condition(name: str, flt: Filter) -> Condition:
    if name == "figures":
        return flt.figures()
    articles = flt.articles()
    if name == "articles":
        return articles
    inside = f"(SELECT article_id FROM articles WHERE {articles.sql})"
    if name == "duplicates":
        return Condition(f"(article_a IN {inside} OR article_b IN {inside})", articles.parameters * 2)
    return Condition(f"article_id IN {inside}", articles.parameters)


def _write_jsonl(out: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    for row in rows:
        count += 1
        record = dict(zip(heads, map(_plain, row), strict=True))
        out.write(json.dumps(record, ensure_ascii=False, default=_iso).encode() + b"\n")
    return count


def _write_csv(out: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        text.write(_BYTE_ORDER_MARK)
        writer = csv.writer(text)
        writer.writerow([harmless(head) for head in heads])
        for row in rows:
            count += 1
            writer.writerow([_csv_cell(_plain(value)) for value in row])
    finally:
        text.detach()  # the file is the caller's
    return count


def _write_xlsx(
    out: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]], about: Sequence[tuple[str, str]] = ()
) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(out, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("数据")
        sheet.freeze_panes(1, 0)
        widths, kept = _widths(heads, rows)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, bold)
        for row in kept:
            count += 1
            if count >= _SHEET_ROWS:
                raise CountyFiguresError(
                    f"超过 Excel 的 {_SHEET_ROWS - 1} 行上限。请加筛选条件，或改用 CSV。"
                )
            for place, value in enumerate(row):
                _write_cell(sheet, count, place, _plain(value), day)
        sheet.autofilter(0, 0, count, max(0, len(heads) - 1))
        if about:
            notes = book.add_worksheet("说明")
            notes.set_column(0, 0, 12)
            notes.set_column(1, 1, _WIDEST_COLUMN)
            for place, (head, words) in enumerate(about):
                notes.write_string(place, 0, head, bold)
                notes.write_string(place, 1, words)
    return count


def _write_parquet(store: ReadStore, sql: str, condition: Condition, out: IO[bytes]) -> int:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        quoted = str(path).replace("'", "''")
        copied = store.rows(f"COPY ({sql}) TO '{quoted}' (FORMAT parquet)", condition.parameters)
        with path.open("rb") as rows:
            while block := rows.read(1 << 20):
                out.write(block)
    return int(next(iter(copied[0].values())))


_WRITERS: dict[ExportFormat, Callable[[IO[bytes], Sequence[str], Iterable[Sequence[Any]]], int]] = {
    ExportFormat.JSONL: _write_jsonl,
    ExportFormat.CSV: _write_csv,
    ExportFormat.XLSX: _write_xlsx,
}


def _plain(value: Any) -> Any:
    """A value of a row or a frame as Python has it: missing is None, a whole number an int."""
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        value = value.tolist()
    if value is None or value != value:  # noqa: PLR0124 (NaN and NaT are not themselves)
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.replace(tzinfo=None)
    return value


def _iso(value: date) -> str:
    return value.isoformat()


def _csv_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list() | tuple():
            return harmless(_LIST_JOINT.join(str(_plain(part)) for part in value))
        case str():
            return harmless(value)
    return str(value)


def _write_cell(sheet: Any, row: int, place: int, value: Any, day: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, place, value)
        case int() | float():
            sheet.write_number(row, place, value)
        case date():
            sheet.write_datetime(row, place, value, day)
        case list() | tuple():
            sheet.write_string(row, place, _fitting(_LIST_JOINT.join(str(_plain(part)) for part in value)))
        case _:
            sheet.write_string(row, place, _fitting(str(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= _CELL_CHARS else text[: _CELL_CHARS - len(_CUT)] + _CUT


def _widths(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[list[int], Iterator[Sequence[Any]]]:
    """Column widths for the first rows, and all rows again."""
    rows = iter(rows)
    first = list(islice(rows, _ROWS_MEASURED))
    widths = [
        max(map(_columns_wide, [head, *(_csv_cell(_plain(row[place])) for row in first)]))
        for place, head in enumerate(heads)
    ]
    fitted = [min(max(width + 2, _NARROWEST_COLUMN), _WIDEST_COLUMN) for width in widths]

    def again() -> Iterator[Sequence[Any]]:
        yield from first
        yield from rows

    return fitted, again()


def _columns_wide(text: str) -> int:
    """How wide words are, a Chinese character counting two."""
    return sum(1 if character.isascii() else 2 for character in text[:_WIDEST_COLUMN])


def _frame_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame; what is missing is None, whose other forms (NA) cannot even be compared."""
    columns = (column.astype(object) for _, column in frame.items())
    return zip(*(column.where(column.notna(), None) for column in columns), strict=True)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text == text.strip()
