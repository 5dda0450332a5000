"""Printed lines to paragraphs: columns of every width, with and without indents, headlines between them."""

import pytest

from data_layer.cleaning import clean_document
from data_layer.model import Document, DocumentForm

BODY = (
    "清晨六点，河湾镇的蔬菜大棚里已经亮起了灯。种植户们忙着采摘、分拣、装箱，赶在早市前把新鲜蔬菜送进城，"
    "这样的场景在当地已经持续了整整一个冬天。",
    "镇里从去年春天开始整合土地，建起大棚三百二十座，引来两家加工企业，蔬菜从地里到货架只要半天时间，"
    "沿线十一个村都被带动起来。",
    "“过去靠天吃饭，现在看单种菜。”合作社负责人说，订单已经排到了明年三月，社员户均年收入超过六万元，"
    "比种粮食高出两倍多，不少人家翻修了房子。",
    "下一步，镇里打算再修三公里机耕道，把冷库扩大一倍，让更多外出的年轻人回到家门口干事创业、安居乐业，"
    "日子越过越踏实。",
)
HEADLINE = "小镇蔬菜闯出大市场"


def printed(paragraphs: tuple[str, ...], width: int, indent: str = "", gap: str = "\n") -> list[str]:
    lines = []
    for paragraph in paragraphs:
        words = "　　" + paragraph
        while words:
            line, words = words[:width], words[width:]
            lines.append(line.replace("　　", indent))
    return [line + gap for line in lines]


def clean(text: str) -> list[str]:
    return [paragraph.text for paragraph in clean_document(Document("x.txt", "", DocumentForm.TEXT, text))]


@pytest.mark.parametrize("width", [10, 11, 13, 15, 16, 17, 19, 22, 25, 28])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "lines parted by empty ones"])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["indent lost", "indent kept"])
def test_columns_of_every_width_read_back_whole(width: int, gap: str, indent: str) -> None:
    assert clean("".join(printed(BODY, width, indent, gap))) == list(BODY)


@pytest.mark.parametrize("width", [13, 16, 19, 24])
def test_a_headline_between_paragraphs_stays_apart(width: int) -> None:
    lines = [*printed(BODY[:2], width), HEADLINE + "\n", *printed(BODY[2:], width)]
    assert clean("".join(lines)) == [*BODY[:2], HEADLINE, *BODY[2:]]


@pytest.mark.parametrize("width", [13, 16, 19])
def test_authors_and_the_next_headline_stay_apart(width: int) -> None:
    lines = [*printed(BODY, width), "（李 明 王小华）\n", HEADLINE + "\n", *printed(BODY[:2], width)]
    assert clean("".join(lines)) == [*BODY, "（李 明 王小华）", HEADLINE, *BODY[:2]]


def test_a_column_that_gets_narrower_in_mid_sentence() -> None:
    head = printed(BODY[:2], 18) + printed((BODY[2],), 18)[:2]
    used = sum(len(line) - 1 for line in head) - sum(map(len, BODY[:2]))
    narrow = [BODY[2][used:][at : at + 11] + "\n" for at in range(0, len(BODY[2]) - used, 11)]
    assert clean("".join(head + narrow + printed(BODY[3:], 11))) == list(BODY)


def test_stretched_lines_count_as_full() -> None:
    lines = printed(BODY, 17)
    lines[1] = " ".join(lines[1][:14]) + " " + lines[1][14:]
    assert clean("".join(lines)) == list(BODY)
