"""Spreadsheet files for tests, made as Excel makes them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
import xlwt

__all__ = ["old_workbook", "workbook"]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    formats: Mapping[str, str] | None = None,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """An xlsx of sheets by name; formats by cell and merged ranges are those of the first."""
    book = openpyxl.Workbook(write_only=False)
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    first = book.worksheets[0]
    for cell, number_format in (formats or {}).items():
        first[cell].number_format = number_format
    for span in merged:
        first.merge_cells(span)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_workbook(rows: Sequence[Sequence[object]], number_format: str = "General") -> bytes:
    """An xls of one sheet whose numbers have one format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    style = xlwt.easyxf(num_format_str=number_format)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value, *([style] if not isinstance(value, str) else []))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
