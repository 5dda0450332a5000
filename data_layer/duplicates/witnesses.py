"""Which of several witnesses of one story is the better one."""

import re
from collections.abc import Sequence

from data_layer.model import Article

# Latin words inside Chinese prose (数据 displays), private and replacement characters: no editor prints these
_IMPOSSIBLE = re.compile(r"[a-z]{4,}|[\ufffd\ue000-\uf8ff]")


def impossible_words(text: str) -> int:
    """How many words of ``text`` no editor would print."""
    return len(_IMPOSSIBLE.findall(text))


def rank_witnesses(articles: Sequence[Article], members: Sequence[int]) -> list[int]:
    """``members`` (numbers into ``articles``), the best witness first.

    The rule, in this order: whole articles before fragments and excerpts (less than 80 % of the longest),
    fewer impossible words, with a headline, longer, smaller article id.
    """
    longest = max(len(articles[member].text) for member in members)

    def rule(member: int) -> tuple[bool, int, bool, int, str]:
        article = articles[member]
        partial = article.fragment or len(article.text) < 0.8 * longest
        odd = impossible_words(article.text)
        return partial, odd, not article.title, -len(article.text), article.article_id

    return sorted(members, key=rule)
