"""``python -m data_layer check``: what it lists, and when it fails."""

from pathlib import Path

import pytest

from data_layer.__main__ import main
from data_layer.deciding import correct_figure, judge_findings
from data_layer.pipeline import ingest
from data_layer.store import ReadStore

WRONG = "全市共有高校毕业生2000名，其中已就业1800人，就业率95.5%。"
RIGHT = "全市共有合作社144家，其中示范社116家，占80.5%。"


def page(words):
    return f"冷水江市综合工作\n\n2022年12月20日\n\n{words}各项工作稳步推进，群众比较满意。\n"


@pytest.fixture
def store(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/wrong.txt").write_text(page(WRONG), encoding="utf-8")
    (tmp_path / "in/right.txt").write_text(page(RIGHT), encoding="utf-8")
    ingest([tmp_path / "in"], tmp_path / "store", jobs=1)
    return str(tmp_path / "store")


def test_findings_with_their_arithmetic(store, capsys):
    assert main(["check", "--store", store]) == 0
    out = capsys.readouterr().out
    assert "[不一致] 占比与部分、总体 · wrong.txt" in out
    assert "1800 ÷ 2000 = 90%，原文写 95.5%，相差 5.5 个百分点" in out
    assert WRONG in out and RIGHT not in out
    assert "不一致 1，存疑 0" in out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "inconsistent"], 1),
        (["--fail-on", "unsure"], 0),
        (["--fail-on", "inconsistent", "--source", "right.txt"], 0),
        (["--fail-on", "inconsistent", "--source", "wrong.txt"], 1),
        (["--fail-on", "inconsistent", "--region", "110000"], 0),
    ],
)
def test_exit_status(store, arguments, status, capsys):
    assert main(["check", "--store", store, *arguments]) == status


@pytest.mark.parametrize(
    ("confirmed", "status"),
    [(True, 1), (False, 0)],
)
def test_a_confirmed_error_still_fails_and_a_right_number_does_not(store, confirmed, status, capsys):
    opened = ReadStore(Path(store))
    (row,) = opened.rows("SELECT check_id FROM checks WHERE verdict = 'inconsistent'")
    judge_findings(opened, [row["check_id"]], confirmed=confirmed, by="某人")
    assert main(["check", "--store", store, "--fail-on", "inconsistent"]) == status
    assert ("[不一致，已确认有误]" in capsys.readouterr().out) is confirmed


def test_a_corrected_number_does_not_fail(store):
    opened = ReadStore(Path(store))
    (row,) = opened.rows("SELECT figures FROM checks WHERE verdict = 'inconsistent'")
    correct_figure(opened, row["figures"][-1], {"value": 90.0}, by="某人")
    assert main(["check", "--store", store, "--fail-on", "inconsistent"]) == 0


def test_all_lists_what_agrees_too(store, capsys):
    main(["check", "--store", store, "--all"])
    assert "[一致] 占比与部分、总体 · right.txt" in capsys.readouterr().out
