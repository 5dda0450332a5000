"""Invariants of the time words."""

from __future__ import annotations

import pytest

from data_layer.errors import LexiconError
from data_layer.lexicon import times
from data_layer.lexicon.times import load_times


def test_no_word_in_two_lists():
    lexicon = load_times()
    lists = (
        *(lexicon.years, lexicon.report_years, lexicon.held_years, lexicon.months, lexicon.days),
        *(lexicon.held_days, lexicon.now, lexicon.opening_now, lexicon.vague, lexicon.same_periods),
        *(lexicon.recent_years, lexicon.recurring),
    )
    words = [word for group in lists for word in group]
    assert len(words) == len(set(words))


def test_plans_follow_each_other():
    spans = sorted(load_times().plans.values())
    gaps = [later[0] - earlier[1] for earlier, later in zip(spans, spans[1:], strict=False)]
    assert set(gaps) <= {1, 4}  # 1963 to 1965 had no plan


@pytest.mark.parametrize(
    ("key", "value"),
    [("plans", {"一五": [1953, 1958]}), ("years", {"今年": "0"}), ("now", ["目前", "目前"]), ("now", "目前")],
)
def test_wrong_entries_are_named(monkeypatch, key, value):
    raw = times.read_yaml("times.yaml") | {key: value}
    monkeypatch.setattr(times, "read_yaml", lambda name: raw)
    load_times.cache_clear()
    with pytest.raises(LexiconError, match=rf"times.yaml: {key}"):
        load_times()
    monkeypatch.undo()
    load_times.cache_clear()
