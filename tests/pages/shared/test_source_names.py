"""What documents are called in the sidebar's choice of sources."""

from __future__ import annotations

import pandas as pd

from pages.shared import wording
from pages.shared.filters import told_apart


def test_documents_of_one_name_are_told_apart() -> None:
    sources = pd.DataFrame(
        [("1a2b3c", "年报.txt", 900), ("2b3c4d", "公报.txt", 1200), ("3c4d5e", "公报.txt", 90)]
        + [("4d5e6f", "讲话.txt", 5), ("5e6f7a", "讲话.txt", 5)],
        columns=["source_id", "source", "chars"],
    )
    assert told_apart(sources) == [
        "年报.txt",
        "公报.txt（1,200 字）",
        "公报.txt（90 字）",
        "讲话.txt（5 字） 4d5e",
        "讲话.txt（5 字） 5e6f",
    ]


def test_a_workbooks_pages_are_its_sheets() -> None:
    assert wording.place_in_file("附件.zip/附件/年报.xlsx", 2) == "第 2 张表"
    assert wording.place_in_file("年报.pdf", 2.0) == "第 2 页"
    assert wording.place_in_file("年报.csv", None) == ""
