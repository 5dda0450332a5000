"""Which files can be read and which not yet, and what to do about these."""

from __future__ import annotations

import pandas as pd
import streamlit as st

__all__ = ["draw"]

_READABLE = (
    ("文本（txt）、Markdown（md）", "任何编码，包括 GB18030"),
    ("网页（html）", "另存下来的网页"),
    ("Word（docx）", "正文和表格里的文字"),
    (
        "表格（xlsx、xls、csv）",
        "每个工作表算一篇，数按表里显示的样子读（12.3%、1,200）；公式不运行，只读保存下来的结果；"
        "隐藏的工作表不读；名册、流水等超过 10 万个单元格的不读",
    ),
    ("PDF（pdf）", "有文字层的直接读，扫描的逐页识别"),
    ("图片、扫描件（jpg、png、tif、webp、bmp）", "识别出的数字要核对，没认清的字会标出"),
    ("压缩包（zip）", "里面的文件各算一份"),
)
_NOT_YET = (
    ("旧版 Word（doc、wps）", "用 WPS 或 Word 另存为 docx"),
    ("设了密码的文件", "用原来的程序打开，取消密码后再导入"),
    ("二进制和开放格式（xlsb、ods、odt）、演示文稿", "表格另存为 xlsx，文字另存为 docx"),
    ("压缩包（rar、7z）", "先解压，或改成 zip"),
)


def draw() -> None:
    """Both as tables, closed at first."""
    with st.expander("哪些文件能读，哪些还不能", key="forms"):
        st.table(pd.DataFrame(_READABLE, columns=["能读的", "说明"]), border="horizontal", hide_index=True)
        st.table(
            pd.DataFrame(_NOT_YET, columns=["还不能读的", "怎么办"]), border="horizontal", hide_index=True
        )
