"""What a short paragraph is: part of a headline, a section's heading, a caption, a line about the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Paragraph
from data_layer.segmenting.mastheads import is_page_line

__all__ = [
    "drop_overprint",
    "ends_web_page",
    "is_caption",
    "is_column_label",
    "is_furniture",
    "is_headline",
    "is_numbered",
    "is_subtitle",
    "join_title",
    "squeeze",
    "words_between_links",
]

_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s)"
)
_ENDS_SENTENCE = re.compile(r"[。；，、;,][”’』」\"]?$")
_INNER_SENTENCE = re.compile(r"[。；;]")
_SUBTITLE = re.compile(r"^(?:——+|--+|—|·|－－?)\s*")
_SERIES = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]$|(?:专栏|专版|专刊|特刊|系列报道)$")
_DOUBLED = re.compile(r"^([\u4e00-\u9fff]{2,4})\1|([\u4e00-\u9fff]{3,4})\2$")
_LINKED = r"[^，。；]{0,4}第?\s*[A-D]?[\d一二三四五六七八九十]{1,3}\s*版"
_LINK = re.compile(rf"[▲▼■●]?\s*[（(]?\s*(?:下转|上接|紧接|转第){_LINKED}[^，。；]{{0,14}}?[）)]?")
_LINK_BEFORE = re.compile(rf"[▲▼■●]?\s*[（(]\s*(?:上接|紧接){_LINKED}[^（(）)。]{{0,30}}[）)]\s*")
_LINK_BEHIND = re.compile(rf"\s*[▲▼■●]?\s*[（(]\s*(?:下转|转第){_LINKED}[^（(）)。]{{0,30}}[）)]$")
"""（下转第三版）, ▲（上接A1版《…》）."""
_NO_WORD = re.compile(r"[\W_]+")
_MAX_HEADLINE_CHARS = 45
_MAX_LABEL_CHARS = 8
_MAX_WEB_CHARS = 60
_MENU = re.compile(
    r"[\w\u4e00-\u9fff]{2,12}(?:\s*[>»›]+\s*[\w\u4e00-\u9fff]{2,16}){1,6}\s*[>»›]?|END|阅读\s*[\d.]+万?\+?"
)
_REGISTER = re.compile(r"ICP备|公网安备|网站标识码")
_CAPTION_END = re.compile(
    r"[\s。”][\u4e00-\u9fff·\s]{1,12}(?:摄|供图|摄影)\s*[）)]?$|^[\u4e00-\u9fff·\s]{2,14}\s摄$|"
    r"^[（(]?资料(?:图|图片|照片)[）)]?$"
)


def is_headline(paragraph: Paragraph) -> bool:
    """A marked heading, or a short line that is neither a sentence nor a table's row."""
    text = paragraph.text
    if paragraph.heading:
        return len(text) <= 2 * _MAX_HEADLINE_CHARS
    is_sentence = _ENDS_SENTENCE.search(text) or _INNER_SENTENCE.search(text[:-1])
    if is_sentence or "\t" in text or not 2 <= len(text) <= _MAX_HEADLINE_CHARS:
        return False
    return not text.endswith(("：", ":")) or len(text) <= 12


def is_numbered(text: str) -> bool:
    """A section's heading with its number: 一、 （二） 3. 第四章."""
    return _NUMBERED.match(text) is not None


def is_caption(text: str) -> bool:
    """The words under a picture: who took it, what it shows."""
    return len(text) <= 80 and (_CAPTION_END.search(text) is not None or text.startswith("图为"))


def is_furniture(text: str) -> bool:
    """A line about the page: who edited it, its number, how to reach the paper."""
    words = load_page_words()
    if is_page_line(text) or _is_web_line(text):
        return True
    if len(text) > _MAX_HEADLINE_CHARS:
        return False
    label, colon, _ = text.replace(":", "：").partition("：")
    is_label = label.strip().startswith(words.furniture) and len(label) <= _MAX_LABEL_CHARS
    return _LINK.fullmatch(text) is not None or (
        is_label and (bool(colon) or label.strip() in words.furniture)
    )


def _is_web_line(text: str) -> bool:
    """A menu, a button, a register of a web page."""
    if len(text) > _MAX_WEB_CHARS or text.endswith("。"):
        return False
    is_menu = _MENU.fullmatch(text) is not None or _REGISTER.search(text) is not None
    return is_menu or text.startswith(load_page_words().web_lines)


def ends_web_page(text: str) -> bool:
    """Whether a line heads what a web page sets below an article."""
    return len(text) <= _MAX_WEB_CHARS and text.startswith(load_page_words().web_ends)


def words_between_links(text: str) -> tuple[int, int]:
    """Where the words of a paragraph begin and end, （上接第一版） and （下转第三版） aside."""
    before, behind = _LINK_BEFORE.match(text), _LINK_BEHIND.search(text)
    return before.end() if before else 0, behind.start() if behind else len(text)


def is_column_label(text: str) -> bool:
    """The name of a series that an article stands in: it has a number in brackets, or says so."""
    return _SERIES.search(text) is not None or text.strip() in load_page_words().columns


def drop_overprint(text: str) -> str:
    """A name that was printed twice over itself, for bold type, comes out of a PDF doubled: 某某某某推进."""
    return _DOUBLED.sub(lambda match: match.group(1) or match.group(2), text)


def is_subtitle(text: str) -> bool:
    """A line that begins with a dash, as subtitles do."""
    return _SUBTITLE.match(text) is not None


def join_title(pieces: Sequence[str]) -> tuple[str | None, str | None]:
    """The whole headline, its pieces joined by ``——``, and what stands after the title proper; None for none.

    >>> join_title(["稳中求进谱新篇", "——某县全年工作巡礼"])
    ('稳中求进谱新篇——某县全年工作巡礼', '某县全年工作巡礼')
    """
    bare = [_SUBTITLE.sub("", piece).strip().strip("—").strip() for piece in pieces]
    bare = [piece for piece in bare if piece]
    for at in range(len(bare) - 2, -1, -1):
        if bare[at].endswith(("：", ":")):  # 某县： stands above its headline
            bare[at : at + 2] = [bare[at] + bare[at + 1]]
    if not bare:
        return None, None
    return "——".join(bare), "——".join(bare[1:]) or None


def squeeze(text: str) -> str:
    """Words only, for comparing headlines."""
    return _NO_WORD.sub("", text)
