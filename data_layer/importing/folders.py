"""Which folders of this machine a person may name to be imported, and what they hold.

What belongs here: what may be read, and refusing the rest in words. What does not: reading it (pipeline).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from data_layer.errors import ReadingError
from data_layer.reading import list_files
from data_layer.settings import ImportLimits

__all__ = ["FOLDERS_VARIABLE", "find_folder", "folder_roots"]

FOLDERS_VARIABLE = "COUNTY_FIGURES_FOLDERS"
_OFF = frozenset({"off", "no", "0", "none"})


def folder_roots(*, local: bool) -> tuple[Path, ...] | None:
    """In which folders a person may name one to be imported.

    What the server may read, everybody could read through it. So at first only a browser on this very machine
    may name folders; ``COUNTY_FIGURES_FOLDERS`` opens some to everybody (parted like ``PATH``), or none
    (``off``).

    Args:
        local: the person's browser is on this machine.

    Returns:
        Folders; an empty tuple for any folder, None where none may be named.
    """
    stated = os.environ.get(FOLDERS_VARIABLE, "").strip()
    if stated.lower() in _OFF:
        return None
    if stated:
        return tuple(Path(part).resolve() for part in stated.split(os.pathsep) if part)
    return () if local else None


def find_folder(
    words: str, roots: Sequence[Path], store: Path, limits: ImportLimits | None = None
) -> tuple[Path, list[Path]]:
    """The folder (or file) that a person named, and its files.

    Args:
        words: its full path, as typed or pasted.
        roots: it must lie in one of these; empty for anywhere.
        store: the store's folder, which is no source.
        limits: see there.

    Raises:
        ReadingError: if it is not there, may not be read, holds nothing or too much.
    """
    path = Path(words.strip().strip("\"'“”"))
    if not path.is_absolute():
        raise ReadingError(f"“{words.strip()}”不是完整的路径", r"请写完整路径，例如 /srv/文件 或 D:\文件")
    try:
        path = path.resolve(strict=True)
        allowed = not roots or any(path.is_relative_to(root) for root in roots)
        files = list_files([path]) if allowed else []
    except OSError as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "在服务器上找不到"
        advice = "请检查写法；要填的是服务器上的路径，不是您电脑上的，自己电脑上的文件请直接拖进来"
        raise ReadingError(f"{path} {reason}", advice) from error
    if not allowed:
        names = "、".join(map(str, roots))
        raise ReadingError(f"不允许从 {path} 导入", f"可以从这些文件夹导入：{names}。需要增加请联系管理员")
    home = store.resolve()
    if path.is_relative_to(home) or home.is_relative_to(path):
        raise ReadingError(f"{path} 里有程序自己的数据目录", "请选放原始文件的文件夹")
    if not files:
        raise ReadingError(f"{path} 里没有可以导入的文件", "请确认文件夹是否选对；隐藏文件不会导入")
    most = (limits or ImportLimits()).folder_files
    if len(files) > most:
        raise ReadingError(f"{path} 里有 {len(files)} 个文件，一次最多 {most} 个", "请分批导入，或用命令行")
    return path, files
