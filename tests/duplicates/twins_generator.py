"""Notices of one template in any number: other counties, other years, numbers in digits or in words.

Each filling is a story of its own; some come in twice. What is filled in is drawn anew, or kept where the
kind of twins says so.
"""

import random
from dataclasses import dataclass

from tests.duplicates.generator import COUNTIES, Sample, spoil

NUMERALS = "零一二三四五六七八九"
FORMS = (
    "{county}水利局近日完成山塘清淤，今年共清理山塘{few}口，疏通渠道{point}公里，恢复灌溉面积{many}亩，投入资金{point}万元，"
    "惠及农户{many}户。下一步将建立管护台账，落实专人巡查，确保汛期安全。",
    "{year}年，{county}新建改建农村公路{point}公里，完成危桥改造{few}座，安装护栏{many}米，通客车的建制村达到{few}个，"
    "群众出行条件明显改善，养护资金全部列入财政预算。",
    "{county}民政局入冬以来走访困难群众{many}户，发放棉被{few}床、大米{many}袋，组织志愿者上门服务{few}人次，"
    "为独居老人建立健康档案，把温暖送到群众家中。",
    "{year}年{month}月，{county}召开安全生产例会，排查隐患{few}处，下达整改通知{few}份，约谈企业负责人{few}名，"
    "要求各镇各部门压实责任、闭环整改，守住不发生重大事故的底线。",
)


@dataclass(frozen=True)
class Twins:
    """How the fillings of one template differ; what is not named is the same in all of them."""

    many: int
    counties: bool = True
    years: bool = True
    numbers: bool = True
    words: bool = False  # numbers are written in words
    noise: tuple[float, float] = (0.02, 0.10)
    copies: float = 0.3  # share of the fillings that come in twice


def in_words(number: int) -> str:
    """A whole number below 10,000 in Chinese numerals."""
    out, digits = "", str(number)
    for place, digit in enumerate(digits):
        unit = ["", "十", "百", "千"][len(digits) - 1 - place]
        if digit != "0":
            out += NUMERALS[int(digit)] + unit
        elif not out.endswith("零"):
            out += "零"
    return out.rstrip("零")


def _filling(rng: random.Random, words: bool) -> dict[str, list[str]]:
    def number(low: int, high: int) -> str:
        drawn = rng.randint(low, high)
        return in_words(drawn) if words else str(drawn)

    return {
        "few": [number(3, 99) for _ in range(4)],
        "many": [number(100, 9999) for _ in range(3)],
        "point": [
            number(10, 999) if words else f"{rng.randint(1, 99)}.{rng.randint(1, 99)}" for _ in range(2)
        ],
        "year": [str(rng.randint(2005, 2024))],
        "month": [str(rng.randint(1, 12))],
        "county": [rng.choice(COUNTIES)],
    }


def _fill(form: str, filling: dict[str, list[str]]) -> str:
    for name, values in filling.items():
        for value in values:
            form = form.replace(f"{{{name}}}", value, 1)
    return form


def make_twins(seed: int, form: int, twins: Twins) -> list[Sample]:
    """``twins.many`` different fillings of one of FORMS, some of them twice, each through OCR of its own."""
    rng = random.Random(seed)
    fixed = _filling(rng, twins.words)
    texts: dict[str, None] = {}
    for _ in range(20 * twins.many):
        drawn = _filling(rng, twins.words)
        kept = {
            "few": twins.numbers,
            "many": twins.numbers,
            "point": twins.numbers,
            "year": twins.years,
            "month": twins.years,
            "county": twins.counties,
        }
        texts[_fill(FORMS[form], {name: (drawn if new else fixed)[name] for name, new in kept.items()})] = (
            None
        )
        if len(texts) == twins.many:
            break
    samples: list[Sample] = []
    for number, text in enumerate(texts):
        for _ in range(1 + (rng.random() < twins.copies)):
            spoiled = spoil(rng, text, rng.uniform(*twins.noise))
            samples.append(Sample(f"t{len(samples):06d}", spoiled, f"c{number}", "twin"))
    rng.shuffle(samples)
    return samples
