"""Spreadsheets (xlsx, xls, csv) to text: a heading for each sheet, tabs between the cells of its rows.

What belongs here: taking cells out as they are shown. What does not: what they mean; tables of a sheet are
read where those of Word and HTML are (figures). No formula is computed: what is read is what the program that
saved the file made of it.
"""

from __future__ import annotations

from data_layer.reading.spreadsheets.biff import is_biff, read_biff
from data_layer.reading.spreadsheets.separated import read_separated
from data_layer.reading.spreadsheets.workbook import read_workbook

__all__ = ["is_biff", "read_biff", "read_separated", "read_workbook"]
