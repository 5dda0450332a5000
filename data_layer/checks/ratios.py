"""The family of ratios: a stated percentage against the part and the whole, or the result and the target."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, SURE, Reading, judge
from data_layer.checks.passages import Mention, Passage, additive, comparable, is_count
from data_layer.checks.wording import operands
from data_layer.checks.words import find, much_the_same, same_words, unfilled
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status

__all__ = ["RULES", "check_ratios"]

SHARE = Rule(
    "share",
    "占比与分子分母",
    "同一段里给出部分、总体和占比（或就业率、办结率一类的比率）时，部分 ÷ 总体应等于占比。",
    "分母不在本段、占的是全省全国等另一范围、数字之间说法不能确定对应时不判；四舍五入或截尾能解释的算一致。",
    "statcheck（Nuijten 等，2016）按报告数字重算并容许舍入；GB/T 8170 数值修约规则。",
)
COMPLETION = Rule(
    "completion",
    "完成率与目标",
    "同一段里给出目标、完成数和完成率时，完成数 ÷ 目标应等于完成率。",
    "目标不在本段、目标口径说法不同时不判；超过 100% 不算错。",
    "政府工作报告与计划执行情况报告的通行算法（完成计划的百分比 = 实际数 ÷ 计划数）。",
)
RULES = (SHARE, COMPLETION)

_PER_WHOLE = {"%": 100, "‰": 1000, "比例": 1}
_RATE_NAME = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,12}?)(?:率|度|面|比例|比重|进度)$")
_COMPLETING = ("完成率", "完成进度")
_FAR = 60
"""Characters between a part and its rate, beyond which they hardly belong together."""


def check_ratios(passage: Passage) -> Iterator[Finding]:
    """Every percentage of the passage that has its part and its whole there."""
    for rate in passage.mentions:
        figure = rate.figure
        if figure.kind is FigureKind.RATE and figure.unit in _PER_WHOLE and _is_reported(passage, rate):
            finding = judge(list(_readings(passage, rate)))
            if finding is not None:
                yield finding


def _is_reported(passage: Passage, rate: Mention) -> bool:
    """Whether a rate tells what is; of a plan's number (完成计划30亿元的80%) it does, planned as that is."""
    if rate.figure.status is Status.ACTUAL or unfilled(rate.clause).endswith(_COMPLETING):
        return True
    before = passage.mentions[rate.order - 1] if rate.order else None
    return before is not None and before.figure.status is Status.ACTUAL and _is_target(before.clause)


