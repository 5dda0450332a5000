"""Every page, three ways in: through app.py, from its own file, from a shared link; and what it shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.store import open_store
from data_layer.store.records import indicator_key
from pages.shared.frame import PAGES, SECTIONS
from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]
NAMES = [page.name for page in PAGES]


def opened(script: Path, **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(script), default_timeout=GIVEN_UP)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def through_app(name: str, **query: str | list[str]) -> AppTest:
    app = opened(ROOT / "app.py", **query)
    return app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()


def select_rows(app: AppTest, key: str, rows: list[int]) -> AppTest:
    """Choose rows of the table whose key begins so, as a click would."""
    names = [table.proto.id.rpartition("-")[2] for table in app.dataframe]
    name = next(one for one in names if one.startswith(f"{key}_"))
    app.session_state[name] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    return app.run()


def from_own_file(name: str, **query: str | list[str]) -> AppTest:
    return opened(ROOT / "pages" / f"{name}.py", **query)


def words(app: AppTest) -> str:
    """All that a reader sees as text, tables included."""
    parts = [
        str(element.value) for element in (*app.title, *app.markdown, *app.caption, *app.info, *app.subheader)
    ]
    parts += [element.proto.body for element in app.get("html")]
    parts += [frame.value.to_csv() for frame in (*app.dataframe, *app.table)]
    return "\n".join(parts)


def assert_sound(app: AppTest) -> None:
    assert not app.exception, [error.message for error in app.exception]
    assert not app.error, [error.value for error in app.error]


WAYS = {"through-app": through_app, "own-file": from_own_file}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_page_opens(pages_store: Path, way, name: str) -> None:
    app = way(name)
    assert_sound(app)
    title = next(page.title for page in PAGES if page.name == name)
    assert [heading.value for heading in app.title] == [title]


@pytest.mark.parametrize("name", NAMES)
def test_each_page_opens_from_a_shared_link(pages_store: Path, name: str) -> None:
    app = from_own_file(name, region=["431381", "431382"], to="2022-12-31")
    assert_sound(app)
    assert "冷水江市、涟源市" in words(app)
    assert app.multiselect(key="at_region").value == ["431381", "431382"]


@pytest.mark.parametrize("name", NAMES)
def test_an_address_of_things_that_are_gone_is_answered(pages_store: Path, name: str) -> None:
    app = from_own_file(
        name,
        region="999999",
        source="0123456789ab",
        indicator="no.such",
        figure="gone",
        article="gone",
        topic="%%",
    )
    assert_sound(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_without_data_says_what_to_do(pages_store: Path, name: str) -> None:
    app = from_own_file(name, **{"from": "1990-01-01", "to": "1990-12-31"})
    assert_sound(app)
    if name != "sources":
        assert any("筛选" in element.value for element in app.info)
    assert "<b>0</b>篇 · <b>0</b>个数" in words(app)


def test_the_registry_holds_every_page_of_the_folder() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(NAMES)
    assert {page.section for page in PAGES} == set(SECTIONS)
    assert len({page.title for page in PAGES}) == len(PAGES)
    assert all(page.name.isascii() and page.path.is_file() for page in PAGES)


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 120


def test_corpus_text_is_never_markup(pages_store: Path) -> None:
    app = from_own_file("articles")
    article = app.dataframe[0].value.index[0]
    rows = app.dataframe[0].value
    article = rows.index[rows["标题"].str.startswith("稳<b>")][0]
    app = from_own_file("articles", article=article)
    assert_sound(app)
    headline = app.subheader[0].value
    assert "\\*与\\*" in headline
    assert "\\$x\\$" in headline
    assert "<b>岗</b>" not in "".join(element.proto.body for element in app.get("html"))


def test_the_region_page_ranks_and_says_what_differs(pages_store: Path) -> None:
    app = from_own_file("regions", indicator="employment", tolerance="any")
    assert_sound(app)
    table = app.dataframe[0].value
    assert list(table["名次"]) == list(range(1, len(table) + 1))
    assert table.iloc[:, 2].is_monotonic_decreasing
    shown = words(app)
    assert "时期不同" in shown
    assert "≈ 是约数" in shown
    assert "只看县级" in shown


def test_zero_stays_zero(pages_store: Path) -> None:
    app = from_own_file("regions", period="year-2022")
    key = next(
        option for option in app.selectbox(key="at_indicator").options if option.startswith("零就业家庭")
    )
    app.selectbox(key="at_indicator").select(key).run()
    table = app.dataframe[0].value.set_index("地区")
    assert table.loc["涟源市"].iloc[1] == 0


def test_one_region_of_its_own_is_set_beside_all(pages_store: Path) -> None:
    app = from_own_file("regions", region="431381", indicator="employment")
    assert_sound(app)
    assert app.selectbox(key="at_scope").value == "all"
    assert app.selectbox(key="at_mine").value == "431381"
    assert len(app.dataframe[0].value) > 1


def test_several_chosen_regions_are_compared_alone(pages_store: Path) -> None:
    chosen = ["431381", "431382", "429004"]
    jobless = from_own_file("regions", region=chosen[:2], indicator=indicator_key(None, "零就业家庭"))
    assert_sound(jobless)
    assert list(jobless.dataframe[0].value["地区"]) == ["涟源市"]  # one reports it: no other is put beside it
    assert "没有报告这个指标）：冷水江市。" in words(jobless)
    app = from_own_file("regions", region=[*chosen, "420100"], indicator="employment", tolerance="any")
    assert_sound(app)
    assert set(app.dataframe[0].value["地区"]) == {"冷水江市", "涟源市", "仙桃市"}
    assert "缺（没有读到任何数字）：武汉市。" in words(app)
    app = from_own_file("regions", region=chosen, indicator="employment", scope="all", tolerance="any")
    assert "朝阳区" in set(app.dataframe[0].value["地区"])
    assert "有数据的各地，不只是左边筛选的冷水江市、涟源市、仙桃市。要只看这些" in words(app)
    app = from_own_file("regions", region="429004", indicator="employment", scope="all", level="county")
    assert "不只是左边筛选的仙桃市。" in words(app)
    app = from_own_file("regions", region=["430000", "420000", "110000"], indicator="employment", scope="all")
    assert "不只是" not in words(app)  # all that is shown lies in them


def test_a_county_in_no_prefecture_is_compared_as_others_are(pages_store: Path) -> None:
    app = from_own_file("regions", region="429004", indicator="employment")
    assert_sound(app)
    assert app.selectbox(key="at_mine").value == "429004"
    assert not app.error


def test_the_timeline_joins_whole_years_only(pages_store: Path) -> None:
    app = from_own_file("timeline", indicator="employment", line=["431381", "431300"])
    assert_sound(app)
    figure = app.get("plotly_chart")[0].proto.spec
    assert '"lines+markers+text"' in figure
    assert "2022年1-10月" in words(app)


def test_a_chosen_figure_shows_its_sentence(pages_store: Path) -> None:
    app = from_own_file("figures", words="8210")
    figure = app.dataframe[0].value.index[0]
    app = from_own_file("figures", figure=figure)
    assert_sound(app)
    shown = words(app)
    assert '<mark class="figure">8210人</mark>' in shown
    assert "第一版.txt" in shown


def test_the_reader_marks_the_chosen_figure(pages_store: Path) -> None:
    app = from_own_file("figures", words="8210")
    figure = app.dataframe[0].value.index[0]
    article = figure.rpartition("-")[0]
    app = from_own_file("articles", article=article, figure=figure)
    assert '<mark class="figure"' in words(app)
    assert '<u class="planned"' in words(app)


def test_duplicates_show_both_witnesses(pages_store: Path) -> None:
    app = from_own_file("duplicates")
    assert_sound(app)
    shown = words(app)
    assert "数字不同" in shown
    assert '<ins class="digits">' in shown
    # as many columns as a narrow screen shows
    assert list(app.dataframe[0].value.columns[:4]) == ["标题", "版本数", "数字不同", "其他出入"]


def test_clusters_are_narrowed_by_similarity_and_a_link_keeps_it(pages_store: Path) -> None:
    app = from_own_file("duplicates")
    assert app.dataframe[0].value["相似度（%）"].tolist() == [90.0]
    bands = app.selectbox(key="at_similarity")
    assert bands.label == "相似度"
    bands.set_value("80").run()
    assert_sound(app)
    assert app.query_params["similarity"] == "80"
    assert len(app.dataframe[0].value) == 1
    app = from_own_file("duplicates", similarity="95")
    assert_sound(app)
    assert app.selectbox(key="at_similarity").value == "95"
    assert "没有这样的重复" in words(app)


def test_another_standard_is_tried_and_changes_nothing(pages_store: Path) -> None:
    app = from_own_file("duplicates", view="standard", score="99")
    assert_sound(app)
    assert app.slider(key="score").value == 99
    shown = words(app)
    assert "会拆出去 <b>1</b> 篇" in shown
    assert "不改动数据" in shown
    assert list(app.dataframe[0].value["变化"]) == ["会拆出"]
    assert len(from_own_file("duplicates").dataframe[0].value) == 1


@pytest.mark.parametrize("view", ["conflicts", "confused", "decided"])
def test_the_other_views_of_duplicates(pages_store: Path, view: str) -> None:
    app = from_own_file("duplicates", view=view)
    assert_sound(app)
    if view == "conflicts":
        assert app.dataframe[0].value.iloc[0][["比较", "各版本写法"]].tolist() == [
            "数字不同",
            "8210人（现用）、8270人",
        ]
        assert app.get("pills")[0].options[0] == "数字不同 1"


def test_a_witness_is_chosen_and_parted_and_taken_back(
    pages_store: Path, tmp_path: Path, monkeypatch
) -> None:
    own = tmp_path / "store"
    shutil.copytree(pages_store, own)
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(own))
    store = open_store(own)

    def shown() -> list[str]:
        return [
            row["source"] for row in store.rows("SELECT source FROM figures WHERE chosen AND value = 7000")
        ]

    before = shown()
    app = from_own_file("duplicates")
    assert app.button(key="choose_a").disabled  # nobody told who decides
    app.text_input(key="parting_name").set_value("李敏").run()
    side = next(side for side in "ab" if not app.button(key=f"choose_{side}").disabled)
    app.button(key=f"choose_{side}").click().run()
    assert_sound(app)
    assert shown() != before
    assert "李敏" in words(app)
    assert app.toast[0].value.startswith("已以“")
    assert app.query_params["cluster"] == store.rows("SELECT cluster_id FROM duplicates")[0]["cluster_id"]
    next(one for one in app.button if one.label == "撤销").click().run()
    assert shown() == before
    app.button(key="separate_b").click().run()
    assert store.rows("SELECT * FROM duplicates") == []
    assert "拿出这一组" in app.toast[0].value
    assert "cluster" not in app.query_params  # of one witness there is none
    app = from_own_file("duplicates", view="decided")
    app.text_input(key="decided_name").set_value("李敏").run()
    next(one for one in app.button if one.label == "撤销").click().run()
    assert len(store.rows("SELECT * FROM duplicates")) == 1


def test_columns_and_units_of_the_figure_table(pages_store: Path) -> None:
    app = from_own_file("figures", words="1.2万人", columns=["region", "value", "unit"], units="wan")
    assert list(app.dataframe[0].value.columns) == ["地区", "数值", "单位"]
    row = app.dataframe[0].value.iloc[0]
    assert (row["数值"], row["单位"]) == (1.2, "万人")


def test_sources_list_files_and_forms_that_cannot_be_read(pages_store: Path) -> None:
    shown = words(from_own_file("sources"))
    assert "第一版.txt" in shown
    assert "图片、扫描件" in shown


def test_two_regions_side_by_side(pages_store: Path) -> None:
    app = from_own_file("regions", look="pair", first="431381", second="431382")
    assert_sound(app)
    table = app.dataframe[0].value.set_index("指标")
    assert table.loc["城镇新增就业", "涟源市"] == "1.2万人"
    assert table.loc["城镇新增就业", "同期"] == "同期"


def test_one_chosen_county_is_set_beside_the_others(pages_store: Path) -> None:
    app = from_own_file("regions", look="pair", region="431381")
    assert_sound(app)
    assert list(app.dataframe[0].value.columns[2:4]) == ["冷水江市", "涟源市"]
    assert "乙地是筛选以外的地区" in words(app)


def test_regions_by_indicators_tell_missing_from_zero(pages_store: Path) -> None:
    app = from_own_file("regions", look="grid")
    assert_sound(app)
    table = app.dataframe[0].value.set_index("地区")
    zero = next(head for head in table.columns if head.startswith("零就业家庭"))
    assert table.loc["涟源市", zero].startswith("0（")
    assert table.loc["冷水江市", zero] == "缺"


def test_the_reader_shows_places_times_and_passed_over_numbers(pages_store: Path) -> None:
    rows = from_own_file("articles").dataframe[0].value
    article = rows.index[rows["标题"] == "涟源稳就业"][0]
    app = from_own_file("articles", article=article, marks=["places", "times", "rejected"])
    assert_sound(app)
    shown = words(app)
    assert 'class="place"' in shown
    assert 'class="time"' in shown
    assert '<u class="level"' not in shown.split('<div class="article">')[1]


@pytest.mark.parametrize("name", ["figures", "timeline", "regions"])
def test_all_reports_are_shown_and_disputes_marked(pages_store: Path, name: str) -> None:
    once = from_own_file(name)
    every = from_own_file(name, reports="all")
    assert_sound(every)
    assert len(every.dataframe[-1].value) >= len(once.dataframe[-1].value)
    if name == "figures":
        assert len(every.dataframe[0].value) > len(once.dataframe[0].value)
