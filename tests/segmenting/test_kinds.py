"""Kinds of documents beside newspaper pages: web pages saved as text, public accounts, short items, jumps."""

from collections.abc import Callable
from datetime import date

import pytest

from data_layer.model import Article

Segment = Callable[[str], list[Article]]
BODY = """前三季度，古浪县工业投资完成18.6亿元，比上年同期多2.1亿元。
从项目看，全县在建5000万元以上项目43个，其中新开工17个。"""
WEB_PAGE = f"""首页 > 政务公开 > 统计信息
设为首页 | 加入收藏 | 无障碍阅读
古浪县前三季度工业投资稳步增长
发布时间：2022-10-28 10:15 来源：古浪县统计局 浏览次数：356 字体：[大 中 小]
{BODY}
分享到：
【打印】 【关闭】
上一篇：古浪县召开统计工作会议
相关链接
武威市统计局
版权所有：古浪县人民政府 主办：古浪县政府办公室
陇ICP备05001234号 陇公网安备62062202000123号 网站标识码：6206220001
"""
PUBLIC_ACCOUNT = f"""古浪县前三季度工业投资稳步增长
原创 古浪发布 古浪发布 2022-10-28 19:32 发表于甘肃
点击上方蓝字关注我们
{BODY}
END
来源：古浪县融媒体中心
作者：李敏 熊军
编辑：王芳
审核：陈思
阅读 1.2万
阅读原文
微信扫一扫关注该公众号
喜欢此内容的人还喜欢
古浪县召开半年经济分析会
"""


@pytest.mark.parametrize(
    ("text", "byline"),
    [pytest.param(WEB_PAGE, (), id="web page"), pytest.param(PUBLIC_ACCOUNT, ("李敏", "熊军"), id="account")],
)
def test_what_a_web_page_says_about_itself_is_no_part(
    segment: Segment, text: str, byline: tuple[str, ...]
) -> None:
    [article] = segment(text)
    assert article.title == "古浪县前三季度工业投资稳步增长"
    assert article.text == BODY
    assert article.published == date(2022, 10, 28)
    assert article.byline == byline


def test_the_name_of_a_column_is_no_headline(segment: Segment) -> None:
    items = [
        ("古浪县发放春耕贷款", "古浪县今年发放春耕贷款8600万元，扶持农户2100户。", "刘强"),
        ("凉州区建成口袋公园", "凉州区今年投入1900万元，建成口袋公园14个。", "黄敏"),
    ]
    lines = [line for title, words, name in items for line in (title, f"本报讯 {words}（{name}）")]
    articles = segment("\n".join(["简讯", *lines]))
    assert [(a.title, a.text, a.byline) for a in articles] == [(t, w, (n,)) for t, w, n in items]


@pytest.mark.parametrize(
    "marks", [("（下转第三版）", "（上接第一版）"), ("▲（下转A3版）", "▲（上接A1版《莲子》）")]
)
def test_an_article_that_goes_on_elsewhere_is_one(segment: Segment, marks: tuple[str, str]) -> None:
    lines = [
        "古浪县枸杞喜获丰收",
        "本报记者 赖平",
        "盛夏时节，古浪县3.2万亩枸杞进入采摘期，一亩能收干果160斤，预计产值2.8亿元。",
        "今年，该县投入1500万元为枸杞地修建水渠38公里，" + marks[0],
        "天祝旅游回暖",
        "本报记者 温丽",
        "暑期以来，天祝县接待游客46万人次，牧家乐的院子里天天坐满了外地客人。",
        marks[1] + "受益的枸杞农户有4100户。县里还办起枸杞加工厂7家。",
    ]
    first, second = segment("\n".join(lines))
    assert first.text.endswith("修建水渠38公里，受益的枸杞农户有4100户。县里还办起枸杞加工厂7家。")
    assert second.text == lines[6]


@pytest.mark.parametrize("numbered", [True, False])
def test_numbered_headings_that_all_have_a_day_head_items(segment: Segment, numbered: bool) -> None:
    items = [
        ("枸杞喜获丰收", 2, "枸杞进入采摘期"),
        ("牧家乐天天客满", 3, "牧家乐坐满了客人"),
        ("粮站换上新屋面", 5, "粮站的屋面换好了"),
    ]
    body = (
        "，今年以来来了外地客商32批，签下订单1.6亿元，村里的老人也在家门口找到了活，一天能挣八十元，"
        "日子比往年宽裕了不少，大家说这样的光景还要接着过下去。"
    )
    lines = ["# 每日新闻"]
    for at, (title, day, words) in enumerate(items, start=1):
        lines += [f"## {at}. {title}", f"**发布时间**：2023-03-0{day}" * (numbered or at == 1), words + body]
    articles = segment("\n\n".join(line for line in lines if line))
    if numbered:
        assert [article.title for article in articles] == [title for title, _, _ in items]
        assert [article.published and article.published.day for article in articles] == [2, 3, 5]
    else:  # sections of one text
        assert len(articles) == 1


def test_one_newspaper_page_in_several_parts_is_one_page(segment: Segment) -> None:
    first = [
        "古浪县枸杞喜获丰收",
        "本报记者 赖平",
        "盛夏时节，古浪县3.2万亩枸杞进入采摘期，一亩能收干果160斤。",
    ]
    rest = ["今年，该县投入1500万元为枸杞地修建水渠38公里，", "受益的枸杞农户有4100户，加工厂也添了7家。"]
    second = [
        "天祝旅游回暖",
        "本报记者 温丽",
        "暑期以来，天祝县接待游客46万人次，牧家乐的院子里坐满了外地客人。",
    ]
    text = "\n".join([*first, rest[0]]) + "\f" + rest[1] + "\f" + "\n".join(second)
    articles = segment(text)
    assert [article.title for article in articles] == [first[0], second[0]]
    assert articles[0].text.endswith(rest[0] + rest[1])
