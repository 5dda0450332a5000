"""Decisions as JSON Lines, to keep them elsewhere and to bring them to another store.

What belongs here: one decision, one line, both ways. What does not: files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from data_layer.decisions.kinds import Decision, DecisionKind, Draft, check_name
from data_layer.decisions.subjects import subject_from_json
from data_layer.errors import DecisionError

__all__ = ["decision_lines", "read_decision_lines"]

_UID = re.compile(r"[0-9a-f]{32}")
_CLOCKS_APART = timedelta(days=1)
"""How far ahead the clock of the computer may have been that a file comes from."""


def decision_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """One line of JSON a decision, without line ends."""
    for one in decisions:
        record = {
            "uid": one.uid,
            "at": one.at,
            "by": one.by,
            "kind": one.kind.value,
            "subject": one.subject.to_json(),
            "detail": dict(one.detail),
            "reason": one.reason,
            "takes_back": one.takes_back,
        }
        yield json.dumps(record, ensure_ascii=False)


def read_decision_lines(lines: Iterable[str]) -> list[Decision]:
    """The decisions of a file that ``decision_lines`` wrote.

    Raises:
        DecisionError: names the line that is none, and why; one bad line spoils the file, so that nothing is
            left out unseen.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_decision(json.loads(line)))
        except (DecisionError, ValueError, TypeError, KeyError, RecursionError) as error:
            why = error if isinstance(error, DecisionError) else "不是由本程序导出的意见"
            raise DecisionError(f"第 {number} 行：{why} 整份文件都没有导入。") from error
    return found


def _decision(record: Any) -> Decision:
    uid, at, takes_back = record["uid"], datetime.fromisoformat(record["at"]), record["takes_back"]
    if at.tzinfo is None or at > datetime.now(UTC) + _CLOCKS_APART:
        raise DecisionError("时间不对。")
    if not all(isinstance(one, str) and _UID.fullmatch(one) for one in (uid, takes_back or uid)):
        raise DecisionError("编号不对。")
    draft = Draft(
        DecisionKind(record["kind"]),
        subject_from_json(record["subject"]),
        record["detail"],
        record["reason"],
        takes_back,
    )
    return Decision(
        number=0,
        uid=uid,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        by=check_name(record["by"]),
        kind=draft.kind,
        subject=draft.subject,
        detail=draft.detail,
        reason=draft.reason,
        takes_back=draft.takes_back,
    )
