"""What a page says around its answer: notices under it, and why it is empty."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.shared import wording

__all__ = ["empty", "notices"]


def notices(warnings: Sequence[str], explained: Sequence[str] = ()) -> None:
    """Draw notices as a list; nothing where there are none.

    Args:
        warnings: what a reader must mind before quoting a number; each bears a △.
        explained: what only says how to read the page; these stand first, with a point.
    """
    items = [f'<li class="explained">{wording.escape(sentence)}</li>' for sentence in explained]
    items += [f"<li>{wording.escape(sentence)}</li>" for sentence in warnings]
    if items:
        st.html(f'<ul class="notices">{"".join(items)}</ul>')


def empty(why: str, what_next: str) -> None:
    """Say why there is nothing and what to do."""
    st.info(f"**{wording.plain(why)}**\n\n{wording.plain(what_next)}")
