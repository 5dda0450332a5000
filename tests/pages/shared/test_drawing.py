"""Charts: what each mark carries, what is joined, what is left room for."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as streamlit_codes

from pages.shared import palette
from pages.shared.comparing.bars import Guide, ranked_bars
from pages.shared.timelines.timelines import readable_labels
from pages.shared.timelines.timemarks import timeline

T = pd.Timestamp
BARS = pd.DataFrame(
    [
        ("f1", "冷水江市", 8.0, "8", "", "mine"),
        ("f2", "双江拉祜族佤族布朗族傣族自治县", 5.0, "≈5（2021年）", "", "other_period"),
        ("f3", "涟源市", 2.0, "2（计划）", "", "planned"),
        ("f4", "新化县", 0.0, "0", "", "plain"),
    ],
    columns=["figure_id", "region", "shown", "label", "hover", "mark"],
)
MARKS = ["figure_id", "series", "form", "planned", "start", "end", "shown", "label", "hover"]


def year(name: str, number: int, value: float, series: str = "甲县", *, planned: bool = False) -> tuple:
    return name, series, "year", planned, T(number, 1, 1), T(number, 12, 31), value, "", ""


def test_every_bar_carries_its_figure_and_keeps_its_place() -> None:
    chart = ranked_bars(BARS, title="标题", axis="万人", guides=[Guide(4.0, "中位数 4万人")])
    assert sorted(name for trace in chart.data for name in trace.customdata) == ["f1", "f2", "f3", "f4"]
    assert list(chart.layout.yaxis.categoryarray) == list(BARS["region"])
    assert chart.layout.xaxis.title.text == "万人"
    assert {trace.name: trace.marker.pattern.shape for trace in chart.data} == {
        "我的地区": "",
        "其他地区": "",
        "时期不同": ".",
        "计划或目标": "/",
    }


def test_the_readers_own_plan_is_hatched_as_well() -> None:
    bars = BARS.assign(mark=["mine_planned", "other_period", "planned", "plain"])
    chart = ranked_bars(bars, title="", axis="")
    own = chart.data[0]
    assert (own.name, own.marker.pattern.shape) == ("我的地区（计划或目标）", "/")
    assert own.marker.color == palette.ACCENT
    assert chart.data[1].name == "其他地区"


def test_without_a_region_of_the_readers_own_nobody_is_another() -> None:
    chart = ranked_bars(BARS.assign(mark="plain"), title="", axis="")
    assert [trace.name for trace in chart.data] == ["各地区"]


def test_all_words_of_a_chart_have_the_colour_of_text() -> None:
    layout = ranked_bars(BARS, title="标题", axis="万人", credit="来源").layout
    fonts = [layout.font, layout.title.font, layout.legend.font]
    fonts += [axis.tickfont for axis in (layout.xaxis, layout.yaxis)]
    fonts += [axis.title.font for axis in (layout.xaxis, layout.yaxis)]
    assert {font.color for font in fonts} == {palette.TEXT}
    assert all(note.opacity is None and note.font.color is None for note in layout.annotations)


def test_guides_are_lines_across_all_bars_with_names_of_their_own() -> None:
    guides = [Guide(4.0, "中位数 4万人"), Guide(6.0, "全省 6万人")]
    shapes = ranked_bars(BARS, title="", axis="", guides=guides).layout.shapes
    assert [(line.x0, line.x1, line.name, line.line.dash) for line in shapes] == [
        (4.0, 4.0, "中位数 4万人", "dash"),
        (6.0, 6.0, "全省 6万人", "dot"),
    ]
    assert all((line.xref, line.yref, line.y0, line.y1) == ("x", "y domain", 0, 1) for line in shapes)
    assert all(line.showlegend for line in shapes)


def test_what_the_browser_gets_is_made_once() -> None:
    chart = ranked_bars(BARS, title="标题", axis="万人", credit="来源")
    assert chart.to_dict() is chart.to_dict()
    assert chart.to_dict()["layout"]["title"]["text"] == "标题"


def test_a_bar_axis_begins_at_zero_and_has_room_for_the_words() -> None:
    low, high = ranked_bars(BARS, title="", axis="").layout.xaxis.range
    assert low == 0
    assert high > 8.0


def test_a_label_that_a_guide_would_cross_stands_within_its_bar() -> None:
    bars = BARS.assign(shown=[8.0, 6.0, 0.1, -6.0], label="6", mark="plain")
    guides = [Guide(6.05, "中位数"), Guide(0.15, "全省"), Guide(-6.05, "全国")]
    (trace,) = ranked_bars(bars, title="", axis="", guides=guides).data
    assert list(trace.textposition) == ["outside", "inside", "outside", "inside"]  # the third is too short


def test_falls_go_to_the_left() -> None:
    low, high = ranked_bars(BARS.assign(shown=-BARS["shown"]), title="", axis="").layout.xaxis.range
    assert low < -8.0
    assert 0 < high < 1  # room for the 0 of what is none
    assert ranked_bars(BARS.head(3).assign(shown=-5.0), title="", axis="").layout.xaxis.range[1] == 0


def test_the_label_of_a_fall_covers_no_name() -> None:
    bars = BARS.assign(shown=[9.1, 3.0, -1.9, -2.0], label=["9.1", "3", "-1.9", "-2（计划）"], mark="plain")
    low, high = ranked_bars(bars, title="", axis="").layout.xaxis.range
    for bar in bars.itertuples():
        label = sum(12 if sign > "\u00ff" else 7 for sign in bar.label) * (high - low) / 430
        assert low < bar.shown - label if bar.shown < 0 else bar.shown + label < high


@pytest.mark.parametrize("rows", [1, 40], ids=["one-region", "forty-regions"])
def test_the_height_follows_the_number_of_bars(rows: int) -> None:
    bars = pd.concat([BARS.head(1).assign(region=f"地区{place}") for place in range(rows)])
    assert ranked_bars(bars, title="", axis="").layout.height >= 30 * rows + 100


def test_years_are_joined_from_three_on() -> None:
    three = pd.DataFrame([year("a", 2020, 1), year("b", 2021, 2), year("c", 2022, 3)], columns=MARKS)
    assert timeline(three, title="", axis="").data[0].mode == "lines+markers+text"
    assert timeline(three.head(2), title="", axis="").data[0].mode == "markers+text"


def test_part_years_and_points_are_never_joined_to_years() -> None:
    marks = pd.DataFrame(
        [
            *(year(name, number, 1) for name, number in zip("abc", (2019, 2020, 2021), strict=True)),
            ("d", "甲县", "span", False, T(2022, 1, 1), T(2022, 10, 31), 4, "", ""),
            ("e", "甲县", "point", False, pd.NaT, T(2022, 11, 30), 5, "", ""),
        ],
        columns=MARKS,
    )
    years, span, point = timeline(marks, title="", axis="").data
    assert list(years.customdata) == ["a", "b", "c"]
    assert list(span.x) == [T(2022, 1, 1), T(2022, 10, 31)]
    assert set(span.customdata) == {"d"}
    assert point.mode == "markers+text"
    assert point.marker.symbol.startswith("diamond")
    assert [trace.showlegend for trace in (years, span, point)] == [True, False, False]


def test_the_colour_codes_are_those_that_streamlit_replaces() -> None:
    assert palette.ACCENT == streamlit_codes.CATEGORY_0
    assert palette.NOTE == streamlit_codes.CATEGORY_9
    assert palette.TEXT == streamlit_codes.GRAY_90
    assert palette.BACKGROUND == streamlit_codes.BG_COLOR
    assert palette.SERIES[-1] == streamlit_codes.CATEGORY_7


def test_each_series_has_a_sign_of_its_own() -> None:
    assert len(set(palette.SERIES_SYMBOLS)) == len(palette.SERIES)


def test_planned_years_are_hollow_and_stand_alone() -> None:
    rows = [year("a", 2020, 1), year("b", 2021, 2), year("c", 2022, 3, planned=True)]
    actual, planned = timeline(pd.DataFrame(rows, columns=MARKS), title="", axis="").data
    assert list(planned.customdata) == ["c"]
    assert planned.marker.symbol.endswith("-open")
    assert actual.mode == planned.mode == "markers+text"


def test_no_line_leads_across_a_year_without_a_report() -> None:
    rows = [year("a", 2018, 1.0), year("b", 2019, 2.0), year("c", 2022, 3.0)]
    (line,) = timeline(pd.DataFrame(rows, columns=MARKS), title="", axis="").data
    assert line.mode == "lines+markers+text"
    assert not line.connectgaps
    assert [None if pd.isna(value) else value for value in line.y] == [1.0, 2.0, None, 3.0]


def test_a_derived_value_is_a_sign_of_its_own_and_never_joined() -> None:
    rows = [
        (*year(f"f{n}", n, float(n))[:2], "derived", *year(f"f{n}", n, 1.0)[3:]) for n in range(2018, 2022)
    ]
    (signs,) = timeline(pd.DataFrame(rows, columns=MARKS), title="", axis="").data
    assert signs.mode == "markers+text"
    assert signs.marker.symbol == "asterisk-open"


def test_rival_reports_of_a_year_hang_at_the_first_by_a_dotted_link() -> None:
    rows = [year("a", 2020, 1.0), year("b", 2021, 2.0), year("rival", 2021, 9.0), year("c", 2022, 3.0)]
    line, link = timeline(pd.DataFrame(rows, columns=MARKS), title="", axis="").data
    assert list(line.customdata) == ["a", "b", "c"]
    assert list(link.customdata) == ["b", "rival"]
    assert (line.line.dash, link.line.dash) == ("solid", "dot")
    assert link.x[0] == link.x[1]
    assert not link.showlegend


def test_the_sources_stand_below_the_slider() -> None:
    rows = [year(f"f{n}", n, 1.0) for n in range(2000, 2024)]
    many, few = (
        timeline(pd.DataFrame(some, columns=MARKS), title="", axis="", credit="来源").layout
        for some in (rows, rows[:3])
    )
    assert many.annotations[0].yshift < few.annotations[0].yshift
    assert many.height > few.height


def test_a_label_stands_below_its_mark_where_another_is_above_else_nowhere() -> None:
    marks = pd.DataFrame(
        [(*year("a", 2020, 100.0)[:7], "100", ""), (*year("b", 2020, 101.0)[:7], "101", ""),
         (*year("c", 2020, 20.0)[:7], "20", ""), (*year("d", 2023, 100.0)[:7], "100", ""),
         (*year("e", 2020, 99.0)[:7], "99", ""), (*year("f", 2023, 5.0)[:7], "5", "")],
        columns=MARKS,
    )  # fmt: skip
    apart = marks.assign(series=[f"{n}县" for n in range(len(marks))])
    assert readable_labels(apart) == ["", "above", "above", "above", "below", "above"]


def test_a_label_does_not_stand_on_the_link_between_two_reports_of_a_year() -> None:
    marks = pd.DataFrame(
        [(*year("a", 2020, 70.0)[:7], "70", ""), (*year("b", 2020, 25.0)[:7], "25", ""),
         (*year("c", 2020, 45.0)[:7], "45", ""), (*year("d", 2023, 25.0)[:7], "25", "")],
        columns=MARKS,
    )  # fmt: skip
    assert readable_labels(marks) == ["above", "below", "", "above"]


def test_a_label_does_not_stand_on_a_bar_that_passes() -> None:
    marks = pd.DataFrame(
        [("a", "甲县", "span", False, T(2022, 1, 1), T(2022, 9, 30), 11.3, "11.3", ""),
         ("b", "乙县", "span", False, T(2022, 1, 1), T(2022, 4, 30), 10.7, "10.7", ""),
         (*year("c", 2022, 4.0, planned=True)[:7], "4（计划）", "")],
        columns=MARKS,
    )  # fmt: skip
    assert readable_labels(marks) == ["above", "below", "below"]
    chart = timeline(marks.assign(below=[False, True, True]), title="", axis="")
    assert [trace.textposition for trace in chart.data[:1]] == [("bottom center",)]
    assert [trace.textposition for trace in chart.data[1:]] == ["top left", "bottom left"]


def test_a_slider_comes_with_many_marks() -> None:
    few = pd.DataFrame([year(f"f{n}", n, 1.0) for n in range(2018, 2022)], columns=MARKS)
    many = pd.DataFrame([year(f"f{n}", n, 1.0) for n in range(2000, 2024)], columns=MARKS)
    assert not timeline(few, title="", axis="").layout.xaxis.rangeslider.visible
    assert timeline(many, title="", axis="").layout.xaxis.rangeslider.visible
