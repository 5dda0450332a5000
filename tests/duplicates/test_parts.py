"""The parts of finding duplicates, each against a slow and obvious way to the same."""

import random
import unicodedata
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from data_layer.duplicates import Parameters
from data_layer.duplicates.blocking.candidates import candidate_pairs
from data_layer.duplicates.blocking.shingles import (
    Places,
    counted_places,
    fold_texts,
    fold_words,
    reported_digits,
)
from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.comparing.comparing import compare_pairs
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.judging import AGAINST, AGREE, NEUTRAL
from tests.duplicates.generator import Recipe, make_corpus

WORDS = "山水田林湖草沙县市区乡镇村社路桥渠堤坝塘井站园厂店校院馆场亭茶稻麦棉麻桑果蔬鱼猪牛羊鸡鸭"


@settings(max_examples=200)
@given(st.lists(st.text(st.sampled_from("县，。 　\n12３%aＢ㎡①㈠𠀀\ufffdé"), max_size=12), max_size=5))
def test_folding(texts: list[str]) -> None:
    folded = fold_texts(texts)
    for number, text in enumerate(texts):
        plain = [unicodedata.normalize("NFKC", char)[:1].lower() for char in text]
        kept = [at for at, char in enumerate(plain) if char.isalnum()]
        assert folded.of(number) == fold_words(text)
        assert counted_places(text).tolist() == kept
        for at, code in zip(kept, folded.of(number), strict=True):
            assert code == plain[at] or ord(plain[at]) > 0xFFFF


@pytest.mark.parametrize("longest", [0, 1 << 16])
def test_digits_are_counted_within_an_article(longest: int) -> None:
    folded = fold_texts(["报" * longest, "比9" * 40_000, "户数12"])
    first, last = folded.starts[-2:]
    assert folded.digits_between(np.array([first]), np.array([last])).tolist() == [2]
    begin = folded.starts[1]
    assert folded.digits_between(np.array([begin]), np.array([begin + 80_000])).tolist() == [40_000]


def test_taking_texts() -> None:
    folded = fold_texts(["甲乙", "", "丙丁戊"])
    taken = folded.take([2, 1, 0, 2])
    assert [taken.of(number) for number in range(len(taken))] == ["丙丁戊", "", "甲乙", "丙丁戊"]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("新增就业8210人", "8210"),
        ("2022年12月5日", ""),
        ("截至2021年底增长10.2%", "102"),
        ("12", "12"),
        ("015年以来，新建16座", "16"),  # 2015年
        ("建成率855日均3次", "8553"),  # 85.5%，日均
        ("走访一百二十户、十三人", "一二三"),
        ("十四五期间抓三农一线", ""),
        ("无", ""),
    ],
)
def test_dates_are_no_reported_digits(text: str, digits: str) -> None:
    folded = fold_texts([text])
    flags = reported_digits(folded.codes, folded.starts)
    assert "".join(char for char, flag in zip(folded.of(0), flags, strict=True) if flag) == digits


