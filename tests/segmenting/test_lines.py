"""Short lines: names of authors, dates, headlines, captions, and joints between printed lines."""

from datetime import date

import pytest

from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Paragraph, Spans
from data_layer.segmenting.bylines import read_byline, split_closing_byline, split_wire_head
from data_layer.segmenting.datelines import read_date_line
from data_layer.segmenting.headlines import (
    drop_overprint,
    is_caption,
    is_column_label,
    is_furniture,
    is_headline,
    is_numbered,
    join_title,
)
from data_layer.segmenting.pages.joints import Joints


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（刘岩戴云彭博）", ("刘岩", "戴云", "彭博")),
        ("（张建国李小红）", ("张建国", "李小红")),
        ("（王强何静邓小平）", ("王强", "何静", "邓小平")),
        ("（欧阳平李明）", ("欧阳平", "李明")),
        ("（曹阳宁致远）", ("曹阳", "宁致远")),
        ("（李明 王小华）", ("李明", "王小华")),
        ("(陈 静 周 涛)", ("陈静", "周涛")),
        ("刘海波 张 咪 傅相伟 甘 敏", ("刘海波", "张咪", "傅相伟", "甘敏")),
        ("王 文", ("王文",)),
        ("本报记者 李明 通讯员 王小华", ("李明", "王小华")),
        ("□ 记者 欧阳晓光", ("欧阳晓光",)),
        ("文/图 李明", ("李明",)),
        ("李明 王小华 报道", ("李明", "王小华")),
        ("（李明 邓建 国）", ("李明", "邓建国")),
        ("（新河县融媒体中心）", ("新河县融媒体中心",)),
        ("县人民政府县长 李明", ("李明",)),
        ("（云 岭 奉 樾 洛 宁）", ("云岭", "奉樾", "洛宁")),
        ("（郤大伟 李明）", ("郤大伟", "李明")),
        ("本报记者 拉巴次仁 通讯员 王芳", ("拉巴次仁", "王芳")),
        ("首席记者 李明", ("李明",)),
        ("李 明 昌", ("李明昌",)),
        ("周海 吴 晓燕 郑立", ("周海", "吴晓燕", "郑立")),
        ("周晓燕 覃立 鴂建军", ("周晓燕", "覃立", "鴂建军")),
        ("周晓燕 鴂建军", None),
        ("水稻 油菜 烟叶", None),
        ("（大棚 李明）", None),
        ("办公室课堂", None),
        ("突出重点 强化落实", None),
        ("（以下简称公司）", None),
        ("全县 修路", None),
        ("李明", None),
    ],
)
def test_read_byline(line: str, names: tuple[str, ...] | None) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("text", "rest", "names"),
    [
        ("古浪讯（通讯员 李明）冬麦返青。", "冬麦返青。", ("李明",)),
        ("县融媒体中心讯（记者李明通讯员王芳彭舒）冬麦返青。", "冬麦返青。", ("李明", "王芳", "彭舒")),
        ("本报讯 记者李明 通讯员王芳报道 冬麦返青。", "冬麦返青。", ("李明", "王芳")),
        ("本报讯 记者从粮食局获悉：冬麦返青。", "记者从粮食局获悉：冬麦返青。", ()),
        ("古浪网讯 冬麦返青。", "冬麦返青。", ()),
        ("互联网电商卖出冬麦。", None, ()),
        ("全村的互联网讯息畅通。", None, ()),
        ("某地传来喜讯（详见下表）。", None, ()),
    ],
)
def test_who_sends_the_news(text: str, rest: str | None, names: tuple[str, ...]) -> None:
    wire = split_wire_head(text)
    assert (wire and text[wire[0] :], wire[1] if wire else ()) == (rest, names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("灯会办了三晚。（李明、王小华、赵敏）", ("李明", "王小华", "赵敏")),
        ("灯会办了三晚。（高村、李村、王村）", None),
        ("灯会办了三晚。（龙灯、鱼灯、花灯）", None),
    ],
)
def test_authors_in_a_list(text: str, names: tuple[str, ...] | None) -> None:
    found = split_closing_byline(text)
    assert (found and found[1]) == names


