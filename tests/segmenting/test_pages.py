"""Newspaper pages laid out in every order, in columns, in blocks and cut: the articles come out whole."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

import pytest

from data_layer.model import Article, Paragraph, Spans
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.links import weigh_gap
from data_layer.segmenting.pages.pieces import Kind, read_pieces

Story = dict[str, Any]
Segment = Callable[[str], list[Article]]


def printed(paragraphs: Sequence[str], width: int) -> list[str]:
    """Printed lines: first lines two characters narrower, headings by themselves."""
    lines = []
    for paragraph in paragraphs:
        if paragraph[-1] not in "。？！”）":
            lines.append(paragraph)
            continue
        words = "　　" + paragraph
        while words:
            lines.append(words[:width].replace("　", ""))
            words = words[width:]
    return lines


def headline(story: Story) -> list[str]:
    first, *rest = story["title"]
    return [first, *("——" + piece for piece in rest)]


def closed(story: Story) -> list[str]:
    """Its paragraphs, authors in brackets behind the last."""
    *body, last = story["paragraphs"]
    return [*body, f"{last}（{' '.join(story['byline'])}）"]


def body(story: Story) -> str:
    return "".join(story["paragraphs"])


def by_story(articles: Sequence[Article], stories: Sequence[Story]) -> list[Article]:
    """The article that holds the middle of each story, in the order of the stories."""
    found = []
    for story in stories:
        opening = story["paragraphs"][1][:12]
        found.append(next(article for article in articles if opening in article.text.replace("\n", "")))
    return found


def assert_whole(articles: Sequence[Article], stories: Sequence[Story]) -> None:
    assert len(articles) == len(stories)
    for article, story in zip(by_story(articles, stories), stories, strict=True):
        assert sorted(article.text.replace("\n", "")) == sorted(body(story))
        assert article.byline == tuple(story["byline"])


@pytest.mark.parametrize("width", [13, 16, 18, 21])
@pytest.mark.parametrize("before", [True, False], ids=["headline before", "headline after"])
def test_articles_one_after_another(stories: list[Story], segment: Segment, width: int, before: bool) -> None:
    lines: list[str] = []
    for story in stories:
        text = printed(closed(story), width)
        lines += [*headline(story), *text] if before else [*text, *headline(story)]
    articles = segment("\n\n".join(lines))
    assert_whole(articles, stories)
    for article, story in zip(by_story(articles, stories), stories, strict=True):
        assert article.title == "——".join(story["title"])
        assert article.subtitle == (story["title"][1] if len(story["title"]) > 1 else None)


def test_authors_under_the_headline(stories: list[Story], segment: Segment) -> None:
    lines: list[str] = []
    for story in stories:
        lines += [*headline(story), " ".join(story["byline"] + ["李明"]), *story["paragraphs"]]
    articles = segment("\n\n".join(lines))
    assert len(articles) == len(stories)
    for article, story in zip(by_story(articles, stories), stories, strict=True):
        assert article.byline == (*story["byline"], "李明")
        assert article.text == "\n".join(story["paragraphs"])


def test_an_article_interrupted_in_mid_sentence(stories: list[Story], segment: Segment) -> None:
    first, second, third = stories[:3]
    cut = 40
    head, (broken, *rest) = first["paragraphs"][:3], closed(first)[3:]
    lines = [*headline(first), *head, broken[:cut], *headline(second), *closed(second)]
    lines += [broken[cut:], *rest, *headline(third), *closed(third)]
    articles = segment("\n\n".join(lines))
    assert_whole(articles, stories[:3])
    [whole] = by_story(articles, [first])
    assert whole.text == "\n".join(first["paragraphs"])


def test_two_articles_that_interrupt_each_other(stories: list[Story], segment: Segment) -> None:
    one, other, third = stories[1], stories[2], stories[4]
    a, b = closed(one), closed(other)
    lines = [*headline(one), a[0], a[1], a[2][:31], *headline(other), b[0], b[1][:37], a[2][31:], *a[3:]]
    lines += [b[1][37:], *b[2:], *headline(third), *closed(third)]
    assert_whole(segment("\n\n".join(lines)), [one, other, third])


def test_sections_above_the_headline_and_the_lead_below(stories: list[Story], segment: Segment) -> None:
    first, second, third = stories[:3]
    lead, sections = first["paragraphs"][:2], first["paragraphs"][2:]
    lines = [*headline(second), *closed(second), *sections]
    lines += [*headline(first), " ".join(first["byline"]), *lead, *headline(third), *closed(third)]
    articles = segment("\n\n".join("\n\n".join(printed([line], 17)) for line in lines))
    assert_whole(articles, [first, second, third])
    assert by_story(articles, [first])[0].text.startswith(lead[0][:20])


def test_a_caption_is_no_part_of_an_article(stories: list[Story], segment: Segment) -> None:
    lines: list[str] = []
    for story in stories[:3]:
        *front, last = closed(story)
        lines += [*headline(story), *front, "图为丰收的田野。 李明 摄", last]
    assert_whole(segment("\n\n".join(lines)), stories[:3])


def test_columns_that_a_reader_mixed_line_by_line(stories: list[Story], segment: Segment) -> None:
    """Lines of two articles in turns of four or five, as when columns are read across."""
    one, other, third = stories[1], stories[2], stories[0]
    a, b = printed(closed(one), 17), printed(closed(other), 17)
    lines: list[str] = []
    while a or b:
        lines += [*a[:6], *b[:7]]
        a, b = a[6:], b[7:]
    lines += [*headline(one), *headline(other), *headline(third), *closed(third)]
    articles = segment("\n\n".join(lines))
    for story, strange in ((one, "雷山"), (other, "嵊州")):
        [article] = by_story(articles, [story])
        assert strange not in article.text.replace("\n", "")


def test_headlines_over_columns_that_were_read_across(stories: list[Story], segment: Segment) -> None:
    """Two articles side by side, line by line in turns, both headlines before them or behind them."""
    one, other, third = stories[1], stories[4], stories[0]
    columns = printed(closed(one), 17), printed(closed(other), 17)
    across = [line for row in zip_longest(*columns) for line in row if line is not None]
    heads = [*headline(one), *headline(other)]
    for page in ([*heads, *across], [*across, *heads]):
        articles = segment("\n\n".join([*page, *headline(third), *closed(third)]))
        for story, strange in ((one, "绥棱"), (other, "嵊州")):
            [article] = by_story(articles, [story])
            assert strange not in article.text
            assert (article.title or "").startswith(story["title"][0])


def test_news_items_that_each_name_their_sender(segment: Segment) -> None:
    text = (
        "山阳县：核桃富了百姓\n本报讯（记者 周涛）山阳县今年核桃产量达1.8万吨，带动农户1.1万户。\n"
        "镇安县：茶叶飘香\n本报讯（通讯员 吴敏）镇安县茶园扩大到12万亩，前三季度产茶1900吨。\n"
    )
    first, second = segment(text)
    assert (first.title, first.byline) == ("山阳县：核桃富了百姓", ("周涛",))
    assert (second.title, second.byline) == ("镇安县：茶叶飘香", ("吴敏",))
    assert first.text.startswith("山阳县今年核桃产量")


def test_ids_are_numbered_in_order_of_reading(stories: list[Story], segment: Segment) -> None:
    text = "\n\n".join(line for story in stories for line in [*headline(story), *closed(story)])
    articles = segment(text)
    assert [article.article_id for article in articles] == [f"{'ab' * 6}-{n:03d}" for n in range(1, 6)]
    assert segment(text) == articles


@pytest.mark.parametrize(
    ("line", "is_body"),
    [
        ("前三季度全县工业企业共", True),
        ("新修的公路从县城通到各", True),
        ("完善农村公共", False),
        ("青年志愿者热心参与", False),
    ],
)
def test_a_line_that_more_words_must_follow_is_no_headline(line: str, is_body: bool) -> None:
    paragraph = Paragraph(line, Spans([(0, 0, len(line))]))
    [piece], _ = read_pieces([paragraph], line)
    assert (piece.kind is Kind.BODY) == is_body


LABELLED = [
    (
        "柞水县",
        "木耳大棚扩到三百座",
        "柞水县今年新建木耳大棚120座，总数达到310座，吸纳周边群众2400人务工。小岭镇的菌包厂日产菌包五万袋，产品销往六个县。\n"
        "柞水县农业农村局派出技术员30名，逐棚指导温度和湿度，木耳亩产提高一成。\n（郭亮 何敏）",
    ),
    (
        "丹凤县",
        "葡萄酒庄迎来采摘季",
        "丹凤县的酿酒葡萄进入采摘期，全县1.6万亩葡萄预计产果9000吨，十家酒庄已备好发酵罐420只。\n"
        "丹凤县商务局组织酒庄赴外地参展，签订销售合同2300万元，酒庄游客比去年多出一倍。\n（田野 石磊）",
    ),
]


@pytest.mark.parametrize("has_own", [True, False])
def test_a_label_before_the_wrong_headline(segment: Segment, has_own: bool) -> None:
    (first, one, text), (second, other, more) = LABELLED
    lone = f"{second}：\n\n" * has_own
    page = f"{one}\n\n{text}\n\n{first}：{other}\n\n{more}\n\n{lone}"
    found = [article.title for article in segment(page)]
    assert found == ([f"{first}：{one}", f"{second}：{other}"] if has_own else [one, f"{first}：{other}"])


def test_a_label_that_its_article_names_stays(segment: Segment) -> None:
    page = "\n\n".join(f"{label}：{title}\n\n{text}" for label, title, text in LABELLED)
    assert [article.title for article in segment(page)] == [f"{label}：{t}" for label, t, _ in LABELLED]


def test_a_headline_with_authors_under_it_begins_an_article() -> None:
    lines = [
        "全镇的油菜已经播完，农技站逐村查看了出苗情况。",
        "田间课堂开到地头",
        "罗成 谭小玉",
        "农技员把越冬管护的要点一条一条讲给种植户听。",
    ]
    paragraphs = []
    at = 0
    for line in lines:
        paragraphs.append(Paragraph(line, Spans([(0, at, len(line))])))
        at += len(line) + 1
    pieces, _ = read_pieces(paragraphs, "\n".join(lines))
    assert [piece.kind for piece in pieces] == [Kind.BODY, Kind.HEAD, Kind.BYLINE, Kind.BODY]
    assert weigh_gap(pieces, 0, 3, {}) < weigh_gap([pieces[0], pieces[2], pieces[3]], 0, 2, {}) - 5


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (
            ["镇里把旧粮仓改成了图书馆，每到", "周末，来看书的孩子坐满三间屋，管", "小站通了高铁"],
            ["小站通了高铁"],
        ),
        (["老街的石板路重新铺过，两旁的店铺", "挂上统一的木招牌，夜里亮起灯", "来的人更多了。"], []),
        (["合作社今年收了两季稻，按每亩", "一千二百元分红。（郑晓云 许", "文辉）"], []),
        (
            [
                "水库除险加固工程已经完工，总投资达",
                "3450.7万元，受益的有",
                "12500.3万平方米农田，管护也跟上。",
            ],
            [],
        ),
        (
            [
                "春耕农技下乡又开了头，县里选出",
                "懂茶懂果的老把式，编成流动的",
                "小组，每组配备三名徒弟，按月走进农户",
                "并记下难处，逐条教会剪枝和施肥，",
                "学会一样记上一样，由果农评价",
                "满意的才算数，不满意的回头再教。",
            ],
            [],
        ),
        (
            [
                "新旧两年交替，粮食安全责任——",
                "村村都有晒谷场，家家种上两季稻，秋",
                "后仓里堆得满，冬天也不闲着。",
            ],
            [],
        ),
    ],
    ids=[
        "a headline",
        "a paragraph",
        "authors cut by a line end",
        "a number too long for the line above",
        "lines of uneven widths",
        "a line that leads on",
    ],
)
def test_a_headline_within_a_sentence_that_was_cut_off_stands_by_itself(
    lines: list[str], heads: list[str]
) -> None:
    raw = "\n".join(lines)
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line))
    runs = [
        (at, at + number, len(line)) for number, (at, line) in enumerate(zip(places, lines, strict=False))
    ]
    pieces, _ = read_pieces([Paragraph("".join(lines), Spans(runs), lines=len(lines))], raw)
    assert [piece.text for piece in pieces if piece.kind is Kind.HEAD] == heads
    assert len(pieces) == 1 + len(heads)


def test_a_joint_does_not_vouch_for_itself() -> None:
    lines = ["干部们一边", "打捞漂浮物"]
    paragraph = Paragraph("".join(lines), Spans([(0, 0, 5), (5, 6, 5)]), lines=2)
    _, joints = read_pieces([paragraph], "\n".join(lines))
    assert joints.fit(*lines) == Joints("").fit(*lines)


def test_columns_that_lie_in_one_paragraph_are_read_one_after_the_other(
    stories: list[Story], segment: Segment
) -> None:
    columns = [printed(closed(story), 18) for story in stories[:2]]
    rows = [line for row in zip_longest(*columns) for line in row if line]
    text = "\n".join([*headline(stories[0]), *headline(stories[1]), *rows])
    articles = by_story(segment(text), stories[:2])
    for article, story in zip(articles, stories[:2], strict=True):
        lost = Counter(body(story)) - Counter(article.text.replace("\n", ""))
        assert sum(lost.values()) <= 0.1 * len(body(story))
