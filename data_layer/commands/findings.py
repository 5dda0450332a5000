"""The findings of the audit as lines to print, the gravest first.

What belongs here: what ``check`` prints, and whether a finding of some verdict is open. What does not: rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data_layer.checks import RULES
from data_layer.filters import Filter
from data_layer.model import Verdict
from data_layer.store import ReadStore

__all__ = ["VERDICT_NAMES", "finding_rows", "is_open", "report_lines"]

VERDICT_NAMES = {
    Verdict.CONSISTENT: "一致",
    Verdict.INCONSISTENT: "不一致",
    Verdict.UNSURE: "存疑",
    Verdict.NOT_APPLICABLE: "不适用",
}

_CONFIRMED = "confirmed"
"""What ``checks.decision`` says of a number that is wrong and not yet corrected."""

_FINDINGS = """
SELECT c.check_id, c.rule, c.verdict, c.explanation, c.weight, c.decision, f.source, a.title, f.region_name,
    f.sentence
FROM checks c
JOIN (SELECT * FROM figures WHERE {condition}) f ON f.figure_id = c.figures[-1]
JOIN articles a ON a.article_id = c.article_id
WHERE f.chosen
ORDER BY c.weight DESC, f.source, c.check_id
"""


def finding_rows(store: ReadStore, flt: Filter) -> list[dict[str, Any]]:
    """Every check whose judged figure is in the filter and shown by views, the weightiest first.

    Besides fields of ``checks``: ``source``, ``region_name`` and ``sentence`` of the figure judged, ``title``
    of the article.
    """
    condition = flt.figures()
    return store.rows(_FINDINGS.format(condition=condition.sql), condition.parameters)


def is_open(row: Mapping[str, Any]) -> bool:
    """Whether a finding still waits: nobody decided on it, or the number is wrong and not yet corrected."""
    return row["decision"] in (None, _CONFIRMED)


def report_lines(rows: Sequence[dict[str, Any]], shown: Sequence[Verdict]) -> Iterator[str]:
    """Each finding of the verdicts shown that still waits, with its arithmetic; what it all came to."""
    for row in rows:
        if is_open(row) and row["verdict"] in shown:
            where = " · ".join(row[name] for name in ("source", "title", "region_name") if row[name])
            rule = RULES.get(row["rule"])
            title = rule.title if rule else row["rule"]
            confirmed = "，已确认有误" if row["decision"] == _CONFIRMED else ""
            yield f"[{VERDICT_NAMES[Verdict(row['verdict'])]}{confirmed}] {title} · {where}"
            yield f"  {row['explanation']}"
            yield f"  原句：{row['sentence'].strip()}"
    counts = Counter(row["verdict"] for row in rows)
    told = "，".join(f"{name} {counts[verdict]}" for verdict, name in VERDICT_NAMES.items())
    decided = sum(row["decision"] is not None for row in rows)
    yield f"核查了 {len(rows)} 处说法：{told}" + (f"；其中 {decided} 处已有人处理" if decided else "")
