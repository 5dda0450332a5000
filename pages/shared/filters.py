"""The filter widgets: region, topic, time, source, the same on every page, kept in the address."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from data_layer.places import region_path, regions_meant
from pages.shared import address, data, wording
from pages.shared.numbers import grouped

__all__ = [
    "SHARED_CHOICES",
    "draw",
    "meant_by",
    "region_labels",
    "sentence",
    "shared_filter",
    "told_apart",
    "whole_path",
]

_ADCODE = re.compile(r"[1-9]\d{5}")
_ASKED, _WHICH = "region_asked", "region_which"
"""Words that name several regions, with their codes; the widget that asks which."""
SHARED_CHOICES = ("region", "topic", "source", "from", "to")
"""The names that the filter has in the address."""


def shared_filter() -> Filter:
    """The filter in the address; an indicator there belongs to the page, not to all pages."""
    return Filter.from_query(address.current()).without("indicators")


def draw() -> Filter:
    """Draw the widgets in the sidebar and return the filter; the numbers below them are true for it."""
    with st.sidebar:
        st.html('<div class="section">筛选</div>')
        unknown = _take_typed()
        _ask_which()  # above the box, whose open list would hide it
        address.pick_many(
            "地区",
            "region",
            _regions(),
            placeholder="全部，可输入名称",
            filter_mode="contains",
            accept_new_options=True,
            help="输入名称、简称或行政区划代码，按回车。写法与列表不同也可以，例如“新晃县”；"
            "同名的会问是哪一处。",
        )
        if unknown:
            st.toast(f"没有找到叫“{wording.plain('”“'.join(unknown))}”的地区，换一个写法试试。")
        address.pick_many("主题", "topic", _topics(), placeholder="全部", filter_mode="contains")
        months = data.worked(known_months)
        # one below the other: half of the sidebar cuts 2021年12月
        starts = _with_stated({first: words for first, _, words in months}, shared_filter().start)
        address.pick("从", "from", starts, index=None, placeholder="不限")
        ends = _with_stated({last: words for _, last, words in months}, shared_filter().end)
        address.pick("到", "to", ends, index=None, placeholder="不限")
        address.pick_many("来源", "source", _sources(), placeholder="全部", filter_mode="contains")
        chosen = shared_filter()
        found = data.ask(queries.sizes, chosen).iloc[0]
        st.html(
            f'<div class="counts"><b>{grouped(found["articles"])}</b>篇 · '
            f"<b>{grouped(found['figures'])}</b>个数</div>"
        )
        st.button(
            "清除筛选", key="clear_filter", on_click=_clear, disabled=chosen == Filter(), width="stretch"
        )
    return chosen


def sentence(chosen: Filter) -> str:
    """The filter in words."""
    return str(data.ask(queries.filter_sentence, chosen))


def region_labels(tree: pd.DataFrame) -> dict[str, str]:
    """Regions by adcode as a choice shows them: the name first, then where it lies; both are searched.

    Args:
        tree: as ``queries.region_tree`` gives it; each region comes after the one that holds it.
    """
    names = dict(zip(tree["adcode"], tree["name"], strict=True))
    tree = tree.sort_values(["province_adcode", "prefecture_adcode", "adcode"], na_position="first")
    columns = (tree[name].tolist() for name in ("adcode", "name", "province_adcode", "prefecture_adcode"))
    labels = {}
    for adcode, name, *holders in zip(*columns, strict=True):
        path = " ▸ ".join(names[code] for code in holders if code in names and names[code] != name)
        labels[adcode] = f"{name} · {path}" if path else name
    return labels


def _take_typed() -> list[str]:
    """Put the regions in the place of words that a reader typed for them; gives the words that name none.

    Where words name several regions the reader is asked.
    """
    stated = address.current().get("region", [])
    typed = [words for words in stated if not _ADCODE.fullmatch(words)]
    if not typed:
        return []
    known, unknown = data.worked(known_regions), []
    codes = [code for code in stated if _ADCODE.fullmatch(code)]
    for words in typed:
        meant = meant_by(words, known)
        if len(meant) == 1:
            codes += meant
        elif meant:
            st.session_state[_ASKED] = (words, meant)
        else:
            unknown.append(words)
    address.replace(address.current() | {"region": codes})
    return unknown


def meant_by(words: str, known: Container[str]) -> list[str]:
    """The regions that a reader's words name, to choose from where there are several.

    Args:
        words: a name, a short name or a code, before it the regions that hold it if need be.
        known: the regions that the data has; those of them are meant before all others of the name.
    """
    meant = [region.adcode for region in regions_meant(words)]
    return [code for code in meant if code in known] or meant


def _ask_which() -> None:
    """Let the reader say which of several regions of a name is meant."""
    if _ASKED not in st.session_state:
        return
    words, codes = st.session_state[_ASKED]
    st.selectbox(
        f"“{wording.plain(words)}”有 {len(codes)} 处，是哪一处？",
        codes,
        index=None,
        format_func=whole_path,
        placeholder="选一个",
        key=_WHICH,
        on_change=_take_which,
    )


def whole_path(adcode: str) -> str:
    """A region with all that hold it, as the choice between regions of one name shows it."""
    return " ▸ ".join(region.name for region in region_path(adcode))


def _take_which() -> None:
    chosen = st.session_state.get(_WHICH)
    if chosen:
        st.session_state.pop(_ASKED, None)
        query = address.current()
        address.replace(query | {"region": [*query.get("region", []), chosen]})


def _clear() -> None:
    st.session_state.pop(_ASKED, None)
    address.replace(
        {name: values for name, values in address.current().items() if name not in SHARED_CHOICES}
    )


def _regions() -> dict[str, str]:
    """Regions that the data has, each after the one that holds it; and chosen ones that it has not."""
    options = data.worked(known_regions)
    others = [code for code in shared_filter().regions if code not in options]
    return options | {code: f"{_plain_name(code)}（无数据）" for code in others}


def _plain_name(adcode: str) -> str:
    """A region's own name; the code itself where no region has it."""
    path = region_path(adcode)
    return path[-1].name if path else adcode


