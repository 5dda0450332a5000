"""Zip archives to the files in them, and what is said of those that are made to do harm."""

import io
import stat
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.pipeline import ingest
from data_layer.reading import archives
from data_layer.reading.archives import unpacked
from data_layer.store import open_store
from tests.reading.test_formats import word_file

LINE = "今年，全县新修公路12公里。"


def archive(*members: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return stream.getvalue()


def take(tmp_path: Path, data: bytes, name: str = "包.zip") -> tuple[dict[str, bytes], dict[str, str]]:
    """Bytes by name of what an archive holds, and reasons by name of what can't be had."""
    path = tmp_path / name
    path.write_bytes(data)
    with unpacked([path], tmp_path) as found:
        files = {file.name: file.path.read_bytes() for file in found.files}
        assert all(file.given == path for file in found.files)
    assert sorted(tmp_path.iterdir()) == [path], "something was left behind, or written elsewhere"
    assert all(failure.reason and failure.advice for failure in found.failures)
    return files, {failure.name: failure.reason for failure in found.failures}


def test_members_are_named_after_archive_and_folder(tmp_path: Path) -> None:
    data = archive(("县区/一季度.txt", LINE), ("甲.docx", word_file()), ("空/", ""))
    files, failures = take(tmp_path, data)
    assert list(files) == ["包.zip/县区/一季度.txt", "包.zip/甲.docx"]
    assert files["包.zip/县区/一季度.txt"] == LINE.encode()
    assert failures == {}


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_without_the_utf8_mark_are_read_as_chinese_programs_write_them(
    tmp_path: Path, encoding: str
) -> None:
    name = "總結/工作.txt" if encoding == "big5" else "总结/工作.txt"
    raw = name.encode(encoding)
    data = archive(("x" * len(raw), LINE)).replace(b"x" * len(raw), raw)
    files, _ = take(tmp_path, data)
    assert len(files) == 1
    if encoding != "big5":  # its bytes are GB18030's too: what they mean can't be told
        assert list(files) == [f"包.zip/{name}"]


def test_the_unicode_name_of_info_zip_is_taken(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("_.txt")
    name = "总结.txt".encode()
    member.extra = b"\x75\x70" + (5 + len(name)).to_bytes(2, "little") + b"\x01"
    member.extra += zlib.crc32(b"_.txt").to_bytes(4, "little") + name
    assert list(take(tmp_path, archive((member, LINE)))[0]) == ["包.zip/总结.txt"]


def test_system_files_are_left_out(tmp_path: Path) -> None:
    data = archive(("__MACOSX/._甲.txt", "x"), (".DS_Store", "x"), ("~$甲.docx", "x"), ("Thumbs.db", "x"))
    assert take(tmp_path, data) == ({}, {"包.zip": "压缩包里没有可以导入的文件"})


def test_archives_in_archives_are_opened_but_not_without_end(tmp_path: Path) -> None:
    inner = archive(("丙.txt", LINE))
    assert list(take(tmp_path, archive(("内.zip", inner)))[0]) == ["包.zip/内.zip/丙.txt"]
    for _ in range(4):
        inner = archive(("内.zip", inner), ("旁.txt", LINE))
    files, failures = take(tmp_path, inner)
    assert len(files) == 3
    [reason] = failures.values()
    assert "层数太多" in reason


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("链接.txt")
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def locked(data: bytes) -> bytes:
    """The archive's first member marked as encrypted, in its own head and in the directory."""
    marked = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        marked[marked.index(mark) + offset] |= 1
    return bytes(marked)


GOOD = ("好.txt", LINE)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        pytest.param(archive(("../外.txt", "x"), GOOD), "../外.txt", "路径不正常", id="climbs out"),
        pytest.param(archive(("/etc/外.txt", "x"), GOOD), "etc/外.txt", "路径不正常", id="absolute"),
        pytest.param(archive(("C:\\外.txt", "x"), GOOD), "C:/外.txt", "路径不正常", id="a drive"),
        pytest.param(archive((link(), "/etc/passwd"), GOOD), "链接.txt", "链接", id="link"),
        pytest.param(locked(archive(("密.txt", "x"), GOOD)), "密.txt", "设了密码", id="under a password"),
        pytest.param(archive(("炸.txt", bytes(60_000_000)), GOOD), "炸.txt", "展开后过大", id="bomb"),
    ],
)
def test_a_bad_member_is_named_and_the_others_are_taken(
    tmp_path: Path, data: bytes, name: str, reason: str
) -> None:
    files, failures = take(tmp_path, data)
    assert list(files) == ["包.zip/好.txt"]
    assert list(failures) == [f"包.zip/{name}"]
    assert reason in failures[f"包.zip/{name}"]


def test_a_member_larger_than_it_says_is_not_written_out(tmp_path: Path) -> None:
    data = bytearray(archive(("谎.txt", "字" * 100_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    files, failures = take(tmp_path, bytes(data))
    assert files == {} and list(failures) == ["包.zip/谎.txt"]


def test_too_many_members_and_too_large_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = archive(*((f"{number}.txt", LINE) for number in range(5)))
    for change, reason in (({"max_members": 4}, "太多（5 个）"), ({"max_total_bytes": 100}, "展开后过大")):
        monkeypatch.setattr(archives, "_LIMITS", replace(archives.ArchiveLimits(), **change))
        files, failures = take(tmp_path, data)
        assert files == {} and reason in failures["包.zip"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_archives_give_files_or_clear_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(archive(("甲.txt", LINE * 20), ("乙/丙.txt", LINE * 9)))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    end = data.draw(st.integers(4, len(whole)))
    folder = tmp_path_factory.mktemp("zip")
    if bytes(whole[:4]) == b"PK\x03\x04":
        files, failures = take(folder, bytes(whole[:end]))
        assert files or failures


def test_each_member_becomes_a_document_and_failures_are_listed(tmp_path: Path) -> None:
    source = tmp_path / "in" / "材料.zip"
    source.parent.mkdir()
    source.write_bytes(archive(("甲.txt", LINE), ("空.txt", ""), ("内.zip", archive(("乙.txt", LINE * 2)))))
    store = tmp_path / "store"
    report = ingest([source.parent], store, jobs=1)
    assert sorted(report.added) == ["材料.zip/内.zip/乙.txt", "材料.zip/甲.txt"]
    assert [(failure.name, failure.reason) for failure in report.failures] == [
        ("材料.zip/空.txt", "文件是空的（0 字节）")
    ]
    kept = sorted(path.read_text("utf-8") for path in (store / "originals").iterdir())
    assert kept == [LINE, LINE * 2]
    again = ingest([source.parent], store, jobs=1)
    assert (again.version, again.unchanged, again.added) == (report.version, 2, ())
    sources = open_store(store).rows("SELECT source FROM articles ORDER BY source")
    assert [row["source"] for row in sources] == ["材料.zip/内.zip/乙.txt", "材料.zip/甲.txt"]


def test_a_mended_archive_ends_the_failure(tmp_path: Path) -> None:
    source = tmp_path / "材料.zip"
    whole = archive(("甲.txt", LINE))
    source.write_bytes(whole[:40])
    store = tmp_path / "store"
    assert [one.name for one in ingest([source], store, jobs=1).failures] == ["材料.zip"]
    source.write_bytes(whole)
    report = ingest([source], store, jobs=1)
    assert (report.failures, report.added) == ((), ("材料.zip/甲.txt",))
