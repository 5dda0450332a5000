"""Durations in the unit that documents tell them in: 服务时长 in 小时, 办理时限 in 个工作日, not all in 天.

What belongs here: choosing that unit, one for all figures of an indicator, and converting rows to it. What
does not: units of which one serves everybody, as 元 and 亩 (a figure's ``base_unit``, and pages).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd

from data_layer.lexicon.units import Unit, load_units
from data_layer.store import ReadStore

__all__ = ["compared_unit", "in_told_durations"]

_DIMENSION = "duration"
_SURE_DIGITS = 11
"""Digits that are left of what was converted there and back: the data keeps twelve."""


def compared_unit(unit: str) -> str:
    """The unit in which a store compares what is told in ``unit``: 天 for 小时; another one is its own."""
    known = load_units().units.get(unit)
    return known.base if known and known.dimension == _DIMENSION else unit


def in_told_durations(
    store: ReadStore, rows: pd.DataFrame, *, key: str = "indicator_key", unit: str = "amount_unit"
) -> pd.DataFrame:
    """The rows with each duration in the unit that most figures of its indicator are told in.

    Units of one length (天 and 工作日) are counted together; which of them stands for all is the one written
    most. So 2000小时 are no 83.33天, and one indicator has one unit whatever is filtered.

    Args:
        store: where the rows are from.
        rows: with an indicator's key and the unit of the row's ``amount`` and ``amount_max``, if it has them.
        key, unit: the columns of these.
    """
    durations = rows[unit] == _base()
    if not durations.any():
        return rows
    told = _told_units(store, rows.loc[durations, key].unique().tolist())
    days = load_units().units[_base()]
    units = rows.loc[durations, key].map(lambda name: told.get(name, days))
    converted = {unit: rows[unit].mask(durations, units.map(lambda one: one.name))}
    for amount in {"amount", "amount_max"}.intersection(rows):
        values = rows.loc[durations, amount] / units.map(lambda one: one.factor)
        converted[amount] = rows[amount].mask(durations, values.map(_sure))
    return rows.assign(**converted)


def _told_units(store: ReadStore, keys: list[str]) -> dict[str, Unit]:
    """The unit of each indicator of which durations are told."""
    known = load_units().units
    told: dict[str, list[tuple[Unit, int]]] = defaultdict(list)
    for row in store.rows(
        """
        SELECT indicator_key, unit, count(*) AS n FROM figures
        WHERE base_unit = ? AND chosen AND indicator_key IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL
        """,
        [_base(), keys],
    ):
        if row["unit"] in known:
            told[row["indicator_key"]].append((known[row["unit"]], row["n"]))
    return {key: _most_told(counts) for key, counts in told.items()}


def _most_told(told: Sequence[tuple[Unit, int]]) -> Unit:
    """The length that most figures have, under the name that most of them have for it."""
    lengths: Counter[float] = Counter()
    for unit, figures in told:
        lengths[unit.factor] += figures
    return max(told, key=lambda one: (lengths[one[0].factor], one[0].factor, one[1], one[0].name))[0]


def _base() -> str:
    return next(unit.base for unit in load_units().units.values() if unit.dimension == _DIMENSION)


def _sure(value: float) -> float:
    return float(f"{value:.{_SURE_DIGITS}g}")
