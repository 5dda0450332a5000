"""Download buttons: exactly the rows on the screen, in a file named after what they show."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_layer import export
from pages.shared import filters, wording
from pages.shared.frame import View
from pages.shared.numbers import grouped

__all__ = ["buttons", "file_stem"]

_UNSAFE = re.compile(r"[\\/:*?\"<>|\s·（）()，、]+")
_LONGEST_STEM = 80


def buttons(
    table: pd.DataFrame, view: View, *words: str, notes: Sequence[str] = (), chart: str | None = None
) -> None:
    """Draw the buttons that save a table, and the chart above it; the table's index (ids) stays behind.

    Args:
        table: what the screen shows.
        view: the page, its version and filter, which name the file and fill its sheet of notes.
        *words: what else the file is named after: indicator, period.
        notes: sentences for the sheet of notes.
        chart: key of the chart that the table belongs to; None where there is none.
    """
    filter_words = filters.sentence(view.filter)
    stem = file_stem(view.page.title, *words, filter_words)
    rows = table.reset_index(drop=True)
    about = [
        ("页面", view.page.title),
        ("筛选", filter_words),
        ("内容", " ".join(words)),
        ("数据版本", str(view.version)),
        ("行数", str(len(rows))),
        ("来源", "；".join(sorted(table["来源"].dropna().unique()))) if "来源" in table else ("来源", "见表"),
        *(("说明", note) for note in notes),
        *((head, meaning) for head, meaning in wording.COLUMN_MEANINGS.items() if head in table),
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"CSV（{grouped(len(rows))} 行）",
            lambda: export.to_csv(rows),
            f"{stem}.csv",
            "text/csv",
            key="csv",
            on_click="ignore",
            help="用 Excel 或 WPS 直接打开",
        )
        st.download_button(
            f"Excel（{grouped(len(rows))} 行）",
            lambda: export.to_xlsx(rows, about),
            f"{stem}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="xlsx",
            on_click="ignore",
            help="第二张表写着筛选条件、数据版本、来源和各列的含义",
        )
        st.download_button(
            "Parquet",
            lambda: export.to_parquet(rows),
            f"{stem}.parquet",
            "application/vnd.apache.parquet",
            key="parquet",
            on_click="ignore",
            help=f"同样的 {grouped(len(rows))} 行，给数据分析软件用",
        )
        if chart:
            st.html(_picture_buttons(chart, stem), width="content")


def _picture_buttons(chart: str, stem: str) -> str:
    """Buttons for images.js: the chart as it stands on the screen, as PNG and SVG."""
    return "".join(
        f'<button class="download" data-chart="{wording.escape(chart)}" data-format="{form}" '
        f'data-name="{wording.escape(stem)}" title="{meaning}">图片 {form.upper()}</button>'
        for form, meaning in (("png", "两倍清晰度，可贴进 Word 和 PPT"), ("svg", "矢量图，放大不糊"))
    )


def file_stem(*words: str) -> str:
    """A file name without ending that every system takes: parts joined by _, unsafe characters replaced."""
    parts = [_UNSAFE.sub("-", word).strip("-.") for word in words if word]
    return "_".join(part for part in parts if part)[:_LONGEST_STEM].rstrip("_-.") or "县数"
