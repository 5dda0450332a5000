"""The frame of every page: registry, menu, filters, heading, link.

``app.py`` sets it up and runs the chosen page; a page that runs without ``app.py`` (Streamlit can run a
page's file alone, and so can a test) sets it up itself: ``show``, a page's only call, sees to that.
"""

from __future__ import annotations

import functools
import logging
import runpy
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_layer.errors import CountyFiguresError
from data_layer.filters import Filter
from pages.shared import address, data, filters, turns, wording
from pages.shared.deciding import person

__all__ = [
    "PAGES",
    "SECTIONS",
    "PageEntry",
    "View",
    "controls",
    "link_query",
    "page_link",
    "page_of",
    "run",
    "show",
    "switch_to",
]

_LOG = logging.getLogger(__name__)
_SHARED = Path(__file__).resolve().parent
_SCRIPTS = ("chrome.js", "images.js", "keys.js", "marking.js", "reader.js", "theme.js")
_SIDEBAR_PIXELS = 250
_ALONE = "ran_alone"
_FRAMED: ContextVar[bool] = ContextVar("framed", default=False)
_REGISTERED: ContextVar[Mapping[str, st.Page] | None] = ContextVar("registered", default=None)
"""This run's pages by name: of a page's path Streamlit asks the disk at each link."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page.

    Attributes:
        name: its file in pages/ without ending, and its address.
        title: what the menu and the heading say.
        section: the menu's part it stands in.
        purpose: one sentence under the heading.
        keeps_indicator: whether the menu hands the chosen indicator on to it.
    """

    name: str
    title: str
    section: str
    purpose: str
    keeps_indicator: bool = False

    @property
    def path(self) -> Path:
        """Its script."""
        return _SHARED.parent / f"{self.name}.py"


SECTIONS = ("看数据", "查原文", "核数据", "管理")

PAGES = (
    PageEntry("overview", "总览", "看数据", "库里有什么，哪些能比，哪里还待处理"),
    PageEntry("regions", "地区对比", "看数据", "各地谁高谁低，哪里报告了什么", keeps_indicator=True),
    PageEntry("timeline", "时间趋势", "看数据", "一个指标，各期怎么变", keeps_indicator=True),
    PageEntry("brief", "数据简报", "看数据", "一个地区一张纸，可打印，可存为 Word"),
    PageEntry("articles", "文章库", "查原文", "找文章、读原文，数字都标在文中"),
    PageEntry("figures", "指标明细", "查原文", "全部数字一张表，可选列、可下载"),
    PageEntry("duplicates", "重复检测", "核数据", "同一篇文章的不同版本，哪里不一样"),
    PageEntry("checks", "数据核查", "核数据", "能互相验算的数字，算得对不对"),
    PageEntry("sources", "来源与导入", "管理", "导入了哪些文件，哪些没读成"),
)


@dataclass(frozen=True, slots=True)
class View:
    """What a page starts from: itself, the store's version and the filter that all pages share."""

    page: PageEntry
    version: int
    filter: Filter


def page_of(name: str) -> PageEntry:
    """The registry's entry of a page's name."""
    return next(page for page in PAGES if page.name == name)


def run() -> None:
    """Set up the frame and run the page that the address names; app.py's only call."""
    page = _set_up(_unknown_name())
    token = _FRAMED.set(True)
    try:
        page.run()
    finally:
        _FRAMED.reset(token)


def show(name: str, draw: Callable[[View], None]) -> None:
    """Draw menu, filters and heading, then the page; the only call of every page.

    Where there is no data or the store cannot be read, the page says so and what to do.
    """
    page = page_of(name)
    if not _FRAMED.get():
        _set_up()
        if not st.session_state.get(_ALONE):
            # The first deep link that a server answers runs the page alone, the next run goes through app.py,
            # and widgets have other identities there: what a reader did before, an upload, would be lost.
            st.session_state[_ALONE] = True
            st.rerun()
    address.start_run()
    st.set_page_config(page_title=f"{page.title} · {wording.APP}")  # several pages stand side by side in tabs
    _menu(page)
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    left.title(page.title, anchor=False)
    try:
        if not person.admitted():
            return
        data.prepare()
        # The sign is seen only where waiting and work take half a second.
        with st.spinner("正在查询、整理…"), turns.PAGE_RUNS.turn():
            view = View(page, data.store_version(), filters.draw())
            link = _describe(view, left, right)
            stale = left.empty()
            try:
                draw(view)
            finally:
                _fill_link(link, view)
                if gone := address.rejected():
                    stale.caption(f"△ 链接里的{'、'.join(gone)}在现有数据里没有，已按默认显示。")
    except CountyFiguresError as error:
        st.error(f"数据打不开。{wording.plain(error)}")
    except Exception:  # the last place before the reader: say so in Chinese, keep the traceback for the log
        _LOG.exception("page %s failed at %s", name, address.current())
        st.error("这一页出错了，详情已记入日志。请换一个筛选再试；还不行，把本页链接发给管理员。")


