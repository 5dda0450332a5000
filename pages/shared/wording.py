"""Every Chinese string that more than one page shows, and the escaping of corpus text.

Corpus text is untrusted: HTML goes through ``escape``, markdown through ``plain``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

import pandas as pd

from data_layer.headlines import UNTITLED

__all__ = [
    "ABOUT",
    "APP",
    "COLUMN_MEANINGS",
    "DECISIONS",
    "DISPUTED",
    "FINDING",
    "FINDING_STATES",
    "FORMS",
    "GROWTH_BASES",
    "KINDS",
    "LEVELS",
    "MODIFIERS",
    "MOTTO",
    "PUBLISHED_HOW",
    "RELATIONS",
    "REPORTS",
    "SCOPES",
    "SIGNED",
    "STATUSES",
    "UNTOLD",
    "VERDICTS",
    "brief_period",
    "credit",
    "cut",
    "day",
    "escape",
    "explained_signs",
    "headline",
    "moment",
    "place_in_file",
    "period",
    "plain",
    "sign",
    "signs",
    "unchecked",
    "untold",
    "warnings",
    "weight",
]

APP = "县数"
ABOUT = "县数：把文件里的数字读出来，每个数都能回到原句。数据只在本机，不外传。"
MOTTO = "每个数都有出处"

_WEIGHTS = ((0.6, "重"), (0.41, "中"), (0.001, "轻"))
"""Least weights of ``checks.findings``: a doubt has at most 0.4, a contradiction at least 0.46, and 0.6
where it is off by a quarter of the number or more."""
VERDICTS = {"inconsistent": "不一致", "unsure": "存疑", "consistent": "一致", "not_applicable": "不适用"}
FINDING_STATES = {"confirmed": "确认有误", "corrected": "已更正", "dismissed": "数字无误"}
DECISIONS = {
    "figure_corrected": "更正",
    "figure_struck": "剔除",
    "figure_added": "补录",
    "article_corrected": "更正文章",
    "finding_confirmed": "确认有误",
    "finding_dismissed": "数字无误",
    "witness_chosen": "选为准",
    "article_separated": "不是重复",
    "taken_back": "撤销",
}
KINDS = {"level": "数值", "rate": "比率", "growth": "增减", "rank": "位次", "multiple": "倍数"}
MODIFIERS = {">": "超过", "<": "不足", "~": "约"}
STATUSES = {"actual": "实际", "planned": "计划或目标"}
UNTOLD = "未写明"
"""What stands where a document does not say."""
SCOPES = {"region": "地区", "entity": "单位或个体"}
LEVELS = {"nation": "全国", "province": "省级", "prefecture": "市级", "county": "县级"}
RELATIONS = {"variant": "不同识别版本", "reprint": "转载", "excerpt": "节选", "revision": "修订"}
GROWTH_BASES = {
    "year_earlier": "比上年同期",
    "previous_period": "比上期",
    "named_period": "比某一时期",
    "other_place": "比别处",
    "target": "比目标",
}
PUBLISHED_HOW = {"stated": "原文写明", "inferred": "推定"}
_SHEET_NAMES = (".xlsx", ".xlsm", ".xltx", ".xls", ".et")
"""How names of workbooks end: the number of an article's page is that of its sheet there."""
FORMS = {
    "text": "文本",
    "markdown": "Markdown",
    "html": "网页",
    "word": "Word 文档",
    "sheet": "电子表格",
    "pdf": "PDF",
    "scan": "扫描件",
}

DISPUTED, FINDING, CORRECTED = "※", "〔待核〕", "〔更正〕"
"""Signs behind a number: told otherwise by another witness, with an open finding, corrected by a person."""
REPORTS = {"facts": "一个数一条", "all": "显示全部报道"}
"""One witness of each fact, or every one."""

