"""Rows laid in order: in little memory first, in more where that is not enough."""

import duckdb
import pytest

from data_layer.store import versions


class Tight:
    """A connection whose first ``failing`` inserts lack memory."""

    def __init__(self, failing: int) -> None:
        self.failing, self.asked = failing, []

    def execute(self, sql: str) -> None:
        self.asked.append(sql.split()[0] if sql.startswith("INSERT") else sql)
        if sql.startswith("INSERT") and self.failing:
            self.failing -= 1
            raise duckdb.OutOfMemoryException("could not allocate block")


MORE = f"SET memory_limit = '{versions._LAYING_MB}MB'"


@pytest.mark.parametrize(
    ("failing", "many", "asked"),
    [
        pytest.param(0, False, ["INSERT"], id="few rows fit"),
        pytest.param(1, False, ["INSERT", MORE, "INSERT"], id="few rows that need more"),
        pytest.param(0, True, [MORE, "INSERT"], id="many rows are given more at once"),
    ],
)
def test_memory(failing: int, many: bool, asked: list[str]) -> None:
    connection = Tight(failing)
    versions._lay(connection, "figures", "SELECT * FROM new_figures", many=many)
    assert connection.asked == asked


def test_not_enough_at_all() -> None:
    with pytest.raises(duckdb.OutOfMemoryException):
        versions._lay(Tight(2), "figures", "SELECT * FROM new_figures", many=False)
