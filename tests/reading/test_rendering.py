"""Pages as pictures: the right one, of the right size, or a reason."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from data_layer.errors import ReadingError
from data_layer.reading import render_page

COLOURS = [(200, 30, 30), (30, 160, 30), (30, 30, 200)]


def pages_file(form, size=(300, 400), colours=COLOURS):
    """A file of one-coloured pages."""
    first, *others = [Image.new("RGB", size, colour) for colour in colours]
    out = io.BytesIO()
    first.save(out, form, **({"save_all": True, "append_images": others} if others else {}))
    return out.getvalue()


def drawn(data, page=1, width=600):
    picture = Image.open(io.BytesIO(render_page(data, page, width)))
    assert picture.format == "PNG"
    return picture


def near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["PDF", "TIFF"])
@pytest.mark.parametrize("page", [1, 2, 3])
def test_the_page_that_is_asked_for(form, page):
    picture = drawn(pages_file(form), page)
    assert near(picture.getpixel((picture.width // 2, picture.height // 2)), COLOURS[page - 1])


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP"])
def test_an_image_has_one_page(form):
    data = pages_file(form, colours=COLOURS[:1])
    assert near(drawn(data).getpixel((5, 5)), COLOURS[0])
    with pytest.raises(ReadingError, match="没有第 2 页"):
        render_page(data, 2, 600)


def test_sizes():
    assert drawn(pages_file("PDF"), width=900).size == (900, 1200)
    assert drawn(pages_file("PNG", (1200, 1600), COLOURS[:1]), width=600).size == (600, 800)
    assert drawn(pages_file("PNG", (60, 80), COLOURS[:1]), width=600).size == (60, 80)


def test_a_strip_does_not_fill_the_memory():
    picture = drawn(pages_file("PDF", (10, 14000), COLOURS[:1]), width=2000)
    assert picture.width * picture.height <= 12_100_000


def test_a_turned_photograph_stands_upright():
    picture, out = Image.new("RGB", (400, 300), COLOURS[0]), io.BytesIO()
    orientation = Image.Exif()
    orientation[0x0112] = 6
    picture.save(out, "JPEG", exif=orientation)
    assert drawn(out.getvalue(), width=300).size == (300, 400)


@pytest.mark.parametrize("page", [0, -1, 4])
def test_pages_that_are_not_there(page):
    for form in ("PDF", "TIFF"):
        with pytest.raises(ReadingError, match="原件里没有第"):
            render_page(pages_file(form), page, 600)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("一段文字".encode(), id="text"),
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7 broken", id="broken-pdf"),
        pytest.param(b"\x89PNG broken", id="broken-image"),
    ],
)
def test_what_cannot_be_drawn(data):
    with pytest.raises(ReadingError):
        render_page(data, 1, 600)


def test_sessions_draw_at_once():
    data = pages_file("PDF")
    with ThreadPoolExecutor(8) as threads:
        pictures = list(threads.map(lambda page: drawn(data, page % 3 + 1, 200), range(24)))
    assert all(near(one.getpixel((9, 9)), COLOURS[page % 3]) for page, one in enumerate(pictures))
