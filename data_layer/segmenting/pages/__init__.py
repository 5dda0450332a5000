"""A printed page with several articles, whose pieces come in any order."""

from __future__ import annotations

from data_layer.segmenting.pages.drafting import draft_page
from data_layer.segmenting.pages.titles import is_sure_title

__all__ = ["draft_page", "is_sure_title"]
