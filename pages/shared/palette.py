"""The colours and the plotly template of every chart.

Streamlit's browser side replaces the colour codes #000001 to #000040 in a chart by the current theme's
colours (``streamlit/elements/lib/streamlit_plotly_theme.py``), so that a chart follows a switch from
light to dark without asking the server. These names are the slots that .streamlit/config.toml fills.
"""

from __future__ import annotations

import plotly.graph_objects as go

__all__ = [
    "ACCENT",
    "BACKGROUND",
    "config",
    "NEUTRAL",
    "NOTE",
    "SERIES",
    "SERIES_SYMBOLS",
    "TEMPLATE",
    "TEXT",
]

ACCENT, NEUTRAL, NOTE = "#000001", "#000002", "#000010"
SERIES = (ACCENT, "#000003", "#000004", "#000005", "#000006", "#000007", "#000008")
SERIES_SYMBOLS = ("circle", "square", "triangle-up", "cross", "star", "pentagon", "hexagon2")
"""A sign for each series beside its colour; the diamond is kept for points in time."""
BACKGROUND = "#000038"
TEXT = "#000037"
"""Streamlit's own words on charts are of a lighter grey (3.7 to 1 on white), too pale for a projector."""

TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"size": 13},
        title={
            **{"x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"},
            **{"pad": {"t": 8}, "font_size": 15},  # pixels: a share of the height is far down in a tall chart
        },
        margin={"l": 8, "r": 24, "t": 84, "b": 48},
        hoverlabel={"align": "left"},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "entrywidth": 0,
        },
        xaxis={"automargin": True, "title": {"standoff": 8}},
        yaxis={"automargin": True, "title": {"standoff": 8}},
        bargap=0.28,
        separators=".,",
        dragmode=False,
    )
)

_CONFIG = {
    "displaylogo": False,
    "locale": "zh-CN",
    "locales": {
        "zh-CN": {
            "dictionary": {
                "Download plot as a PNG": "存为图片",
                "Download plot": "存为图片",
                "Reset axes": "恢复原状",
                "Taking snapshot - this may take a few seconds": "正在生成图片",
                "Snapshot succeeded": "图片已存",
                "Sorry, there was a problem downloading your snapshot!": "图片没有存成，请再试一次",
                "Double-click to zoom back out": "双击恢复原状",
            },
            "format": {
                "days": ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
                "shortDays": ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
                "months": [f"{month}月" for month in range(1, 13)],
                "shortMonths": [f"{month}月" for month in range(1, 13)],
                "date": "%Y年%-m月%-d日",
            },
        }
    },
    "modeBarButtonsToRemove": [
        *("zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d", "select2d", "lasso2d"),
    ],
}


def config(title: str) -> dict[str, object]:
    """Plotly's own words in Chinese, and its button that saves the picture under ``title``."""
    return _CONFIG | {"toImageButtonOptions": {"filename": title, "scale": 2}}
