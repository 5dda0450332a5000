"""No tracked file may copy the wording of the real documents, which may not be passed on; facts may."""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from data_layer.reading import read_document

ROOT = Path(__file__).parents[2]
REAL_DOCUMENTS = [
    *(ROOT.parent / "shared/seeds").glob("*.txt"),
    *(ROOT.parent / "shared/gold/docs").glob("*.txt"),
]
LONGEST_RUN = 23
STEP = 12
"""Half the forbidden run: each run of 24 holds a whole piece of 12 that begins at a multiple of 12."""


def bare(text: str) -> str:
    """NFKC, spaces and punctuation dropped."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def pieces(real: list[str]) -> frozenset[str]:
    return frozenset(one[i : i + STEP] for one in real for i in range(len(one) - STEP + 1))


def shared_runs(text: str, real: list[str], known: frozenset[str]) -> list[str]:
    """What of ``text`` stands in the real texts for longer than allowed, as 24 characters of each place."""
    runs = []
    for i in range(0, len(text) - STEP + 1, STEP):
        if text[i : i + STEP] in known:
            windows = (text[j : j + LONGEST_RUN + 1] for j in range(max(0, i - STEP), i + 1))
            runs += [w for w in windows if len(w) > LONGEST_RUN and any(w in one for one in real)][:1]
    return runs


def tracked_texts() -> list[tuple[str, str]]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    texts = []
    for name in filter(None, listing.decode().split("\0")):
        if not (ROOT / name).is_file():
            continue
        data = (ROOT / name).read_bytes()
        if name.endswith((".pdf", ".docx")):
            texts.append((name, read_document(name, data).text))
        elif b"\0" not in data[:4096]:
            texts.append((name, data.decode("utf-8", "replace")))
    return texts


@pytest.mark.skipif(not REAL_DOCUMENTS, reason="the real documents are not here")
def test_no_tracked_file_copies_the_real_documents():
    real = [bare(path.read_text("utf-8", "replace")) for path in REAL_DOCUMENTS]
    texts = tracked_texts()
    assert "seeds/manifest.yml" in dict(texts), "git ls-files did not name the tracked files"
    known = pieces(real)
    assert {name: runs for name, text in texts if (runs := shared_runs(bare(text), real, known))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("甲" * 5 + "一二三四五六七八九十" * 2 + "子丑寅卯", True, id="24 alike"),
        pytest.param("甲" * 5 + "一二三四五六七八九十" * 2 + "子丑寅", False, id="23 alike"),
        pytest.param("一二三四五，六七八 九十。" * 2 + "子丑寅卯", True, id="spaces and stops don't count"),
    ],
)
def test_a_run_is_found_at_24_characters(text, found):
    real = ["乙" + "一二三四五六七八九十" * 2 + "子丑寅卯辰"]
    assert bool(shared_runs(bare(text), real, pieces(real))) == found
