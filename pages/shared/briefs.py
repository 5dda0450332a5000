"""A region's brief out of its figures: which ones, what was told of their change, where the region stands.

What belongs here: frames in, a ``Brief`` and its HTML out. What does not: widgets, queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data_layer import briefing
from data_layer.briefing import Brief, KeyFigure, Source, Trend
from pages.shared import wording
from pages.shared.comparing.comparison import order_rows
from pages.shared.numbers import exact, stated

__all__ = ["brief_html", "brief_of", "key_figures"]

_MOST_FIGURES, _MOST_TRENDS, _LEAST_YEARS, _LEAST_RANKED = 14, 5, 3, 3
_RATE_ENDS = ("率", "比重", "占比", "比例", "份额")
"""A name with one of these says by itself that it is a rate."""
_SERIES = ["indicator_key", "kind", "amount_unit"]


@dataclass(frozen=True, slots=True)
class _Rank:
    place: int
    among: int
    circle: str


def key_figures(
    figures: pd.DataFrame, reported: Mapping[tuple[str, str, str], int], places: Mapping[str, int]
) -> pd.DataFrame:
    """The figures that a brief shows, in its order.

    Chosen is what most regions report, and of each series the latest figure: what is done before what is
    planned, a told period before an untold one. They stand in the order of the catalogue, so that what
    belongs together stands together. Growths stand beside their levels; one alone is a row itself.

    Args:
        figures: of one region, from ``compare.with_periods``.
        reported: how many regions report a series (indicator key, kind, unit).
        places: of the indicators in the catalogue, by their ids.
    """
    growths = figures["kind"] == "growth"
    known = figures[figures["indicator_name"].notna() & (~growths | _against(figures))].copy()
    known["reported"] = [
        reported.get(series, 1) for series in zip(*(known[name] for name in _SERIES), strict=True)
    ]
    known["untold"] = known["period_end"].isna()
    best = known.sort_values(
        ["status", "untold", "told_on", "confidence", "figure_id"],
        ascending=[True, True, False, False, True],
    ).drop_duplicates(_SERIES)
    levels = set(best.loc[best["kind"] == "level", "indicator_key"])
    best = best[(best["kind"] != "growth") | ~best["indicator_key"].isin(levels)]
    best = best.assign(
        place=[places.get(code, len(places)) for code in best["indicator_id"]],
        kind_place=best["kind"].map(list(wording.KINDS).index),
    )
    most = best.sort_values(
        ["reported", "told_on", "place", "figure_id"], ascending=[False, False, True, True]
    ).head(_MOST_FIGURES)
    return most.sort_values(["place", "kind_place", "figure_id"])


def brief_of(
    region: str,
    figures: pd.DataFrame,
    chosen: pd.DataFrame,
    peers: pd.DataFrame,
    *,
    about: str,
    conflicts: int,
) -> Brief:
    """The brief of a region.

    Args:
        region: its name.
        figures: all of its figures, from ``compare.with_periods``.
        chosen: those that are shown, from ``key_figures``.
        peers: what all regions report of the chosen figures' indicators, to rank among: a frame of
            ``queries.ranked_figures`` with periods.
        about: what the brief was made from, in words.
        conflicts: how many of the shown figures have witnesses that say otherwise, or an open finding.
    """
    sentences: dict[str, dict[str, None]] = {}
    series = dict(tuple(peers.groupby(_SERIES)))
    growths = figures[(figures["kind"] == "growth") & _against(figures)]
    rows, bare = [], 0
    for row in chosen.itertuples():
        growth, told = _growth(row, growths)
        bare += not told
        alike = series.get((row.indicator_key, row.kind, row.amount_unit), peers.head(0))
        source = _source(row)
        sentences.setdefault(source, {})[str(row.sentence)] = None
        rows.append(
            KeyFigure(
                row.figure_id,
                _name(row),
                _value(row) + wording.sign(row),
                row.period,
                growth,
                _rank_words(row, alike),
                list(sentences).index(source) + 1,
            )
        )
    ranked = any(row.rank for row in rows)
    return Brief(
        f"{region}数据简报",
        about,
        tuple(rows),
        _trends(figures),
        tuple(_notes(chosen, conflicts, bare, ranked, len(figures))),
        tuple(Source(words, tuple(held)) for words, held in sentences.items()),
    )


def brief_html(brief: Brief, link: Callable[[str], str]) -> str:
    """The sheet as HTML that prints on one page; all corpus text escaped.

    Args:
        brief: what it shows.
        link: the address of a figure in its article, by figure id.
    """
    columns = briefing.filled_columns(brief)
    head = "".join(f"<th{_aligned(name)}>{name}</th>" for name in columns)
    rows = []
    for one, cells in zip(brief.figures, zip(*columns.values(), strict=True), strict=True):
        written = [wording.escape(cell) for cell in cells]
        written[-1] = f"<a href='{wording.escape(link(one.figure_id))}' target='_self'>{written[-1]}</a>"
        told = "".join(
            f"<td{_aligned(name)}>{cell.replace('，', '，<wbr>')}</td>"
            for name, cell in zip(columns, written, strict=True)
        )
        rows.append(f"<tr>{told}</tr>")
    trends = "".join(
        f"<li><b>{wording.escape(trend.indicator)}</b>："
        + "，".join(f"{wording.escape(when)} {wording.escape(value)}" for when, value in trend.points)
        + "。</li>"
        for trend in brief.trends
    )
    notes = "".join(f"<li>{wording.escape(note)}</li>" for note in brief.notes)
    sources = "".join(f"<li>{wording.escape(source.words)}</li>" for source in brief.sources)
    return (
        f"<article class='brief'><h2>{wording.escape(brief.title)}</h2><p>{wording.escape(brief.about)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        + (f"<h3>历年</h3><ul>{trends}</ul>" if trends else "")
        + (f"<h3>说明</h3><ul>{notes}</ul>" if notes else "")
        + f"<h3>出处</h3><ol>{sources}</ol></article>"
    )


def _aligned(head: str) -> str:
    if head == briefing.VALUE:
        return " class='number'"
    return " class='whole'" if head in (briefing.PERIOD, briefing.CHANGE) else ""


def _name(row: object) -> str:
    said = row.kind in ("level", "growth") or (row.kind == "rate" and row.name.endswith(_RATE_ENDS))
    kind = "" if said else f"（{wording.KINDS[row.kind]}）"
    return row.name + kind + ("（计划）" if row.status == "planned" else "")


def _value(row: object) -> str:
    """The figure in the unit of its text: 115.69万亩, not the 公顷 that regions are ranked in."""
    if row.kind == "growth":
        sign = {">": "超过", "<": "不足", "~": "约"}.get(row.modifier, "")
        return f"{'下降' if row.amount < 0 else '增长'}{sign}{exact(abs(row.amount), row.amount_unit)}"
    if row.unit == "比例" and row.name.endswith(_RATE_ENDS):  # 占五分之一 beside shares in per cent
        return stated(row.value * 100, "%", value_max=row.value_max * 100, modifier=row.modifier)
    return stated(row.value, row.unit, value_max=row.value_max, modifier=row.modifier, kind=row.kind)


def _against(figures: pd.DataFrame) -> pd.Series:
    """Whether a growth is against the year before, or its words do not tell, by which this is meant."""
    return figures["growth_base"].isna() | (figures["growth_base"] == "year_earlier")


def _growth(row: object, growths: pd.DataFrame) -> tuple[str, bool]:
    """The change of the same indicator and period, and whether its words tell that a year before is meant.

    Args:
        row: a figure.
        growths: those of the region against the year before, and those whose words tell nothing of it.
    """
    if row.kind != "level":
        return "", True
    same = growths[
        (growths["indicator_key"] == row.indicator_key)
        & (growths["group"] == row.group)
        & (growths["status"] == row.status)
    ]
    if same.empty:
        return "", True
    same = same.assign(bare=same["growth_base"].isna())
    found = same.sort_values(["bare", "confidence", "figure_id"], ascending=[True, False, True]).iloc[0]
    return _value(found), not found["bare"]


def _rank_words(row: object, figures: pd.DataFrame) -> str:
    rank = _rank(row, figures)
    return f"{rank.circle}报告的 {rank.among} 地中第 {rank.place}" if rank else ""


def _rank(row: object, figures: pd.DataFrame) -> _Rank | None:
    """Where a figure stands, largest first: among its siblings, else its province's regions of that level."""
    if row.status != "actual" or row.kind not in ("level", "rate", "growth") or pd.isna(row.period_end):
        return None
    like = figures[
        (figures["group"] == row.group) & (figures["region_level"] == row.region_level)
    ].drop_duplicates("region_adcode")
    circles = [("全省", like["province_adcode"] == row.province_adcode)]
    if row.region_level == "county":
        circles.insert(0, ("同市", like["region_parent"] == row.region_parent))
    circles.append(("有数据的", pd.Series(True, index=like.index)))
    for circle, inside in circles:
        ranked = order_rows(like[inside], "best", row.kind)["region_adcode"].tolist()
        if len(ranked) >= _LEAST_RANKED and row.region_adcode in ranked:
            return _Rank(ranked.index(row.region_adcode) + 1, len(ranked), circle)
    return None


