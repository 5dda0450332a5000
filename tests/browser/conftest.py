"""A real server over the sample corpus, and Debian's chromium looking at it.

Without chromium these tests are skipped, but in CI (``CI=true``) that is a failure: what nobody looks at in a
browser is not done.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
WAIT_MILLISECONDS = 60_000

expect.set_options(timeout=WAIT_MILLISECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test that fails is tried twice more: clicks on a page that is being drawn anew can be lost.

    What is broken fails three times; pytest names what needed another try.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, read once."""
    from data_layer.pipeline import ensure_sample_store

    directory = tmp_path_factory.mktemp("browser") / "store"
    ensure_sample_store(directory)
    return directory


def serve(store: Path, log: Path) -> Iterator[str]:
    """Start the app on a free port, as the README does, and stop it in the end."""
    server, address = start(store, log)
    try:
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def start(store: Path, log: Path) -> tuple[subprocess.Popen, str]:
    """A server of a store, and its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | {"COUNTY_FIGURES_STORE": str(store)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://localhost:{port}"
    try:
        wait_until_up(address, server, log)
    except BaseException:
        server.kill()
        raise
    return server, address


def wait_until_up(address: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + GIVEN_UP
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def app(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that all tests share."""
    yield from serve(sample_store, tmp_path_factory.mktemp("log") / "server.log")


@pytest.fixture
def cold_app(sample_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that nobody has opened yet."""
    yield from serve(sample_store, tmp_path / "server.log")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing: install Debian's chromium and fonts-noto-cjk")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def requested() -> list[str]:
    """Every address that the test's browser asked for."""
    return []


@pytest.fixture
def context(browser: Browser, requested: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser of a reader in China; it may speak to this machine only."""
    made = browser.new_context(
        viewport={"width": 1440, "height": 1100},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    made.set_default_timeout(WAIT_MILLISECONDS)
    made.on("request", lambda request: requested.append(request.url))
    yield made
    made.close()
    outside = [url for url in requested if urlsplit(url).hostname not in ("localhost", None)]
    assert not outside, f"requests left the machine: {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
