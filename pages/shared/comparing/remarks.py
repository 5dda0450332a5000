"""What a reader must know before quoting the chart of 地区对比, as sentences.

What belongs here: what was found in, sentences out. What does not: finding it (answers), bars and titles
(comparison), drawing notices (notices).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pages.shared import wording
from pages.shared.comparing.compare import rival_figures
from pages.shared.comparing.comparison import Answer, Subject, drawn
from pages.shared.numbers import exact

__all__ = ["alone", "explained_of", "notices_of", "own_rank", "rivals_told"]

_NAMED = 12
"""A notice names so many regions, then counts."""
_RIVALS = 3
"""Of a region's rival reports a notice tells so many."""


def notices_of(answer: Answer, subject: Subject) -> list[str]:
    """What a reader must mind before quoting the chart, as sentences."""
    rows, figures = answer.rows, answer.figures
    found = [
        alone(figures),
        _divided(rows, answer.undivided),
        _other_periods(rows),
        _own_spans(rows),
        wording.untold(rows, "地", "按报道日期归入"),
        _planned(rows),
        _levels(rows, subject.kind),
        rivals_told(rows, figures),
        wording.disputed(rows, "region"),
        wording.unchecked(rows),
        _missing(rows, figures, answer.undivided, subject),
        _unreported(answer.unreported),
        f"缺（没有读到任何数字）：{_listed(answer.silent)}。" if answer.silent else "",
    ]
    return [notice for notice in found if notice]


def explained_of(answer: Answer, subject: Subject) -> list[str]:
    """Where the reader's own region stands, and how to read the chart, as sentences."""
    rows = answer.rows
    found = [
        answer.beyond,
        own_rank(rows, subject.mine, subject.kind),
        _undrawn(rows, subject.mine),
        _approximate(rows),
        _left_out(rows, answer.other_levels),
    ]
    return [sentence for sentence in found if sentence]


def _listed(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = f" 等 {len(unique)} 地" if len(unique) > _NAMED else ""
    return "、".join(unique[:_NAMED]) + more


def alone(figures: pd.DataFrame) -> str:
    """That one region alone reports the series; empty where several do."""
    if figures["region_adcode"].nunique() != 1:
        return ""
    only = figures["region_name"].iloc[0]
    return f"只有{only}报告了这个指标，没有别的地区可比；可以换一个指标，或去“时间趋势”看各期。"


def _undrawn(rows: pd.DataFrame, mine: str | None) -> str:
    bars = len(drawn(rows, mine))
    return "" if bars == len(rows) else f"图上画出 {bars} 地，全部 {len(rows)} 地在下面的表里。"


def _divided(rows: pd.DataFrame, undivided: Sequence[str]) -> str:
    if not rows["amount_unit"].str.endswith("/人").any():
        return ""
    left_out = f"没有列出（前后两年没有报告常住人口）：{_listed(undivided)}。" if undivided else ""
    return f"人均由报告的数除以同年或前后两年的常住人口算出，不是原文的数。{left_out}"


def _other_periods(rows: pd.DataFrame) -> str:
    other = rows.loc[rows["other_period"], ["region", "period"]]
    if other.empty:
        return ""
    named = other["region"] + "（" + other["period"] + "）"
    return f"时期不同：{_listed(named)}用的是其他时期，条上已注明。"


def _own_spans(rows: pd.DataFrame) -> str:
    own = rows.loc[~rows["other_period"] & rows["period_end"].notna(), "period"]
    return f"起止不同：{'、'.join(sorted(own.unique()))}，条上已注明。" if own.nunique() > 1 else ""


def _planned(rows: pd.DataFrame) -> str:
    planned = rows.loc[rows["status"] == "planned", "region"]
    return f"{_listed(planned)}是计划或目标，不是完成数（斜线）。" if len(planned) else ""


def _approximate(rows: pd.DataFrame) -> str:
    used = [sign for sign in (">", "<", "~") if (rows["modifier"] == sign).any()]
    words = {">": "> 是“超过”", "<": "< 是“不足”", "~": "≈ 是约数"}
    return "，".join(words[sign] for sign in used) + "。" if used else ""


def _levels(rows: pd.DataFrame, kind: str) -> str:
    levels = [level for level in wording.LEVELS if (rows["region_level"] == level).any()]
    if len(levels) < 2 or kind not in ("level", "rank"):
        return ""
    named = "、".join(wording.LEVELS[level] for level in levels)
    return f"{named}放在一起，总量不宜直接相比；可在“更多”里只看一级。"


def _left_out(rows: pd.DataFrame, others: pd.DataFrame) -> str:
    if others.empty:
        return ""
    level = wording.LEVELS[rows.iloc[0]["region_level"]]
    regions = others[["region_adcode", "region_name"]].drop_duplicates("region_adcode")
    regions = regions.sort_values("region_adcode")["region_name"]
    return f"只看{level}；{_listed(list(regions))}也报告了这个指标，可在“更多”里把层级改为不限。"


def own_rank(rows: pd.DataFrame, mine: str | None, kind: str) -> str:
    """Where the reader's own region stands among those that report the same period; empty where none can say.

    Args:
        rows: those that are shown.
        mine: adcode of the reader's own region; None if there is none.
        kind: of the figures; ranks tell it themselves.
    """
    if kind == "rank" or mine is None:
        return ""
    same = rows[~rows["other_period"] & (rows["status"] == "actual")]
    own = same[same["region_adcode"] == mine]
    if own.empty or len(same) < 2 or same["period"].nunique() > 1:
        return ""
    place = int((same["amount"] > own.iloc[0]["amount"]).sum()) + 1
    return f"{own.iloc[0]['region']}排第 {place}，同期报告的共 {len(same)} 地（从大到小）。"


def rivals_told(rows: pd.DataFrame, figures: pd.DataFrame) -> str:
    """Which regions report other amounts for the same time, and which; an empty text where none does."""
    columns = ["region_adcode", "region_name", "amount", "amount_unit"]
    rivals = rival_figures(figures, rows)[columns]
    if rivals.empty:
        return ""
    regions = list(rivals["region_adcode"].unique())
    named = rivals[rivals["region_adcode"].isin(regions[:_NAMED])]
    told = [
        f"{group['region_name'].iloc[0]}另有 {_amounts(group)}"
        for _, group in named.groupby("region_adcode", sort=False)
    ]
    more = f" 等 {len(regions)} 地" if len(regions) > _NAMED else ""
    return f"{len(regions)} 地有不同说法：{'；'.join(told)}{more}。点开条形看各自的原文。"


def _amounts(rows: pd.DataFrame) -> str:
    """What rival reports say: 4.9亿元、25.1亿元 等 7 个数."""
    told = list(dict.fromkeys(map(exact, rows["amount"], rows["amount_unit"])))
    return "、".join(told[:_RIVALS]) + (f" 等 {len(told)} 个数" if len(told) > _RIVALS else "")


def _missing(rows: pd.DataFrame, figures: pd.DataFrame, undivided: Sequence[str], subject: Subject) -> str:
    missing = figures.loc[
        ~figures["region_adcode"].isin(rows["region_adcode"]) & ~figures["region_name"].isin(undivided),
        ["region_adcode", "region_name"],
    ]
    if missing.empty:
        return ""
    named = _listed(missing.sort_values("region_adcode")["region_name"])
    return f"缺（{subject.group.words}没有报告，别的时期有）：{named}。"


def _unreported(names: Mapping[str, str]) -> str:
    if not names:
        return ""
    return f"缺（有文章，但没有报告这个指标）：{_listed(list(names.values()))}。"
