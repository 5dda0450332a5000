"""What a rule is and what it finds, before it becomes a ``Check``.

What belongs here: the records that all rules share, and the step from a finding to a row. What does not:
rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data_layer.model import Check, Figure, Verdict

__all__ = ["Finding", "Rule", "check_of"]

_UNSURE_WEIGHT = 0.4
"""What an unsure finding weighs beside an inconsistent one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the audit, in the words that people read.

    Attributes:
        name: ASCII, stable: ``Check.rule``.
        title: Chinese, short.
        checks: what it checks, one Chinese sentence.
        abstains: when it must not judge, one Chinese sentence.
        source: where the rule comes from: a standard, literature, a comparable program.
    """

    name: str
    title: str
    checks: str
    abstains: str
    source: str


class Finding(NamedTuple):
    """What a rule came to on one statement; the figure judged comes last.

    Attributes:
        certainty: 0 to 1, how sure it is that these numbers belong together.
        expected, difference: as in ``Check``; the first in the unit of the figure judged.
        severity: 0 to 1, how far off.
    """

    rule: Rule
    verdict: Verdict
    figures: Sequence[Figure]
    roles: Sequence[str]
    explanation: str
    difference: float | None = None
    expected: float | None = None
    certainty: float = 1.0


def check_of(finding: Finding) -> Check:
    """The row of a finding."""
    ids = tuple(figure.figure_id for figure in finding.figures)
    digest = hashlib.sha1("\n".join(ids).encode(), usedforsecurity=False).hexdigest()
    return Check(
        check_id=f"{finding.rule.name}-{digest[:16]}",
        rule=finding.rule.name,
        verdict=finding.verdict,
        article_id=finding.figures[-1].article_id,
        figures=ids,
        explanation=finding.explanation,
        difference=_tidy(finding.difference),
        roles=tuple(finding.roles),
        expected=_tidy(finding.expected),
        weight=_weight(finding),
    )


def _weight(finding: Finding) -> float:
    if finding.verdict not in (Verdict.INCONSISTENT, Verdict.UNSURE):
        return 0.0
    value, difference = abs(finding.figures[-1].value), finding.difference
    relative = 1.0 if not value or difference is None else min(1.0, abs(float(difference)) / value)
    weight = finding.certainty * (0.5 + 0.5 * relative)
    return round(weight * (1 if finding.verdict is Verdict.INCONSISTENT else _UNSURE_WEIGHT), 3)


def _tidy(value: float | None) -> float | None:
    return None if value is None else float(f"{float(value):.12g}")
