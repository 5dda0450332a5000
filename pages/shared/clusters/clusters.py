"""The list of clusters: which of them, what another standard would do, pieces that another file has whole.

What belongs here: frames of ``data_layer.queries`` in, tables and sentences out. What does not: two witnesses
compared (witnesses), what people decide about them (parting).
"""

from __future__ import annotations

import math

import pandas as pd

from data_layer.duplicates import Parameters, Preview
from pages.shared import wording

__all__ = [
    "APART",
    "CONFLICTS",
    "PRESENT",
    "SIMILARITIES",
    "SIZES",
    "apart_label",
    "apart_words",
    "choose_clusters",
    "cluster_table",
    "preview_table",
    "preview_words",
    "whole_elsewhere",
]

PRESENT = round(Parameters().agree_percent)
"""The containment from which two articles are witnesses of one story, in percent."""
CONFLICTS = {"all": "不限", "numbers": "数字不同", "differ": "有出入", "same": "无出入"}
APART = {"all": "不限", "days": "日期不同", "places": "地区不同"}
"""What the witnesses of a cluster may be of different ones of; an id is the column that counts them."""
SIZES = {"all": "不限", "2": "2 个", "3": "3 个以上"}
SIMILARITIES = {"all": "不限", "99": "99% 以上", "95": "95%—99%", "80": "80%—95%", "0": "80% 以下"}
"""Bands of the similarity, the highest first; an id is the percent that its band begins with."""
_DECIMALS = 1
_LEAST_OVERLAP_PERCENT = 90
_MOST_NAMED = 3


def choose_clusters(
    clusters: pd.DataFrame,
    *,
    relation: str = "all",
    size: str = "all",
    similarity: str = "all",
    conflict: str = "all",
    apart: str = "all",
) -> pd.DataFrame:
    """The clusters that have this relation, size, similarity, conflict and difference of day or place.

    ``all`` where any will do.

    The similarity is judged as the table shows it: of its two most similar witnesses, rounded.
    """
    kept = clusters
    if similarity != "all":
        bands = [int(name) for name in SIMILARITIES if name.isdigit()]
        least = int(similarity)
        below = min((band for band in bands if band > least), default=math.inf)
        shown = kept["similarity_max"].round(_DECIMALS)
        kept = kept[(shown >= least) & (shown < below)]
    if apart != "all":
        kept = kept[kept[apart] > 1]
    if relation != "all":
        kept = kept[kept["relations"].map(lambda names: relation in names)]
    if size != "all":
        kept = kept[kept["articles"] == 2] if size == "2" else kept[kept["articles"] > 2]
    if conflict == "numbers":
        return kept[kept["numbers_differ"] > 0]
    if conflict != "all":
        kept = kept[(kept["figures_differ"] > 0) == (conflict == "differ")]
    return kept


def cluster_table(clusters: pd.DataFrame) -> pd.DataFrame:
    """One row a cluster, those with differing numbers first; a narrow screen shows the heads to 其他出入.

    What else differs are the words around a number, or a passage that one leaves out.
    """
    return pd.DataFrame(
        {
            "标题": clusters["title"].map(wording.headline),
            "版本数": clusters["articles"],
            "数字不同": clusters["numbers_differ"],
            "其他出入": (clusters["figures_differ"] - clusters["numbers_differ"]).clip(lower=0),
            "相似度（%）": clusters["similarity_max"].round(_DECIMALS),
            "包含度（%）": clusters["containment_max"].round(_DECIMALS),
            "关系": clusters["relations"].map(
                lambda names: "、".join(wording.RELATIONS.get(name, name) for name in names)
            ),
            "数字相同": clusters["figures_same"],
            "日期地区": [
                "、".join(APART[name] for name in ("days", "places") if getattr(row, name) > 1) or "相同"
                for row in clusters.itertuples()
            ],
            "文件数": clusters["sources"],
        }
    ).set_axis(clusters["cluster_id"])


