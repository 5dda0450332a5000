"""The place an article speaks for. The articles are made up after the patterns of the genre."""

import json
import re
from pathlib import Path

import pytest

from data_layer.places import candidates_of, locate_article, locate_source

CASES = [
    (
        "county-bureau",
        "某县农业局春耕忙",
        "3月2日，安化县农业农村局的技术员下到田间。今年，全县计划种植早稻12万亩。"
        "益阳市将安化县列为试点，湖南省拨付资金300万元。我县还组织农机手860名。",
        "安化县",
    ),
    (
        "district-that-names-its-city",
        "武陵区扩岗稳就业",
        "常德市武陵区举办招聘会。常德市领导到会，常德市人社部门送岗。全区达成意向900人。",
        "武陵区",
    ),
    (
        "city-that-names-its-counties",
        "全市安全生产综述",
        "一年来，全市排查隐患3万处。永州市应急局牵头，祁阳市、道县、双牌县、东安县联动。"
        "我市建成平台1个，全市事故下降12%。祁阳市培训2000人。",
        "永州市",
    ),
    (
        "city-bureau-without-a-name-in-the-headline",
        None,
        "2021年，全市检察机关办案900件。宣城市检察院选树典型，宣州区院、郎溪县院、广德市院、"
        "泾县院各有特色。全市群众满意度居全省前列。",
        "宣城市",
    ),
    (
        "province-that-names-its-cities",
        "山西经济稳中有进",
        "山西省前三季度增长8%。太原、大同、临汾三市领跑。我省开工项目2200个，太原市占三成。"
        "山西转型提速，全省新登记企业10万户。",
        "山西省",
    ),
    (
        "county-level-city",
        "产业兴了",
        "冬日的冷水江市，橘红满山。全市小水果面积1万亩，娄底市组织观摩。冷水江市农业农村局统计，"
        "全市脱贫户增收。",
        "冷水江市",
    ),
    (
        "city-named-in-passing-only",
        "用电量稳步增长",
        "一季度，全市用电8亿千瓦时，全市工业用电5亿千瓦时，成为玉溪市工业增长的佐证。全市新增用户900户。",
        "玉溪市",
    ),
    (
        "another-city-named-once",
        "用电量稳步增长",
        "一季度用电8亿千瓦时，优于玉溪市平均水平。",
        None,
    ),
    (
        "towns-only",
        None,
        "铎山镇、渣渡镇、禾青镇和沙塘湾街道今年修路42公里，铎山镇新增产业基地3个。",
        "冷水江市",
    ),
    (
        "zone-of-a-city",
        "株洲经开区奋力争先",
        "株洲经开区今年签约32个项目。该区与长沙市雨花区、浏阳市对接。株洲经开区新增企业120家。",
        "株洲市",
    ),
    (
        "autonomous-region",
        None,
        "据自治区统计局数据，前两月广西工业增长7%。全区汽车产量增长13%，全区用电增长5%。",
        "广西壮族自治区",
    ),
    (
        "autonomous-prefecture",
        "2022年海西州统计公报",
        "全州生产总值842亿元。格尔木市增长3%，德令哈市增长2%，都兰县增长1%。",
        "海西蒙古族藏族自治州",
    ),
    (
        "destination-in-the-headline",
        "安化县组团赴深圳招商",
        "安化县签约8个项目，深圳企业投资12亿元，深圳商会牵线。我县还将回访。",
        "安化县",
    ),
    (
        "plain-name-opening-the-headline",
        "港口区外贸回暖",
        "今年以来，港口区进出口增长9%。全区新增外贸企业14家。",
        "港口区",
    ),
    (
        "ambiguous-name-with-its-city",
        "鼓楼区政务服务再提速",
        "走进南京市鼓楼区政务大厅，窗口减少9个。鼓楼区推行一窗通办。",
        "鼓楼区",
    ),
    (
        "company-from-elsewhere",
        None,
        "浏阳市帮扶高校毕业生。长沙某某科技有限公司到校招聘，湖南农业大学毕业生签约。"
        "浏阳市已帮扶180人，全市岗位充足。",
        "浏阳市",
    ),
    (
        "nation",
        "2023年国民经济和社会发展统计公报",
        "全年国内生产总值增长5.2%。全国居民人均可支配收入39218元。全国粮食产量增长1.3%。",
        "全国",
    ),
    (
        "nationwide-body",
        "共青团服务乡村振兴综述",
        "团中央部署。团山东省委选培好青年，团江苏省委办节，团河南省委建队，团天津市委送课，"
        "团新疆区委育才。全国各级团组织行动起来，共青团员下乡。",
        "全国",
    ),
    (
        "nationwide-company",
        "中国石化品牌建设综述",
        "中国石化打造品牌。中国石化在镇江的工厂投产，中国石化发布报告，中国石化服务员工。",
        None,
    ),
    (
        "wire-from-the-capital",
        "就业形势总体平稳",
        "新华社北京3月5日电，1至2月，全国城镇新增就业160万人，全国调查失业率5.3%。",
        "全国",
    ),
    ("wire-of-a-county", "开工", "新华社长沙3月5日电，冷水江市新开工项目12个，冷水江人受益。", "冷水江市"),
    ("court", "长沙市芙蓉区人民法院工作报告", "我院受理案件9471件，审结7018件。", "芙蓉区"),
    ("court-elsewhere", "一起案件在芙蓉区人民法院宣判", "被告人获刑三年。", None),
    ("nothing-tells", "一封家书", "春天来了，河水涨了，孩子们放起风筝。", None),
    ("empty", None, "", None),
]


@pytest.mark.parametrize(("title", "text", "name"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_located(title, text, name):
    region = locate_article(title, text)
    assert (region.name if region else None) == name


def test_the_right_drum_tower():
    region = locate_article("鼓楼区政务服务再提速", "走进福州市鼓楼区政务大厅。")
    assert region is not None
    assert region.adcode == "350102"


def test_a_fragment_of_one_sentence():
    region = locate_article(None, "今年来，永兴县园区新增企业12家。")
    assert region is not None
    assert region.name == "永兴县"


GOLD = Path(__file__).parents[3] / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled documents are not here")
def test_labelled_reviews_are_located():
    for path in sorted((GOLD / "labels").glob("s004_*.articles.json")):
        (article,) = json.loads(path.read_text(encoding="utf-8"))
        text = (GOLD / "docs" / path.name.replace(".articles.json", ".txt")).read_text(encoding="utf-8")
        region = locate_article(article["title"], re.sub(r"[ \t]", "", text))
        assert region is not None
        assert region.adcode == article["region_adcode"]


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("发布日期：2021-06-25 来源：固镇县统计局", "340323"),
        ("信息来源:桃江县人民政府 点击：20", "430922"),
        ("来源：新华社", None),
        ("来源：安化县\n来源：涟源市", None),
        ("全县经济运行情况", None),
    ],
)
def test_the_source_line_tells_whose_page_it_is(text: str, adcode: str | None) -> None:
    region = locate_source(text)
    assert (region.adcode if region else None) == adcode


def test_candidates_of_an_open_place() -> None:
    assert candidates_of("鼓楼区稳就业", "全区新增就业320人。") == ("320106", "320302", "350102", "410204")
    assert candidates_of(None, "全县新增就业320人。") == ()


def test_a_place_named_only_in_passing_is_nobodys_article() -> None:
    assert (
        locate_article("园区招商有成效", "已签约项目12个，产品远销重庆。前来考察的有韩国、台湾等地的客商。")
        is None
    )
    assert locate_article("园区招商有成效", "产品远销重庆。安化县已签约项目12个。").name == "安化县"