def known_regions() -> dict[str, str]:
    """The labels of all regions that the data has."""
    return region_labels(data.ask(queries.region_tree))


def _topics() -> dict[str, str]:
    found = data.ask(queries.topic_counts, shared_filter())
    counted = dict(zip(found["topic"], found["articles"], strict=True))
    topics = [*counted, *(topic for topic in shared_filter().topics if topic not in counted)]
    return {
        Filter(topics=(topic,)).to_query()["topic"][0]: f"{topic}（{counted.get(topic, 0)}篇）"
        for topic in topics
    }


def _sources() -> dict[str, str]:
    options = data.worked(known_sources)
    return options | {code: f"{code}（已移除）" for code in shared_filter().sources if code not in options}


def known_sources() -> dict[str, str]:
    """The names of all documents by their ids in the address; those of one name with their length as well."""
    found = data.ask(queries.source_list)
    return dict(zip(found["source_id"], told_apart(found), strict=True))


def told_apart(sources: pd.DataFrame) -> list[str]:
    """What documents are called in a choice: by their names, those of one name also by length, then by id.

    Args:
        sources: of ``queries.source_list``.
    """
    names = sources["source"]
    double = names.duplicated(keep=False)
    names = names.where(~double, names + "（" + sources["chars"].map(grouped) + " 字）")
    return names.where(~names.duplicated(keep=False), names + " " + sources["source_id"].str[:4]).tolist()


def known_months() -> list[tuple[str, str, str]]:
    """Every month from the first to the last that figures speak of: its first day, its last day, its name."""
    found = data.ask(queries.sizes, Filter()).iloc[0]
    if pd.isna(found["first_day"]) or pd.isna(found["last_day"]):
        return []
    months = pd.period_range(found["first_day"], found["last_day"], freq="M")
    return [
        (
            month.start_time.date().isoformat(),
            month.end_time.date().isoformat(),
            f"{month.year}年{month.month}月",
        )
        for month in months
    ]


def _with_stated(options: dict[str, str], stated: date | None) -> dict[str, str]:
    """A day of a hand-written address may be no month's first or last: it stays as it is."""
    if stated and stated.isoformat() not in options:
        options[stated.isoformat()] = f"{stated.year}年{stated.month}月{stated.day}日"
    return options
