"""What the first reader of a page would wait for, loaded while the first one of the server reads.

Modules, plotly's and the lexicons behind them; together a second of the processor's time.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import threading
from pathlib import Path

from data_layer import queries
from data_layer.store import ReadStore

__all__ = ["start"]

_LOG = logging.getLogger(__name__)


def start(store: ReadStore) -> None:
    """Load in the background."""
    threading.Thread(target=load, args=(store,), name="warming", daemon=True).start()


def load(store: ReadStore) -> None:
    """Import every module that pages share, read the catalogue, draw a chart that nobody sees."""
    try:
        for module in pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."):
            importlib.import_module(module.name)
        from pages.shared.charts import TITLE_PIXELS, drawn

        queries.phrase_match(store, "就业", "人", "level")
        layout = {name: {} for name in ("title", "margin", "xaxis", "yaxis")}
        traces = [{"type": kind, "x": [1], "y": [1]} for kind in ("bar", "scatter")]
        drawn(traces, layout | {"height": TITLE_PIXELS}, "").to_json()
    except Exception:  # a page that needs what is missing will say so to its reader
        _LOG.exception("warming up failed")
