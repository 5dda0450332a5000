"""The command line: what it prints, and its exit status."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data_layer import __main__ as cli
from data_layer.deciding import correct_figure
from data_layer.pipeline import ingesting
from data_layer.store import Journal, StoreFolder, open_store
from tests.patience import GIVEN_UP
from tests.store_fakes import use_fakes

REPOSITORY = Path(__file__).parent.parent
LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022|40家 40 家 企业 2021"
OTHER = "医疗|429004|2021-06-30|3家 3 家 医院 2021"


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run a command in a folder of two documents, with fake stages: gives status, stdout, stderr."""
    use_fakes(monkeypatch)
    monkeypatch.setattr(logging.getLogger("data_layer"), "level", logging.WARNING)
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(OTHER, encoding="utf-8")

    def run(*arguments):
        status = cli.main(list(arguments))
        return status, *capfd.readouterr()

    return run


def test_no_command_prints_help(run):
    status, out, _ = run()
    assert status == 0
    for command in ("ingest", "export", "status", "remove", "explain", "decisions"):
        assert command in out


@pytest.mark.parametrize("command", ["ingest", "export", "status", "remove", "explain", "decisions"])
def test_help_has_an_example(run, capfd, command):
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    assert f"例：python -m data_layer {command}" in capfd.readouterr().out


def test_ingest_tells_what_came_in(run):
    status, out, err = run("ingest", "in")
    assert status == 0
    assert out.startswith("新增 2 份，用时")
    assert "文档 2，文章 2，数字 3，地区 2，重复组 0" in out
    assert err == ""
    status, out, _ = run("ingest", "in")
    assert out.startswith("新增 0 份，2 份已有")
    assert "数据版本 1" in out


def test_ingest_tells_what_failed(run, tmp_path):
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "odd.txt").write_bytes(b"crash")
    (tmp_path / "in" / "twin.txt").write_text(LINE, encoding="utf-8")
    status, out, err = run("ingest", "in")
    assert status == 1
    assert "没能读取 2 份：\n  empty.txt：文件是空的。请换一个文件\n  odd.txt：程序处理时出错" in out
    assert "twin.txt 与已有的 a.txt 内容相同" in out
    assert "文档 2" in out
    assert "Traceback" not in out + err


def test_what_was_never_read_is_not_read_anew(run, tmp_path):
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_bytes(b"crash")
    status, out, _ = run("ingest", "in")
    assert (status, out.startswith("新增 0 份，用时")) == (1, True)
    assert "没能读取 2 份" in out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        pytest.param(["ingest", "nowhere"], 2, "找不到", id="no such path"),
        pytest.param(["ingest", "in", "nowhere"], 2, "找不到", id="one path missing"),
        pytest.param(["ingest", "void"], 2, "没有可以导入的文件", id="empty folder"),
        pytest.param(["ingest", "in", "--store", "in/a.txt/x"], 1, "无法建立数据目录", id="store in a file"),
        pytest.param(["status", "--store", "void"], 1, "还没有数据", id="empty store"),
        pytest.param(["export", "figures", "--format", "xlsx"], 2, "-o", id="xlsx to the screen"),
        pytest.param(["export", "figures", "--region", "999999"], 2, "999999", id="unknown region"),
        pytest.param(["export", "figures", "--topic", "天气"], 2, "就业社保人事", id="unknown topic"),
        pytest.param(["export", "figures", "--source", "x.txt"], 2, "x.txt", id="unknown source"),
        pytest.param(["export", "figures", "-o", "void/none/x.csv"], 1, "不能写", id="no such folder"),
        pytest.param(["explain", "x-001"], 2, "x-001", id="unknown article"),
    ],
)
def test_wrong_use_is_said_without_traceback(run, tmp_path, arguments, status, words):
    (tmp_path / "void").mkdir()
    run("ingest", "in")
    found, out, err = run(*arguments)
    assert (found, out) == (status, "")
    assert words in err
    assert "Traceback" not in err


