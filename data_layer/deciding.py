"""Taking decisions: from rows that a person looks at to the words they stand on, and into the journal.

What belongs here: one function a decision. What does not: what a decision does to a row (``decisions``), and
widgets (pages). Every function says who decides (``by``) and why (``reason``, may be empty), and gives the
decisions as they stand in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data_layer.decisions import (
    ArticleSubject,
    Decision,
    DecisionKind,
    DocumentWords,
    Draft,
    FigureSubject,
    FindingSubject,
    Place,
    article_subject,
    figure_subject,
)
from data_layer.errors import DecisionError
from data_layer.store import Journal, ReadStore

__all__ = [
    "add_figure",
    "choose_witness",
    "correct_article",
    "correct_figure",
    "judge_findings",
    "separate_article",
    "strike_figures",
    "take_back",
]

_GONE = "在现有数据里没有了，可能文件已更新或移除。请刷新页面后重试。"
_MOST_OTHERS = 200
"""Articles of a cluster that a separation names: more than any cluster of one story has."""


def correct_figure(
    store: ReadStore, figure_id: str, changes: Mapping[str, Any], *, by: str, reason: str = ""
) -> Decision:
    """Correct a figure: ``changes`` holds new values by field, see ``FIGURE_FIELDS``; the others stay.

    Raises:
        DecisionError: if the figure is gone or a value cannot be.
    """
    subject = _figure_subjects(store, [figure_id])[0]
    return _decide(store, [Draft(DecisionKind.FIGURE_CORRECTED, subject, changes, reason)], by)[0]


def strike_figures(
    store: ReadStore, figure_ids: Sequence[str], *, by: str, reason: str = ""
) -> list[Decision]:
    """Take figures out of every view: their words report nothing.

    Raises:
        DecisionError: if one is gone.
    """
    subjects = _figure_subjects(store, figure_ids)
    return _decide(store, [Draft(DecisionKind.FIGURE_STRUCK, one, {}, reason) for one in subjects], by)


def add_figure(
    store: ReadStore, article_id: str, start: int, end: int, reading: Mapping[str, Any], *, by: str,
    reason: str = "",
) -> Decision:  # fmt: skip
    """Add a figure that the program missed.

    Args:
        store: where the article is.
        article_id, start, end: the words of the number, a span of the article's text.
        reading: by field, see ``FIGURE_FIELDS``; value, unit, kind and indicator are needed.
        by, reason: see the module.

    Raises:
        DecisionError: if the article is gone, the span is none, or the reading cannot be.
    """
    article = _article(store, article_id)
    text = article["text"]
    if not (0 <= start < end <= len(text)) or not text[start:end].strip() or "\n" in text[start:end]:
        raise DecisionError("标出的文字不在这篇文章的一个段落里。请重新选择。")
    words = _document_words(store, [article["document_id"]])[article["document_id"]]
    sentence = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    subject = figure_subject(
        words, article["document_id"], article["source"], Place(article_id, start, end), sentence
    )
    return _decide(store, [Draft(DecisionKind.FIGURE_ADDED, subject, reading, reason)], by)[0]


def correct_article(
    store: ReadStore, article_id: str, changes: Mapping[str, Any], *, by: str, reason: str = ""
) -> Decision:
    """Correct an article's date, place or title, see ``ARTICLE_FIELDS``; its figures are read again by it.

    Raises:
        DecisionError: if the article is gone or a value cannot be.
    """
    subject = _subject_of(_article(store, article_id))
    return _decide(store, [Draft(DecisionKind.ARTICLE_CORRECTED, subject, changes, reason)], by)[0]


def judge_findings(
    store: ReadStore, check_ids: Sequence[str], *, confirmed: bool, by: str, reason: str = ""
) -> list[Decision]:
    """Say of findings that the number is wrong (``confirmed``) or right.

    Raises:
        DecisionError: if one is gone.
    """
    kind = DecisionKind.FINDING_CONFIRMED if confirmed else DecisionKind.FINDING_DISMISSED
    return _decide(store, [Draft(kind, one, {}, reason) for one in _finding_subjects(store, check_ids)], by)


def choose_witness(
    store: ReadStore,
    *,
    article_id: str | None = None,
    figure_id: str | None = None,
    by: str,
    reason: str = "",
) -> Decision:
    """Choose the better witness: of a cluster by its article, or of one fact by its figure.

    Raises:
        DecisionError: if it is gone.
    """
    subject: ArticleSubject | FigureSubject
    if figure_id is not None:
        subject = _figure_subjects(store, [figure_id])[0]
    else:
        subject = _subject_of(_article(store, article_id or ""))
    return _decide(store, [Draft(DecisionKind.WITNESS_CHOSEN, subject, {}, reason)], by)[0]


def separate_article(store: ReadStore, article_id: str, *, by: str, reason: str = "") -> Decision:
    """Say that an article is no duplicate of the others of its cluster.

    Raises:
        DecisionError: if the article is gone or stands alone.
    """
    article = _article(store, article_id)
    others = store.rows(
        "SELECT article_id, document_id, source, title, text FROM articles "
        "WHERE cluster_id = ? AND article_id <> ? ORDER BY article_id LIMIT ?",
        [article["cluster_id"], article_id, _MOST_OTHERS],
    )
    if not others:
        raise DecisionError("这篇文章不在任何重复组里，不需要分开。请刷新页面后重试。")
    detail = {"others": [_subject_of(other).to_json() for other in others]}
    draft = Draft(DecisionKind.ARTICLE_SEPARATED, _subject_of(article), detail, reason)
    return _decide(store, [draft], by)[0]


def take_back(store: ReadStore, uids: Sequence[str], *, by: str, reason: str = "") -> list[Decision]:
    """Take decisions back; taking back a taking back makes its decision stand again.

    Raises:
        DecisionError: if one is not in the journal.
    """
    found = {one.uid: one for one in Journal(store.folder.journal).decisions(uids)}
    if missing := [uid for uid in uids if uid not in found]:
        raise DecisionError(f"记录 {missing[0]} {_GONE}")
    drafts = [Draft(DecisionKind.TAKEN_BACK, found[uid].subject, {}, reason, takes_back=uid) for uid in uids]
    return _decide(store, drafts, by)


def _decide(store: ReadStore, drafts: Iterable[Draft], by: str) -> list[Decision]:
    return Journal(store.folder.journal).decide(drafts, by)


def _figure_subjects(store: ReadStore, figure_ids: Sequence[str]) -> list[FigureSubject]:
    rows = store.rows(
        "SELECT figure_id, document_id, source, article_id, char_start, char_end, sentence FROM figures "
        "WHERE list_contains(?, figure_id)",
        [list(figure_ids)],
    )
    words = _document_words(store, [row["document_id"] for row in rows])
    subjects = {
        row["figure_id"]: figure_subject(
            words[row["document_id"]],
            row["document_id"],
            row["source"],
            Place(row["article_id"], row["char_start"], row["char_end"]),
            row["sentence"],
        )
        for row in rows
    }
    if missing := [figure_id for figure_id in figure_ids if figure_id not in subjects]:
        raise DecisionError(f"这个数（{missing[0]}）{_GONE}")
    return [subjects[figure_id] for figure_id in figure_ids]


def _finding_subjects(store: ReadStore, check_ids: Sequence[str]) -> list[FindingSubject]:
    rows = store.rows(
        "SELECT check_id, rule, article_id, figures FROM checks WHERE list_contains(?, check_id)",
        [list(check_ids)],
    )
    wanted = list(dict.fromkeys(figure for row in rows for figure in row["figures"]))
    figures = dict(zip(wanted, _figure_subjects(store, wanted), strict=True))
    subjects = {
        row["check_id"]: FindingSubject(
            row["rule"],
            _subject_of(_article(store, row["article_id"])),
            tuple(figures[figure] for figure in row["figures"]),
        )
        for row in rows
    }
    if missing := [check_id for check_id in check_ids if check_id not in subjects]:
        raise DecisionError(f"这条核查结果（{missing[0]}）{_GONE}")
    return [subjects[check_id] for check_id in check_ids]


def _article(store: ReadStore, article_id: str) -> dict[str, Any]:
    rows = store.rows(
        "SELECT article_id, document_id, source, title, text, cluster_id FROM articles WHERE article_id = ?",
        [article_id],
    )
    if not rows:
        raise DecisionError(f"这篇文章（{article_id}）{_GONE}")
    return rows[0]


def _subject_of(article: Mapping[str, Any]) -> ArticleSubject:
    return article_subject(
        article["document_id"], article["source"], article["article_id"], article["title"], article["text"]
    )


def _document_words(store: ReadStore, document_ids: Iterable[str]) -> dict[str, DocumentWords]:
    rows = store.rows(
        "SELECT document_id, article_id, text FROM articles WHERE list_contains(?, document_id)",
        [sorted(set(document_ids))],
    )
    texts: dict[str, dict[str, str]] = {}
    for row in rows:
        texts.setdefault(row["document_id"], {})[row["article_id"]] = row["text"]
    return {document: DocumentWords(articles) for document, articles in texts.items()}
