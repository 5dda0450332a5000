"""Sentences and clauses of a paragraph, by their offsets.

What belongs here: where statements begin and end. What they say does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data_layer.figures.numbers.quantities import Quantity

__all__ = [
    "LONGEST_CLAUSE",
    "LONGEST_LIST",
    "LONGEST_SENTENCE",
    "OPENING",
    "Context",
    "contexts",
    "follows_in_list",
    "full_marks",
    "run_length",
    "sentence_around",
    "split_sentences",
]

LONGEST_SENTENCE = 400
"""Characters of an exported sentence at most, as docs/records.md promises; longer ones are cut at clauses."""

_RUN_ON = 2_000
"""Characters without a full stop that are no longer one sentence; the labelled ones have at most 600."""

LONGEST_CLAUSE = 200
"""Characters on either side of a number that may speak of it; the labelled clauses have at most 120."""

LONGEST_LIST = 20
"""Numbers that share their words at most; a list of all prefectures of a province has 21."""

OPENING = re.compile(
    r"^[“‘\"（(]?(?:目前|其中|此外|同时|据悉|据了解|据统计|据介绍|截至|如今|当前|近年来|今年|以|在|从|由|使|让|帮助|推动|并|而|随着|、|，|,)*$"
)
"""Words that may stand between a sentence's start and the place or time that governs all of it."""

_FILLING = "和与及、约近超达了至到为"

_LONGEST_GLOSS = 60
"""Characters of a bracket that says more of what is counted behind it."""

_BESIDE = frozenset({"、", "，", ",", "", ":", "：", "∶", "︰"})
_MOST_LISTED = 6
"""Members of a list behind a count that still belong to it (5家银行、保险公司、担保机构)."""

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」）)]*|\n)?")
_CLAUSE_MARKS = "，；;,、"
_CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_BOUNDARY = re.compile(r"[，；：;:∶︰。！？!?…（()）]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|——|、")
_LEVELS = re.compile(r"[国省市县区乡镇]、[省市县区乡镇村](?=级|重点|属|直|本级|[两二三]级)")
"""9个市、县重点项目总投资26亿元: 、 between levels of government parts no clauses."""
_RESPECTIVELY = re.compile("(?:分别|依次)[为是]$")
"""占比分别为：39%、61%: a colon right before numbers parts nothing."""
_SHARING = "占"
_JOINED_ON = re.compile(r"(?:和|以及|[与及])$")
_ENCLOSING = re.compile(r"[“‘\"(（]")
_GLOSS = re.compile(r"[(（](?:[^()（）0-9]{0,14}|[A-Za-z][A-Za-z0-9.\-]{0,10}|[0-9一二](?=[)）]型))[)）]")
_QUOTED = re.compile(r"“[^“”]{0,16}”|‘[^‘’]{0,16}’|\"[^\"]{0,16}\"")


class Context(NamedTuple):
    """What stands around one quantity inside its clause.

    Attributes:
        left: words between the clause's start (or the quantity before) and this quantity's modifiers.
        left_start: where ``left`` begins in the paragraph.
        right: words between this quantity and the clause's end (or the next quantity).
        opened_by: the mark that opened the clause; empty at the sentence's start.
        after_quantity: ``left`` begins at another quantity of the same clause.
        before_quantity: ``right`` ends at another quantity of the same clause.
        clause_start: where the clause begins in the paragraph.
    """

    left: str
    left_start: int
    right: str
    opened_by: str
    after_quantity: bool
    before_quantity: bool
    clause_start: int


_HALF_MARK = re.compile(r"(?<=[\u4e00-\u9fff%）)”])[,;:?!]|[,;:?!](?=[\u4e00-\u9fff“（])")
_FULL_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def full_marks(text: str) -> str:
    """``text`` in the same length, with Chinese marks beside Chinese words where ASCII ones stand.

    >>> full_marks("建成示范村36个,柳树村获评;产量1,200吨")
    '建成示范村36个，柳树村获评；产量1,200吨'
    """
    if not any(mark in text for mark in _FULL_MARKS):
        return text
    return _HALF_MARK.sub(lambda m: _FULL_MARKS[m.group()], text)


def follows_in_list(context: Context) -> bool:
    """Whether a number stands directly behind a 、 or 和: it has no words of its own."""
    if context.opened_by in ("，", ",") and context.left.startswith(("为", "达")):
        return False  # 甲县最低，为3亿元
    beside = context.after_quantity or context.opened_by in _BESIDE
    return beside and not context.left.strip(_FILLING)


