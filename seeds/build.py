"""Lay out the generated sample documents: the texts of sources.yml in the forms that real documents have.

Run by hand after a change of sources.yml; the sums in manifest.yml are renewed. ``python seeds/build.py``
writes the forms that are text, pure functions of sources.yml, which tests/seeds holds; with ``--binary`` the
others too. Of these the Word file needs python-docx, the PDF Debian's chromium, the scan Pillow, and the last
two Noto Sans CJK.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NEWSPAPER_COLUMN = 17
"""Width of a newspaper's column in full-width characters, as in the pages whose form this is."""
COMPENDIUM_PAGE = 430
"""Characters on a page of the compendium."""
TITLE, BYLINE, LEAD, END = "=title", "=byline", "=lead", "=end"

Step = tuple[str, str]
"""An article and what of it comes next: its title, byline, lead, its body up to these words, or the rest."""

FOUR_COUNTIES: tuple[Step, ...] = (
    ("wuling", END), ("wuling", TITLE), ("wuling", BYLINE),
    ("anhua", END), ("anhua", TITLE),
    ("lengshuijiang", END), ("lengshuijiang", TITLE), ("lengshuijiang", BYLINE), ("lengshuijiang", LEAD),
    ("yongxing", BYLINE), ("yongxing", END), ("yongxing", TITLE),
)  # fmt: skip
HUAIHUA_PAGE: tuple[Step, ...] = (
    ("huaihua", END), ("huaihua", TITLE), ("huaihua", BYLINE),
    ("suining", END), ("suining", TITLE),
    ("daxiang", END), ("daxiang", TITLE),
)  # fmt: skip
SECOND_READING: tuple[Step, ...] = (
    ("wuling", TITLE), ("wuling", BYLINE), ("wuling", "靠协调了结，205名"), ("wuling", END),
    ("yongxing", TITLE), ("yongxing", BYLINE), ("yongxing", "规模以上工业企业现有"),
    ("anhua", TITLE), ("anhua", "安化县城乡供水公司专门"),
    ("yongxing", END),
    ("anhua", END),
    ("lengshuijiang", TITLE), ("lengshuijiang", BYLINE), ("lengshuijiang", LEAD),
    ("lengshuijiang", "成了“一县"), ("lengshuijiang", END),
)  # fmt: skip
GOVERNANCE_PAGE: tuple[Step, ...] = (
    ("zhuzhou", TITLE), ("zhuzhou", BYLINE), ("zhuzhou", "该区与长沙的区县对接10余次，签订合作协"),
    ("jianghua", "沱江、西河等河段陆续"),
    ("zhuzhou", END),
    ("jianghua", TITLE), ("jianghua", END),
    ("qiyang", TITLE), ("qiyang", "祁阳治安民警把宾馆、网吧、出租屋逐一"),
    ("louxing", TITLE), ("louxing", BYLINE), ("louxing", END),
    ("qiyang", END),
    ("gaoxin", TITLE), ("gaoxin", "学校、企业课堂宣讲，几股力"),
    ("dachuan", TITLE), ("dachuan", END),
    ("gaoxin", END),
    ("lengshuitan", "“好邻居”调解室，聘请调"),
    ("shangwu", TITLE), ("shangwu", END),
    ("lengshuitan", TITLE), ("lengshuitan", END),
    ("pingjiang", TITLE), ("pingjiang", END),
)  # fmt: skip
MISREAD: tuple[tuple[str, str], ...] = (
    ("新增就业8210人", "新增就业8270人"), ("251起", "257起"), ("5241.5万元", "5241.5万"),
    ("项项超额", "项项 exceeded"), ("调撤116件", "调搬116件"), ("5.8万户", "5.3万户"), ("铎山镇", "铨山镇"),
    ("1593名", "1598名"), ("融资18.8亿元", "融资188亿元"), ("改扩建", "改扩延"),
    ("底泥1.1万吨", "底泥1.7万吨"), ("千亿园区", "干亿园区"), ("稀贵金属", "稀责金属"), ("屋场", "屋埸"),
)  # fmt: skip
"""What the second reading of the page has instead; manifest.yml names the changed figures."""
WORD_FILE = ("shannan", "jianshi", "xuancheng", "shandong", "gongqingtuan")
PDF_FILE = ("shijiazhuang", "xiangtanrencai", "guixi")
REVIEWS = ("shanxi", "yanan", "dazhou", "huhehaote", "huanggang", "loudi", "qingyang", "zhangjiakou",
            "xiangtansifa", "maiji", "weinan", "chenzhou")  # fmt: skip


@dataclass(frozen=True)
class Article:
    """An article of sources.yml: the pieces of its title, its paragraphs; ``= `` begins a sub-heading."""

    title: tuple[str, ...]
    byline: str
    date: str
    lead: str
    body: tuple[str, ...]


