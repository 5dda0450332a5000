"""What open mentions mean: by the article's own place and by the other places named."""

import pytest

from data_layer.places import find_places, region_by_adcode, resolve_places

CASES = [
    # id, adcode of the article's place, text, words, region, place
    ("whole-city-in-county", "430923", "全市排名靠前", "全市", "益阳市", None),
    ("whole-city-in-county-level-city", "431381", "全市脱贫户", "全市", "冷水江市", None),
    ("whole-city-in-district", "430702", "在全市率先", "全市", "常德市", None),
    ("whole-city-in-municipality", "110105", "全市新增", "全市", "北京市", None),
    ("whole-province-in-county", "430923", "我省出台", "我省", "湖南省", None),
    ("whole-district", "430702", "全区就业", "全区", "武陵区", None),
    ("whole-district-in-autonomous-region", "450000", "全区工业", "全区", "广西壮族自治区", None),
    ("whole-region-in-county-of-it", "450324", "全区工业", "全区", "广西壮族自治区", None),
    ("whole-prefecture", "422822", "全州经验", "全州", "恩施土家族苗族自治州", None),
    ("whole-banner", "150421", "全旗牧民", "全旗", "阿鲁科尔沁旗", None),
    ("whole-league", "152502", "全盟旅游", "全盟", "锡林郭勒盟", None),
    ("whole-county-in-city-that-was-one", "431181", "全县水稻", "全县", "祁阳市", None),
    ("nation", "430923", "全国分别为", "全国", "全国", None),
    ("that-county-in-city", "431200", "溆浦县推广脐橙，该县产值", "该县", "溆浦县", None),
    ("that-county-in-own-article", "431023", "与长沙县结对后，该县新增", "该县", "永兴县", None),
    ("that-county-just-named", "430922", "新化县扩岗，该县新增", "该县", "新化县", None),
    (
        "that-county-far-back",
        "430922",
        "新化县扩岗。" + "生产照常。" * 40 + "该县新增",
        "该县",
        "桃江县",
        None,
    ),
    ("that-city-just-named", "431381", "邵东市扩岗，该市新增", "该市", "邵东市", None),
    (
        "that-zone",
        "430200",
        "与雨花区结对，株洲经开区扩岗，该区新增",
        "该区",
        "株洲市",
        "株洲经开区",
    ),
    ("that-city-in-province", "430000", "浏阳市扩岗，该市新增", "该市", "浏阳市", None),
    ("whole-county-in-city", "431200", "新晃侗族自治县开会，全县村级", "全县", "新晃侗族自治县", None),
    ("without-home", None, "武陵区扩岗后，全区新增", "全区", "武陵区", None),
    ("city-above-without-home", None, "武陵区扩岗后，全市新增", "全市", "常德市", None),
    ("ambiguous-by-home", "320100", "鼓楼区开工", "鼓楼区", "鼓楼区", None),
    ("ambiguous-by-sibling", None, "玄武区、鼓楼区", "鼓楼区", "鼓楼区", None),
    ("ambiguous-stays-open", None, "鼓楼区开工", "鼓楼区", None, None),
    ("ambiguous-in-province-stays-open", "320000", "鼓楼区开工", "鼓楼区", None, None),
    ("district-short-by-home", "430702", "武陵市民", "武陵", "武陵区", None),
    ("district-short-by-city", "430700", "武陵市民", "武陵", "武陵区", None),
    ("district-short-by-full-name", None, "麦积区，麦积民政", "麦积", "麦积区", None),
    ("plain-district-by-home", "140502", "城区绿化", "城区", "城区", None),
    ("plain-district-by-composite", None, "西宁市城中区试点，城中区推广", "城中区", "城中区", None),
    ("village-of-county", "430702", "荷花社区走访", "荷花社区", "武陵区", "荷花社区"),
    ("zone-of-county", "431023", "柏林园区投产", "柏林园区", "永兴县", "柏林园区"),
    ("zone-after-county-in-city", "431000", "永兴县发力，柏林园区投产", "柏林园区", "永兴县", "柏林园区"),
    ("zone-of-city", "511600", "川渝高竹新区签约", "川渝高竹新区", "广安市", "川渝高竹新区"),
    ("city-zone-in-county-article", "430321", "湘潭高新区签约", "湘潭高新区", "湘潭市", "湘潭高新区"),
    ("known-zone-in-any-article", "431023", "雄安新区建设者", "雄安新区", "保定市", "雄安新区"),
    ("whole-district-after-a-zone", "620100", "兰州新区发力，全区投资增长", "全区", "兰州市", "兰州新区"),
    ("nameless-zone", "431023", "园区投产", "园区", "永兴县", "园区"),
    ("nameless-zone-in-province", "140000", "开发区完成投资", "开发区", None, "开发区"),
    ("town-by-home", "430923", "城南镇、梅城镇修路", "梅城镇", "安化县", "梅城镇"),
    ("town-of-same-name-elsewhere", "431023", "双江乡修路", "双江乡", "永兴县", "双江乡"),
    ("town-by-last-county", "430000", "娄星区巡察，双江乡修路", "双江乡", "娄星区", "双江乡"),
    ("that-town", "430626", "童市镇调解有方，该镇信访", "该镇", "平江县", "童市镇"),
]


@pytest.mark.parametrize(
    ("home", "text", "words", "region", "place"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_resolved(home, text, words, region, place):
    found = resolve_places(find_places(text), region_by_adcode(home) if home else None)
    mention = [m for m in found if m.text == words][-1]
    assert (mention.region.name if mention.region else None, mention.place) == (region, place)


def test_the_right_one_of_many():
    nanjing = region_by_adcode("320100")
    (mention,) = resolve_places(find_places("鼓楼区开工"), nanjing)
    assert mention.region.adcode == "320106"
    assert len(mention.candidates) == 4


@pytest.mark.parametrize("text", ["雨花石的传说，雨花飞舞", "城区新增绿地"])
def test_unsupported_words_are_left_out(text):
    assert resolve_places(find_places(text), region_by_adcode("430923")) == []


ZONE_ARTICLE = (
    "株洲经开区招商火热。该区签约32个。株洲经开区有园区学校。全区新增企业9家，"
    "株洲经开区还与长沙市雨花区结对。该区连续3年增长。"
)


@pytest.mark.parametrize("words", ["该区", "全区"])
def test_a_zones_article_speaks_of_the_zone(words):
    found = resolve_places(find_places(ZONE_ARTICLE), region_by_adcode("430200"))
    meant = {(m.region.name, m.place) for m in found if m.text == words}
    assert meant == {("株洲市", "株洲经开区")}


def test_long_articles_take_linear_time():
    text = "鼓楼区、城关镇、该县、柏林园区与全市。" * 3000
    assert len(resolve_places(find_places(text), region_by_adcode("320100"))) == 15000
