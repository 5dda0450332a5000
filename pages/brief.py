"""数据简报: one region on one sheet, to print or to take along as a Word file."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data_layer import briefing, queries
from data_layer.filters import Filter
from pages.shared import address, briefs, compare, data, downloads, filters, frame, notices
from pages.shared.numbers import grouped

COMPARED = ("region", "place")


def draw(view: frame.View) -> None:
    """Ask for the region, then show its sheet."""
    tree = data.ask(queries.region_tree)
    tree = tree[tree["figures"] > 0]
    options = filters.region_labels(tree)
    if not options:
        notices.empty("库里还没有能归到地区的数字", "先到“来源与导入”导入文件。")
        return
    named = [code for code in view.filter.regions if code in options]
    best = data.ask(queries.most_reported_region, view.filter.without("regions"))
    default = named[0] if named else best if best in options else next(iter(options))
    left, right = frame.controls([3, 2])
    with left:
        code = address.pick("地区", "brief", options, default=default, filter_mode="contains")
    figures = figures_of(view.filter, code)
    name = str(tree.set_index("adcode").loc[code, "name"])
    chosen = briefs.key_figures(figures, regions_by_series(view.filter)) if len(figures) else figures
    if chosen.empty:
        notices.empty(f"{name}还没有可以列入简报的指标", "换一个地区，或放宽左边的筛选。")
        return
    brief = briefs.brief_of(
        name,
        figures,
        chosen,
        lambda row: peers(view.filter, row),
        about=about(view, figures, len(chosen)),
        conflicts=int((chosen["witnesses"] > 1).sum()),
    )
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        st.download_button(
            "Word",
            lambda: briefing.to_docx(brief),
            f"{downloads.file_stem('数据简报', name)}.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            key="docx",
            on_click="ignore",
            help="一页简报，后面附每个数的原句",
        )
        st.html('<button class="download" data-print="page">打印</button>', width="content")
    st.html(briefs.brief_html(brief, lambda figure: link_of(figure, figures)))


def figures_of(flt: Filter, code: str) -> pd.DataFrame:
    """The region's own figures under the rest of the filter, one witness a fact."""
    return compare.with_periods(data.ask(queries.own_figures, flt, code))


def regions_by_series(flt: Filter) -> dict[tuple[str, str, str], int]:
    """How many regions report each series."""
    found = data.ask(queries.indicator_list, flt.without("regions"))
    series = zip(found["key"], found["kind"], found["unit"], strict=True)
    return dict(zip(series, found["regions"].astype(int), strict=True))


def peers(flt: Filter, row: pd.Series) -> pd.DataFrame:
    """The figures of a row's series, of all regions."""
    found = data.ask(
        queries.region_figures, flt.without("regions"), row.indicator_key, row.kind, row.amount_unit
    )
    return compare.with_periods(found)


def about(view: frame.View, figures: pd.DataFrame, shown: int) -> str:
    """What the sheet was made from."""
    made = data.last_ingests()[:1]
    day = f"，{made[0].at[:10]}" if made else ""
    return (
        f"由 {figures['article_id'].nunique()} 篇文章的 {grouped(len(figures))} 个数整理，列出 {shown} 项。"
        f"{filters.sentence(view.filter)} · 县数，数据版本 {view.version}{day}"
    )


def link_of(figure_id: str, figures: pd.DataFrame) -> str:
    """The address of a figure in its article."""
    article = figures.set_index("figure_id").loc[figure_id, "article_id"]
    return f"articles?{urlencode({'article': article, 'figure': figure_id})}"


frame.show("brief", draw)
