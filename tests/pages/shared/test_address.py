"""The filter and the page's choices live in the address: both ways, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data_layer.filters import Filter
from tests.pages.test_pages import ROOT, assert_sound, opened, words

FILTER = Filter(
    regions=("431300", "429004"), topics=("就业社保人事",), start=date(2022, 1, 1), end=date(2022, 12, 31)
)


def page(**query: str | list[str]) -> AppTest:
    return opened(ROOT / "pages" / "regions.py", **query)


def test_the_widgets_show_what_the_address_says(pages_store: Path) -> None:
    app = page(**FILTER.to_query())
    assert_sound(app)
    assert app.multiselect(key="at_region").value == list(FILTER.regions)
    assert app.selectbox(key="at_from").value == "2022-01-01"
    assert app.selectbox(key="at_to").value == "2022-12-31"
    assert Filter.from_query({name: _listed(value) for name, value in app.query_params.items()}) == FILTER


def test_what_a_reader_chooses_is_written_into_the_address(pages_store: Path) -> None:
    app = page()
    app.multiselect(key="at_region").set_value(["431381"]).run()
    app.selectbox(key="at_from").set_value("2022-01-01").run()
    assert_sound(app)
    assert app.query_params == {"region": "431381", "from": "2022-01-01"}
    app.button(key="clear_filter").click().run()
    assert app.query_params == {}
    assert app.multiselect(key="at_region").value == []


def test_two_choices_in_one_run_are_both_kept(pages_store: Path) -> None:
    app = page()
    app.multiselect(key="at_region").set_value(["431300"])
    app.selectbox(key="at_order").set_value("least")
    app.run()
    assert app.query_params == {"region": "431300", "order": "least"}


def test_a_choice_at_its_default_needs_no_mention(pages_store: Path) -> None:
    app = page(order="least")
    app.selectbox(key="at_order").set_value("best").run()
    assert "order" not in app.query_params


def test_every_id_in_an_address_is_ascii(pages_store: Path) -> None:
    app = page(**FILTER.to_query())
    for box in (*app.selectbox, *app.multiselect):
        chosen = box.value if isinstance(box.value, list) else [box.value]
        assert all(value is None or str(value).isascii() for value in chosen), box.label


def test_the_link_holds_what_the_page_resolved(pages_store: Path) -> None:
    link = page(region="431300").code[0].value
    assert "region=431300" in link
    assert "indicator=employment~level~" in link
    assert "period=" in link
    assert link.isascii()


def test_a_link_says_when_the_data_has_moved_on(pages_store: Path) -> None:
    link = page().code[0].value
    assert link.endswith("v=1")
    assert "数据版本 9" in words(page(v="9"))
    assert "可能已有变化" not in words(page(v="1"))
    app = page(v="9")
    app.selectbox(key="at_order").set_value("least").run()
    assert "v" not in app.query_params


def test_the_counts_are_true_for_the_filter(pages_store: Path) -> None:
    shown = words(page(region="429004"))
    assert "<b>1</b>篇 · <b>3</b>个数" in shown


def test_the_filter_goes_from_page_to_page(pages_store: Path) -> None:
    app = opened(ROOT / "app.py", region="431381")
    assert_sound(app)
    links = app.get("page_link")
    assert links
    assert all("region=431381" in link.proto.query_string for link in links if link.proto.page)


def test_a_stale_choice_is_named(pages_store: Path) -> None:
    assert "指标" in words(page(indicator="gone~level~x"))


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
