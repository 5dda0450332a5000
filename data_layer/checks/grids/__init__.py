"""Grids: the numbers of a table's cells against each other, where its other rows or columns bear that out."""

from data_layer.checks.grids.checking import check_grids

__all__ = ["check_grids"]
