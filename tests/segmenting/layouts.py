"""Newspaper pages laid out from articles and put out of order as readers of pages do it, labelled.

A page is a pure function of the articles, the disorder and a seed. Each character of its text is labelled
with the article whose body it is part of, so that what segmenting finds is scored as labelled documents are.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapidfuzz import fuzz

from data_layer.model import Article
from data_layer.segmenting.headlines import squeeze

__all__ = ["DISORDERS", "FORMS", "Page", "Score", "lay_out", "score"]

Story = Mapping[str, Any]
NOBODY = -1
SENTENCE_ENDS = "。？！”）"
CAPTIONS = (
    "图为丰收时节的田野。 李明 摄", "工人在车间装配零件。 周大海 摄", "图为改造后的村级广场。",
    "资料图片", "群众在办事大厅咨询。 陈小芳 供图", "张建国 摄",
)  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A printed line that stands at ``at`` in its article, or a headline, authors or a caption."""

    owner: int
    words: str
    body: bool
    opens: bool = True
    ends: bool = True
    at: int = 0


@dataclass(frozen=True)
class Page:
    """The text of a page; where each of its characters stands in which article; what it was laid out from."""

    text: str
    places: Sequence[tuple[int, int] | None]
    titles: Sequence[str | None]
    stories: Sequence[Story]


@dataclass
class Score:
    """What became of a page.

    Attributes:
        segmentation: B-cubed F1 of body characters by article and exported article.
        precision: its half that falls where different articles are glued together.
        titles: share of headlines that their article got.
        order: share of neighbouring characters of a paragraph that are still neighbours.
        lost: share of body characters that are in no article.
        articles: how many came out for each one on the page.
    """

    segmentation: float
    precision: float
    titles: float
    order: float
    lost: float
    articles: float
    glued: list[tuple[int, int]] = field(default_factory=list)


def lay_out(stories: Sequence[Story], disorder: str, form: str, seed: int) -> Page:
    """A page of three to nine of ``stories``, chosen and put out of order by ``seed``."""
    rng = random.Random(f"{disorder}-{form}-{seed}")
    chosen = rng.sample(list(stories), min(len(stories), rng.choice((3, 4, 4, 5, 5, 6, 7, 9))))
    width = rng.choice((15, 17, 18, 20, 22))
    articles = [_set_article(owner, story, width, rng) for owner, story in enumerate(chosen)]
    units = DISORDERS[disorder](articles, rng)
    text, places = _render(units, form, rng)
    return Page(text, places, ["——".join(story["title"]) or None for story in chosen], chosen)


def _set_article(owner: int, story: Story, width: int, rng: random.Random) -> list[Unit]:
    """Headline, authors and printed lines of one article."""
    names = list(story["byline"])
    body = list(story["paragraphs"])
    place = rng.choice(("above", "closing", "below"))
    units = []
    for number, piece in enumerate(story["title"]):
        is_subtitle = number > 0 and number == len(story["title"]) - 1
        units.append(Unit(owner, "——" * is_subtitle + piece.removeprefix("——"), False))
    if place == "above" and units and len(names) > 1:
        units.append(Unit(owner, " ".join(names), False))
        place = ""
    if place == "closing":
        body[-1] += f"（{' '.join(names)}）"
    start = 0
    for paragraph in body:
        if paragraph[-1] not in SENTENCE_ENDS:
            units.append(Unit(owner, paragraph, True, at=start))
            start += len(paragraph)
            continue
        lines = _wrap(paragraph, width)
        for number, line in enumerate(lines):
            units.append(Unit(owner, line, True, number == 0, number == len(lines) - 1, start))
            start += len(line)
    if place in ("below", "above"):
        units.append(Unit(owner, f"（{' '.join(names)}）", False))
    return units


def _wrap(paragraph: str, width: int) -> list[str]:
    """Printed lines: Latin letters and digits half as wide, numbers whole, the first line indented."""
    lines, line, room = [], "", width - 2.0
    for token in re.findall(r"[0-9.%]+|.", paragraph):
        size = sum(0.5 if char.isascii() else 1.0 for char in token)
        if size > room and token not in "，。；：、）”！？":
            lines.append(line)
            line, room = "", float(width)
        line += token
        room -= size
    return [*lines, line]


def _head(article: Sequence[Unit]) -> int:
    """How many units stand before its body."""
    return next(at for at, unit in enumerate(article) if unit.body)


