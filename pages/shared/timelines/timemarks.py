"""Reports over real time. No queries, no widgets: what is drawn is decided before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from pages.shared.charts import LEGEND_PIXELS, TICKS, TITLE_PIXELS, Chart, Trace, drawn
from pages.shared.palette import SERIES, SERIES_SYMBOLS

__all__ = ["LOW_PIXELS", "TALL_PIXELS", "timeline"]

TALL_PIXELS, LOW_PIXELS = 460, 320
"""Heights of a timeline: alone, and as a panel below another."""
_EVERY_RANK = 12
"""Ranks within so many places get a tick each."""
_SLIDING_MARKS = 20
"""From so many marks on a slider lets a reader look at a part of the time."""
_SLIDER_PIXELS = 64
_TREND_POINTS = 3
"""Fewer yearly values than this are not joined: two points are a change, not a trend."""
_DERIVED_SYMBOL = "asterisk-open"
"""What no document reports, but two levels give: a sign that no region bears."""
_AXIS_TITLE = {
    "x": 0,
    "xref": "paper",
    "xanchor": "right",
    "y": 1,
    "yref": "paper",
    "yanchor": "bottom",
    "showarrow": False,
    "yshift": 6,
}
_POINT_SYMBOLS = ("diamond", "diamond-open", "diamond-tall", "diamond-wide", "diamond-cross", "diamond-x")


def timeline(
    marks: pd.DataFrame,
    *,
    title: str,
    axis: str,
    reversed_axis: bool = False,
    credit: str = "",
    height: int = TALL_PIXELS,
) -> Chart:
    """Draw reports over real time: years joined, part-years as spans with a cap, points in time as diamonds.

    Args:
        marks: ``figure_id``, ``series``, ``form`` (``year``, ``span``, ``point``, ``reported`` or
            ``derived``), ``planned``, ``start`` (missing for points), ``end``, ``shown``, ``label``,
            ``hover``, and where labels do not all stand above their marks ``below``.
        title: a sentence with indicator, period and regions.
        axis: title of the value axis, with its unit.
        reversed_axis: ranks, where the first place stands on top.
        credit: where the numbers come from, a line at the foot.
        height: in pixels.
    """
    marks = marks.assign(below=marks.get("below", False))
    slides = len(marks) >= _SLIDING_MARKS
    traces: list[Trace] = []
    for place, (series, rows) in enumerate(marks.groupby("series", sort=False)):
        colour, symbol = SERIES[place % len(SERIES)], SERIES_SYMBOLS[place % len(SERIES_SYMBOLS)]
        years = rows[rows["form"] == "year"]
        traces += _years(years[~years["planned"]], str(series), colour, symbol)
        traces += _plans(years[years["planned"]], str(series), colour, symbol)
        traces += _spans(rows[rows["form"] == "span"], str(series), colour)
        traces += _points(rows[rows["form"].isin(["point", "reported"])], str(series), colour, place)
        derived = rows[rows["form"] == "derived"]
        traces += _years(derived, str(series), colour, _DERIVED_SYMBOL, joinable=False)
    return drawn(
        _named_once(traces),
        {
            "title": {"text": title},
            "height": height,
            "margin": {"t": TITLE_PIXELS + LEGEND_PIXELS},
            "hovermode": "closest",
            "showlegend": True,
            "xaxis": {
                "type": "date",
                "title": {"text": "时间"},
                "showgrid": True,
                "rangeslider": {"visible": slides, "thickness": 0.08},
                **_year_ticks(marks),
            },
            "yaxis": _rank_axis(marks) if reversed_axis else {"tickformat": TICKS, "rangemode": "tozero"},
            "annotations": [_AXIS_TITLE | {"text": axis}],
        },
        credit,
        below=_SLIDER_PIXELS if slides else 0,
    )


def _rank_axis(marks: pd.DataFrame) -> dict[str, object]:
    """The first place on top, and every place a tick where they are few."""
    few = int(marks["shown"].max() - marks["shown"].min()) <= _EVERY_RANK
    return {"autorange": "reversed", "tickformat": "d"} | ({"dtick": 1} if few else {})


def _years(
    rows: pd.DataFrame, series: str, colour: str, symbol: str, *, joinable: bool = True
) -> Iterator[Trace]:
    """Whole years: a mark in the middle of each, joined where there are enough for a trend.

    The first report of a year is joined; each other one hangs at it by a dotted link.
    """
    if rows.empty:
        return
    rows = rows.sort_values("start", kind="stable")
    rows = rows.assign(middle=rows["start"] + (rows["end"] - rows["start"]) / 2)
    again = rows["start"].duplicated()
    first = rows[~again]
    joined = joinable and len(first) >= _TREND_POINTS
    look = _look(series, colour, symbol)
    yield look | _marks(_with_gaps(first) if joined else first, joined)
    if not again.any():
        return
    at = {mark.start: mark for mark in first.itertuples()}
    for rival in rows[again].itertuples():
        pair = pd.DataFrame([at[rival.start], rival]).assign(label=["", rival.label])
        yield look | _marks(pair, True) | {"line": look["line"] | {"dash": "dot"}}


def _look(series: str, colour: str, symbol: str) -> Trace:
    """What all marks of years of a series share."""
    return {
        "type": "scatter",
        "name": series,
        "legendgroup": series,
        "hoverinfo": "text",
        "cliponaxis": False,
        "connectgaps": False,
        "marker": {"symbol": symbol, "size": 11, "color": colour},
        "line": {"color": colour, "width": 2, "dash": "solid"},
    }


def _marks(rows: pd.DataFrame, joined: bool) -> Trace:
    """One trace of marks in the middle of their periods."""
    return {
        "mode": "lines+markers+text" if joined else "markers+text",
        "x": rows["middle"],
        "y": rows["shown"],
        "customdata": rows["figure_id"],
        "text": rows["label"],
        "textposition": _beside(rows),
        "hovertext": rows["hover"],
    }


def _beside(rows: pd.DataFrame) -> list[str]:
    """Where labels stand at their marks."""
    return ["bottom center" if below else "top center" for below in rows["below"]]


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """The yearly rows in order, with an empty one in each run of missing years: no line leads across it."""
    first_after = rows[rows["start"].dt.year.diff() > 1]
    if first_after.empty:
        return rows
    empty = first_after.assign(
        start=first_after["start"] - pd.DateOffset(years=1),
        middle=first_after["middle"] - pd.DateOffset(years=1),
        shown=float("nan"),
        label="",
        hover="",
        figure_id="",
    )
    return pd.concat([rows, empty]).sort_values(["start", "figure_id"])


def _plans(rows: pd.DataFrame, series: str, colour: str, symbol: str) -> Iterator[Trace]:
    """Whole years that are planned: hollow, never joined."""
    return _years(rows, series, colour, f"{symbol}-open", joinable=False)


def _spans(rows: pd.DataFrame, series: str, colour: str) -> Iterator[Trace]:
    """Parts of a year, months and spans of years: a bar over the days that they cover, capped at its end.

    A label stands at the end of its bar, where the picture's edge does not cut it.
    """
    for row in rows.itertuples():
        yield {
            "type": "scatter",
            "name": series,
            "legendgroup": series,
            "mode": "lines+markers+text",
            "x": [row.start, row.end],
            "y": [row.shown, row.shown],
            "customdata": [row.figure_id, row.figure_id],
            "text": ["", row.label],
            "textposition": "bottom left" if row.below else "top left",
            "hovertext": row.hover,
            "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {
                "symbol": ["line-ns", "line-ns"],
                "size": [5, 16],
                "color": colour,
                "line": {"width": 3, "color": colour},
            },
            "line": {"color": colour, "width": 4, "dash": "dot" if row.planned else "solid"},
        }


def _points(rows: pd.DataFrame, series: str, colour: str, place: int) -> Iterator[Trace]:
    """Stocks at a day, and figures without a period at the day of their report: diamonds, never joined."""
    if rows.empty:
        return
    yield {
        "type": "scatter",
        "name": series,
        "legendgroup": series,
        "mode": "markers+text",
        "x": rows["end"],
        "y": rows["shown"],
        "customdata": rows["figure_id"],
        "text": rows["label"],
        "textposition": _beside(rows),
        "hovertext": rows["hover"],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "symbol": _POINT_SYMBOLS[place % len(_POINT_SYMBOLS)],
            "size": 12,
            "color": colour,
            "opacity": rows["form"].map({"point": 1.0, "reported": 0.55}),
            "line": {"width": 1.5, "color": colour},
        },
    }


def _named_once(traces: Sequence[Trace]) -> list[Trace]:
    """Name each series once in the legend, however many marks it has."""
    first = {trace["name"]: place for place, trace in reversed(list(enumerate(traces)))}
    return [trace | {"showlegend": first[trace["name"]] == place} for place, trace in enumerate(traces)]


def _year_ticks(marks: pd.DataFrame) -> dict[str, object]:
    """One tick a year, labelled in the year's middle, and room at the right for the last label."""
    low = marks["start"].fillna(marks["end"]).min()
    high = marks["end"].max()
    first, last = pd.Timestamp(low.year, 1, 1), pd.Timestamp(high.year, 12, 31)
    years = last.year - first.year + 1
    step = 1 if years <= 12 else -(-years // 12)
    margin = (last - first) * 0.12
    return {
        "range": [first - margin / 3, last + margin],
        "dtick": f"M{12 * step}",
        "tick0": first,
        "tickformat": "%Y年",
        "ticklabelmode": "period",
    }