COLUMN_MEANINGS = {
    "限定": "原文对大小的限定：超过（超、余、以上）、不足（以内）、约（左右）；空白是原文没有限定",
    "时期": "数字所管的时间；“截至”是时点数；原文没有写明的，按报道日期放置并注明",
    "类型": "数值、比率、增减、位次、倍数",
    "实际或计划": "实际：已经完成的；计划或目标：还没有完成的",
    "口径": "地区：说的是整个地方或行业；单位或个体：说的是一个企业、学校、园区",
    "版本数": "同一个数在几个识别版本或转载里出现，表里只列较好的一个",
    "报道日期": "文章的日期，原文写明或推定",
    "核查": "※有出入：另一个版本写得不一样，见重复检测；〔待核〕：核查不一致或存疑，见数据核查；"
    "〔更正〕：人工更正过，点开可看原读数",
    "版本出入": "同一处的数，另一个识别版本或转载写得不一样；见重复检测",
    "把握": "程序读对这个数的把握，0 到 1",
}
"""What the heads of tables mean, for the sheet of notes of a download."""

SIGNED = ("disputed", "open_finding", "corrected")
"""The columns that a number's signs are made of."""
_SIGN_MEANINGS = {
    DISPUTED: "各版本写得不一样",
    FINDING: "核查不一致或存疑，还没有处理",
    CORRECTED: "人工更正过",
}
_CREDITED = 2
"""A picture names so many sources, then counts."""
_CHINA = timezone(timedelta(hours=8))
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")


def credit(sources: Iterable[str], version: int) -> str:
    """Where a picture's numbers come from, as HTML: 来源：甲.txt、乙.txt 等 5 份文件 · 县数，数据版本 3."""
    names = sorted(set(sources))
    several = f" 等 {len(names)} 份文件" if len(names) > _CREDITED else ""
    named = "、".join(escape(cut(name, 24)) for name in names[:_CREDITED])
    return f"来源：{named}{several} · {APP}，数据版本 {version}"


def escape(text: object) -> str:
    """Corpus text as it may stand in HTML; missing is empty."""
    return "" if _missing(text) else html.escape(str(text))


_DOUBTS = {"disputed": DISPUTED, "open_finding": FINDING}
"""Columns of a row to the sign of each, the gravest first; a number bears one of them."""


def sign(row: object) -> str:
    """The signs behind a number: ※, or 〔待核〕 where its witnesses agree; then 〔更正〕 if it was corrected.

    A corrected number is not the one in its sentence, whatever else is doubted of it.
    """
    doubt = next((mark for name, mark in _DOUBTS.items() if getattr(row, name, False) is True), "")
    return doubt + (CORRECTED if getattr(row, "corrected", False) is True else "")


def signs(rows: pd.DataFrame) -> pd.Series:
    """``sign`` of every row."""
    told = pd.Series("", rows.index, dtype="str")
    for name, mark in reversed(_DOUBTS.items()):
        if name in rows:
            told = told.mask(rows[name].eq(True), mark)
    return told.mask(rows["corrected"].eq(True), told + CORRECTED) if "corrected" in rows else told


def explained_signs(texts: Iterable[str]) -> list[str]:
    """What the signs in these texts mean, as a sentence; nothing where there are none."""
    shown = "".join(texts)
    told = [f"{mark} {words}" for mark, words in _SIGN_MEANINGS.items() if mark in shown]
    return [f"{'；'.join(told)}。点开看原句。"] if told else []


def warnings(row: object) -> list[str]:
    """The same in words, for a resting pointer."""
    told = {
        "disputed": "各版本写得不一样，点开看",
        "open_finding": "核查不一致或存疑，还没有处理，点开看",
        "corrected": "人工更正过，点开看原读数",
    }
    return [words for name, words in told.items() if getattr(row, name, False) is True]


def unchecked(rows: pd.DataFrame) -> str:
    """A sentence on the rows that an open finding names; empty where there is none."""
    found = int(rows["open_finding"].eq(True).sum()) if "open_finding" in rows else 0
    return f"{FINDING}：{found} 个数核查不一致或存疑，还没有处理，算式在“数据核查”。" if found else ""


def untold(rows: pd.DataFrame, counter: str, placed: str) -> str:
    """A sentence on the rows whose text states no period; empty where all state one.

    Args:
        rows: with ``period_end`` and ``reported_on``.
        counter: of the rows, 地 or 个数.
        placed: what was done with those whose article has a date, 按报道日期归入.
    """
    silent, undated = rows["period_end"].isna(), rows["reported_on"].isna()
    dated, never = int((silent & ~undated).sum()), int((silent & undated).sum())
    said = f"{dated} {counter}的原文没有写明时期，{placed}。" if dated else ""
    return said + (f"{never} {counter}的原文没有写明时期，文章也没有日期，不知是哪一年的。" if never else "")


