"""Makes passages whose numbers agree, and plants errors that no rounding explains. Seeded.

The templates lie in templates.yaml and heldout.yaml, which define slots and families. What a number may stand
for is worked out here a second time, plainly, with closed ends.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
MEASURED = ("元", "亩", "吨", "公里", "%", "亿", "万", "个百分点")
ERRORS = ("swap", "wan", "point", "rate", "part")


@dataclass(frozen=True)
class Number:
    """A number as a writer puts it: digits, 万 or 亿 behind them, 约 before or 余 behind.

    ``each`` is what one of its units is in the units of its statement (1000 for 吨 beside 公斤).
    """

    digits: str
    scale: str = ""
    counted: bool = False
    mark: str = ""
    each: Fraction = Fraction(1)

    @property
    def value(self) -> Fraction:
        return Fraction(self.digits) * self._unit

    @property
    def _unit(self) -> Fraction:
        return {"": 1, "万": 10**4, "亿": 10**8}[self.scale] * self.each

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the largest that it may stand for."""
        decimals = len(self.digits.partition(".")[2])
        step = self._unit / 10**decimals
        zeros = 0 if decimals else len(self.digits) - len(self.digits.rstrip("0"))
        whole = step * 10**zeros
        if self.mark == "余":
            return self.value, self.value + whole
        if self.mark == "约":
            return self.value - whole, self.value + whole
        if self.counted and not self.scale and not decimals:
            return self.value, self.value
        return self.value - step / 2, self.value + step


@dataclass(frozen=True)
class Passage:
    family: str
    template: str
    numbers: dict[str, Number]
    error: str = ""

    @property
    def text(self) -> str:
        def put(m: re.Match[str]) -> str:
            number = self.numbers[m[1]]
            before = "约" if number.mark == "约" else ""
            return f"{before}{number.digits}{'余' if number.mark == '余' else ''}"

        text = self.template
        for name, number in self.numbers.items():
            if self.error == "wan" and not number.scale:  # the scale word was lost
                text = text.replace(f"{{{name}}}万", f"{{{name}}}")
        return SLOT.sub(put, text)


def templates(file: str) -> list[tuple[str, str]]:
    """(family, template) of one file."""
    found = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))
    return [(family, text) for family, texts in found.items() for text in texts]


def agrees(family: str, numbers: dict[str, Number]) -> bool:
    """Whether some reading of the numbers fits the family: the oracle."""
    ends = {name: number.ends for name, number in numbers.items()}

    def quotient(top: str, bottom: str) -> tuple[Fraction, Fraction]:
        low, high = ends[top][0] / ends[bottom][1], ends[top][1] / ends[bottom][0]
        return low, high

    def meets(ours: tuple[Fraction, Fraction], theirs: tuple[Fraction, Fraction]) -> bool:
        return ours[0] <= theirs[1] and theirs[0] <= ours[1]

    def spread(plus: list[str], minus: list[str]) -> tuple[Fraction, Fraction]:
        low = sum((ends[n][0] for n in plus), Fraction(0)) - sum((ends[n][1] for n in minus), Fraction(0))
        high = sum((ends[n][1] for n in plus), Fraction(0)) - sum((ends[n][0] for n in minus), Fraction(0))
        return low, high

    def divided(
        top: tuple[Fraction, Fraction], bottom: tuple[Fraction, Fraction]
    ) -> tuple[Fraction, Fraction]:
        return (top[0] / bottom[1], top[1] / bottom[0]) if bottom[0] > 0 else (Fraction(0), Fraction(10**9))

    def percent(pair: tuple[Fraction, Fraction], base: int = 0) -> tuple[Fraction, Fraction]:
        return (pair[0] - base) * 100, (pair[1] - base) * 100

    if any(low <= 0 for low, _ in ends.values()):
        return False
    parts = [name for name in numbers if name in "abcdefgh"]
    rules: dict[str, Callable[[], bool]] = {
        "share": lambda: meets(percent(quotient("part", "whole")), ends["rate"]),
        "completion": lambda: meets(percent(quotient("actual", "target")), ends["rate"]),
        "total": lambda: meets(spread(parts, []), ends["total"]),
        "growth": lambda: meets(percent(quotient("new", "old"), 1), ends["rate"]),
        "fall": lambda: meets(tuple(sorted(-x for x in percent(quotient("new", "old"), 1))), ends["rate"]),
        "more": lambda: meets(spread(["new"], ["old"]), ends["step"]),
        "less": lambda: meets(spread(["old"], ["new"]), ends["step"]),
        "points": lambda: meets(spread(["new"], ["old"]), ends["step"]),
        "times": lambda: meets(quotient("new", "old"), ends["rate"]),
        "timesmore": lambda: meets(tuple(x - 1 for x in quotient("new", "old")), ends["rate"]),
        "pointsfall": lambda: meets(spread(["old"], ["new"]), ends["step"]),
        "hundred": lambda: meets(spread(parts, []), (Fraction(100), Fraction(100))),
        "step": lambda: meets(percent(divided(ends["step"], spread(["new"], ["step"]))), ends["rate"]),
        "stepfall": lambda: meets(percent(divided(ends["step"], spread(["new", "step"], []))), ends["rate"]),
        "average": lambda: meets(quotient("whole", "count"), ends["mean"]),
        "shares": lambda: (
            meets(percent(quotient("a", "whole")), ends["ra"])
            and meets(percent(quotient("b", "whole")), ends["rb"])
        ),
    }
    return rules[family]()


