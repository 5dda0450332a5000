"""Damaged files of each form: a document or a clear error, no traceback, no hang, bounded memory."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from data_layer.errors import ReadingError
from data_layer.pipeline import FailedDocument, attempt_document
from data_layer.reading import read_document
from tests.reading.spreadsheets import old_workbook, workbook
from tests.reading.test_formats import pdf_file, word_file

ROOT = Path(__file__).parents[2]
WORDS = "一季度，全县完成投资3.2亿元，同比增长8.5%。\n" * 20
MOST_SECONDS = 30
MOST_MEGABYTES = 1000


def picture(form: str, **options: object) -> bytes:
    image = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(image).text((10, 10), "GDP 2021  8.5", "black", font_size=28)
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def scanned_pdf() -> bytes:
    return picture("PDF", resolution=72)


def two_pages() -> bytes:
    stream = io.BytesIO()
    first = Image.open(io.BytesIO(picture("PNG")))
    first.save(stream, "TIFF", save_all=True, append_images=[first.copy()], compression="tiff_lzw")
    return stream.getvalue()


WHOLE = {
    "a.txt": WORDS.encode("gb18030"),
    "b.txt": WORDS.encode("utf-16"),
    "a.md": ("# 总结\n\n| 甲 | 乙 |\n|---|---|\n" + WORDS).encode(),
    "a.html": f"<!doctype html><html><body><h1>总结</h1><table><tr><td>{WORDS}</td></tr></table>".encode(),
    "a.docx": word_file(),
    "a.xlsx": workbook({"一": [["指标", "数值"], ["公路里程（公里）", 12.5]]}),
    "a.xls": old_workbook([["指标", "数值"], ["公路里程（公里）", 12.5]]),
    "a.csv": "镇名,户数（户）\n甲镇,320\n".encode("gb18030"),
    "a.pdf": (ROOT / "seeds" / "营商人才教育综述.pdf").read_bytes(),
    "empty.pdf": pdf_file(2),
    "scan.pdf": scanned_pdf(),
    "a.jpg": picture("JPEG"),
    "a.png": picture("PNG"),
    "a.tif": two_pages(),
    "a.webp": picture("WEBP"),
    "a.bmp": picture("BMP"),
    "a.gif": picture("GIF"),
}
PICTURES = ("scan.pdf", "a.jpg", "a.png", "a.tif", "a.webp", "a.bmp", "a.gif")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut off, bits turned over, a stretch doubled or zeroed: mostly where a file says what it holds."""
    broken = bytearray(data)
    for _ in range(chance.randint(0, 8)):
        reach = len(broken) if chance.random() < 0.5 else min(len(broken), 200)
        broken[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    if chance.random() < 0.3:
        at = chance.randrange(len(broken))
        broken[at : at + 16] = bytes(16) if chance.random() < 0.5 else broken[at : at + 64] * 2
    if chance.random() < 0.4:
        broken = broken[: chance.randrange(1, len(broken))]
    return bytes(broken)


def assert_clear(name: str, data: bytes) -> None:
    outcome = attempt_document(name, data)
    if isinstance(outcome, FailedDocument):
        assert outcome.trace is None, outcome.trace
        assert outcome.failure.reason and outcome.failure.advice
    else:
        assert outcome.document.name == name


@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_give_a_document_or_a_clear_error(name: str) -> None:
    chance = random.Random(name)
    for _ in range(4 if name in PICTURES else 15):
        assert_clear(name, damaged(WHOLE[name], chance))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted({Path(name).suffix for name in WHOLE} | {".zip"})))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes, suffix: str) -> None:
    assert_clear(f"a{suffix}", data)