def load_articles() -> dict[str, Article]:
    """The articles of sources.yml by id."""
    data = yaml.safe_load((HERE / "sources.yml").read_text("utf-8"))
    return {
        entry["id"]: Article(
            tuple(entry["title"]),
            entry.get("byline", ""),
            str(entry.get("date", "")),
            entry.get("lead", "").strip(),
            tuple(entry["body"].strip().splitlines()),
        )
        for entry in data["articles"]
    }


def pieces(steps: Sequence[Step], articles: dict[str, Article]) -> Iterator[tuple[str, list[str]]]:
    """Each step with the paragraphs it asks for; a body that is cut goes on where it stopped."""
    rest = {name: "\n".join(_body(article)) for name, article in articles.items()}
    for name, what in steps:
        article = articles[name]
        if what == TITLE:
            yield TITLE, list(article.title)
        elif what == BYLINE:
            yield BYLINE, [article.byline]
        elif what == LEAD:
            yield LEAD, [article.lead]
        else:
            cut = len(rest[name]) if what == END else rest[name].index(what) + len(what)
            yield END, rest[name][:cut].strip("\n").split("\n")
            rest[name] = rest[name][cut:]


def _body(article: Article) -> list[str]:
    """The paragraphs, a byline in brackets put at the end of the last one."""
    body = list(article.body)
    if article.byline.startswith("（"):
        body[-1] += article.byline
    return body


def wrap(text: str, columns: float) -> list[str]:
    """Cut into lines of so many full-width characters, ASCII counted half; numbers stay whole."""
    lines, line, width = [], "", 0.0
    for token in re.findall(r"[0-9.%+-]+|.", text):
        room = 0.5 * len(token) if token.isascii() else 1
        if width + room > columns and token not in "，。；：、）”":
            lines.append(line)
            line, width = "", 0.0
        line += token
        width += room
    return [*lines, line] if line else lines


def text_layer_page(steps: Sequence[Step], articles: dict[str, Article]) -> str:
    """A newspaper page as a PDF's text layer gives it: short lines far apart, some letters spaced out."""
    lines: list[str] = []
    for kind, paragraphs in pieces(steps, articles):
        if kind == TITLE:
            lines.append("\n".join(paragraphs))
        elif kind == BYLINE:
            lines.append(paragraphs[0])
        else:
            for paragraph in paragraphs:
                heading = paragraph.startswith("= ")
                parts = paragraph[2:].split("，") if heading else wrap(paragraph, NEWSPAPER_COLUMN)
                lines += ["，\n".join(parts)] if heading else parts
    return "\n\n".join(_space_out(line, number) for number, line in enumerate(lines)) + "\n"


def _space_out(line: str, number: int) -> str:
    """Spaces around numbers, on every sixth line between all letters, as justified setting leaves them."""
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", line)
    if number % 6 == 4 and "\n" not in line:
        spaced = re.sub(r"(?<=[^\x00-\x7f，。；、])(?=[^\x00-\x7f])", " ", spaced)
    return spaced


def second_reading(steps: Sequence[Step], articles: dict[str, Article]) -> str:
    """The same page read by OCR: whole paragraphs, half-width stops, articles cut apart, MISREAD instead."""
    blocks: list[str] = []
    for _, paragraphs in pieces(steps, articles):
        blocks += [text.removeprefix("= ") for text in paragraphs]
    text = "\n\n".join(blocks) + "\n"
    for right, wrong in MISREAD:
        if right not in text:
            raise ValueError(f"{right} does not stand in the page")
        text = text.replace(right, wrong)
    return text.translate(str.maketrans("，；：", ",;:"))


def interleaved_page(steps: Sequence[Step], articles: dict[str, Article]) -> str:
    """A page whose columns an OCR took apart: blocks cut in mid-sentence, their lines joined by a space."""
    blocks: list[str] = []
    for kind, paragraphs in pieces(steps, articles):
        if kind == TITLE:
            blocks += paragraphs
        else:
            blocks += [" ".join(wrap(text.removeprefix("= "), NEWSPAPER_COLUMN)) for text in paragraphs]
    return "\n\n".join(blocks).translate(str.maketrans("，；：“”", ',;:""')) + "\n"


