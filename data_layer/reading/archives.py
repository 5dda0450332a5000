"""Zip archives of documents: each member becomes a file of its own, named 压缩包.zip/文件.txt.

What belongs here: taking members out, guarded against archives made to do harm. What does not: reading them
(formats). A member never decides where it is written: its name is only kept for people to see.
"""

from __future__ import annotations

import contextlib
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path, PurePosixPath

from data_layer.errors import ReadingError
from data_layer.model import ReadFailure
from data_layer.reading.files import is_hidden

__all__ = ["SourceFile", "Unpacked", "is_archive", "unpacked"]


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold.

    Attributes:
        max_members: files in one archive.
        max_member_bytes: one member, unpacked; the largest document that is read.
        max_total_bytes: all members of one archive, those of archives in it too.
        max_ratio: unpacked to packed bytes of a large member: text packs 10 to 50 times, white pictures more.
        large_bytes: smaller members may have any ratio.
        max_depth: archives in archives.
    """

    max_members: int = 10_000
    max_member_bytes: int = 500_000_000
    max_total_bytes: int = 2_000_000_000
    max_ratio: float = 200.0
    large_bytes: int = 50_000_000
    max_depth: int = 3


_LIMITS = ArchiveLimits()
_START = b"PK\x03\x04"
_PACKAGE_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
"""In Office's and OpenDocument's files, which are zip archives too."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
"""Extra field of Info-ZIP with the name in UTF-8 (APPNOTE 4.6.9)."""
_BLOCK = 1 << 20
_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, LZMAError, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
"""What zipfile raises for a damaged or unusual archive."""

_DAMAGED = ("压缩包已损坏，打不开", "请重新下载或重新压缩后再导入")
_EMPTY = ("压缩包里没有可以导入的文件", "请确认压缩包是否选对")
_TOO_MANY = ("压缩包里的文件太多（{} 个）", "请分成几个压缩包再导入")
_TOO_LARGE = ("压缩包展开后过大", "可能不是正常的压缩包；请确认来源，或解压后分批导入")
_TOO_DEEP = ("压缩包里又套着压缩包，层数太多", "请先解压，再导入里面的文件")
_LOCKED = ("压缩包里的这个文件设了密码", "请用密码解压后再导入")
_BOMB = ("压缩包里的这个文件展开后过大", "可能不是正常的文档；请确认来源，或单独解压后导入")
_CLIMBING = ("压缩包里的这个文件路径不正常（指向压缩包以外）", "请确认来源；需要的话解压后单独导入")
_LINK = ("压缩包里的这一项是指向别处的链接，不是文件", "请把链接指向的文件放进压缩包")
_BROKEN_MEMBER = ("压缩包里的这个文件已损坏，取不出来", "请重新压缩，或单独导入这个文件")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may become a document.

    Attributes:
        path: where its bytes are.
        name: what it is called: its own name, that of its archive before it.
        given: the file that a person named or a folder held: itself, or its archive.
    """

    path: Path
    name: str
    given: Path


@dataclass(slots=True)
class Unpacked:
    """Files with archives replaced by what is in them, and what could not be taken out."""

    files: list[SourceFile] = field(default_factory=list)
    failures: list[ReadFailure] = field(default_factory=list)

    def fail(self, name: str, words: tuple[str, str]) -> None:
        """Note that an archive, or a member of one, can't be had."""
        self.failures.append(ReadFailure(name, *words))


