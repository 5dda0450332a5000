"""Questions to a small store: what the pages are told."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data_layer import queries
from data_layer.filters import Filter
from data_layer.headlines import headline
from data_layer.model import Document, DocumentForm, FigureKind, Period, PeriodType, Scope, Status
from data_layer.pipeline import ParsedDocument, ingest
from data_layer.store import ReadStore
from data_layer.store.records import indicator_key
from tests.store_fakes import REGIONS, make_article, make_figure, make_store, year

JOBS, HEALTH = ("就业社保人事",), ("卫生健康", "科技教育")


def page(name="一月.txt"):
    """Three articles; the first also stands in the second document, with another number."""
    county = make_article(
        name,
        1,
        "去年很忙。全市新增就业8210人，其中超3000人来自乡村。诊所添了2家！\n甲公司招工500人。",
        title="稳就业",
        region=REGIONS["431381"],
        published=date(2022, 12, 1),
        topics=JOBS,
    )
    other = make_article(
        name,
        2,
        "全市新增就业9000人。",
        title="又一篇",
        region=REGIONS["431382"],
        published=date(2022, 12, 31),
        topics=JOBS,
    )
    nowhere = make_article(name, 3, "共有3家医院，投入1.2亿元。", title=None, region=None, topics=HEALTH)
    figures = [
        make_figure(county, "8210人", 8210.0, "人", "新增就业", indicator_id="employment", period=year(2022)),
        make_figure(
            county, "3000人", 3000.0, "人", "乡村新增就业", modifier=">", place="某镇", period=year(2022)
        ),
        make_figure(county, "2家", 2.0, "家", "诊所", period=Period()),
        make_figure(county, "500人", 500.0, "人", "招工", scope=Scope.ENTITY),
        make_figure(
            other, "9000人", 9000.0, "人", "城镇新增就业", indicator_id="employment", period=year(2021)
        ),
        make_figure(nowhere, "3家", 3.0, "家", "医院"),
        make_figure(
            nowhere,
            "1.2亿元",
            1.2e8,
            "元",
            "投入",
            value_max=2.4e8,
            base_value=1.2e4,
            base_unit="万元",
            region=REGIONS["110105"],
            status=Status.PLANNED,
            period=Period(None, date(2020, 6, 30), PeriodType.POINT),
        ),
    ]
    text = "\f".join(article.text for article in (county, other, nowhere))
    document = Document(name, county.document_id, DocumentForm.TEXT, text, "utf-8")
    return ParsedDocument(document, (county, other, nowhere), tuple(figures))


def scan(name="扫描.txt"):
    article = make_article(
        name,
        1,
        "全市新增就业8210人，另有增速7.5%。",
        title="稳就业",
        region=REGIONS["431381"],
        published=date(2022, 12, 1),
        topics=JOBS,
    )
    figures = (
        make_figure(
            article, "8210人", 8210.0, "人", "新增就业", indicator_id="employment", period=year(2022)
        ),
        make_figure(
            article,
            "7.5%",
            7.5,
            "%",
            "新增就业",
            indicator_id="employment",
            kind=FigureKind.GROWTH,
            period=year(2022),
        ),
    )
    document = Document(name, article.document_id, DocumentForm.SCAN, article.text, None, 0.9)
    return ParsedDocument(document, (article,), figures)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("store"), [page(), scan()])


EVERYTHING = Filter()
COUNTY = Filter(regions=("431381",))


def test_counts(store):
    row = queries.counts(store, EVERYTHING).iloc[0]
    assert row[["documents", "articles", "figures", "regions", "indicators", "clusters"]].tolist() == [
        2, 4, 8, 3, 6, 1,
    ]  # fmt: skip
    assert (row["first_day"], row["last_day"]) == (pd.Timestamp(2020, 6, 30), pd.Timestamp(2022, 12, 31))


@pytest.mark.parametrize(
    ("flt", "articles", "figures"),
    [
        pytest.param(COUNTY, 2, 5, id="county"),
        pytest.param(Filter(regions=("430000",)), 3, 6, id="province"),
        pytest.param(Filter(regions=("420000",)), 0, 0, id="nothing there"),
        pytest.param(Filter(topics=HEALTH), 1, 2, id="topic"),
        pytest.param(Filter(start=date(2022, 1, 1)), 3, 5, id="time"),
    ],
)
def test_counts_under_a_filter(store, flt, articles, figures):
    row = queries.counts(store, flt).iloc[0]
    assert (row["articles"], row["figures"]) == (articles, figures)


def test_region_tree(store):
    tree = queries.region_tree(store).set_index("adcode")
    assert tree.index.tolist() == ["110000", "110105", "430000", "431300", "431381", "431382"]
    assert tree.loc["430000", ["articles", "figures"]].tolist() == [3, 6]
    assert tree.loc["431381", ["parent", "province_adcode", "prefecture_adcode"]].tolist() == [
        "431300", "430000", "431300",
    ]  # fmt: skip
    assert tree.loc["110105", "parent"] == "110000"
    assert pd.isna(tree.loc["110105", "prefecture_adcode"])


def test_topic_counts_ignore_the_topic_chosen(store):
    counts = queries.topic_counts(store, Filter(topics=HEALTH)).set_index("topic")
    assert counts["articles"].to_dict() == {"就业社保人事": 3, "卫生健康": 1, "科技教育": 1}


def test_source_list(store):
    sources = queries.source_list(store)
    assert sources["source"].tolist() == ["一月.txt", "扫描.txt"]
    assert sources["figures"].tolist() == [7, 2]
    assert sources["pages"].tolist()[0] == 3
    assert queries.counts(store, Filter(sources=(sources["source_id"][1],))).iloc[0]["articles"] == 1


def test_indicator_list_counts_only_what_can_be_compared(store):
    series = queries.indicator_list(store, EVERYTHING).set_index(["key", "kind", "unit"])
    assert series.index.tolist() == [
        ("employment", "level", "人"),
        ("employment", "growth", "%"),
        (indicator_key(None, "投入"), "level", "万元"),
        (indicator_key(None, "诊所"), "level", "家"),
    ]
    first = series.iloc[0]
    assert first[["name", "regions", "periods", "figures"]].tolist() == ["城镇新增就业", 2, 2, 2]


def test_series_that_say_what_they_count_stand_first(tmp_path):
    """At equal counts the catalogue's, then longer phrases; 村 and 单位 last of all, though often told."""
    text = "甲1个，甲2个，乙3个，丙4个，丁5人，戊6个。"
    article = make_article("三月.txt", 1, text, title="一", region=REGIONS["431381"], topics=JOBS)
    told = [
        make_figure(article, "1个", 1.0, "个", "村", period=year(2020)),
        make_figure(article, "6个", 6.0, "个", "村", period=year(2022)),
        make_figure(article, "2个", 2.0, "个", "单位", period=year(2021)),
        make_figure(article, "3个", 3.0, "个", "养老院", period=year(2021)),
        make_figure(article, "4个", 4.0, "个", "标准化养老院", period=year(2021)),
        make_figure(article, "5人", 5.0, "人", "新增就业", indicator_id="employment", period=year(2021)),
    ]
    document = Document("三月.txt", article.document_id, DocumentForm.TEXT, text, "utf-8")
    store = make_store(tmp_path, [ParsedDocument(document, (article,), tuple(told))])
    names = queries.indicator_list(store, EVERYTHING)["name"].tolist()
    assert names == ["城镇新增就业", "标准化养老院", "养老院", "村", "单位"]


