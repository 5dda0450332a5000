"""Checks on their way into a store: with their document's rows, and anew across articles."""

import importlib
import json
from datetime import date
from pathlib import Path

import pytest

from data_layer import checks
from data_layer.checks import RULES
from data_layer.errors import LexiconError
from data_layer.export import ExportFormat, export
from data_layer.figures import extract_figures
from data_layer.filters import Filter
from data_layer.lexicon import checks as lexicon
from data_layer.model import Article, PublishedHow, Status, Verdict
from data_layer.pipeline import ingest
from data_layer.places import region_by_adcode
from data_layer.store import open_store

TEXT = """冷水江市就业工作

2022年12月20日

全市共有高校毕业生2000名，其中已就业1800人，就业率95.5%。就业服务进村入户。
"""


def test_findings_are_stored_kept_and_exported(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT, encoding="utf-8")
    ingest([tmp_path / "in"], tmp_path / "store", jobs=1)
    (tmp_path / "in/b.txt").write_text("另一篇文章，没有数字。\n", encoding="utf-8")
    ingest([tmp_path / "in"], tmp_path / "store", jobs=1)
    store = open_store(tmp_path / "store")
    (row,) = store.rows("SELECT * FROM checks WHERE rule = 'share'")
    assert (row["rule"], row["verdict"], row["expected"]) == ("share", "inconsistent", 90)
    assert store.rows("SELECT quote FROM figures WHERE figure_id = ?", [row["figures"][-1]]) == [
        {"quote": "95.5%"}
    ]
    with (tmp_path / "checks.jsonl").open("wb") as out:
        assert export(store, "checks", Filter(), ExportFormat.JSONL, out) == 2
    lines = (tmp_path / "checks.jsonl").read_text(encoding="utf-8").splitlines()
    (written,) = (one for one in map(json.loads, lines) if one["rule"] == "share")
    assert written["explanation"].startswith("1800 ÷ 2000 = 90%") and written["decision"] is None


def test_every_rule_says_what_it_does():
    for name, rule in RULES.items():
        assert name == rule.name and name.isascii()
        assert all((rule.title, rule.checks, rule.abstains, rule.source))


def test_every_family_is_in_the_registry():
    folder = Path(checks.__file__).parent
    families = [
        path.relative_to(folder).with_suffix("").parts
        for path in folder.rglob("*.py")
        if "\nRULES = (" in path.read_text(encoding="utf-8")
    ]
    assert len(families) >= 8
    for family in families:
        for rule in importlib.import_module(".".join(["data_layer.checks", *family])).RULES:
            assert RULES[rule.name] is rule


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("2021年，全市共有企业21708户。", False),
        ("2022年，全市建成学校12所。", True),
        ("2022年6月，全市建成学校12所。", True),
    ],
)
def test_a_stock_told_by_its_year_alone_is_not_late(text, late):
    article = Article(
        "a", "s", "d", text, published=date(2021, 12, 20), published_how=PublishedHow.STATED,
        region=region_by_adcode("431381"),
    )  # fmt: skip
    done = [figure._replace(status=Status.ACTUAL) for figure in extract_figures(article)]
    found = checks.check_article(article, done)
    assert [check.verdict for check in found if check.rule == "date"] == ([Verdict.UNSURE] if late else [])


def test_a_lexicon_that_lacks_a_list_says_so(monkeypatch):
    monkeypatch.setattr(lexicon, "read_yaml", lambda _name: {"share": ["占"]})
    with pytest.raises(LexiconError, match="checks.yaml.*just_below"):
        lexicon.load_check_cues.__wrapped__()


def test_the_documentation_tells_every_rule():
    told = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f"| `{rule.name}` | {rule.title} | {rule.checks} | {rule.abstains} | {rule.source} |" in told
