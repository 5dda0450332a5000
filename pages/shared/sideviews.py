"""The other two ways to look at 地区对比: two regions side by side, and regions by several indicators."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, card, compare, data, downloads, notices, pairing, tables, wording
from pages.shared.frame import View, controls
from pages.shared.numbers import MISSING
from pages.shared.series import series_id

__all__ = ["draw_grid", "draw_pair"]

_MOST_COLUMNS, _FIRST_COLUMNS = 12, 6
_KEPT_ROWS = 20000
"""More figures than this are no view for a table: the filter has to say what is wanted."""


def draw_pair(view: View) -> None:
    """All series that two regions both report."""
    figures = _comparable(view)
    names = dict(zip(figures["region_adcode"], figures["region_name"], strict=True))
    shared = pairing.shared_series(figures)
    if not shared:
        notices.empty("这个筛选下没有两个地区报告同样的指标", "放宽左边的地区或时间，或点“清除筛选”。")
        return
    left, right = controls([1, 1])
    with left:
        options = {code: names[code] for code in shared}
        first = address.pick("甲地", "first", options, default=next(iter(options)), filter_mode="contains")
    with right:
        others = {code: f"{names[code]} · {count} 个共同指标" for code, count in shared[first].items()}
        second = address.pick("乙地", "second", others, default=next(iter(others)), filter_mode="contains")
    table = pairing.paired_table(figures, first, second)
    apart = int((table["同期"] == "不同期").sum())
    st.subheader(f"{table.columns[2]}与{table.columns[3]}：都报告的 {len(table)} 个指标", anchor=False)
    said = [f"{apart} 个指标两地报告的时期不同，不宜直接比较。"] if apart else []
    notices.notices(said)
    card.draw()
    tables.pick_row(table, card.key("pair"), card.choose, name="两地对照")
    downloads.buttons(table, view, "两地对照", table.columns[2], table.columns[3], notes=said)


def draw_grid(view: View) -> None:
    """Regions by indicators, each cell the latest figure."""
    figures = _comparable(view)
    found = data.ask(queries.indicator_list, view.filter)
    if figures.empty or found.empty:
        notices.empty("这个筛选下没有可以对比的指标", "放宽左边的地区、主题或时间，或点“清除筛选”。")
        return
    known = {series_id(row.key, row.kind, row.unit): row for row in found.itertuples()}
    picked = address.pick_many(
        "指标",
        "series",
        {name: f"{_head(row)} · {row.regions} 地" for name, row in known.items()},
        default=list(known)[:_FIRST_COLUMNS],
        max_selections=_MOST_COLUMNS,
        placeholder="选几个指标",
    )
    heads = {(row.key, row.kind, row.unit): _head(row) for row in (known[name] for name in picked)}
    if not heads:
        notices.empty("还没有选指标", "在上面的“指标”里选几个。")
        return
    grid = pairing.indicator_grid(figures, heads)
    said = ["每格是最近的一期，时期写在括号里；各格时期可能不同。"]
    st.subheader(f"{len(grid.values)} 地 × {len(grid.values.columns) - 1} 个指标", anchor=False)
    notices.notices(said)
    card.draw()
    key = card.key("grid")

    def on_select() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        figure = grid.figures.iloc[cells[0][0]][cells[0][1]] if cells else None
        card.choose(figure if isinstance(figure, str) else None)

    st.dataframe(
        grid.values.style.map(lambda cell: "color: gray" if cell == MISSING else ""),
        key=key,
        hide_index=True,
        height="content",
        on_select=on_select,
        selection_mode="single-cell",
        column_config={"地区": st.column_config.TextColumn(pinned=True)},
        alt="多个指标",
    )
    downloads.buttons(grid.values, view, "多个指标", notes=said)


def _comparable(view: View) -> pd.DataFrame:
    """Every figure under the filter that speaks for a whole region."""
    rows = data.ask(queries.figure_rows, view.filter, limit=_KEPT_ROWS)
    rows = rows[(rows["scope"] == "region") & rows["place"].isna() & rows["region_adcode"].notna()]
    return compare.with_periods(rows)


def _head(row: object) -> str:
    kind = "" if row.kind == "level" else f"·{wording.KINDS[row.kind]}"
    return f"{row.name}{kind}（{row.unit}）"
