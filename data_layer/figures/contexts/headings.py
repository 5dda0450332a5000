"""The clause before a colon that heads a list of places: 各县增速依次为：甲县5%、乙县6%.

What belongs here: whether such a clause names what the list tells. What does not: which number takes which
place (``placing``), and cutting the phrase out (``trimming``).
"""

from __future__ import annotations

import re

from data_layer.figures.sentences import LONGEST_CLAUSE, Context
from data_layer.lexicon.cues import load_cues

__all__ = ["heading_of"]

_HEADED = re.compile(
    r"(?:^|[，,。；;：:！？!?\n])(?P<words>[^，,。；;：:！？!?\n]*?[^，,。；;：:！？!?\n0-9%％])"
    r"(?P<first>(?:排名|位居|居|排)?前[一二三四五六七八九十]+[位名]?的?(?:[县市区州旗地]{1,4}|地区|乡镇|单位)?(?:分别|依次)?[是为有]?)?"
    r"(?P<each>[从由按][^，。；：]{1,4}[到至][^，。；：]{1,4})?(?P<listed>(?:分别|依次)(?:[是为达]|如下)*|如下)?[：:]$"
)


def heading_of(text: str, context: Context) -> Context | None:
    """``context`` with the heading before its colon as the words on the left; None where there is none.

    The heading ends with 分别为, 依次是 and their like, or with a noun that is measured (增速, 总额).

    Args:
        text: the paragraph.
        context: of a number before which stands nothing but a place.
    """
    if context.opened_by not in ("：", ":"):
        return None
    low = max(0, context.clause_start - LONGEST_CLAUSE)
    headed = _HEADED.search(text[low : context.clause_start])
    if headed is None:
        return None
    words = headed["words"]
    told = headed["first"] or headed["each"] or headed["listed"] not in (None, "如下")
    if not told and words[-1] not in load_cues().measured_endings:
        return None
    return context._replace(left=words, left_start=low + headed.start("words"))
