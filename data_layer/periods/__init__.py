"""Time expressions to periods, and the date of articles that state none.

What belongs here: everything that reads a time out of words. What does not: which statement a time governs,
and whether a figure is a stock or a flow (``data_layer.figures``).
"""

from __future__ import annotations

from data_layer.periods.dating import date_articles
from data_layer.periods.finding import find_times, time_record
from data_layer.periods.titles import reference_year

__all__ = ["date_articles", "find_times", "reference_year", "time_record"]
