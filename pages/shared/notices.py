"""What a page says around its answer: notices under it, and why it is empty."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.shared import wording

__all__ = ["empty", "notices"]


def notices(sentences: Sequence[str]) -> None:
    """Draw notices as a list; nothing where there are none."""
    if sentences:
        items = "".join(f"<li>{wording.escape(sentence)}</li>" for sentence in sentences)
        st.html(f'<ul class="notices">{items}</ul>')


def empty(why: str, what_next: str) -> None:
    """Say why there is nothing and what to do."""
    st.info(f"**{wording.plain(why)}**\n\n{wording.plain(what_next)}")
