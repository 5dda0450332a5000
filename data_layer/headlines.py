"""What an article is called where it is listed: its title, or its first words where it has none.

What belongs here: those words. What does not: finding titles (segmenting); exported records keep null.
"""

from __future__ import annotations

__all__ = ["UNTITLED", "headline"]

UNTITLED = "（无标题）"
"""What stands for an article of which nothing else is known."""
_MARK = "无标题："
_FIRST_WORDS = 16
"""Characters: as many as a short headline has, so that lists keep their width."""


def headline(title: str | None, text: str | None) -> str:
    """The title, else the first words of the text, marked as such: 无标题：今年以来，全市新增就业….

    Args:
        title: None or empty for none.
        text: of the article, or its beginning, longer than what is shown of it.
    """
    if title:
        return title
    words = "".join((text or "").split())
    if not words:
        return UNTITLED
    return f"{_MARK}{words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS] + '…'}"
