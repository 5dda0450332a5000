"""Lines in, records out: what scripts and comparisons with other libraries use."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from data_layer.commands.lines import figure_lines, period_lines
from data_layer.places import region_by_adcode

ROOT = Path(__file__).parents[1]


def test_a_line_is_a_paragraph() -> None:
    lines = ["截至11月底，全市新增就业7320人。\n", "\n", "同比增长10.2%。"]
    records = [
        json.loads(line) for line in figure_lines(lines, date(2022, 12, 31), region_by_adcode("431381"))
    ]
    assert [(r["line"], r["quote"], r["value"], r["kind"]) for r in records] == [
        (1, "7320人", 7320, "level"),
        (3, "10.2%", 10.2, "growth"),
    ]
    assert records[0]["region_adcode"] == "431381"
    assert records[0]["period_end"] == "2022-11-30"
    assert records[1]["period_end"] is None


def test_open_where_nothing_is_known() -> None:
    (record,) = [json.loads(line) for line in figure_lines(["今年全市新增就业7320人。"], None, None)]
    assert record["region_adcode"] is None
    assert record["period_end"] is None


def test_times() -> None:
    (record,) = [json.loads(line) for line in period_lines(["1-10月完成投资。"], date(2022, 12, 31))]
    assert record["line"] == 1
    assert {"2022-01-01", "2022-10-31"} <= set(map(str, record.values()))


def test_through_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data_layer", "figures", "--published", "2022-12-31", "--region", "431381"],
        input="全市新增就业7320人。\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout)["quote"] == "7320人"


def test_full_width_digits_keep_their_offsets() -> None:
    line = "全市完成投资１２３４．５万元，占比１２．５％。"
    records = [json.loads(record) for record in figure_lines([line], date(2022, 12, 31), None)]
    assert [(r["quote"], r["value"]) for r in records] == [("1234.5万元", 12345000), ("12.5%", 12.5)]
    assert line[records[0]["char_start"] : records[0]["char_end"]] == "１２３４．５万元"
    (record,) = [json.loads(record) for record in period_lines(["２０２１年１－５月"], date(2022, 12, 31))]
    assert (record["period_start"], record["period_end"]) == ("2021-01-01", "2021-05-31")
