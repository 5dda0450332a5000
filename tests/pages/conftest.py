"""One small store for all page tests: made-up articles of seven regions, read through no file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import streamlit as st

from data_layer.model import Document, DocumentForm, FigureKind, Period, PeriodType, Status
from data_layer.pipeline import ParsedDocument
from data_layer.store import ReadStore
from tests.store_fakes import REGIONS, make_article, make_figure, make_store, year

JOBS, OUTPUT = ("就业社保人事",), ("经济运行",)
TO_OCTOBER = Period(date(2022, 1, 1), date(2022, 10, 31), PeriodType.TO_DATE, "1至10月")
END_OF_NOVEMBER = Period(None, date(2022, 11, 30), PeriodType.POINT, "截至11月底")
SPITEFUL = "稳<b>岗</b>就业$x$ *与* :red[扩岗]"
"""A title that would be markup if it were not escaped."""


def parsed(name: str, rows: list[tuple]) -> ParsedDocument:
    """A document of articles: title, adcode, topics, text and figures, as ``jobs`` makes them."""
    articles, figures = [], []
    for number, (title, adcode, topics, text, stated) in enumerate(rows, 1):
        article = make_article(
            name,
            number,
            text,
            title=title,
            region=REGIONS[adcode],
            topics=topics,
            published=date(2022, 12, 20),
        )
        articles.append(article)
        for quote, value, unit, indicator, fields in stated:
            known = {"城镇新增就业": "employment", "规模以上工业增加值": "output"}.get(indicator)
            figures.append(make_figure(article, quote, value, unit, indicator, indicator_id=known, **fields))
    document = Document(
        name, articles[0].document_id, DocumentForm.TEXT, "\n".join(a.text for a in articles), "utf-8"
    )
    return ParsedDocument(document, tuple(articles), tuple(figures))


def jobs(quote: str, value: float, period: Period, **fields: object) -> tuple:
    return quote, value, "人", "城镇新增就业", {"period": period, **fields}


FIRST = parsed(
    "第一版.txt",
    [
        (
            SPITEFUL,
            "431381",
            JOBS,
            "年初开了会。2020年，全市新增就业7000人，上年为6800人。2022年，全市新增就业8210人。来年力争9000人。",
            [
                jobs("7000人", 7000.0, year(2020)),
                jobs("6800人", 6800.0, year(2019)),
                jobs("8210人", 8210.0, year(2022)),
                jobs("9000人", 9000.0, year(2023), status=Status.PLANNED),
            ],
        ),
        (
            "涟源稳就业",
            "431382",
            JOBS,
            "去年全市新增就业约1.2万人，零就业家庭新增0户。",
            [
                jobs("1.2万人", 12000.0, year(2022), modifier="~"),
                ("0户", 0.0, "户", "零就业家庭", {"period": year(2022)}),
            ],
        ),
        (
            None,
            "431300",
            OUTPUT,
            "1至10月，全市新增就业3.1万人；规模以上工业增加值增长7.2%。",
            [
                jobs("3.1万人", 31000.0, TO_OCTOBER),
                ("7.2%", 7.2, "%", "规模以上工业增加值", {"period": TO_OCTOBER, "kind": FigureKind.GROWTH}),
            ],
        ),
        (
            "仙桃：岗位送到家门口",
            "429004",
            JOBS,
            "截至11月底，全市新增就业5600人，零就业家庭新增3户。规模以上工业增加值下降2.5%。",
            [
                jobs("5600人", 5600.0, END_OF_NOVEMBER),
                ("3户", 3.0, "户", "零就业家庭", {"period": year(2022)}),
                ("2.5%", -2.5, "%", "规模以上工业增加值", {"period": year(2022), "kind": FigureKind.GROWTH}),
            ],
        ),
        ("朝阳区就业服务", "110105", JOBS, "全区新增就业4.5万人。", [jobs("4.5万人", 45000.0, Period())]),
    ],
)
SECOND = parsed(
    "第二版.txt",
    [
        (
            SPITEFUL,
            "431381",
            JOBS,
            "年初开了会。2020年，全市新增就业7000人，上年为6800人。2022年，全市新增就业8270人。",
            [
                jobs("7000人", 7000.0, year(2020)),
                jobs("6800人", 6800.0, year(2019)),
                jobs("8270人", 8270.0, year(2022)),
            ],
        ),
    ],
)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadStore:
    """The store that every page test reads."""
    return make_store(tmp_path_factory.mktemp("pages") / "store", [FIRST, SECOND])


@pytest.fixture
def pages_store(store: ReadStore, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages read the session's store; nothing is cached from another test."""
    directory = store.folder.directory
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(directory))
    st.cache_data.clear()
    st.cache_resource.clear()
    return directory
