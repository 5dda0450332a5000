"""The commands of the command line, by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from data_layer.commands import answering, storing

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Callable[[argparse.Namespace], bool]] = {
    "ingest": storing.run_ingest,
    "export": answering.run_export,
    "check": answering.run_check,
    "status": answering.run_status,
    "remove": storing.run_remove,
    "explain": answering.run_explain,
    "decisions": storing.run_decisions,
    "backup": storing.run_backup,
    "restore": storing.run_restore,
    "figures": answering.run_figures,
    "periods": answering.run_periods,
}
"""Each does what its arguments ask, and tells whether all of it went well."""
