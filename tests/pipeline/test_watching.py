"""What an ingest tells of itself while it runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data_layer.pipeline import Fate, Step, Watcher, attempt_document, executing, ingest
from data_layer.settings import IngestSettings
from tests.patience import GIVEN_UP

TEXT = "县里的工作\n\n2022年，全县新增就业{}00人。\n"


class Notes(Watcher):
    def __init__(self):
        self.told = []

    def waiting(self):
        self.told.append("waiting")

    def planned(self, files):
        self.told.append([(file.name, file.fate) for file in files])

    def step(self, document_id, step):
        self.told.append((document_id[:4], step))

    def parsed(self, document_id, failure):
        self.told.append((document_id[:4], failure and failure.name))

    def comparing(self):
        self.told.append("comparing")


@pytest.mark.parametrize("apart", [False, True], ids=["here", "worker"])
def test_every_step_of_every_file(tmp_path, apart):
    """The real stages, since a process of its own knows no fakes."""
    (tmp_path / "a.txt").write_text(TEXT.format(5), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT.format(5), encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    notes = Notes()
    settings = IngestSettings(always_apart=apart, look_seconds=0.01)
    report = ingest(
        [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")],
        tmp_path / "store",
        jobs=1,
        watcher=notes,
        settings=settings,
    )
    planned, *rest, last = notes.told
    assert planned == [("a.txt", Fate.NEW), ("b.txt", Fate.KNOWN), ("c.txt", Fate.NEW)]
    assert last == "comparing"
    document = report.files[0].document_id[:4]
    assert (document, None) in rest
    assert ("e3b0", "c.txt") in rest
    steps = [step for name, step in rest if name == document and isinstance(step, Step)]
    assert steps == sorted(steps)
    assert steps[-1:] == [Step.EXTRACTING]
    assert [file.fate for file in report.files] == [Fate.NEW, Fate.KNOWN, Fate.FAILED]
    assert report.files[1].known_as == "a.txt"
    assert report.files[2].failure.reason.startswith("文件是空的")


MAIN = """
import sys
from pathlib import Path
from data_layer.pipeline import executing, attempt_document, ingest
from data_layer.settings import IngestSettings

with Path(sys.argv[1], "runs").open("a") as runs:
    runs.write("x")
report = ingest([Path(sys.argv[1], "a.txt")], Path(sys.argv[1], "store"),
                settings=IngestSettings(always_apart=True))
assert report.totals["figures"] == 1, report
"""


def test_workers_do_not_run_the_main_script(tmp_path):
    """As a page of a Streamlit server would be, which has no ``if __name__`` line."""
    (tmp_path / "a.txt").write_text(TEXT.format(5), encoding="utf-8")
    script = tmp_path / "page.py"
    script.write_text(MAIN, encoding="utf-8")
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        check=True,
        timeout=GIVEN_UP,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (tmp_path / "runs").read_text(encoding="utf-8") == "x"


def crash_on_b(name, data, place):
    """Stands in for parsing in a worker process, which one document brings down."""
    if name.startswith("b"):
        os._exit(1)
    return attempt_document(name, data)


def test_a_document_that_brings_a_worker_down_fails_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(executing, "_attempt_watched", crash_on_b)
    for number, name in enumerate(["a1", "b1", "a2"], 1):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(number), encoding="utf-8")
    report = ingest([tmp_path], tmp_path / "store", jobs=1, settings=IngestSettings(always_apart=True))
    assert [(one.name, one.reason) for one in report.failures] == [("b1.txt", "处理它的进程意外终止")]
    assert sorted(report.added) == ["a1.txt", "a2.txt"]
