"""Subjects by words: short texts of our own, and the real documents where they are at hand."""

from pathlib import Path

import pytest

from data_layer.cleaning import clean_document
from data_layer.lexicon.topics import load_topics
from data_layer.reading import read_document
from data_layer.segmenting import segment_document
from data_layer.topics import classify_topics

TEXTS = {
    "综合政务": ("三项举措优化营商环境", "政务服务大厅推行一窗受理，审批时限再压减三成，企业开办一天办结。"),
    "经济运行": ("上半年经济运行平稳", "地区生产总值增长5.1%，固定资产投资增长6%，重大项目集中开工。"),
    "财政金融审计": (
        "财政收支保持平衡",
        "一般公共预算收入完成12亿元，税收收入占比提高，存款余额稳步增加，审计监督不断加强。",
    ),
    "国土资源能源": ("盘活闲置土地见成效", "自然资源局清理批而未供土地，依法查处违法用地，办好不动产登记。"),
    "农业农村水利": ("夏粮丰收在望", "全县小麦播种面积稳定，高标准农田灌溉有保障，合作社农机齐上阵。"),
    "工业交通": ("园区新添六条生产线", "规上工业企业加快技术改造，通往园区的公路改造完成，物流更加顺畅。"),
    "商贸旅游": ("假日消费市场红火", "景区接待游客增多，民宿一房难求，商务局组织电商直播带货。"),
    "市场监管安全生产": (
        "冬季安全生产大检查",
        "市场监督管理局与应急管理局联合排查事故隐患，查处假冒伪劣商品。",
    ),
    "城乡建设环境保护": (
        "老旧小区换新颜",
        "住建局推进老旧小区改造，完善雨污管网，城管执法清理占道，绿化、停车位同步增加。",
    ),
    "科技教育": ("义务教育优质均衡", "教育局新建两所小学，增加学位，教师轮岗交流，校园环境改善。"),
    "文化宣传": (
        "文明城市创建再加力",
        "宣传部组织志愿者走进社区，新时代文明实践站开展文化活动，道德模范宣讲。",
    ),
    "卫生健康": (
        "县医院门诊楼启用",
        "卫健局推进医共体建设，家庭医生上门，乡村医生培训全覆盖，疫苗接种有序。",
    ),
    "就业社保人事": ("春风行动送岗到家", "人社局举办招聘会，提供就业岗位，发放创业担保贷款，组织技能培训。"),
    "公安司法": ("矛盾纠纷化解在基层", "司法局调解员与民警联动，法院巡回审判，检察院公益诉讼，普法进村。"),
    "民政乡村振兴": (
        "兜牢民生底线",
        "民政局提高低保标准，特困人员集中供养，养老服务中心建成，驻村工作队走访监测对象。",
    ),
    "群团统战": ("劳模工匠进校园", "总工会表彰劳动模范，团委、妇联组织青年和妇女参加，帮扶困难职工。"),
    "人大政协": (
        "代表建议件件有回音",
        "人大常委会听取和审议专项工作报告，开展专题询问，政协委员提案全部办复。",
    ),
    "党建纪检": ("党建引领强堡垒", "组织部整顿软弱涣散党组织，党员认领岗位，纪委监委通报作风问题。"),
}


@pytest.mark.parametrize("topic", TEXTS)
def test_a_plain_text_of_each_subject(topic):
    title, text = TEXTS[topic]
    assert classify_topics(title, text)[0] == topic
    assert classify_topics(None, text)[0] == topic


def test_the_table_covers_the_list():
    assert list(TEXTS) == [topic.name for topic in load_topics()]


@pytest.mark.parametrize("name", ["盐城市", "宣城市", "绿园区"])
def test_the_name_of_a_place_tells_of_no_subject(name):
    assert classify_topics(f"{name}举办灯会", f"{name}的灯会办了三个晚上。") == ()
    assert classify_topics(f"{name}早稻开镰", f"{name}的早稻已经收割八成。") == ("农业农村水利",)


def test_two_subjects_of_even_weight_are_both_given():
    title = "总工会助力乡村振兴"
    text = "工会组织劳模结对帮扶脱贫户，职工认购农产品，驻村工作队牵线。" * 3
    assert set(classify_topics(title, text)[:2]) == {"群团统战", "民政乡村振兴"}


def test_the_headline_outweighs_the_body():
    body = "同志们参加了会议。会上提到教育、医疗。"
    assert classify_topics("全县财政工作会议召开", body)[0] == "财政金融审计"


def test_one_repeated_word_does_not_decide_alone():
    body = "干部" * 40 + "。人社局举办招聘会，提供就业岗位，组织技能培训，落实社保补贴。"
    assert classify_topics(None, body)[0] == "就业社保人事"


def test_no_evidence_is_no_subject_and_one_word_is_one():
    assert classify_topics(None, "") == ()
    assert classify_topics("", "天气晴，气温回升。") == ()
    assert classify_topics(None, "低保") == ("民政乡村振兴",)


def test_never_more_than_three():
    text = "".join(text for _, text in TEXTS.values())
    assert len(classify_topics(None, text)) <= 3


def test_quotation_marks_do_not_hide_a_word():
    assert classify_topics("抓好“三农”工作", "“河长”制落实。")[0] == "农业农村水利"


SHARED = Path(__file__).parents[3] / "shared"
EXPECTED = {
    "000": "employment agriculture civil industry",
    "001": "civil land agriculture employment government",
    "002": "employment industry agriculture civil",
    "003": "industry agriculture law civil market law law market law",
    "004": """
        civil economy culture economy congress agriculture culture groups education congress
        groups agriculture congress party city economy party employment government industry
        congress employment law employment law congress culture land
    """,
}
"""Subject of each article of the real documents, in their order."""


@pytest.mark.parametrize("number", EXPECTED)
def test_the_real_documents(number):
    files = list((SHARED / "seeds").glob(f"{number}_*"))
    if not files:
        pytest.skip("the real documents are not at hand")
    document = read_document(files[0].name, files[0].read_bytes())
    articles = segment_document(document, clean_document(document))
    names = {topic.id: topic.name for topic in load_topics()}
    expected = [names[topic] for topic in EXPECTED[number].split()]
    assert len(articles) == len(expected)
    found = [classify_topics(article.title, article.text) for article in articles]
    if number == "003":  # its columns are interleaved: the order of its articles is a matter of taste
        assert all(sum(topic in topics for topics in found) >= expected.count(topic) for topic in expected)
    else:
        assert [topic for topic, topics in zip(expected, found, strict=True) if topic not in topics] == []
