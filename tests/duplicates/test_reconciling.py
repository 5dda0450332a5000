"""Figures of two witnesses row by row, and the facts among them."""

from collections.abc import Sequence

import pytest

from data_layer.duplicates import Duplicates, compare_figures, find_duplicates
from data_layer.duplicates.facts.reconciling import FactWitness
from data_layer.model import Article, Figure, FigureKind, Period
from tests.duplicates.test_finding import OTHER

TEXT = (
    "去冬今春，桂东县新修水渠38.6公里，疏浚山塘412口，恢复灌溉面积2.15万亩。东洛乡率先实行水票制，"
    "农户凭票放水，一季下来节水一成半。\n"
    "县水利局今年在沤江两岸加固堤防9处，投入资金1260万元，惠及沿江村民超3万人。"
)
FIGURES = (
    ("38.6公里", 38.6, "公里", "新修水渠"),
    ("412口", 412, "口", "疏浚山塘"),
    ("2.15万亩", 21500, "亩", "恢复灌溉面积"),
    ("9处", 9, "处", "沤江两岸加固堤防"),
    ("1260万元", 12600000, "元", "加固堤防投入资金"),
    ("3万人", 30000, "人", "惠及沿江村民"),
)


Told = tuple[tuple[str, float, str, str], ...]


def witness(name: str, text: str, figures: Told) -> tuple[Article, list[Figure]]:
    found = []
    for quote, value, unit, indicator in figures:
        start = text.index(quote)
        found.append(
            Figure(
                f"{name}@{start}",
                name,
                start,
                start + len(quote),
                quote,
                "",
                value,
                unit,
                FigureKind.LEVEL,
                indicator,
            )
        )
    return Article(name, f"{name}.txt", name, text), found


def changed(*swaps: tuple[str, str]) -> tuple[str, list[tuple[str, float, str, str]]]:
    text, figures = TEXT, [list(figure) for figure in FIGURES]
    for old, new in swaps:
        text = text.replace(old, new)
        for figure in figures:
            figure[0], figure[3] = figure[0].replace(old, new), figure[3].replace(old, new)
    return text, [tuple(figure) for figure in figures]


@pytest.mark.parametrize(
    ("swap", "fields", "difference"),
    [
        pytest.param(("412口", "417口"), {"412口": (417, "口")}, "digits", id="another digit"),
        pytest.param(
            ("38.6公里", "386公里"), {"38.6公里": (386, "公里")}, "digits", id="a lost decimal point"
        ),
        pytest.param(("38.6公里", "39公里"), {"38.6公里": (39, "公里")}, "precision", id="rounded"),
        pytest.param(("2.15万亩", "2.15万顷"), {"2.15万亩": (21500, "顷")}, "unit", id="another unit"),
        pytest.param(("疏浚山塘", "疏浚山圹"), {}, "words", id="another word"),
        pytest.param(("两岸加固堤防", "两岸加固堤坊"), {}, "words", id="another word in a later clause"),
    ],
)
def test_differences(swap: tuple[str, str], fields: dict[str, tuple[float, str]], difference: str) -> None:
    text, figures = changed(swap)
    old = {new[0]: old[0] for new, old in zip(figures, FIGURES, strict=True)}
    figures = [
        (quote, *fields.get(old[quote], (value, unit)), indicator)
        for quote, value, unit, indicator in figures
    ]
    rows = compare_figures(*witness("a", TEXT, FIGURES), *witness("b", text, tuple(figures)))
    assert [row.difference.value for row in rows if row.difference != "same"] == [difference]
    assert [row.a.quote for row in rows] == [figure[0] for figure in FIGURES]
    assert all(row.a and row.b for row in rows)


def test_what_is_only_read_otherwise_is_the_same() -> None:
    figures = tuple((quote, value, unit, indicator[-4:]) for quote, value, unit, indicator in FIGURES)
    text = TEXT.replace("，", ", ").replace("县水利局", "县 水 利 局")
    rows = compare_figures(*witness("a", TEXT, FIGURES), *witness("b", text, figures))
    assert {row.difference.value for row in rows} == {"same"}


def test_a_figure_that_was_not_read_is_not_missing() -> None:
    rows = compare_figures(*witness("a", TEXT, FIGURES), *witness("b", TEXT, FIGURES[:2] + FIGURES[3:]))
    assert [(row.a.quote, row.difference.value) for row in rows if not row.b] == [("2.15万亩", "same")]


