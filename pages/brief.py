"""数据简报: one region on one sheet, to print or to take along as a Word file."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data_layer import briefing, queries
from data_layer.filters import Filter
from pages.shared import address, briefs, data, downloads, filters, frame, notices, wording
from pages.shared.comparing import compare
from pages.shared.numbers import grouped


def draw(view: frame.View) -> None:
    """Ask for the region, then show its sheet."""
    options = data.worked(reporting)
    if not options:
        notices.empty("库里还没有能归到地区的数字", "先到“来源与导入”导入文件。")
        return
    named = [code for code in view.filter.regions if code in options]
    best = data.ask(queries.most_reported_region, view.filter.without("regions"))
    default = named[0] if named else best if best in options else next(iter(options))
    left, right = frame.controls([3, 2])
    with left:
        code = address.pick("地区", "brief", options, default=default, filter_mode="contains")
    tree = data.ask(queries.region_tree)
    name = str(tree.loc[tree["adcode"] == code, "name"].iloc[0])
    made = "".join(f"，{wording.moment(one.at)[:10]}" for one in data.last_ingests()[:1])
    found = data.worked(sheet, view.filter, code, name, f"数据版本 {view.version}{made}")
    if found is None:
        notices.empty(f"{name}还没有可以列入简报的指标", "换一个地区，或放宽左边的筛选。")
        return
    brief, html = found
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
    st.html(html)
    frame.page_link("figures", f"看{name}的全部数字 →", region=code)


def reporting() -> dict[str, str]:
    """The labels of the regions that figures lie in."""
    tree = data.ask(queries.region_tree)
    return filters.region_labels(tree[tree["figures"] > 0])


def sheet(flt: Filter, code: str, name: str, version: str) -> tuple[briefing.Brief, str] | None:
    """The brief of a region, and as HTML; None where no figure of it can stand there.

    Args:
        flt: which figures; its regions do not count.
        code, name: of the region.
        version: of the store, in words.
    """
    figures = compare.with_periods(data.read(queries.own_figures, flt, code))
    places = data.ask(queries.indicator_places)
    chosen = briefs.key_figures(figures, regions_by_series(flt), places) if len(figures) else figures
    if chosen.empty:
        return None
    keys = tuple(chosen["indicator_key"].unique())
    others = compare.with_periods(data.read(queries.ranked_figures, flt.without("regions"), keys))
    about = (
        f"由 {figures['article_id'].nunique()} 篇文章的 {grouped(len(figures))} 个数整理，"
        f"列出 {len(chosen)} 项。{filters.sentence(flt)} · 县数，{version}"
    )
    conflicts = int((chosen["disputed"] | chosen["open_finding"]).sum())
    brief = briefs.brief_of(name, figures, chosen, others, about=about, conflicts=conflicts)
    articles = dict(zip(figures["figure_id"], figures["article_id"], strict=True))
    return brief, briefs.brief_html(brief, lambda figure: link_of(figure, articles[figure]))


def regions_by_series(flt: Filter) -> dict[tuple[str, str, str], int]:
    """How many regions report each series."""
    found = data.ask(queries.indicator_list, flt.without("regions"))
    series = zip(found["key"], found["kind"], found["unit"], strict=True)
    return dict(zip(series, found["regions"].astype(int), strict=True))


def link_of(figure_id: str, article_id: str) -> str:
    """The address of a figure in its article."""
    return f"articles?{urlencode({'article': article_id, 'figure': figure_id})}"


frame.show("brief", draw)
