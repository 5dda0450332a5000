"""The filter's box for regions takes the name, the short name or the code of every county there is."""

from __future__ import annotations

import pytest

from data_layer.lexicon.regions import load_regions
from data_layer.model import Region, RegionLevel
from pages.shared.filters import meant_by, whole_path

COUNTIES = [region for region in load_regions().by_adcode.values() if region.level is RegionLevel.COUNTY]
EVERY = frozenset(load_regions().by_adcode)
SHORT = {region.adcode: name for name, bearers in load_regions().short.items() for region in bearers}


def names_of(region: Region) -> list[str]:
    return [region.adcode, region.name, SHORT.get(region.adcode, region.name)]


def test_there_are_all_of_them() -> None:
    assert len(COUNTIES) == 2842


@pytest.mark.parametrize("known", [frozenset(), EVERY], ids=["data of none", "data of all"])
def test_every_county_is_among_those_meant_and_can_be_told_from_the_others(known: frozenset[str]) -> None:
    for region in COUNTIES:
        assert meant_by(region.adcode, known) == [region.adcode]
        for words in names_of(region):
            meant = meant_by(words, known)
            assert region.adcode in meant, words
            choices = [whole_path(adcode) for adcode in meant]
            assert len(set(choices)) == len(choices), words


def test_the_one_that_the_data_has_is_meant_without_asking() -> None:
    for region in COUNTIES:
        for words in names_of(region):
            assert meant_by(words, {region.adcode}) == [region.adcode], words


def test_most_names_need_no_choice() -> None:
    asked = [region for region in COUNTIES if len(meant_by(region.name, frozenset())) > 1]
    assert 0 < len(asked) < 0.05 * len(COUNTIES)


def test_a_name_of_none_means_none() -> None:
    assert meant_by("没有这个县", EVERY) == []
