"""Finding the words of a decision again: after other cleaning, other segmenting, and never look-alikes."""

from __future__ import annotations

import json
import random

import pytest

from data_layer.decisions import (
    DocumentWords,
    FindingSubject,
    Place,
    article_subject,
    figure_subject,
    subject_from_json,
)
from data_layer.errors import DecisionError

LONG = "县里开了会，讨论了来年的安排，各乡镇都来了人。"
TEXT = f"{LONG}去年全县新增就业8210人，增长10.2%，增幅居各县区第二位。\n城镇登记失业率3.1%。{LONG}"


def subject_at(texts: dict[str, str], article_id: str, quote: str, sentence: str, nth: int = 0):
    words = DocumentWords(texts)
    start = -1
    for _ in range(nth + 1):
        start = texts[article_id].index(quote, start + 1)
    return figure_subject(words, "d" * 64, "a.txt", Place(article_id, start, start + len(quote)), sentence)


SUBJECT = subject_at(
    {"a-1": TEXT}, "a-1", "8210人", "去年全县新增就业8210人，增长10.2%，增幅居各县区第二位。"
)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param({"a-1": TEXT}, ("a-1", "8210人"), id="same"),
        pytest.param({"a-2": "前面多了一篇的话。" + TEXT}, ("a-2", "8210人"), id="another article, moved"),
        pytest.param({"a-1": TEXT.replace("就业", "就 业\n")}, ("a-1", "8210人"), id="other white space"),
        pytest.param(
            {"a-1": TEXT.replace("8210人", "8 210 人")}, ("a-1", "8 210 人"), id="space in the quote"
        ),
        pytest.param({"a-1": TEXT.replace("，", ",")}, ("a-1", "8210人"), id="other width"),
        pytest.param(
            {"a-1": TEXT.replace("去年全县", "全县")}, None, id="the sentence and its window changed"
        ),
        pytest.param(
            {"a-1": TEXT.replace("第二位", "第2位")},
            ("a-1", "8210人"),
            id="the sentence changed, not the window",
        ),
        pytest.param({"a-1": TEXT.replace("8210", "8270")}, None, id="another number"),
        pytest.param({"a-1": LONG, "a-2": LONG}, None, id="gone"),
        pytest.param({}, None, id="no articles"),
        pytest.param({"a-2": TEXT, "a-3": TEXT}, None, id="two look-alikes"),
        pytest.param({"a-1": TEXT, "a-3": TEXT}, ("a-1", "8210人"), id="a look-alike beside the same place"),
    ],
)
def test_a_number_is_found_again(texts, found):
    place = DocumentWords(texts).find_figure(SUBJECT)
    if found is None:
        assert place is None
    else:
        assert place is not None
        assert (place.article_id, texts[place.article_id][place.start : place.end]) == found


def test_which_of_several_equal_sentences():
    """Told apart by what stands around, or by their order where as many are there as before."""
    sentence = "完成100%。"
    before = {"a-1": f"甲{sentence}乙{sentence}丙"}
    second = subject_at(before, "a-1", "100%", sentence, nth=1)
    assert (second.occurrence, second.occurrences) == (1, 2)
    moved = {"a-2": f"开头。甲{sentence}乙{sentence}丙"}
    place = DocumentWords(moved).find_figure(second)
    assert place is not None
    assert place.start == moved["a-2"].rindex("100%")
    third = {"a-2": f"开头。子{sentence}丑{sentence}寅{sentence}"}
    assert DocumentWords(third).find_figure(second) is None


def test_the_same_quote_twice_in_a_sentence():
    sentence = "甲镇5户，乙镇5户。"
    subject = subject_at({"a-1": sentence}, "a-1", "5户", sentence, nth=1)
    place = DocumentWords({"b-7": f"报道如下：{sentence}完"}).find_figure(subject)
    assert place == Place("b-7", 5 + 7, 5 + 9)


def test_few_words_tell_nothing():
    subject = subject_at({"a-1": "共5户"}, "a-1", "5户", "共5户")
    assert DocumentWords({"a-9": "还有共5户也好"}).find_figure(subject) == Place("a-9", 3, 5)
    assert DocumentWords({"a-9": "合计5户"}).find_figure(subject) is None


def test_found_again_wherever_the_words_move():
    """Random documents cut anew, white space thrown in: found exactly where the words are, or not at all."""
    rng = random.Random(5)
    stock = [
        f"第{i}项：{'增减'[i % 2]}了{rng.randrange(3, 9999)}户，其中{rng.randrange(3)}户在建。"
        for i in range(60)
    ]
    for _ in range(200):
        sentences = [rng.choice(stock) for _ in range(12)]
        text = "".join(sentences)
        at = rng.randrange(12)
        start = sum(map(len, sentences[:at])) + sentences[at].index("了") + 1
        end = text.index("，", start)
        subject = figure_subject(
            DocumentWords({"x-1": text}), "d" * 64, "a.txt", Place("x-1", start, end), sentences[at]
        )
        marked = text[:start] + "\x00" + text[start:]  # travels with the quote
        cut = sum(map(len, sentences[: rng.randrange(1, 12)]))
        pieces = [marked[: cut + (cut > start)], marked[cut + (cut > start) :]]
        spaced = ["".join(c + " " * (rng.random() < 0.1) for c in piece) for piece in pieces]
        truth = next((n, piece.index("\x00")) for n, piece in enumerate(spaced) if "\x00" in piece)
        texts = {f"y-{n}": piece.replace("\x00", "") for n, piece in enumerate(spaced)}
        place = DocumentWords(texts).find_figure(subject)
        if place is not None:
            found = texts[place.article_id][place.start : place.end]
            assert place.article_id == f"y-{truth[0]}"
            assert place.start - truth[1] in (0, 1)
            assert found.replace(" ", "") == subject.quote
        else:
            assert sentences.count(sentences[at]) > 1


ARTICLES = {f"a-{n}": f"第{n}篇的开头，讲的是{n}。" + LONG * 4 + f"第{n}篇到此为止。" * 9 for n in range(3)}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(ARTICLES, "a-1", id="same"),
        pytest.param({f"b{key}": text for key, text in ARTICLES.items()}, "ba-1", id="other ids"),
        pytest.param(ARTICLES | {"a-1": ARTICLES["a-1"][30:]}, "a-1", id="its head cut off"),
        pytest.param({"a-0": ARTICLES["a-0"], "a-2": ARTICLES["a-2"]}, None, id="gone"),
        pytest.param({"x": "\n".join(ARTICLES.values())}, "x", id="joined with others"),
        pytest.param({"x": ARTICLES["a-1"], "y": ARTICLES["a-1"]}, None, id="twice"),
        pytest.param({"a-1": ARTICLES["a-1"], "y": ARTICLES["a-1"]}, "a-1", id="twice, one in its place"),
    ],
)
def test_an_article_is_found_again(texts, found):
    subject = article_subject("d" * 64, "a.txt", "a-1", "标题", ARTICLES["a-1"])
    assert DocumentWords(texts).find_article(subject) == found


def test_subjects_come_back_from_json():
    article = article_subject("d" * 64, "a.txt", "a-1", None, TEXT)
    for subject in (SUBJECT, article, FindingSubject("share", article, (SUBJECT, SUBJECT))):
        again = subject_from_json(json.loads(json.dumps(subject.to_json())))
        assert again == subject
        assert again.key == subject.key


@pytest.mark.parametrize("content", [None, [], {}, {"about": "figure"}, {"about": "finding", "rule": 1}])
def test_what_is_no_subject(content):
    with pytest.raises(DecisionError):
        subject_from_json(content)
