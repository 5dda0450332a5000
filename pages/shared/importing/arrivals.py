"""What came of an import: documents, their articles, a few figures to judge by, what failed, what was known.

What belongs here: a finished job, drawn from the current version of the store.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import SOURCE_ID_LENGTH, Filter
from data_layer.importing import Job, JobState
from data_layer.pipeline import Fate, GivenFile
from data_layer.store import PastIngest
from pages.shared import address, card, data, frame, notices, records, tables, wording
from pages.shared.numbers import grouped

__all__ = ["draw", "few_figures", "ingested", "ways_on"]

_MOST_JOBS, _MOST_DOCUMENTS, _MOST_NAMES = 5, 20, 12
_FIRST_FIGURES = 6


def draw() -> set[str]:
    """The last finished imports, the newest one open; gives the source_ids of the documents that it shows."""
    shown: set[str] = set()
    finished = [job for job in data.imports().jobs() if job.state is JobState.FINISHED][:_MOST_JOBS]
    for place, job in enumerate(finished):
        with st.expander(f"**{_headline(job)}**", expanded=place == 0, key=f"done_{job.job_id}"):
            shown.update(_report(job, shown))
    return shown


def _headline(job: Job) -> str:
    counted = [
        (sum(line.fate is fate for line in job.files), words)
        for fate, words in (
            (Fate.NEW, "份新文件"),
            (Fate.FAILED, "份没读成"),
            (Fate.UNCHANGED, "份早已导入"),
            (Fate.KNOWN, "份内容已有"),
            (Fate.REMOVED, "份以前移除过"),
            (Fate.STOPPED, "份没有读（导入被停止）"),
        )
    ]
    told = "，".join(f"{number} {words}" for number, words in counted if number)
    return wording.plain(f"{wording.moment(job.at)} {job.by} 的导入：{told}")


def _report(job: Job, shown: Collection[str]) -> list[str]:
    files = job.report.files if job.report else ()
    failed = [file for file in files if file.fate is Fate.FAILED and file.failure]
    if failed:
        st.markdown(f"**没读成的 {len(failed)} 份，其余不受影响**")
        table = pd.DataFrame(
            [(file.name, file.failure.reason, file.failure.advice) for file in failed if file.failure],
            columns=["文件", "原因", "怎么办"],
        )
        st.table(table.map(wording.plain), border="horizontal", hide_index=True)
    namesakes = _namesakes(files, data.ask(queries.source_list))
    notices.notices([*_known_words(files), *namesakes])
    new = [file for file in files if file.fate is Fate.NEW and file.document_id]
    if not new:
        return []
    ids = tuple(file.document_id[:SOURCE_ID_LENGTH] for file in new if file.document_id)
    articles = data.ask(queries.arrived_articles, ids)
    alike = data.ask(queries.near_duplicates, ids)
    drawn = [source for source in ids if source not in shown][:_MOST_DOCUMENTS]
    for file, source in zip(new, ids, strict=True):
        if source in drawn:
            with st.container(border=True):
                _document(file.name, source, articles[articles["source_id"] == source], alike)
    if len(new) > len(drawn):
        st.caption(f"另有 {len(new) - len(drawn)} 份，在下面“已导入的文件”里。")
    return drawn


def _known_words(files: tuple[GivenFile, ...]) -> list[str]:
    """What was there already, each with the name it is there under."""
    said = []
    unchanged = [file.name for file in files if file.fate is Fate.UNCHANGED]
    if unchanged:
        said.append(f"早已导入，没有重复读：{_some(unchanged)}")
    for file in files:
        if file.fate is Fate.KNOWN:
            said.append(f"“{file.name}”与已有的“{file.known_as}”内容完全相同，没有重复读")
    removed = [file.name for file in files if file.fate is Fate.REMOVED]
    if removed:
        said.append(f"以前移除过，没有导入：{_some(removed)}。要再导入，请把文件本身拖进来")
    stopped = [file.name for file in files if file.fate is Fate.STOPPED]
    if stopped:
        said.insert(0, f"导入被停止，没有读：{_some(stopped)}。已读完的都保留了；要读其余的，请再导入一次")
    return said[:_MOST_NAMES] + (
        [f"另有 {len(said) - _MOST_NAMES} 份也是已有的"] if len(said) > _MOST_NAMES else []
    )


def _namesakes(files: tuple[GivenFile, ...], sources: pd.DataFrame) -> list[str]:
    """New files under a name that another document has already."""
    own = {file.document_id for file in files if file.fate is Fate.NEW}
    others = set(sources.loc[~sources["document_id"].isin(own), "source"])
    double = [file.name for file in files if file.fate is Fate.NEW and file.name in others]
    if not double:
        return []
    return [
        f"已有同名的文件，内容不同，两份都在：{_some(double)}。"
        "若是新版替换旧版，请在下面“已导入的文件”里把旧的一份移除"
    ]


def _some(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return "、".join(names[:_MOST_NAMES]) + (f"等 {len(names)} 份" if rest > 0 else "")


def _document(name: str, source: str, articles: pd.DataFrame, alike: pd.DataFrame) -> None:
    """One new document: what was found in it, and whether any of it was there already."""
    figures = int(articles["figures"].sum())
    st.markdown(f"**{wording.plain(name)}**：{len(articles)} 篇文章，{grouped(figures)} 个数")
    if articles.empty:
        st.caption("没有找到文章，或者这个文件已经移除。")
        return
    st.dataframe(
        pd.DataFrame(
            {
                "文章": articles["title"].map(wording.headline),
                "地区": articles["region_name"].fillna(wording.UNTOLD),
                "日期": articles["published"].map(wording.day),
                "字数": articles["chars"],
                "数字": articles["figures"],
                "数字说的地区": articles["regions"].map("、".join),
            }
        ),
        hide_index=True,
        height="content" if len(articles) <= 8 else 300,
        key=f"articles_{source}",
        placeholder="",
    )
    notices.notices(_alike_words(alike[alike["source_id"] == source]))
    if figures:
        few_figures(source, f"few_{source}")
    ways_on(source, duplicates=bool((alike["source_id"] == source).any()))


def _alike_words(alike: pd.DataFrame) -> list[str]:
    said = [
        f"《{wording.headline(row.title)}》与“{row.other_source}”里的《{wording.headline(row.other_title)}》"
        f"是{wording.RELATIONS[row.relation]}，"
        f"短的一篇 {_percent(row.containment)} 的字在长的一篇里；同一个数只算一次"
        for row in alike.head(_MOST_NAMES).itertuples()
    ]
    rest = len(alike) - _MOST_NAMES
    return said + ([f"另有 {rest} 对相似的文章"] if rest > 0 else [])


def _percent(score: float) -> str:
    """A score of 0 to 100 in words; only what is wholly alike is 100%."""
    return f"{math.floor(score * 10) / 10:g}%"


def few_figures(source: str, key: str) -> None:
    """The first figures of a document with their sentences, to judge it by, and the card of a chosen one."""
    rows = data.ask(queries.figure_rows, Filter(sources=(source,)), limit=_FIRST_FIGURES, chosen_only=False)
    table = records.records_table(rows, ("name", "region", "value", "unit", "period", "sentence"), "written")
    columns = tables.record_columns(table)
    tables.pick_row(table, card.key(key), card.choose, columns=columns, name="这个文件的前几个数")
    if (address.chosen("figure") or "").startswith(source):
        card.draw()


def ingested(one: PastIngest) -> str:
    """What an ingest did, in words; one without files worked the data out anew, after an upgrade."""
    if not (one.added or one.known or one.failed):
        return "重新整理，没有新文件"
    return f"导入：新文件 {one.added}，已有的 {one.known}，没读成 {one.failed}"


def ways_on(source: str, *, duplicates: bool = False) -> None:
    """Links to the pages that show a document's content, filtered to it."""
    with st.container(horizontal=True):
        frame.page_link("articles", "看它的文章", source=source)
        frame.page_link("figures", "看它的全部数字", source=source)
        if duplicates:
            frame.page_link("duplicates", "并排对照重复的文章", source=source)
