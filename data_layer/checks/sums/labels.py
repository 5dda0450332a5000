"""Whether the labels of a list leave nothing of a whole out, and count nothing twice.

What belongs here: labels and what they divide (男 and 女, 农业户 and 非农业户). What does not: finding lists,
sums.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from data_layer.checks.judging import CHANCE, LIKELY
from data_layer.checks.linking.classes import (
    are_bands,
    are_exclusive,
    complete_groups,
    complete_names,
    exclusive_names,
    is_named,
    leave_nothing,
    mostly_all,
)
from data_layer.checks.linking.passages import Mention, last_piece
from data_layer.checks.linking.words import find, names_rest, unfilled
from data_layer.checks.sums.ladders import down_ladder
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Status

__all__ = [
    "completeness",
    "down_to_all",
    "is_broken_down",
    "is_one_of_them",
    "is_sibling",
    "up_to_sibling",
    "without_others",
]


_LAST = re.compile(
    "[^，、；,;0-9]*(?:[，,、和（(]?[^，。；,;、和0-9]{0,12}-?[0-9.]+(?:%|‰|个百分点)[）)]?"
    "|[，,](?:[同环]比|[较比][^，。；,;0-9]{1,6})[增减][^，。；,;0-9]{0,3}[0-9.]+[\u4e00-\u9fff]{1,3})*[。；;！\n]?$"
)
"""The end of a list: nothing but what its members grew by, and their shares, follows."""

_REST_TOLD = re.compile("(?:其余|余下|剩余)[^，。；,;]*[，,]?[共计为有]*$")
"""其余为临时人员，计30人."""

_TWICE = re.compile("重复|交叉|重叠|兼有|扣除")
_BETWEEN_ROWS = re.compile("间作|套种|间套|复种")
"""What is grown between other crops counts their land again."""
"""Labels of what is counted twice: 地下水资源与地表水资源不重复量."""
_AND_SO_ON = re.compile(r"^[^，。；,;]{0,6}等")


def completeness(
    parts: Sequence[Mention], whole: bool, fewest: int | None = None, *, planned: bool = False
) -> float:
    """How surely the list leaves nothing out and counts nothing twice.

    Args:
        parts: its numbers.
        whole: it is opened by words of a division (分别为).
        fewest: parts that leave nothing out where they end their sentence, by the words that open them.
        planned: their total is planned, as they may be then.
    """
    labels = [m.own_words for m in parts]
    if (
        _AND_SO_ON.match(parts[-1].right)
        or any(map(_TWICE.search, labels))
        or _BETWEEN_ROWS.search(parts[-1].right)
        or (not planned and any(m.figure.status is Status.PLANNED for m in parts))
    ):
        return CHANCE
    if _rest_goes_on(parts[-1]):
        return CHANCE
    if len(parts) > _TWO and any(names_rest(m.clause) and m.right[:1] in ("（", "(") for m in parts[1:-1]):
        return 0.92  # 其他案件2件（破产1件），执行案件31件
    if names_rest(parts[-1].clause) or _REST_TOLD.search(parts[-1].left) or leave_nothing(labels):
        return 0.95
    if down_to_all(parts) or down_ladder(parts):
        return 0.92
    last = parts[-1]
    ends = fewest is not None and len(parts) >= fewest
    if whole or (ends and _LAST.match(last.text, last.end, last.closes)):
        return 0.92
    if (
        len(parts) >= _KINDS
        and all(m.named.endswith("类") for m in parts)
        and not _SOME_KINDS.search(parts[0].left)
    ):
        return 0.9
    return LIKELY if len(parts) >= 3 or mostly_all(labels) else 0.5


def down_to_all(parts: Sequence[Mention]) -> bool:
    """Whether parts are grades that end with all below: 县级2人、科级8人、股级及以下90人."""
    return (
        len(parts) > _TWO and _AND_BELOW.search(parts[-1].own_words) is not None and are_exclusive(parts[:-1])
    )


def _rest_goes_on(last: Mention) -> bool:
    """Whether more of a list follows behind its rest and a bracket: 其他案件2件（破产1件），执行案件31件."""
    if last.right[:1] not in ("（", "(") or not names_rest(last.clause):
        return False
    behind = _GOES_ON.match(last.text, last.end, last.closes)
    return behind is not None and behind[1][-_TWO:] == last.clause[-_TWO:]


_GOES_ON = re.compile("[（(][^（）()]*[）)][，、,]([\u4e00-\u9fff]{2,10})[0-9]")
_TWO = 2
_AND_BELOW = re.compile("[一-鿿](?:及其?)?以下")
"""What ends a list of grades: 本科20人、专科30人、中专及以下10人."""
_KINDS = 4
"""Kinds (咨询类, 求助类, …) that are told as all there are."""
_SOME_KINDS = re.compile("主要|居前|前[二两三四五六七八九十]|排名|位居|重点|突出|集中")


def without_others(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The ranges that a list ends with, without what comes before: 女性30人，35岁以下20人、36岁以上40人."""
    labels = [m.own_words for m in parts]
    for at in range(1, len(parts) - 1):
        if are_bands(labels[at:]) and not are_bands(labels):
            return parts[at:]
    return parts