def test_a_figure_left_out_is_missing_and_what_an_excerpt_does_not_reach_is_not() -> None:
    shorter = TEXT.replace("疏浚山塘412口，", "").replace("，惠及沿江村民超3万人", "")
    kept = tuple(figure for figure in FIGURES if figure[0] in shorter)
    rows = compare_figures(*witness("a", TEXT, FIGURES), *witness("b", shorter, kept))
    assert [(row.a.quote, row.difference.value) for row in rows if not row.b] == [("412口", "missing")]
    back = compare_figures(*witness("b", shorter, kept), *witness("a", TEXT, FIGURES))
    assert [(row.b.quote, row.difference.value) for row in back if not row.a] == [("412口", "missing")]


def test_a_time_that_the_texts_tell_otherwise_is_a_difference() -> None:
    text, figures = changed(("今年", "近年"))
    first, here = witness("a", TEXT, FIGURES)
    second, there = witness("b", text, tuple(figures))
    here[3] = here[3]._replace(period=Period(text="今年"))
    there[3] = there[3]._replace(period=Period(text="近年"))
    rows = compare_figures(first, here, second, there)
    assert [row.a.quote for row in rows if row.difference == "words"] == ["9处"]


@pytest.mark.parametrize(
    ("text", "quote", "swap"),
    [
        pytest.param("全县建成12所留守儿童服务站。", "12所", ("服务站", "服务部"), id="what is counted"),
        pytest.param(
            "今年扶持3家机制健全、有专职人员的农机合作社，", "3家", ("农机", "农技"), id="described at length"
        ),
        pytest.param(
            "投入80万元整修渠道，对青坪园区集中供水。", "80万元", ("青坪", "青坏"), id="a zone that follows"
        ),
        pytest.param(
            "走进白沙镇枫木村果园，游人不断。村干部说，该果园今年接待游客2600人次。",
            "2600人次",
            ("枫木", "枫水"),
            id="the place it points back to",
        ),
        pytest.param(
            "水口镇枫木村周桂香种了半辈子茶。\n去年，周桂香靠卖茶收入18600元。",
            "18600元",
            ("水口", "水囗"),
            id="the place a person was introduced with",
        ),
    ],
)
def test_meaning_beyond_the_phrase(text: str, quote: str, swap: tuple[str, str]) -> None:
    frame = "春来一场透雨，田里的人都没有歇着，机耕道上排着犁田的铁牛。\n{}\n说起往后的日子，大家都有盼头。"
    a, b = frame.format(text), frame.format(text.replace(*swap))
    told = ((quote, float(quote.strip("所家万元人次")), "个", "数"),)
    (row,) = compare_figures(*witness("a", a, told), *witness("b", b, told))
    assert row.difference == "words"
    elsewhere = frame.replace("铁牛", "铁午").format(text)
    (row,) = compare_figures(*witness("a", a, told), *witness("b", elsewhere, told))
    assert row.difference == "same"


def test_facts() -> None:
    text, figures = changed(("412口", "417口"))
    figures[1] = ("417口", 417, "口", "疏浚山塘")
    made = [
        witness("a1", TEXT + OTHER[:60], FIGURES),
        witness("b1", text, tuple(figures)),
        witness("c1", TEXT, FIGURES[:3]),
        witness("d1", OTHER, (("四十二个", 42, "个", "铺位"),)),
    ]
    found = find_duplicates([one for one, _ in made], [figure for _, many in made for figure in many])
    alone = {figure.figure_id: FactWitness(figure.figure_id, True, 1) for _, many in made for figure in many}
    assert all(fact.witnesses > 1 for fact in found.facts.values())
    facts = alone | dict(found.facts)
    assert len(facts) == len(FIGURES) * 2 + 3 + 1
    groups: dict[str, list[str]] = {}
    for figure_id, fact in facts.items():
        groups.setdefault(fact.fact_id, []).append(figure_id)
        assert fact.witnesses == len([one for one in facts.values() if one.fact_id == fact.fact_id])
    for fact_id, members in groups.items():
        assert fact_id == min(members)
        assert [facts[member].chosen for member in members].count(True) == 1
        assert len({member.split("@")[0] for member in members}) == len(members)
    assert sorted(len(members) for members in groups.values()) == [1, 2, 2, 2, 3, 3, 3]
    differ = {(pair.article_a, pair.article_b): pair.figures_differ for pair in found.pairs}
    assert differ["a1", "b1"] == differ["b1", "c1"] == 1
    assert differ["a1", "c1"] == 0


def test_the_number_shown_is_the_one_that_most_tell() -> None:
    text, figures = changed(("412口", "417口"))
    figures[1] = ("417口", 417, "口", "疏浚山塘")
    made = [witness("a1", text, tuple(figures)), witness("b1", TEXT, FIGURES), witness("c1", TEXT, FIGURES)]
    articles, told = [one for one, _ in made], [figure for _, many in made for figure in many]
    found = find_duplicates(articles, told)
    assert {pair.chosen for pair in found.pairs if "a1" in (pair.article_a, pair.article_b)} == {"a1"}
    shown = [figure for figure in told if figure.unit == "口" and found.facts[figure.figure_id].chosen]
    assert [(figure.article_id, figure.value) for figure in shown] == [("b1", 412)]
    others = [figure for figure in told if figure.unit != "口" and found.facts[figure.figure_id].chosen]
    assert {figure.article_id for figure in others} == {"a1"}


