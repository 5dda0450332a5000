"""Turns: who came first goes first, one at a time, and nobody holds up the others for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException, StopException

from pages.shared.turns import Turns
from tests.patience import GIVEN_UP

NEVER = 600.0
"""Seconds of a turn that no test waits for."""


def queue_up(turns: Turns, waiting: int, action: Callable[[], object]) -> threading.Thread:
    """One who comes behind ``waiting`` others and acts in its turn; returns once it stands in the queue."""

    def go() -> None:
        with turns.turn():
            action()

    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    end = time.monotonic() + GIVEN_UP
    while len(turns._waiting) <= waiting and time.monotonic() < end:
        time.sleep(0.001)
    assert len(turns._waiting) == waiting + 1
    return thread


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(GIVEN_UP)
    assert not any(thread.is_alive() for thread in threads)


def test_who_came_first_goes_first():
    turns, came = Turns(NEVER), []
    with turns.turn():
        threads = [queue_up(turns, n, lambda n=n: came.append(n)) for n in range(8)]
        assert came == []
    join(threads)
    assert came == list(range(8))


def test_who_comes_back_stands_behind_those_who_wait():
    turns, came = Turns(NEVER), []
    with turns.turn():
        threads = [queue_up(turns, n, lambda n=n: came.append(n)) for n in range(3)]
    with turns.turn():
        came.append("back")
    join(threads)
    assert came == [0, 1, 2, "back"]


def test_one_goes_ahead_at_a_time():
    turns, inside, most = Turns(NEVER), [], []

    def act() -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.001)  # others would come in here
        inside.pop()

    with turns.turn():
        threads = [queue_up(turns, n, act) for n in range(6)]
    join(threads)
    assert most == [1] * 6


@pytest.mark.parametrize(
    "way_out",
    [
        pytest.param(StopException(), id="stopped"),
        pytest.param(RerunException(RerunData()), id="begun anew"),
        pytest.param(ValueError("broken"), id="failed"),
        pytest.param(KeyboardInterrupt(), id="interrupted"),
    ],
)
def test_a_turn_is_given_back_on_every_way_out(way_out: BaseException):
    turns, came = Turns(NEVER), []
    with pytest.raises(type(way_out)), turns.turn():
        waiting = queue_up(turns, 0, lambda: came.append("next"))
        assert came == []
        raise way_out
    join([waiting])
    assert came == ["next"]


def test_a_turn_without_end_lets_the_next_ones_go_ahead():
    turns, free, stuck = Turns(NEVER), threading.Event(), threading.Event()
    came: list[object] = []

    def never_ending() -> None:
        stuck.set()
        assert free.wait(GIVEN_UP)
        came.append("stuck")

    with turns.turn():
        first = queue_up(turns, 0, never_ending)
        turns._longest = 0.01
    assert stuck.wait(GIVEN_UP)
    others = [threading.Thread(target=lambda n=n: go_through(turns, came, n), daemon=True) for n in range(3)]
    for other in others:
        other.start()
    join(others)
    assert sorted(came) == [0, 1, 2]
    free.set()
    join([first])
    assert came[-1] == "stuck"


def test_one_who_took_too_long_takes_nothing_from_the_one_ahead():
    turns, came = Turns(0.0), []
    late = turns.turn()
    late.__enter__()
    turns._longest = NEVER
    with turns.turn():  # the late one's time is over
        late.__exit__(None, None, None)
        waiting = queue_up(turns, 0, lambda: came.append("next"))
        assert came == []
    join([waiting])
    assert came == ["next"]


def go_through(turns: Turns, came: list[object], name: object) -> None:
    with turns.turn():
        came.append(name)