def run_length(around: Sequence[Context], first: int) -> int:
    """How many numbers from ``first`` on make one list (分别为3个、5个和8个)."""
    count, most = 1, min(LONGEST_LIST, len(around) - first)
    while count < most and follows_in_list(around[first + count]):
        count += 1
    return count


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, closing quotes and brackets with the sentence they end.

    A line ends a sentence.
    """
    spans = []
    for m in _SENTENCE.finditer(text):
        start = m.start()
        while m.end() - start > _RUN_ON:
            ends = [cut.end() for cut in _CLAUSE_END.finditer(text, start, start + _RUN_ON)]
            end = ends[-1] if ends else start + _RUN_ON
            spans.append((start, end))
            start = end
        if m.end() > start:
            spans.append((start, m.end()))
    return spans


def sentence_around(text: str, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The sentence as exported: ``span``, or clauses of it around ``start``-``end`` where it is too long."""
    low, high = span
    if high - low <= LONGEST_SENTENCE:
        return span
    room = (LONGEST_SENTENCE - (end - start)) // 2
    low, high = max(low, start - room), min(high, end + room)
    if low > span[0] and (m := _CLAUSE_END.search(text, low, start)):
        low = m.end()
    if high < span[1]:
        last = max(text.rfind(mark, end, high) for mark in _CLAUSE_MARKS)
        high = last + 1 if last >= 0 else high
    return low, high


def contexts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[Context]:
    """The context of each of a sentence's quantities.

    A 、 parts clauses only behind a quantity (培训1481人、创业229人); elsewhere it parts the members of one
    phrase (老人、妇女). Marks inside a short quotation or gloss part nothing.
    """
    cuts = _cuts(text, span, quantities)
    result = []
    at, tail, last = 0, -1, len(quantities) - 1
    for i, quantity in enumerate(quantities):
        lead = quantity.lead
        while at < len(cuts) and cuts[at][1] <= lead:
            at += 1
        mark, start = cuts[at - 1] if at else (span[0], span[0])
        after = quantities[i + 1] if i < last else None
        end = _closing(text, span, cuts, at, quantity, after)
        after_quantity, tail_before = tail >= start, tail
        tail = quantity.tail
        before_quantity = after is not None and after.lead < end
        if after is not None and before_quantity:
            end = after.lead
        left_start = max(tail_before if after_quantity else start, lead - LONGEST_CLAUSE)
        right_end = max(min(end, tail + LONGEST_CLAUSE), tail)
        left, right, opened_by = text[left_start:lead].rstrip(" "), text[tail:right_end], text[mark:start]
        if text.endswith(_SHARING, lead, quantity.start):
            left += _SHARING  # 丘陵约占72%
        result.append(Context(left, left_start, right, opened_by, after_quantity, before_quantity, start))
    return result


def _closing(
    text: str,
    span: tuple[int, int],
    cuts: Sequence[tuple[int, int]],
    first: int,
    quantity: Quantity,
    after: Quantity | None,
) -> int:
    """Where the words behind a quantity end: a 、 that no further quantity follows lists what is counted.

    Args:
        first: of ``cuts`` the first one behind the quantity.
    """
    last = min(first + _MOST_LISTED, len(cuts))
    for i in range(first, last):
        cut = cuts[i][0]
        following = cuts[i + 1][0] if i + 1 < last else span[1]
        listed = cut > quantity.tail and text[cut] == "、"
        if not listed:
            return cut
        if after is not None and after.lead < following and not _JOINED_ON.search(text, cut, after.lead):
            return cut
    return cuts[last - 1][0] if last - first == _MOST_LISTED else span[1]


def _is_digit(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit()


def _holds_one(m: re.Match[str], quantities: Sequence[Quantity]) -> bool:
    """Whether a bracket holds a number in Chinese numerals (即增产二万余斤)."""
    return any(m.start() < quantity.start < m.end() for quantity in quantities if quantity.han)


def _glossed(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Brackets right before a number that hold none: 新签约项目（亿元以上、含续建）161个 goes on."""
    found, tail = [], span[0]
    for quantity in quantities:
        close = quantity.lead - 1
        at = max(text.rfind(mark, max(tail, close - _LONGEST_GLOSS), close) for mark in "(（")
        if text[close : close + 1] in ")）" and close > tail and at > tail:
            found.append((at - 1, close + 1))
        tail = quantity.tail
    return found


def _cuts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Spans of the marks that part clauses."""
    whole = [(q.lead - 1, q.tail) for q in quantities]
    if _ENCLOSING.search(text, *span):
        whole += [(m.start(), m.end() - 1) for m in _QUOTED.finditer(text, *span)]
        whole += [
            (m.start() - 1, m.end()) for m in _GLOSS.finditer(text, *span) if not _holds_one(m, quantities)
        ]
        whole += _glossed(text, span, quantities)
        whole.sort()
    cuts: list[tuple[int, int]] = []
    inside, at, passed, counted = span[0], 0, 0, False
    for m in _BOUNDARY.finditer(text, *span):
        while at < len(whole) and whole[at][0] < m.start():
            inside, at = max(inside, whole[at][1]), at + 1
        while passed < len(quantities) and quantities[passed].start < m.start():
            counted, passed = True, passed + 1
        if m.start() < inside or (m.group() == "、" and (not counted or _LEVELS.match(text, m.start() - 1))):
            continue
        if (
            m.group() in "：:"
            and _RESPECTIVELY.search(text, m.start() - 3, m.start())
            and _is_digit(text, m.end())
        ):
            continue
        cuts.append((m.start(), m.end()))
        counted = False
    return cuts
