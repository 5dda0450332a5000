"""What one text has where each character of another stands."""

import numpy as np
import pytest

from data_layer.duplicates.blocking.shingles import fold_texts
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.comparing.side_by_side import OTHER, align_codes, aligned_codes
from data_layer.duplicates.parameters import Parameters

LISTED = "山洪冲毁的渡槽由水管站抢修，于{day}日完{list}，其余各处由林场统一组织补植"


def codes(text: str) -> np.ndarray:
    return fold_texts([text]).codes


@pytest.mark.parametrize(
    ("here", "there", "aligned"),
    [
        pytest.param("修渠三里", "修集三里", "修集三里", id="as long"),
        pytest.param("修水渠三里", "修渠三里", "修·渠三里", id="one lost"),
        pytest.param("修渠三里", "修水渠三里", "修渠三里", id="a word's character more"),
        pytest.param("于1月开工", "于11月开工", "于·月开工", id="a digit more"),
    ],
)
def test_what_stands_for_each_character(here: str, there: str, aligned: str) -> None:
    want = [OTHER if char == "·" else ord(char) for char in aligned]
    assert align_codes(codes(here), codes(there)).tolist() == want


def test_the_texts_stay_as_they_are() -> None:
    # a digit lost right before a list that is another one, and as long
    here = LISTED.format(day="11", list="澧阳垅上三百亩桃花滩头二百亩沅江大堤脚下六十丈土方")
    there = LISTED.format(day="1", list="涔水河边九十亩荷叶塘角八百顷酉水码头对岸四千担石料")
    texts = fold_texts([here, there])
    before = texts.codes.copy()
    aligned_codes(Matcher(texts), np.array([[0, 1], [1, 0]]), Parameters())
    assert texts.codes.tolist() == before.tolist()
