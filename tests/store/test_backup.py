"""Backup and restore: all that can't be computed again, or a clear reason and nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data_layer.decisions import DecisionKind, Draft
from data_layer.errors import StoreError
from data_layer.store import Journal, StoreFolder
from data_layer.store.backup import back_up, restore
from tests.decisions.fakes import figure
from tests.patience import GIVEN_UP

TEXT = "2022年，全市新增就业8210人。".encode()


@pytest.fixture
def folder(tmp_path):
    """A store with one original and one decision."""
    import hashlib

    folder = StoreFolder(tmp_path / "store")
    folder.create()
    document = hashlib.sha256(TEXT).hexdigest()
    folder.keep_original(document, "一月.txt", TEXT)
    journal = Journal(folder.journal)
    journal.add_originals({document: "一月.txt"})
    journal.decide([Draft(DecisionKind.FIGURE_STRUCK, figure(1), {}, "理由")], "王某")
    return folder


def test_there_and_back(tmp_path, folder):
    target = tmp_path / "备份.zip"
    assert back_up(folder, target) == (1, 1)
    new = StoreFolder(tmp_path / "new")
    assert restore(target, new) == (1, 1)
    assert Journal(new.journal).decisions() == Journal(folder.journal).decisions()
    assert Journal(new.journal).originals() == Journal(folder.journal).originals()
    assert [path.read_bytes() for path in new.originals.iterdir()] == [TEXT]
    assert not list(tmp_path.glob("*.tmp"))


def test_a_store_that_is_not_empty_is_left_alone(tmp_path, folder):
    target = tmp_path / "b.zip"
    back_up(folder, target)
    with pytest.raises(StoreError, match="不是空的"):
        restore(target, folder)
    assert len(Journal(folder.journal).decisions()) == 1


RESTORED_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from data_layer.errors import StoreError
from data_layer.store import StoreFolder
from data_layer.store.backup import restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
before = resource.getrlimit(resource.RLIMIT_FSIZE)
folder = StoreFolder(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), before[1]))
try:
    restore(Path(sys.argv[1]), folder)
except StoreError as error:
    print(error)
print([path.name for path in folder.directory.rglob("*") if path.is_file()])
resource.setrlimit(resource.RLIMIT_FSIZE, before)
print(restore(Path(sys.argv[1]), folder))
"""


def test_a_restore_that_a_full_disk_stops_can_be_done_again(tmp_path, folder):
    """The operating system refuses to write the second original; afterwards it does not."""
    import hashlib

    long = random.Random(1).randbytes(300_000)
    document = hashlib.sha256(long).hexdigest()
    folder.keep_original(document, "二月.txt", long)
    Journal(folder.journal).add_originals({document: "二月.txt"})
    target = tmp_path / "b.zip"
    back_up(folder, target)
    done = subprocess.run(
        [sys.executable, "-c", RESTORED_ON_A_FULL_DISK, str(target), str(tmp_path / "new"), "200000"],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=True, timeout=GIVEN_UP,
    )  # fmt: skip
    said, left, second = done.stdout.splitlines()
    assert "磁盘空间" in said
    assert left == "[]"
    assert second == "(2, 1)"


def test_nothing_to_back_up(tmp_path):
    with pytest.raises(StoreError, match="没有可以备份"):
        back_up(StoreFolder(tmp_path / "none"), tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["torn", "foreign", "escaping", "changed original", "changed journal"])
def test_a_damaged_backup_changes_nothing(tmp_path, folder, damage):
    target, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    back_up(folder, target)
    if damage == "torn":
        bad.write_bytes(target.read_bytes()[:300])
    else:
        with zipfile.ZipFile(target) as good, zipfile.ZipFile(bad, "w") as out:
            for name in good.namelist():
                data = good.read(name)
                if damage == "changed original" and name.startswith("originals/"):
                    data += b"!"
                if damage == "changed journal" and name == "decisions.sqlite":
                    data = b"no database " * 100
                if damage != "foreign" or name != "decisions.sqlite":
                    out.writestr(name, data)
            if damage == "escaping":
                out.writestr("originals/../../evil.txt", b"x")
    new = StoreFolder(tmp_path / "new")
    with pytest.raises(StoreError, match="请"):
        restore(bad, new)
    assert not new.directory.exists()
    assert not (tmp_path / "evil.txt").exists()