def test_in_how_many_regions_a_series_can_be_followed(tmp_path):
    """Plans, untold periods and one period told twice are no way through time."""

    def to_month(month: int) -> Period:
        return Period(date(2022, 1, 1), date(2022, month, 30), PeriodType.TO_DATE)

    periods = {
        "431381": (year(2020), year(2022)),
        "431382": (to_month(6), to_month(9)),
        "431300": (year(2022), year(2022)),
        "430000": (year(2021), Period()),
    }
    text = "，".join(f"甲{n}户" for n in range(1, 11)) + "。"
    article = make_article("四月.txt", 1, text, title="一", region=REGIONS["431381"], topics=JOBS)
    told, numbers = [], iter(range(1, 9))
    for adcode, two in periods.items():
        for period in two:
            n = next(numbers)
            told.append(
                make_figure(article, f"{n}户", n, "户", "牧户", period=period, region=REGIONS[adcode])
            )
    plans = {"period": year(2023), "status": Status.PLANNED, "region": REGIONS["431300"]}
    told.append(make_figure(article, "9户", 9.0, "户", "牧户", **plans))
    document = Document("四月.txt", article.document_id, DocumentForm.TEXT, text, "utf-8")
    store = make_store(tmp_path, [ParsedDocument(document, (article,), tuple(told))])
    found = queries.followed_regions(store, EVERYTHING, [indicator_key(None, "牧户")])
    assert found[["over_years", "over_ends"]].to_numpy().tolist() == [[1, 2]]
    assert found["unit"].tolist() == queries.indicator_list(store, EVERYTHING)["unit"].tolist()
    assert queries.followed_regions(store, EVERYTHING, []).empty


