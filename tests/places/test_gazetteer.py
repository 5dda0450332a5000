"""Looking regions up."""

import pytest

from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel
from data_layer.places import region_by_adcode, region_path, regions_meant, search_regions


@pytest.mark.parametrize(
    ("adcode", "name"),
    [("431381", "冷水江市"), ("100000", "全国"), ("431121", "祁阳市"), ("000000", None), ("", None)],
)
def test_by_adcode(adcode, name):
    region = region_by_adcode(adcode)
    assert (region.name if region else None) == name


@pytest.mark.parametrize(
    ("adcode", "names"),
    [
        ("431381", ["湖南省", "娄底市", "冷水江市"]),
        ("430000", ["湖南省"]),
        ("419001", ["河南省", "济源市"]),
        ("100000", ["全国"]),
        ("999999", []),
    ],
)
def test_path(adcode, names):
    assert [region.name for region in region_path(adcode)] == names


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("冷水江", "冷水江市"),
        ("431381", "冷水江市"),
        ("祁阳县", "祁阳市"),
        ("江华", "江华瑶族自治县"),
        ("江华县", "江华瑶族自治县"),
        ("湖南 祁阳", "祁阳市"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("长沙", "长沙市"),
        ("吉林", "吉林省"),
    ],
)
def test_search_finds_first(words, first):
    assert search_regions(words)[0].name == first


def test_an_ambiguous_name_gives_every_choice():
    assert [region.adcode for region in search_regions("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert [region.adcode for region in search_regions("福州 鼓楼区")] == ["350102"]


@pytest.mark.parametrize("words", ["", "  ", "没有这个县", "湖南 鼓楼区"])
def test_nothing_fits(words):
    assert search_regions(words) == []


def test_every_county_is_found_by_name_and_code():
    for region in load_regions().by_adcode.values():
        if region.adcode[4:] != "00":
            assert region_by_adcode(region.adcode) == region
    for region in list(load_regions().by_adcode.values())[::97]:
        assert region in search_regions(region.name)
        assert search_regions(region.adcode)[0] == region


def test_every_county_resolves_by_code_name_and_short_name():
    """As the filter takes typed words: a plain name gives one region, an ambiguous one all to choose from."""
    table = load_regions()
    counties = [region for region in table.by_adcode.values() if region.level is RegionLevel.COUNTY]
    short = {region.adcode: name for name, regions in table.short.items() for region in regions}
    assert len(counties) >= 2842
    plain = 0
    for region in counties:
        assert regions_meant(region.adcode) == [region]
        by_name = regions_meant(region.name)
        assert region in by_name, region
        plain += len(by_name) == 1
        assert region in regions_meant(short.get(region.adcode, region.name)), region
        holders = " ".join(one.name for one in region_path(region.adcode)[:-1])
        assert regions_meant(f"{holders} {region.name}") == [region], region
    assert plain > 0.95 * len(counties)


@pytest.mark.parametrize(
    ("words", "adcodes"),
    [
        ("新晃县", ["431227"]),
        ("湘潭", ["430300", "430321"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("徐州 鼓楼区", ["320302"]),
        ("没有这个县", []),
        ("", []),
    ],
)
def test_regions_meant(words, adcodes):
    assert [region.adcode for region in regions_meant(words)] == adcodes


def test_every_code_inside_a_province_begins_as_the_provinces_does():
    """A filter by region relies on it to pass over what lies elsewhere."""
    for adcode in load_regions().by_adcode:
        assert {region.adcode[:2] for region in region_path(adcode)} == {adcode[:2]}
