"""Findings of the audit as they are shown: sentences with numbers coloured by role, arithmetic, verdict.

What belongs here: rows in, tables and escaped HTML out. What does not: queries, and taking decisions.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data_layer.checks import RULES
from pages.shared import wording

__all__ = [
    "SIGNS",
    "consistency_table",
    "finding_html",
    "findings_table",
    "notice_html",
    "orphans_table",
    "rule_title",
]

SIGNS = {"inconsistent": "✗", "unsure": "？", "consistent": "✓", "not_applicable": "–"}
"""A sign beside each verdict's word, so that colour alone never tells."""
_ROLE_COLOURS = 4
_WHY_GONE = {
    "words": "原文里找不到这些字了",
    "figure": "字还在，程序不再取这个数",
    "finding": "这条核查没有了",
}


def rule_title(name: str) -> str:
    """A rule's short Chinese title; its name where the program no longer has the rule."""
    return RULES[name].title if name in RULES else name


def findings_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The list of 数据核查; the index holds check ids. Who decided what has columns once somebody did."""
    table = pd.DataFrame(
        {
            "结论": rows["verdict"].map(lambda verdict: f"{SIGNS[verdict]} {wording.VERDICTS[verdict]}"),
            "规则": rows["rule"].map(rule_title),
            "算式": rows["explanation"],
            "地区": rows["region_name"].fillna(wording.UNTOLD),
            "文章": rows["title"].map(wording.headline),
            "来源": rows["source"],
            "图表用到": rows["charted"],
            "分量": rows["weight"].map(wording.weight),
            "处理": rows["decision"].map(wording.FINDING_STATES).fillna(""),
            "处理人": rows["decided_by"].fillna(""),
        }
    ).set_axis(rows["check_id"])
    return table if rows["decision"].notna().any() else table.drop(columns=["处理", "处理人"])


def finding_html(row: pd.Series, figures: pd.DataFrame) -> str:
    """One finding: rule and verdict, each sentence with its numbers marked and named, the arithmetic."""
    roles = dict(zip(row["figures"], [*row["roles"], *[""] * len(row["figures"])], strict=False))
    shades = {role: place % _ROLE_COLOURS for place, role in enumerate(dict.fromkeys(roles.values()))}
    sentences = []
    for (_, sentence, title), group in figures.groupby(
        ["article_id", "sentence", "title"], sort=False, dropna=False
    ):
        marked = _marked(str(sentence), group, roles, shades)
        sentences.append(
            f'<div class="sentence">{marked}</div>'
            f'<div class="origin">{wording.escape(wording.headline(title))} · '
            f"{wording.escape(group.iloc[0]['source'])}</div>"
        )
    verdict = wording.VERDICTS[row["verdict"]]
    rule = RULES.get(row["rule"])
    head = (
        f'<div class="verdict {row["verdict"]}"><b>{SIGNS[row["verdict"]]} {verdict}</b>'
        f"<span>{wording.escape(rule_title(row['rule']))}"
        + (f"：{wording.escape(rule.checks)}" if rule else "")
        + "</span></div>"
    )
    decided = ""
    if isinstance(row["decision"], str):
        decided = (
            f'<div class="origin">{wording.FINDING_STATES[row["decision"]]}：'
            f"{wording.escape(row['decided_by'])}，{wording.moment(row['decided_at'])}</div>"
        )
    arithmetic = f'<div class="arithmetic">{wording.escape(row["explanation"])}</div>'
    return f"{head}{''.join(sentences)}{arithmetic}{decided}"


def notice_html(rows: pd.DataFrame) -> str:
    """The findings that one figure takes part in, as the sentence card lists them."""
    items = []
    for row in rows.itertuples():
        state = wording.FINDING_STATES.get(row.decision, "")
        items.append(
            f'<div class="verdict {row.verdict}"><b>{SIGNS[row.verdict]} {wording.VERDICTS[row.verdict]}</b>'
            f"<span>{wording.escape(row.explanation)}{f'（{state}）' if state else ''}</span></div>"
        )
    return "".join(items)


def consistency_table(rows: pd.DataFrame, head: str) -> pd.DataFrame:
    """The share of checkable statements that came out consistent, by source or region."""
    return pd.DataFrame(
        {
            head: rows["name"],
            "可核查": rows["checkable"],
            "一致": rows["consistent"],
            "不一致": rows["inconsistent"],
            "存疑": rows["unsure"],
            "一致的占比（%）": (rows["share"] * 100).round(1),
        }
    )


def orphans_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Decisions whose words are gone."""
    return pd.DataFrame(
        {
            "处理": rows["kind"].map(wording.DECISIONS),
            "原文": rows["words"],
            "所在句子": rows["context"],
            "来源": rows["source"],
            "现在": rows["orphaned"].map(_WHY_GONE),
            "理由": rows["reason"],
            "处理人": rows["decided_by"],
            "处理时间": rows["decided_at"].map(wording.moment),
        }
    ).set_axis(rows["uid"])


def _marked(sentence: str, figures: pd.DataFrame, roles: Mapping[str, str], shades: Mapping[str, int]) -> str:
    """A sentence with its figures marked, each by its distance from the first one in the article."""
    starts = figures["char_start"].astype(int)
    offsets: list[tuple[int, pd.Series]] = []
    first = figures.loc[starts.idxmin()]
    anchor = _place_of(sentence, figures, first)
    for _, figure in figures.iterrows():
        offsets.append((anchor + int(figure["char_start"]) - int(first["char_start"]), figure))
    pieces, at = [], 0
    for start, figure in sorted(offsets, key=lambda pair: pair[0]):
        end = start + len(figure["quote"])
        if start < at or sentence[start:end] != figure["quote"]:
            continue
        role = roles.get(figure["figure_id"], "")
        label = f"<sub>{wording.escape(role)}</sub>" if role else ""
        pieces.append(wording.escape(sentence[at:start]))
        pieces.append(
            f'<mark class="role r{shades.get(role, 0)}">{wording.escape(figure["quote"])}{label}</mark>'
        )
        at = end
    return "".join(pieces) + wording.escape(sentence[at:])


def _place_of(sentence: str, figures: pd.DataFrame, first: pd.Series) -> int:
    """Where the first figure stands in the sentence: the place at which all others fit as well."""
    at = sentence.find(first["quote"])
    while at >= 0:
        moved = at - int(first["char_start"])
        if all(sentence[moved + int(row.char_start) :].startswith(row.quote) for row in figures.itertuples()):
            return at
        at = sentence.find(first["quote"], at + 1)
    return max(sentence.find(first["quote"]), 0)
