"""Places that are named in passing do not govern what is said."""

import pytest

from data_layer.places import find_places

PASSING = [
    ("company", "长沙蓝帆环保科技有限公司投产", "长沙"),
    ("group", "永兴银都集团与第三方共建", "永兴"),
    ("university", "湖南农业大学的招聘会", "湖南"),
    ("named-after-full-name", "湘潭市某某职业技术学院", "湘潭市"),
    ("court", "鼎城区人民法院开庭审理", "鼎城区"),
    ("newspaper", "湖南日报记者", "湖南"),
    ("destination", "产品销往重庆", "重庆"),
    ("destination-list", "销往成都、重庆和武汉", "武汉"),
    ("origin", "六成游客来自重庆", "重庆"),
    ("journey", "第一书记赴浙江培训", "浙江"),
    ("supplier-for", "为重庆汽车产业配套", "重庆"),
    ("partner", "与长沙签订协议13个", "长沙"),
    ("bought-from", "从山东引进良种", "山东"),
    ("compared", "创业成功率高于长沙乃至全省", "长沙"),
    ("share-of", "产量占湖南的四成", "湖南"),
    ("award-of", "获评湖南省示范单位", "湖南省"),
    ("first-of", "成为安徽省第一个通过验收的县", "安徽省"),
    ("rank-in-province", "增速居全省第二位", "全省"),
    ("rank-after", "总量全市第一", "全市"),
    ("among-the-first", "综合排名全省前五名", "全省"),
    ("faster-than", "比全国快4.6个百分点", "全国"),
    ("title-of-nation", "全国文明城市测评", "全国"),
    ("won-in-nation", "荣获全国先进称号", "全国"),
    ("beside-countries", "前来洽谈的有日本、泰国、台湾等地的客商", "台湾"),
    ("before-countries", "产品卖到广东和东南亚", "广东"),
    ("visitors-of-nation", "来自全国的客商", "全国"),
]

GOVERNING = [
    ("bureau", "安化县水利局办件2300件", "安化县"),
    ("party-committee", "武陵区委召开会议", "武陵区"),
    ("company-in-its-county", "冷水江市某锑业有限公司纳税", "冷水江市"),
    ("university-in-another-clause", "永州市公安局组织湖南大学学生", "永州市"),
    ("subject", "重庆去年出口增长", "重庆"),
    ("whole-province", "全省粮食总产603亿斤", "全省"),
    ("first-industry", "全市第一产业增加值62亿元", "全市"),
    ("first-three-quarters", "全市前三季度完成投资", "全市"),
    ("sewage-plant", "郴州市第一污水处理厂", "郴州市"),
    ("seventeenth-congress", "北安市第十七届人大", "北安市"),
    ("third-time", "全市第三次集中开工", "全市"),
    ("first-school", "安化县第一中学扩建", "安化县"),
    ("whole-nation", "全国居民人均可支配收入", "全国"),
    ("served", "从全县的12个村看", "全县"),
]


def mention(text, words):
    return next(m for m in find_places(text) if m.text == words)


@pytest.mark.parametrize(("text", "words"), [pytest.param(t, w, id=i) for i, t, w in PASSING])
def test_in_passing(text, words):
    assert mention(text, words).passing


@pytest.mark.parametrize(("text", "words"), [pytest.param(t, w, id=i) for i, t, w in GOVERNING])
def test_spoken_of(text, words):
    assert not mention(text, words).passing
