"""Findings on numbers that people corrected or added: settled, still open, or new."""

from pathlib import Path

import pytest

from data_layer import deciding
from data_layer.pipeline import ingest
from data_layer.store import ReadStore

TEXT = "2022年，冷水江市受理申请2000件，办结1800件，办结率{}%。\n全市共有卫生院24所，其中中心卫生院9所。\n"


def store_with(folder: Path, rate: str) -> ReadStore:
    source = folder / "甲.txt"
    source.write_text(TEXT.format(rate), encoding="utf-8")
    ingest([source], folder / "store")
    return ReadStore(folder / "store")


def correct(store: ReadStore, quote: str, value: float) -> None:
    (row,) = store.rows("SELECT figure_id FROM figures WHERE quote = ?", [quote])
    deciding.correct_figure(store, row["figure_id"], {"value": value}, by="王")


def findings(store: ReadStore) -> list[tuple[str, str | None, str]]:
    return [
        (row["verdict"], row["decision"], row["explanation"])
        for row in store.rows("SELECT * FROM checks WHERE rule = 'share' ORDER BY check_id")
    ]


@pytest.fixture
def wrong(tmp_path):
    return store_with(tmp_path, "95.5")


def test_a_correction_settles_a_finding(wrong):
    as_read = "1800 ÷ 2000 = 90%，原文写 95.5%，相差 5.5 个百分点"
    assert findings(wrong) == [("inconsistent", None, as_read)]
    correct(wrong, "95.5%", 90.0)
    assert findings(wrong) == [("inconsistent", "corrected", as_read)]


def test_a_correction_that_is_wrong_as_well_leaves_it_open(wrong):
    correct(wrong, "95.5%", 59.5)
    told = "1800 ÷ 2000 = 90%，更正后为 59.5%，相差 30.5 个百分点"
    assert findings(wrong) == [("inconsistent", None, told)]


def test_a_correction_may_open_a_finding(tmp_path):
    store = store_with(tmp_path, "90")
    assert [verdict for verdict, _, _ in findings(store)] == ["consistent"]
    correct(store, "90%", 95.5)
    assert findings(store) == [("inconsistent", None, "1800 ÷ 2000 = 90%，更正后为 95.5%，相差 5.5 个百分点")]


def test_a_finding_on_a_corrected_number_can_be_judged(wrong):
    correct(wrong, "1800件", 1700.0)
    (row,) = wrong.rows("SELECT check_id FROM checks WHERE rule = 'share'")
    deciding.judge_findings(wrong, [row["check_id"]], confirmed=True, by="王")
    assert findings(wrong) == [
        ("inconsistent", "confirmed", "1700 ÷ 2000 = 85%，原文写 95.5%，相差 10.5 个百分点")
    ]


def test_a_number_struck_out_settles_it(wrong):
    (row,) = wrong.rows("SELECT figure_id FROM figures WHERE quote = '95.5%'")
    deciding.strike_figures(wrong, [row["figure_id"]], by="王")
    assert [decision for _, decision, _ in findings(wrong)] == ["corrected"]


def test_taking_the_correction_back_opens_it_again(wrong):
    correct(wrong, "95.5%", 90.0)
    (row,) = wrong.rows("SELECT uid FROM decided")
    deciding.take_back(wrong, [row["uid"]], by="王")
    assert [decision for _, decision, _ in findings(wrong)] == [None]


TABLE = """| 镇名 | 2021年（吨） | 2022年（吨） | 比上年增长（%） |
| --- | --- | --- | --- |
| 渣渡镇 | 1,130 | 1,204 | 6.5 |
| 铎山镇 | 925 | 967 | 4.5 |
| 岩口镇 | 708 | 731 | 3.2 |
| 合计 | 2,763 | 2,920 | 5.0 |
"""


def test_a_corrected_cell_settles_the_findings_of_its_table(tmp_path):
    source = tmp_path / "表.md"
    source.write_text(f"# 冷水江市油菜籽产量\n\n2023年1月12日\n\n{TABLE}", encoding="utf-8")
    ingest([source], tmp_path / "store")
    store = ReadStore(tmp_path / "store")

    def totals() -> list[tuple[str, str | None]]:
        rows = store.rows("SELECT * FROM checks WHERE rule = 'total' AND verdict = 'inconsistent'")
        return [(row["explanation"], row["decision"]) for row in rows]

    told = "1,204 + 967 + 731 = 2902吨，原文写 2,920吨，相差 18吨"
    assert totals() == [(told, None)]
    correct(store, "2,920", 2902.0)
    assert totals() == [(told, "corrected")]
    correct(store, "967", 947.0)
    assert ("1,204 + 947 + 731 = 2882吨，更正后为 2902吨，相差 20吨", None) in totals()