def apart_words(pair: pd.Series) -> str:
    """That two witnesses are of different days or places, as a sentence; empty where they are not.

    Two fillings of one form (another month's bulletin, another county's) look like witnesses of one text.
    """
    told = [f"{words}（{'、'.join(both)}）" for words, both in _apart(pair).items()]
    if not told:
        return ""
    return f"两个版本{'，'.join(told)}。若是同一格式的另一期、另一地，不是同一篇，请点“不是重复”。"


def apart_label(pair: object) -> str:
    """The same behind a pair in the choice; empty where they are of one day and place."""
    return "".join(f" · {words}" for words in _apart(pair))


def _apart(pair: object) -> dict[str, tuple[str, str]]:
    """What two witnesses are of different ones of, and what each says."""
    found = {}
    for column, name, words in (("days", "published", wording.day), ("places", "region_name", str)):
        first, second = (getattr(pair, f"{name}_{side}") for side in ("a", "b"))
        if not pd.isna(first) and not pd.isna(second) and first != second:
            found[APART[column]] = (words(first), words(second))
    return found


def preview_words(preview: Preview, threshold: int) -> str:
    """What another standard would do, as HTML."""
    if threshold == PRESENT:
        return f"现行标准：短的一篇至少 <b>{PRESENT}%</b> 的字在长的一篇里。左右拖动，看换一个标准会怎样。"
    return (
        f"若改为 <b>{threshold}%</b>：成 <b>{len(preview.clusters)}</b> 组，"
        f"会并进来 <b>{len(preview.joined)}</b> 篇，会拆出去 <b>{len(preview.parted)}</b> 篇。"
        f"这里只是试看，不改动数据；现行标准仍是 {PRESENT}%。"
    )


def preview_table(preview: Preview, articles: pd.DataFrame) -> pd.DataFrame:
    """The articles that another standard would join or part; the index holds article ids.

    Args:
        preview: what it would do.
        articles: article_id, title and source of them.
    """
    known = articles.set_index("article_id")
    home = {name: at for at, cluster in enumerate(preview.clusters, 1) for name in cluster}
    changes = [("会并入", name) for name in preview.joined] + [("会拆出", name) for name in preview.parted]
    rows = [(what, home.get(name), name) for what, name in changes if name in known.index]
    rows.sort(key=lambda row: (row[0], row[1] or 0, row[2]))
    ids = [name for _, _, name in rows]
    return pd.DataFrame(
        {
            "变化": [what for what, _, _ in rows],
            "试看的组": [f"第 {group} 组" if group else "不成组" for _, group, _ in rows],
            "标题": [wording.headline(known.at[name, "title"]) for name in ids],
            "来源": [known.at[name, "source"] for name in ids],
        },
        index=ids,
    )


def whole_elsewhere(pairs: pd.DataFrame) -> list[str]:
    """Sentences on articles that one file has in pieces and another has whole; nothing is changed by them.

    Args:
        pairs: of one cluster, from ``queries.cluster_pairs``.
    """
    inside: dict[str, list[tuple[str, str]]] = {}
    sources: dict[str, str] = {}
    pieces = pairs[(pairs["relation"] == "excerpt") & (pairs["containment"] >= _LEAST_OVERLAP_PERCENT)]
    for row in pieces.to_dict("records"):
        whole, piece = ("a", "b") if row["chars_a"] > row["chars_b"] else ("b", "a")
        if row["document_id_a"] == row["document_id_b"]:
            continue
        sources[row[f"article_{whole}"]] = row[f"source_{whole}"]
        inside.setdefault(row[f"article_{whole}"], []).append(
            (row[f"source_{piece}"], row[f"article_{piece}"])
        )
    told = []
    for whole, found in inside.items():
        for source in sorted({name for name, _ in found}):
            parts = sorted(article for name, article in found if name == source)
            if len(parts) > 1:
                told.append(
                    f"{source} 里有 {len(parts)} 段都在 {sources[whole]} 的这一篇里，可能原是一篇。"
                    "只作提示，文章和编号都不改动。"
                )
    return told[:_MOST_NAMED]
