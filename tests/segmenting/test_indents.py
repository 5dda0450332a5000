"""Which printed lines begin a paragraph, as their width tells."""

import pytest

from data_layer.cleaning import join_paragraphs
from data_layer.model import Paragraph, Spans
from data_layer.segmenting.pages.indents import Column
from data_layer.segmenting.pages.pieces import read_body


def column_of(blocks: list[list[str]]) -> tuple[Column, list[list[Paragraph]]]:
    """The column that paragraphs stand in, each given by its lines, and these lines."""
    raw, printed = "", []
    for lines in blocks:
        found = []
        for line in lines:
            found.append(Paragraph(line, Spans([(0, len(raw), len(line))]), None, 0, False, 1))
            raw += line + "\n"
        printed.append(found)
    return Column([read_body(join_paragraphs(found)) for found in printed], raw), printed


INDENTED = [
    ["县里今年修好了三条", "通村的水泥路，村民出门", "再也不用踩着泥水走。"],
    ["修路的钱从哪里来，", "是大家最先问的一件事，", "镇上为此开了五次会。"],
]


def test_first_lines_are_narrower_by_an_indent() -> None:
    column, printed = column_of([*INDENTED, ["各村先报上要修的路", "再由镇里排出先后，谁也", "不许插队。"]])
    assert [column.are_first(lines)[:2] for lines in printed] == [[True, False]] * 3


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["果园里一共栽了树苗", "12000株，成活九成以上，", "明年便可挂果。"], None),  # the number did not fit
        (["果园里一共栽了树苗", "两万株，九成多成活了，", "明年便可挂果。"], True),
        (["果园里一共栽下的那些", "两万株，九成多成活了，", "明年便可挂果。"], None),
        (["果园里一共栽下的那些树", "两万株，九成多成活了，", "明年便可挂果。"], False),
        (["明年便可挂果。"], None),
    ],
)
def test_what_a_number_or_a_mark_explains_tells_nothing(lines: list[str], expected: bool | None) -> None:
    column, printed = column_of([*INDENTED, lines])
    assert column.are_first(printed[-1])[0] is expected


def test_nothing_is_told_where_no_line_is_indented() -> None:
    full = [["一二三四五六七八九十一", "二三四五六七八九十一二", "三四五。"]] * 3
    column, printed = column_of(full)
    assert [column.are_first(lines) for lines in printed] == [[None] * 3] * 3
