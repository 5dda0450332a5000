"""A page's run waits for its turn with the menu already drawn, and gives the turn back however it ends."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer.errors import StoreError
from pages.shared import filters, frame, overviews, turns
from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> turns.Turns:
    """Turns without end, so that one that is not given back is seen."""
    queue = turns.Turns(longest_seconds=600)
    monkeypatch.setattr(turns, "PAGE_RUNS", queue)
    return queue


def overview() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=GIVEN_UP)


def raising(error: Exception):
    def fail() -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda: None, id="drawn"),
        pytest.param(raising(ZeroDivisionError()), id="failed"),
        pytest.param(raising(StoreError("坏了")), id="store-broken"),
        pytest.param(st.stop, id="stopped"),
        pytest.param(lambda: frame.switch_to("sources", {}), id="left-for-another-page"),
    ],
)
def test_a_run_gives_its_turn_back(pages_store: Path, queue: turns.Turns, monkeypatch, act) -> None:
    held, entries = [], overviews.tile_entries

    def tiles(found: pd.Series) -> tuple:
        held.append(queue._ahead is not None)
        act()
        return entries(found)

    monkeypatch.setattr(overviews, "tile_entries", tiles)
    overview().run()
    assert held == [True]
    assert queue._ahead is None
    assert not queue._waiting


def test_who_waits_sees_menu_and_heading(pages_store: Path, queue: turns.Turns, monkeypatch) -> None:
    app, seen = overview(), []
    for module, name in ((frame, "_menu"), (filters, "draw")):
        drawing = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, draw=drawing, name=name: seen.append(name) or draw(*given)
        )
    run = threading.Thread(target=app.run, daemon=True)
    with queue.turn():
        run.start()
        end = time.monotonic() + GIVEN_UP
        while not queue._waiting and time.monotonic() < end:
            time.sleep(0.001)
        assert queue._waiting
        assert seen == ["_menu"]
    run.join(GIVEN_UP)
    assert not run.is_alive()
    assert seen == ["_menu", "draw"]
    assert app.metric