def test_export_prints_lines(run):
    run("ingest", "in")
    status, out, _ = run("export", "figures")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["quote"] for row in rows] == ["8210人", "40家", "3家"]
    _, out, _ = run("export", "articles", "--format", "csv")
    assert out.startswith("\ufeffarticle_id,")


@pytest.mark.parametrize(
    ("arguments", "quotes"),
    [
        pytest.param(["--region", "430000"], ["8210人", "40家"], id="province"),
        pytest.param(
            ["--region", "431381", "--region", "429004"], ["8210人", "40家", "3家"], id="two regions"
        ),
        pytest.param(["--topic", "就业社保人事"], ["8210人", "40家", "3家"], id="topic"),
        pytest.param(["--indicator", "employment"], ["8210人"], id="indicator"),
        pytest.param(["--source", "b.txt"], ["3家"], id="source"),
        pytest.param(["--from", "2022-01-01"], ["8210人"], id="from"),
        pytest.param(["--to", "2021-12-31", "--region", "431300"], ["40家"], id="to and region"),
        pytest.param(["--region", "100000"], [], id="nation"),
    ],
)
def test_export_filters(run, arguments, quotes):
    run("ingest", "in")
    _, out, _ = run("export", "figures", *arguments)
    assert [json.loads(line)["quote"] for line in out.splitlines()] == quotes


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "parquet"])
def test_export_writes_files(run, tmp_path, suffix):
    run("ingest", "in")
    status, out, err = run("export", "figures", "-o", f"rows.{suffix}")
    assert (status, out) == (0, "")
    assert "写出 3 行" in err
    assert (tmp_path / f"rows.{suffix}").stat().st_size > 0
    assert not list(tmp_path.glob("*.tmp"))


def test_status(run, tmp_path):
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    run("ingest", "in")
    status, out, _ = run("status", "--sources")
    assert status == 0
    for words in (
        "数据版本 1",
        "文档 2",
        "empty.txt：文件是空的",
        "最近的导入",
        "新增 2，失败 1",
        "a.txt（text",
    ):
        assert words in out


def test_explain(run, tmp_path):
    run("ingest", "in")
    article = open_store(tmp_path / "store").rows("SELECT article_id FROM articles ORDER BY source")[0][
        "article_id"
    ]
    status, out, _ = run("explain", article)
    assert status == 0
    assert "[1]【8210人】，[2]【40家】" in out
    assert "[1] 8210人 = 8,210 人 · 城镇新增就业（employment） · 冷水江市 · 2022-01-01至2022-12-31" in out


def test_older_store_is_made_again_when_asked(run, tmp_path):
    import duckdb

    run("ingest", "in")
    with duckdb.connect(StoreFolder(tmp_path / "store").version_path(1)) as connection:
        connection.execute("ALTER TABLE figures DROP COLUMN confidence")
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    status, out, err = run("export", "figures")
    assert (status, len(out.splitlines())) == (0, 3)
    assert "重建" in err