def slow_matches(a: str, b: str) -> set[tuple[int, int]]:
    def grams(text: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in range(len(text) - 2):
            found.setdefault(text[at : at + 3], []).append(at)
        return found

    known = grams(b)
    return {
        (at, known[gram][0])
        for gram, places in grams(a).items()
        if len(known.get(gram, [])) == 1
        for at in places
    }


def test_matches_are_those_of_a_dictionary() -> None:
    rng = random.Random(1)
    texts = ["".join(rng.choices(WORDS[:12], k=length)) for length in (0, 1, 2, 3, 40, 40, 90, 90, 120, 120)]
    texts += [texts[5][:30] + texts[6][10:], texts[6]]
    folded = fold_texts(texts)
    pairs = np.array(list(combinations(range(len(texts)), 2)))
    found: dict[int, set[tuple[int, int]]] = {}
    for runs in Matcher(folded).runs(pairs):
        starts = folded.starts[pairs[runs.pair]]
        rows = np.column_stack((runs.pair, runs.left - starts[:, 0], runs.right - starts[:, 1], runs.steps))
        for pair, left, right, steps in rows.tolist():
            found.setdefault(pair, set()).update((left + at, right + at) for at in range(steps + 1))
    slow = {number: slow_matches(texts[a], texts[b]) for number, (a, b) in enumerate(pairs.tolist())}
    assert sum(map(len, slow.values())) > 100
    assert all(found.get(number, set()) <= slow[number] for number in slow)
    # two 3-grams of one text may have the same slot of the table: one of a thousand is not found
    assert sum(len(slow[number] - found.get(number, set())) for number in slow) <= 6


def overlap(a: str, b: str) -> dict[str, list[int]]:
    found = compare_pairs(fold_texts([a, b]), np.array([[0, 1]]), Parameters())
    return {name: getattr(found, name)[0].tolist() for name in found.__dataclass_fields__}


TEXT = "".join(random.Random(4).sample(WORDS * 3, 120))
LINE = "上年疏浚山塘412口恢复灌溉面积2150亩惠及沿江村民三万余人2022年底全部完工"


def test_the_same_text_is_covered() -> None:
    found = overlap(TEXT, TEXT)
    assert found["covered"] == [120, 120]
    assert found["same"] == 120
    assert found["swaps"] == 0


def test_moved_halves_are_covered() -> None:
    assert min(overlap(TEXT, TEXT[60:] + TEXT[:60])["covered"]) >= 114


def test_an_excerpt_is_covered_and_the_rest_is_not() -> None:
    found = overlap(TEXT, TEXT[30:80])
    assert found["covered"] == [50, 50]
    assert found["first"] == [30, 0]
    assert found["last"] == [80, 50]


@pytest.mark.parametrize("times", [4, 9, 30])
def test_a_phrase_that_one_text_repeats_covers_the_other_once(times: int) -> None:
    lines = [TEXT[12 * at : 12 * at + 12] for at in range(times)]
    long = "".join(f"{line}比上年同期增长" for line in lines)
    short = "abcdefghijklmnop比上年同期增长qrstuvwxyz"
    for found, side in ((overlap(long, short), 1), (overlap(short, long), 0)):
        assert found["covered"][side] <= 7
        assert found["same"] <= 7


def test_other_texts_share_nothing() -> None:
    assert overlap(TEXT, "".join(random.Random(5).sample(WORDS * 3, 120)))["covered"] == [0, 0]


@pytest.mark.parametrize(
    ("other", "digits_same", "swaps"),
    [
        (LINE, 8, 0),
        (LINE.replace("412", "417"), 7, 1),
        (LINE.replace("三万", "五万"), 7, 1),
        (LINE.replace("恢复", "恢夏"), 8, 1),
        (LINE.replace("2022", "2021"), 8, 1),
        (LINE.replace("412", "12"), 7, 0),
    ],
)
def test_digits_are_counted_apart(other: str, digits_same: int, swaps: int) -> None:
    found = overlap(LINE, other)
    assert (found["digits"], found["digits_same"], found["swaps"]) == (8, digits_same, swaps)


def test_threads_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = make_corpus(3, Recipe(stories=10, articles=60))
    texts = fold_texts([sample.text for sample in samples])
    pairs, _ = candidate_pairs(texts, Parameters())
    alone = compare_pairs(texts, pairs, Parameters())
    monkeypatch.setattr("data_layer.duplicates.comparing.comparing._PAIRS_A_THREAD", len(pairs) // 3)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    shared = compare_pairs(texts, pairs, Parameters())
    for name in alone.__dataclass_fields__:
        assert np.array_equal(getattr(alone, name), getattr(shared, name)), name


def rows(edges: list[tuple[int, int]]) -> Places:
    return np.array(edges, dtype=np.int64).reshape(-1, 2)


def components(edges: list[tuple[int, int]]) -> list[list[int]]:
    home: dict[int, set[int]] = {}
    for a, b in edges:
        joined = home.get(a, {a}) | home.get(b, {b})
        home |= dict.fromkeys(joined, joined)
    return sorted(sorted(group) for group in {id(group): group for group in home.values()}.values())


def clusters_of(votes: dict[tuple[int, int], int], others: int) -> list[list[int]]:
    """Clusters where every other pair's vote is ``others``."""
    return cluster_pairs(
        rows(list(votes)),
        np.array(list(votes.values()), dtype=np.int8),
        lambda pairs: np.full(len(pairs), others, dtype=np.int8),
        50,
    )


@pytest.mark.parametrize("seed", range(20))
def test_where_one_pair_suffices_clusters_are_components(seed: int) -> None:
    rng = random.Random(seed)
    edges = sorted({tuple(sorted(rng.sample(range(30), 2))) for _ in range(rng.randint(0, 40))})
    votes = dict.fromkeys(combinations(range(30), 2), NEUTRAL) | dict.fromkeys(edges, AGREE)
    assert clusters_of(votes, AGAINST) == components(edges)


@pytest.mark.parametrize(
    ("votes", "clusters"),
    [
        pytest.param({(0, 1): AGREE, (1, 2): AGREE, (0, 2): NEUTRAL}, [[0, 1, 2]], id="two excerpts of one"),
        pytest.param(
            {(0, 1): AGREE, (1, 2): AGREE, (0, 2): AGAINST}, [[0, 1]], id="one page with two stories"
        ),
        pytest.param({(0, 1): AGREE, (2, 3): AGREE, (1, 2): AGREE}, [[0, 1], [2, 3]], id="no chain"),
        pytest.param(dict.fromkeys(combinations(range(200), 2), AGREE), [list(range(200))], id="many"),
    ],
)
def test_votes(votes: dict[tuple[int, int], int], clusters: list[list[int]]) -> None:
    assert clusters_of(votes, AGAINST) == clusters


@pytest.mark.parametrize(
    ("state", "speaking", "clusters"),
    [
        pytest.param(AGREE, 8, 1, id="hundreds of witnesses, of whose pairs few are candidates"),
        pytest.param(AGAINST, 8, 2, id="two stories with sentences in common"),
        pytest.param(AGREE, 2, 2, id="too few speak for it to be looked at"),
    ],
)
def test_pairs_never_compared_are_looked_at_where_those_compared_agree(
    state: int, speaking: int, clusters: int
) -> None:
    """Two groups of six; of their 36 cross pairs some agree, the others were no candidates."""
    inside = [*combinations(range(6), 2), *combinations(range(6, 12), 2)]
    across = [(a, b) for a in range(6) for b in range(6, 12)][:speaking]
    assert len(clusters_of(dict.fromkeys([*inside, *across], AGREE), state)) == clusters


def test_groups_that_wait_for_pairs_to_be_compared_do_not_hold_up_others() -> None:
    votes = {}
    for first in (0, 12):
        numbers = range(first, first + 12)
        inside = [pair for half in (numbers[:6], numbers[6:]) for pair in combinations(half, 2)]
        votes |= dict.fromkeys(inside, AGREE)
        votes |= dict.fromkeys([(a, b) for a in numbers[:6] for b in numbers[6:]][:8], AGREE)
    asked: list[int] = []

    def judge(pairs: Places) -> NDArray[np.int8]:
        asked.append(len(pairs))
        return np.where(pairs[:, 0] < 12, AGREE, AGAINST).astype(np.int8)

    found = cluster_pairs(rows(list(votes)), np.array(list(votes.values()), dtype=np.int8), judge, 50)
    assert found == [list(range(12)), list(range(12, 18)), list(range(18, 24))]
    assert asked == [2 * 28]


def test_candidates_hold_the_witnesses() -> None:
    samples = make_corpus(9, Recipe(stories=40, articles=240, noise=(0.05, 0.15)))
    texts = fold_texts([sample.text for sample in samples])
    true = {
        (a, b) for a, b in combinations(range(len(samples)), 2) if samples[a].cluster == samples[b].cluster
    }
    for parameters in (Parameters(), Parameters(rare_articles=2, least_rare=1000)):
        found = {(a, b) for a, b in candidate_pairs(texts, parameters)[0].tolist()}
        assert len(found & true) >= 0.97 * len(true)
        assert len(found) < 2.5 * len(true)
