"""What 时间趋势 draws: each report as a mark with its form, and what must be said about them.

What belongs here: frames in, frames and sentences out. What does not: widgets, drawing, queries.
"""

from __future__ import annotations

import pandas as pd

from pages.shared import wording
from pages.shared.numbers import Scale, exact, full, grouped

__all__ = ["explained_of", "marks_of", "notices_of", "readable_labels", "rivals_of", "title_of"]

_SIGNS = {">": ">", "<": "<", "~": "≈"}
_MOST_LABELS = 14
"""With more marks than this their values stand in the hover only."""
_LABEL_WIDTH, _LABEL_HEIGHT = 0.1, 0.13
"""A label's shares of the time and of the values that a chart shows, measured at 900 pixels."""
_TOLD_BY_MARKS = (
    *("figure_id", "region", "region_adcode", "amount", "amount_unit", "modifier", "status", "period"),
    *("period_start", "period_end", "period_type", "reported_on", "told_on", "confidence", "title"),
    *("disputed", "open_finding", "corrected", "derived"),
)
"""The columns that a mark, its label and its hover are made of."""
_TOLD_RIVALS = 6
_TREND_POINTS = 3


def marks_of(rows: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """What ``timemarks.timeline`` draws: one mark a row of a frame from ``compare.with_periods``.

    Of several reports of one time the surest comes first.
    """
    label_all = len(rows) <= _MOST_LABELS
    rows = rows[[name for name in _TOLD_BY_MARKS if name in rows]]
    rows = rows.sort_values("confidence", ascending=False, kind="stable")
    rows = rows.sort_values(["told_on", "region_adcode"], kind="stable")
    marks = pd.DataFrame(
        [_mark(row, scale, label_all) for row in rows.itertuples()],
        columns=["figure_id", "series", "form", "planned", "start", "end", "shown", "label", "hover"],
    )
    places = readable_labels(marks)
    told = [label if place else "" for label, place in zip(marks["label"], places, strict=True)]
    return marks.assign(label=told, below=[place == "below" for place in places])


def readable_labels(marks: pd.DataFrame) -> list[str]:
    """Where each label stands: ``above`` its mark or ``below``; nowhere (empty) on another label or a mark.

    Nor on the link between two reports of one year. What is planned stands below where it can, all else
    above; the hover tells what stands nowhere.
    """
    at = [
        mark.start + (mark.end - mark.start) / 2 if mark.form == "year" else mark.end
        for mark in marks.itertuples()
    ]
    since = [
        mark.start if mark.form == "span" else when for mark, when in zip(marks.itertuples(), at, strict=True)
    ]
    wide = pd.Timedelta(days=max((max(at) - min(at)).days, 365) * _LABEL_WIDTH if at else 0)
    floor = min(marks["shown"].min(), 0)
    high = (marks["shown"].max() - floor) * _LABEL_HEIGHT
    shown = list(marks["shown"])
    linked = [
        (mark.series, mark.planned, mark.start) if mark.form == "year" else None
        for mark in marks.itertuples()
    ]
    labels: dict[int, float] = {}  # the middles of those that stand
    found = [""] * len(marks)
    for one, (label, planned) in enumerate(zip(marks["label"], marks["planned"], strict=True)):
        for place in ("below", "above") if planned else ("above", "below"):
            up = 1 if place == "above" else -1
            middle = shown[one] + up * high / 2
            on_label = any(
                abs(at[one] - at[other]) < wide and abs(middle - theirs) < high
                for other, theirs in labels.items()
            )
            on_mark = any(
                since[other] - wide < at[one] < at[other] + wide
                and 0 < up * (shown[other] - shown[one]) < high
                for other in range(len(shown))
            )
            on_link = any(
                linked[other] == linked[one] is not None and up * (shown[other] - shown[one]) > 0
                for other in range(len(shown))
            )
            on_any = on_label or on_mark or on_link
            if label and not on_any and (up > 0 or middle - high / 2 >= floor):
                labels[one], found[one] = middle, place
                break
    return found


def rivals_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose region reports another amount for the same period and status, region by region."""
    told = rows[rows["period_end"].notna()]
    keys = ["region_adcode", "period_start", "period_end", "status"]
    several = told.groupby(keys, dropna=False)["amount"].transform("nunique") > 1
    return told[several].sort_values([*keys, "figure_id"])


def title_of(rows: pd.DataFrame, words: str) -> str:
    """The chart's title, a sentence: 2019-2022年城镇新增就业：冷水江市、新化县.

    A period of several years counts from its first; where all rows are of one period, that one is named.
    """
    span = _span(rows)
    regions = list(dict.fromkeys(rows["region"]))
    named = "、".join(regions[:3]) + (f"等 {len(regions)} 地" if len(regions) > 3 else "")
    return f"{span}{words}：{named}"


def _span(rows: pd.DataFrame) -> str:
    if rows["period_end"].notna().all() and rows["period"].nunique() == 1:
        return str(rows["period"].iloc[0])
    begun = {int(year) for year in rows["period_start"].dt.year.dropna()}
    years = sorted({int(year) for year in rows["group_year"] if year} | begun)
    if not years:
        return ""
    return f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}-{years[-1]}年"


def explained_of(rows: pd.DataFrame, left_out: int) -> list[str]:
    """How to read the chart, as sentences.

    Args:
        rows: the figures shown.
        left_out: how many part-years and points the choice of whole years leaves out.
    """
    found = []
    if left_out:
        found.append(f"另有 {left_out} 个部分时段、时点或未写明时期的数没有画，选“含部分时段”可见。")
    if (rows["status"] == "planned").any():
        found.append("空心的点、虚线的横条是计划或目标，不是完成数。")
    return found


def notices_of(rows: pd.DataFrame) -> list[str]:
    """What a reader must mind before quoting the chart, as sentences, from the figures shown."""
    found = []
    rivals = rivals_of(rows)
    if len(rivals):
        told = [
            f"{region}{period} " + "、".join(exact(row.amount, row.amount_unit) for row in group.itertuples())
            for (region, period), group in rivals.groupby(["region", "period"], sort=False)
        ]
        more = f" 等 {len(told)} 处" if len(told) > _TOLD_RIVALS else ""
        found.append(
            f"同一时期有不同说法，图上都画了出来，年份之间的线连把握高的：{'；'.join(told[:_TOLD_RIVALS])}{more}。"
        )
    untold = wording.untold(rows, "个数", "按报道日期放置（淡色菱形）")
    found += [told for told in (wording.disputed(rows, "region"), wording.unchecked(rows), untold) if told]
    years = rows[rows["period_type"] == "year"].groupby("region")["group_year"].nunique()
    if len(rows) == 1:
        found.append("只报告了一个数，看不出变化。")
    elif len(years) and (years < _TREND_POINTS).all():
        found.append("全年数不到三个，不连线，不宜当作趋势。")
    return found


def _mark(row: object, scale: Scale, labelled: bool) -> tuple[object, ...]:
    form = _form(row)
    shown = row.amount / scale.factor
    label = f"{_SIGNS.get(row.modifier, '')}{grouped(shown)}"
    status = wording.STATUSES[row.status]
    if form == "derived":
        label = ""  # its sign tells it apart; a number on the picture is one that a document reports
        status = "由这一年和上一年的数值推算，原文没有报告"
    elif row.status == "planned":
        label += "（计划）"
    label += wording.sign(row)
    hover = "<br>".join(
        (
            f"<b>{wording.escape(row.region)}</b> {row.period}",
            f"{full(row.amount, row.amount_unit)}，{status}",
            *wording.warnings(row),
            f"{wording.day(row.reported_on)}报道" if not pd.isna(row.reported_on) else "报道日期未写明",
            f"《{wording.escape(wording.cut(wording.headline(row.title), 24))}》",
        )
    )
    end = row.period_end if form != "reported" else row.reported_on
    planned = row.status == "planned"
    label = label if labelled else ""
    return row.figure_id, row.region, form, planned, row.period_start, end, shown, label, hover


def _form(row: object) -> str:
    if getattr(row, "derived", False):
        return "derived"
    if pd.isna(row.period_end):
        return "reported"
    if pd.isna(row.period_start):
        return "point"
    return "year" if row.period_type == "year" else "span"
