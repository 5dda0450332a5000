"""What 地区对比 and 时间趋势 open with: an indicator that officials ask for, of regions it can be seen of.

What belongs here: the order of series by what a chart of them would show. What does not: which series there
are (queries), the choice itself (series).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data_layer import queries

__all__ = ["FIRST_REGIONS", "by_comparing", "by_following"]

FIRST_REGIONS = 4
"""So many regions a timeline shows at first; more of them make no better opening."""
_WITHIN_YEAR, _ONCE = 0.5, 0.15
"""What a region is worth of which several periods of one year are told, and one of which a single period is
told where others have other ones; a region that is told over years is worth 1."""
_APART, _ALONE = 0.3, 0.01
"""What a further region is worth that reports for another year than most, and a series that has no further
one; a further region of the same year is worth 1."""
_LAST_ENTRY, _PHRASE = 0.2, 0.15
"""What the catalogue's last entry weighs, and a phrase that is in no catalogue; its first entry weighs 1.

Measured over the sample corpus, without a filter and with each region and each subject alone (77 openings):
in the order of figures and periods alone 43 opened with an entry of the catalogue, 10 with a region that can
be followed; so 60 and 10. Of 60 openings of a comparison 40 were an entry of the catalogue in the order of
regions alone, 45 told of several regions; so 47 and 44."""
_SERIES = ["key", "kind", "unit"]
_SURE_DIGITS = 9
"""Worths that differ by less are the same."""


def by_comparing(series: pd.DataFrame, years: pd.DataFrame, places: Mapping[str, int]) -> pd.DataFrame:
    """The series in the order in which a comparison of regions offers them.

    Args:
        series: of ``queries.indicator_list``; of the same worth they stay in its order.
        years: of ``queries.series_years`` for them.
        places: of ``queries.indicator_places``, output first: what stands further up is asked for more often.
    """
    if series.empty:
        return series
    together = years.groupby(_SERIES, as_index=False)["regions"].max().rename(columns={"regions": "together"})
    told = series.merge(together, on=_SERIES, how="left").fillna({"together": 1})
    further = told["together"].clip(lower=1, upper=told["regions"])
    worth = (further - 1 + _APART * (told["regions"] - further)).clip(lower=_ALONE)
    return _by_worth(series, worth, places)


def by_following(series: pd.DataFrame, followed: pd.DataFrame, places: Mapping[str, int]) -> pd.DataFrame:
    """The series in the order in which a timeline offers them.

    Args:
        series: of ``queries.indicator_list``; of the same worth they stay in its order.
        followed: of ``queries.followed_regions`` for them.
        places: as for ``by_comparing``.
    """
    if series.empty:
        return series
    told = series.merge(followed, on=_SERIES, how="left").fillna({"over_years": 0, "over_ends": 0})
    years = told["over_years"].clip(upper=FIRST_REGIONS)
    within = np.minimum(told["over_ends"] - told["over_years"], FIRST_REGIONS - years)
    once = np.minimum(told["regions"] - told["over_ends"], FIRST_REGIONS - years - within)
    shown = years + _WITHIN_YEAR * within + _ONCE * once * (told["periods"] > 1)
    return _by_worth(series, shown, places)


def _by_worth(series: pd.DataFrame, shown: pd.Series, places: Mapping[str, int]) -> pd.DataFrame:
    """The series by what a chart shows of them and how often they are asked for, untelling phrases last."""
    place = series["indicator_id"].map(places) / max(1, len(places) - 1)
    weight = (1 - (1 - _LAST_ENTRY) * place).fillna(_PHRASE)
    untelling = series["indicator_id"].isna() & (series["name"].str.len() < queries.SHORTEST_TELLING)
    worth = (shown.to_numpy(dtype=float) * weight.to_numpy(dtype=float)).round(_SURE_DIGITS)
    return series.iloc[np.lexsort((-worth, untelling))]
