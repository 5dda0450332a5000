"""The bytes of an image file to pictures of pages: upright, in colour, of a size that memory holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_layer.errors import ReadingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

__all__ = ["IMAGE_SUFFIXES", "is_image", "read_pictures"]

IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"})
_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
_DAMAGED = ("图片已损坏，打不开", "请重新扫描或下载，也可以用看图软件打开后另存为 jpg 再导入")
_TOO_LARGE = ("图片太大（{:.0f} 百万像素）", "请用 300 dpi 以下重新扫描，或用看图软件缩小后再导入")
_TOO_MANY = ("图片里有 {} 页，太多了", "请拆成几个文件再导入")


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """What pictures are taken.

    Attributes:
        max_pixels: a broadsheet page of 390 x 540 mm at 600 dpi has 118 million.
        kept_pixels: larger ones are made smaller; the same page at 300 dpi has 29 million.
        max_pages: of one TIFF file.
    """

    max_pixels: int = 120_000_000
    kept_pixels: int = 30_000_000
    max_pages: int = 1000


_LIMITS = ImageLimits()


def is_image(data: bytes) -> bool:
    """Whether the first bytes are those of an image that is read."""
    return data.startswith(_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def read_pictures(data: bytes) -> Iterator[NDArray[np.uint8]]:
    """The pages of an image file, as rows, columns, blue-green-red; only TIFF has more than one.

    Raises:
        ReadingError: if it is damaged or too large.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and names what to do
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if pages > _LIMITS.max_pages:
                raise ReadingError(_TOO_MANY[0].format(pages), _TOO_MANY[1])
            for number in range(pages):
                image.seek(number)
                yield _picture(image)
    except ReadingError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # the decoders raise whatever a broken part makes them stumble over
        raise ReadingError(*_DAMAGED) from error


def _picture(image: Image.Image) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import ImageOps

    longest = max(image.size)
    if image.format == "JPEG" and image.width * image.height > _LIMITS.kept_pixels:
        image.draft("RGB", (longest // 2, longest // 2))
    pixels = image.width * image.height
    if pixels > _LIMITS.max_pixels:
        raise ReadingError(_TOO_LARGE[0].format(pixels / 1e6), _TOO_LARGE[1])
    if pixels > _LIMITS.kept_pixels:
        image = image.reduce(2)
    colour = ImageOps.exif_transpose(_in_colour(image))
    return np.ascontiguousarray(np.asarray(colour, np.uint8)[:, :, ::-1])


def _in_colour(image: Image.Image) -> Image.Image:
    """Any mode to RGB, what is transparent white."""
    import numpy as np
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        grey = np.asarray(image, np.float32)
        image = Image.fromarray((grey * (255 / max(1.0, float(grey.max())))).clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        see_through = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, see_through)
    return image.convert("RGB")