def test_numbers_of_an_untold_subject_are_no_series(tmp_path):
    untold = "去年5.8%。又54亿斤！"
    article = make_article("二月.txt", 1, untold, title="一", region=REGIONS["431381"], topics=JOBS)
    told = [make_figure(article, "5.8%", 5.8, "%", ""), make_figure(article, "54亿斤", 5.4e9, "斤", "")]
    document = Document("二月.txt", article.document_id, DocumentForm.TEXT, article.text, "utf-8")
    store = make_store(tmp_path, [ParsedDocument(document, (article,), tuple(told))])
    assert queries.figure_count(store, EVERYTHING) == 2
    assert queries.indicator_list(store, EVERYTHING).empty


def test_coverage_by_year(store):
    regions = queries.coverage_by_year(store, EVERYTHING, "region")
    told = {
        (row.name_, row.year): (row.indicators, row.figures)
        for row in regions.rename(columns={"name": "name_"}).itertuples()
    }
    assert told["涟源市", 2021] == (1, 1)
    assert (
        sum(figures for _, figures in told.values())
        == queries.coverage_by_year(store, EVERYTHING, "indicator")["figures"].sum()
    )
    assert queries.coverage_by_year(store, Filter(regions=("431382",)), "region")[
        "name"
    ].unique().tolist() == ["涟源市"]


def test_the_readers_words_find_series(store):
    named = queries.series_named(store, EVERYTHING, "新增就业")
    assert named.iloc[0]["key"] == "employment"
    assert queries.series_named(store, EVERYTHING, "诊所")["name"].tolist() == ["诊所"]
    assert queries.series_named(store, EVERYTHING, " ").empty
    assert queries.series_named(store, EVERYTHING, "没有这样的").empty
    assert queries.series_count(store, EVERYTHING) == 4
    assert len(queries.indicator_list(store, EVERYTHING, limit=2)) == 2


@pytest.mark.parametrize(
    ("phrase", "unit", "kind", "match"),
    [
        ("城镇新增就业", "人", "level", ("employment.urban_new", 100.0)),
        ("全市累计完成城镇新增就业", "人", "level", ("employment.urban_new", 96.0)),
        ("诊所里的绿植", "盆", "level", None),
    ],
)
def test_how_well_a_phrase_fits_the_catalogue(store, phrase, unit, kind, match):
    assert queries.phrase_match(store, phrase, unit, kind) == match


def test_what_an_indicator_counts(store):
    assert queries.indicator_definition(store, "employment.urban_new").endswith("。")
    places = queries.indicator_places(store)
    assert places["gdp.total"] < places["employment.urban_new"] < len(places)
    assert queries.indicator_definition(store, "phrase:0123456789") is None


def test_region_figures(store):
    rows = queries.region_figures(store, EVERYTHING, "employment", "level", "人")
    assert rows["region_name"].tolist() == ["冷水江市", "涟源市"]
    assert rows["amount"].tolist() == [8210.0, 9000.0]
    assert rows["region_parent"].tolist() == ["431300", "431300"]
    assert rows["witnesses"].tolist() == [2, 1]
    every = queries.region_figures(store, EVERYTHING, "employment", "level", chosen_only=False)
    assert every["source"].tolist() == ["一月.txt", "扫描.txt", "一月.txt"]