def disputed(rows: pd.DataFrame, column: str) -> str:
    """A sentence on the rows whose witnesses disagree, named by ``column``; empty where none does."""
    told = rows["disputed"].map(lambda value: value is True)  # derived rows have none
    names = list(dict.fromkeys(rows.loc[told.astype(bool), column]))
    if not names:
        return ""
    more = "等" if len(names) > 5 else ""
    return f"{DISPUTED} 版本有出入：{'、'.join(names[:5])}{more}的数，各版本写得不一样，点开可看。"


def weight(value: float) -> str:
    """How much a finding deserves attention in one word, from its weight of 0 to 1; empty for none."""
    return next((word for least, word in _WEIGHTS if value >= least), "")


def plain(text: object) -> str:
    """Corpus text as it may stand in markdown, so that $, :red[…] and * are what they are."""
    return "" if _missing(text) else _MARKDOWN.sub(r"\\\1", str(text).replace("\n", " "))


def cut(text: str, most: int) -> str:
    """A text of at most ``most`` characters, the rest as …."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def moment(stamp: str | None) -> str:
    """A moment of the log (ISO, UTC) in China's time, to the minute; an empty text for none."""
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).astimezone(_CHINA).strftime("%Y-%m-%d %H:%M")


def headline(title: object) -> str:
    """What an article is called, as queries give it; that it has no title where its words are gone."""
    return UNTITLED if _missing(title) or not title else str(title)


def day(value: date | None) -> str:
    """A day in Chinese, or an empty text."""
    return "" if _missing(value) else f"{value.year}年{value.month}月{value.day}日"


def place_in_file(source: str, page: object) -> str:
    """Where an article begins in its file: 第 3 页, of a workbook 第 3 张表; empty where there are none."""
    if _missing(page):
        return ""
    return f"第 {int(page)} {'张表' if source.lower().endswith(_SHEET_NAMES) else '页'}"  # type: ignore[call-overload]


def period(start: date | None, end: date | None, kind: str, reported_on: date | None = None) -> str:
    """A period in words: 2022年, 2022年1-10月, 截至2022年11月底; where untold, when it was reported."""
    if _missing(end):
        return "时期未写明" if _missing(reported_on) else f"时期未写明，{reported_on:%Y-%m-%d}报道"
    if _missing(start):
        month_end = (pd.Timestamp(end) + pd.Timedelta(days=1)).day == 1
        return f"截至{end.year}年{end.month}月底" if month_end else f"截至{day(end)}"
    return _span(start, end, kind)


def brief_period(start: date | None, end: date | None, kind: str, reported_on: date | None) -> str:
    """A period in few words, for labels: 2022年11月底, 2022年至12月8日, 2017-2021年, 2021-12报道."""
    if _missing(end):
        return "时期未写明" if _missing(reported_on) else f"{reported_on:%Y-%m}报道"
    if _missing(start) or (start.month, start.day) != (1, 1) or (end.month, end.day) == (12, 31):
        return period(start, end, kind).removeprefix("截至")
    if start.year != end.year:
        return f"{start.year}-{end.year}年"
    months = period(start, end, kind)
    return months if "至" not in months else f"{end.year}年至{end.month}月{end.day}日"


def _span(start: date, end: date, kind: str) -> str:
    whole_months = start.day == 1 and (pd.Timestamp(end) + pd.Timedelta(days=1)).day == 1
    if not whole_months:
        return day(start) if start == end else f"{day(start)}至{day(end)}"
    if start.year != end.year:
        whole_years = (start.month, end.month) == (1, 12)
        if whole_years:
            return f"{start.year}-{end.year}年"
        return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    halves = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年"}
    quarters = {(1, 3): "一季度", (4, 6): "二季度", (7, 9): "三季度", (10, 12): "四季度"}
    months = (start.month, end.month)
    if months in halves:
        return f"{start.year}年{halves[months]}"
    if kind == "quarter" and months in quarters:
        return f"{start.year}年{quarters[months]}"
    return (
        f"{start.year}年{months[0]}月"
        if months[0] == months[1]
        else f"{start.year}年{months[0]}-{months[1]}月"
    )


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)
