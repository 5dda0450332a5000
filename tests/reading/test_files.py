"""Which files a list of paths stands for."""

from pathlib import Path

import pytest

from data_layer.errors import ReadingError
from data_layer.reading import list_files


def test_folders_are_walked_and_sorted(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.txt", "子/丙.md", ".藏.txt", ".git/x.txt", "~$锁.docx", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    wanted = [tmp_path / "乙.txt", tmp_path / "子" / "丙.md", tmp_path / "甲.txt"]
    assert list_files([tmp_path]) == sorted(wanted)


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert list_files([tmp_path / "a.txt", tmp_path]) == [tmp_path / "a.txt"]


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    assert list_files([tmp_path]) == []


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"没有.*|找不到"):
        list_files([tmp_path / "没有.txt"])
