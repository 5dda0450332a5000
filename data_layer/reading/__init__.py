"""Bytes to Document: text in any encoding, markdown, HTML, Word, PDF, scans; zip archives of these.

What belongs here: telling what a file is and taking its text out, as it stands. What does not: judging or
changing that text (cleaning). Every failure is a ReadingError with a reason and an advice in Chinese.
"""

from __future__ import annotations

from data_layer.reading.archives import SourceFile, unpacked
from data_layer.reading.files import list_files
from data_layer.reading.formats import read_document
from data_layer.reading.rendering import render_page

__all__ = ["SourceFile", "list_files", "read_document", "render_page", "unpacked"]
