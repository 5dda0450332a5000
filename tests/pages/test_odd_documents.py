"""The pages over documents without dates, with long names, with words that look like markup."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from data_layer.pipeline import ingest
from tests.pages.test_pages import NAMES, assert_sound, from_own_file, words

LONG = "关于印发全省山洪灾害防御和小流域综合治理三年行动计划任务分工及督查考核办法的补充通知"
TEXTS = {
    "无日期.txt": "隆回县修建蓄水池320口，受益群众1.6万人。\n\n新邵县修建蓄水池275口，受益群众9800人。\n",
    "<img src=x onerror=alert(1)>**报**$x$.txt": "=1 :red[讯]\n\n@隆回县油茶`4.5万亩`，<b>投</b>$3万元$。\n",
    f"{LONG}.txt": f"{LONG}\n\n双江拉祜族佤族布朗族傣族自治县修建蓄水池0.5口，安排资金60元。\n",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest(sorted(folder.iterdir()), folder / "store")
    return folder / "store"


@pytest.fixture(autouse=True)
def read(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(odd))
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.mark.parametrize("name", NAMES)
def test_each_page_opens(name: str) -> None:
    app = from_own_file(name)
    assert_sound(app)
    assert "<img" not in "".join(one.proto.body for one in app.get("html"))


def test_what_has_no_date_is_not_said_to_stand_by_its_date() -> None:
    app = from_own_file("regions", words="蓄水池")
    assert "地的原文没有写明时期，文章也没有日期" in words(app)
    assert "按报道日期归入" not in words(app)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        pytest.param("all", "文章也没有日期", id="the-whole-cannot-be-placed"),
        pytest.param("years", "改为“含部分时段”", id="parts-may-be-there"),
    ],
)
def test_an_empty_timeline_says_why_and_what_to_do(part: str, told: str) -> None:
    app = from_own_file("timeline", part=part)
    assert_sound(app)
    assert told in words(app)


def test_a_long_name_of_a_file_ends_with_dots() -> None:
    (table,) = (one for one in from_own_file("sources").dataframe if "文件" in one.value)
    (name,) = (one for one in table.value["文件"] if one.startswith("关于"))
    assert name.endswith("…")
    assert LONG.startswith(name.removesuffix("…"))
