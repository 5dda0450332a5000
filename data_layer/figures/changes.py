"""What makes a number a change: the words that say so, their direction, and what it is measured against."""

from __future__ import annotations

import functools
import re

from data_layer.figures.numbers.quantities import Form, Quantity
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.times import load_times
from data_layer.lexicon.units import UnitKind
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import GrowthBase

__all__ = [
    "change_sign",
    "changed_object",
    "change_tail",
    "growth_base",
    "more_done",
    "more_is_better",
    "reached_in",
]

_ADVERBS = (
    r"(?:(?:按)?(?:可比|同)口径(?:计算|比较)?|(?:剔除|扣除)[^，]{1,12}后?|实现|保持|名义|实际|平均|年均(?![0-9])|累计|总体|持续|稳步|大幅|小幅|快速|逐年|同步|预计|分别"
    r"|直线|由[负正降升减增跌涨][转变][正负降升增减跌涨][、，]?|止[跌降]回[升稳][、，]?|各|(?<![人年月日亩])(?<![^农]户)均|都|共|则|又|还|也|再|将|由|从|略|已|可|约)*"
)
_PACE_CHANGED = (
    r"(?:收窄|扩大|缩小|回落|回升|提高|提升|提速|加快|放缓|上升|下降|攀升|走高|稳定|保持|维持)(?:到|至|为|在)"
)
"""增速回落至5.1%, 降幅收窄为2.2%: the pace is told, not by how much it changed."""
_RISE = (
    rf"(?:(?:增速|增幅|涨幅|增长率){_PACE_CHANGED}|净?增长|前移|前进|(?<!新)增加|净增加?|(?<!到)提高|(?<![造化治质档善建整])提升|上升|跃升|上移|上涨|上浮|扩大|攀升|拉升|回升|加快|调增|增收|超收|增产|增支|增速|增幅"
    r"|增长率|涨幅|升幅|递增|上调|高[出于][^，]{0,10}|超[过出]?[^，]{0,8}平均(?:水平)?|超过?(?:序时|时间|均衡)进度|超(?:序时|时序)(?:进度)?|快于[^，]{0,10}|多增|拉动(?!力|率|贡献|作用)[^，]{0,12}|提前"
    r"|(?<![最更提较新正副中普职])高|(?<![不许更最])多|快|(?<![新净])增|(?<![上晋跃提])升|涨)"
)
_FALL = (
    rf"(?:(?:降幅|减幅|跌幅){_PACE_CHANGED}|负增长|后移|退后|净?减少|下降|降低|减低|回落|下滑|压减|缩减|缩短|压缩|减轻|收窄|缩小|萎缩|减产|减收|短收|减支|下调|下跌|下挫|下浮|降幅|减幅|跌幅|放缓|精简"
    r"|递减|调减|核减|削减|低[出于][^，]{0,10}|慢于[^，]{0,10}|(?<![最更到])低|(?<!到)慢|(?<![不至到])少|减|降|跌)"
)
_TAIL = re.compile(
    r"(?:(?:同比|环比|相比|相较|按[年月]|按可比[^，]{0,4}|(?:较(?![大小重轻好多少高低快慢])|(?<![占同])比(?![重例率值]))[^，]{0,14}?|与[^，]{0,12}?(?:相比|相较|比))\s*)?"
    + _ADVERBS
    + rf"(?:(?P<fall>{_FALL})|(?P<rise>{_RISE}))"
    + r"(?:幅度|(?<=[增降减升][长加少低幅高])的?比例|率|速度)?(?:了|为|达到?|约|均|在|是"
    + r"|(?:[从由按][高大多快]到[低小少慢])?(?:分别|依次)[为达是]?到?"
    + r"|保持在|仍|各|逾|超过?|近)*$"
)
_DIRECTION = re.compile(r"[浮增高升涨扩大快上调超多拉提移进退降少减低落滑缩压轻收窄萎跌挫缓简削慢]")
"""A character that every word of direction holds: most words before a number hold none, and are no change."""
_OBJECT = re.compile(
    r"(?:(?P<fall>净?减少|减轻|降低|压减|削减|精简|调减)|(?P<rise>净增加?|(?<!新)增加(?!值)))(?:了)?(?!到|至|为)"
    r"(?P<object>[^，。；、到至由从]{2,14})$"
)
_SHARE_OF_IT = re.compile(r"率|占|比[重例]?|的$|[0-9]")
"""减少的排放占比30%: a share is told, no change."""
_YEAR_BASE = re.compile(r"[较比与同和][^，]{0,6}(?:[0-9]{4}年|年?末|年?底)")
_PART_OF_YEAR = r"(?:前?[一二三四]季度|上半年|前?[0-9]{1,2}月份?|[0-9]-[0-9]{1,2}月份?)"
_OTHER_PLACE = re.compile(r"(?:比|较|高于|低于|快于|高出|慢于)[^，]{0,6}(?:平均|水平|省|市|县|区)")
_TARGET = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|高出|超出?)[^，]{0,8}(?:计划|目标|任务|预期|预算|序时|控制数?)[数值]?的?[^，]{0,4}$"
)
"""低于市计划的0.7个百分点, 超预期1.2个百分点."""
_QUALITY = re.compile(
    r"(?:(?:同比|环比|(?:较|比)[^，]{0,14}?|与[^，]{0,12}?(?:相比|相较))\s*)?(?:(?P<fall>改善)|(?P<rise>恶化))了?[约近达]?$"
)
"""PM2.5浓度同比改善25%: what is measured is bad, so it fell; of what is good see ``more_is_better``."""
_HEIGHTS = ("高", "高约", "高达")
_MORE_DONE = re.compile(
    r"(?:^|(?P<base>[比较](?![例重率值])[^，。；、多少]{1,14}?))(?:(?P<rise>多)|(?P<fall>少))(?P<deed>[^，。；、多少了于至]{1,10})$"
)
_GOOD = re.compile(r"优良|达标|率|比例|满意|天数")
_PACE = re.compile(r"增速|增幅|涨幅|升幅|增长率|降幅|减幅|跌幅")
_UP_TO = re.compile(
    r"(?:(?:减少|增加|下降|降低|缩短|缩小|收窄|压减|缩减|精简|扩大|提高|上升|(?<![增减])[增减降升])(?:到|至|为)"
    r"|(?:压缩|压减|缩减|缩短|缩小|降低|减少|收窄)在)$"
)
"""减少为298件, 压缩在5天: what is left is told, no change."""
_NOMINAL = ("的有", "的共有", "的共", "的达", "的")
_IMPROVED = ("提升", "提高", "提质", "扩面")
"""提升445个卫生室: what is counted is made better, not more of it."""
_NATURAL = re.compile(r"自然?增长?率[^，。；、]{0,6}$")
"""人口自然增长率控制在6‰以内: the rate itself."""
_CHANGE_ALONE = re.compile(r"(?:同比|环比)(?=\Z)")
"""财政收入2.1亿元，同比-4.2%: the sign tells which way."""
_SINCE_THEN = re.compile(r"(?:年初|(?:上年|去年|上月)[末底])(?:(?P<fall>净减)|(?P<rise>净?新增))了?$")
"""贷款余额比年初新增111亿元: there 新增 tells by how much it grew."""
_REACHED = re.compile(
    r"(?:使|令|全[省市县区州旗镇]|目前|现|累计|总计|合计|共)*(?P<all>总数|总量|总户数|总规模|总面积|保有量|存量)?"
    r"(?:已|共|总计|累计|首次|现|将|分别)*(?:达到?了?|[增升扩][至到]|(?:增加|增长|上升|扩大)[至到]|突破|超过?|共有|现有|已有|拥有)"
    r"|(?:全[省市县区州旗镇]|目前)?累计|共计|总计|(?:总数|总量|总户数|总规模)为?"
)
"""What stands before a stock that something was added to: 总数达, 达到, 现有."""
_NOT_CHANGE = (
    "多达",
    "高达",
    "不低",
    "最高",
    "最低",
    "最多",
    "不少",
    "至少",
    "新高",
    "降到",
    "新增",
)


