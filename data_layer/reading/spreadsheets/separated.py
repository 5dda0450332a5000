"""Rows of text whose cells commas, tabs or semicolons part (csv, tsv)."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from data_layer.errors import ReadingError
from data_layer.reading.spreadsheets.sheets import Sheet, lay_out

__all__ = ["read_separated"]

_MARKS = ",\t;"
_HEAD_LINES = 50
"""So many lines tell the mark."""
_BROKEN = ("csv 文件的格式有误（{}）", "请用 Excel 或 WPS 打开检查，另存为 xlsx 后再导入")


def read_separated(text: str, name: str) -> str:
    """The words of a file of rows; its title is its first line, else the file's name.

    Raises:
        ReadingError: if a quoted cell has no end within what a cell may hold, or nothing is there.
    """
    words = text.lstrip("\ufeff")
    head = "\n".join(words.split("\n", _HEAD_LINES)[:_HEAD_LINES])
    mark = max(_MARKS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=mark))
    except csv.Error as error:
        raise ReadingError(_BROKEN[0].format(error), _BROKEN[1]) from error
    return lay_out([Sheet("", rows)], PurePath(name).stem)
