"""What a command was given, as what it stands for: a store, a filter, lines, a file to write.

What belongs here: reading arguments, and refusing in words those that can't be right. What does not: which
arguments there are (arguments).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from data_layer.commands.telling import progress_bar, say_waiting
from data_layer.errors import CountyFiguresError
from data_layer.store.files import StoreFolder

if TYPE_CHECKING:
    from data_layer.filters import Filter
    from data_layer.store import ReadStore

__all__ = ["WrongUseError", "filter_of", "known_adcode", "lines_of", "opened_store", "written_whole"]


class WrongUseError(CountyFiguresError):
    """An argument that can't be right."""


def opened_store(options: argparse.Namespace) -> ReadStore:
    """The store; one that another version of the program made is made again first."""
    from data_layer.store import open_store
    from data_layer.store.versions import version_content

    folder = StoreFolder(options.store)
    if folder.current() is not None and version_content(folder).fingerprint is None:
        from data_layer.pipeline import refresh

        print("数据由另一版本的程序生成，正在由保存的原件重建……", file=sys.stderr)
        with progress_bar() as progress:
            refresh(options.store, progress, say_waiting)
    return open_store(options.store)


def filter_of(options: argparse.Namespace, store: ReadStore) -> Filter:
    """The filter that a command's options make."""
    from data_layer.filters import Filter

    return Filter(
        regions=tuple(map(known_adcode, options.region)),
        topics=tuple(map(_known_topic, options.topic)),
        sources=tuple(source for name in options.source for source in _source_ids(store, name)),
        indicators=tuple(options.indicator),
        start=options.start,
        end=options.end,
    )


def known_adcode(code: str) -> str:
    """A region's code, today's for one that is no longer in use."""
    from data_layer.model import NATION_ADCODE
    from data_layer.places import region_by_adcode

    region = region_by_adcode(code)
    if region is None and code != NATION_ADCODE:
        raise WrongUseError(f"没有代码为 {code} 的地区。请用六位行政区划代码，例如 431381（冷水江市）")
    return region.adcode if region else code


def _known_topic(name: str) -> str:
    from data_layer.lexicon.topics import load_topics

    names = [topic.name for topic in load_topics()]
    if name not in names:
        raise WrongUseError(f"没有“{name}”这个主题。可用的有：{'、'.join(names)}")
    return name


def _source_ids(store: ReadStore, name: str) -> list[str]:
    from data_layer.filters import SOURCE_ID_LENGTH

    rows = store.rows("SELECT document_id FROM documents WHERE source = ?", [name])
    if not rows:
        raise WrongUseError(f"没有名为 {name} 的来源。请写导入时的文件名；status --sources 列出全部")
    return [row["document_id"][:SOURCE_ID_LENGTH] for row in rows]


def lines_of(path: Path | None) -> list[str]:
    """The lines of a file, or of the standard input."""
    if path is None:
        return sys.stdin.read().split("\n")
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise WrongUseError(f"{path} 打不开：{error.strerror}。请检查文件名和权限。") from error
    except UnicodeDecodeError as error:
        raise WrongUseError(f"{path} 不是 UTF-8 文字。请用 decisions export 写出的文件。") from error


@contextlib.contextmanager
def written_whole(output: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when all of it is written."""
    temporary = output.with_name(f"{output.name}.tmp")
    try:
        with temporary.open("wb") as out:
            yield out
        temporary.replace(output)
    except OSError as error:
        raise CountyFiguresError(
            f"不能写 {output}：{error.strerror}。请检查路径、权限和磁盘空间。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