def compendium(names: Sequence[str], articles: dict[str, Article]) -> str:
    """A collection of reviews turned from pages into markdown: contents, page breaks inside sentences."""
    bodies, starts, filled = [], [], 2 * COMPENDIUM_PAGE
    for name in names:
        article = articles[name]
        starts.append(filled // COMPENDIUM_PAGE + 1)
        blocks = [f"# {article.title[0]}", article.date]
        for text in article.body:
            if text.startswith("= "):
                blocks.append(f"## **{text[2:]}**")
                continue
            blocks.append(_break_page(text, COMPENDIUM_PAGE - filled % COMPENDIUM_PAGE))
            filled += len(text)
        bodies.append("\n\n".join(blocks))
        filled = (filled // COMPENDIUM_PAGE + 1) * COMPENDIUM_PAGE
    contents = "\n".join(
        f"{number}...{articles[name].title[0]}\t{start}"
        for number, (name, start) in enumerate(zip(names, starts, strict=True), 1)
    )
    note = "（说明：各篇由本项目编写，事实和数字取自公开的工作综述，可自由使用。）"
    cover = f"# 2021年各地工作综述选编\n\n县数样例文库\n\n{note}"
    text = "\n\n\n".join([cover, f"# 目录\n\n{contents}", *bodies])
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text) + "\n"


def _break_page(text: str, left: int) -> str:
    """``text`` with a break after ``left`` characters, not inside a number."""
    while 0 < left < len(text) and text[left].isascii():
        left += 1
    return f"{text[:left]}\n\n{text[left:]}" if 0 < left < len(text) else text


def write_docx(path: Path, names: Sequence[str], articles: dict[str, Article]) -> None:
    """A Word file: titles as headings of the first level, dates under them."""
    from docx import Document

    document = Document()
    for name in names:
        article = articles[name]
        document.add_heading(article.title[0], 1)
        document.add_paragraph(article.date)
        for text in article.body:
            document.add_heading(text[2:], 2) if text.startswith("= ") else document.add_paragraph(text)
    document.core_properties.author = document.core_properties.comments = ""
    document.save(str(path))


def write_pdf(path: Path, names: Sequence[str], articles: dict[str, Article]) -> None:
    """A PDF with text, set in two columns by chromium, its fonts embedded as subsets."""
    parts = []
    for name in names:
        article = articles[name]
        parts.append(f"<h1>{escape(article.title[0])}</h1><p class=date>{article.date}</p><div>")
        for text in article.body:
            tag, words = ("h2", text[2:]) if text.startswith("= ") else ("p", text)
            parts.append(f"<{tag}>{escape(words)}</{tag}>")
        parts.append("</div>")
    style = (
        "body{font:10.5pt/1.7 'Noto Sans CJK SC'}h1,h2{font-weight:400}.date{text-align:center}"
        "h1{font-size:18pt;text-align:center;break-before:page}h1:first-of-type{break-before:auto}"
        "h2{font-size:13pt}div{columns:2;column-gap:2em;text-align:justify}div p{text-indent:2em;margin:0}"
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        html = f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{style}</style>{''.join(parts)}"
        page.write_text(html, "utf-8")
        options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={path}"]
        subprocess.run(["chromium", *options, str(page)], check=True, capture_output=True, timeout=120)


def write_scan(path: Path, article: Article) -> None:
    """A scanned page: grey, a little blurred, a little askew."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    page = Image.new("L", (1240, 720), 246)
    draw = ImageDraw.Draw(page)
    y = 70
    for size, text in zip((52, 34), article.title, strict=True):
        font = ImageFont.truetype(FONT, size, index=2)
        draw.text(((page.width - draw.textlength(text, font)) / 2, y), text, 30, font)
        y += size * 2
    font = ImageFont.truetype(FONT, 27, index=2)
    for paragraph in _body(article):
        for line in wrap("　　" + paragraph, 40):
            draw.text((75, y), line, 40, font)
            y += 46
        y += 10
    noise = Image.effect_noise(page.size, 18)
    page = Image.blend(page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=246), noise, 0.12)
    page.filter(ImageFilter.GaussianBlur(0.8)).save(path, quality=55)


def text_forms(articles: dict[str, Article]) -> dict[str, str]:
    """The documents that are text, by file name."""
    return {
        "县市专版_文字层.txt": text_layer_page(FOUR_COUNTIES, articles),
        "县市专版_识别稿.txt": second_reading(SECOND_READING, articles),
        "怀化等地专版_文字层.txt": text_layer_page(HUAIHUA_PAGE, articles),
        "基层治理专版_分栏交错.txt": interleaved_page(GOVERNANCE_PAGE, articles),
        "2021年各地工作综述选编.md": compendium(REVIEWS, articles),
    }


def renew_sums() -> None:
    """Put the checksum of each file that manifest.yml names into it."""

    def renewed(entry: re.Match[str]) -> str:
        return entry[1] + hashlib.sha256((HERE / entry[2]).read_bytes()).hexdigest()

    manifest = HERE / "manifest.yml"
    text = manifest.read_text("utf-8")
    text = re.sub(r"(?s)(- file: ([^\n]+)\n(?:(?!\n- file).)*?sha256: )(?:[0-9a-f]{64}|'')", renewed, text)
    manifest.write_text(text, "utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Write the generated documents beside this script."""
    articles = load_articles()
    for name, text in text_forms(articles).items():
        (HERE / name).write_text(text, "utf-8", newline="\n")
    if "--binary" in arguments:
        write_docx(HERE / "驻村检察人才团建综述.docx", WORD_FILE, articles)
        write_pdf(HERE / "营商人才教育综述.pdf", PDF_FILE, articles)
        write_scan(HERE / "洪江区自然资源_扫描.jpg", articles["hongjiang"])
    renew_sums()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