def change_tail(left: str) -> re.Match[str] | None:
    """The words of change that end ``left``, from the comparison on (较上年同期增长); else None."""
    if ("增" in left or "减" in left) and (since := _SINCE_THEN.search(left)):
        return since
    if alone := _CHANGE_ALONE.search(left):
        return alone
    if left.endswith(_NOT_CHANGE) or _DIRECTION.search(left) is None or _NATURAL.search(left):
        return _quality(left)
    tail = _TAIL.search(left)
    return None if tail and _UP_TO.search(left) and not _PACE.search(tail.group()) else tail


def _quality(left: str) -> re.Match[str] | None:
    return _QUALITY.search(left) if "善" in left or "恶" in left else None


def reached_in(left: str) -> re.Match[str] | None:
    """The words before a stock that was added to, if ``left`` is nothing else (总数达); else None."""
    return _REACHED.fullmatch(left) if left else None


def change_sign(left: str, quantity: Quantity) -> int:
    """1 for a rise, -1 for a fall, 0 where the quantity is no change by the words of its own clause.

    Args:
        left: the clause's words before the quantity.
    """
    if _is_no_change(left, quantity):
        return 0
    if quantity.dimension in ("percent", "points") and (m := _quality(left)):
        return -1 if m["fall"] else 1
    if quantity.dimension == "points" and "下拉" in left:
        return -1
    if (more := more_done(left)) and more["base"]:
        return 1 if more["rise"] else -1
    if quantity.dimension in ("percent", "permille") and _CHANGE_ALONE.search(left):
        return -1 if quantity.negative else 1
    directed = _DIRECTION.search(left) is not None
    if directed and (m := change_tail(left)) and not _is_height(m.group(), quantity):
        return -1 if m["fall"] or quantity.negative else 1
    if quantity.dimension == "points":
        return -1 if quantity.negative else _sign_of_points(left)
    if not directed:
        return 0
    return _sign_of_object(left, quantity)