@contextlib.contextmanager
def unpacked(files: Sequence[Path], scratch: Path) -> Iterator[Unpacked]:
    """The files, members of archives taken out into a folder under ``scratch`` that is gone afterwards.

    What is wrong with an archive or a member is in ``failures``; the others are there all the same.
    """
    with contextlib.ExitStack() as stack:
        found = Unpacked()
        taker: _Taker | None = None
        for path in files:
            if not is_archive(path):
                found.files.append(SourceFile(path, path.name, path))
                continue
            if taker is None:
                folder = tempfile.TemporaryDirectory(prefix="unpacked.tmp", dir=scratch)
                taker = _Taker(found, Path(stack.enter_context(folder)))
            taker.take(path)
        yield found


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, and no document that comes as one."""
    try:
        with path.open("rb") as data:
            if data.read(len(_START)) != _START:
                return False
    except OSError:
        return False
    if path.suffix.lower() == ".zip":
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return not _PACKAGE_PARTS.intersection(archive.namelist())
    except _ERRORS:
        return False


class _Taker:
    """Takes members out of archives into one folder."""

    def __init__(self, found: Unpacked, folder: Path) -> None:
        self._found = found
        self._folder = folder
        self._number = 0
        self._left = 0

    def take(self, path: Path) -> None:
        """The members of a file that was given."""
        self._left = _LIMITS.max_total_bytes
        before = len(self._found.files), len(self._found.failures)
        self._take(path, path.name, path, depth=1)
        if (len(self._found.files), len(self._found.failures)) == before:
            self._found.fail(path.name, _EMPTY)

    def _take(self, path: Path, name: str, given: Path, depth: int) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if len(members) > _LIMITS.max_members:
                    self._found.fail(name, (_TOO_MANY[0].format(len(members)), _TOO_MANY[1]))
                elif sum(member.file_size for member in members) > self._left:
                    self._found.fail(name, _TOO_LARGE)
                else:
                    for member in members:
                        self._take_member(archive, member, name, given, depth)
        except _ERRORS:
            self._found.fail(name, _DAMAGED)

    def _take_member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, given: Path, depth: int
    ) -> None:
        inner = _name(member)
        parts = [part for part in inner.replace("\\", "/").split("/") if part not in ("", ".")]
        full = "/".join([name, *parts])
        if not parts or any(part != ".." and (is_hidden(part) or part == "__MACOSX") for part in parts):
            return
        wrong = _refuse(member, inner, parts)
        if wrong:
            self._found.fail(full, wrong)
            return
        self._number += 1
        path = self._folder / f"{self._number:06d}{PurePosixPath(parts[-1]).suffix.lower()}"
        try:
            self._copy(archive, member, path)
        except ReadingError as error:
            self._found.fail(full, (error.reason, error.advice))
        except _ERRORS:
            self._found.fail(full, _BROKEN_MEMBER)
        else:
            self._keep(path, full, given, depth)

    def _copy(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
        """Write a member's bytes, no more than it says it has and the archive may have."""
        room = min(member.file_size, self._left)
        with archive.open(member) as data, path.open("wb") as out:
            while block := data.read(min(_BLOCK, room + 1)):
                room -= len(block)
                if room < 0:
                    raise ReadingError(*_BOMB)
                out.write(block)
        self._left -= path.stat().st_size

    def _keep(self, path: Path, name: str, given: Path, depth: int) -> None:
        if not is_archive(path):
            self._found.files.append(SourceFile(path, name, given))
        elif depth >= _LIMITS.max_depth:
            self._found.fail(name, _TOO_DEEP)
        else:
            self._take(path, name, given, depth + 1)


def _refuse(member: zipfile.ZipInfo, inner: str, parts: Sequence[str]) -> tuple[str, str] | None:
    """Why a member is not taken out; None if it is."""
    if ".." in parts or inner.startswith(("/", "\\")) or parts[0].endswith(":"):
        return _CLIMBING
    if stat.S_ISLNK(member.external_attr >> 16):
        return _LINK
    if member.flag_bits & _ENCRYPTED:
        return _LOCKED
    ratio = member.file_size / max(1, member.compress_size)
    is_bomb = member.file_size > _LIMITS.large_bytes and ratio > _LIMITS.max_ratio
    return _BOMB if is_bomb or member.file_size > _LIMITS.max_member_bytes else None


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name: in UTF-8 where the archive says so, else as Chinese programs write it."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    written = _unicode_path(member.extra)
    if written:
        return written
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030", "big5"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return member.filename


def _unicode_path(extra: bytes) -> str | None:
    """The name in an extra field of Info-ZIP; None if there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and length > 5:
            with contextlib.suppress(UnicodeDecodeError):
                return extra[at + 9 : at + 4 + length].decode("utf-8")
        at += 4 + length
    return None
