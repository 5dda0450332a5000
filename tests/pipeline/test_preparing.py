"""A store made ready once, for all who wait, whoever leaves."""

import threading
from pathlib import Path

import pytest

from data_layer.errors import StoreError
from data_layer.pipeline import Preparation, Prepared, preparing
from tests.patience import GIVEN_UP


def test_all_wait_for_one_preparation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, go = threading.Event(), threading.Event()
    calls = []

    def slow(directory, progress):
        calls.append(directory)
        progress(3, 12, "综述.txt")
        told.set()
        assert go.wait(GIVEN_UP)

    monkeypatch.setattr(preparing, "ensure_sample_store", slow)
    preparation = Preparation(tmp_path)
    assert preparation.wait(0) is not None  # the first one looks, and leaves
    assert told.wait(GIVEN_UP)
    state = preparation.wait(0)
    assert state == Prepared(3, 12, "综述.txt")
    assert state.share == 0.25
    go.set()
    assert preparation.wait(GIVEN_UP) is None
    assert preparation.wait(0) is None
    assert calls == [tmp_path]


def test_what_goes_wrong_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = iter([StoreError("磁盘已满"), ValueError("x"), None])

    def fail(directory, progress):
        error = next(wrong)
        if error:
            raise error

    monkeypatch.setattr(preparing, "ensure_sample_store", fail)
    preparation = Preparation(tmp_path)
    with pytest.raises(StoreError, match="磁盘已满"):
        preparation.wait(GIVEN_UP)
    with pytest.raises(StoreError, match="ValueError"):
        preparation.wait(GIVEN_UP)
    assert preparation.wait(GIVEN_UP) is None