def _sign_of_object(left: str, quantity: Quantity) -> int:
    """The sign of a verb of change before what it changes (降低能耗20%); of shares only falls are told so."""
    done = None if quantity.dimension in ("permille", "times", "ratio") else changed_object(left)
    if done is None:
        return 0
    if quantity.dimension != "percent":
        return -1 if done["fall"] else 1
    return -1 if done["fall"] and _SHARE_OF_IT.search(done["object"]) is None else 0


def changed_object(left: str) -> re.Match[str] | None:
    """The verb of change and what it changes (降低能耗), where they end ``left``; else None."""
    return _OBJECT.search(left) if _DIRECTION.search(left) else None


def _is_no_change(left: str, quantity: Quantity) -> bool:
    """Whether what words of direction stand before is no change: a rank, what is made better, what is so."""
    if quantity.form in (Form.RANK, Form.DOUBLING):
        return True
    return quantity.kind is UnitKind.COUNT and left.endswith((*_IMPROVED, *_NOMINAL))  # 进度高于计划的有58个


def more_done(left: str) -> re.Match[str] | None:
    """The words that tell how much more or less was done than at another time, or by others; else None.

    Its ``deed`` is what was done, its ``base`` what that is set against: 比上年多收粮食1200万斤; a clause
    without one goes on with that of the clause before (多卖余粮9000斤).

    Args:
        left: the clause's words before the quantity.
    """
    if "多" not in left and "少" not in left:
        return None
    more = _MORE_DONE.search(left)
    words = load_phrase_words()
    done = more and (words.verbs.at(more["deed"], 0) >= 2 or more["deed"][0] in words.short_verbs)
    return more if done else None


def _is_height(tail: str, quantity: Quantity) -> bool:
    """Whether 高 is how high a thing is (坝高31米), and not by how much higher than another."""
    return tail in _HEIGHTS and quantity.dimension == "length"


def more_is_better(left: str, phrase: str) -> bool:
    """Whether 改善 means a rise: of 优良天数比例, not of a concentration.

    Args:
        left: the clause's words before the quantity.
        phrase: what is measured.
    """
    return _QUALITY.search(left) is not None and _GOOD.search(phrase) is not None


def _sign_of_points(left: str) -> int:
    """Percentage points are always a change; the last word of direction says which way."""
    cues = load_cues()
    fall = max((left.rfind(word) for word in cues.fall if len(word) > 1), default=-1)
    rise = max((left.rfind(word) for word in cues.rise if len(word) > 1), default=-1)
    return -1 if fall > rise else 1


def growth_base(clause: str) -> GrowthBase | None:
    """What the change told in ``clause`` is measured against; None where it does not tell."""
    if _TARGET.search(clause):
        return GrowthBase.TARGET
    if told := _told_base().findall(clause):
        return GrowthBase(load_cues().growth_base[told[-1]])
    if _YEAR_BASE.search(clause) or _named_period().search(clause):
        return GrowthBase.NAMED_PERIOD
    return GrowthBase.OTHER_PLACE if _OTHER_PLACE.search(clause) else None


@functools.cache
def _named_period() -> re.Pattern[str]:
    """比“十一五”期间高, 高于一季度: five-year plans and parts of a year."""
    plans = alternatives(load_times().plans)
    return re.compile(
        rf"(?:(?<!占)[较比]|[高低快慢]于|高出)[“\"]?(?:(?:今年|[当本上]年)?的?{_PART_OF_YEAR}|{plans})"
    )


@functools.cache
def _told_base() -> re.Pattern[str]:
    return re.compile(alternatives(load_cues().growth_base))