def consistent(family: str, template: str, rng: random.Random) -> Passage:
    """A passage whose numbers agree, written with the roundings and cut-offs of offices."""
    while True:
        true = _true_values(family, template, rng)
        numbers = {
            name: _written(true[name], _behind(template, name), name, rng) for name in SLOT.findall(template)
        }
        if (
            len(numbers) == len(true)
            and all(Fraction(n.digits) > 0 for n in numbers.values())
            and agrees(family, numbers)
        ):
            return Passage(family, template, numbers)


def erroneous(passage: Passage, rng: random.Random) -> Passage | None:
    """The passage with one planted error that nothing explains; None where this draw gives none."""
    error = rng.choice(ERRORS)
    changed = _planted(passage, error, rng)
    if changed is None or agrees(passage.family, changed):
        return None
    return Passage(passage.family, passage.template, changed, error)


def _planted(passage: Passage, error: str, rng: random.Random) -> dict[str, Number] | None:
    numbers = dict(passage.numbers)
    rates = [name for name in numbers if name in ("rate", "step", "mean", "ra", "rb")]
    others = [name for name in numbers if name not in rates]
    name = (
        rng.choice(rates or others)
        if error == "rate"
        else rng.choice(others if error == "part" else list(numbers))
    )
    old = numbers[name]
    if error == "wan":
        scaled = [name for name in numbers if numbers[name].scale == "万"]
        if not scaled:
            return None
        name = rng.choice(scaled)
        old = numbers[name]
        return numbers | {name: replace(old, scale="", counted=old.counted and "." not in old.digits)}
    digits = _wrong_digits(old, error, _behind(passage.template, name).startswith("%"), rng)
    if not digits or digits == old.digits or Fraction(digits) <= 0:
        return None
    numbers[name] = replace(old, digits=digits)
    return numbers


def _wrong_digits(old: Number, error: str, percent: bool, rng: random.Random) -> str:
    """The digits with an error in them; empty where this draw gives none."""
    decimals = len(old.digits.partition(".")[2])
    value = Fraction(old.digits)
    if error == "swap":
        pairs = [i for i, (a, b) in enumerate(pairwise(old.digits)) if a.isdigit() and b.isdigit() and a != b]
        if not pairs:
            return ""
        i = rng.choice(pairs)
        swapped = old.digits[:i] + old.digits[i + 1] + old.digits[i] + old.digits[i + 2 :]
        return "" if swapped.startswith("0") else swapped
    if error == "point":
        factor = rng.choice((Fraction(10), Fraction(1, 10)))
        moved = _digits(value * factor, max(0, decimals + (1 if factor < 1 else -1)))
        return "" if old.counted and "." in moved else moved
    if error == "rate":
        shift = Fraction(rng.randint(2, 30)) * rng.choice((1, -1))
        return _digits(max(Fraction(0), value + shift * (1 if percent else max(1, value / 40))), decimals)
    factor = Fraction(rng.choice((rng.randint(60, 95), rng.randint(106, 150))), 100)
    return _digits(value * factor, decimals)


def _behind(template: str, name: str) -> str:
    return template.partition(f"{{{name}}}")[2]


