"""Places: the regions of China, their names in a text, and the place an article speaks for."""

from data_layer.places.finder import find_places, find_regions
from data_layer.places.gazetteer import region_by_adcode, region_path, regions_meant, search_regions
from data_layer.places.locator import candidates_of, locate_article, locate_source
from data_layer.places.resolver import resolve_places

__all__ = [
    "candidates_of",
    "find_places",
    "find_regions",
    "locate_article",
    "locate_source",
    "region_by_adcode",
    "region_path",
    "resolve_places",
    "regions_meant",
    "search_regions",
]
