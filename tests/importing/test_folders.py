"""Folders of the server that a person may name."""

import os

import pytest

from data_layer.errors import ReadingError
from data_layer.importing import FOLDERS_VARIABLE, find_folder, folder_roots
from data_layer.settings import ImportLimits


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("in", "不是完整的路径", id="relative"),
        pytest.param("{tmp}/nowhere", "在服务器上找不到", id="missing"),
        pytest.param("{tmp}/void", "没有可以导入的文件", id="empty"),
        pytest.param("{tmp}", "数据目录", id="holds-the-store"),
        pytest.param("{tmp}/store/originals", "数据目录", id="in-the-store"),
        pytest.param("{tmp}/in/../other", "不允许从", id="climbs-out"),
        pytest.param("{tmp}/in/link", "不允许从", id="link-out"),
        pytest.param("{tmp}/in", "一次最多 1 个", id="too-many"),
        pytest.param("\x00", "不是完整的路径", id="no-path"),
    ],
)
def test_folders_that_may_not_be_named(tmp_path, words, reason):
    for name in ("in", "other", "void", "store/originals"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("in/a.txt", "in/b.txt", "other/a.txt", "store/originals/a.txt"):
        (tmp_path / name).write_text("新增就业8210人。", encoding="utf-8")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "other")
    roots = (tmp_path / "in",) if reason == "不允许从" else ()
    with pytest.raises(ReadingError, match=reason):
        find_folder(words.format(tmp=tmp_path), roots, tmp_path / "store", ImportLimits(folder_files=1))


@pytest.mark.parametrize(
    ("stated", "local", "roots"),
    [
        pytest.param("", True, True, id="own-machine"),
        pytest.param("", False, None, id="elsewhere"),
        pytest.param("off", True, None, id="off"),
        pytest.param("a:b", False, 2, id="some"),
    ],
)
def test_who_may_name_folders(monkeypatch, tmp_path, stated, local, roots):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDERS_VARIABLE, stated.replace(":", os.pathsep))
    found = folder_roots(local=local)
    expected = {True: (), None: None, 2: (tmp_path / "a", tmp_path / "b")}
    assert found == expected[roots]
