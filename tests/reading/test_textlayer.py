"""PDF pages with a text layer: whole, and in reading order whatever order the file draws them in."""

import pytest

from data_layer.cleaning import clean_document
from data_layer.model import DocumentForm
from data_layer.reading import read_document
from data_layer.segmenting import segment_document
from tests.reading.rendering import Beside, Paper, Stack, Story, error_rate, needs_font, pdf_page

pytestmark = needs_font()

WIDE = Paper(width_mm=280)
PAGES = {
    "one column": (Story("suining"), Paper()),
    "two columns": (Story("wuling", 2), Paper()),
    "three columns, two articles": (Stack((Story("anhua", 3), Story("lengshuijiang", 3))), WIDE),
    "four columns over two and two": (
        Stack((Story("yongxing", 4), Beside((Story("anhua", 2), Story("suining", 2))))),
        WIDE,
    ),
}


@pytest.mark.parametrize("order", ["as set", "across", "headlines last"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_back_whole(page: str, order: str) -> None:
    data, wanted = pdf_page(*PAGES[page], order)
    document = read_document("版面.pdf", data)
    assert (document.form, document.ocr_confidence, document.doubtful) == (DocumentForm.PDF, None, ())
    paragraphs = clean_document(document)
    assert error_rate("".join(paragraph.text for paragraph in paragraphs), wanted) == 0
    found = {"".join(paragraph.text.split()) for paragraph in paragraphs}
    assert [line for line in wanted.splitlines() if "".join(line.split()) not in found] == []


def test_articles_of_a_page_drawn_across_its_columns() -> None:
    data, _ = pdf_page(*PAGES["four columns over two and two"], "across")
    document = read_document("版面.pdf", data)
    articles = segment_document(document, clean_document(document))
    assert [article.title for article in articles] == [
        "永兴：千亿园区这样建",
        "安化：供水开户一天办成",
        "投融建管一盘棋——绥宁县高标准农田建设提质加速",
    ]
