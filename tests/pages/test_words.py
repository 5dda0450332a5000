"""One word for one thing on all pages: what is called one way is not called another somewhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[2] / "pages"
ONE_WORD = {
    "导入": r"读入|读进",
    "没读成": r"没有读成|没能读",
    "未写明": r"不详",
    "没有当作数据的数": r"没有取的数",
    "核查": r"核对一致|可核对|验算不符|核过",
    "时期不同": r"时期不一致",
    "打开全文": r"^看原文$|看全文",
    "点一行看原句": r"点一行看出处",
    "处理人": r"何时",
}
"""The word that is used, and those that would mean the same."""


def said() -> list[tuple[str, str]]:
    """Every text that a page can show, with its file."""
    found = []
    for path in sorted(PAGES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        texts = (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in docs)
        found += [(path.name, one.value) for one in texts if isinstance(one.value, str)]
    return found


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word(word: str) -> None:
    others = re.compile(ONE_WORD[word])
    assert [(name, text) for name, text in said() if others.search(text)] == []
