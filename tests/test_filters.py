"""The filter: its sentence, its SQL, and its way to the address bar and back."""

from datetime import date
from urllib.parse import parse_qs, urlencode

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.filters import Filter
from data_layer.lexicon.topics import load_topics

NAMES = {"431381": "冷水江市", "430000": "湖南省", "0123456789ab": "一月.txt", "employment": "城镇新增就业"}


@pytest.mark.parametrize(
    ("flt", "sentence"),
    [
        pytest.param(Filter(), "全部数据", id="empty"),
        pytest.param(Filter(regions=("431381",)), "冷水江市", id="one region"),
        pytest.param(
            Filter(regions=("431381", "430000", "110000")), "冷水江市、湖南省、110000", id="few regions"
        ),
        pytest.param(
            Filter(regions=("431381", "430000", "110000", "120000")), "冷水江市等4地", id="many regions"
        ),
        pytest.param(Filter(regions=("999999",)), "999999", id="name unknown"),
        pytest.param(
            Filter(("431381",), ("就业社保人事",), start=date(2022, 1, 1), end=date(2022, 12, 31)),
            "冷水江市 · 就业社保人事 · 2022年",
            id="region, topic, year",
        ),
        pytest.param(Filter(topics=("卫生健康", "工业交通")), "卫生健康等2类", id="topics"),
        pytest.param(Filter(sources=("0123456789ab",)), "一月.txt", id="source"),
        pytest.param(Filter(indicators=("employment",)), "城镇新增就业", id="indicator"),
        pytest.param(Filter(start=date(2021, 1, 1), end=date(2022, 12, 31)), "2021年至2022年", id="years"),
        pytest.param(Filter(start=date(2022, 2, 1), end=date(2022, 2, 28)), "2022年2月", id="month"),
        pytest.param(
            Filter(start=date(2024, 2, 1), end=date(2024, 2, 28)), "2024年2月至2024年2月28日", id="leap"
        ),
        pytest.param(Filter(start=date(2022, 3, 5), end=date(2022, 3, 5)), "2022年3月5日", id="day"),
        pytest.param(Filter(start=date(2022, 1, 1)), "2022年起", id="open end"),
        pytest.param(Filter(end=date(2022, 11, 30)), "2022年11月止", id="open start"),
        pytest.param(
            Filter(start=date(2022, 12, 1), end=date(2022, 1, 31)), "2022年12月至2022年1月", id="turned"
        ),
    ],
)
def test_sentence(flt, sentence):
    assert flt.sentence(NAMES) == sentence


TOPICS = [topic.name for topic in load_topics()]
FILTERS = st.builds(
    Filter,
    regions=st.lists(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True), unique=True).map(tuple),
    topics=st.sets(st.sampled_from(TOPICS)).map(
        lambda chosen: tuple(name for name in TOPICS if name in chosen)
    ),
    sources=st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), unique=True).map(tuple),
    indicators=st.lists(st.from_regex(r"[a-z_]{1,20}|phrase:[0-9a-f]{10}", fullmatch=True), unique=True).map(
        tuple
    ),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
)


@given(FILTERS)
def test_address_round_trip(flt):
    address = urlencode(flt.to_query(), doseq=True)
    assert address.isascii()
    assert Filter.from_query(parse_qs(address)) == flt


@given(
    st.dictionaries(
        st.sampled_from(["region", "topic", "source", "indicator", "from", "to", "x"]), st.lists(st.text())
    )
)
def test_any_address_is_read(query):
    flt = Filter.from_query(query)
    assert Filter.from_query(flt.to_query()) == flt


