"""Names of authors in a line of their own, or in brackets at a paragraph's end."""

from __future__ import annotations

import re
from itertools import groupby

from data_layer.lexicon.segmenting import load_page_words, load_word_counts

__all__ = ["names_authors", "read_byline", "split_closing_byline", "split_names", "split_wire_head"]

_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_BULLETS = re.compile(r"^[□■●◆○▲△◎☆★\s]+")
_PARTING = re.compile(r"[\s、,，/|;；]+")
_CLOSING = re.compile(r"\s*[（(]([^（）()。；！？]{2,60})[）)]\s*$")
_SENTENCE_END = re.compile(r"[。！？!?…”\"]$")
_WIRE = re.compile(
    r"(?P<sender>[\u4e00-\u9fff]{2,12}?)(?P<day>[\u4e00-\u9fff]{0,4}\d{1,2}月\d{1,2}日)?"
    r"(?P<sent>讯(?![息号问])|电)[ \u3000]*"
    r"(?:[（(](?P<names>[^（）()。]{2,40})[）)])?[ \u3000]*"
)
_TOLD = re.compile(r"(?P<names>[\u4e00-\u9fff、· \u3000]{4,36}?)(?:报道[:：]?|[:：])[ \u3000]*")
"""记者李明 通讯员王芳报道： without brackets, behind 本报讯."""
_LISTED = re.compile(r"[、，,]")
_MAX_BYLINE_CHARS = 60
_MAX_NAMES = 12
_MAX_NAME_CHARS = 4
_MAX_SINGLES = 3
"""So many characters set apart are one name: 栗 俊 昌."""
_MAX_GROUP_CHARS = 14


def read_byline(line: str, *, alone: bool = False) -> tuple[str, ...] | None:
    """The names in a line that holds nothing but names of authors; None if it is no such line.

    A single name without brackets or a word such as 记者 counts only with ``alone``, where one is due.

    >>> read_byline("（李明 王 强）")
    ('李明', '王强')
    """
    words = _BULLETS.sub("", line).strip()
    if not words or len(words) > _MAX_BYLINE_CHARS:
        return None
    bracketed = words[0] in "（(" and words[-1] in "）)"
    inner = words[1:-1] if bracketed else words
    bare = _without_marks(inner)
    trusting = (bracketed and " " in inner) or alone or _names_reporter(inner)
    names = split_names(_without_office(bare), trusting=trusting)
    if names is None or len(names) > _MAX_NAMES:
        return None
    marked = bracketed or bare != inner
    spelt = " " in inner.strip() and all(len(name) <= 4 or "·" in name or _is_group(name) for name in names)
    signed = all(_is_group(name) for name in names)
    if marked or signed or (spelt and len(names) <= 8) or (alone and len(names) == 1):
        return names
    return None


def split_closing_byline(text: str, *, loose: bool = False) -> tuple[int, tuple[str, ...]] | None:
    """Where a bracket with authors begins at the end of a paragraph, and their names; None if there is none.

    Without a space or a mark among the names the sentence before must have ended, unless ``loose``.
    """
    match = _CLOSING.search(text)
    if not match or not match.start():
        return None
    inner = match.group(1)
    bare = _without_marks(inner)
    names = split_names(bare, trusting=" " in inner.strip() or _names_reporter(inner))
    if not names:
        return None
    sure = bare != inner or " " in inner.strip()
    is_word = load_word_counts().is_common(inner)  # （党组） closes no article
    closes = loose or _SENTENCE_END.search(text[: match.start()]) is not None
    if sure or not closes:
        return (match.start(), names) if sure else None
    if _LISTED.search(inner):
        is_names = all(2 <= len(name) <= 3 for name in names) and len({name[-1] for name in names}) > 1
    else:
        is_names = 2 <= len(inner) <= 9 and not is_word
    return (match.start(), names) if is_names else None  # （张村、李村） are places


