"""The name of what a number counts, without place, time and change: 农业产值 of 1978年全乡农业总产值增至.

What belongs here: names that two numbers far apart are known by. What does not: words of one clause
(``words``).
"""

from __future__ import annotations

import functools
import re

from data_layer.checks.linking.words import bare_noun, known, unfilled

__all__ = ["subject_of"]

_SAID = re.compile(
    "^(?:(?:19|20)[0-9]{2}年[末底初]?|[今去当全本][年期]|[上下]半年|[一二三四]季度|前[两二三]个?季度|[0-9—至-]{1,5}月份?|截至[^，。]{0,8}?[底末]|全[省市县区州镇乡村国社队厂部]"
    "|[本我][省市县区州镇乡村]|[省市县区州境]内|[年末底]|[现共]?有|其中|的|达|[\u4e00-\u9fff]{1,4}后(?=[\u4e00-\u9fff]{3}))+"
)
_REACHED = re.compile(
    "(?:(?:增加|增长|发展|提高|上升|扩大|回升|减少|下降|降低|[增升减降])(?:至|到|为)|完成|实现)了?$"
)


@functools.lru_cache(maxsize=4096)
def subject_of(words: str) -> str:
    """The name in the words of a number's clause before it; empty where they hold none."""
    name = _REACHED.sub("", _SAID.sub("", known(words)))
    return bare_noun(unfilled(name)).replace("总", "")
