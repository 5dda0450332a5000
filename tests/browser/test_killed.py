"""A server killed while it writes decisions: none is half written, none that was acknowledged is lost."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer.pipeline import ingest
from data_layer.store import ReadStore
from data_layer.store.journal import Journal
from tests.browser.conftest import serve, start
from tests.browser.test_app import go, settle
from tests.browser.test_deciding import tell_name
from tests.patience import GIVEN_UP

pytestmark = pytest.mark.browser

FINDINGS = 40


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    """A store with many wrong rates."""
    source = tmp_path / "政务.txt"
    wrong = "2022年，冷水江市{}号窗口受理申请{}件，办结{}件，办结率55.5%。\n\n"
    text = "".join(wrong.format(n, 2000 + n, 1800 + n) for n in range(1, FINDINGS + 1))
    source.write_text(f"冷水江市政务服务\n\n2022年12月20日\n\n{text}", encoding="utf-8")
    ingest([source], tmp_path / "store")
    return ReadStore(tmp_path / "store")


def journal_files(directory: Path) -> list[tuple[str, int, int]]:
    """The files that decisions are written to, as they are now."""
    found = []
    for path in sorted(directory.glob("decisions.sqlite*")):
        with contextlib.suppress(FileNotFoundError):
            stat = path.stat()
            found.append((path.name, stat.st_size, stat.st_mtime_ns))
    return found


@pytest.mark.parametrize("when", ["clicked", "writing", "written"])
def test_killed_while_many_findings_are_decided(
    page: Page, store: ReadStore, tmp_path: Path, when: str
) -> None:
    directory = store.folder.directory
    server, address = start(directory, tmp_path / "killed.log")
    try:
        go(page, f"{address}/checks")
        tell_name(page.locator(".st-key-finding"))
        box = page.get_by_test_id("stDataFrame").first.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 18, box["y"] + 18)  # the box in the head chooses every row
        expect(page.get_by_text(f"选了 {FINDINGS} 条")).to_be_visible()
        settle(page)
        before = journal_files(directory)
        page.get_by_role("button", name="确认有误").click()
        end = time.monotonic() + GIVEN_UP
        while when == "writing" and journal_files(directory) == before and time.monotonic() < end:
            time.sleep(0.0005)
        if when == "written":
            expect(page.get_by_text("没有符合条件的核查结果")).to_be_visible()
    finally:
        server.kill()
        server.wait()
    written = len(Journal(store.folder.journal).decisions())
    assert written in ((FINDINGS,) if when == "written" else (0, FINDINGS))
    for address in serve(directory, tmp_path / "again.log"):
        go(page, f"{address}/checks")
        left = "没有符合条件的核查结果" if written else f"{FINDINGS} 条，分量重"
        expect(page.get_by_text(left)).to_be_visible()
