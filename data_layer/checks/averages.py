"""The family of averages: a stated 人均, 户均 or 亩均 against the sum and the number it is of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, Reading, judge
from data_layer.checks.passages import Mention, Passage, additive
from data_layer.checks.words import unfilled
from data_layer.lexicon.checks import load_check_cues
from data_layer.lexicon.units import load_units
from data_layer.model import FigureKind, Status

__all__ = ["RULES", "check_averages"]

AVERAGE = Rule(
    "average",
    "平均数与总数",
    "同一段里给出总数、户数（人数、亩数）和户均（人均、亩均）时，总数 ÷ 个数应等于平均数。",
    "平均数的名称与总数说的不是一回事、按月按天计算、人口口径不在本段时不判；舍入和截尾能解释的算一致。",
    "国家统计局《统计指标解释》平均指标（算术平均数 = 总量 ÷ 总体单位数）；statcheck 的重算办法。",
)
RULES = (AVERAGE,)

_MEAN = re.compile(r"(?:平均每|每)?(?P<of>[人户亩村社队校家生床班店])(?:均|平均)(?P<name>[^，。；,;]*)$")
_EACH = re.compile(r"平均每(?P<of>[人户亩村社队校家名个])(?P<name>[^，。；,;]*)$")
_OFTEN = re.compile(r"每?[月天日周]|年均|每年")
_RECEIVED = re.compile("^(?:领取|领到|获得|分得|分到|得到|到手|可得|可领|获补|获|得|领|分)")
_GIVEN = re.compile("(?:补助|补贴|资助|救助|奖励|奖补|发放|兑付|慰问|补偿|支付|分红|受助)+(?:金|款|资金)?")
"""发放补贴3万元，人均补助300元: one payment, told in other words."""
_NEVER = ("纯", "净", "可支配")
"""Of an income these are other sums than the one that is named without them."""
_BACK = 4
"""Numbers before an average among which its sum and its count may stand."""


def check_averages(passage: Passage) -> Iterator[Finding]:
    """Every average of the passage that has its sum and its count right before it."""
    first, last = passage.mentions[0], passage.mentions[-1]
    if first.text.find("均", first.opens, last.start) < 0:
        return
    for mean in passage.mentions:
        figure = mean.figure
        if figure.kind is FigureKind.LEVEL and figure.value > 0 and figure.status is Status.ACTUAL:
            if "均" not in mean.clause:
                continue
            if kind := _OF_KIND.search(mean.named):
                finding = judge(list(_of_kind(passage, mean, kind["of"], kind["name"])))
                if finding is not None:
                    yield finding
                continue
            said = _MEAN.search(mean.clause) or _EACH.search(mean.clause)
            if said and not _OFTEN.search(mean.clause):
                finding = judge(list(_readings(passage, mean, said["of"], unfilled(said["name"]))))
                if finding is not None:
                    yield finding


def _readings(passage: Passage, mean: Mention, of: str, name: str) -> Iterator[Reading]:
    before = [
        m
        for m in passage.mentions[max(0, mean.order - _BACK) : mean.order]
        if m.is_amount and m.sentence >= mean.sentence - 1
    ]
    counts = [m for m in before if _counts(m.figure.unit, of)]
    sums = [m for m in before if additive(m.figure, mean.figure) and m not in counts and not _is_mean(m)]
    for whole in sums[-1:]:
        for count in counts[-1:]:
            yield _reading(mean, whole, count, _certainty(mean, whole, count, name, (counts, sums)))


_OF_KIND = re.compile(r"平均每一?个(?P<of>[\u4e00-\u9fff]{2,8})的(?P<name>[\u4e00-\u9fff]{2,6})$")
"""平均每个家庭户的人口."""


def _of_kind(passage: Passage, mean: Mention, of: str, name: str) -> Iterator[Reading]:
    """家庭户3万户，家庭户人口9万人，平均每个家庭户的人口为3人: sum and count carry the names of the mean."""
    before = [m for m in passage.mentions[: mean.order] if m.is_amount and m.sentence >= mean.sentence - 1]
    counts = [m for m in before if m.named.endswith(of)]
    sums = [m for m in before if m.named.endswith(of + name) and additive(m.figure, mean.figure)]
    if len(counts) == 1 and len(sums) == 1:
        yield _reading(mean, sums[0], counts[0], 0.92)


def _certainty(
    mean: Mention, whole: Mention, count: Mention, name: str, rivals: tuple[Sequence[Mention], ...]
) -> float:
    own = whole.own_words + whole.figure.unit + count.own_words
    name = _RECEIVED.sub("", name)
    if _GIVEN.fullmatch(name) and _GIVEN.search(own):
        name = ""
    if any(word in name and word not in own for word in _NEVER) or whole.sentence != mean.sentence:
        return CHANCE
    alone = count.sentence == mean.sentence
    near = [[m for m in some if not alone or m.sentence == mean.sentence] for some in rivals]
    if any(len(some) > 1 for some in near):
        return CHANCE
    nearest = {whole.order, count.order} == {mean.order - 1, mean.order - 2}
    rises = load_check_cues().rise_to
    if not name:
        return 0.9 if nearest else LIKELY
    if name.endswith(rises) and name not in own:
        return CHANCE
    if not all(c in own for c in name):
        return CHANCE
    return 0.92 if nearest else LIKELY


def _is_mean(mention: Mention) -> bool:
    return (_MEAN.search(mention.clause) or _EACH.search(mention.clause)) is not None


@functools.lru_cache(maxsize=1024)
def _counts(unit: str, of: str) -> bool:
    """Whether a unit counts what the average is of: 人 and 名 for 人均."""
    if of in ("人", "名", "生"):
        known = load_units().units.get(unit)
        return known is not None and known.dimension == "people"
    return (
        unit == of
        or (of == "床" and unit == "张")
        or (of == "村" and unit == "个")
        or (of in ("社", "校") and unit in ("家", "个", "所"))
    )


def _reading(mean: Mention, whole: Mention, count: Mention, certainty: float) -> Reading:
    per = 1 / mean.stated.factor
    each = 1 / count.stated.factor if count.figure.unit in ("亩", "公顷") else 1.0

    def expected(given: Sequence[Interval]) -> Interval:
        return given[0].over(given[1].scaled(each)).scaled(per)

    return Reading(
        AVERAGE, [whole, count], mean, ["总数", "个数", "平均数"], expected,
        f"{whole.figure.quote} ÷ {count.figure.quote}", certainty, guarded=True,
    )  # fmt: skip