def test_the_number_shown_is_not_contradicted_by_its_own_article() -> None:
    text, figures = changed(("412口", "417口"))
    figures[1] = ("417口", 417, "口", "疏浚山塘")
    made = [witness("a1", TEXT, FIGURES), witness("b1", text, tuple(figures))]
    articles, told = [one for one, _ in made], [figure for _, many in made for figure in many]
    asked = []

    def contradicts(article: Article, figures: Sequence[Figure]) -> set[str]:
        asked.append(article.article_id)
        return {figure.figure_id for figure in figures if figure.value == 412}

    assert _shown(find_duplicates(articles, told), told) == 412
    assert _shown(find_duplicates(articles, told, contradicts=contradicts), told) == 417
    assert sorted(asked) == ["a1", "b1"]
    asked.clear()
    same = [witness("a1", TEXT, FIGURES), witness("b1", TEXT, FIGURES)]
    find_duplicates([one for one, _ in same], [f for _, many in same for f in many], contradicts=contradicts)
    assert not asked, "nobody audits what all tell alike"


def _shown(found: Duplicates, told: Sequence[Figure]) -> float:
    (value,) = {
        figure.value for figure in told if figure.unit == "口" and found.facts[figure.figure_id].chosen
    }
    return value


@pytest.mark.parametrize(
    ("other", "told", "paired"),
    [
        pytest.param(
            "今年新修水渠9条，水能流到最远的田里。", ("9条", 9, "条", "水渠"), True, id="the same words"
        ),
        pytest.param(
            "老屋后面清走枯枝9条，堆在路边等着天晴。", ("9条", 9, "条", "枯枝"), False, id="other words"
        ),
    ],
)
def test_numbers_that_differ_are_one_only_in_the_same_words(
    other: str, told: tuple[str, float, str, str], paired: bool
) -> None:
    frame = "入秋以后，镇里的晒场一直没有空过，家家户户忙着收谷。\n{}大家都说，往后的日子有了盼头。"
    first = witness("a", frame.format("今年新修水渠7条，水能流到最远的田里。"), (("7条", 7, "条", "水渠"),))
    rows = compare_figures(*first, *witness("b", frame.format(other), (told,)))
    assert any(row.a and row.b for row in rows) is paired


def test_other_units_are_one_number_only_where_all_words_around_them_are_the_same() -> None:
    frame = "入秋以后，镇里的晒场一直没有空过，家家户户忙着收谷。\n{}这些事，村里的老人都看在眼里，记在心上。"
    apart = frame.format("今年新修水渠7条。"), frame.format("村里给老人送去棉被420床。")
    misread = frame.format("今年新修水渠7条。"), frame.format("今年新修水渠7座。")
    for (one, other), told, paired in (
        (apart, (("7条", 7, "条", "水渠"), ("420床", 420, "床", "棉被")), False),
        (misread, (("7条", 7, "条", "水渠"), ("7座", 7, "座", "水渠")), True),
    ):
        rows = compare_figures(*witness("a", one, told[:1]), *witness("b", other, told[1:]))
        assert any(row.a and row.b for row in rows) is paired


def test_a_list_in_another_order_sets_no_number_against_another() -> None:
    frame = "入秋以后，镇里的晒场一直没有空过，家家户户忙着收谷。\n{}这些事，村里的老人都看在眼里，记在心上。"
    lists = (
        "今年共完成17处山塘清淤、36处乡镇卫生院的污水处理站改建、82处小型护坡加固、140处村口路灯安装。",
        "今年清淤山塘17处，改建乡镇卫生院的污水处理站36处，加固小型护坡82处，安装村口路灯140处。",
    )
    told = {
        "17处": (17, "处", "山塘清淤"),
        "36处": (36, "处", "污水处理站改建"),
        "82处": (82, "处", "护坡加固"),
        "140处": (140, "处", "路灯安装"),
    }

    def of(name: str, words: str) -> tuple[Article, list[Figure]]:
        return witness(name, frame.format(words), tuple((q, *f) for q, f in told.items() if q in words))

    rows = compare_figures(*of("a", lists[0]), *of("b", lists[1]))
    pairs = {(row.a.value, row.b.value) for row in rows if row.a and row.b}
    assert pairs == {(17, 17), (36, 36), (82, 82), (140, 140)}
