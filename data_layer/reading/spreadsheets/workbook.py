"""Workbooks of Excel and WPS (xlsx, xlsm) to text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel

from data_layer.errors import ReadingError
from data_layer.reading.spreadsheets.sheets import Sheet, lay_out
from data_layer.reading.spreadsheets.shown import day_format, show

__all__ = ["read_workbook"]

_DAMAGED = ("Excel 文件已损坏，打不开", "请用 Excel 或 WPS 打开修复，另存为 xlsx 后再导入")
_NOT_COMPUTED = (
    "表里有 {} 个公式没有算好的结果（如工作表“{}”）",
    "请用 Excel 或 WPS 打开这个文件，保存一次后再导入；程序不运行公式，只读保存下来的结果",
)
_MAX_COLUMNS = 702
"""A to ZZ. What stands beyond is no table that people read."""
_UNCOMPUTED = re.compile(
    rb"<c (?![^>]*t=\"str\")[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
)
"""A cell with a formula and no value; one that gave empty words has t="str"."""


def read_workbook(data: bytes, name: str) -> str:
    """The words of the sheets that are shown, cells as their number formats show them.

    Formulas are not run: their cells hold what the program that saved the file made of them.

    Raises:
        ReadingError: if it is damaged, holds nothing, too much, or formulas without values.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return lay_out(_sheets(book, data), PurePath(name).stem)
    except ReadingError:
        raise
    except Exception as error:  # the parser raises whatever a broken part makes it stumble over
        raise ReadingError(*_DAMAGED) from error


def _sheets(book: Any, data: bytes) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            if missing := len(_UNCOMPUTED.findall(package.read(sheet._worksheet_path))):
                raise ReadingError(_NOT_COMPUTED[0].format(missing, sheet.title), _NOT_COMPUTED[1])
            sheet.reset_dimensions()  # what a file says of its size is often wrong
            yield Sheet(sheet.title, _rows(sheet))


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The rows that hold something."""
    for row in sheet.iter_rows(max_col=_MAX_COLUMNS):
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return show(value, cell.number_format)
    days = day_format(cell.style_array.numFmtId)
    return (
        show(from_excel(value, cell.parent.parent.epoch), days) if days else show(value, cell.number_format)
    )