def _readings(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """Parts and wholes that the words allow."""
    levels = [
        m for m in passage.mentions[: rate.order] if _may_be_part(m) and m.sentence >= rate.sentence - 1
    ]
    if len(levels) < 2:
        return
    inverted = list(_part_before_whole(passage, rate, levels))
    yield from inverted
    if any(reading.certainty >= SURE for reading in inverted):
        return
    ahead, behind = _run_of_rates(passage, rate)
    if ahead or behind:
        yield from _in_turn(passage, rate, levels, ahead, behind)
        return
    part = levels[-1]
    if part.sentence != rate.sentence or rate.start - part.end > _FAR:
        return
    for whole in reversed(levels[:-1]):
        if comparable(part.figure, whole.figure):
            yield _reading(rate, [part], [whole], _certainty(passage, rate, part, whole))
    if _is_target(part.clause) and _is_target(rate.clause) and comparable(levels[-2].figure, part.figure):
        yield _reading(rate, [levels[-2]], [part], LIKELY)  # 新增1266人，目标900人，完成目标的140%
    if len(levels) >= 2 and additive(levels[-2].figure, part.figure):
        yield _reading(rate, [part], [levels[-2], part], CHANCE)


def _may_be_part(mention: Mention) -> bool:
    return mention.figure.kind is FigureKind.LEVEL and mention.figure.value > 0


def _part_before_whole(passage: Passage, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """税收20亿元，占财政收入30亿元的66.7%; 完成1200户，为计划1000户的120%."""
    part, whole = levels[-2:]
    tail = passage.gap(whole, rate)
    if whole.order != rate.order - 1 or whole.sentence != rate.sentence or not _OF.match(tail):
        return
    between = _last_clause(passage.gap(part, whole))
    rated = any(m.figure.kind is FigureKind.RATE for m in passage.mentions[part.order : whole.order])
    if part.sentence != whole.sentence or rated or not _may_divide(part, whole):
        return
    if _is_target(between) or _is_target(tail):
        yield _reading(rate, [part], [whole], 0.95 if _opens(between) else 0.7, COMPLETION)
    elif find("share", between):
        yield _reading(rate, [part], [whole], 0.95)
    elif _opens(between):
        yield _reading(rate, [part], [whole], 0.7)


def _may_divide(part: Mention, whole: Mention) -> bool:
    """Of a target even 岗位 (个) may be set against 人."""
    counts = all(is_count(m.figure.unit) for m in (part, whole))
    return comparable(part.figure, whole.figure) or (counts and _is_target(whole.clause))


def _is_target(words: str) -> bool:
    """Whether words name a target; 供应 and 需求 do not."""
    return any(m["target"] for m in _target_words().finditer(words))


@functools.cache
def _target_words() -> re.Pattern[str]:
    cues = load_check_cues()
    other, target = ("|".join(map(re.escape, words)) for words in (cues.not_target, cues.target))
    return re.compile(f"(?:{other})|(?P<target>{target})")


def _last_clause(words: str) -> str:
    return _PIECES.split(words)[-1]


_SEGMENT = re.compile(r"[；;%]")
_PIECES = re.compile(r"[，；：,;:。（(]")
_OF = re.compile(r"^[^，。；,;0-9]{0,12}的?[^，。；,;0-9]{0,6}$")
_OPENS = re.compile(r"(?:占|完成|为|达到?|相当于|是)[^，。；,;]{0,20}$")


def _opens(between: str) -> bool:
    return _OPENS.search(between) is not None


def _run_of_rates(passage: Passage, rate: Mention) -> tuple[int, int]:
    """How many rates stand directly before and behind ``rate`` in one list (分别占30%、40%)."""

    def listed(step: int) -> int:
        count, at = 0, rate
        while 0 <= at.order + step < len(passage.mentions):
            other = passage.mentions[at.order + step]
            first, second = (other, at) if step < 0 else (at, other)
            if other.figure.kind is not FigureKind.RATE or passage.gap(first, second) not in _LISTED:
                return count
            count, at = count + 1, other
        return count

    return listed(-1), listed(1)


_LISTED = ("、", "和", "，", ",", "及", "与", "以及")


def _in_turn(
    passage: Passage, rate: Mention, levels: Sequence[Mention], ahead: int, behind: int
) -> Iterator[Reading]:
    """男生120人、女生80人，分别占60%和40%: the first rate is of the first part."""
    number = ahead + 1 + behind
    first = passage.mentions[rate.order - ahead]
    if len(levels) <= number or levels[-1].order != first.order - 1 or "分别" not in first.left:
        return
    part = levels[len(levels) - number + ahead]
    for whole in reversed(levels[:-number]):
        if comparable(part.figure, whole.figure):
            sure = whole is levels[-number - 1] and bool(find("share", first.left))
            yield _reading(rate, [part], [whole], 0.9 if sure else CHANCE)


def _certainty(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> float:
    """How surely ``rate`` is ``part`` over ``whole``, by the words around the three."""
    if not _neighbours(passage, rate, part, whole) or rate.figure.unit == "‰":
        return CHANCE  # births and deaths are of the mean population, which stands nowhere
    clause = unfilled(rate.clause)
    before = _SEGMENT.split(whole.text[max(whole.opens, whole.start - _FAR) : whole.start])[-1]
    is_target, reached = _is_target(whole.own_words), "实" in part.own_words
    is_target = is_target or (_is_target(clause) and _is_target(before))
    if _is_target(clause) and not (is_target or reached):
        return CHANCE  # the target that is meant stands nowhere
    if not is_target and clause.endswith(_COMPLETING) and part.figure.base_unit == "元":
        return CHANCE  # of the year's plan, which is not the whole investment
    done = reached or find("completed", rate.left)
    said = _subject_and_base(clause)
    if is_target and done and not (said and find("other_whole", said[1])):
        certainty = 0.95
    elif said:
        certainty = _of_share(*said, part, whole)
    else:
        certainty = _by_name(passage, rate, part, whole)
    if not is_target and certainty < SURE and whole.figure.value < part.figure.value:
        return CHANCE
    if whole.sentence != part.sentence and not find("part", part.left):
        certainty = min(certainty, LIKELY)
    foreign = any(m.figure.kind is FigureKind.LEVEL for m in _between(passage, whole, part))
    named = said and len(said[1]) > 1 and not said[1].startswith(load_check_cues().general_whole) and much_the_same(said[1], whole.own_words)
    if not (named and not _has_own_share(passage, whole)):
        certainty = min(certainty, _of_list(passage, part, whole))
    if not additive(part.figure, whole.figure) and whole.figure.value < part.figure.value:
        return CHANCE
    if not additive(part.figure, whole.figure):
        certainty = min(certainty, LIKELY) if certainty >= SURE else CHANCE
    return min(certainty, LIKELY) if foreign else certainty


def _subject_and_base(clause: str) -> tuple[str, str] | None:
    """税收收入 and 财政收入 of 税收收入占财政收入的比重; None where no share is named."""
    m = _SHARE_OF.search(clause) or find("share", clause)
    if m is None:
        return None
    base = _MEASURE_OF.sub("", clause[m.end() :])
    return unfilled(clause[: m.start()].removesuffix("所")), unfilled(base)


_SHARE_OF = re.compile("占(?!比|到|有)(?=[^占]+的?(?:比重|比例|份额|百分比)$)")
_MEASURE_OF = re.compile("的?(?:比重|比例|份额|百分比)$")


def _by_name(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> float:
    """By the name of the rate: 办结率 is of what is 办结."""
    name = _RATE_NAME.search(unfilled(rate.clause))
    if name is None:
        bracketed = rate.left.strip() in ("（", "(") and find("part", passage.gap(whole, part))
        return 0.7 if bracketed else CHANCE
    if same_words(name["stem"], part.own_words) or _abbreviates(name["stem"], part.own_words):
        return 0.95
    return 0.5


def _of_share(subject: str, base: str, part: Mention, whole: Mention) -> float:
    """By the words before 占, which name the part, and behind it: 总数, the whole's noun, another whole."""
    if (other := find("other_whole", base)) and other.group() not in whole.own_words:
        return CHANCE
    if len(subject) > 1 and not (much_the_same(subject, part.own_words) or _is_composed(subject, part, whole)):
        return 0.5
    general = load_check_cues().general_whole
    if not base or base.startswith(general) or base.endswith(general) or much_the_same(base, whole.own_words):
        return 0.95
    return 0.5


def _of_list(passage: Passage, part: Mention, whole: Mention) -> float:
    """How surely ``part`` is of ``whole`` where several parts are listed, each with its share."""
    listed = [m for m in passage.mentions[whole.order + 1 : part.order] if _has_own_share(passage, m)]
    if _has_own_share(passage, whole):
        return LIKELY if "其中" in passage.gap(whole, part) else CHANCE
    if not listed:
        return 1.0
    if "其中" in passage.gap(listed[-1], part):
        return CHANCE
    return SURE if find("part", passage.gap(whole, listed[0])) else LIKELY


def _is_composed(subject: str, part: Mention, whole: Mention) -> bool:
    """Whether a name takes one word from the part and the rest from the whole: 民生支出 is the 支出 for 民生."""
    both = part.own_words + whole.own_words
    own = (subject[i : i + 2] for i in range(len(subject) - 1))
    return any(pair in part.own_words and pair not in whole.own_words for pair in own) and all(
        c in both for c in subject
    )


def _has_own_share(passage: Passage, level: Mention) -> bool:
    """Whether the share of a number is told right behind it, so that it is a part (甲类30件，占60%)."""
    if level.order + 1 >= len(passage.mentions):
        return False
    rate = passage.mentions[level.order + 1]
    if rate.figure.kind is not FigureKind.RATE or rate.sentence != level.sentence:
        return False
    words = passage.gap(level, rate)
    return len(words) <= _NEXT and (find("share", words) is not None or words.strip() in _BRACKETED)


_NEXT = 16
_BRACKETED = ("（", "(", "，")


def _between(passage: Passage, whole: Mention, part: Mention) -> list[Mention]:
    """The numbers between a whole and one of its parts, without other parts and their shares."""
    return [
        m
        for m in passage.mentions[whole.order + 1 : part.order]
        if not _has_own_share(passage, m)
        and not (m.order - 1 > whole.order and _has_own_share(passage, passage.mentions[m.order - 1]))
    ]


def _neighbours(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether nothing but changes and other kinds of numbers stands between the three."""
    if part.order != rate.order - 1:
        return False
    between = _between(passage, whole, part)
    if whole.sentence != part.sentence and between:
        return False
    return all(m.figure.kind is FigureKind.GROWTH or not comparable(m.figure, part.figure) for m in between)


def _abbreviates(stem: str, words: str) -> bool:
    """到位 in 到位30人; 受检 for 实检, 发证 for 发放证书: both characters in their order, or the last one."""
    return (
        len(stem) >= 2
        and re.search(re.escape(stem[-2]) + "[^，。；,;]{0,4}" + re.escape(stem[-1]), words) is not None
    )


def _reading(
    rate: Mention,
    parts: Sequence[Mention],
    wholes: Sequence[Mention],
    certainty: float,
    rule: Rule | None = None,
) -> Reading:
    per = _PER_WHOLE[rate.figure.unit]
    count = len(parts)
    target = rule is COMPLETION or any(_is_target(m.own_words) for m in wholes)
    words = operands([m.figure for m in (*parts, *wholes)])
    divisor = " + ".join(words[count:])
    roles = ["完成数", "目标", "完成率"] if target else ["部分", *["总体"] * len(wholes), "比率"]

    def expected(given: Sequence[Interval]) -> Interval:
        whole = given[count]
        for more in given[count + 1 :]:
            whole = whole + more
        return given[0].over(whole).scaled(per)

    return Reading(
        COMPLETION if target else SHARE, [*parts, *wholes], rate, roles, expected,
        f"{words[0]} ÷ {f'（{divisor}）' if len(wholes) > 1 else divisor}", certainty, guarded=True,
    )  # fmt: skip