def _digits(value: Fraction, decimals: int, *, cut: bool = False) -> str:
    scaled = int(value * 10**decimals + (0 if cut else Fraction(1, 2)))
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def _written(value: Fraction, behind: str, name: str, rng: random.Random) -> Number:
    scale = behind[0] if behind[0] in "万亿" else ""
    counted = not behind.startswith(MEASURED)
    unit = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    if behind.startswith("%"):
        digits = _digits(
            value,
            rng.choice((0, 1, 1, 2, 2)) if name in ("rate", "ra", "rb") else rng.choice((1, 2)),
            cut=rng.random() < 0.3,
        )
        return Number(digits, mark="约" if rng.random() < 0.04 else "")
    if name == "rate":
        return Number(_digits(value, 1))
    if counted:
        if value >= 1000 and rng.random() < 0.04:
            return Number(str(int(value) // 100 * 100), "", True, "余")
        return Number(str(int(value)), "", True)
    return Number(_digits(value / unit, rng.choice((0, 1, 2)) if scale else 0, cut=rng.random() < 0.2), scale)


def _size(template: str, name: str, rng: random.Random) -> Fraction:
    """A true value of the size that the word behind the slot suggests."""
    behind = _behind(template, name)
    if behind.startswith("亿"):
        return Fraction(rng.randint(200, 90000), 100) * 10**8
    if behind.startswith("万"):
        return Fraction(rng.randint(1500, 90000), 100) * 10**4
    if behind.startswith(("家", "所", "个", "支", "座", "项", "份", "栋", "处", "口")):
        return Fraction(rng.randint(24, 900))
    return Fraction(rng.randint(60, 20000))


def _exact(value: Fraction, template: str, name: str) -> Fraction:
    behind = _behind(template, name)
    return value if behind.startswith(MEASURED) else Fraction(max(1, round(value)))


def _true_values(family: str, template: str, rng: random.Random) -> dict[str, Fraction]:
    names = SLOT.findall(template)
    share = Fraction(rng.randint(52, 998), 1000)
    if family in ("share", "completion"):
        top, bottom = ("part", "whole") if family == "share" else ("actual", "target")
        share = share if family == "share" else Fraction(rng.randint(600, 1250), 1000)
        whole = _exact(_size(template, bottom, rng), template, bottom)
        part = _exact(whole * share, template, top)
        return {bottom: whole, top: part, "rate": part / whole * 100}
    if family == "total":
        parts = {n: _exact(_size(template, n, rng), template, n) for n in names if n != "total"}
        return parts | {"total": sum(parts.values(), Fraction(0))}
    if family == "hundred":
        cuts = sorted(rng.sample(range(40, 960), 2))
        return {
            "a": Fraction(cuts[0], 10),
            "b": Fraction(cuts[1] - cuts[0], 10),
            "c": Fraction(1000 - cuts[1], 10),
        }
    if family in ("points", "pointsfall"):
        high = Fraction(rng.randint(3000, 9800), 100)
        step = Fraction(rng.randint(30, 1800), 100)
        old, new = (high, high - step) if family == "pointsfall" else (high - step, high)
        return {"new": new, "old": old, "step": step}
    if family in ("step", "stepfall"):
        new = _exact(_size(template, "new", rng), template, "new")
        step = _exact(new * Fraction(rng.randint(20, 420), 1000), template, "step")
        return {
            "new": new,
            "step": step,
            "rate": step / (new - step if family == "step" else new + step) * 100,
        }
    if family == "average":
        count = _exact(_size(template, "count", rng), template, "count")
        mean = Fraction(rng.randint(300, 30000))
        whole = _exact(mean * count, template, "whole")
        return {"count": count, "whole": whole, "mean": whole / count}
    if family == "shares":
        whole = _exact(_size(template, "whole", rng) + 40, template, "whole")
        first, second = Fraction(rng.randint(100, 600), 1000), Fraction(rng.randint(50, 390), 1000)
        a, b = _exact(whole * first, template, "a"), _exact(whole * second, template, "b")
        return {"whole": whole, "a": a, "b": b, "ra": a / whole * 100, "rb": b / whole * 100}
    old = _exact(_size(template, "old", rng), template, "old")
    factor = Fraction(rng.randint(1040, 3900), 1000)
    new = _exact(old / factor if family in ("fall", "less") else old * factor, template, "new")
    if family in ("more", "less"):
        return {"old": old, "new": new, "step": abs(new - old)}
    if family == "times":
        return {"old": old, "new": new, "rate": new / old}
    return {"old": old, "new": new, "rate": abs(new / old - 1) * 100}


def draw(file: str, each: int, seed: int) -> Iterator[tuple[Passage, Passage | None]]:
    """``each`` passages of every template, each with an erroneous one where the draw gives it."""
    rng = random.Random(seed)
    for family, template in templates(file):
        for _ in range(each):
            passage = consistent(family, template, rng)
            yield passage, next((bad for _ in range(20) if (bad := erroneous(passage, rng))), None)