FIGURES = """
CREATE TABLE figures AS SELECT * FROM (VALUES
    ('county', 'a1', ['430000', '431300', '431381'], ['就业社保人事'], 'aaaaaaaaaaaa00', 'employment',
        DATE '2022-01-01', DATE '2022-11-30', DATE '2022-12-01'),
    ('province', 'a1', ['430000'], ['就业社保人事', '工业交通'], 'aaaaaaaaaaaa00', 'output',
        NULL, DATE '2021-12-31', DATE '2022-12-01'),
    ('direct', 'a2', ['420000', '429004'], NULL, 'bbbbbbbbbbbb00', 'employment',
        NULL, NULL, DATE '2022-06-30'),
    ('nation', 'a2', ['100000'], ['卫生健康'], 'bbbbbbbbbbbb00', 'phrase:0000000000',
        DATE '2019-01-01', DATE '2022-12-31', NULL),
    ('nowhere', 'a3', NULL, ['卫生健康'], 'cccccccccccc00', 'output', NULL, NULL, NULL)
) t(figure_id, article_id, within, topics, document_id, indicator_key, period_start, period_end, reported_on);
ALTER TABLE figures ADD COLUMN placed VARCHAR;
UPDATE figures SET placed = within[-1];
CREATE TABLE regions AS SELECT within[-1] AS adcode, within FROM (VALUES
    (['430000']), (['430000', '431300']), (['430000', '431300', '431381']), (['420000', '429004']),
    (['100000'])
) t(within);
CREATE TABLE articles AS SELECT * FROM (VALUES
    ('a1', ['430000', '431300', '431381'], ['就业社保人事'], 'aaaaaaaaaaaa00', DATE '2022-12-01'),
    ('a2', ['420000', '429004'], ['卫生健康'], 'bbbbbbbbbbbb00', DATE '2022-06-30'),
    ('a3', NULL, NULL, 'cccccccccccc00', NULL)
) t(article_id, within, topics, document_id, published);
ALTER TABLE articles ADD COLUMN placed VARCHAR;
UPDATE articles SET placed = within[-1];
"""


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as connection:
        connection.execute(FIGURES)
        yield connection


@pytest.mark.parametrize(
    ("flt", "figures", "articles"),
    [
        pytest.param(Filter(), "county province direct nation nowhere", "a1 a2 a3", id="everything"),
        pytest.param(Filter(regions=("430000",)), "county province", "a1", id="a province and all inside"),
        pytest.param(Filter(regions=("431300",)), "county", "a1", id="a prefecture"),
        pytest.param(Filter(regions=("429004",)), "direct", "a2", id="a county without prefecture"),
        pytest.param(Filter(regions=("420000", "431381")), "county direct", "a1 a2", id="two regions"),
        pytest.param(Filter(regions=("100000",)), "nation", "", id="the nation itself"),
        pytest.param(Filter(topics=("工业交通", "卫生健康")), "province nation nowhere", "a2", id="topics"),
        pytest.param(Filter(sources=("aaaaaaaaaaaa",)), "county province", "a1", id="source"),
        pytest.param(Filter(indicators=("employment",)), "county direct", "a1 a2", id="indicator"),
        pytest.param(Filter(start=date(2022, 6, 1)), "county direct nation", "a1 a2", id="from"),
        pytest.param(Filter(end=date(2021, 12, 31)), "province nation", "", id="to"),
        pytest.param(
            Filter(start=date(2022, 6, 30), end=date(2022, 6, 30)),
            "county direct nation",
            "a2",
            id="overlaps a day",
        ),
        pytest.param(
            Filter(
                ("430000",),
                ("工业交通",),
                ("aaaaaaaaaaaa",),
                ("output",),
                date(2021, 1, 1),
                date(2021, 12, 31),
            ),
            "province",
            "",
            id="all parts",
        ),
        pytest.param(Filter(topics=("'; DROP TABLE figures; --",)), "", "", id="bound, not pasted"),
    ],
)
def test_rows(database, flt, figures, articles):
    for table, condition, expected in (
        ("figure", flt.figures(), figures),
        ("article", flt.articles(), articles),
    ):
        query = f"SELECT {table}_id FROM {table}s WHERE {condition.sql} ORDER BY rowid"
        found = database.execute(query, list(condition.parameters)).fetchall()
        assert " ".join(row[0] for row in found) == expected


def test_without():
    assert Filter(("430000",), ("卫生健康",)).without("regions", "start") == Filter(topics=("卫生健康",))