def is_broken_down(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether bare labels of one classification follow a larger number (学生900人，小学500人、初中400人)."""
    if max(m.figure.value for m in parts) > total.figure.value:
        return False
    names = [unfilled(m.clause.strip("、和及 ")) for m in parts]
    listed = find("opens_some", total.text[total.opens : total.start]) or "、" in total.left
    if listed or len(set(names)) < len(names):
        return False
    return any(
        all(name in group for name in names) and not total.named.endswith(group)
        for group in load_check_cues().exclusive
    )


def is_sibling(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number is listed beside the parts, not above them: 初中300人，普通高中90人、职业高中60人.

    Nor is one class above itself and another: 目标为城镇300户、农村500户，已改造城镇310户.
    """
    own, labels = total.own_words, [m.own_words for m in parts]
    for names in load_check_cues().exclusive if exclusive_names().search(own) else ():
        mine = next((name for name in names if name in own), None)
        if mine and all(mine not in label and any(name in label for name in names) for label in labels):
            return True
    return is_one_of_them(total, parts)


def is_one_of_them(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number is of one class and ``parts`` are of all: 女性30人，其中老人：男性8人、女性9人."""
    own, labels = _joined_words(total), [m.own_words for m in parts]
    if not complete_names().search(own):
        return False
    return any(
        sum(is_named(name, own) for name in names) == 1
        and not any(_names_both(own, name) for name in names if name not in own)
        and not _joins(own, names)
        for names in complete_groups(labels)
    )


def _joined_words(total: Mention) -> str:
    """The words of a total with what 、 joins to them: 成人、少儿读者 of 少儿读者."""
    left = total.left.removesuffix(total.clause)
    return last_piece(left[:-1]) + "、" + total.own_words if left.endswith("、") else total.own_words


def _joins(own: str, names: Sequence[str]) -> bool:
    """Whether a name joins the first characters of three classes: 农林牧渔业 of 农业, 林业, 牧业 and 渔业."""
    return len({name[0] for name in names if name[0] in own}) > _TWO


def up_to_sibling(total: Mention, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts up to a number that stands beside the total and not inside it.

    各项存款余额30亿元，其中住户存款20亿元；各项贷款余额18亿元: the last opens as the total does, and is the
    other class of what the total is one class of.
    """
    for at, part in enumerate(parts[1:], 1):
        if _opens_alike(total, parts[0], part) or _of_other_class(total.own_words, part.own_words):
            return parts[:at]
        if part.left.startswith(("；", ";")) and _of_next_class(total.named, parts[0].named, part.named):
            return parts[:at]
    return parts


def _of_next_class(total: str, first: str, part: str) -> bool:
    """Whether a total and ``part`` are of two classes of one: 二产9亿元，其中工业8亿元；三产7亿元."""
    if not complete_names().search(total) or not complete_names().search(part):
        return False
    return any(
        part_of and total_of and total_of != part_of and not any(is_named(name, first) for name in names)
        for names in load_check_cues().complete
        if not _joins(total, names)
        for total_of in [[name for name in names if is_named(name, total)]]
        for part_of in [[name for name in names if is_named(name, part)]]
        if len(total_of) == len(part_of) == 1
    )


_OPENING_ALIKE = 4
"""Characters that two names open with where they are told side by side (金融机构人民币各项…)."""


def _opens_alike(total: Mention, first: Mention, part: Mention) -> bool:
    if total.left.removesuffix(total.clause).endswith("、"):
        return False  # 家庭、邻里纠纷50件，其中家庭纠纷20件、邻里纠纷30件
    opening = total.named[:_OPENING_ALIKE]
    own = complete_names().match(part.named[_OPENING_ALIKE:])
    if own and own[0] not in total.named:
        return False  # 农林牧渔服务业 is one class of 农林牧渔业总产值
    alike = len(opening) == _OPENING_ALIKE and part.named.startswith(opening)
    return alike and not first.named.startswith(opening)


def _of_other_class(total: str, part: str) -> bool:
    """Whether a total is of one class of a pair and ``part`` of the other: 存款 and 贷款, 男 and 女."""
    pairs, any_name = _pairs_of_classes()
    if not any_name.search(total) or not any_name.search(part):
        return False
    for names in pairs:
        mine = [name for name in names if is_named(name, total)]
        if len(mine) == 1 and mine[0] not in part:
            other = names[1] if mine[0] == names[0] else names[0]
            if is_named(other, part) and not _names_both(total, other):
                return True
    return False


def _names_both(total: str, other: str) -> bool:
    """Whether a name is of both classes: 公务用车购置及运行费, 进出口总额, 存贷款."""
    return _BOTH.search(total) is not None or (_JOINED.search(total) is not None and other[-2:] in total)


_JOINED = re.compile("[及和与、]")
_BOTH = re.compile("进出口|存贷|收支|城乡|男女")


@functools.cache
def _pairs_of_classes() -> tuple[Sequence[Sequence[str]], re.Pattern[str]]:
    """The classifications of two classes, and any of their names."""
    cues = load_check_cues()
    pairs = [names for names in (*cues.complete, *cues.exclusive) if len(names) == 2]
    return pairs, re.compile("|".join(sorted({re.escape(name) for names in pairs for name in names})))
