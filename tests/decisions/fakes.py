"""Subjects of made-up words."""

from __future__ import annotations

from data_layer.decisions import ArticleSubject, FigureSubject

DOCUMENT = "ab" * 32


def figure(number: int) -> FigureSubject:
    return FigureSubject(
        DOCUMENT, "a.txt", f"abab-{number:03d}", 7, "8210人", "全市新增就业8210人。", 6, "全市新增就业", "。"
    )


def article(number: int) -> ArticleSubject:
    return ArticleSubject(
        DOCUMENT,
        "a.txt",
        f"abab-{number:03d}",
        "就业",
        f"第{number}篇开头",
        f"第{number}篇中间",
        f"第{number}篇结尾",
    )
