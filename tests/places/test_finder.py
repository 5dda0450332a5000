"""Names of places in a text: (words, name of the region or None, place)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel
from data_layer.places import find_places, find_regions

SEEDS = Path(__file__).parents[2] / "seeds"

FOUND = [
    ("full-name", "冷水江市今年引进项目12个", [("冷水江市", "冷水江市", None)]),
    ("province-and-county", "湖南省冷水江市脱贫户增收", [("湖南省冷水江市", "冷水江市", None)]),
    ("city-and-district", "常德市武陵区新增就业", [("常德市武陵区", "武陵区", None)]),
    ("short-city-and-district", "永州冷水滩区、娄底市娄星区", [
        ("永州冷水滩区", "冷水滩区", None), ("娄底市娄星区", "娄星区", None)]),
    ("three-levels", "四川省成都市武侯区", [("四川省成都市武侯区", "武侯区", None)]),
    ("same-name-of-province-and-city", "吉林吉林市冰雪季", [("吉林吉林市", "吉林市", None)]),
    ("short-province", "广西、西藏", [
        ("广西", "广西壮族自治区", None), ("西藏", "西藏自治区", None)]),
    ("short-province-of-three", "内蒙古出产", [("内蒙古", "内蒙古自治区", None)]),
    ("autonomous-county-as-county", "江华县与麻阳县的柑橘", [
        ("江华县", "江华瑶族自治县", None), ("麻阳县", "麻阳苗族自治县", None)]),
    ("autonomous-prefecture-as-prefecture", "恩施州、湘西州", [
        ("恩施州", "恩施土家族苗族自治州", None), ("湘西州", "湘西土家族苗族自治州", None)]),
    ("banner", "阿鲁科尔沁旗、科左中旗", [
        ("阿鲁科尔沁旗", "阿鲁科尔沁旗", None), ("科左中旗", "科尔沁左翼中旗", None)]),
    ("former-name", "祁阳县2018年粮食总产", [("祁阳县", "祁阳市", None)]),
    ("merged-district", "原崇文区老字号", [("崇文区", "东城区", None)]),
    ("short-beats-county-of-its-name", "长沙的夜经济", [("长沙", "长沙市", None)]),
    ("ambiguous-full-name", "鼓楼区开工18个项目", [("鼓楼区", None, None)]),
    ("decided-by-its-city", "南京市鼓楼区开工", [("南京市鼓楼区", "鼓楼区", None)]),
    ("city-centre-district", "内江市中区、乐山市市中区", [
        ("内江市中区", "市中区", None), ("乐山市市中区", "市中区", None)]),
    ("district-short-name-waits", "武陵市民的早晨", [("武陵", None, None)]),
    ("bureau-in-name", "武陵区人社局与安化县水利局", [
        ("武陵区", "武陵区", None), ("安化县", "安化县", None)]),
    ("town", "安化县东坪镇", [("安化县东坪镇", "安化县", "东坪镇")]),
    ("town-alone", "走进铎山镇看变化", [("铎山镇", "冷水江市", "铎山镇")]),
    ("town-and-village", "铎山镇金星社区的屋场", [("铎山镇金星社区", "冷水江市", "铎山镇金星社区")]),
    ("town-of-those-sent-to-its-village", "铎山镇驻村工作队进村后", [("铎山镇", "冷水江市", "铎山镇")]),
    ("town-the-table-lacks", "冷水江市某某镇", [("冷水江市", "冷水江市", None)]),
    ("village-alone", "走访荷花社区32户", [("荷花社区", None, "荷花社区")]),
    ("village-named-like-city", "眉山村的蜜橘", [("眉山村", None, "眉山村")]),
    ("zone-of-city", "株洲经开区、湘潭高新区", [
        ("株洲经开区", "株洲市", "株洲经开区"), ("湘潭高新区", "湘潭市", "湘潭高新区")]),
    ("zone-with-own-name", "娄底市万宝新区投资3亿元", [("娄底市万宝新区", "娄底市", "娄底市万宝新区")]),
    ("zone-in-table", "苏州工业园区实际使用外资", [("苏州工业园区", "苏州市", "苏州工业园区")]),
    ("known-zone-and-county", "雄安新区安新县", [
        ("雄安新区", "保定市", "雄安新区"), ("安新县", "安新县", None)]),
    ("county-named-like-and", "和县位于江边", [("和县", "和县", None)]),
    ("zone-alone", "重点打造柏林园区，投产9家", [("柏林园区", None, "柏林园区")]),
    ("joint-zone", "签约落地川渝高竹新区", [("川渝高竹新区", None, "川渝高竹新区")]),
    ("zone-that-calls-itself-district", "怀化市洪江区国土空间规划", [
        ("怀化市洪江区", "怀化市", "怀化市洪江区")]),
    ("the-same-without-its-city", "洪江区念好早字诀", [("洪江区", "怀化市", "洪江区")]),
    ("relative", "全县、我市、该区", [("全县", None, None), ("我市", None, None), ("该区", None, None)]),
    ("nation", "全国平均和我国农村", [("全国", "全国", None), ("我国", "全国", None)]),
    ("short-before-乡村", "怀化乡村振兴", [("怀化", "怀化市", None)]),
    ("short-before-road-chief", "郴州河长制", [("郴州", "郴州市", None)]),
    ("city-market", "长沙市场上的红柚", [("长沙市", "长沙市", None)]),
    ("city-inside-province-word", "浙江宁波舟山港", [("浙江宁波", "宁波市", None), ("舟山", "舟山市", None)]),
]  # fmt: skip

NOT_FOUND = [
    ("across-two-words", "重大理论和现实问题"),
    ("across-a-verb-and-waterworks", "今年新建水厂三座、修建水厂两座"),
    ("across-words-with-rank", "完成都市圈规划编制"),
    ("in-the-middle", "其中山区占七成"),
    ("north-east-and-safety", "东北安全生产形势"),
    ("sea-coast", "沿海口岸通关"),
    ("new-platform", "搭建创新平台，服务新平台"),
    ("and-government", "企业和政府联动"),
    ("farmers-and", "农民和社会资本"),
    ("moved-and-settled", "搬迁安置点建成"),
    ("smooth-passing", "顺利通过验收"),
    ("cause-and-industry", "鼓励返乡投资兴业"),
    ("and-county-level", "城市和县域商业"),
    ("model-county", "创建示范县"),
    ("village-revival", "实施乡村振兴区域协作"),
    ("develop-villages", "发展乡村特色产业"),
    ("river-bank", "河南岸湿地"),
    ("river", "浏阳河畔的民宿"),
    ("road", "长沙路与永兴路交会处"),
    ("slogan", "长治久安、大同小异"),
    ("ordinary-words", "和平发展，合作共赢，资源富集，友好往来"),
    ("small-town", "特色小城镇和工业园"[:7]),
    ("zone-without-name", "建设高标准示范区"),
    ("verb-before-zone", "组建园区服务队"[:2]),
    ("public-security", "公安、民政两部门"),
]


def triples(text):
    return [(m.text, m.region.name if m.region else None, m.place) for m in find_places(text)]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in FOUND])
def test_found(text, expected):
    assert triples(text) == expected


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for i, t in NOT_FOUND])
def test_no_place(text):
    assert triples(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("组建园区服务队", "园区", id="verb-is-no-name"),
        pytest.param("打造特色农业产业园", "产业园", id="common-words-are-no-name"),
        pytest.param("扎实推进园区建设", "园区", id="nothing-before"),
    ],
)
def test_a_zone_without_a_name_refers(text, words):
    (mention,) = find_places(text)
    assert (mention.text, mention.relative, mention.region) == (words, True, None)


def test_every_region_is_found_by_its_name():
    for region in load_regions().by_adcode.values():
        mention = find_places(f"去年，{region.name}新增就业120人")[0]
        assert (mention.text, region in mention.candidates) == (region.name, True)


def test_every_county_is_known_by_its_name_after_its_holders():
    table = load_regions()
    for region in table.by_adcode.values():
        if region.level is RegionLevel.COUNTY:
            holder = table.by_adcode[region.parent]
            assert find_places(f"{holder.name}{region.name}新增就业")[0].region == region


def test_candidates_of_an_ambiguous_name_are_kept():
    (mention,) = find_places("鼓楼区")
    assert [region.adcode for region in mention.candidates] == ["320106", "320302", "350102", "410204"]


def test_a_plain_district_name_stays_open():
    (mention,) = find_places("城区新增绿地5公顷")
    assert mention.region is None
    assert len(mention.candidates) > 1


@pytest.mark.xfail(strict=True, reason="a person's name that is a county's short name is not told apart")
def test_a_persons_name_is_no_place():
    assert triples("（通讯员 赵建平）") == []


WORDS = [
    "湖南省",
    "冷水江市",
    "常德",
    "武陵区",
    "铎山镇",
    "大冲村",
    "经开区",
    "全市",
    "该县",
    "的",
    "，",
    "销往",
    "公司",
    "第一",
    "乡",
    "山",
    "1",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=60))
def test_spans_hold_their_words_in_order(text):
    end = 0
    for mention in find_places(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.region is None or mention.region in mention.candidates
        end = mention.end


def test_the_same_text_gives_the_same_mentions():
    text = "湖南省冷水江市铎山镇，株洲经开区与鼓楼区，全县"
    assert find_places(text) == find_places(text)


def test_regions_are_the_mentions_that_name_one() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir()) if path.suffix in (".md", ".txt")
    ]
    texts += [text for _, text, _ in FOUND]
    for text in texts:
        named = [one for one in find_places(text) if one.candidates and not one.relative]
        assert find_regions(text) == [one._replace(passing=False) for one in named]
