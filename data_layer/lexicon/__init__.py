"""Word lists and tables as data, with one loader module a lexicon.

What belongs here: data files (``.yaml``, ``.csv``), each opening with a comment that defines its keys, and
the modules that load them into frozen objects. What does not: anything that reads a document's text.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

import yaml

from data_layer.errors import LexiconError

__all__ = ["data_path", "fingerprint", "read_yaml"]

_FOLDER = Path(__file__).parent
_DATA_SUFFIXES = frozenset({".yaml", ".csv"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same language, ten times faster


def data_path(name: str) -> Path:
    """The path of the data file ``name``, say ``units.yaml``.

    Raises:
        LexiconError: if there is no such file.
    """
    path = _FOLDER / name
    if not path.is_file():
        raise LexiconError(f"lexicon file {name} is missing: reinstall the program or restore {path}")
    return path


def read_yaml(name: str) -> Any:
    """The content of one YAML lexicon file, plain objects.

    Raises:
        LexiconError: if the file is missing or is not YAML; the message names file and line.
    """
    try:
        return yaml.load(data_path(name).read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise LexiconError(f"lexicon file {name} is not valid YAML: {error}") from error


@functools.cache
def fingerprint() -> str:
    """Sha256 over all data files: parsed articles are kept only while it stays the same."""
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.rglob("*")):
        if path.suffix in _DATA_SUFFIXES:
            digest.update(path.relative_to(_FOLDER).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
