"""Taking documents out: what would go, who takes it out, and that it went.

What belongs here: the question and its answer. What does not: the list of documents.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer.errors import CountyFiguresError
from data_layer.pipeline import remove_documents
from data_layer.store import default_store
from pages.shared import data, wording
from pages.shared.deciding import person
from pages.shared.numbers import grouped

__all__ = ["ask", "forget_button", "said"]

_SAID = "removal_said"
_MOST_NAMES = 12


@st.dialog("移除这些文件？", width="medium")
def ask(sources: pd.DataFrame) -> None:
    """Name what will go, and remove it once that is confirmed.

    Args:
        sources: rows of ``queries.source_list``.
    """
    names = [
        f"- {wording.plain(row.source)}：{row.articles} 篇文章，{grouped(row.figures)} 个数"
        for row in sources.head(_MOST_NAMES).itertuples()
    ]
    if len(sources) > _MOST_NAMES:
        names.append(f"- 另有 {len(sources) - _MOST_NAMES} 份")
    st.markdown("\n".join(names))
    st.markdown(
        f"共 {len(sources)} 份文件、{grouped(sources['articles'].sum())} 篇文章、"
        f"{grouped(sources['figures'].sum())} 个数，连同服务器上保存的原件一起删除，所有人都不再看到。"
        "谁、什么时候移除的，会记下来。以后要恢复，需要重新导入原来的文件。"
    )
    by = person.ask("removal")
    busy = data.imports().busy()
    if busy:
        st.info("正在导入，等它结束后才能移除。")
    with st.container(horizontal=True):
        if st.button("移除", type="primary", key="remove_now", disabled=busy or not by):
            _remove(tuple(sources["document_id"]), (), by)
        if st.button("取消", key="remove_not"):
            st.rerun()


def forget_button(names: tuple[str, ...]) -> None:
    """Draw the button that takes failures out of the list."""
    if st.button(
        "不再列出",
        key="forget",
        disabled=data.imports().busy() or not person.may_edit(),
        help="只从这张清单里去掉；文件改好后可以再导入",
    ):
        _remove((), names, person.who())


def said() -> None:
    """Tell once what was removed, or why it could not be."""
    for worked, words in st.session_state.pop(_SAID, []):
        (st.success if worked else st.error)(wording.plain(words))


def _remove(documents: tuple[str, ...], names: tuple[str, ...], by: str) -> None:
    if not person.may_edit():  # a forged message can press a button that is disabled
        return
    try:
        with st.spinner("正在移除，写入新版本…"):
            report = remove_documents(documents, default_store(), forgotten=names, by=by or None)
        words = f"已移除：{'、'.join(report.removed[:_MOST_NAMES])}" if documents else "已从清单里去掉"
        st.session_state[_SAID] = [(True, f"{words}。数据版本 {report.version}")]
    except CountyFiguresError as error:
        st.session_state[_SAID] = [(False, str(error))]
    st.rerun()
