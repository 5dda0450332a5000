"""The manifest tells the truth about the sample corpus."""

import hashlib
import runpy
from pathlib import Path

import pytest
import yaml

from data_layer.errors import ReadingError
from data_layer.reading import list_files, read_document

SEEDS = Path(__file__).parents[2] / "seeds"
MANIFEST = yaml.safe_load((SEEDS / "manifest.yml").read_text("utf-8"))
FILES = MANIFEST["files"]
each_file = pytest.mark.parametrize("entry", FILES, ids=[entry["file"] for entry in FILES])


def test_each_document_is_listed_and_nothing_else():
    assert sorted(path.name for path in list_files([SEEDS])) == sorted(entry["file"] for entry in FILES)


@each_file
def test_entry_is_complete_and_its_sum_right(entry):
    assert entry["what"] and entry["articles"] > 0 and entry["readable"] != bool(entry.get("unreadable"))
    assert all(one in MANIFEST["documents"] for one in entry["facts"].split("（")[0].split("、"))
    assert hashlib.sha256((SEEDS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@each_file
def test_it_can_be_read_as_the_manifest_says(entry):
    data = (SEEDS / entry["file"]).read_bytes()
    if entry["readable"]:
        assert read_document(entry["file"], data).form == entry["form"]
    else:
        with pytest.raises(ReadingError):
            read_document(entry["file"], data)


def test_corpus_is_as_large_as_promised():
    assert len(FILES) >= 8
    assert sum(entry["articles"] for entry in FILES if entry["readable"]) >= 36


def test_generated_texts_are_what_their_sources_give():
    build = runpy.run_path(str(SEEDS / "build.py"))
    for name, text in build["text_forms"](build["load_articles"]()).items():
        assert (SEEDS / name).read_text("utf-8") == text, f"{name}: run python seeds/build.py"


@pytest.mark.parametrize(
    ("name", "articles"),
    [("驻村检察人才团建综述.docx", "WORD_FILE"), ("营商人才教育综述.pdf", "PDF_FILE")],
)
def test_generated_binaries_hold_what_their_sources_say(name, articles):
    build = runpy.run_path(str(SEEDS / "build.py"))
    texts = build["load_articles"]()
    held = "".join(read_document(name, (SEEDS / name).read_bytes()).text.split())
    wanted = [line.removeprefix("= ") for one in build[articles] for line in texts[one].body]
    assert [line for line in wanted if "".join(line.split()) not in held] == [], (
        "run python seeds/build.py --binary"
    )