STARTS = [data[:24] for data in WHOLE.values()] + [b"PK\x03\x04", b"%PDF-1.7\n", b"RIFF....WEBP", b"<html>"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_bytes_behind_the_start_of_any_form(start: bytes, rest: bytes) -> None:
    assert_clear("a", start + rest)


def large_picture() -> bytes:
    """20,000 pixels square in one colour: 60 kB that unpack to 1.2 GB."""
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(stream, "PNG")
    return stream.getvalue()


def large_word_file() -> bytes:
    """A paragraph two hundred million characters long, packed."""
    stream = io.BytesIO(word_file())
    with zipfile.ZipFile(stream) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    words = "全县新修公路。".encode() * 10_000_000
    parts["word/document.xml"] = parts["word/document.xml"].replace("全年".encode(), words, 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def merged_sheet() -> bytes:
    """One cell merged over all of a sheet: seventeen thousand million places."""
    with zipfile.ZipFile(io.BytesIO(workbook({"一": [["指标", "数值"], ["户数（户）", 12]]}))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"</sheetData>", merges)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def nested(depth: int) -> bytes:
    return b"<html>" + b"<table><tr><td>" * depth + "新建校舍3栋。".encode() + b"</td></tr></table>" * depth


HOSTILE = {
    "large picture": ("a.png", large_picture),
    "wide strip": ("b.png", lambda: wide_strip()),
    "large Word file": ("a.docx", large_word_file),
    "wide sheet": ("a.xlsx", lambda: workbook({"一": [["甲"] + [None] * 16_000 + [1]] * 300})),
    "large sheet": ("b.xlsx", lambda: workbook({"一": [["甲", 1.5, 2.5, 3.5]] * 100_000})),
    "merged sheet": ("c.xlsx", merged_sheet),
    "long csv": ("a.csv", lambda: b'"' + b"1,2\n" * 1_000_000),
    "deep tables": ("a.html", lambda: nested(2000)),
    "long line": ("a.txt", lambda: ("全县新修公路12公里" * 40_000).encode()),
    "large page": ("c.html", lambda: b"<html>" + "<p>全县<b>8</b>公里。</p>".encode() * 400_000),
    "dots": ("b.txt", lambda: b". " * 500_000),
    "stars": ("a.md", lambda: b"*a " * 300_000),
    "pipes": ("b.md", lambda: b"|" * 300_000),
}


def wide_strip() -> bytes:
    stream = io.BytesIO()
    image = Image.new("L", (60_000, 40), 255)
    ImageDraw.Draw(image).text((10, 5), "2021 " * 400, 0, font_size=24)
    image.save(stream, "PNG")
    return stream.getvalue()


CHILD = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)
from data_layer.pipeline import FailedDocument, attempt_document
outcome = attempt_document(sys.argv[2], Path(sys.argv[1]).read_bytes())
failed = isinstance(outcome, FailedDocument)
used = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
own = [line.split()[1] for line in lines if line.startswith("VmHWM")]
peak = float(own[0] if own else used.ru_maxrss) / 1024
reason, trace = (outcome.failure.reason, outcome.trace) if failed else (None, None)
print(json.dumps({"reason": reason, "trace": trace, "peak": peak, "seconds": used.ru_utime + used.ru_stime}))
"""
"""Reads a file within so many seconds of processor time, and tells its own peak memory: getrusage tells that
of the process that started it, where that was more."""


@pytest.mark.slow
@pytest.mark.parametrize("form", HOSTILE)
def test_files_made_to_do_harm_cost_bounded_time_and_memory(form: str, tmp_path: Path) -> None:
    name, make = HOSTILE[form]
    path = tmp_path / name
    path.write_bytes(make())
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), name, str(MOST_SECONDS)],
        capture_output=True, timeout=20 * MOST_SECONDS, env=environment, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    print(form, told, f"{path.stat().st_size / 1e6:.1f} MB")
    assert not told["trace"], told["trace"]
    assert told["peak"] <= MOST_MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_many_damaged_files(name: str) -> None:
    chance = random.Random(f"many {name}")
    for _ in range(40 if name in PICTURES else 400):
        data = damaged(WHOLE[name], chance)
        try:
            read_document(name, data)
        except ReadingError as error:
            assert error.reason and error.advice
