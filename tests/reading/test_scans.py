"""Pages drawn from our own articles, scanned well and badly, and read in the right order."""

import dataclasses
import functools
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from data_layer.cleaning import clean_document
from data_layer.errors import ReadingError
from data_layer.model import Document, DocumentForm
from data_layer.pipeline import parse_document
from data_layer.reading import read_document, recognizing
from data_layer.segmenting import segment_document
from tests.reading.rendering import (
    CLEAN,
    FAIR,
    POOR,
    Beside,
    Block,
    Paper,
    Picture,
    Scan,
    Stack,
    Story,
    draw_page,
    error_rate,
    needs_font,
    scan_page,
    scanned,
)

pytestmark = needs_font()

WIDE = Paper(width_mm=280)
BROADSHEET = Paper(width_mm=390, points=9.5)
MOST = {CLEAN: 1.0, FAIR: 2.0, POOR: 5.0}
"""Character errors in 100, in reading order, that a scan of each quality may have."""
SCANS = {"clean": CLEAN, "fair": FAIR, "poor": POOR}
PAGES: dict[str, tuple[Block, Paper]] = {
    "one column": (Story("suining"), Paper()),
    "two columns": (Story("wuling", 2), Paper()),
    "three columns, two articles": (Stack((Story("anhua", 3), Story("lengshuijiang", 3))), WIDE),
    "four columns over two and two": (
        Stack((Story("yongxing", 4), Beside((Story("anhua", 2), Story("suining", 2))))),
        WIDE,
    ),
    "a narrow column beside three": (
        Beside((Story("daxiang"), Stack((Story("huaihua", 3), Story("anhua", 3)))), (0.24, 0.76)),
        WIDE,
    ),
    "headlines at the left": (
        Stack((Story("qiyang", 4, centred=False), Story("jianghua", 3, centred=False))),
        WIDE,
    ),
    "a picture with its caption": (
        Beside(
            (Story("pingjiang"), Stack((Picture("水厂工人在检修设备。 本刊摄"), Story("louxing")))),
            (0.5, 0.5),
        ),
        Paper(),
    ),
    "a broadsheet page of small print": (
        Stack(
            (
                Beside((Story("zhuzhou", 3), Story("gaoxin", 2)), (0.6, 0.4)),
                Beside((Story("lengshuitan", 2), Story("huanggang", 3)), (0.4, 0.6)),
            )
        ),
        BROADSHEET,
    ),
}
QUICK = [("two columns", "poor"), ("four columns over two and two", "fair")]


def read(data: bytes, name: str = "扫描.jpg") -> Document:
    return read_document(name, data)


def words(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in clean_document(document))


def pages(chosen: Iterable[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("page", "scan"), [pytest.param(*one, id=" ".join(one)) for one in chosen])


@functools.cache
def read_page(page: str, scan: str) -> tuple[Document, str]:
    """A page as it was read, and its words."""
    block, paper = PAGES[page]
    data, wanted = scanned(block, SCANS[scan], paper)
    return read(data), wanted


def assert_read(page: str, scan: str) -> None:
    document, wanted = read_page(page, scan)
    rate = error_rate(words(document), wanted)
    print(f"{page}, {scan}: {rate:.2f} errors in 100, {document.ocr_confidence} sure")
    assert rate <= MOST[SCANS[scan]]
    assert document.form is DocumentForm.SCAN
    assert document.ocr_confidence is not None and 0.9 < document.ocr_confidence <= 1


@pages(QUICK)
def test_a_page_is_read_in_order(page: str, scan: str) -> None:
    assert_read(page, scan)


@pytest.mark.slow
@pages((page, scan) for page in PAGES for scan in SCANS if (page, scan) not in QUICK)
def test_every_page_is_read_in_order(page: str, scan: str) -> None:
    assert_read(page, scan)


def test_articles_and_paragraphs_of_a_scan_are_those_of_the_page() -> None:
    document, wanted = read_page(*QUICK[1])
    paragraphs = clean_document(document)
    assert len(paragraphs) == len(wanted.splitlines())
    articles = segment_document(document, paragraphs)
    assert [article.title for article in articles] == [
        "永兴：千亿园区这样建",
        "安化：供水开户一天办成",
        "投融建管一盘棋——绥宁县高标准农田建设提质加速",
    ]


@pytest.mark.parametrize("turn", [90, 180, pytest.param(270, marks=pytest.mark.slow)])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turn: int) -> None:
    image, wanted = draw_page(Story("suining", paragraphs=2), Paper(width_mm=110), 110)
    data = scan_page(image.rotate(turn, expand=True), Scan(110, quality=80))
    assert error_rate(words(read(data)), wanted) <= 2


