"""What rows depend on besides a document's bytes: the code, the lexicon, and the libraries.

What belongs here: fingerprints that decide whether stored rows still hold. What does not: the schema's.
"""

from __future__ import annotations

import functools
import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["cache_key", "overlay_fingerprint", "parse_fingerprint", "version_fingerprint"]

_FOLDER = Path(__file__).parents[1]
_PARSING = (
    "reading",
    "cleaning",
    "places",
    "periods",
    "segmenting",
    "topics",
    "figures",
    "checks",
    "lexicon",
    "model.py",
    "pipeline/parsing.py",
    "store/records.py",
)
"""What a document's rows are made with."""
_COMPARING = ("pipeline/stages.py", "duplicates", "store/whole.py", "store/extending.py", "store/grams.py")
"""What is computed anew over all documents."""
_OVERLAY = ("decisions", "store/overlay", "store/locating.py", "store/schema.py")
"""What decisions are laid over a version with."""
_LIBRARIES = (
    "ahocorasick-rs",
    "beautifulsoup4",
    "charset-normalizer",
    "jieba",
    "lxml",
    "numpy",
    "onnxruntime",
    "openpyxl",
    "opencv-python-headless",
    "pillow",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "rapidocr",
    "xlrd",
)
"""Libraries whose next release may read a document otherwise."""


@functools.cache
def parse_fingerprint() -> str:
    """Sha256 over all that a document's rows are made with, its bytes aside."""
    from data_layer import lexicon

    digest = hashlib.sha256(lexicon.fingerprint().encode())
    digest.update(f"python {platform.python_version()}".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    return _with_code(digest.hexdigest(), _PARSING)


@functools.cache
def version_fingerprint() -> str:
    """Sha256 over all that a whole version is made with, its documents aside."""
    return _with_code(parse_fingerprint(), _COMPARING)


@functools.cache
def overlay_fingerprint() -> str:
    """Sha256 over all that decisions come to rows with, version and decisions aside."""
    return _with_code(version_fingerprint(), _OVERLAY)


def cache_key(document_id: str, name: str) -> str:
    """What a document's rows hang on: its bytes, its name (it is in them), code, lexicon and libraries."""
    return hashlib.sha256(f"{document_id}\n{name}\n{parse_fingerprint()}".encode()).hexdigest()


def _with_code(seed: str, parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256(seed.encode())
    for part in parts:
        path = _FOLDER / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            digest.update(file.relative_to(_FOLDER).as_posix().encode())
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
