"""Single texts and compendia: headline, authors and date line taken off, nothing taken apart."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.cleaning import clean_document
from data_layer.model import Article, Document, DocumentForm, PublishedHow
from data_layer.segmenting import segment_document

Segment = Callable[[str], list[Article]]

WORK_REPORT = """政府工作报告
——2023年1月6日在清河县第十八届人民代表大会第二次会议上
县长　李　明

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2022年工作回顾
过去一年，全县完成地区生产总值86.5亿元，增长4.2%。
（一）产业发展稳中向好。规模以上工业增加值增长6.3%，粮食总产量12.1万吨。
（二）城乡建设提质扩面
新改建农村公路120公里，改造老旧小区18个、1200户。
二、2023年工作安排
地区生产总值增长6%左右，城镇新增就业1800人。
"""
COMMUNIQUE = """东山县2022年国民经济和社会发展统计公报[1]
东山县统计局 国家统计局东山调查队
（2023年4月12日）
　　2022年，全县上下坚持稳中求进，经济运行总体平稳。
　　一、综合
　　初步核算，全年地区生产总值248.6亿元，比上年增长3.8%。
　　表1 主要农产品产量
　　指标　　单位　　产量
　　粮食　　万吨　　3.2
　　注：
　　1.本公报数据为初步统计数。
"""
NEWS = """临泽：冷水鱼游出大产业
2022-11-03 09:12 来源：张掖日报 作者：王建国
平川镇的养殖基地里，一条条虹鳟鱼在池中游弋。全镇今年出鱼320吨，产值1100万元。
（王建国）
"""


@pytest.mark.parametrize(
    ("text", "title", "byline", "published", "first", "last"),
    [
        pytest.param(
            WORK_REPORT,
            "政府工作报告——2023年1月6日在清河县第十八届人民代表大会第二次会议上",
            ("李明",),
            date(2023, 1, 6),
            "各位代表：",
            "地区生产总值增长6%左右，城镇新增就业1800人。",
            id="work report",
        ),
        pytest.param(
            COMMUNIQUE,
            "东山县2022年国民经济和社会发展统计公报[1]",
            (),
            date(2023, 4, 12),
            "2022年，全县上下坚持稳中求进，经济运行总体平稳。",
            "1.本公报数据为初步统计数。",
            id="statistical communiqué",
        ),
        pytest.param(
            NEWS,
            "临泽：冷水鱼游出大产业",
            ("王建国",),
            date(2022, 11, 3),
            "平川镇的养殖基地里，一条条虹鳟鱼在池中游弋。全镇今年出鱼320吨，产值1100万元。",
            "平川镇的养殖基地里，一条条虹鳟鱼在池中游弋。全镇今年出鱼320吨，产值1100万元。",
            id="news item with a source line",
        ),
        pytest.param(
            "近日，县里的冷链物流园建成投用，总投资2.1亿元。",
            None,
            (),
            None,
            "近日，县里的冷链物流园建成投用，总投资2.1亿元。",
            "近日，县里的冷链物流园建成投用，总投资2.1亿元。",
            id="one sentence",
        ),
        pytest.param(
            "# 2022年新河区总结\n\n2023 年 1 月\n\n## 稳经济\n\n投资56亿元。\n\n## 惠民生\n\n改厕3400座。",
            "2022年新河区总结",
            (),
            date(2023, 1, 31),
            "稳经济",
            "改厕3400座。",
            id="markdown with a month",
        ),
        pytest.param(
            "二〇二一年工作要点\n二〇二一年三月十二日\n全县要抓好春耕备耕，落实面积38万亩。",
            "二〇二一年工作要点",
            (),
            date(2021, 3, 12),
            "全县要抓好春耕备耕，落实面积38万亩。",
            "全县要抓好春耕备耕，落实面积38万亩。",
            id="date in Chinese numerals",
        ),
    ],
)
def test_one_text_is_one_article(
    segment: Segment,
    text: str,
    title: str | None,
    byline: tuple[str, ...],
    published: date | None,
    first: str,
    last: str,
) -> None:
    [article] = segment(text)
    assert (article.title, article.byline, article.published) == (title, byline, published)
    assert article.published_how == (PublishedHow.STATED if published else None)
    lines = article.text.split("\n")
    assert (lines[0], lines[-1]) == (first, last)


def review(name: str, level: str = "#", day: str = "2021-12-30") -> str:
    return (
        f"{level} {name}工作综述\n\n{day}\n\n一年来，{name}上下一心，办成了许多实事。\n\n## **夯实基础**\n\n"
        f"{name}新修公路120公里，改造危桥18座，方便了沿线群众出行，农产品也能及时运出大山，卖上好价钱。\n\n"
        f"### 惠及民生\n\n{name}新建学校3所，增加学位2400个，孩子们在家门口就能上好学，家长们纷纷点赞。\n\n"
    )


NAMES = ("新河县", "东山县", "临江区", "石桥镇")


def test_a_compendium_with_contents(segment: Segment) -> None:
    contents = "".join(f"{n}...{name}工作综述	{n * 4}\n" for n, name in enumerate(NAMES, start=1))
    levels = ("#", "##", "#", "##")
    text = "# 工作综述合集\n\n（说明：本合集供学习参考。）\n\n# 目录\n\n" + contents
    text += "".join(review(name, level) for name, level in zip(NAMES, levels, strict=True))
    articles = segment(text)
    assert [article.title for article in articles] == [f"{name}工作综述" for name in NAMES]
    assert {article.published for article in articles} == {date(2021, 12, 30)}
    assert all("夯实基础\n" in article.text and "综述" not in article.text for article in articles)


def bound(titles: Sequence[str], contents: str, before: str = "") -> str:
    """Texts one behind another, their contents before them."""
    texts = (
        f"{before.format(n)}{title}\n\n{plain_body(title[:3])}" for n, title in enumerate(titles, start=1)
    )
    return contents + "\n" + "".join(texts)


def plain_body(name: str) -> str:
    return review(name).split("\n\n", 2)[2].replace("#", "").replace("*", "")


COUNTIES = ("陵川县", "清河县", "洛宁县", "平陆县")


@pytest.mark.parametrize(
    "entry",
    [
        "{title}……………{page}",
        "{title}\t{page}",
        "{title}（{page}）",
        "{title} / {page:03d}",
        "{title}——{page}",
        "{page:02d} {title}",
        "{title} / 李明 王小华 ({page})",
        "{han}、{title}",
        "● {title}",
        "{title}",
    ],
)
@pytest.mark.parametrize("form", ["{name}工作情况总结", "{name}：把实事办到群众心上"])
def test_entries_of_contents(segment: Segment, entry: str, form: str) -> None:
    titles = [form.format(name=name) for name in COUNTIES]
    lines = [
        entry.format(title=title, page=1 + 4 * at, han="一二三四"[at]) for at, title in enumerate(titles)
    ]
    articles = segment(bound(titles, "目  录\n\n" + "\n".join(lines) + "\n"))
    assert [article.title for article in articles] == titles


def test_contents_in_groups_in_one_line_and_with_numbers_that_stay(segment: Segment) -> None:
    titles = [f"{name}工作情况总结" for name in COUNTIES]
    leaders = [f"{title}……{at}" for at, title in enumerate(titles, start=3)]
    groups = "目录\n\n第一部分 东部\n" + "\n".join(leaders[:2])
    groups += "\n第二部分 西部\n" + "\n".join(leaders[2:]) + "\n"
    numbered = "目录\n\n" + "\n".join(f"{n}. {line}" for n, line in enumerate(leaders, start=1)) + "\n"
    pages = (
        bound(titles, groups),
        bound(titles, "目录 " + " ".join(leaders) + "\n"),
        bound(titles, numbered, "{}. "),
    )
    for page in pages:
        assert [article.title for article in segment(page)] == titles


@pytest.mark.parametrize("number", ["", "{}. "])
def test_an_entry_of_contents_over_two_lines(segment: Segment, number: str) -> None:
    titles = [f"{name}：把群众的每一件实事都办到群众的心坎上去" for name in COUNTIES]
    lines = [f"{number.format(at)}{title[:16]}\n{title[16:]}……{4 * at}" for at, title in enumerate(titles, 1)]
    lines[2] = f"{number.format(3)}{titles[2]}……12"
    assert [a.title for a in segment(bound(titles, "目录\n\n" + "\n".join(lines) + "\n"))] == titles


def test_contents_of_one_report_leave_it_whole(segment: Segment) -> None:
    sections = ("工作回顾", "存在的问题", "下一步打算")
    text = "陵川县2021年工作报告\n\n目录\n\n" + "\n".join(sections) + "\n\n"
    text += "".join(f"{name}\n\n{plain_body('陵川县')}" for name in sections)
    [article] = segment(text)
    assert article.title == "陵川县2021年工作报告"


def test_a_compendium_by_its_date_lines(segment: Segment) -> None:
    text = "".join(review(name).replace("# ", "").replace("**", "") for name in NAMES)
    assert [article.title for article in segment(text)] == [f"{name}工作综述" for name in NAMES]


def test_a_compendium_by_its_titles(segment: Segment) -> None:
    text = "".join(review(name).replace("2021-12-30\n\n", "") for name in NAMES)
    assert [article.title for article in segment(text)] == [f"{name}工作综述" for name in NAMES]


NEWS_OF_A_WEEK = [
    ("清水河县：葵花开出致富路", "", "韭菜庄乡的葵花进入收割期，"),
    ("防汛演练到村头", "", "本报讯（记者 王建国）昨天，泥河村拉响了防汛警报，"),
    ("爱心食堂开饭了", "2022年9月14日", "中午时分，五里铺的老人们坐到一起，"),
    ("我县粮食生产情况的调研报告", "", "按照年度安排，调研组走了九个乡镇，"),
    ("秋收进度过半", "", "入秋以来农机日夜不停，"),
]
CHAPTERS = [
    ("清水河县2022年工作综述", "", "这一年，全县上下"),
    ("产业做强", "", "葵花种植"),
    ("民生暖心", "", "新开食堂"),
]


def headed(stories: Sequence[tuple[str, str, str]], level: str = "#") -> str:
    tails = "清扫、登记、培训样样不落，各村的事有人管、管得好，" * 4
    return "\n\n".join(
        f"{level} {title}\n\n{line}\n\n{body}{tails}一切就绪。" for title, line, body in stories
    )


def test_marked_headings_part_articles_where_most_of_them_could_be_no_section(segment: Segment) -> None:
    found = segment(headed(NEWS_OF_A_WEEK))
    assert [one.title for one in found] == [title for title, _, _ in NEWS_OF_A_WEEK]
    assert found[1].byline == ("王建国",)
    assert found[2].published == date(2022, 9, 14)


def test_a_heading_of_the_same_level_begins_an_article_without_a_date(segment: Segment) -> None:
    dated = [(title, "2022年9月14日", body) for title, _, body in NEWS_OF_A_WEEK[:3]]
    found = segment(headed([*dated, NEWS_OF_A_WEEK[3], NEWS_OF_A_WEEK[4]]))
    assert [one.title for one in found] == [title for title, _, _ in NEWS_OF_A_WEEK]


def test_a_source_between_title_and_date(segment: Segment) -> None:
    stories = [
        f"# {title}\n\n来源：清水河日报\n\n2022-09-14 09:12\n\n" + "清扫、登记、培训样样不落，" * 9
        for title, _, _ in NEWS_OF_A_WEEK
    ]
    assert [one.title for one in segment("\n\n".join(stories))] == [title for title, _, _ in NEWS_OF_A_WEEK]


def test_a_short_text_under_such_a_heading_is_an_article_too(segment: Segment) -> None:
    short = "# 清水河县：两座桥通车\n\n10月8日，浑河大桥、窑沟大桥同日通车。\n\n"
    found = segment(short + headed(NEWS_OF_A_WEEK))
    assert [one.title for one in found] == [
        "清水河县：两座桥通车",
        *(title for title, _, _ in NEWS_OF_A_WEEK),
    ]


def test_chapters_under_marked_headings_stay_one_article(segment: Segment) -> None:
    assert len(segment(headed(CHAPTERS))) == 1
    assert (
        len(
            segment(
                headed(
                    [
                        (f"{at}、{title}", *rest)
                        for at, (title, *rest) in zip("一二三四", NEWS_OF_A_WEEK, strict=False)
                    ]
                )
            )
        )
        == 1
    )


def test_text_above_the_first_marked_heading_is_kept(segment: Segment) -> None:
    found = segment("各村各点，请对照检查，及时补上短板，" * 6 + "。\n\n" + headed(NEWS_OF_A_WEEK))
    assert len(found) == 1 + len(NEWS_OF_A_WEEK)


def test_subtitle_and_author_between_title_and_date(segment: Segment) -> None:
    head = "# 山乡巨变\n\n——新河县乡村振兴工作综述\n\n王晶\n\n2021-12-29\n\n"
    text = head + review("新河县").split("\n\n", 2)[2] + review("东山县")
    first, second = segment(text)
    assert (first.title, first.subtitle) == ("山乡巨变——新河县乡村振兴工作综述", "新河县乡村振兴工作综述")
    assert (first.byline, first.published) == (("王晶",), date(2021, 12, 29))
    assert second.title == "东山县工作综述"


def test_pages_of_one_report_are_one_article(segment: Segment) -> None:
    paragraphs = [f"第{n}件实事：新河县建成便民服务点{n}处，群众办事不出村。" for n in range(1, 60)]
    lines = ["2021年新河县工作总结", *paragraphs]
    pages = ["\n".join(lines[at : at + 15]) + f"\n- {at // 15 + 1} -\n" for at in range(0, 60, 15)]
    [article] = segment("\f".join(pages))
    assert article.page == 1
    assert article.text == "\n".join(paragraphs)


def test_nothing_gives_nothing(segment: Segment) -> None:
    assert segment("") == []
    assert segment(" \n\f\n---\n") == []


PIECES = st.sampled_from(
    [
        "# 标题",
        "新河县",
        "——副题",
        "（李明 王强）",
        "2021-12-30",
        "目录",
        "1...甲 3",
        "本报讯（记者 李明）",
        "增长5%，",
        "全县修路。",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES | st.text(max_size=30), max_size=25).map("\n".join))
def test_any_text_gives_articles_whose_spans_lead_back(text: str) -> None:
    document = Document("x.txt", "cd" * 32, DocumentForm.TEXT, text)
    articles = segment_document(document, clean_document(document))
    for article in articles:
        covered = 0
        for start, raw, length in article.raw_spans:
            covered += length
            for step in range(length):
                here, there = article.text[start + step], text[raw + step]
                assert here == there or not there.isalnum() or not here.isascii() or not there.isascii()
        assert covered == len(article.text.replace("\n", ""))


def test_any_other_fields_are_left_open(stories: list[dict[str, Any]], segment: Segment) -> None:
    [article] = segment("\n\n".join(stories[0]["paragraphs"]))
    assert (article.region, article.topics, article.cluster_id) == (None, (), None)
    assert article.source == "页.txt"


@pytest.mark.parametrize(
    "tail",
    [
        ["临泽县统计局", "二〇二三年四月二十日"],
        ["临泽县统计局 2023年4月20日"],
        ["临泽县人民政府办公室", "2023年4月20日印发"],
        ["（2023年4月20日 第3版）"],
    ],
)
def test_the_day_at_the_end_is_no_part_of_the_body(segment: Segment, tail: list[str]) -> None:
    body = [
        "一季度，临泽县粮食加工企业开工率达到九成，日加工玉米1200吨，制种企业收购的种子已经全部入库，没有一户农民为卖粮发愁。",
        "为了赶上夏收，全县新增仓容3.5万吨，购置烘干设备48台，三个粮站的老仓库换上了新的屋面，入库的车辆先在网上取号再进场。",
    ]
    [article] = segment("\n\n".join(["临泽县粮食加工稳步恢复", *body, *tail]))
    assert article.published == date(2023, 4, 20)
    assert article.text == "\n".join(body)
