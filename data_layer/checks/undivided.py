"""What can be counted only whole: 12.6户 lost a 万, or its point stands wrong.

What belongs here: numbers that are impossible by themselves. What does not: averages, of which any number is
possible; comparing numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Verdict

__all__ = ["RULES", "check_undivided"]

UNDIVIDED = Rule(
    "undivided",
    "只能是整数的数带小数",
    "人、户、件、起一类只能按整数计的数，不写万、亿时不应带小数。",
    "平均数、每万人一类的相对数、按比例折算的数不判；表头另写单位的不判。",
    "《出版物上数字用法》（GB/T 15835）：以万、亿为单位时才写小数；统计报表的取值审核。",
)
RULES = (UNDIVIDED,)

_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_RELATIVE = re.compile("均|每|(?<![0-9.])[百千万]人|百户|密度|强度|规模|系数|指数|折|单位[：:]|标准|当量")
"""Words of a sentence whose numbers may be of each, or of another unit."""
_EACH = re.compile("均|每")
_RATE = re.compile("率|[之生别]比|比[例值为]")
"""The same of a clause."""


def check_undivided(passage: Passage) -> Iterator[Finding]:
    """Every count of the passage that is not whole."""
    for mention in passage.mentions:
        figure = mention.figure
        if figure.value.is_integer() or figure.unit not in load_check_cues().undivided:
            continue
        if _is_told(mention):
            told = f"{figure.unit}只能按整数计，原文写 {figure.quote}，可能漏写“万”或者小数点有误"
            yield Finding(UNDIVIDED, Verdict.INCONSISTENT, [figure], ["个数"], told, None, None, 0.92)


def _is_told(mention: Mention) -> bool:
    """Whether a number is written with its point and its measure word, and is one of each of nothing."""
    digits = _DECIMAL.match(mention.figure.quote)
    if digits is None or mention.figure.quote[digits.end() :] != mention.figure.unit:
        return False
    behind = mention.text[mention.end : mention.end + 1]
    if behind in ("/", "／", "-", "—", "～", "~") or _RATE.search(mention.clause):
        return False
    if _EACH.search(mention.figure.indicator):
        return False  # 户均人口2.8人。比上年减少0.2人
    return not _RELATIVE.search(mention.text, mention.opens, mention.start)