def split_wire_head(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the news begins after 本报讯（记者 …）, and the authors; None for any other opening.

    Whoever sends it, a bracket that opens with 记者 or 通讯员 tells that it is news. A day in it
    (本报12月5日讯) is news, so only the authors go: the cut is then 0.
    """
    match = _WIRE.match(text)
    if not match:
        return None
    inner = match["names"] or ""
    is_marked = inner.startswith(load_page_words().reporters)
    heads = load_page_words().wire_heads
    is_sent = match["sender"].endswith(heads) or (match["sender"] + match["sent"]).endswith(heads)
    if not is_marked and not is_sent:
        return None
    names = split_names(_without_marks(inner), trusting=is_marked) if inner else ()
    if names is None and not is_marked:
        return None
    end = match.end()
    if not inner and text.startswith(load_page_words().reporters, end) and (told := _TOLD.match(text, end)):
        names = split_names(_without_marks(told["names"]))
        end = told.end() if names else end
    return (0 if match["day"] else end), names or ()


def names_authors(text: str) -> bool:
    """Whether a paragraph tells who wrote it: a line of names, 本报讯（记者 …）, a bracket at its end."""
    return (
        read_byline(text) is not None
        or split_closing_byline(text) is not None
        or split_wire_head(text) is not None
    )


def split_names(words: str, *, trusting: bool = False) -> tuple[str, ...] | None:
    """The names in a run of Chinese characters and spaces; None unless nearly all begin with a surname.

    A group that signs (某县融媒体中心) counts as a name. One of three may begin with what is no surname, if
    it is no word: the OCR misread it. With ``trusting`` half may have rare surnames, if these are no words.

    >>> split_names("刘爱 张 咪 傅相伟")
    ('刘爱', '张咪', '傅相伟')
    """
    whole = "".join(words.split())
    if _is_group(whole) and not any(_is_group(token) for token in words.split()[:-1]):
        return (whole,)
    tokens = _join_singles([token for token in _PARTING.split(words) if token])
    names: list[str] = []
    strange = 0
    for token in tokens:
        if not _HAN.fullmatch(token):
            return None
        if _is_group(token):
            names.append(token)
            continue
        is_run = len(token) > 3 and "·" not in token and not (len(token) == 4 and _is_compound(token))
        if len(token) == 1 or is_run:
            parts = _split_run(token)
            if parts:
                names.extend(parts)
                continue
            if not trusting or len(token) != _MAX_NAME_CHARS:
                return None
        if not _has_surname(token):
            strange += 3 if load_word_counts().is_common(token) else 2
        names.append(token)
    if not names or strange > (len(names) if trusting else 3 * (len(names) // 4) or 2 * (len(names) // 3)):
        return None
    return tuple(names)


def _names_reporter(words: str) -> bool:
    """Whether it says what they are: 本报记者 …, 通讯员 …."""
    return any(word in words for word in load_page_words().reporters)


def _is_group(words: str) -> bool:
    is_short = 3 <= len(words) <= _MAX_GROUP_CHARS
    return is_short and _HAN.fullmatch(words) is not None and words.endswith(load_page_words().author_groups)


def _join_singles(tokens: list[str]) -> list[str]:
    """张 咪 is one name: in print two are set as wide as three. 邓建 国 and 李 秉文 were cut in two."""
    joined: list[str] = []
    runs = [(single, list(run)) for single, run in groupby(tokens, key=lambda token: len(token) == 1)]
    for (is_single, parts), (_, after) in zip(runs, [*runs[1:], (False, [""])], strict=False):
        if not is_single:
            joined.extend(parts)
            continue
        if len(parts) % 2 and _begins_name(parts[-1], after[0]):
            after[0] = parts.pop() + after[0]
        elif len(parts) % 2 and joined and len(joined[-1]) == 2:
            joined[-1] += parts.pop(0)
        elif len(parts) == _MAX_SINGLES and not joined:
            parts = ["".join(parts), ""]
        joined.extend("".join(parts[at : at + 2]) for at in range(0, len(parts), 2))
    return joined


def _begins_name(single: str, token: str) -> bool:
    """李 秉文: a surname, and two characters of which the first is none."""
    return single in load_page_words().surnames and len(token) == 2 and not _has_surname(token)


def _has_surname(name: str) -> bool:
    words = load_page_words()
    if name[:2] in words.compound_surnames or "·" in name:
        return True
    return name[0] in words.surnames and len(name) <= 3


def _split_run(run: str) -> list[str]:
    """Names set without spaces: fewest rare surnames, then fewest names; empty if they can't be told."""
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(run)
    for end in range(2, len(run) + 1):
        for size in (3, 2, 4):
            start = end - size
            before = best[start] if start >= 0 else None
            name = run[start:end]
            if before is None or not _has_surname(name) or (size == 4 and not _is_compound(name)):
                continue
            rare = before[0] + (not _is_compound(name) and name[0] not in load_page_words().common_surnames)
            current = best[end]
            if current is None or (rare, len(before[1]) + 1) < (current[0], len(current[1])):
                best[end] = (rare, [*before[1], name])
    found = best[-1]
    return found[1] if found else []


def _is_compound(name: str) -> bool:
    return name[:2] in load_page_words().compound_surnames


def _without_marks(words: str) -> str:
    """The line with words such as 记者 and 摄影报道 made spaces."""
    lists = load_page_words()
    for mark in lists.byline_marks:
        if mark in words and (len(mark) > 1 or words.startswith(mark)):
            words = re.sub(re.escape(mark) + "[:：]?", " ", words)
    for end in lists.byline_ends:
        if words.rstrip().endswith(end):
            words = words.rstrip()[: -len(end)]
    return words


def _without_office(words: str) -> str:
    """The name after an office: 某某县人民政府县长 李明."""
    for head in load_page_words().office_heads:
        before, found, after = words.rpartition(head)
        if found and (after.startswith((" ", "：", ":")) or not before) and len(before) <= 24:
            return after.lstrip(" ：:")
    return words
