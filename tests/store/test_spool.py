"""The spool: whole or not there, and safe whatever a browser calls its files."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data_layer.errors import StoreError
from data_layer.store import Spool, StoreFolder
from data_layer.store.spool import safe_name
from tests.patience import GIVEN_UP

LONG = "长" * 300


@pytest.fixture
def folder(tmp_path):
    return StoreFolder(tmp_path / "store")


def content(words="内容"):
    return io.BytesIO(words.encode())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("年报.pdf", "年报.pdf", id="plain"),
        pytest.param("../../x", "x", id="climbs"),
        pytest.param("..\\..\\x.txt", "x.txt", id="climbs-windows"),
        pytest.param("/etc/passwd", "passwd", id="absolute"),
        pytest.param("C:\\报告\\年报.docx", "年报.docx", id="drive"),
        pytest.param("CON.txt", "_CON.txt", id="device"),
        pytest.param("com1", "_com1", id="device-without-suffix"),
        pytest.param("nul.tar.gz", "_nul.tar.gz", id="device-two-suffixes"),
        pytest.param("console.txt", "console.txt", id="no-device"),
        pytest.param("", "未命名", id="empty"),
        pytest.param("..", "未命名", id="dots"),
        pytest.param(".bashrc", "bashrc", id="hidden"),
        pytest.param("~$年报.docx", "年报.docx", id="word-lock"),
        pytest.param("a\x00b\r\n.txt", "ab.txt", id="control"),
        pytest.param("年报\u202efdp.exe", "年报fdp.exe", id="turns-text-around"),
        pytest.param('a<b>:"|?*.txt', "a_b______.txt", id="forbidden"),
        pytest.param("年报.txt. ", "年报.txt", id="ends-with-dot"),
        pytest.param("e\u0301.txt", "é.txt", id="composed"),
    ],
)
def test_names(sent, kept):
    assert safe_name(sent) == kept
    assert safe_name(kept) == kept


@pytest.mark.parametrize("sent", [f"{LONG}.pdf", f"a.{LONG}", LONG, "." * 400, f"{LONG}/.."])
def test_long_names_fit_every_disk(sent):
    kept = safe_name(sent)
    assert 0 < len(kept.encode()) <= 180
    assert kept.endswith(".pdf") == sent.endswith(".pdf")


@pytest.mark.parametrize(
    "name", ["../../x", "..\\..\\x", "/etc/x", "CON.txt", LONG, "", "a\x00b", "..", "~$x"]
)
def test_files_stay_inside(folder, name):
    job = Spool(folder).add_files([(name, content())], "王某")
    inside = folder.spool / job.job_id
    assert job.paths[0].resolve().is_relative_to(inside.resolve())
    assert job.paths[0].read_text(encoding="utf-8") == "内容"
    outside = {path.name for path in folder.directory.parent.rglob("*") if not path.is_relative_to(inside)}
    assert outside == {"store", "spool", f"{job.job_id}.lock"}


def test_same_names_stand_side_by_side(folder):
    job = Spool(folder).add_files([("a.txt", content("一")), ("a.txt", content("二"))], "王某")
    assert [path.name for path in job.paths] == ["a.txt", "a.txt"]
    assert [path.read_text(encoding="utf-8") for path in job.paths] == ["一", "二"]


def test_a_living_server_keeps_its_jobs(folder):
    spool = Spool(folder)
    spool.add_files([("a.txt", content())], "王某")
    assert Spool(folder).take_over() == []
    assert spool.take_over() == []


DYING = """
import io, os, sys
from pathlib import Path
from data_layer.store import Spool, StoreFolder
spool = Spool(StoreFolder(Path(sys.argv[1])))
first = spool.add_files([("a.txt", io.BytesIO(b"one"))], "first")
spool.begin(first.job_id)
spool.add_folder(Path(sys.argv[1]), "second")

def slow():
    yield "b.txt", io.BytesIO(b"two")
    os.kill(os.getpid(), 9)

spool.add_files(slow(), "third")
"""


@pytest.mark.skipif(os.name == "nt", reason="signal 9 is POSIX")
def test_jobs_of_a_killed_server_are_taken_over_once_whole(folder):
    arguments = [sys.executable, "-c", DYING, str(folder.directory)]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[2], timeout=GIVEN_UP, check=False)
    assert killed.returncode == -9
    spool = Spool(folder)
    first, second = spool.take_over()
    assert (first.by, first.attempts, first.paths[0].read_bytes()) == ("first", 1, b"one")
    assert (second.by, second.attempts, second.paths) == ("second", 0, (folder.directory,))
    assert Spool(folder).take_over() == []
    for job in (first, second):
        spool.drop(job.job_id)
    assert list(folder.spool.iterdir()) == []


def test_nothing_is_left_where_writing_fails(folder):
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="磁盘空间"):
        Spool(folder).add_files([("a.txt", content()), ("b.txt", Broken())], "王某")
    assert list(folder.spool.iterdir()) == []


def test_what_never_was_a_job_goes(folder):
    (folder.spool / "20200101T000000000000-abcdef").mkdir(parents=True)
    assert Spool(folder).take_over() == []
    assert list(folder.spool.iterdir()) == []
