"""Seeded corpora of official prose with known duplicates: a grammar for stories, and what OCR does to them.

``make_corpus`` writes stories from a grammar of its own, then witnesses of each story: characters taken for
look-alikes, dropped or parted by spaces, paragraphs reordered, columns interleaved, crops, foreign tails,
shared slogans. Template twins (one wording, another county, other numbers) are stories of their own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

WORDS = yaml.safe_load(Path(__file__).with_name("generator_words.yaml").read_text(encoding="utf-8"))
COUNTIES, OFFICES, PRAISE = WORDS["counties"], WORDS["offices"], WORDS["praise"]
NOUNS, THINGS, VERBS, MANNERS = WORDS["nouns"], WORDS["things"], WORDS["verbs"], WORDS["manners"]
UNITS, SLOGANS = WORDS["units"], WORDS["slogans"]
DIGITS = "0123456789"


@dataclass(frozen=True)
class Sample:
    """A witness with its truth: samples of one cluster tell one story; ``kind`` is what was done to it."""

    id: str
    text: str
    cluster: str
    kind: str


@dataclass(frozen=True)
class Recipe:
    """What a corpus is made of; shares are of 1."""

    stories: int = 280
    articles: int = 2000
    noise: tuple[float, float] = (0.02, 0.10)
    quoting: float = 0.0
    twins: int = 0
    sentences: tuple[int, int] = (8, 22)
    pool: int = 0  # sentences that all stories draw from; 0 where each story tells its own


def _similar() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for left, right in WORDS["lookalikes"]:
        pairs[left] = pairs.get(left, "") + right
        pairs[right] = pairs.get(right, "") + left
    return pairs


SIMILAR = _similar()
COMMON = "".join(sorted(set("".join((*NOUNS, *THINGS, *VERBS, *MANNERS, *PRAISE, *OFFICES)))))


def _number(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return f"{rng.randint(1, 99)}.{rng.randint(1, 99)}"
    return str(rng.randint(2, 10 ** rng.randint(1, 4)))


class _Teller:
    """Writes the sentences of one story: its county, its people and villages."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.county = rng.choice(COUNTIES)
        self.office = rng.choice(OFFICES)
        self.person = rng.choice(WORDS["surnames"]) + self.name(rng.randint(1, 2))
        self.firm = self.name(2) + rng.choice(("实业", "农业", "科技", "建材")) + "公司"
        self.village = self.name(2) + "村"
        self.nouns = rng.sample(NOUNS, 14)
        self.things = rng.sample(THINGS, 10)
        self.verbs = rng.sample(VERBS, 14)

    def name(self, length: int) -> str:
        return "".join(self.rng.choice(WORDS["syllables"]) for _ in range(length))

    def phrase(self) -> str:
        pick = self.rng.choice
        noun, thing, verb = pick(self.nouns), pick(self.things), pick(self.verbs)
        return pick(
            (
                f"{pick(MANNERS)}{verb}{noun}{thing}",
                f"{verb}{noun}与{pick(self.nouns)}{thing}",
                f"把{noun}{thing}{verb}到{pick(self.nouns)}一线",
                f"{noun}{thing}{verb}{pick(MANNERS)}见效",
                f"以{noun}带{pick(self.nouns)}",
                f"{verb}{pick(self.verbs)}并举抓{noun}",
            )
        )

    def figure(self) -> str:
        pick = self.rng.choice
        noun, thing, verb = pick(self.nouns), pick(self.things), pick(self.verbs)
        return pick(
            (
                f"{verb}{noun}{thing}{_number(self.rng)}{pick(UNITS)}",
                f"{noun}{thing}达{_number(self.rng)}{pick(UNITS)}，同比增长{_number(self.rng)}%",
                f"全年{verb}{noun}{_number(self.rng)}{pick(UNITS)}",
                f"{noun}{verb}率{self.rng.randint(50, 99)}.{self.rng.randint(0, 9)}%",
            )
        )

    def sentence(self) -> str:
        pick = self.rng.choice
        return pick(
            (
                f"{self.county}{self.office}{self.phrase()}，{self.phrase()}，{self.figure()}。",
                f"在{self.village}，{self.person}{self.phrase()}，{pick(PRAISE)}{pick(PRAISE)}，{self.figure()}。",
                f"“{pick(PRAISE)}{pick(PRAISE)}，{self.phrase()}。”{self.firm}负责人{self.person}说。",
                f"围绕{pick(self.nouns)}工作，该县{self.phrase()}，{self.phrase()}，{self.phrase()}。",
                f"{self.rng.randint(1, 12)}月，{self.firm}{self.phrase()}，{self.figure()}。",
                f"截至目前，{self.figure()}，{self.figure()}，{self.phrase()}。",
                f"{self.phrase()}，{self.phrase()}，{self.figure()}，{pick(PRAISE)}{pick(PRAISE)}。",
                f"{self.village}靠{pick(self.nouns)}{self.phrase()}，{self.figure()}，{self.phrase()}。",
            )
        )

    def story(self, sentences: int) -> list[str]:
        paragraphs: list[str] = []
        while sentences > 0:
            length = min(sentences, self.rng.randint(1, 3))
            paragraphs.append("".join(self.sentence() for _ in range(length)))
            sentences -= length
        return paragraphs


def twin(rng: random.Random, paragraphs: Sequence[str], county: str) -> list[str]:
    """The same wording for another county: every number but dates is drawn anew."""
    other = rng.choice([name for name in COUNTIES if name != county])
    out = []
    for paragraph in paragraphs:
        text = paragraph.replace(county, other)
        out.append("".join(rng.choice(DIGITS) if char in DIGITS else char for char in text))
    return out


