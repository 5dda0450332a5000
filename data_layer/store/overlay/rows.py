"""One row of a figure as decisions leave it, with the regions that hold its own.

What belongs here: rows. What does not: which figures change, and how.
"""

from __future__ import annotations

from data_layer.model import Article, Figure
from data_layer.store.overlay.layer import Layer, Row, named
from data_layer.store.records import figure_row, region_rows

__all__ = ["placed", "put"]


def put(
    layer: Layer, figure: Figure, article: Article, before: Row | None, *, corrected: bool = False
) -> None:
    """Set the row of a figure; what only the whole version can tell stays as it was."""
    from data_layer.decisions.applying import indicator_name

    row = named("figures", figure_row(figure, article, indicator_name))
    if before is not None:
        row |= {name: before[name] for name in ("fact_id", "chosen", "witnesses")}
    if corrected and before is not None and before["region_adcode"] == row["region_adcode"]:
        row["placed"] = before["placed"]
    else:
        own = placed(layer, row["region_adcode"], row["region_name"], row["region_level"])
        home = article.region
        row["placed"] = own or (placed(layer, home.adcode, home.name, home.level.value) if home else None)
    layer.figures[figure.figure_id] = row


def placed(layer: Layer, adcode: str | None, name: str | None, level: str | None) -> str | None:
    """The region itself; one that the version lacks becomes known, with those that hold it."""
    if adcode is None:
        return None
    if layer.regions is None:
        found = layer.connection.execute("SELECT adcode FROM stored.regions").fetchall()
        layer.regions = {code for (code,) in found}
    if adcode not in layer.regions:
        from data_layer.decisions.applying import path_of

        for row in region_rows([path_of(adcode, name or adcode, level or "")]):
            code = named("regions", row)["adcode"]
            if code not in layer.regions:
                layer.new_regions[code] = row
                layer.regions.add(code)
    return adcode
