"""Finds quantities in a paragraph: a number with its unit and modifier, or the reason why it is none.

What belongs here: what stands in and directly around the number. What it is about (indicator, kind, place,
period) is decided by the other modules from the quantities that this one finds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_layer.figures.numbers.measuring import modified, share, with_unit
from data_layer.figures.numbers.numerals import Number, han_value, read_number
from data_layer.figures.numbers.proportions import joined_by_colons
from data_layer.figures.numbers.quantities import Form, Quantity, Rejected, RejectReason
from data_layer.figures.numbers.refusing import (
    SENTENCE_END,
    Labels,
    drop_thresholds,
    drop_wordless,
    refused_by_neighbours,
    reject,
)
from data_layer.lexicon.cues import load_cues
from data_layer.model import TimeMention

__all__ = ["scan_quantities"]

_NUMBER = re.compile(
    r"[0-9]+|(?<!唯)[零〇一二两三四五六七八九十百千万亿]+|翻(?:了)?(?P<times>[一两二三])?番|首位|榜首"
    r"|半(?=亩|公里|公斤|斤|吨)"
)
_MIDDLE = re.compile(r"(?P<half>一半)(?P<tail>以上|以下|左右|多)?")
_MIDDLE_BEFORE = re.compile(r"(?:占|达|近|超过?|过|约|少|多)[了到]?$")
_PART_OF = re.compile(r"分之")
_SLASHED = re.compile(r"(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?![0-9/.])")
_SHARE_BEFORE = re.compile(r"(?:占|比重|比例|占比)[^，。；0-9]{0,12}$")
_RANK_END = re.compile(r"[位名](?![单牌录])")
_RANKED_AMONG = re.compile(r"(?:列|居|排名?|排在|位次)(?:全[国省市区县州]|世界|全球|[省市国]内)$")
"""公众满意度列全省9位: a place among all, though 第 is left out."""
_LONGEST_AMONG = 8
"""Characters before a rank that say among whom it is."""
_RANKS_JOINED = re.compile(r"(?:[、和与及]第[0-9一二三四五六七八九十]{1,3})+[位名](?![单牌录])")
"""分别列第4和第6位: the word of rank stands behind the last."""
_TOP_BEFORE = re.compile(r"(?:居|列|排|位|名)[^，。；]{0,18}$")


def scan_quantities(text: str, times: Sequence[TimeMention] = ()) -> tuple[list[Quantity], list[Rejected]]:
    """Every quantity of ``text`` in order, and every number that is none with its reason.

    Args:
        text: one paragraph.
        times: the paragraph's time expressions; numbers inside them are skipped.
    """
    found: list[Quantity] = []
    rejected: list[Rejected] = []
    labels = Labels.of(text)
    spans = iter([(t.start, t.end) for t in times])
    span = next(spans, None)
    position = 0
    while m := _NUMBER.search(text, position):
        start = m.start()
        while span is not None and span[1] <= start:
            span = next(spans, None)
        if span is not None and span[0] <= start < span[1]:
            rejected.append(Rejected(span[0], span[1], text[span[0] : span[1]], RejectReason.TIME))
            position = span[1]
            continue
        result = _read(text, m)
        if isinstance(result, Quantity):
            reason = labels.reason(result) if labels is not None else None
            if reason is None:
                found.append(result)
            else:
                rejected.append(Rejected(result.start, result.end, text[result.start : result.end], reason))
        elif result is not None:
            rejected.append(result)
        position = max(m.end() if result is None else result.end, start + 1)
    found, rejected = drop_wordless(text, found, rejected)
    return drop_thresholds(text, found, rejected)


def _read(text: str, m: re.Match[str]) -> Quantity | Rejected | None:
    """The quantity that a hit of ``_NUMBER`` begins; None where it is no number at all."""
    start, opening = m.start(), text[m.start()]
    before = text[start - 1] if start else ""
    if opening in "首榜":
        led = _TOP_BEFORE.search(text, max(0, start - 20), start)
        return _ranked(text, start, m.end(), 1.0) if led else None
    if opening == "翻":
        value = 2.0 ** han_value(m["times"] or "一")
        return share(text, start, m.end(), value, "倍", "times", Form.DOUBLING)
    if opening == "半":
        half = Number(start, m.end(), 0.5, han=False)
        return with_unit(text, half, before) if before not in "一多大过对" or not before else None
    if opening == "一" and (middle := _MIDDLE.match(text, start)) is not None:
        return _middle(text, middle)
    number = read_number(text, start)
    if number is None:
        return None
    if before == "第":
        return _ordinal(text, number)
    if not number.han and (proportion := joined_by_colons(text, start)) is not None:
        return modified(text, proportion, odd=False)
    if (refusal := refused_by_neighbours(text, number, before)) is not None:
        return refusal
    if _PART_OF.match(text, number.end):
        return _fraction(text, number)
    return _bare_rank(text, number) or _slashed(text, start) or with_unit(text, number, before)


def _slashed(text: str, start: int) -> Quantity | None:
    """占比超过1/4: a fraction behind what says that it is a share; elsewhere 3/4 may be a page."""
    m = _SLASHED.match(text, start)
    if m is None or _SHARE_BEFORE.search(text, max(0, start - 16), start) is None:
        return None
    value = round(int(m["upper"]) / int(m["lower"]), 6)
    return share(text, start, m.end(), value, "比例", "ratio", Form.FRACTION)


def _ordinal(text: str, number: Number) -> Quantity | Rejected:
    """第N位, 第N名 are ranks; 第一 alone where the words before it rank something; the rest are ordinals."""
    start = number.start - 1
    if m := _RANK_END.match(text, number.end):
        return _ranked(text, start, m.end(), number.value)
    if _RANKS_JOINED.match(text, number.end):
        return _ranked(text, start, number.end, number.value)
    near = text[max(0, start - 8) : start]
    ends = SENTENCE_END.match(text, number.end) or text.startswith(("（", "("), number.end)
    if ends and any(cue in near for cue in load_cues().rank_before):
        return _ranked(text, start, number.end, number.value)
    return Rejected(start, number.end, text[start : number.end], RejectReason.ORDINAL)


def _bare_rank(text: str, number: Number) -> Quantity | None:
    """列全省9位: a rank without 第; elsewhere 9位 counts persons."""
    if not _RANK_END.match(text, number.end):
        return None
    among = _RANKED_AMONG.search(text, max(0, number.start - _LONGEST_AMONG), number.start)
    return _ranked(text, number.start, number.end + 1, number.value) if among else None


def _ranked(text: str, start: int, end: int, value: float) -> Quantity:
    return share(text, start, end, value, "位", "rank", Form.RANK)


def _middle(text: str, m: re.Match[str]) -> Quantity | Rejected | None:
    """占一半以上: half of a whole is reported where a share or a bound is told; 一半 by itself narrates."""
    told = m["tail"] or _MIDDLE_BEFORE.search(text, max(0, m.start() - 4), m.start())
    if not told:
        return Rejected(m.start(), m.end(), m.group(), RejectReason.SMALL)
    return share(text, m.start(), m.end("half"), 0.5, "比例", "ratio", Form.FRACTION)


def _fraction(text: str, number: Number) -> Quantity | Rejected:
    """百分之八十 is 80 %, 三分之一 a ratio of 0.333333."""
    upper = read_number(text, number.end + 2)
    if upper is None or number.value == 0:
        return reject(text, number, RejectReason.NO_UNIT)
    words = text[number.start : number.end]
    unit, dimension, value = {"百": ("%", "percent", upper.value), "千": ("‰", "permille", upper.value)}.get(
        words, ("比例", "ratio", round(upper.value / number.value, 6))
    )
    quantity = share(text, number.start, upper.end, value, unit, dimension, Form.FRACTION)
    return quantity._replace(value_max=upper.value_max) if unit != "比例" else quantity
