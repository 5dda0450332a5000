"""The registry of columns: what the tables hold and docs/records.md says."""

import re
from pathlib import Path

import duckdb
import pytest

from data_layer.store import EXPORTS, load_tables
from data_layer.store.records import article_row, figure_row, indicator_key, read_article, read_figure
from tests.store_fakes import REGIONS, make_article, make_figure, year

RECORDS = (Path(__file__).parent.parent.parent / "docs" / "records.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", load_tables())
def test_tables_can_be_made(name):
    with duckdb.connect() as connection:
        connection.execute(load_tables()[name].ddl)
        connection.execute(f"SELECT * FROM {name} ORDER BY {load_tables()[name].order}")


@pytest.mark.parametrize("name", EXPORTS)
def test_documented(name):
    """docs/records.md has exactly the exported columns, in their order, with type and meaning."""
    section = RECORDS.split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", section, re.MULTILINE)
    columns = load_tables()[name].columns
    expected = [
        (column.name, column.type.value, column.meaning + (f" (in {column.unit})" if column.unit else ""))
        for column in columns
    ]
    assert rows == expected


def test_records_come_back():
    article = make_article(
        "a.txt", 1, "新增就业8210人。", title="就业", byline=("某人",), region=REGIONS["431381"]
    )
    figure = make_figure(
        article, "8210人", 8210.0, "人", "新增就业", period=year(2022), confidence_notes=("指标靠推断",)
    )
    tables = load_tables()
    row = dict(zip(tables["articles"].names, article_row(article), strict=True))
    kept = read_article(row)
    assert kept.region is not None
    assert kept.region.adcode == "431381"
    assert (kept.text, kept.title, kept.byline) == (article.text, article.title, article.byline)
    row = dict(zip(tables["figures"].names, figure_row(figure, article, {}.get), strict=True))
    kept = read_figure(row)
    assert (kept.value, kept.period, kept.confidence_notes) == (
        8210.0,
        figure.period,
        figure.confidence_notes,
    )


@pytest.mark.parametrize(
    ("indicator_id", "phrase", "key"),
    [
        pytest.param("gdp.total", "生产总值", "gdp.total", id="catalogue"),
        pytest.param(None, "养老 机构", indicator_key(None, "养老机构"), id="spaces do not count"),
        pytest.param(None, "ＧＤＰ", indicator_key(None, "GDP"), id="nor does width"),
    ],
)
def test_indicator_key(indicator_id, phrase, key):
    assert indicator_key(indicator_id, phrase) == key
    assert re.fullmatch(r"gdp\.total|phrase:[0-9a-f]{10}", key)
