"""One page in many forms: whatever does not change its articles must not change what is found.

What is varied is how a page is set and read (width, indents, line ends, blank lines), and where and how its
authors are named. Every article must come out whole, with its headline and its authors.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from data_layer.model import Article
from tests.segmenting.layouts import _wrap as wrap

Segment = Callable[[str], list[Article]]
Story = dict[str, Any]
HERE = Path(__file__).parent
STORIES: list[Story] = yaml.safe_load((HERE / "newspaper.yaml").read_text(encoding="utf-8"))
SIGNED = [
    story
    for story in STORIES
    if len(story["byline"]) > 1
    and max(map(len, story["byline"])) < 4
    and not story["title"][0].endswith("：")
]


@dataclass(frozen=True)
class Form:
    """How a page is set.

    Attributes:
        width: of its columns in characters; 0 where a paragraph is one line.
        indent: what stands before the first line of a paragraph.
        between: what stands between two lines.
        above, opening, closing, below: how authors are named under the headline, before the first words,
            behind the last, and in a line below.
        every: blank lines put in behind so many lines; 0 for none.
        shift: what stands before every line.
    """

    width: int = 18
    indent: str = ""
    between: str = "\n\n"
    above: str = ""
    opening: str = ""
    closing: str = ""
    below: str = ""
    every: int = 0
    shift: str = ""


def name(form: str, names: Sequence[str]) -> str:
    """Authors as a form names them; {0} is the first, {1} the others, {2} all, parted by spaces or 、."""
    rest = names[1:] or names[:1]
    return form.format(names[0], " ".join(rest), " ".join(names), "、".join(names), "、".join(rest))


def set_page(stories: Sequence[Story], form: Form) -> str:
    lines: list[str] = []
    for story in stories:
        names = story["byline"]
        lines += [piece if not at else f"——{piece}" for at, piece in enumerate(titled(story))]
        body = list(story["paragraphs"])
        if form.above:
            lines.append(name(form.above, names))
        body[0] = name(form.opening, names) + body[0] if form.opening else body[0]
        body[-1] += name(form.closing, names) if form.closing else ""
        lines += [line for paragraph in body for line in set_paragraph(paragraph, form)]
        if form.below:
            lines.append(name(form.below, names))
    spaced = [line + "\n" * bool(form.every and at % form.every == 0) for at, line in enumerate(lines)]
    return form.between.join(form.shift + line for line in spaced)


def set_paragraph(paragraph: str, form: Form) -> Iterator[str]:
    is_heading = paragraph[-1] not in "。！？”）"
    lines = wrap(paragraph, form.width) if form.width and not is_heading else [paragraph]
    for number, line in enumerate(lines):
        yield line if number or is_heading else form.indent + line


def titled(story: Story) -> list[str]:
    return [piece.removeprefix("——") for piece in story["title"]]


FORMS = {
    "columns of 15": Form(15, above="{2}"),
    "columns of 18": Form(18, above="{2}"),
    "columns of 22": Form(22, above="{2}"),
    "lines of 30": Form(30, above="{2}"),
    "lines of 40": Form(40, above="{2}", between="\n"),
    "indents": Form(18, "　　", "\n", above="{2}"),
    "indents, lines of 40": Form(40, "　　", "\n", above="{2}"),
    "everything indented": Form(18, above="{2}", shift="　　"),
    "blank lines here and there": Form(18, above="{2}", between="\n", every=7),
    "paragraphs": Form(0, above="{2}"),
    "reporters without spaces": Form(18, above="□本报记者{0} 通讯员{4}"),
    "reporters": Form(0, above="本报记者 {0} 通讯员 {1}"),
    "authors close the article": Form(18, closing="（{2}）"),
    "authors in a list": Form(0, closing="（{3}）"),
    "authors in a list, columns": Form(18, closing="（{3}）"),
    "authors below": Form(0, below="通讯员 {2}"),
    "authors below, columns": Form(18, below="通讯员 {2}"),
    "sender": Form(0, opening="本报讯（记者 {2}）"),
    "sender, columns": Form(18, opening="本报讯（记者 {0} 通讯员 {1}）"),
    "another sender": Form(18, opening="融媒体中心讯（通讯员 {3}）"),
    "sender without brackets": Form(0, opening="本报讯 记者{0} 通讯员{4}报道 "),
}


@pytest.mark.parametrize("form", [pytest.param(form, id=key) for key, form in FORMS.items()])
@pytest.mark.parametrize("seed", range(3))
def test_a_page_in_another_form(segment: Segment, form: Form, seed: int) -> None:
    stories = random.Random(seed).sample(SIGNED, 4)
    articles = segment(set_page(stories, form))
    texts = ["".join(article.text.split()) for article in articles]
    assert texts == ["".join("".join(story["paragraphs"]).split()) for story in stories]
    assert [article.title for article in articles] == ["——".join(titled(story)) for story in stories]
    assert [article.byline for article in articles] == [tuple(story["byline"]) for story in stories]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["古浪县粮食加工恢", "复生产"], "古浪县粮食加工恢复生产"),
        (["六家粮食加工厂开工“头", "一炮”打响"], "六家粮食加工厂开工“头一炮”打响"),
        (
            ["烘干机进村", "新麦不落地", "——古浪县粮食加工恢复生产"],
            "烘干机进村——新麦不落地——古浪县粮食加工恢复生产",
        ),
    ],
)
@pytest.mark.parametrize("authors", ["本报记者 李明", "王强 李明"])
def test_a_headline_in_several_lines(segment: Segment, lines: list[str], title: str, authors: str) -> None:
    body = "古浪县的六家粮食加工厂上周全部开工，日加工小麦900吨，收购的新麦已经入库。"
    other = "天祝县的夜间诊室开了三个月，接诊病人1300人次，夜里看病不用再跑县城。"
    articles = segment("\n".join([*lines, authors, body, "天祝县办起夜间诊室", "本报记者 王芳", other]))
    assert [article.title for article in articles] == [title, "天祝县办起夜间诊室"]
    assert [article.text for article in articles] == [body, other]
    assert articles[0].byline == tuple(authors.removeprefix("本报记者 ").split())
