"""The family of averages: a stated 户均, 均价 or 亩产 against the sum and the number it is of.

What belongs here: how surely a sum and a count are those of an average. What does not: what an average is of
(``means``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.definitions.apart import borne_out, sum_and_count
from data_layer.checks.definitions.means import NET, Mean, mean_of
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, Reading, judge
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.subjects import subject_of
from data_layer.checks.linking.words import same_words
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status

__all__ = ["RULES", "check_averages"]

AVERAGE = Rule(
    "average",
    "平均数与总数",
    "同一段里给出总数、户数（人数、亩数、重量）和户均（人均、亩均、单产、均价）时，总数 ÷ 个数应等于平均数。",
    "平均数的名称与总数说的不是一回事、按月按天计算、人口口径不在本段时不判；舍入和截尾能解释的算一致。",
    "国家统计局《统计指标解释》平均指标（算术平均数 = 总量 ÷ 总体单位数）；statcheck 的重算办法。",
)
RULES = (AVERAGE,)

_RECEIVED = re.compile("^(?:领取|领到|获得|分得|分到|得到|到手|可得|可领|获补|获|得|领|分)")
_GIVEN = re.compile("(?:补助|补贴|资助|救助|奖励|奖补|发放|兑付|慰问|补偿|支付|分红|受助)+(?:金|款|资金)?")
"""发放补贴3万元，人均补助300元: one payment, told in other words."""
_BACK = 4
"""Numbers before an average among which its sum and its count may stand."""
_ANY = re.compile("均|每|亩产|单产|元/")


def check_averages(passage: Passage) -> Iterator[Finding]:
    """Every average of the passage that has its sum and its count near it."""
    first, last = passage.mentions[0], passage.mentions[-1]
    if not _ANY.search(first.text, first.opens, last.end):
        return
    tried: list[list[Reading]] = []
    for mention in passage.mentions:
        if kind := _OF_KIND.search(mention.named):
            tried.append(list(_of_kind(passage, mention, kind["of"], kind["name"])))
        elif _is_told(mention) and (mean := mean_of(mention)):
            readings = list(_readings(passage, mean))
            sure = any(one.certainty >= LIKELY for one in readings)
            apart = [] if sure else [_reading(mean, *pair, LIKELY) for pair in sum_and_count(passage, mean)]
            tried.append([*readings, *apart])
    for surer in borne_out(list(_witnessed(tried))):
        finding = judge(surer)
        if finding is not None:
            yield finding


def _is_told(mention: Mention) -> bool:
    figure = mention.figure
    levels = figure.kind is FigureKind.LEVEL and figure.status is Status.ACTUAL
    return figure.value > 0 and (levels or _CALCULATED.match(mention.clause) is not None)


def _readings(passage: Passage, mean: Mean) -> Iterator[Reading]:
    yield from _around(passage, mean)
    yield from _in_bracket(passage, mean)
    yield from _of_bracket(passage, mean)
    yield from _of_harvest(passage, mean)
    if mean.is_price:
        yield from _priced(passage, mean)
    elif mean.plain:
        yield from _before(passage, mean)


def _before(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """分红96万元，惠及320户，户均3000元: the sum and the count stand before."""
    last = mean.mention
    before = [
        m for m in passage.mentions[: last.order]
        if m.is_amount and (m.sentence == last.sentence or _is_near(last, m)) and mean_of(m) is None
    ]  # fmt: skip
    counts = [m for m in before if mean.counts(m)]
    sums = [m for m in before if mean.adds_up_to(m) and m not in counts]
    for whole in sums[-1:]:
        for count in counts[-1:]:
            nearest = {whole.order, count.order} == {m.order for m in before[-2:]}
            beside = nearest and count.order + 1 == whole.order == last.order - 1
            rivals = ([], []) if beside and mean.name and not _is_listed(passage, count) else (counts, sums)
            certainty = _certainty(mean, whole, count, rivals, nearest=nearest)
            yield _reading(mean, whole, count, certainty)
        for count in counts[:-1] if len(counts) == _PAIR and len(sums) == 1 else ():
            # 涉及农户900户，其中困难户200户，户均…: of the larger one
            larger = count.figure.value > counts[-1].figure.value and mean.name
            yield _reading(mean, whole, count, LIKELY if larger else CHANCE)


_PAIR = 2


def _is_listed(passage: Passage, count: Mention) -> bool:
    """Whether a count is the last of several: 甲村120户、乙村200户."""
    before = passage.mentions[count.order - 1] if count.order else None
    return before is not None and count.left.startswith(("、", "和", "及")) and before.is_amount


def _is_near(last: Mention, one: Mention) -> bool:
    return one.sentence == last.sentence - 1 and one.order >= last.order - _BACK


def _of_harvest(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """种植面积50万亩，总产15万吨。单产300公斤: by the only area and the only harvest of two sentences.

    All three carry the name of one crop (粮食播种面积, 粮食总产, 粮食单产).
    """
    last = mean.mention
    crop = _CROP.search(last.clause) if mean.of == "亩" else None
    if crop is None:
        return
    near = [
        m for m in passage.mentions[: last.order]
        if m.is_amount and m.sentence >= last.sentence - 1 and mean_of(m) is None
    ]  # fmt: skip
    areas, sums = [m for m in near if mean.counts(m)], [m for m in near if mean.adds_up_to(m)]
    if len(areas) != 1 or len(sums) != 1 or not _SOWN.search(areas[0].clause) or "产" not in sums[0].clause:
        return
    if all(crop[1][-_NOUN:] in m.clause for m in (*areas, *sums)):
        yield _reading(mean, sums[0], areas[0], 0.9)


_NOUN = 2
"""Characters of the name of a crop."""


def _priced(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """收购60吨，均价30元/公斤，产值180万元: by the only quantity and the only takings of the paragraph.

    What people earn may hold more than the price (补贴).
    """
    counts, sums = _counts_and_takings(mean, _half_of(passage, mean.mention))
    if not counts or not sums:
        counts, sums = _counts_and_takings(mean, passage.mentions)
    if len(counts) != 1 or len(sums) != 1:
        return
    subject = _PRICE.sub("", mean.mention.named)
    own = all(c in counts[0].own_words for c in subject)
    paid = sums[0].named.endswith("收入") or "补" in sums[0].text[sums[0].opens : sums[0].closes]
    yield _reading(mean, sums[0], counts[0], 0.9 if own and not paid else LIKELY if own else CHANCE)


def _half_of(passage: Passage, mention: Mention) -> Sequence[Mention]:
    """The numbers of the half sentence of a number."""
    text = mention.text
    opens = max(text.rfind("；", mention.opens, mention.start) + 1, mention.opens)
    closes = text.find("；", mention.end, mention.closes)
    return [m for m in passage.mentions if opens <= m.start < (mention.closes if closes < 0 else closes)]


def _counts_and_takings(mean: Mean, some: Sequence[Mention]) -> tuple[Sequence[Mention], Sequence[Mention]]:
    """The quantities and the takings among some numbers that may be those of a price."""
    takings = load_check_cues().takings
    counts = [m for m in some if m.is_amount and mean.counts(m)]
    sums = [
        m for m in some
        if m.is_amount and mean.adds_up_to(m) and m.named.endswith(takings) and mean_of(m) is None
    ]  # fmt: skip
    return counts, sums


_PRICE = re.compile("全?[县区市镇乡村省]?|[担斤吨每套总]|公斤|平?均|单?价")
"""Words of 全镇收购均价每公斤 that say nothing of what is priced."""
_CALCULATED = re.compile("[按以](?:照)?(?:平均)?每|按(?:照)?[^，。；,;]{0,8}[均价]")
"""按每亩3000元计算."""
_TOTAL = re.compile("共|总|合计|累计|产值|金额|货款|价款|销售额")
"""Words of a sum that follows its average: 每亩3000元，总收入15万元."""


def _around(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """500亩，亩均收入3000元，总收入150万元; 按每亩3000元计算，500亩共150万元: the sum stands behind."""
    at = mean.mention.order
    behind = [m for m in passage.mentions[at + 1 : at + 3] if m.sentence == mean.mention.sentence]
    calculated = _CALCULATED.match(mean.mention.clause) is not None
    if behind and calculated and mean.counts(behind[0]) and _may_be(behind[0]):
        count, behind = behind[0], behind[1:]
    elif at and _may_be(passage.mentions[at - 1]) and mean.counts(passage.mentions[at - 1]):
        count = passage.mentions[at - 1]
    else:
        return
    whole = behind[0] if behind else None
    if whole is None or not _may_be(whole) or not mean.adds_up_to(whole) or mean_of(whole):
        return
    if _PARTED.search(mean.mention.left + whole.left) or count.sentence != mean.mention.sentence:
        return
    if not _sown(mean, count) or not (calculated or _TOTAL.search(whole.clause)):
        return
    named = not mean.name or mean.is_price or all(c in whole.own_words for c in mean.name)
    named = named or (mean.name.startswith("产") and whole.named in _YIELDED)
    if calculated or (named and mean.plain):
        yield _reading(mean, whole, count, 0.92)
    elif named:
        yield _reading(mean, whole, count, LIKELY)


_YIELDED = ("总产", "总产量", "共产", "共收")
"""What all land yields, by whatever name the yield of one 亩 goes (亩产菜籽120公斤，总产360吨)."""
_PARTED = re.compile("[；;]")


def _may_be(mention: Mention) -> bool:
    """Whether a number may be a sum or a count, as one that came on top may (增收15万元)."""
    return mention.is_amount or (mention.is_growth and mention.figure.unit not in _RATES)


_RATES = ("%", "‰", "倍", "个百分点")


def _in_bracket(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """补助60万元（人均300元）: of the number before the bracket, by a count told before."""
    at = mean.mention.order
    whole = passage.mentions[at - 1] if at else None
    if whole is None or not whole.is_amount or not mean.adds_up_to(whole):
        return
    if mean.mention.left.rstrip() not in (f"（{mean.mention.clause}", f"({mean.mention.clause}"):
        return
    for count in passage.mentions[: whole.order]:
        if mean.counts(count) and count.is_amount:
            near = count.order == whole.order - 1 and count.sentence == whole.sentence
            yield _reading(mean, whole, count, 0.9 if near else _BRACKETED)


def _of_bracket(passage: Passage, mean: Mean) -> Iterator[Reading]:
    """生猪900头，户均3头（全村300户）: of the number right before, by the count of the bracket."""
    at = mean.mention.order
    whole, count = passage.mentions[at - 1] if at else None, passage.mentions[at + 1 : at + 2]
    if whole is None or not count or not count[0].is_amount or whole.sentence != mean.mention.sentence:
        return
    inside = _COUNTED.fullmatch(passage.gap(mean.mention, count[0])) and count[0].right[:1] in ("）", ")")
    named = subject_of(count[0].clause)
    if not inside or not mean.plain or not mean.counts(count[0]) or not mean.adds_up_to(whole):
        return
    if named and not named.endswith("人口"):
        return  # 户均3头（养猪户中大户90户）: of some
    if whole.is_amount and mean_of(whole) is None and _is_of(mean, whole):
        yield _reading(mean, whole, count[0], 0.92)


def _is_of(mean: Mean, whole: Mention) -> bool:
    """Whether the name of an average is that of a sum, or it has none: 人均占有粮食 of 粮食总产."""
    return not mean.name or any(c in whole.own_words for c in mean.name)


_COUNTED = re.compile("[（(][^，。；（）()]{0,12}")
_BRACKETED = LIKELY + 0.01
"""A sum in a bracket by a count told somewhere before it, surer where another bracket bears the count out."""


def _witnessed(tried: Sequence[Sequence[Reading]]) -> Iterator[Sequence[Reading]]:
    """The readings; of those in brackets only the sure ones, by a count that another average agrees with."""
    borne: dict[int, int] = {}
    for readings in tried:
        for one in readings:
            if one.certainty >= _BRACKETED and one.holds():
                borne[one.operands[1].order] = one.judged.order
    for readings in tried:
        sure = [
            one._replace(certainty=0.92)
            for one in readings
            if one.certainty == _BRACKETED
            and borne.get(one.operands[1].order, one.judged.order) != one.judged.order
        ]
        yield sure or readings


_OF_KIND = re.compile(r"平均每一?个(?P<of>[\u4e00-\u9fff]{2,8})的(?P<name>[\u4e00-\u9fff]{2,6})$")
"""平均每个家庭户的人口."""


def _of_kind(passage: Passage, mean: Mention, of: str, name: str) -> Iterator[Reading]:
    """家庭户3万户，家庭户人口9万人，平均每个家庭户的人口为3人: sum and count carry the names of the mean."""
    before = [m for m in passage.mentions[: mean.order] if m.is_amount and m.sentence >= mean.sentence - 1]
    counts = [m for m in before if m.named.endswith(of)]
    sums = [m for m in before if m.named.endswith(of + name) and additive(m.figure, mean.figure)]
    if len(counts) == 1 and len(sums) == 1:
        yield _reading(Mean(mean, of, name, mean.figure.unit, True), sums[0], counts[0], 0.92)


def _certainty(
    mean: Mean, whole: Mention, count: Mention, rivals: tuple[Sequence[Mention], ...], *, nearest: bool
) -> float:
    own = whole.own_words + whole.figure.unit + count.own_words
    last, name = mean.mention, _RECEIVED.sub("", mean.name)
    if _GIVEN.fullmatch(name) and _GIVEN.search(own):
        name = ""
    if any(word in name and word not in own for word in NET) or whole.sentence != last.sentence:
        return CHANCE
    alone = count.sentence == last.sentence
    near = [[m for m in some if not alone or m.sentence == last.sentence] for some in rivals]
    if any(len(some) > 1 for some in near) or not _sown(mean, count):
        return CHANCE
    rises = load_check_cues().rise_to
    if not name:
        return 0.9 if nearest else LIKELY
    if name.endswith(rises) and name not in own:
        return CHANCE
    if not all(c in own for c in name):
        takings = load_check_cues().takings
        return LIKELY if name.endswith(takings) and whole.named.endswith(takings) else CHANCE
    return 0.92 if nearest else LIKELY


def _sown(mean: Mean, count: Mention) -> bool:
    """Whether land may be that of a yield: 播种面积, not 耕地面积, which is sown twice or with more.

    Not of all crops where the yield is of one (其中水稻亩产).
    """
    if not mean.name.startswith("产") or mean.name.startswith("产值"):
        return True
    crop = _CROP.match(mean.mention.clause.removeprefix("平均"))
    alike = not crop or same_words(crop[1], count.own_words)
    return alike and _SOWN.search(count.own_words) is not None


_SOWN = re.compile("[种播栽植收]")
_CROP = re.compile("([^，。；]{2,}?)(?:平均)?(?:亩产|单产)")


def _reading(mean: Mean, whole: Mention, count: Mention, certainty: float) -> Reading:
    per, each = mean.per, mean.each(count)

    def expected(given: Sequence[Interval]) -> Interval:
        return given[0].over(given[1].scaled(each)).scaled(per)

    return Reading(
        AVERAGE, [whole, count], mean.mention, ["总数", "个数", "平均数"], expected,
        f"{whole.figure.quote} ÷ {count.figure.quote}", certainty, guarded=True,
    )  # fmt: skip