def test_amounts_are_in_the_base_unit(store):
    rows = queries.region_figures(store, EVERYTHING, indicator_key(None, "投入"), "level")
    assert rows[["amount", "amount_max", "amount_unit", "status"]].iloc[0].tolist() == [
        1.2e4, 2.4e4, "万元", "planned",
    ]  # fmt: skip


def test_timeline_figures_are_of_the_regions_themselves(store):
    rows = queries.timeline_figures(store, EVERYTHING, "employment", "level", ["431382", "431381"])
    assert rows["period_end"].dt.year.tolist() == [2021, 2022]
    assert queries.timeline_figures(store, EVERYTHING, "employment", "level", ["430000"]).empty


def test_figure_rows(store):
    assert queries.figure_count(store, EVERYTHING) == 8
    assert len(queries.figure_rows(store, EVERYTHING)) == 8
    assert queries.figure_count(store, EVERYTHING, chosen_only=False) == 9
    assert queries.figure_rows(store, EVERYTHING, "就业 涟源")["quote"].tolist() == ["9000人"]
    assert queries.figure_rows(store, EVERYTHING, "'%_")["quote"].tolist() == []


@pytest.mark.parametrize("order", ["reading", "value", "period", "region", "indicator", "confidence"])
@pytest.mark.parametrize("descending", [False, True])
def test_figure_rows_pages_make_the_whole(store, order, descending):
    pages = [
        queries.figure_rows(store, EVERYTHING, order=order, descending=descending, limit=3, offset=offset)
        for offset in (0, 3, 6, 9)
    ]
    whole = queries.figure_rows(store, EVERYTHING, order=order, descending=descending)
    assert [len(part) for part in pages] == [3, 3, 2, 0]
    assert pd.concat(pages[:3])["figure_id"].tolist() == whole["figure_id"].tolist()


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        pytest.param("8210人", "去年很忙。", "诊所添了2家！", id="in a paragraph"),
        pytest.param(
            "2家", "全市新增就业8210人，其中超3000人来自乡村。", "甲公司招工500人。", id="before a line break"
        ),
        pytest.param("500人", "诊所添了2家！", "", id="last"),
    ],
)
def test_figure_card(store, quote, before, after):
    figures = queries.article_figures(store, page().articles[0].article_id).set_index("quote")
    card = queries.figure_card(store, figures.loc[quote, "figure_id"])
    assert card.sentence[card.start : card.end] == quote
    assert (card.before, card.after) == (before, after)
    assert card.figure["title"] == "稳就业"


def test_figure_card_has_neighbours_and_witnesses(store):
    article = page().articles[1]
    figure = queries.article_figures(store, article.article_id).iloc[0]
    card = queries.figure_card(store, figure["figure_id"])
    assert (card.before, card.sentence, card.after) == ("", "全市新增就业9000人。", "")
    assert card.witnesses.empty
    first = queries.region_figures(store, COUNTY, "employment", "level").iloc[0]
    card = queries.figure_card(store, first["figure_id"])
    assert card.witnesses["source"].tolist() == ["扫描.txt"]
    assert queries.figure_card(store, "gone") is None


def test_articles(store):
    rows = queries.article_rows(store, EVERYTHING)
    assert rows["published"].isna().tolist() == [False, False, False, True]
    assert rows["figures"].tolist() == [1, 4, 2, 2]
    assert len(queries.article_rows(store, EVERYTHING, limit=1)) == 1
    latest = queries.latest_articles(store, EVERYTHING, 3)
    once = rows.drop(rows.index[2])  # the second witness of the article before it
    assert latest.equals(once[list(latest.columns)].reset_index(drop=True))
    assert len(queries.latest_articles(store, EVERYTHING, 2)) == 2
    assert queries.article_rows(store, EVERYTHING, limit=1)["article_id"][0] == rows["article_id"][0]
    assert queries.article_count(store, EVERYTHING) == len(rows)
    found = queries.article_rows(store, EVERYTHING, "医院 亿元")
    assert found["snippet"].tolist() == ["共有3家医院，投入1.2亿元。"]
    article = queries.article(store, found["article_id"][0]).iloc[0]
    assert article["text"] == page().articles[2].text
    assert queries.article(store, "gone").empty