def test_a_tiff_has_pages() -> None:
    sheets = [
        draw_page(Story(name, paragraphs=1), Paper(width_mm=120), 130)[0] for name in ("anhua", "suining")
    ]
    stream = io.BytesIO()
    sheets[0].save(stream, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_lzw")
    first, second = read(stream.getvalue(), "两页.tif").text.split("\f")
    assert "安化" in first and "绥宁" in second and "绥宁" not in first


@pytest.mark.parametrize("form", ["PNG", "WEBP", "BMP", "GIF"])
@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "I;16"])
def test_pictures_of_any_kind_and_colour_are_decoded(form: str, mode: str) -> None:
    from data_layer.reading.images import read_pictures

    image = Image.new("L", (60, 40), 255)
    image.paste(0, (10, 10, 30, 30))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    else:
        image = image.convert("RGB").convert(mode)
    stream = io.BytesIO()
    try:
        image.save(stream, form)
    except OSError:
        pytest.skip(f"{form} has no {mode}")
    [picture] = read_pictures(stream.getvalue())
    assert picture.shape == (40, 60, 3)
    assert picture[20, 20].max() < 40 and picture[5, 5].min() > 215


def test_a_pdf_is_read_page_by_page() -> None:
    text = (Path(__file__).parents[2] / "seeds" / "营商人才教育综述.pdf").read_bytes()
    image, wanted = draw_page(Story("suining", paragraphs=1), Paper(width_mm=100), 120)
    stream = io.BytesIO()
    image.save(stream, "PDF", resolution=120)
    mixed = pdfium.PdfDocument.new()
    for source in (text, stream.getvalue()):
        mixed.import_pages(pdfium.PdfDocument(source), [0])
    stream = io.BytesIO()
    mixed.save(stream)
    document = read(stream.getvalue(), "混合.pdf")
    assert document.form is DocumentForm.PDF
    assert document.ocr_confidence is not None
    scan = dataclasses.replace(document, text=document.text.split("\f")[1], form=DocumentForm.SCAN)
    assert error_rate(words(scan), wanted) <= 1
    assert all(start > document.text.index("\f") for start, _ in document.doubtful)


def test_a_pdf_of_pictures_is_a_scan() -> None:
    image, wanted = draw_page(Story("anhua", paragraphs=1), Paper(width_mm=100), 120)
    stream = io.BytesIO()
    image.save(stream, "PDF", resolution=120)
    document = read(stream.getvalue(), "扫描.pdf")
    assert document.form is DocumentForm.SCAN
    assert error_rate(words(document), wanted) <= 1


def test_a_picture_without_words_says_so() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(stream, "PNG")
    with pytest.raises(ReadingError, match="没有识别出文字"):
        read(stream.getvalue(), "白.png")


def test_what_is_missing_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    recognizing._load_engine.cache_clear()
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(stream, "PNG")
    try:
        with pytest.raises(ReadingError) as caught:
            read(stream.getvalue(), "扫描.png")
    finally:
        recognizing._load_engine.cache_clear()
    assert "没有装好" in caught.value.reason
    assert "pip install -r requirements.txt" in caught.value.advice


def test_a_figure_that_rests_on_a_doubtful_character_says_so() -> None:
    name = "洪江区自然资源_扫描.jpg"
    parsed = parse_document(name, (Path(__file__).parents[2] / "seeds" / name).read_bytes())
    raw, [article] = parsed.document.text, parsed.articles
    noted = 0
    for figure in parsed.figures:
        where = range(figure.char_start, figure.char_end)
        offsets = {
            raw_at + at - start
            for start, raw_at, length in article.raw_spans
            for at in where
            if start <= at < start + length
        }
        doubts = [raw[a:b] for a, b in parsed.document.doubtful if offsets & set(range(a, b))]
        notes = [note for note in figure.confidence_notes if note.startswith("扫描识别不清")]
        assert bool(notes) == bool(doubts), figure.quote
        assert all(doubt in notes[0] for doubt in doubts)
        noted += len(notes)
    assert 0 < noted < len(parsed.figures)