def test_interrupt_says_that_nothing_is_lost(run, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(ingesting, "publish", stop)
    status, out, err = run("ingest", "in")
    assert (status, out) == (130, "")
    assert "再运行一次" in err


def test_decisions_go_to_another_store(run, tmp_path):
    run("ingest", "in")
    store = open_store(tmp_path / "store")
    figure = store.rows("SELECT figure_id FROM figures WHERE quote = '8210人'")[0]["figure_id"]
    taken = correct_figure(store, figure, {"value": 8120.0}, by="王某", reason="原件如此")
    status, out, _ = run("decisions", "export", "-o", "意见.jsonl")
    assert (status, out) == (0, "")
    assert run("decisions", "export")[1] == (tmp_path / "意见.jsonl").read_text(encoding="utf-8")
    assert run("decisions", "import", "意见.jsonl", "--store", "other")[1] == "导入 1 条意见，0 条已有\n"
    assert run("decisions", "import", "意见.jsonl", "--store", "other")[1] == "导入 0 条意见，1 条已有\n"
    assert Journal(StoreFolder(tmp_path / "other").journal).decisions() == [taken]
    (tmp_path / "in2").mkdir()
    (tmp_path / "in2/b.txt").write_text("另一篇文章，没有数字。\n", encoding="utf-8")
    run("ingest", "in2", "--store", "third")
    told = "导入 1 条意见，0 条已有；其中 1 条在库里找不到原文，没有生效\n"
    assert run("decisions", "import", "意见.jsonl", "--store", "third")[1] == told


@pytest.mark.parametrize(
    ("content", "expected", "says"),
    [
        (None, 2, "打不开"),
        ("坏".encode("gb18030"), 2, "UTF-8"),
        (b'{"uid": 1}\n', 1, "第 1 行"),
    ],
    ids=["missing", "encoding", "no decision"],
)
def test_decisions_that_cannot_be_imported(run, tmp_path, content, expected, says):
    if content is not None:
        (tmp_path / "意见.jsonl").write_bytes(content)
    status, out, err = run("decisions", "import", "意见.jsonl")
    assert (status, out) == (expected, "")
    assert says in err
    assert not (tmp_path / "store").exists()


def start(*arguments, **options):
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=GIVEN_UP,
        check=True,
        **options,
    )


def test_a_process_of_its_own(tmp_path):
    """The real stages, started as a user does."""
    (tmp_path / "一月.txt").write_text("某县就业工作\n\n2022年，全县新增就业8210人。\n", encoding="utf-8")
    done = start("-m", "data_layer", "ingest", "一月.txt", "--store", "s", "--verbose", cwd=tmp_path)
    assert "文档 1" in done.stdout
    assert "1 documents to parse" in done.stderr
    assert "读取" not in done.stderr, "a progress bar is for terminals only"
    assert "1 documents to parse" in (tmp_path / "s" / "ingest.log").read_text(encoding="utf-8")


def test_a_command_starts_light():
    """A second ingest ends at once: no stage's library is imported before it is needed."""
    code = "import sys, data_layer.__main__, data_layer.pipeline; print(*sys.modules)"
    loaded = start("-c", code).stdout.split()
    heavy = [
        "pandas",
        "numpy",
        "jieba",
        "docx",
        "openpyxl",
        "xlrd",
        "bs4",
        "pypdfium2",
        "rapidfuzz",
        "xlsxwriter",
        "tqdm",
    ]
    assert [name for name in heavy if name in loaded] == []


def test_remove_by_name_and_by_id(run, tmp_path):
    run("ingest", "in")
    _, out, _ = run("status", "--sources")
    code = next(line.split()[0] for line in out.splitlines() if "b.txt" in line)
    status, out, _ = run("remove", "a.txt", code)
    assert status == 0
    assert out.startswith("已移除 2 份文档\n  a.txt\n  b.txt\n")
    assert "文档 0" in out
    assert list((tmp_path / "store" / "originals").iterdir()) == []
    status, out, _ = run("ingest", "in")
    assert "a.txt 以前移除过，没有导入；要再导入，请直接写出这个文件" in out
    status, out, _ = run("ingest", "in/a.txt")
    assert out.startswith("新增 1 份")


def test_remove_needs_to_know_which(run, tmp_path):
    run("ingest", "in")
    (tmp_path / "in" / "a.txt").write_text(OTHER.replace("3家 3", "4家 4"), encoding="utf-8")
    run("ingest", "in")
    status, _, err = run("remove", "a.txt")
    assert status == 2
    assert "名为 a.txt 的文档有 2 份。请改写编号" in err
    status, _, err = run("remove", "nothing.txt")
    assert status == 2
    assert "没有名为 nothing.txt 的文档" in err


def test_a_file_that_could_not_be_read_is_told_no_longer(run, tmp_path):
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    run("ingest", "in")
    status, out, _ = run("remove", "empty.txt")
    assert (status, "不再列出没能读取的 empty.txt" in out) == (0, True)
    assert "没能读取" not in run("status")[1]
