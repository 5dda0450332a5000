"""A page of a PDF or an image file as a picture to look at."""

from __future__ import annotations

import io
import math
import threading
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from data_layer.errors import ReadingError

__all__ = ["render_page"]

_NO_PICTURE = ("这种文件没有可以看的页面", "请看左边的文字")
_NO_PAGE = ("原件里没有第 {} 页", "请选别的页")
_TOO_LARGE = ("原件太大，不能在这里看", "请在保存原件的地方打开它")
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
_DAMAGED = ("原件的这一页画不出来", "请在保存原件的地方打开它")

_pdfium = threading.Lock()
"""PDFium may be called by one thread at a time (its public/fpdfview.h); a server's sessions are threads."""


@dataclass(frozen=True, slots=True)
class RenderingLimits:
    """How large a picture becomes.

    Attributes:
        max_pixels: whatever width is asked for; a strip of a page can be very long.
        max_image_pixels: of an image before it is made smaller; a broadsheet page at 600 dpi has 118 million.
    """

    max_pixels: int = 12_000_000
    max_image_pixels: int = 120_000_000


_LIMITS = RenderingLimits()


def render_page(data: bytes, page: int, width: int) -> bytes:
    """One page as PNG.

    Args:
        data: the bytes of a PDF, or of an image (TIFF may have several pages).
        page: from 1.
        width: of the picture, in pixels; a page that would get too many pixels becomes narrower.

    Raises:
        ReadingError: if there is no such page, or it can't be drawn.
    """
    is_pdf = b"%PDF-" in data[:1024]
    picture = _pdf_page(data, page, width) if is_pdf else _image_page(data, page, width)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _pdf_page(data: bytes, number: int, width: int) -> Image.Image:
    with _pdfium:
        try:
            pdf = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise ReadingError(*_DAMAGED) from error
        try:
            if not 1 <= number <= len(pdf):
                raise ReadingError(_NO_PAGE[0].format(number), _NO_PAGE[1])
            page = pdf[number - 1]
            page_width, page_height = page.get_size()
            bitmap = page.render(scale=_scale(page_width, page_height, width))
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
        except pdfium.PdfiumError as error:
            raise ReadingError(*_DAMAGED) from error
        finally:
            pdf.close()
    return picture


def _image_page(data: bytes, number: int, width: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _LIMITS.max_image_pixels:
                raise ReadingError(*_TOO_LARGE)
            if not 1 <= number <= getattr(image, "n_frames", 1):
                raise ReadingError(_NO_PAGE[0].format(number), _NO_PAGE[1])
            image.seek(number - 1)
            picture = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        raise ReadingError(*_NO_PICTURE) from error
    except (ReadingError, MemoryError):
        raise
    except Exception as error:  # the decoders raise whatever a broken part makes them stumble over
        raise ReadingError(*_DAMAGED) from error
    scale = min(1.0, _scale(picture.width, picture.height, width))
    return picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))


def _scale(page_width: float, page_height: float, width: int) -> float:
    page_width, page_height = max(page_width, 1.0), max(page_height, 1.0)
    return min(width / page_width, math.sqrt(_LIMITS.max_pixels / (page_width * page_height)))
