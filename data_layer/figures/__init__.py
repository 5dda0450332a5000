"""Figures: every reported quantity of an article, with its indicator, place, period and role."""

from data_layer.figures.doubts import weigh_doubts
from data_layer.figures.extracting import explain_rejected, extract_figures

__all__ = ["explain_rejected", "extract_figures", "weigh_doubts"]
