"""Pages that are out of order, laid out by seed: what tests/benchmarks/pages.py measures at length."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest
import yaml

from data_layer.cleaning import clean_document
from data_layer.model import Article, Document, DocumentForm
from data_layer.pipeline import parse_document
from data_layer.segmenting import segment_document
from data_layer.segmenting.pages.cohesion import Profile, compare_all
from data_layer.segmenting.pages.cuts import cut_pieces
from data_layer.segmenting.pages.indents import Column
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.pieces import Piece, read_pieces
from data_layer.segmenting.pages.strands import Line, find_sources
from tests.segmenting.found import bcubed, count_figures, find_figures
from tests.segmenting.layouts import Page, Score, lay_out, score

HERE = Path(__file__).parent
STORIES = [
    story
    for path in sorted(HERE.glob("*.yaml"))
    for story in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def segment(text: str) -> list[Article]:
    document = Document("页.txt", "ab" * 32, DocumentForm.TEXT, text)
    return segment_document(document, clean_document(document))


def cut(page: Page) -> Score:
    return score(page, segment(page.text))


@pytest.mark.parametrize(
    ("disorder", "form", "floor"),
    [
        ("in order", "lines", 0.95),
        ("in order", "paragraphs", 0.97),
        ("blocks shuffled", "lines", 0.84),
        ("headline displaced", "lines", 0.93),
        ("caption cut in", "blocks", 0.85),
        ("goes on later", "paragraphs", 0.95),
        ("mixed by paragraph", "lines", 0.93),
        ("mixed by paragraph", "blocks", 0.93),
        ("rows joined", "lines", 0.90),
        ("rows joined", "paragraphs", 0.95),
        ("goes on later", "lines", 0.92),
        ("two columns by line", "lines", 0.85),
        ("three columns by line", "lines", 0.80),
    ],
)
def test_articles_come_apart(disorder: str, form: str, floor: float) -> None:
    found = [cut(lay_out(STORIES, disorder, form, seed)) for seed in range(12)]
    assert fmean(one.segmentation for one in found) >= floor
    assert max(one.lost for one in found) <= 0.1


def test_a_page_is_a_pure_function_of_its_seed() -> None:
    assert lay_out(STORIES, "rows joined", "blocks", 7) == lay_out(STORIES, "rows joined", "blocks", 7)
    assert lay_out(STORIES, "rows joined", "blocks", 7) != lay_out(STORIES, "rows joined", "blocks", 8)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_lines_go_on_along_their_columns(columns: int) -> None:
    texts = ["".join(story["paragraphs"]) for story in STORIES[6 : 6 + columns]]
    bodies = [[text[at : at + 17] for at in range(0, 170, 17)] for text in texts]
    across = [body[row] for row in range(10) for body in bodies]
    lines = [Line(text, at, at, text[-1] != "。") for at, text in enumerate(across)]
    sources, _ = find_sources(lines, Joints("\n".join(across)))
    assert sum(source == at - columns for at, source in enumerate(sources)) >= 0.9 * (10 - 1) * columns


def cut_paragraphs(page: Page) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a page before and after their paragraphs are cut."""
    document = Document("页.txt", "ab" * 32, DocumentForm.TEXT, page.text)
    pieces, joints = read_pieces(clean_document(document), page.text)
    return pieces, cut_pieces(pieces, page.text, joints, Column(pieces, page.text))[0]


@pytest.mark.parametrize("disorder", ["in order", "headline displaced", "mixed by paragraph"])
def test_paragraphs_whose_sentences_are_whole_are_not_cut(disorder: str) -> None:
    for seed in range(3):
        pieces, parts = cut_paragraphs(lay_out(STORIES, disorder, "lines", seed))
        assert parts == pieces


def test_paragraphs_are_cut_where_another_article_goes_on() -> None:
    cuts = right = 0
    for seed in range(6):
        page = lay_out(STORIES, "blocks shuffled", "lines", seed)
        pieces, parts = cut_paragraphs(page)
        assert "".join(part.text for part in parts) == "".join(piece.text for piece in pieces)
        known = {piece.paragraph.raw[0][1] for piece in pieces}
        for before, after in pairwise(parts):
            start = after.paragraph.raw[0][1]
            ends, begins = page.places[before.paragraph.raw[-1][1]], page.places[start]
            if start not in known and ends is not None and begins is not None:
                cuts += 1
                right += ends[0] != begins[0]
    assert cuts >= 10
    assert right >= 0.65 * cuts


