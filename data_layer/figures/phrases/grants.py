"""Names what is given to each: 给予每户2600元奖励, 每人每年900元资助, 按每亩150元的标准发放补贴.

What belongs here: money per person, household or plot whose name stands behind it. A name before it
(每亩补助200元) is an ordinary phrase.
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.trimming import trim_left, trim_right
from data_layer.figures.statements import Told
from data_layer.lexicon.cues import load_cues

__all__ = ["given_to_each"]

_EACH = re.compile(
    r"(?P<each>每一?[^，、每的0-9]{1,4}?)(?:每(?:人次|[年月天日次]|学[年期]|季度?)|最高|不超过|一次性|补助|奖励)*\Z"
)
"""每人每年, 每亩, 每生每学期: to whom, and then how often."""
_TIMES = frozenset({"每年", "每月", "每天", "每日", "每次", "每学年", "每学期", "每季", "每季度"})
_GIVING = re.compile(
    r"(?:可|再|将|均|都|统一|分别|一次性)*(?:给予|按照?|发放|享受|获得|领取|补助|奖励|兑现)*\Z"
)
_STANDARD = re.compile(r"(?:不等)?的?(?:标准)?(?:进行|给予|予以|发放|支付|兑现|落实)?了?(?:一次性)?的?")
_COST = re.compile(
    r"的?标准(?:足额|全额|全面)*(?:保障|安排|落实|拨付|配套|列支|预算|配备)(?P<what>[^，。；]{2,16}?(?:经费|资金|补助|费用))"
)
"""按每村不低于2万元标准保障工作经费: what is paid out of it."""
_MONEY = "money"


def _given_after_count(told: Told, i: int) -> str:
    """给予8位院士9000万元资助: of those counted right before, what they were given; else empty."""
    context = told.statements[i].context
    beside = i > 0 and context.after_quantity and context.left == told.statements[i - 1].context.right
    given = load_cues().grants.at(context.right, 0)
    if not beside or not given or given < len(context.right):
        return ""
    who = trim_left(context.left)
    return who + context.right if who else ""


def given_to_each(told: Told, i: int) -> str:
    """What each gets, with who they are where it is told; empty where the number is no such sum."""
    statement = told.statements[i]
    if statement.quantity.dimension != _MONEY:
        return ""
    if "每" not in statement.left:
        return _given_after_count(told, i)
    each = _EACH.search(statement.left)
    if each is None or each["each"] in _TIMES:
        return ""
    right = statement.context.right
    begin = _STANDARD.match(right).end()  # type: ignore[union-attr]
    given = load_cues().grants.at(right, begin)
    name = right[begin : begin + given]
    if not given and (cost := _COST.match(right)):
        name = trim_right(cost["what"])
    who = trim_left(_GIVING.sub("", statement.left[: each.start()]))
    return who + each["each"] + name if name else ""