def test_articles_without_a_title_are_called_by_their_first_words(store):
    """Everywhere that lists name them; the field itself stays null."""
    called, nowhere = "无标题：共有3家医院，投入1.2亿元。", page().articles[2].article_id
    figures = queries.figure_rows(store, Filter(topics=HEALTH))
    assert set(figures["title"]) == {called}
    listed = [
        queries.article_rows(store, EVERYTHING),
        queries.latest_articles(store, EVERYTHING, 9),
        queries.article_names(store, [nowhere]),
        queries.arrived_articles(store, [nowhere[:12]]),
    ]
    for rows in listed:
        assert rows.loc[rows["article_id"] == nowhere, "title"].tolist() == [called]
    one = queries.article(store, nowhere).iloc[0]
    assert (one["title"], one["headline"]) == (None, called)
    assert set(queries.article(store, figures["article_id"][0])["headline"]) == {called}


@pytest.mark.parametrize(
    ("title", "text", "called"),
    [
        pytest.param("稳就业", "今年很忙。", "稳就业", id="a title"),
        pytest.param(None, "今年很忙。", "无标题：今年很忙。", id="short"),
        pytest.param(
            "",
            "\u3000今年\n以来，我县办了十件实事，群众都说好。",
            "无标题：今年以来，我县办了十件实事，群众…",
            id="cut",
        ),
        pytest.param(None, " \n", "（无标题）", id="nothing"),
    ],
)
def test_headline(title, text, called):
    assert headline(title, text) == called


def test_clusters(store):
    rows = queries.clusters(store, EVERYTHING)
    row = rows.iloc[0]
    counts = ["title", "articles", "sources", "score_max", "figures_differ", "numbers_differ"]
    assert row[counts].tolist() == ["稳就业", 2, 2, 96.0, 1, 0]
    assert queries.clusters(store, EVERYTHING, 96.5).empty
    for flt in (EVERYTHING, COUNTY, Filter(topics=HEALTH)):
        differing = queries.clusters(store, flt)["numbers_differ"] > 0
        assert queries.differing_clusters(store, flt) == differing.sum()
    assert len(queries.clusters(store, COUNTY)) == 1
    assert queries.clusters(store, Filter(topics=HEALTH)).empty
    pairs = queries.cluster_pairs(store, row["cluster_id"])
    assert pairs[["title", "score"]].iloc[0].tolist() == ["稳就业", 96.0]
    assert pairs["chosen"].tolist() == [row["chosen"]]


def test_a_figure_that_three_versions_tell_differently_counts_once(tmp_path):
    story = (
        "梅溪镇渔业合作社分红\n\n2023年8月9日\n\n2023年上半年，梅溪镇渔业合作社出塘鲜鱼{}吨，销售收入746万元，"
        "新挖鱼塘31口，请来技术员9名，每月到塘边看水色、测水温，哪口塘缺氧了就开哪口塘的增氧机。社员老胡说，"
        "从前靠天吃饭，如今靠手机看塘，夜里也睡得踏实，年底还想再添两口新塘，把儿子从外地叫回来一起养鱼。\n"
    )
    for name, tons in (("甲", 382), ("乙", 332), ("丙", 382)):
        (tmp_path / f"{name}.txt").write_text(story.format(tons) + f"供稿：{name}村\n", encoding="utf-8")
    ingest([tmp_path / f"{name}.txt" for name in "甲乙丙"], tmp_path / "store")
    (row,) = queries.clusters(ReadStore(tmp_path / "store"), EVERYTHING).to_dict("records")
    assert [row[name] for name in ("articles", "numbers_differ", "figures_differ")] == [3, 1, 1]
    assert row["figures_same"] == 4


def test_coverage(store):
    rows = queries.coverage(store, EVERYTHING)
    cells = {(row.region_name, row.topic): row.figures for row in rows.itertuples()}
    assert cells == {
        ("冷水江市", "就业社保人事"): 5,
        ("涟源市", "就业社保人事"): 1,
        ("朝阳区", "卫生健康"): 1,
        ("朝阳区", "科技教育"): 1,
    }


