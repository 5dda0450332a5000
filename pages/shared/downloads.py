"""Download buttons: exactly the rows on the screen, in a file named after what they show."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_layer import export
from pages.shared import filters
from pages.shared.frame import View

__all__ = ["buttons", "file_stem"]

_UNSAFE = re.compile(r"[\\/:*?\"<>|\s·（）()，、]+")
_LONGEST_STEM = 80


def buttons(table: pd.DataFrame, view: View, *words: str, notes: Sequence[str] = ()) -> None:
    """Draw CSV and Excel buttons for a table; its index (ids) stays behind.

    Args:
        table: what the screen shows.
        view: the page, its version and filter, which name the file and fill its sheet of notes.
        *words: what else the file is named after: indicator, period.
        notes: sentences for the sheet of notes.
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
        *(("说明", note) for note in notes),
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"CSV（{len(rows)} 行）",
            lambda: export.to_csv(rows),
            f"{stem}.csv",
            "text/csv",
            key="csv",
            on_click="ignore",
            help="用 Excel 或 WPS 直接打开",
        )
        st.download_button(
            f"Excel（{len(rows)} 行）",
            lambda: export.to_xlsx(rows, about),
            f"{stem}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="xlsx",
            on_click="ignore",
            help="第二张表写着筛选条件、数据版本和说明",
        )


def file_stem(*words: str) -> str:
    """A file name without ending that every system takes: parts joined by _, unsafe characters replaced."""
    parts = [_UNSAFE.sub("-", word).strip("-.") for word in words if word]
    return "_".join(part for part in parts if part)[:_LONGEST_STEM].rstrip("_-.") or "县数"
