"""Side by side: blocks cover both texts once, moved paragraphs are moved, and confusions are counted."""

import pytest

from data_layer.duplicates import align_texts, count_confusions
from tests.duplicates.generator import Recipe, make_corpus
from tests.duplicates.test_finding import OTHER, STORY

PARAGRAPHS = STORY.split("\n")


def test_a_moved_paragraph_is_one_moved_block() -> None:
    other = "\n".join([PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[3]])
    moved = [block for block in align_texts(STORY, other) if block.moved]
    assert len(moved) == 1
    assert STORY[moved[0].a_start : moved[0].a_end].strip() in PARAGRAPHS[1:3]


@pytest.mark.parametrize("other", ["", OTHER, STORY, STORY[100:] + STORY[:100], OTHER + STORY])
def test_blocks_cover_both_texts_once(other: str) -> None:
    blocks = align_texts(STORY, other)
    assert "".join(STORY[b.a_start : b.a_end] for b in blocks) == STORY
    spans = sorted((b.b_start, b.b_end) for b in blocks)
    assert "".join(other[start:end] for start, end in spans) == other
    for block in blocks:
        for code in block.opcodes:
            same = STORY[code.a_start : code.a_end] == other[code.b_start : code.b_end]
            assert same == (code.tag == "equal")


def test_generated_witnesses_are_covered_too() -> None:
    samples = make_corpus(2, Recipe(stories=3, articles=12))
    for a, b in zip(samples, samples[1:], strict=False):
        blocks = align_texts(a.text, b.text)
        assert "".join(a.text[x.a_start : x.a_end] for x in blocks) == a.text
        assert sum(x.b_end - x.b_start for x in blocks) == len(b.text)


def test_confusions_are_counted() -> None:
    other = STORY.replace("柑橘", "柑桔").replace("冷", "泠")
    found = count_confusions([(STORY, other)])
    assert [(one.first, one.second, one.count) for one in found] == [("冷", "泠", 2), ("桔", "橘", 1)]
