"""Lines about a page of a newspaper, in the forms in which papers set them."""

from collections.abc import Callable
from datetime import date

import pytest

from data_layer.model import Article
from data_layer.pipeline import parse_document
from data_layer.segmenting.datelines import read_date_line
from data_layer.segmenting.mastheads import is_page_line

Segment = Callable[[str], list[Article]]
DAY = date(2023, 10, 23)
NEWS = """古浪县粮食加工恢复生产
本报记者 李明
古浪县的六家粮食加工厂上周全部开工，日加工小麦900吨，收购的新麦已经入库。
为了不让农民排队，县里新添烘干机22台，售粮的车辆先在网上取号。
黄羊川镇办起夜间诊室
本报记者 王芳
黄羊川镇卫生院的夜间诊室开了三个月，接诊病人1300人次，夜里看病不用再跑县城。
镇里还为行动不便的老人配了一辆巡诊车，每周去一次最远的村子。
"""


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2023年10月23日 星期一", DAY),
        ("星期一 2023年10月23日", DAY),
        ("二〇二三年十月二十三日 星期一 农历癸卯年九月初九", DAY),
        ("2023年10月23日 星期一 癸卯年九月初九 第3201期 今日4版", DAY),
        ("04 要闻 2023年10月23日 星期一 责编 李明 版式 王芳", DAY),
        ("河西日报 2023年10月23日 第4版 综合新闻", DAY),
        ("第四版 综合新闻", None),
        ("河西日报 03版 县域", None),
        ("河西晚报", None),
        ("A03", None),
        ("总第512期", None),
        ("国内统一刊号：CN62-0099 邮发代号：53-99", None),
        ("编辑/李明 美编/王芳", None),
        ("值班编委 赵刚", None),
        ("本报地址：人民路18号 邮编：733100 广告热线：0935-5550000", None),
    ],
)
def test_a_line_about_the_page(line: str, published: date | None) -> None:
    assert is_page_line(line)
    found = read_date_line(line)
    assert (found and found.published) == published


@pytest.mark.parametrize(
    "line",
    [
        "编辑部迎来新人",
        "第二版修订工作完成",
        "农历新年将至",
        "校对 核实 数据",
        "热线电话：一头连着民心",
        "统筹推进城乡发展",
        "策划：县委宣传部",
        "2023年10月23日，古浪县开镰",
        "综合",
    ],
)
def test_a_line_of_an_article(line: str) -> None:
    assert not is_page_line(line)


@pytest.mark.parametrize(
    "head",
    [
        "河西日报\n二〇二三年十月二十三日 星期一 农历癸卯年九月初九\n今日四版 第3201期",
        "04 要闻\n2023年10月23日 星期一\n值班编委：赵刚 责编：陈静",
        "河西日报 03版 县域 2023年10月23日 星期一",
    ],
)
def test_the_head_of_a_page_dates_it_and_is_no_headline(head: str) -> None:
    for text in (f"{head}\n{NEWS}", f"{NEWS}{head}\n"):
        articles = parse_document("页.txt", text.encode()).articles
        assert [article.title for article in articles] == ["古浪县粮食加工恢复生产", "黄羊川镇办起夜间诊室"]
        assert [article.published for article in articles] == [DAY, DAY]
        assert not any(head[:4] in article.text for article in articles)
