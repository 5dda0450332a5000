"""Words that a reader has marked are found in the text again, whatever white space stands around them."""

from __future__ import annotations

import pytest

from pages.shared.articles.reader import marked_span

TEXT = "　　全县新建茶园3处，\n又有3处在建。\n村名\t户数\n清泉\t3处"


@pytest.mark.parametrize(
    ("stated", "place"),
    [("6-2", 8), ("11-2", 14), ("22-2", 29)],
    ids=["behind an indent", "behind a line", "in a table"],
)
def test_the_words_that_are_meant_among_the_same_words(stated: str, place: int) -> None:
    assert marked_span(TEXT, stated) == (place, place + 2)
    assert TEXT[place : place + 2] == "3处"


def test_words_over_a_line_hold_what_stands_between() -> None:
    assert marked_span(TEXT, "7-3") == (9, 13)
    assert TEXT[9:13] == "处，\n又"


@pytest.mark.parametrize("stated", [None, "", "6", "6-0", "-1-2", "23-2", "999-1", "六-2", "6-2 OR 1"])
def test_what_is_no_place_in_the_text_marks_nothing(stated: str | None) -> None:
    assert marked_span(TEXT, stated) is None