def _in_order(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    return [unit for article in articles for unit in article]


def _blocks_shuffled(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """Columns of two or three neighbours come in any order, each article's own kept."""
    units = []
    for group in _groups(articles, rng):
        units += _merge([_cut(article, rng.randint(1, 3), rng) for article in group], rng)
    return units


def _headline_displaced(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """Headlines stand behind their article, behind the next one, or together at the end of several."""
    units: list[Unit] = []
    waiting: list[Unit] = []
    way = rng.choice(("behind", "stacked", "mixed"))
    for article in articles:
        head = _head(article)
        keep = way == "mixed" and rng.random() < 0.4
        if keep:
            units += article
        else:
            units += article[head:]
            waiting += article[:head]
        if way != "stacked" or rng.random() < 0.4:
            units += waiting
            waiting = []
    return units + waiting


def _caption_cut_in(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """A picture's caption stands between the lines of most articles."""
    units: list[Unit] = []
    for article in articles:
        at = rng.randint(_head(article) + 1, len(article) - 1)
        caption = [Unit(NOBODY, rng.choice(CAPTIONS), False)] if rng.random() < 0.7 else []
        units += [*article[:at], *caption, *article[at:]]
    return units


def _mixed_by_paragraph(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """Two neighbours take turns of one or two paragraphs."""
    units: list[Unit] = []
    for group in _groups(articles, rng, (2,)):
        units += _merge([_turns(article, rng) for article in group], rng)
    return units


def _goes_on_later(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """Every other article stops in mid-sentence and goes on some paragraphs into the next one."""
    units: list[Unit] = []
    for group in _groups(articles, rng, (2,)):
        if len(group) < 2:
            units += group[0]
            continue
        first, second = group
        open_lines = [at for at, unit in enumerate(first[:-1]) if unit.body and not unit.ends]
        cut = rng.choice(open_lines) + 1
        ends = [at + 1 for at, unit in enumerate(second) if unit.body and unit.ends]
        back = rng.choice(ends[:3])
        units += [*first[:cut], *second[:back], *first[cut:], *second[back:]]
    return units


def _mixed_by_line(columns: int) -> Callable[[Sequence[list[Unit]], random.Random], list[Unit]]:
    """Columns that stand side by side are read across, line by line; an article may fill more than one."""

    def mix(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
        units: list[Unit] = []
        for group in _groups(articles, rng, (columns, columns - 1)):
            heads = [unit for article in group for unit in article[: _head(article)]]
            bodies = [article[_head(article) :] for article in group]
            while len(bodies) < min(columns, len(group) + 1):
                longest = max(range(len(bodies)), key=lambda at: len(bodies[at]))
                half = len(bodies[longest]) // 2
                bodies[longest : longest + 1] = [bodies[longest][:half], bodies[longest][half:]]
            rows = max(map(len, bodies))
            across = [body[row] for row in range(rows) for body in bodies if row < len(body)]
            units += [*heads, *across] if rng.random() < 0.5 else [*across, *heads]
        return units

    return mix


def _rows_joined(articles: Sequence[list[Unit]], rng: random.Random) -> list[Unit]:
    """The first lines of an article's two columns are read across, each row as one line."""
    units: list[Unit] = []
    for article in articles:
        head = _head(article)
        body = article[head:]
        half = len(body) // 2
        left, right = body[:half], body[half:]
        rows = rng.randint(1, 4)
        if rng.random() < 0.3 or len(left) <= rows or not all(unit.body for unit in right[:rows]):
            units += article
            continue
        joined = []
        for one, other in zip(left[:rows], right[:rows], strict=True):
            joined += [replace(one, ends=False), replace(other, opens=False, ends=True)]
        units += [*article[:head], *joined, *left[rows:], *right[rows:]]
    return units


DISORDERS: dict[str, Callable[[Sequence[list[Unit]], random.Random], list[Unit]]] = {
    "in order": _in_order,
    "blocks shuffled": _blocks_shuffled,
    "headline displaced": _headline_displaced,
    "caption cut in": _caption_cut_in,
    "goes on later": _goes_on_later,
    "mixed by paragraph": _mixed_by_paragraph,
    "two columns by line": _mixed_by_line(2),
    "three columns by line": _mixed_by_line(3),
    "rows joined": _rows_joined,
}
FORMS = ("lines", "blocks", "paragraphs")
"""Each printed line by itself; paragraphs with printed lines joined by a space; paragraphs joined whole."""


def _groups(
    articles: Sequence[list[Unit]], rng: random.Random, sizes: Sequence[int] = (2, 2, 3)
) -> Iterator[Sequence[list[Unit]]]:
    at = 0
    while at < len(articles):
        size = max(1, rng.choice(sizes))
        yield articles[at : at + size]
        at += size


def _cut(article: list[Unit], cuts: int, rng: random.Random) -> list[list[Unit]]:
    """An article in blocks, cut between any two lines of its body."""
    first = _head(article) + 1
    places = sorted(rng.sample(range(first, len(article)), min(cuts, len(article) - first)))
    return [article[a:b] for a, b in zip([0, *places], [*places, len(article)], strict=True)]


def _turns(article: list[Unit], rng: random.Random) -> list[list[Unit]]:
    """An article in turns of one or two paragraphs."""
    ends = [at + 1 for at, unit in enumerate(article) if unit.body and unit.ends]
    places = [0]
    for end in ends:
        if end > places[-1] and rng.random() < 0.65:
            places.append(end)
    places = [*places[:-1], len(article)] if len(places) > 1 else [0, len(article)]
    return [article[a:b] for a, b in zip(places, places[1:], strict=False)]


def _merge(parts: Sequence[list[list[Unit]]], rng: random.Random) -> list[Unit]:
    """Blocks of several articles in one order, each article's own order kept."""
    queues = [list(blocks) for blocks in parts]
    units: list[Unit] = []
    last = -1
    while any(queues):
        open_ones = [at for at, queue in enumerate(queues) if queue]
        others = [at for at in open_ones if at != last] or open_ones
        last = rng.choice(others)
        units += queues[last].pop(0)
    return units


def _render(units: Sequence[Unit], form: str, rng: random.Random) -> tuple[str, list[tuple[int, int] | None]]:
    """The text of a page, and where each of its characters stands in which article."""
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    last: Unit | None = None
    gap = rng.choice(("\n\n", "\n\n", "\n"))
    for unit in units:
        if last is not None:
            goes_on = (
                last.body and unit.body and last.owner == unit.owner and not last.ends and not unit.opens
            )
            between = gap
            if goes_on and (form != "lines" or unit.at != last.at + len(last.words)):
                between = "" if form == "paragraphs" else " "
            text.append(between)
            places += [None] * len(between)
        text.append(unit.words)
        closing = unit.words.rfind("（") if unit.body and unit.words.endswith("）") else -1
        is_names = (
            closing >= 0 and " " in unit.words[closing:] or (closing > 0 and unit.words[closing - 1] == "。")
        )
        body = closing if is_names else len(unit.words)
        places += [
            (unit.owner, unit.at + at) if unit.body and at < body else None for at in range(len(unit.words))
        ]
        last = unit
    return "".join(text), places


def score(page: Page, articles: Sequence[Article]) -> Score:
    """How well ``articles`` are those of ``page``."""
    found: dict[int, tuple[int, int]] = {}
    for number, article in enumerate(articles):
        for at, raw, length in article.raw_spans:
            for step in range(length):
                found[raw + step] = (number, at + step)
    wanted = {place: at for at, place in enumerate(page.places) if place is not None}
    pairs = [(owner, found[at][0]) for (owner, _), at in wanted.items() if at in found]
    both, by_gold, by_pred = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    size = max(1, len(pairs))
    precision = sum(n * n / by_pred[b] for (_, b), n in both.items()) / size
    recall = sum(n * n / by_gold[a] for (a, _), n in both.items()) / size
    titled = right = 0
    for owner, title in enumerate(page.titles):
        if title is None:
            continue
        titled += 1
        held = [(n, -b) for (a, b), n in both.items() if a == owner]
        got = articles[-max(held)[1]].title if held else None
        right += _is_same_title(got, title)
    steps = good = 0
    for (owner, place), at in wanted.items():
        after = wanted.get((owner, place + 1))
        if after is not None and at in found and after in found:
            steps += 1
            (one, first), (other, second) = found[at], found[after]
            good += one == other and 0 < second - first <= 2
    glued = [(a, b) for (a, b), n in both.items() if n >= 40 and n < by_pred[b] / 2]
    return Score(
        2 * precision * recall / (precision + recall) if pairs else 0.0,
        precision,
        right / titled if titled else 1.0,
        good / max(1, steps),
        1 - len(pairs) / max(1, len(wanted)),
        len(articles) / len(page.titles),
        glued,
    )


def _is_same_title(got: str | None, want: str) -> bool:
    """As labelled documents are scored: nearly the same, or a good half of it."""
    one, other = squeeze(got or ""), squeeze(want)
    if not one:
        return False
    return fuzz.ratio(one, other) >= 80 or (
        fuzz.partial_ratio(one, other) >= 95 and len(one) >= 0.5 * len(other)
    )
