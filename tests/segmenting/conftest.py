"""Pages laid out from the articles of articles.yaml, and the articles that segmenting finds on them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from data_layer.cleaning import clean_document
from data_layer.model import Article, Document, DocumentForm
from data_layer.segmenting import segment_document


@pytest.fixture(scope="session")
def stories() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "articles.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def segment() -> Callable[[str], list[Article]]:
    def run(text: str) -> list[Article]:
        document = Document("页.txt", "ab" * 32, DocumentForm.TEXT, text)
        return segment_document(document, clean_document(document))

    return run
