"""Answers kept as they are: each worked out once, handed out so that nobody spoils another's."""

from __future__ import annotations

import threading

import pandas as pd
import pytest

from pages.shared.kept import Kept, key_of


def test_an_answer_is_worked_out_once_for_all_who_ask_at_the_same_time():
    kept, begun, asked = Kept(10), threading.Event(), threading.Event()
    worked_out, told = [], []

    def slowly():
        worked_out.append(1)
        begun.set()
        assert asked.wait(10)
        return 7

    first = threading.Thread(target=lambda: told.append(kept.get("k", slowly)))
    first.start()
    assert begun.wait(10)
    others = [threading.Thread(target=lambda: told.append(kept.get("k", slowly))) for _ in range(5)]
    for other in others:
        other.start()
    asked.set()
    for thread in (first, *others):
        thread.join(10)
    assert (told, worked_out) == ([7] * 6, [1])


def test_what_fails_is_not_kept():
    kept = Kept(10)
    with pytest.raises(ZeroDivisionError):
        kept.get("k", lambda: 1 / 0)
    assert kept.get("k", lambda: 5) == 5


def test_answers_may_ask_for_other_answers():
    kept = Kept(10)
    assert kept.get("whole", lambda: kept.get("part", lambda: 2) + 1) == 3


def test_the_oldest_unasked_answer_goes_first():
    kept, calls = Kept(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: calls.append(key))
    assert calls == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    ("answer", "spoil"),
    [
        pytest.param(lambda: pd.DataFrame({"n": [1, 2]}), lambda got: got.__setitem__("m", 0), id="a column"),
        pytest.param(
            lambda: pd.DataFrame({"n": [1, 2]}),
            lambda got: got.__setitem__("n", [3, 4]),
            id="a column's values",
        ),
        pytest.param(
            lambda: pd.DataFrame({"n": [1, 2]}), lambda got: got.loc.__setitem__((0, "n"), 9), id="one value"
        ),
        pytest.param(lambda: {"a": 1}, lambda got: got.clear(), id="a dictionary"),
        pytest.param(lambda: [1], lambda got: got.append(2), id="a list"),
        pytest.param(lambda: ({"a": 1}, "words"), lambda got: got[0].clear(), id="one of several"),
    ],
)
def test_a_reader_changes_only_its_own_copy(answer, spoil):
    kept = Kept(10)
    spoil(kept.get("k", answer))
    again = kept.get("k", lambda: None)
    assert again.equals(answer()) if isinstance(again, pd.DataFrame) else again == answer()


def test_keys_tell_lists_and_dictionaries_apart_by_what_they_hold():
    assert key_of([1, {"a": [2]}]) == key_of((1, {"a": (2,)})) != key_of([1, {"a": [3]}])
    assert len({key_of({"a": 1}), key_of({"a": 2})}) == 2
