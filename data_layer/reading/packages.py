"""Office's packages (docx, xlsx, pptx): zip archives of XML parts, guarded against those made to do harm."""

from __future__ import annotations

import io
import zipfile

from data_layer.errors import ReadingError

__all__ = ["parts_of"]

_MAX_UNPACKED_BYTES = 500_000_000
"""A package that unpacks to more is no document but a bomb."""
_MAX_XML_BYTES = 60_000_000
"""Its tree takes up to ten times as much memory; a book of a million characters has 20 MB."""
_TOO_LARGE = ("文件展开后过大，可能不是正常的文档", "请确认文件来源，或拆成几个较小的文件再导入")


def parts_of(data: bytes, damaged: tuple[str, str]) -> frozenset[str]:
    """The names of a package's parts.

    Args:
        data: the package's bytes.
        damaged: reason and advice where it can't be opened.

    Raises:
        ReadingError: if it is damaged, or unpacks to more than a document holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadingError(*damaged) from error
    xml = sum(part.file_size for part in parts if part.filename.endswith(".xml"))
    if xml > _MAX_XML_BYTES or sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
        raise ReadingError(*_TOO_LARGE)
    return frozenset(part.filename for part in parts)
