"""Which files can be read and which not yet, and what to do about these."""

from __future__ import annotations

import pandas as pd
import streamlit as st

__all__ = ["draw"]

_READABLE = (
    ("文本（txt）、Markdown（md）", "任何编码，包括 GB18030"),
    ("网页（html）", "另存下来的网页"),
    ("Word（docx）", "正文和表格里的文字"),
    ("PDF（pdf）", "有文字层的直接读，扫描的逐页识别"),
    ("图片、扫描件（jpg、png、tif、webp、bmp）", "识别出的数字要核对，没认清的字会标出"),
    ("压缩包（zip）", "里面的文件各算一份"),
)
_NOT_YET = (
    ("旧版 Office（doc、wps）", "用 WPS 或 Word 另存为 docx"),
    ("表格（xls、xlsx）", "数据表还不能读，请提供文字材料"),
    ("压缩包（rar、7z）", "先解压，或改成 zip"),
)


def draw() -> None:
    """Both as tables, closed at first."""
    with st.expander("哪些文件能读，哪些还不能", key="forms"):
        st.table(pd.DataFrame(_READABLE, columns=["能读的", "说明"]), border="horizontal", hide_index=True)
        st.table(
            pd.DataFrame(_NOT_YET, columns=["还不能读的", "怎么办"]), border="horizontal", hide_index=True
        )