def test_one_bare_name_counts_where_one_is_due() -> None:
    assert read_byline("李明", alone=True) == ("李明",)
    assert read_byline("拉巴次仁 李明", alone=True) == ("拉巴次仁", "李明")
    assert read_byline("买买提·艾力 李明", alone=True) == ("买买提·艾力", "李明")
    assert read_byline("烘干机 进村", alone=True) is None
    assert read_byline("文选编", alone=True) != ("李明",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全县修路12公里。（李明 王小华）", (9, ("李明", "王小华"))),
        ("全县修路12公里。 （记者 李明）", (9, ("李明",))),
        ("全县修路12公里。（李明）", (9, ("李明",))),
        ("投资3.2亿元（含配套）", None),
        ("加强基层组织（党组）", None),
        ("全县修路12公里。（完）", None),
        ("（李明 王小华）", None),
    ],
)
def test_closing_byline(text: str, found: tuple[int, tuple[str, ...]] | None) -> None:
    assert split_closing_byline(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本报讯（记者 李明）全县修路。", (10, ("李明",))),
        ("新河日报讯 全县修路。", (6, ())),
        ("本报12月5日讯（记者 李明）全县修路。", (0, ("李明",))),
        ("通讯设施建设加快。", None),
        ("全县通电话。", None),
    ],
)
def test_wire_head(text: str, found: tuple[int, tuple[str, ...]] | None) -> None:
    assert split_wire_head(text) == found


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2021-11-28", date(2021, 11, 28)),
        ("2021 年 12 月 16 日", date(2021, 12, 16)),
        ("2021/1/5 08:30", date(2021, 1, 5)),
        ("（2022年4月10日）", date(2022, 4, 10)),
        ("2023年1月5日 星期四", date(2023, 1, 5)),
        ("发布时间：2021-12-29 来源：新河日报", date(2021, 12, 29)),
        ("2020年2月", date(2020, 2, 29)),
        ("日期：2022年1月15日 阅读：233次", date(2022, 1, 15)),
        ("信息来源：统计局  更新时间：2022-01-15  字体：大 中 小", date(2022, 1, 15)),
        ("二〇二二年三月十五日", date(2022, 3, 15)),
        ("——2023年1月6日在新河县第十八届人民代表大会上", date(2023, 1, 6)),
        ("发布时间：2023年4月20日 10时20分", date(2023, 4, 20)),
        ("2023-04-20T10:20", date(2023, 4, 20)),
        ("2023-04-20T10:20:33+08:00", date(2023, 4, 20)),
        ("2023年4月20日 上午9:30", date(2023, 4, 20)),
        ("2023年4月20日上午10时", date(2023, 4, 20)),
        ("2023.4.20 星期四", date(2023, 4, 20)),
        ("2023年4月20日（星期四）", date(2023, 4, 20)),
        ("2023年4月20日 农历三月初一", date(2023, 4, 20)),
        ("发布日期：2023年4月20日 栏目：工作动态 审核人：李明", date(2023, 4, 20)),
        ("更新日期：2023年4月20日 打印本页 关闭窗口", date(2023, 4, 20)),
        ("发布日期：20230420", date(2023, 4, 20)),
        ("发布于：2023-04-20", date(2023, 4, 20)),
        ("新河县统计局 2023年4月20日", date(2023, 4, 20)),
        ("新河县统计局（2023年4月20日）", date(2023, 4, 20)),
        ("国家统计局新河调查队2023年4月20日", date(2023, 4, 20)),
        ("新河县人民政府办公室 2023年4月20日印发", date(2023, 4, 20)),
        ("（新河县第十七届人民代表大会第二次会议 2023年4月20日）", date(2023, 4, 20)),
        ("（2023年4月20日 第3版）", date(2023, 4, 20)),
        ("2023年4月20日 第03版：综合新闻", date(2023, 4, 20)),
        ("新河日报 2023年4月20日 A2版", date(2023, 4, 20)),
        ("二〇二三年四月二十日", date(2023, 4, 20)),
        ("截止时间：2023年4月20日", None),
        ("建成时间：2023年4月20日", None),
        ("报名时间：2023年4月20日至5月3日", None),
        ("20230420", None),
        ("电话：20230420", None),
        ("发布日期：20231341", None),
        ("新河县统计局2023年4月20日发布公报", None),
        ("新河县统计局2023年4月", None),
        ("2023年4月20日第3批产品下线", None),
        ("2023年4月20日 10时开通", None),
        ("县城道路 2023年4月20日通车", None),
        ("2021年12月29日，全县修路。", None),
        ("2021年13月2日", None),
        ("2021年2月30日", None),
        ("全县2021年12月完成投资", None),
        ("2021年", None),
    ],
)
def test_read_date_line(line: str, published: date | None) -> None:
    found = read_date_line(line)
    assert (found.published if found else None) == published