def test_facets_count_what_a_search_finds(store):
    rows = queries.article_facets(store, EVERYTHING)
    found = {
        (facet, name): articles
        for facet, name, articles in rows[["facet", "name", "articles"]].itertuples(index=False)
    }
    assert found["topic", "就业社保人事"] == 3
    assert found["region", "冷水江市"] == 2
    assert sum(count for (facet, _), count in found.items() if facet == "source") == 4
    assert set(rows["facet"]) == {"region", "topic", "year", "source"}
    few = queries.article_facets(store, EVERYTHING, "医院")
    assert few.loc[few["facet"] == "topic", "name"].tolist() == ["卫生健康", "科技教育"]
    assert queries.article_facets(store, EVERYTHING, "没有这样的词").empty


def test_the_regions_of_a_series(store):
    assert queries.series_regions(store, EVERYTHING, "employment", "level").values.tolist() == [
        ["431381", "冷水江市"],
        ["431382", "涟源市"],
    ]
    assert queries.series_regions(store, COUNTY, "employment", "level")["adcode"].tolist() == ["431381"]


def test_a_regions_own_figures(store):
    rows = queries.own_figures(store, EVERYTHING, "431381")
    assert set(rows["region_name"]) == {"冷水江市"}
    assert rows["chosen"].all()
    assert queries.own_figures(store, EVERYTHING, "430000").empty
    assert queries.most_reported_region(store, EVERYTHING) == "431381"
    assert queries.most_reported_region(store, Filter(regions=("420000",))) is None


def test_what_regions_are_ranked_by_is_done_and_has_a_period(store):
    rows = queries.ranked_figures(store, EVERYTHING, ("employment",))
    every = queries.figure_rows(store, Filter(indicators=("employment",)))
    wanted = every[
        (every["status"] == "actual") & every["period_end"].notna() & every["region_adcode"].notna()
    ]
    assert len(rows) and set(rows["figure_id"]) <= set(wanted["figure_id"])
    assert set(rows["region_adcode"]) == {"431381", "431382"}
    alike = rows.merge(wanted, on="figure_id", suffixes=("", "_whole"))
    for name in ("amount", "amount_unit", "region_parent", "province_adcode"):
        assert (alike[name] == alike[f"{name}_whole"]).all()


def test_regions_that_report_anything(store):
    assert queries.reporting_regions(store, EVERYTHING)["name"].tolist() == ["朝阳区", "冷水江市", "涟源市"]
    assert queries.reporting_regions(store, COUNTY)["adcode"].tolist() == ["431381"]


def test_filter_sentence(store):
    source = page().document.sha256[:12]
    flt = Filter(("431381",), JOBS, (source,), ("employment", indicator_key(None, "诊所")))
    assert queries.filter_sentence(store, flt) == "冷水江市 · 就业社保人事 · 城镇新增就业等2项指标 · 一月.txt"
    assert queries.filter_sentence(store, replace(flt, indicators=(indicator_key(None, "诊所"),))).endswith(
        "诊所 · 一月.txt"
    )
    nowhere = Filter(("310000", "999999"))
    assert queries.filter_sentence(store, nowhere) == "上海市、999999"
    assert queries.filter_sentence(store, Filter(("999999",))) == "999999"


QUESTIONS = [
    lambda store: queries.counts(store, EVERYTHING),
    lambda store: queries.topic_counts(store, EVERYTHING),
    lambda store: queries.ranked_figures(store, EVERYTHING, ("employment",)),
    lambda store: queries.indicator_list(store, EVERYTHING),
    lambda store: queries.region_figures(store, EVERYTHING, "employment", "level"),
    lambda store: queries.clusters(store, EVERYTHING),
    lambda store: queries.article_rows(store, EVERYTHING, "就业"),
    lambda store: queries.coverage(store, EVERYTHING),
    lambda store: queries.coverage_by_year(store, EVERYTHING, "region"),
    lambda store: queries.coverage_by_year(store, EVERYTHING, "indicator"),
    lambda store: queries.sizes(store, EVERYTHING),
    lambda store: queries.followed_regions(store, EVERYTHING, ["employment"]),
    queries.region_tree,
    queries.source_list,
    queries.failures,
]


@pytest.mark.parametrize("ask", QUESTIONS, ids=range(len(QUESTIONS)))
def test_empty_store_has_answers(tmp_path_factory, ask, empty_store):
    assert isinstance(ask(empty_store), pd.DataFrame)


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("empty"), [])
