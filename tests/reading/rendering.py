"""Newspaper pages drawn from the articles of seeds/sources.yml, and scanned well or badly.

A page is a tree of blocks: ``Story`` (headline, author, body in columns), ``Beside`` (blocks side by side),
``Stack`` (blocks one under another). Drawing one gives the picture and the words in reading order.
"""

from __future__ import annotations

import functools
import io
import os
import runpy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

SEEDS = Path(__file__).parents[2] / "seeds"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
BOLD = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
SIMPLIFIED = 2
"""Number of the simplified Chinese face in Noto's collections."""
PAPER, INK = 248, 30
BUILD = runpy.run_path(str(SEEDS / "build.py"))
ARTICLES = BUILD["load_articles"]()


def needs_font() -> pytest.MarkDecorator:
    """Skips where no Chinese font is installed; on CI, which installs one, the tests fail instead."""
    missing = not (FONT.exists() and BOLD.exists())
    return pytest.mark.skipif(
        missing and not os.environ.get("CI"), reason="Noto CJK (fonts-noto-cjk) is not installed"
    )


@dataclass(frozen=True)
class Scan:
    """How a page was scanned: resolution, blur in pixels, skew in degrees, JPEG quality (None: PNG)."""

    dpi: int = 200
    blur: float = 0.0
    skew: float = 0.0
    quality: int | None = None


CLEAN = Scan()
FAIR = Scan(150, 0.8, 0.5, 60)
POOR = Scan(120, 1.2, 1.0, 40)


@dataclass(frozen=True)
class Story:
    """An article of sources.yml in columns; ``paragraphs`` limits how much of it is drawn."""

    name: str
    columns: int = 1
    paragraphs: int | None = None
    centred: bool = True


