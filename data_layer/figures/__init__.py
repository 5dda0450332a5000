"""Figures: every reported quantity of an article, with its indicator, place, period and role."""

from data_layer.figures.doubts import weigh_doubts
from data_layer.figures.extracting import explain_rejected, extract_figures
from data_layer.figures.phrases.catalogue import common_unit, indicator_by_id, match_indicator
from data_layer.figures.tables.layout import Cell, Row, Table, find_tables

__all__ = [
    "Cell",
    "Row",
    "Table",
    "common_unit",
    "explain_rejected",
    "extract_figures",
    "find_tables",
    "indicator_by_id",
    "match_indicator",
    "weigh_doubts",
]
