"""Whether the name of a total and those of its parts tell that they belong together.

What belongs here: nouns that parts have of their total, names that a total joins, names told in turn. What
does not: classifications (``classes``, ``labels``).
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence

from data_layer.checks.linking.passages import Mention
from data_layer.checks.linking.words import bare_noun, find, unfilled

__all__ = ["carry_noun", "names_all", "names_in_turn", "share_noun"]


def share_noun(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts carry the noun that a total is named by (固定电话用户、移动电话用户，用户总数)."""
    noun = bare_noun(total.named)
    names = [m.named for m in parts]
    if any(_is_compound(name, names, size) for name in {total.named, noun} for size in (4, 3, 2, 1)):
        return True
    stock = noun != total.named and len(noun) >= 2
    return stock and all(noun in m.clause for m in parts) and not find("rise_to", parts[0].left)


def names_all(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the name of a total joins those of its parts: 议案、建议90件，其中议案10件，建议80件."""
    own = [unfilled(m.named).removeprefix("其中") for m in parts]
    behind = total.right[: sum(map(len, own))]
    if len(own) > 1 and all(map(len, own)) and "".join(own) == behind:
        return True  # 31个街镇，其中街5个、镇26个
    name = unfilled(_CLAUSE.split(total.left)[-1])
    joined = _JOINTS.split(name)
    if len(joined) != len(parts):
        return False
    noun = len(os.path.commonprefix([name[::-1], *(one[::-1] for one in own)]))
    names = [(one[: len(one) - noun] or one).removesuffix("的") for one in own]
    return len(set(names)) == len(names) and all(
        len(name) > 1 and any(name in one for one in joined) for name in names
    )


_CLAUSE = re.compile("[，。；：,;:（(]")


def carry_noun(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the name of each part is the noun of its total with other words before it.

    果园面积 of 新果园面积 and 老果园面积.
    """
    names = [total.named, *(m.named for m in parts)]
    noun = len(os.path.commonprefix([name[::-1] for name in names]))
    own = {name[:-noun] for name in names[1:]} if noun >= _NOUN else ()
    return len(own) == len(parts) and all(own)


_NOUN = 3
"""Characters of a noun that parts have of their total."""


def _is_compound(name: str, labels: Sequence[str], size: int) -> bool:
    """Whether a name joins those of the parts: 进出口额 of 进口额 and 出口额, 邮电业务量 of 邮政 and 电信."""
    head, before = name[-size:], name[:-size][-4:]
    if len(before) < len(labels) or not all(label.endswith(head) for label in labels):
        return False
    own = [label.removesuffix(head)[-4:] for label in labels]
    before = before[-len(labels) :]
    return all(any(c in label for label in own) for c in before) and all(
        any(c in label for c in before) for label in own
    )


def names_in_turn(opener: str, count: int) -> Sequence[str]:
    """The names of parts whose numbers follow in turn (公路、水路【分别】运送), if they are as many."""
    told = _IN_TURN.search(opener)
    names = _JOINTS.split(told[1]) if told else []
    return names if len(names) == count else []


_IN_TURN = re.compile("([^，。；,;：:]+?)(?:的[^，。；,;、]{0,8})?分别[^，。；,;、]{0,8}$")
_JOINTS = re.compile("[、及和与]")