def _trends(figures: pd.DataFrame) -> tuple[Trend, ...]:
    years = figures[(figures["period_type"] == "year") & (figures["status"] == "actual")]
    years = years.sort_values(["group_year", "confidence", "figure_id"], ascending=[True, False, True])
    years = years.drop_duplicates([*_SERIES, "group_year"])
    found = [
        Trend(
            _name(next(rows.itertuples())),
            tuple((f"{row.group_year}年", _value(row)) for row in rows.itertuples()),
        )
        for _, rows in years.groupby(_SERIES, sort=False)
        if len(rows) >= _LEAST_YEARS
    ]
    return tuple(sorted(found, key=lambda trend: (-len(trend.points), trend.indicator))[:_MOST_TRENDS])


def _source(row: object) -> str:
    page = wording.place_in_file(str(row.source), row.page)
    parts = (f"《{wording.headline(row.title)}》", wording.day(row.reported_on), str(row.source), page)
    return "，".join(part for part in parts if part)


def _notes(chosen: pd.DataFrame, conflicts: int, bare: int, ranked: bool, known: int) -> list[str]:
    periods = chosen.loc[chosen["period_end"].notna(), "group"].nunique()
    found = []
    if conflicts:
        found.append(
            f"{conflicts} 个数各版本写得不一样（※）或核查后还没有处理（〔待核〕），"
            "引用前请看“重复检测”和“数据核查”。"
        )
    if periods > 1:
        found.append("各指标的时期不同，见“时期”一栏。")
    if untold := wording.untold(chosen, "个数", "写的是报道日期"):
        found.append(untold)
    if bare:
        found.append(f"{bare} 个增减的原文没有写明与哪一期比，按惯例是与上年同期比。")
    if (chosen["status"] == "planned").any():
        found.append("注明“计划”的是目标，不是完成数。")
    if (chosen["modifier"] != "").any():
        found.append("> 是“超过”，< 是“不足”，≈ 是约数，照原文。")
    if ranked:
        found.append("位次按同一时期、有报告的地区从大到小排，没有报告的不在内。")
    if known > len(chosen):
        found.append("只列常用指标，各取最近的一个；这个地区的全部数字在“指标明细”。")
    return found
