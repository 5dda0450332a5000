"""Which files a list of paths stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from data_layer.errors import ReadingError

__all__ = ["is_hidden", "list_files"]

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_TOOLS_FILES = (".yml", ".yaml", ".py")
"""Manifests and scripts that stand beside documents, as those of seeds/."""


def list_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files that ``paths`` name, folders walked, sorted within each path, each file once.

    Hidden files and folders, locks of an open Word file (``~$…``), system files, manifests and scripts are
    left out of a folder. A folder without any file gives an empty list; links to folders are not followed.

    Raises:
        ReadingError: if a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            found.update(dict.fromkeys(_walk(path)))
        elif path.exists():
            found[path] = None
        else:
            raise ReadingError(f"找不到文件或文件夹 {path}", "请检查路径是否写对，文件是否已被移走或改名")
    return list(found)


def _walk(folder: Path) -> list[Path]:
    files: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        files.extend(Path(parent, name) for name in names if not is_hidden(name))
    return sorted(files)


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is no document: hidden, a lock, a system's or a tool's file."""
    return name.startswith((".", "~$")) or name.endswith(_TOOLS_FILES) or name.lower() in _SYSTEM_FILES
