"""From readings to verdicts: what the numbers say if they belong together as the words suggest.

What belongs here: the verdict on several readings of one statement, and the slips that may explain a wrong
number. What does not: which readings the words allow (the rules).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.linking.passages import Mention
from data_layer.checks.slips import POINT_SLIPS, SCALE_SLIPS, swaps
from data_layer.checks.wording import amount, decimals_of, number, points
from data_layer.model import Verdict

__all__ = [
    "AIMED_AT",
    "CHANCE",
    "EXPECTED",
    "LIKELY",
    "PROVEN",
    "SLIPPED",
    "SURE",
    "WILD",
    "Reading",
    "judge",
    "slipped_of",
]

SURE = 0.9
"""From here on the words leave no doubt that the numbers belong together: a difference is an error."""
LIKELY = 0.6
"""From here on a difference is an error only where a slip of the pen or of OCR explains it exactly."""
EXPECTED = 0.8
"""From here on a difference that no slip explains is doubtful, small or not; below only a small one is."""
PROVEN = 0.96
"""From here on other numbers prove that they do: that some other reading happens to agree says nothing."""
SLIPPED = 0.5
"""From here on a sum of finely told numbers is in error where two swapped digits, a moved point or a lost 万
or 亿 explain the difference exactly: of incomplete lists one in some hundred misses its total so."""
_WIDTH = 1.5
"""Units of its last digit that a number may be off, rounded or cut."""
_FINE, _TOLD = 1000, 400
"""Units of the last digits in a total that is finely told, and in one of a list that is likely complete."""
AIMED_AT = "目标"
"""The role of a number that was set, so that zeros at its end are no rounding (目标8000人)."""
CHANCE = 0.3
"""Below this only an agreement that is hardly chance counts; a difference says nothing."""

WILD = 6
"""A number off by more than this factor, and by no slip, is hardly of the statement it seems to be of."""
_CERTAIN = 0.95
_WILDER = 20
"""The same for numbers that are named by the very words of the statement."""
_NEAR = 0.2
_UNSURE = "，不能确定这几个数是否对应"


class Reading(NamedTuple):
    """One way in which numbers may belong together.

    Attributes:
        operands: the numbers that are given; ``roles`` names them and, last, the number judged.
        judged: the number that follows from them.
        expected: what the judged number must be, in its own unit, for intervals of the operands in the base
            unit of their dimension.
        formula: the calculation in words, without its result; a function where most readings never tell it.
        certainty: 0 to 1, how surely the words say that they belong together.
        exempt: why the rule must not judge (Chinese); empty where it may.
        remark: what is wrong about the wording although the numbers agree (Chinese).
        target: what the judged number is compared by, if not by its own interval (翻番).
        guarded: a number that is off by a large factor is taken for one of another statement.
        summed: it is a sum, which one misread digit betrays.
    """

    rule: Rule
    operands: Sequence[Mention]
    judged: Mention
    roles: Sequence[str]
    expected: Callable[[Sequence[Interval]], Interval]
    formula: str | Callable[[], str]
    certainty: float
    exempt: str = ""
    target: Interval | None = None
    remark: str = ""
    guarded: bool = False
    summed: bool = False

    @property
    def value(self) -> float:
        """What the judged number would be, from the numbers as written."""
        low = self.expected([Interval.point(m.stated.value * m.stated.factor) for m in self.operands]).low
        return 0.0 if low is None else low

    def holds(self, *, wide: bool = False) -> bool:
        """Whether some reading of the numbers within their intervals agrees; a target is set exactly."""
        given = [
            (m.stated.wide if wide and role != AIMED_AT else m.stated.near).scaled(m.stated.factor)
            for m, role in zip(self.operands, self.roles, strict=False)
        ]
        return self.expected(given).meets(self._own(wide=wide))

    def _own(self, *, wide: bool = False) -> Interval:
        if self.target is not None:
            return self.target
        stated = self.judged.stated
        own = stated.wide if wide else stated.near
        return own if stated.value >= 0 else -own

    def slips(self) -> bool:
        """Whether one swapped pair of digits, a moved point or a lost 万 explains the difference exactly."""
        return self._slipped() or (self.summed and self._misread())

    def slips_finely(self) -> bool:
        """Whether such a slip explains that of a sum so finely told that it hardly does so by chance."""
        return self.summed and self._is_fine(_FINE) and self._slipped()

    def slips_tellingly(self) -> bool:
        """Whether a slip explains it, and no sum of few digits, which slips meet by chance.

        Parts that are more than their total are hardly some of them.
        """
        more = self.value > self.judged.stated.value
        fine = not self.summed or self.certainty >= SURE or more or self._is_fine(_TOLD)
        return fine and self.slips()

    def is_telling(self) -> bool:
        """Whether its numbers are told so finely that they hardly come to the judged one by chance."""
        return self._is_fine(_FINE)

    def _is_fine(self, units: int) -> bool:
        """Whether the judged number is so many times what all numbers together may be off by rounding."""
        return self.judged.stated.value * self.judged.stated.factor >= units * self._blur

    @property
    def _blur(self) -> float:
        """What all numbers together may be off by rounding, in base units, or one unit of the finest."""
        numbers = [*self.operands, self.judged]
        near = [m.stated.near.scaled(m.stated.factor) for m in numbers]
        widths = [one.high - one.low for one in near if one.low is not None and one.high is not None]
        finest = min(m.stated.last * m.stated.factor for m in numbers)
        return max(finest, sum(widths) / _WIDTH)

    def _slipped(self) -> bool:
        near = [m.stated.near.scaled(m.stated.factor) for m in self.operands]
        own = self._own()
        for at, mention in enumerate(self.operands):
            for other in _slipped(mention, near[at], mention.stated.factor):
                if self.expected([*near[:at], other, *near[at + 1 :]]).meets(own):
                    return True
        found = self.expected(near)
        return self.target is None and any(found.meets(o) for o in _slipped(self.judged, own, 1.0))

    def _misread(self) -> bool:
        """Whether one digit of one number, two places or more above the last, explains the difference.

        So rare by chance that a list of which the words do not say that it is complete must be.
        """
        near = [m.stated.near.scaled(m.stated.factor) for m in self.operands]
        numbers = [*self.operands, self.judged]
        own = self._own().scaled(self.judged.stated.factor)
        found = self.expected(near).scaled(self.judged.stated.factor)
        if None in (own.low, own.high, found.low, found.high):
            return False
        low, high = own.low - found.high, own.high - found.low  # type: ignore[operator]
        return any(
            _is_misread(m, -low if m is self.judged else low, -high if m is self.judged else high, self._blur)
            for m in numbers
        )


def _slipped(mention: Mention, near: Interval, factor: float) -> Iterator[Interval]:
    """The interval of a number before a slip made it what it is; nothing makes a zero of another number."""
    stated = mention.stated
    if not stated.value:
        return
    share = mention.figure.unit in ("%", "‰", "个百分点")
    last = stated.last if share else 0.0  # 61 % times ten is 610 %: its zero was never written
    for slip in POINT_SLIPS:
        yield stated.written.scaled(factor * slip)
        yield Interval(stated.value - last / 2, stated.value + last).scaled(factor * slip)
    if not share:
        for slip in SCALE_SLIPS:
            yield stated.written.scaled(factor * slip)
    digits = "".join(c for c in mention.figure.quote if c.isdigit() and c.isascii())
    if not digits or not int(digits):
        return
    unit = mention.stated.value * factor / int(digits)
    for swapped in swaps(digits):
        yield near + Interval.point((int(swapped) - int(digits)) * unit)


def _is_misread(mention: Mention, one: float, other: float, blur: float) -> bool:
    """Whether a number with one other digit is larger by something between ``one`` and ``other``."""
    digits = "".join(c for c in mention.figure.quote if c.isdigit() and c.isascii())
    if len(digits) < _TELLING_DIGITS or not int(digits):
        return False
    unit = abs(mention.stated.value) * mention.stated.factor / int(digits)
    low, high = sorted((one, other))
    for place, digit in enumerate(reversed(digits)):
        step = unit * 10**place
        if step < _PLACES * blur:
            continue
        more = round((low + high) / 2 / step)
        if more and 0 <= int(digit) + more <= 9 and low <= more * step * (1 + 1e-12) and more * step <= high:
            return True
    return False


_TELLING_DIGITS = 4
"""Digits of a number of which one may be taken for misread."""
_PLACES = 100
"""How much more than the last digit of all numbers the misread digit stands for."""


def slipped_of(mention: Mention) -> Iterator[Interval]:
    """What a number may have been before one slip, in base units."""
    return _slipped(mention, mention.stated.near.scaled(mention.stated.factor), mention.stated.factor)


def judge(readings: Sequence[Reading]) -> Finding | None:
    """The verdict on one number: by the surest reading, unless another one explains it."""
    if not readings:
        return None
    ordered = sorted(readings, key=lambda reading: -reading.certainty)
    surest = ordered[0]
    for reading in ordered:
        likely = reading.certainty > CHANCE or (surest.certainty < PROVEN and _telling(reading.judged))
        if likely and reading.holds():
            return _finding(reading, _agreed(reading))
    if surest.exempt:
        return _finding(surest, Verdict.NOT_APPLICABLE) if surest.certainty >= LIKELY else None
    if surest.certainty < LIKELY:
        told = surest.certainty >= SLIPPED and surest.slips_finely()
        return _finding(surest, Verdict.INCONSISTENT) if told else None
    if any(reading.holds(wide=True) for reading in ordered if reading.certainty >= LIKELY):
        return _finding(surest, Verdict.UNSURE)
    told = surest.guarded and surest.certainty < (SURE if surest.summed else PROVEN)
    if told and any(reading.holds() for reading in ordered):
        return _finding(surest, Verdict.UNSURE)  # 需900人，现有800人，缺100人，缺员率11%: of the first
    if surest.slips_tellingly() or (surest.certainty >= SURE and not _is_wild(surest)):
        return _finding(surest, Verdict.INCONSISTENT)
    doubtful = EXPECTED <= surest.certainty < SURE or _is_near(surest)
    return _finding(surest, Verdict.UNSURE) if doubtful else None


def _agreed(reading: Reading) -> Verdict:
    if reading.exempt:
        return Verdict.NOT_APPLICABLE
    return Verdict.UNSURE if reading.remark else Verdict.CONSISTENT


def _is_wild(reading: Reading) -> bool:
    """Whether a share or sum is off by so much that the numbers may be of two statements."""
    stated, value = abs(reading.judged.stated.value), abs(reading.value)
    if reading.certainty >= PROVEN and not reading.summed:
        return False
    far = WILD if reading.certainty < _CERTAIN else _WILDER
    return reading.guarded and not stated <= far * value <= far * far * stated


def _is_near(reading: Reading) -> bool:
    """Whether a number is off so little that it is hardly another thing altogether."""
    stated, value = abs(reading.judged.stated.value), abs(reading.value)
    return value > 0 and abs(stated - value) <= _NEAR * value


def _telling(mention: Mention) -> bool:
    """Whether a number has so many digits that it is met by chance only rarely."""
    digits = "".join(c for c in mention.figure.quote if c.isdigit())
    return len(digits.strip("0")) >= 3


def _finding(reading: Reading, verdict: Verdict) -> Finding:
    """The finding in words: 1800 ÷ 2000 = 90%，原文写 95.5%，相差 5.5 个百分点."""
    judged, value = reading.judged, reading.value
    figure = judged.figure
    sign = -1 if judged.stated.value < 0 else 1  # a fall, which sentences do not write below zero
    stated = abs(judged.stated.value)
    off = stated - value
    decimals = decimals_of(figure)
    if verdict is Verdict.CONSISTENT and number(value, decimals) != number(stated, decimals):
        decimals += 1  # cut off: show what was
    if figure.unit in ("%", "‰", "个百分点", "倍", "比例"):
        decimals = max(decimals, 2)
    extra = decimals - decimals_of(figure)
    formula = reading.formula if isinstance(reading.formula, str) else reading.formula()
    told = f"{formula} = {amount(value, figure, extra)}"
    if reading.exempt:
        told += f"，原文写 {figure.quote}；{reading.exempt}，不作判断"
    elif reading.remark and reading.holds():
        told += f"，原文写 {figure.quote}，{reading.remark}"
    elif verdict is Verdict.CONSISTENT:
        told += f"，与原文 {figure.quote} 相符"
    else:
        told += f"，原文写 {figure.quote}，相差 {points(abs(off), figure, extra)}"
        told += _UNSURE if verdict is Verdict.UNSURE else ""
    return Finding(
        reading.rule, verdict, [m.figure for m in (*reading.operands, judged)], reading.roles, told,
        off * sign, value * sign, reading.certainty,
    )  # fmt: skip