def controls(widths: Sequence[float]) -> list[DeltaGenerator]:
    """The columns of a page's one row of controls; on a narrow screen they go on in a second row."""
    with st.container(key="controls"):
        return st.columns(widths, vertical_alignment="bottom")


def link_query(page: PageEntry, **choices: str) -> dict[str, list[str]]:
    """The address of another page under the same filter, with further single choices of its own."""
    query = address.current()
    kept = filters.SHARED_CHOICES + (("indicator",) if page.keeps_indicator else ())
    shared = {name: query[name] for name in kept if name in query}
    return shared | {name: [value] for name, value in choices.items()}


def page_link(name: str, label: str, **choices: str) -> None:
    """Draw a link to another page under the same filter."""
    page = page_of(name)
    target = (_REGISTERED.get() or {}).get(name, str(page.path))  # a fragment's run registers none
    st.page_link(target, label=label, query_params=link_query(page, **choices))


def switch_to(name: str, choices: Mapping[str, Sequence[str]]) -> NoReturn:
    """Go to another page under the same filter, narrowed by what was clicked."""
    page = page_of(name)
    st.switch_page(
        str(page.path), query_params=link_query(page) | {key: list(ids) for key, ids in choices.items()}
    )


def _set_up(unknown: str | None = None) -> st.Page:
    st.set_page_config(
        page_title=wording.APP,
        page_icon=str(_SHARED / "icon.svg"),
        layout="wide",
        initial_sidebar_state=_SIDEBAR_PIXELS,
        menu_items={"About": wording.ABOUT},
    )
    st.html(_SHARED / "style.css")
    st.html(_scripts(), unsafe_allow_javascript=True)  # our own files, no word of the corpus
    pages = [st.Page(_home, title=PAGES[0].title, default=True, visibility="hidden")]
    pages += [st.Page(page.path, title=page.title) for page in PAGES]
    _REGISTERED.set({page.name: made for page, made in zip(PAGES, pages[1:], strict=True)})
    if unknown:
        pages.append(st.Page(_no_such_page, title="没有这一页", url_path=unknown, visibility="hidden"))
    return st.navigation(pages, position="hidden")


@functools.cache
def _scripts() -> str:
    scripts = "\n".join((_SHARED / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return f"<script>{scripts}</script>"


def _home() -> None:
    """The address without a page shows the first one; that one has an address of its own as well."""
    runpy.run_path(str(PAGES[0].path))


def _unknown_name() -> str | None:
    """The last part of the address if it is no page's, so that it gets an answer in Chinese."""
    name = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    return name if name and name not in {page.name for page in PAGES} else None


def _no_such_page() -> None:
    address.start_run()
    _menu(None)
    st.title("没有这一页")
    st.info("这个地址没有对应的页面，可能是链接不完整。请从左边的菜单进入，或回到总览。")
    st.page_link(str(page_of("overview").path), label="去总览")


def _menu(here: PageEntry | None) -> None:
    """The pages by section; each link carries the filter, so that a new tab shows the same."""
    with st.sidebar:
        st.html(f'<div class="brand"><b>{wording.APP}</b><span>{wording.MOTTO}</span></div>')
        for section in SECTIONS:
            st.html(f'<div class="section">{section}</div>')
            for page in PAGES:
                if page.section == section:
                    label = f"**{page.title}**" if page == here else page.title
                    page_link(page.name, label)


def _describe(view: View, left: DeltaGenerator, right: DeltaGenerator) -> DeltaGenerator:
    """Filter in words and version; returns where the link goes, known only when the page is drawn."""
    words = wording.escape(filters.sentence(view.filter))
    left.html(f'<div class="filter-words">{words}<span> · {view.page.purpose}</span></div>')
    linked = address.linked_version()
    if linked is not None and linked != view.version:
        left.caption(f"△ 这个链接来自数据版本 {linked}，现在是版本 {view.version}，其中的数可能已有变化。")
    with right, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        made = "".join(f" · {wording.moment(one.at)[:10]}" for one in data.last_ingests()[:1])
        st.html(f'<div class="version">数据版本 {view.version}{made}</div>', width="content")
        return st.popover("复制本页链接", key="link")


def _fill_link(place: DeltaGenerator, view: View) -> None:
    """The link of the view as it stands, to be copied."""
    base = st.context.url or f"/{view.page.name}"
    with place:
        st.code(address.link_to(base, view.version), language=None, wrap_lines=True)
        st.caption("发给同事，打开就是同一个画面。点右上角的图标复制；没有反应时，选中文字按 Ctrl+C。")
