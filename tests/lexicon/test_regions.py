"""The tables of regions and the words around places."""

import csv
from collections import Counter

import pytest

from data_layer.errors import LexiconError
from data_layer.lexicon import data_path, places, regions
from data_layer.lexicon.build_regions import short_name
from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import load_regions
from data_layer.model import NATION_ADCODE, RegionLevel

TABLE = load_regions()
WORDS = load_place_words()


def rows(name):
    with data_path(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_the_counts_are_the_ministrys_without_the_nation():
    levels = Counter(region.level for region in TABLE.by_adcode.values())
    assert levels == {
        RegionLevel.NATION: 1,
        RegionLevel.PROVINCE: 34,
        RegionLevel.PREFECTURE: 333,
        RegionLevel.COUNTY: 2842,
    }


def test_each_adcode_has_one_row_of_its_own_form():
    codes = [row["adcode"] for row in rows("regions.csv")]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert codes == sorted(codes)


def test_every_parent_exists_and_stands_higher():
    order = list(RegionLevel)
    for region in TABLE.by_adcode.values():
        if region.adcode != NATION_ADCODE:
            parent = TABLE.by_adcode[region.parent]
            assert order.index(parent.level) < order.index(region.level), region


def test_no_row_only_groups_others():
    names = {region.name for region in TABLE.by_adcode.values()}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@pytest.mark.parametrize(
    ("adcode", "path"),
    [
        pytest.param("419001", ["河南省", "济源市"], id="county-right-under-province"),
        pytest.param("429021", ["湖北省", "神农架林区"], id="forest-district-under-province"),
        pytest.param("659001", ["新疆维吾尔自治区", "石河子市"], id="corps-city-under-region"),
        pytest.param("110101", ["北京市", "东城区"], id="district-of-municipality"),
        pytest.param("500240", ["重庆市", "石柱土家族自治县"], id="county-of-municipality"),
        pytest.param("441900", ["广东省", "东莞市"], id="prefecture-without-counties"),
        pytest.param("810000", ["香港特别行政区"], id="hong-kong"),
        pytest.param("710000", ["台湾省"], id="taiwan"),
        pytest.param("431181", ["湖南省", "永州市", "祁阳市"], id="qiyang"),
        pytest.param("540581", ["西藏自治区", "山南市", "错那市"], id="cona"),
        pytest.param("540481", ["西藏自治区", "林芝市", "米林市"], id="mainling"),
    ],
)
def test_where_a_region_lies(adcode, path):
    assert [region.name for region in TABLE.path(TABLE.by_adcode[adcode])] == path


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("湖南省", "湖南"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("冷水江市", "冷水江"),
        ("麻阳苗族自治县", "麻阳"),
        ("江华瑶族自治县", "江华"),
        ("东乡族自治县", "东乡"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("浦东新区", "浦东"),
        ("管城回族区", "管城"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("巴林左旗", ""),
        ("井陉矿区", ""),
        ("沙县", ""),
        ("城区", ""),
    ],
)
def test_a_short_name_is_the_name_without_rank_and_peoples(name, short):
    assert short_name(name) == short


def test_full_and_short_names_find_every_region():
    for region in TABLE.by_adcode.values():
        assert region in TABLE.full[region.name]
        short = short_name(region.name)
        if short and region.level is not RegionLevel.NATION:
            assert region in TABLE.short[short]


@pytest.mark.parametrize(
    ("former", "ended", "today"),
    [
        ("祁阳县", 2021, "祁阳市"),
        ("崇文区", 2010, "东城区"),
        ("绍兴县", 2013, "柯桥区"),
        ("大庸市", 1994, "张家界市"),
        ("襄樊市", 2010, "襄阳市"),
        ("莱芜市", 2019, "莱芜区"),
        ("遵义县", 2016, "播州区"),
        ("望城县", 2011, "望城区"),
        ("思茅市", 2007, "普洱市"),
        ("沙县", 2021, "沙县区"),
    ],
)
def test_former_names_lead_to_what_they_are_today(former, ended, today):
    assert [region.name for region in TABLE.former[former]] == [today]
    assert ended in {old.ended for old in TABLE.ended if old.name == former}


def test_a_former_name_is_not_in_use_today():
    assert not set(TABLE.former) & set(TABLE.full)


def test_mergers_kept_by_hand_are_of_the_table():
    for row in rows("regions_mergers.csv"):
        assert TABLE.by_adcode[row["adcode"]].name == row["name"], row
        assert 1990 <= int(row["ended"]) <= 2023, row


def test_towns_lie_in_counties_or_in_cities():
    assert len(TABLE.towns) > 30_000
    for holders in TABLE.towns.values():
        assert {region.level for region in holders} <= {
            RegionLevel.COUNTY,
            RegionLevel.PREFECTURE,
            RegionLevel.PROVINCE,
        }
    assert [region.name for region in TABLE.towns["铎山镇"]] == ["冷水江市"]
    assert "小城镇" not in TABLE.towns


def test_aliases_are_no_official_names():
    for name, adcode in WORDS.aliases.items():
        assert adcode in TABLE.by_adcode, name
        assert name not in TABLE.full, name


def test_known_zones_lie_in_regions_and_are_none():
    for name, adcode in WORDS.zones.items():
        assert adcode in TABLE.by_adcode, name
        assert name not in TABLE.full, name


def test_ordinary_words_are_names_that_need_the_exception():
    known = set(TABLE.short) | set(TABLE.full) | set(TABLE.former) | set(TABLE.towns)
    assert WORDS.plain_names <= known


def test_no_ordinary_word_is_an_alias_or_a_relative_word():
    assert not WORDS.plain_names & (set(WORDS.aliases) | set(WORDS.relative)) - {"全州"}
    assert set(WORDS.pointing) <= set(WORDS.relative)


def test_masks_hide_no_region():
    assert not set(WORDS.masks) & (set(TABLE.full) | set(TABLE.towns))


def test_a_name_between_two_common_words_is_known_to_be_none():
    assert {"重大", "完成", "其中"} <= TABLE.words_before
    assert {"理论", "都市", "城市", "政府"} <= TABLE.words_after
    assert "组建" in TABLE.no_name_words
    assert "荷花" not in TABLE.no_name_words


def test_a_row_with_an_unknown_code_names_file_and_entry(monkeypatch):
    original = regions._rows

    def broken(name):
        yield from original(name)
        if name == "regions_history.csv":
            yield ["999998", "无此县", "2001", "999999"]

    monkeypatch.setattr(regions, "_rows", broken)
    with pytest.raises(LexiconError, match=r"regions_history\.csv, entry 无此县.*999999"):
        load_regions.__wrapped__()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"masks": "北海道 北海道"}, "masks: more than once: 北海道", id="word-twice"),
        pytest.param({"masks": ["北海道"]}, "masks: a string of words", id="not-a-string"),
        pytest.param({"relative": {"planet": "全球"}}, "relative: unknown ranks", id="unknown-rank"),
        pytest.param({"aliases": None}, "missing or of the wrong form", id="no-aliases"),
    ],
)
def test_a_wrong_list_names_its_entry(monkeypatch, change, message):
    data = places.read_yaml("places.yaml") | change
    monkeypatch.setattr(places, "read_yaml", lambda name: data)
    with pytest.raises(LexiconError, match=message):
        load_place_words.__wrapped__()