def test_a_source_line_is_no_body() -> None:
    found = read_date_line("来源：新河日报 作者：李明")
    assert found is not None
    assert (found.published, found.byline) == (None, ("李明",))


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("新河县推进节水改造", True),
        ("小病不出村，大病有人帮", True),
        ("全县修路12公里。", False),
        ("全县修路12公里，", False),
        ("全县修路。又植树", False),
    ],
)
def test_is_headline(text: str, yes: bool) -> None:
    assert is_headline(Paragraph(text, Spans())) is yes


def test_other_short_lines() -> None:
    assert is_caption("丰收的田野。 李明 摄")
    assert is_caption("图为收割现场")
    assert not is_caption("全县修路。")
    assert is_furniture("责任编辑：李明 校对：王强")
    assert is_furniture("（下转第三版）")
    assert is_furniture("分享到：")
    assert not is_furniture("统筹推进城乡发展")
    assert not is_furniture("发行专项债券3.2亿元。")
    assert is_numbered("（二）城乡建设")
    assert is_numbered("3.加强领导")
    assert not is_numbered("3.5亿元")
    assert is_column_label("奋进新征程 （四）")
    assert not is_column_label("新河县推进节水改造")
    assert drop_overprint("新河新河推进节水") == "新河推进节水"
    assert drop_overprint("家家户户通上水") == "家家户户通上水"


@pytest.mark.parametrize(
    ("pieces", "title", "subtitle"),
    [
        (["山乡巨变", "——新河县综述"], "山乡巨变——新河县综述", "新河县综述"),
        (["新河县：", "山乡巨变"], "新河县：山乡巨变", None),
        (["山乡巨变——", "新河县综述"], "山乡巨变——新河县综述", "新河县综述"),
        ([], None, None),
    ],
)
def test_join_title(pieces: list[str], title: str | None, subtitle: str | None) -> None:
    assert join_title(pieces) == (title, subtitle)


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        pytest.param("清查娱乐场所、宾", "馆、出租房", 1.0, 4.0, id="a word spans it"),
        pytest.param("保洁河道80余", "公里，植树3万株", 1.0, 5.0, id="a number and its measure"),
        pytest.param("保洁河道80余", "重要路口设卡", -4.0, -1.0, id="a number without a measure"),
        pytest.param("干群齐心、水", "月21日晚，县里", -5.0, -2.0, id="a date whose number is missing"),
        pytest.param("成立领导小组，集", "今年以来，新河县", -4.0, -2.0, id="an opening in mid-word"),
        pytest.param("全县修路。", "，又植树", -4.0, -2.0, id="a comma after a full stop"),
        pytest.param("干部们一边", "打捞漂浮物", -0.5, 0.5, id="nothing to tell"),
        pytest.param("打造“一站", "式”服务", 0.5, 5.0, id="a quotation that goes on"),
    ],
)
def test_joints(left: str, right: str, low: float, high: float) -> None:
    assert low <= Joints("").fit(left, right) <= high


def test_the_page_itself_tells_what_stands_together() -> None:
    assert Joints("全面推行河长制工作").fit("创新河长", "制建设") > Joints("").fit("创新河长", "制建设")


def test_word_lists_are_disjoint() -> None:
    words = load_page_words()
    assert not set(words.openings) & set(words.resumptions)
    assert not set(words.source_marks) & set(words.date_marks)
    assert all(len(name) == 1 for name in words.surnames)
