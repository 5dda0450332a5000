"""Which regions 地区对比 puts beside each other: the filter's, my region's siblings or peers, or all."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data_layer import queries
from data_layer.filters import Filter
from data_layer.places import region_path
from pages.shared import address, data
from pages.shared.comparing import compare, percapita
from pages.shared.series import Series, series_figures
from pages.shared.wording import LEVELS

__all__ = [
    "SCOPES",
    "at_level",
    "beyond",
    "each_resident",
    "figures_in",
    "groups_in",
    "levels_in",
    "parents_of",
    "pick_level",
    "pick_measure",
    "pick_mine",
    "pick_scope",
    "reporters",
    "reports_of",
    "scope_words",
    "silent",
    "unreported",
]

SCOPES = {"filter": "筛选内", "all": "有数据的", "siblings": "同市各县", "peers": "全省同级"}
_HELD = {"siblings": (-2, "各县"), "peers": (0, "同级")}
"""Which region of a path holds them, and what a title says after its name: 娄底市各县, 湖南省同级."""
_MOST_ASKED = 12
"""Of so many chosen regions it is looked up whether anything is reported; a notice names no more."""
_DOMINATES = 3
"""Counts of one level are shown alone where so many regions of it report them."""


def pick_mine(flt: Filter, series: Series) -> str | None:
    """Draw the choice of the reader's own region; a filter by one region names it already."""
    known = data.worked(reporters, flt.without("regions"), *series.arguments())
    default = flt.regions[0] if len(flt.regions) == 1 and flt.regions[0] in known else None
    return address.pick(
        "我的地区", "mine", known, default=default, placeholder="不指定", help="在图中用强调色标出"
    )


def pick_scope(flt: Filter, series: Series, mine: str | None) -> str:
    """Draw the choice of what is compared; at first the filter, where it has something to compare.

    Who chose several regions compares these, even if only one of them reports the number.
    """
    names = [name for name in SCOPES if _possible(name, flt, mine)]
    inside = 0
    if flt.regions:
        figures = data.worked(figures_in, flt, *series.arguments(), "filter", mine)  # most will look at them
        inside = figures["region_adcode"].nunique()
    default = "filter" if inside > (len(flt.regions) == 1) else "all"
    options = {name: SCOPES[name] for name in names}
    return address.pick("对比", "scope", options, default=default) or default


def scope_words(scope: str, mine: str | None) -> str:
    """Which regions are compared, as a title says it: 娄底市各县; 有数据的."""
    if scope not in _HELD or mine is None:
        return SCOPES[scope]
    place, words = _HELD[scope]
    return region_path(mine)[place].name + words


def reporters(flt: Filter, key: str, kind: str, unit: str) -> dict[str, str]:
    """The regions that report a series, adcode to name."""
    found = data.read(queries.series_regions, flt, key, kind, unit)
    return dict(zip(found["adcode"], found["name"], strict=True))


def figures_in(flt: Filter, key: str, kind: str, unit: str, scope: str, mine: str | None) -> pd.DataFrame:
    """A series' figures of the regions in scope, with their periods."""
    asked = flt if scope == "filter" else flt.without("regions")
    figures = series_figures(asked, key, kind, unit)
    if scope in ("siblings", "peers") and mine is not None:
        own = _own(mine)
        holder = {"siblings": ("region_parent", "parent"), "peers": ("province_adcode",) * 2}[scope]
        beside = (figures[holder[0]] == own[holder[1]]) & (figures["region_level"] == own["level"])
        figures = figures[beside]
    return compare.with_periods(figures)


def pick_level(levels: dict[str, int], series: Series, mine: str | None) -> str:
    """Draw the choice of level; at first, counts of the level that dominates alone.

    Args:
        levels: from ``levels_in``.
        series: what is compared.
        mine: adcode of the reader's own region; None if there is none.
    """
    if len(levels) < 2:
        return "all"
    default = "all"
    if series.kind == "level":
        own = _own(mine)["level"] if mine else next(iter(levels))
        default = own if levels.get(own, 0) >= _DOMINATES else "all"
    options = {"all": "不限"} | {
        level: f"{words}（{levels[level]} 地）" for level, words in LEVELS.items() if level in levels
    }
    return address.pick("层级", "level", options, default=default) or default


def levels_in(flt: Filter, key: str, kind: str, unit: str, scope: str, mine: str | None) -> dict[str, int]:
    """How many regions of each level report a series in scope, most first."""
    figures = data.worked(figures_in, flt, key, kind, unit, scope, mine)
    told = figures[["region_adcode", "region_level"]].drop_duplicates("region_adcode")
    counted = told["region_level"].value_counts()
    return {str(level): int(count) for level, count in counted.items()}


