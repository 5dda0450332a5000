"""A second corpus, built otherwise: pages as a scanner spoils them.

Noise comes in bursts and in whole lines that are lost; characters are taken for others at random, not for
look-alikes; heads and tails of a page are shared by hundreds; pages hold two articles, one of them cut off.
"""

import random

from tests.duplicates.generator import Recipe, Sample, make_corpus

_LINE_CHARS = 22
_ALL = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出"
    "就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)


def make_pages(seed: int, stories: int, witnesses: int, noise: float) -> list[Sample]:
    """About ``witnesses`` pages a story, for half of ``stories``; ``noise``: share of characters spoiled."""
    rng = random.Random(seed)
    told = make_corpus(seed, Recipe(stories=stories, articles=stories, noise=(0.0, 0.0), sentences=(8, 20)))
    texts = {one.cluster: one.text for one in told if one.kind in ("plain", "reordered", "slogan")}
    heads = ["".join(rng.choices(_ALL, k=40)) for _ in range(3)]
    samples = []
    for cluster, text in texts.items():
        for _ in range(witnesses):
            lines = [text[at : at + _LINE_CHARS] for at in range(0, len(text), _LINE_CHARS)]
            kept = [line for line in lines if rng.random() >= noise / 3]
            if rng.random() < 0.2:
                foreign = rng.choice(list(texts.values()))
                kept += [foreign[at : at + _LINE_CHARS] for at in range(0, len(text) // 4, _LINE_CHARS)]
            body = _bursts(rng, "\n".join(kept), noise * 2 / 3)
            page = f"{rng.choice(heads)}\n{body}\n{rng.choice(heads)}"
            samples.append(Sample(f"p{len(samples):05d}", page, cluster, "page"))
    rng.shuffle(samples)
    return samples


def _bursts(rng: random.Random, text: str, noise: float) -> str:
    """Runs of two to twelve characters taken for any others, or lost."""
    out, at = [], 0
    while at < len(text):
        if rng.random() < noise / 7:
            length = rng.randint(2, 12)
            if rng.random() < 0.7:
                out.append("".join(rng.choices(_ALL, k=length)))
            at += length
        else:
            out.append(text[at])
            at += 1
    return "".join(out)