@dataclass(frozen=True)
class Beside:
    """Blocks side by side; ``shares`` of the width, equal ones by default."""

    blocks: tuple[Block, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Stack:
    """Blocks one under another."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Picture:
    """A grey picture with a caption under it."""

    caption: str
    height_mm: float = 30.0


Block = Story | Beside | Stack | Picture


@dataclass(frozen=True)
class Paper:
    """Size of the page and of its print, in millimetres and points."""

    width_mm: float = 210.0
    margin_mm: float = 14.0
    points: float = 10.5
    leading: float = 1.5
    gutter_em: float = 1.6


@functools.cache
def face(path: Path, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels, index=SIMPLIFIED)


class Press:
    """Draws blocks; coordinates are pixels at the scan's resolution."""

    def __init__(self, paper: Paper, dpi: int) -> None:
        self.paper = paper
        self.dpi = dpi
        self.em = round(paper.points * dpi / 72)
        self.image = Image.new("L", (self.pixels(paper.width_mm), 40_000), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.words: list[str] = []

    def pixels(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / 25.4)

    def block(self, block: Block, left: float, top: float, width: float) -> float:
        """Draw a block and return where it ends."""
        if isinstance(block, Story):
            return self.story(block, left, top, width)
        if isinstance(block, Picture):
            return self.picture(block, left, top, width)
        if isinstance(block, Stack):
            for one in block.blocks:
                top = self.block(one, left, top, width) + self.em * 1.6
            return top - self.em * 1.6
        gutter = self.em * self.paper.gutter_em * 1.3
        shares = block.shares or (1 / len(block.blocks),) * len(block.blocks)
        room = width - gutter * (len(shares) - 1)
        bottom = top
        for one, share in zip(block.blocks, shares, strict=True):
            bottom = max(bottom, self.block(one, left, top, room * share))
            left += room * share + gutter
        return bottom

    def story(self, story: Story, left: float, top: float, width: float) -> float:
        article = ARTICLES[story.name]
        sizes = {1: (2.0,), 2: (2.0, 1.3), 3: (1.3, 2.0, 1.3)}[len(article.title)]
        for words, size in zip(article.title, sizes, strict=True):
            top = self.headline(words, size, left, top, width, centred=story.centred)
        body = list(article.body[: story.paragraphs])
        if article.byline.startswith("（"):
            body[-1] += article.byline
        elif article.byline:
            top = self.headline(article.byline, 0.95, left, top, width, path=FONT, centred=story.centred)
        top += self.em * 0.5
        return self.columns(body, story.columns, left, top, width)

    def headline(
        self,
        words: str,
        size: float,
        left: float,
        top: float,
        width: float,
        *,
        centred: bool,
        path: Path = BOLD,
    ) -> float:
        self.words.append(words)
        font = face(path, round(self.em * size))
        for line in BUILD["wrap"](words, max(1, width // (self.em * size))):
            indent = (width - self.draw.textlength(line, font)) / 2 if centred else 0
            self.draw.text((left + indent, top), line, INK, font)
            top += self.em * size * 1.35
        return top + self.em * 0.3

    def columns(self, body: Sequence[str], count: int, left: float, top: float, width: float) -> float:
        gutter = self.em * self.paper.gutter_em
        room = (width - gutter * (count - 1)) / count
        lines: list[tuple[str, bool, bool]] = []  # words, whether it is justified, whether it is a heading
        for text in body:
            self.words.append(text.removeprefix("= "))
            heading = text.startswith("= ")
            wrapped = BUILD["wrap"](text[2:] if heading else "　　" + text, room // self.em)
            lines += [(line, line is not wrapped[-1] and not heading, heading) for line in wrapped]
        step = self.em * self.paper.leading
        rows = -(-len(lines) // count)
        for number, (line, justified, heading) in enumerate(lines):
            x, y = left + number // rows * (room + gutter), top + number % rows * step
            font = face(BOLD if heading else FONT, self.em)
            self.line(line, x, y, room if justified else None, font)
        return top + rows * step

    def line(self, words: str, x: float, y: float, width: float | None, font: ImageFont.FreeTypeFont) -> None:
        """Letter by letter, set apart to fill ``width``."""
        indent = len(words) - len(words.lstrip("　"))
        x += indent * self.em
        words = words[indent:]
        advances = [font.getlength(char) for char in words]
        extra = 0.0
        if width is not None and len(words) > 1:
            extra = (width - indent * self.em - sum(advances)) / (len(words) - 1)
        for char, advance in zip(words, advances, strict=True):
            self.draw.text((x, y), char, INK, font)
            x += advance + extra

    def picture(self, picture: Picture, left: float, top: float, width: float) -> float:
        bottom = top + self.pixels(picture.height_mm)
        self.draw.rectangle((left, top, left + width, bottom), 150)
        font = face(FONT, round(self.em * 0.85))
        self.words.append(picture.caption)
        self.draw.text((left, bottom + self.em * 0.5), picture.caption, INK, font)
        return bottom + self.em * 2


def draw_page(block: Block, paper: Paper, dpi: int) -> tuple[Image.Image, str]:
    """The clean page, and its words in reading order, one paragraph a line."""
    press = Press(paper, dpi)
    margin = press.pixels(paper.margin_mm)
    bottom = press.block(block, margin, margin, press.image.width - 2 * margin)
    return press.image.crop((0, 0, press.image.width, round(bottom) + margin)), "\n".join(press.words)


def scan_page(image: Image.Image, scan: Scan) -> bytes:
    """The file that a scanner makes of a page."""
    if scan.skew:
        image = image.rotate(scan.skew, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    if scan.blur:
        image = image.filter(ImageFilter.GaussianBlur(scan.blur))
    stream = io.BytesIO()
    if scan.quality:
        image.save(stream, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))
    else:
        image.save(stream, "PNG", dpi=(scan.dpi, scan.dpi))
    return stream.getvalue()


def scanned(block: Block, scan: Scan, paper: Paper = Paper()) -> tuple[bytes, str]:
    """A page drawn and scanned: the file, and the words in reading order."""
    image, words = draw_page(block, paper, scan.dpi)
    return scan_page(image, scan), words


def error_rate(read: str, wanted: str) -> float:
    """Character errors in 100 characters of the wanted text, spaces aside."""
    read, wanted = "".join(read.split()), "".join(wanted.split())
    return 100 * Levenshtein.distance(read, wanted) / len(wanted)


ONE_COLUMN = Story("hongjiang")
TWO_COLUMNS = Story("wuling", 2)
THREE_COLUMNS = Stack((Story("anhua", 3), Story("lengshuijiang", 3)))
FOUR_COLUMNS = Stack(
    (
        Story("yongxing", 4),
        Beside((Story("anhua", 2), Story("suining", 2))),
    )
)
UNEVEN = Beside((Story("daxiang", 1), Stack((Story("huaihua", 3), Story("anhua", 3)))), (0.24, 0.76))
WIDE = Paper(width_mm=280.0)


class _Recorder:
    """Stands in for a drawing: notes what is written where."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw
        self.written: list[tuple[float, float, str, float]] = []

    def text(self, place: tuple[float, float], words: str, _ink: int, font: ImageFont.FreeTypeFont) -> None:
        self.written.append((*place, words, font.size))

    def textlength(self, words: str, font: ImageFont.FreeTypeFont) -> float:
        return self._draw.textlength(words, font)

    def rectangle(self, *_: object) -> None:
        """Pictures are left out."""


def pdf_page(block: Block, paper: Paper, order: str = "as set") -> tuple[bytes, str]:
    """The page as a PDF with a text layer, and its words; ``order`` is that in which the file draws them.

    ``as set``: column by column; ``across``: line by line over all columns, as some programs print;
    ``headlines last``: as newspapers' typesetting programs do.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    press = Press(paper, 72)
    recorder = _Recorder(press.draw)
    press.draw = recorder
    margin = press.pixels(paper.margin_mm)
    height = press.block(block, margin, margin, press.image.width - 2 * margin) + margin
    written = recorder.written
    if order == "across":
        written = sorted(written, key=lambda one: (round(one[1] + one[3]), one[0]))
    elif order == "headlines last":
        written = sorted(written, key=lambda one: one[3] > press.em * 1.2)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(press.image.width, height))
    for x, y, words, size in written:
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, height - y - size, words)
    canvas.save()
    return stream.getvalue(), "\n".join(press.words)
