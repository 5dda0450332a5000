"""Corpus text on its way to the screen: escaped, marked, aligned; file names that every system takes."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.articles.reader import Span, article_html, snippet_html
from pages.shared.card import marked_sentence
from pages.shared.clusters.witnesses import Pair, Step, pairs_html
from pages.shared.downloads import file_stem
from pages.shared.records import records_table
from pages.shared.wording import escape, plain, weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<script>1</script>", "&lt;script&gt;1&lt;/script&gt;", id="tag"),
        pytest.param('"&', "&quot;&amp;", id="quote"),
        pytest.param(None, "", id="missing"),
        pytest.param(float("nan"), "", id="nan"),
    ],
)
def test_escape(text: object, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize("text", ["$x$", ":red[扩岗]", "*与*", "[点](http://a)", "# 一", "a\nb"])
def test_plain_leaves_no_markdown(text: str) -> None:
    safe = plain(text)
    assert "\n" not in safe
    assert all(safe[place - 1] == "\\" for place, char in enumerate(safe) if char in "$*[]():#")


def test_the_number_is_marked_and_all_else_escaped() -> None:
    html = marked_sentence("<前>。", "共8人&", "后", 1, 3)
    assert html == (
        '<div class="sentence"><span class="around">&lt;前&gt;。</span>共<mark class="figure">8人</mark>&amp;'
        '<span class="around">后</span></div>'
    )


def test_a_heading_is_kept_apart_from_the_sentence_below_it() -> None:
    assert '<span class="around">三、就业</span> 共' in marked_sentence("三、就业", "共8人", "", 1, 3)


def test_the_article_keeps_every_character_between_marks() -> None:
    html = article_html(
        "甲<b>8人\n乙9%",
        [Span(4, 6, "level", "人数", figure='a-1"'), Span(8, 10, "rate"), Span(5, 9, "growth")],
    )
    assert html == (
        '<div class="article"><p>甲&lt;b&gt;<u class="level" title="人数" data-figure="a-1&quot;">8人</u></p>'
        '<p>乙<u class="rate">9%</u></p></div>'
    )


def test_rows_of_cells_stand_in_a_table_with_their_marks() -> None:
    html = article_html("表\n路\t<里程>\t注\n1.甲\t12\n后", [Span(15, 17, "level"), Span(13, 16, "place")])
    assert html == (
        '<div class="article"><p>表</p><div class="cells"><table>'
        '<tr><th>路</th><th class="number">&lt;里程&gt;</th><th>注</th></tr>'
        '<tr><td>1.甲</td><td class="number"><u class="level">12</u></td><td></td></tr>'
        "</table></div><p>后</p></div>"
    )


def test_found_words_are_marked_whatever_their_case() -> None:
    assert (
        snippet_html("GDP与gdp<", ["gdp"]) == '<mark class="hit">GDP</mark>与<mark class="hit">gdp</mark>&lt;'
    )


def test_differing_digits_are_marked_most() -> None:
    pairs = (
        Pair((Step("新增", "新增", True), Step("8210", "8270", False), Step("人。", "人。", True)), False),
        Pair((Step("都一样。", "都一样。", True),), False),
        Pair((Step("<搬>", "", False),), True),
    )
    html = pairs_html(pairs, "甲<", "乙", only_different=True)
    assert '<ins class="digits">8210</ins>' in html
    assert '<ins class="digits">8270</ins>' in html
    assert "都一样" not in html
    assert "1 句相同" in html
    assert "<ins>&lt;搬&gt;</ins>" in html
    assert "（此处没有）" in html
    assert "甲&lt;" in html


@pytest.mark.parametrize(
    ("words", "other", "expected"),
    [
        pytest.param("干", "千", '<ins class="digits">干</ins>', id="a-numeral-on-one-side"),
        pytest.param("三", "二", '<ins class="digits">三</ins>', id="numerals"),
        pytest.param("一园一特", "千方百计", "<ins>一园一特</ins>", id="words-with-numerals-in-them"),
        pytest.param(
            "建成12.5公里、用了3%",
            "另有",
            '<ins>建成<ins class="digits">12.5</ins>公里、用了<ins class="digits">3%</ins></ins>',
            id="numbers-among-words",
        ),
    ],
)
def test_among_words_that_differ_only_numbers_are_marked_most(words: str, other: str, expected: str) -> None:
    pairs = (Pair((Step(words, other, False),), False),)
    assert f">{expected}</div>" in pairs_html(pairs, "甲", "乙", only_different=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("地区对比", "城镇新增就业", "2022年"), "地区对比_城镇新增就业_2022年", id="plain"),
        pytest.param(("a/b:c*?", "", "x y"), "a-b-c_x-y", id="unsafe"),
        pytest.param(("冷水江市等2地 · 就业社保人事",), "冷水江市等2地-就业社保人事", id="filter"),
        pytest.param(("", "  "), "县数", id="nothing"),
    ],
)
def test_file_stem(words: tuple[str, ...], expected: str) -> None:
    assert file_stem(*words) == expected


def test_a_file_stem_is_not_too_long() -> None:
    assert len(file_stem("长" * 300)) <= 80


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param("written", (1876.3, "亿元"), id="as-the-words-have-it"),
        pytest.param("plain", (187_630_000_000.0, "元"), id="multiplied-out"),
        pytest.param("wan", (18_763_000.0, "万元"), id="in-wan"),
        pytest.param("yi", (1876.3, "亿元"), id="in-yi"),
    ],
)
def test_units_of_the_figure_table(units: str, expected: tuple[float, str]) -> None:
    rows = pd.DataFrame(
        {
            "figure_id": ["f"],
            "quote": ["1876.3亿元"],
            "value": [1.8763e11],
            "value_max": [None],
            "unit": ["元"],
            "amount": [1.8763e11],
            "amount_max": [float("nan")],
            "amount_unit": ["元"],
            "period_start": [pd.NaT],
            "period_end": [pd.NaT],
            "period_type": ["unknown"],
            "reported_on": [pd.NaT],
        }
    ).astype({"value_max": float})
    row = records_table(rows, ("value", "unit"), units).iloc[0]
    assert (row["数值"], row["单位"]) == expected


def test_a_weight_is_told_in_a_word():
    contradiction, doubt = 0.92 * 0.5, 0.4
    assert [weight(value) for value in (0.95, 0.6, contradiction, doubt, 0.0)] == [
        "重",
        "重",
        "中",
        "轻",
        "",
    ]
