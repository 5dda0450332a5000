"""Times in prose: the table of cases, and what holds of any text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.model import TimeMention
from data_layer.periods import find_times, time_record
from data_layer.periods.grammar import time_pattern

_GROUPS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "periods.yaml").read_text(encoding="utf-8"))
_FLAGS = ("cutoff", "base", "planned", "recurring")


def _told(mention: TimeMention) -> str:
    """A mention in the words of the table."""
    period = mention.period
    ends = [str(end) if end else "-" for end in (period.start, period.end)]
    flags = " ".join(flag for flag in _FLAGS if getattr(mention, flag))
    return " | ".join(filter(None, [mention.text, *ends, period.type.value, flags]))


def _cases():
    for group in _GROUPS:
        for case in group["cases"]:
            marks = [pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else []
            given_ = (case["text"], group["published"], group.get("year"), case["times"])
            yield pytest.param(*given_, id=f"{group['group']}: {case['text'][:20]}", marks=marks)


@pytest.mark.parametrize(("text", "published", "year", "times"), list(_cases()))
def test_times(text, published, year, times):
    assert [_told(mention) for mention in find_times(text, published, year)] == times


_WORDS = [
    *"年月日十二一半今去上下底末初近每至-—、截到自前起比与将《》。，\n",
    *("2021", "12", "31", "季度", "全年", "目前", "学年", "以来", "“十四五”", "期间", "相比", "同期", "力争"),
]
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=40).map("".join) | st.text(max_size=80)
_DATES = st.none() | st.dates(date(1990, 1, 1), date(2035, 12, 31))


@given(_TEXTS, _DATES, st.none() | st.integers(1990, 2035))
def test_any_text(text, published, year):
    last_end = 0
    for mention in find_times(text, published, year):
        assert text[mention.start : mention.end] == mention.text == mention.period.text
        assert last_end <= mention.start < mention.end
        if mention.period.start and mention.period.end:
            assert mention.period.start <= mention.period.end
        json.dumps(time_record(mention))
        last_end = mention.end


def _assert_same_matches(text):
    quick, slow = ([m.span() for m in time_pattern(quick).finditer(text)] for quick in (True, False))
    assert quick == slow


@settings(deadline=None)
@given(_TEXTS)
def test_quick_pattern_misses_nothing(text):
    _assert_same_matches(text)


def test_quick_pattern_on_cases():
    for group in _GROUPS:
        for case in group["cases"]:
            _assert_same_matches(case["text"])


def test_long_runs_end_soon():
    for piece in ("2021", "1至", "年", "十", "2021年至", "截至", "《", "一、", "近年"):
        find_times(piece * 20_000, date(2022, 1, 1))