@pytest.mark.parametrize(
    "head", ["06 要闻  2023年10月23日  星期一", "第四版  综合新闻    编辑  李明  版式  王芳"]
)
def test_a_wide_line_with_double_spaces_is_read(head: str) -> None:
    for seed in range(3):
        page = lay_out(STORIES, "three columns by line", "lines", seed)
        assert segment(f"{head}\n\n{page.text}\n\n{head} ")


def test_a_perfect_cut_scores_one_and_a_glued_one_less() -> None:
    page = lay_out(STORIES, "in order", "paragraphs", 3)
    found = cut(page)
    assert found.order == pytest.approx(1.0)
    assert 0 < found.segmentation <= 1


def test_figures_come_out_in_their_articles() -> None:
    pages = [lay_out(STORIES, "mixed by paragraph", "lines", seed) for seed in range(4)]
    found = [find_figures(page, parse_document("页.txt", page.text.encode())) for page in pages]
    assert sum(map(len, found)) >= 0.95 * sum(map(count_figures, pages))
    assert sum(len(pairs) * bcubed(pairs) for pairs in found) >= 0.9 * sum(map(len, found))


def test_figures_of_two_articles_in_one_halve_precision() -> None:
    assert bcubed([(0, 0), (1, 1), (1, 1)]) == 1
    assert bcubed([(0, 0), (1, 0)]) == pytest.approx(2 / 3)


def test_authors_in_brackets_end_the_column_whose_turn_it_is() -> None:
    stories = STORIES[6:8]
    texts = ["".join(story["paragraphs"]) for story in stories]
    long = [texts[0][at : at + 17] for at in range(0, 136, 17)]
    short = [texts[1][at : at + 17] for at in range(0, 68, 17)]
    short[-1] = short[-1][:9] + "。"
    across = [line for row in zip(long[:4], short, strict=True) for line in row] + long[4:]
    lines = [
        Line(text, at, at + (at > 8), text[-1] != "。", signed=int(at == 9)) for at, text in enumerate(across)
    ]
    sources, endings = find_sources(lines, Joints("\n".join(across)))
    assert endings[9] == (7,)  # behind the fifth line of the long column stand the authors of the short one
    assert sources[8:] == [6, 8, 9, 10]


def test_authors_end_no_column_that_stops_in_mid_sentence() -> None:
    text = "".join(STORIES[6]["paragraphs"])
    left = [text[at : at + 17] for at in range(0, 102, 17)]
    right = [text[at : at + 17] for at in range(102, 204, 17)]
    right[-1] = right[-1][:9] + "。"
    other = "".join(STORIES[7]["paragraphs"])
    below = [other[at : at + 17] for at in range(0, 68, 17)]
    across = [line for row in zip(left, right, strict=True) for line in row] + below
    lines = [
        Line(line, at, at + (at > 11), line[-1] != "。", signed=int(at == 12))
        for at, line in enumerate(across)
    ]
    _, endings = find_sources(lines, Joints("\n".join(across)))
    assert endings[12] == (11,)  # the left column goes on at the top of the right one


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("石泉县的桑园连成片。", "县农业农村局发放蚕种三千张。", True),
        ("石泉县的桑园连成片。", "市住建局验收了两座停车楼。", False),
        ("义乌市的仓库彻夜亮灯。", "全市快递收件一天两千万件。", True),
        ("义乌市的仓库彻夜亮灯。", "区里给老楼加装电梯。", False),
        ("双流区的航空港又添货机。", "区委书记走访了三家企业。", True),
        ("双流区的航空港又添货机。", "该县的果农卖出第一批桃。", False),
    ],
)
def test_the_rank_of_an_office_tells_of_which_region_it_is(one: str, other: str, is_same: bool) -> None:
    known = [Profile.read(words) for words in (one, other)]
    related = compare_all([known[0], known[1]])[0, 1]
    unknown = compare_all([known[0], replace(known[1], ranks=frozenset())])[0, 1]
    assert (related > unknown) == is_same
    assert related != unknown