def spoil(rng: random.Random, text: str, noise: float) -> str:
    """What OCR makes of ``text``: each character is hit with probability ``noise``."""
    out: list[str] = []
    for char in text:
        if char == "\n" or rng.random() >= noise:
            out.append(char)
            continue
        roll = rng.random()
        if roll < 0.70:
            out.append(rng.choice(SIMILAR.get(char) or (DIGITS if char in DIGITS else COMMON)))
        elif roll >= 0.82:
            out.append(char + rng.choice((" ", " ", "　", rng.choice(COMMON))))
    return "".join(out)


def interleave(rng: random.Random, paragraphs: Sequence[str]) -> list[str]:
    """Two columns of a page read across: their lines alternate."""
    width = rng.randint(14, 22)
    half = len(paragraphs) // 2
    columns = ["".join(paragraphs[:half]), "".join(paragraphs[half:])]
    lines = [[text[at : at + width] for at in range(0, len(text), width)] for text in columns]
    mixed = []
    for row in range(max(map(len, lines))):
        mixed.extend(column[row] for column in lines if row < len(column))
    return ["".join(mixed)]


def crop(rng: random.Random, paragraphs: Sequence[str], low: float = 0.5, high: float = 0.8) -> list[str]:
    """A run of the text that keeps ``low`` to ``high`` of it."""
    text = "\n".join(paragraphs)
    keep = int(len(text) * rng.uniform(low, high))
    start = rng.choice((0, len(text) - keep, rng.randint(0, len(text) - keep)))
    return text[start : start + keep].split("\n")


KINDS = ("plain", "plain", "plain", "reordered", "interleaved", "crop", "crop", "tail", "slogan")


def _witness(rng: random.Random, kind: str, paragraphs: list[str], foreign: list[str]) -> list[str]:
    if kind == "reordered":
        return rng.sample(paragraphs, len(paragraphs))
    if kind == "interleaved":
        return interleave(rng, paragraphs)
    if kind == "crop":
        return crop(rng, paragraphs)
    if kind == "tail":
        return [*paragraphs, *crop(rng, foreign, 0.15, 0.4)]
    if kind == "slogan":
        return [*paragraphs, *rng.sample(SLOGANS, 2)]
    return paragraphs


def _quoted(rng: random.Random, paragraphs: list[str], foreign: list[str]) -> list[str]:
    at = rng.randint(0, len(paragraphs))
    return [*paragraphs[:at], *crop(rng, foreign, 0.33, 0.33), *paragraphs[at:]]


def make_short_twins(
    seed: int, templates: int, articles: int, noise: tuple[float, float], copies: float = 0.2
) -> list[Sample]:
    """Notices of 80 to 200 characters, each template filled for many counties with other numbers.

    A share ``copies`` of them comes in twice, through OCR of its own.
    """
    rng = random.Random(seed)
    forms = []
    while len(forms) < templates:
        teller, want, text = _Teller(rng), rng.randint(80, 200), ""
        while len(text) < want - 15:
            text += teller.sentence()
        if sum(char in DIGITS for char in text) >= 3:  # else only the place tells two of them apart
            forms.append(([text], teller.county))
    samples: list[Sample] = []
    for number in range(articles):
        text = "".join(twin(rng, *rng.choice(forms)))
        for _ in range(1 + (rng.random() < copies)):
            spoiled = spoil(rng, text, rng.uniform(*noise))
            samples.append(Sample(f"n{len(samples):06d}", spoiled, f"c{number}", "short"))
    return samples


def _others(rng: random.Random, stories: int, owner: int) -> list[int]:
    return [other for other in rng.sample(range(stories), 3) if other != owner][:2]


def make_corpus(seed: int, recipe: Recipe) -> list[Sample]:
    """A corpus in mixed order: ``recipe.articles`` witnesses of ``recipe.stories`` stories, and the twins."""
    rng = random.Random(seed)
    stories: list[list[str]] = []
    counties: list[str] = []
    pool = [_Teller(rng).sentence() for _ in range(recipe.pool)]
    while len(stories) < recipe.stories:
        teller = _Teller(rng)
        sentences = rng.randint(*recipe.sentences)
        stories.append(rng.sample(pool, sentences) if pool else teller.story(sentences))
        counties.append(teller.county)
    owners = list(range(recipe.stories))
    owners += rng.choices(
        owners, weights=[rng.random() ** 2 for _ in owners], k=max(0, recipe.articles - recipe.stories)
    )
    for _ in range(recipe.twins):
        model = rng.randrange(min(20, recipe.stories))
        owners.append(len(stories))
        stories.append(twin(rng, stories[model], counties[model]))
        counties.append("")
    rng.shuffle(owners)
    samples = []
    for number, owner in enumerate(owners):
        foreign, quoted = (stories[other] for other in _others(rng, recipe.stories, owner))
        kind = rng.choice(KINDS) if owner < recipe.stories else "twin"
        paragraphs = _witness(rng, kind, stories[owner], foreign)
        if rng.random() < recipe.quoting and kind != "twin":
            kind, paragraphs = kind + "+quote", _quoted(rng, paragraphs, quoted)
        text = spoil(rng, "\n".join(paragraphs), rng.uniform(*recipe.noise))
        samples.append(Sample(f"n{number:06d}", text, f"c{owner}", kind))
    return samples
