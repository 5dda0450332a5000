"""数据核查: what the audit found, its arithmetic, and people's word on which numbers are wrong."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, data, downloads, frame, notices, tables, wording
from pages.shared.deciding import findings, history, judging
from pages.shared.numbers import grouped

OPEN_VERDICTS = ("inconsistent", "unsure")
STATES = {"open": "未处理", "done": "已处理", "all": "全部"}
MOST_ROWS = 1000


def draw(view: frame.View) -> None:
    """Controls, the list, the finding to look at with its buttons, then what stands around."""
    every = data.ask(queries.finding_rows, view.filter)
    if every.empty:
        notices.empty(
            "这个筛选下没有可以核查的数字",
            "放宽左边的筛选；能互相验算的数字（占比、合计、增减前后的数）会列在这里。",
        )
        around(view)
        return
    rows = chosen_rows(every)
    judging.undo()
    table = findings.findings_table(rows.head(MOST_ROWS))
    if rows.empty:
        st.success("没有符合条件的核查结果。改一下上面的选择，可以看已处理的和一致的。")
    else:
        cut = f"，列出前 {MOST_ROWS} 条" if len(rows) > MOST_ROWS else ""
        st.caption(
            f"{grouped(len(rows))} 条，分量重、图里用得多的在前{cut}。"
            "勾选几行可一起处理；不勾选就一条一条看。"
        )
        order = [str(one) for one in table.index]
        ticked = tables.pick_several(table, judging.list_key(), name="核查结果")
        judge(rows.set_index("check_id", drop=False), order, ticked or [judging.at_hand(order)])
        downloads.buttons(table, view)
    around(view)


def chosen_rows(every: pd.DataFrame) -> pd.DataFrame:
    """Draw the controls and give the rows that they leave."""
    columns = frame.controls([3, 2.4, 2])
    with columns[0]:
        titles = {name: findings.rule_title(name) for name in sorted(set(every["rule"]))}
        rules = address.pick_many("规则", "rule", titles, placeholder="全部规则")
    with columns[1]:
        verdicts = address.pick_many("结论", "verdict", wording.VERDICTS, default=OPEN_VERDICTS)
    with columns[2]:
        state = address.pick(
            "处理", "state", STATES, default="open", widget=st.segmented_control, required=True
        )
    kept = every["verdict"].isin(verdicts or wording.VERDICTS)
    if rules:
        kept &= every["rule"].isin(rules)
    if state != "all":
        kept &= every["decision"].isna() == (state == "open")
    return every[kept]


def judge(listed: pd.DataFrame, order: list[str], picked: list[str]) -> None:
    """The first of the chosen findings, and the buttons that decide on all of them.

    Args:
        listed: the findings by their ids.
        order: the ids in the order of the list.
        picked: those that are decided on.
    """
    rows = listed.loc[picked]
    first = rows.iloc[0]
    figures = data.ask(queries.figures_of, tuple(first["figures"]))
    with st.container(border=True, key="finding"):
        st.html(findings.finding_html(first, figures))
        if len(rows) > 1:
            st.caption(f"选了 {len(rows)} 条：下面的按钮对这 {len(rows)} 条一起生效。")
        elif len(order) > 1:
            st.caption(f"第 {grouped(order.index(picked[0]) + 1)} 条，共 {grouped(len(listed))} 条")
        judging.decide(rows, figures, judging.following(order, picked))
        past = data.ask(queries.history, (first["check_id"], *first["figures"]))
        history.draw_history(past, "finding_past")


def around(view: frame.View) -> None:
    """Decisions whose words are gone, the last decisions, and how much came out consistent."""
    lost = data.ask(queries.orphans)
    if len(lost):
        with st.expander(f"找不到原文的处理记录（{len(lost)}）", key="orphans", expanded=True):
            st.caption("文件移除或改变后，原来的字找不到了，这些处理不再生效，也不会套到相似的字上。")
            st.dataframe(findings.orphans_table(lost), hide_index=True, key="lost")
            history.draw_history(lost, "lost_past")
    past = data.ask(queries.history, limit=50)
    if len(past):
        with st.expander("最近的处理记录", key="recent"):
            history.draw_history(past, "recent_past")
    for by, head in (("source", "来源"), ("region", "地区")):
        shares = data.ask(queries.consistency, view.filter, by)
        if len(shares):
            with st.expander(f"各{head}核查一致的占比", key=f"shares_{by}"):
                st.dataframe(findings.consistency_table(shares, head), hide_index=True, key=f"share_{by}")


frame.show("checks", draw)