def groups_in(
    flt: Filter, key: str, kind: str, unit: str, scope: str, mine: str | None, level: str
) -> tuple[list[compare.PeriodGroup], int]:
    """The periods of a series' figures in scope, and how many regions they are of."""
    figures = at_level(data.worked(figures_in, flt, key, kind, unit, scope, mine), level)
    return compare.period_groups(figures), figures["region_adcode"].nunique()


def at_level(figures: pd.DataFrame, level: str) -> pd.DataFrame:
    """The figures of regions of a level; of all for ``all``."""
    return figures if level == "all" else figures[figures["region_level"] == level]


def pick_measure(series: Series) -> str:
    """Draw the choice of total or amount for each resident, where dividing means something."""
    if series.kind != "level" or series.unit in percapita.UNDIVIDED:
        return "total"
    return address.pick("显示", "measure", percapita.MEASURES, default="total") or "total"


def each_resident(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows' amounts for each resident, and the names of the regions without a near population."""
    return percapita.per_resident(rows, data.worked(residents))


def residents() -> pd.DataFrame:
    """Every reported population, with its period."""
    return compare.with_periods(data.ask(queries.region_figures, Filter(), *percapita.POPULATION))


def parents_of(mine: str, flt: Filter, key: str, kind: str, unit: str) -> pd.DataFrame:
    """A series' figures of the regions that hold mine, with their periods."""
    own = _own(mine)
    held = (own.get("province_adcode"), own.get("prefecture_adcode"))
    holders = {code for code in held if isinstance(code, str) and code != mine}  # 仙桃市 is in no prefecture
    asked = flt.without("regions")
    return compare.with_periods(data.ask(queries.timeline_figures, asked, key, kind, sorted(holders), unit))


def unreported(flt: Filter, figures: pd.DataFrame) -> dict[str, str]:
    """Regions of the filter that report something, but not this series.

    They are of a level that the figures have, or chosen themselves.
    """
    found = data.ask(queries.reporting_regions, flt)
    others = found[
        (found["level"].isin(figures["region_level"].unique()) | found["adcode"].isin(flt.regions))
        & ~found["adcode"].isin(figures["region_adcode"].unique())
    ]
    return dict(zip(others["adcode"], others["name"], strict=True))


def silent(flt: Filter) -> list[str]:
    """The names of chosen regions of which nothing at all is reported under the filter."""
    if len(flt.regions) > _MOST_ASKED:
        return []
    asked = {code: data.ask(queries.sizes, replace(flt, regions=(code,))).iloc[0] for code in flt.regions}
    paths = {code: region_path(code) for code, found in asked.items() if not found["figures"]}
    return [path[-1].name if path else code for code, path in paths.items()]


def beyond(flt: Filter, scope: str, mine: str | None, rows: pd.DataFrame) -> str:
    """That the chart holds more than the filter's regions, as a sentence; empty where it does not.

    Args:
        flt, scope, mine: as for ``figures_in``.
        rows: what is shown.
    """
    places = rows[["region_adcode", "region_parent", "province_adcode"]]
    if not flt.regions or places.isin(flt.regions).any(axis=1).all():
        return ""
    chosen = data.ask(queries.filter_sentence, Filter(regions=flt.regions))
    narrower = "要只看这些，把“对比”改为“筛选内”。" if len(flt.regions) > 1 else ""
    listed = "有数据的各地" if scope == "all" else scope_words(scope, mine)
    return f"列出的是{listed}，不只是左边筛选的{chosen}。{narrower}"


def _possible(name: str, flt: Filter, mine: str | None) -> bool:
    if name == "filter":
        return bool(flt.regions)
    if name in ("siblings", "peers"):
        return mine is not None and (name == "peers" or _own(mine)["level"] == "county")
    return True


def _own(adcode: str) -> pd.Series:
    tree = data.ask(queries.region_tree)
    return tree[tree["adcode"] == adcode].iloc[0]


def reports_of(rows: pd.DataFrame, key: str, kind: str, unit: str, flt: Filter) -> pd.DataFrame:
    """Every report of the numbers shown, in the order of the bars."""
    every = series_figures(flt.without("regions"), key, kind, unit, chosen_only=False)
    regions = dict(zip(rows["fact_id"], rows["region"], strict=True))
    told = compare.with_periods(every[every["fact_id"].isin(regions)])
    place = {fact: at for at, fact in enumerate(rows["fact_id"])}
    told = told.assign(region=told["fact_id"].map(regions), place=told["fact_id"].map(place))
    return told.sort_values(["place", "chosen", "figure_id"], ascending=[True, False, True])
