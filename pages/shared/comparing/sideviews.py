"""The other ways to look at 地区对比: two regions, several indicators, what is reported for when."""

from __future__ import annotations

import functools
from dataclasses import replace

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, card, data, downloads, fitting, notices, overviews, tables, wording
from pages.shared.comparing import compare, pairing
from pages.shared.frame import View, controls, switch_to
from pages.shared.numbers import MISSING, grouped, spoken
from pages.shared.series import ranked_series, series_id

__all__ = ["draw_grid", "draw_pair", "draw_years"]

_BY = {"region": "各地", "indicator": "各指标"}
_MOST_COLUMNS, _FIRST_COLUMNS = 12, 6
_REGION_PIXELS = 140
_KEPT_ROWS = 20000
"""More figures than this are no view for a table: the filter has to say what is wanted."""


def draw_pair(view: View) -> None:
    """All series that two regions both report."""
    figures = _comparable(view.filter)
    shared = pairing.shared_series(figures)
    own = ""
    if not shared and view.filter.regions:  # one county is chosen, or some that share nothing: with any other
        figures = _with_all_others(view.filter, figures)
        every = pairing.shared_series(figures)
        own = next((code for code in view.filter.regions if code in every), "")
        shared = every if own else {}
    if not shared:
        notices.empty("这个筛选下没有两个地区报告同样的指标", "放宽左边的地区或时间，或点“清除筛选”。")
        return
    names = dict(zip(figures["region_adcode"], figures["region_name"], strict=True))
    left, right = controls([1, 1])
    with left:
        options = {code: names[code] for code in shared}
        default = own or next(iter(options))
        first = address.pick("甲地", "first", options, default=default, filter_mode="contains")
    with right:
        others = {code: f"{names[code]} · {count} 个共同指标" for code, count in shared[first].items()}
        second = address.pick("乙地", "second", others, default=next(iter(others)), filter_mode="contains")
    table = pairing.paired_table(figures, first, second)
    apart = int((table["同期"] == "不同期").sum())
    st.subheader(f"{table.columns[2]}与{table.columns[3]}：都报告的 {len(table)} 个指标", anchor=False)
    said = [f"{apart} 个指标两地报告的时期不同，不宜直接比较。"] if apart else []
    beyond = ["左边筛选的地区之间没有共同的指标，乙地是筛选以外的地区。"] if own else []
    said += wording.explained_signs([*table[table.columns[2]], *table[table.columns[3]]])
    notices.notices(said, beyond)
    card.draw()
    right_aligned = {head: st.column_config.TextColumn(alignment="right") for head in table.columns[2:4]}
    tables.pick_row(table, card.key("pair"), card.choose, columns=right_aligned, name="两地对照")
    downloads.buttons(table, view, "两地对照", table.columns[2], table.columns[3], notes=[*beyond, *said])


def draw_grid(view: View) -> None:
    """Regions by indicators, each cell the latest figure."""
    found = data.worked(ranked_series, view.filter)
    if found.empty:
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
    keys = tuple(dict.fromkeys(key for key, _, _ in heads))
    figures = _comparable(replace(view.filter, indicators=keys))
    grid = pairing.indicator_grid(figures, heads)
    said = ["每格是最近的一期，时期写在括号里；各格时期可能不同。同一列里颜色越浓，数越大。"]
    st.subheader(f"各地最近一期：{len(grid.values)} 地 × {len(grid.values.columns) - 1} 个指标", anchor=False)
    signed = wording.explained_signs(grid.values.astype(str).to_numpy().ravel())
    notices.notices(signed, said)
    card.draw()
    key = card.key("grid")

    def on_select() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        figure = grid.figures.iloc[cells[0][0]][cells[0][1]] if cells else None
        card.choose(figure if isinstance(figure, str) else None)

    st.dataframe(
        grid.values.style.map(lambda cell: "color: gray" if cell == MISSING else "")
        .apply(lambda _: grid.shares.map(overviews.shade), axis=None)
        .format({"地区": functools.partial(fitting.fitted, pixels=_REGION_PIXELS)}),
        key=key,
        hide_index=True,
        height="content",
        on_select=on_select,
        selection_mode="single-cell",
        column_config={
            head: st.column_config.TextColumn(
                width=_pixels(grid.values[head])
                if place
                else fitting.needed(grid.values[head], _REGION_PIXELS),
                pinned=not place,
                alignment="right" if place else "left",
            )
            for place, head in enumerate(grid.values.columns)
        },
        alt="多个指标",
    )
    downloads.buttons(grid.values, view, "多个指标", notes=[*said, *signed])


def _pixels(cells: pd.Series) -> int:
    """As wide as the longest of its words, head included; the browser measures the first rows alone."""
    return max(map(fitting.cell_pixels, (str(cells.name), *cells)))


def draw_years(view: View) -> None:
    """Which regions report anything, or which indicators are reported, for which years."""
    by = address.pick("列出", "by", _BY, default="region", widget=st.segmented_control, required=True)
    counted, head = ("indicators", "地区") if by == "region" else ("figures", "指标")
    grid = overviews.year_grid(data.ask(queries.coverage_by_year, view.filter, by), head, counted)
    if grid.empty:
        notices.empty("这个筛选下没有能归到地区和年份的数字", "放宽左边的地区、主题或时间，或点“清除筛选”。")
        return
    said = ["年份按时期的末尾算，原文没有写明时期的按报道日期。空白是没有报告，不是零。点一格，看那里的数。"]
    told = "各地各年报告的指标数" if by == "region" else "各指标各年报告的数字个数"
    size = f"{len(grid)} {'地' if by == 'region' else '个指标'} × {len(grid.columns) - 1} 年"
    st.subheader(f"{told}：{size}", anchor=False)
    notices.notices([], said)
    picked = st.dataframe(
        overviews.shaded(grid),
        key=f"years_{by}",
        hide_index=True,
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        column_config={head: st.column_config.TextColumn(pinned=True)},
        alt="各年报告情况",
    )
    downloads.buttons(grid, view, "报告情况", notes=said)
    if cells := picked["selection"]["cells"]:
        row, column = cells[0]
        years = {} if column == head else {"from": [f"{column[:4]}-01-01"], "to": [f"{column[:4]}-12-31"]}
        subject = {"region" if by == "region" else "indicator": [str(grid.index[row])]}
        switch_to("figures", subject | years)


def _with_all_others(flt: Filter, own: pd.DataFrame) -> pd.DataFrame:
    """Figures of the filter's regions, and what all other regions report of the same indicators."""
    if own.empty:
        return own
    asked = replace(flt.without("regions"), indicators=tuple(own["indicator_key"].unique()))
    return pd.concat([own, _comparable(asked)]).drop_duplicates("figure_id")


def _comparable(flt: Filter) -> pd.DataFrame:
    """Every figure under a filter that speaks for a whole region; says so where there are too many."""
    rows = data.ask(queries.figure_rows, flt, limit=_KEPT_ROWS)
    if len(rows) == _KEPT_ROWS:
        notices.notices([f"数据很多，这里只看前 {grouped(_KEPT_ROWS)} 个数：请在左边选定地区、主题或时间。"])
    rows = rows[(rows["scope"] == "region") & rows["place"].isna() & rows["region_adcode"].notna()]
    return compare.with_periods(rows)


def _head(row: object) -> str:
    kind = "" if row.kind == "level" else f"·{wording.KINDS[row.kind]}"
    return f"{row.name}{kind}（{spoken(row.unit)}）"
