"""What the tests of the audit share: statements in, checks out, end to end from text."""

from __future__ import annotations

from datetime import date

import pytest

from data_layer.checks import check_article
from data_layer.figures import extract_figures
from data_layer.model import Article, Check, Region, RegionLevel

COUNTY = Region("431381", "冷水江市", RegionLevel.COUNTY, "431300")


def article_of(text: str, **fields: object) -> Article:
    """An article of a county, dated at the end of 2022."""
    known = {"published": date(2022, 12, 20), "region": COUNTY} | fields
    return Article("0123456789ab-001", "a.txt", "0" * 64, text, **known)


def checks_of(text: str, rule: str | None = None, **fields: object) -> list[Check]:
    """The checks of a text, of one rule if it is named."""
    article = article_of(text, **fields)
    return [one for one in check_article(article, extract_figures(article)) if rule in (None, one.rule)]


@pytest.fixture
def checks():
    """``checks_of``, for tests that take it as an argument."""
    return checks_of
