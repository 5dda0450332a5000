"""Older workbooks (xls of Excel 97 to 2003, et of WPS) to text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import xlrd
from xlrd.xldate import xldate_as_datetime

from data_layer.errors import ReadingError
from data_layer.reading.spreadsheets.sheets import Sheet, lay_out
from data_layer.reading.spreadsheets.shown import day_format, show

__all__ = ["is_biff", "read_biff"]

_STREAM = "Workbook".encode("utf-16-le")
"""Name of the stream that holds the sheets ([MS-XLS] 2.1.2)."""
_LOCKED = ("Excel 文件设了密码", "请用 Excel 或 WPS 打开，取消密码后再导入")
_DAMAGED = ("旧版 Excel 文件（xls）读不出来，可能已损坏", "请用 Excel 或 WPS 打开，另存为 xlsx 后再导入")


def is_biff(data: bytes) -> bool:
    """Whether an Office file of the older kind (an OLE container) holds sheets."""
    return _STREAM in data


def read_biff(data: bytes, name: str) -> str:
    """The words of the sheets that are shown, cells as their number formats show them.

    Raises:
        ReadingError: if it is damaged, locked, holds nothing or too much.
    """
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            shown = (sheet for sheet in book.sheets() if sheet.visibility == 0)
            return lay_out((Sheet(one.name, _rows(book, one)) for one in shown), PurePath(name).stem)
    except ReadingError:
        raise
    except Exception as error:  # the parser raises whatever a broken part makes it stumble over
        raise ReadingError(*(_LOCKED if "encrypt" in str(error).lower() else _DAMAGED)) from error


def _rows(book: Any, sheet: Any) -> Iterator[list[str]]:
    for row in range(sheet.nrows):
        yield [_shown(book, cell) for cell in sheet.row(row)]


def _shown(book: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return show(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    key = book.xf_list[cell.xf_index].format_key
    days = day_format(key)
    told = days or book.format_map[key].format_str
    is_day = days is not None or cell.ctype == xlrd.XL_CELL_DATE
    return show(xldate_as_datetime(cell.value, book.datemode) if is_day else cell.value, told)
