"""Sums and 其中."""

import pytest

CASES = [
    # what a label holds in brackets opens no list
    ("粮食中小麦101万吨，稻谷129.5万吨，薯类（含魔芋）272.1万吨，其它杂粮145.5万吨。", "total", []),
    # what comes of a number is no part of it
    ("今年新建18个冷库，带动15个贫困村、82个非贫困村的4700户。", "total", []),
    ("改造30所学校，惠及男生1200名、女生1100名。", "total", []),
    # what is told again later is no part
    ("实事项目“城镇新增就业3万人，农村劳动力转移就业4万人”进展顺利，全市城镇新增就业31500人。", "total", []),
    ("目标为改造城镇危房300户、农村危房500户，已改造城镇危房310户。", "total", []),
    ("全县有卫生院24所，其中中心卫生院9所、一般卫生院15所。", "total", ["consistent"]),
    ("派出工作队员90名（市级20名、县级30名、乡级40名）。", "total", ["consistent"]),
    ("派出工作队员95名（市级20名、县级30名、乡级40名）。", "total", ["inconsistent"]),
    ("发放救灾款12.5万元、慰问金7.5万元，共计20万元。", "total", ["consistent"]),
    ("发放救灾款12.5万元、慰问金7.5万元，共计26万元。", "total", ["inconsistent"]),
    ("城镇居民31.26万人，农村居民28.47万人，合计59.7万人。", "total", ["consistent"]),  # rounding
    ("农业户800户、非农业户150户，两类共计900户。", "total", ["inconsistent"]),
    ("中央12万元、省级8万元、自筹5万元，三项合计30万元。", "total", ["inconsistent"]),
    ("今年春季植树1200亩，秋季植树900亩，全年共植树2300亩。", "total", ["inconsistent"]),
    ("全镇居民950户，其中农业户800户、非农业户100户。", "total", ["inconsistent"]),
    ("基层党组织160个，其中党委20个、党总支40个、党支部100个。", "total", ["consistent"]),
    ("全年引进项目40个，其中亿元项目12个、外资项目6个。", "total", []),  # only some are listed
    ("全市共有律师96名，其中专职律师60名、兼职律师10名。", "total", []),  # public ones are left
    ("全年引进项目40个，其中亿元项目52个。", "part", ["inconsistent"]),
    ("全年引进项目40个，其中亿元项目12个。", "part", ["consistent"]),
    # a list that the next sentence opens, targets and steps beside its numbers
    (
        "财政收入完成3.2亿元，完成预算5亿元的64%，增长4.1%。其中：税收收入2.1亿元，增长3%；非税收入1.6亿元，增长5%。",
        "total",
        ["inconsistent"],
    ),
    (
        "造林面积8600亩，增长5%。按树种分，公益林5200亩，增长2%；商品林3400亩，增长9%。",
        "total",
        ["consistent"],
    ),
    ("人均可支配收入21000元，增长6%。其中，城镇居民32000元，农村居民16000元。", "total", []),
    # a second list of the same total
    (
        "在校学生4200人，其中城镇学生1500人、农村学生2700人；男生2180人，女生2220人。",
        "total",
        ["inconsistent", "consistent"],
    ),
    ("学校48所，其中小学30所（公办21所，民办9所）、初中11所，另有教学点7个。", "total", ["consistent"]),
    # lists of later sentences
    (
        "零售额8600万元，增长5%。按地区分，城镇6100万元，增长4%；乡村2500万元，增长6%。按类型分，餐饮1600万元，增长2%；商品零售7300万元，增长6%。",
        "total",
        ["consistent", "inconsistent"],
    ),
    (
        "全年表彰320人（其中青年86人）。表彰教师120人，医生90人，其他行业人员210人。",
        "total",
        ["inconsistent"],
    ),
    ("受理来电2360件。来电分类：咨询类1500件，投诉类620件，其他类340件。", "total", ["inconsistent"]),
    ("职工1280人，其中女性600人，35岁以下270人，36岁至54岁750人，55岁以上260人。", "total", ["consistent"]),
    ("企业320家，企业中的外资企业18家；个体900户、合作社40家。", "total", []),
    # a list that names its total again
    (
        "播种作物60万亩，其中粮食作物42万亩，粮食作物中，小麦25万亩、玉米15万亩、其他8万亩。",
        "total",
        ["inconsistent"],
    ),
    # what is left
    ("应到委员86名，实到79名，缺席7名，符合规定。", "total", ["consistent"]),
    ("应到委员86名，实到79名，缺席17名，符合规定。", "total", ["inconsistent"]),
    ("接单6172件，办结5960件，正在办理212件。", "total", ["consistent"]),
    ("接单6172件，办结5960件，正在办理221件。", "total", ["inconsistent"]),
    # what was received is not all decided on
    ("受理申请58件，批准50件，不批准3件。", "total", []),
    # what stands beside the total is no part of it
    ("各项存款余额266亿元，其中住户存款余额209亿元；各项贷款余额140亿元，增长18%。", "total", []),
    ("男职工120人，其中党员50人、团员30人，女职工90人。", "total", []),
    ("出口总额30亿元，其中机电产品出口28亿元，进口额10亿元。", "total", []),
    ("规上工业企业营收90亿元，其中制造业70亿元、采矿业20亿元；规上工业用电30亿元。", "total", ["consistent"]),
    # valid or not, named or not: nothing is left
    ("收到选票820张，其中有效票803张，无效票17张。", "total", ["consistent"]),
    ("收到留言530条，其中有效留言479条，无效留言15条。", "total", ["inconsistent"]),
    ("收到举报260件，其中实名举报180件、匿名举报50件。", "total", ["inconsistent"]),
    # births are deaths and natural growth
    ("人口出生率9.52‰，比上年下降0.6个千分点；死亡率6.17‰；自然增长率3.35‰。", "total", ["consistent"]),
    ("人口出生率9.52‰，比上年下降0.6个千分点；死亡率6.71‰；自然增长率3.35‰。", "total", ["inconsistent"]),
    ("出生率为7.1‰，死亡率为8.4‰，人口自然增长率为-1.3‰。", "total", ["consistent"]),
    ("出生率为7.1‰，死亡率为8.4‰。自然增长率为-3.1‰。", "total", ["inconsistent"]),
    ("出生率为9.53‰，死亡率为6.17‰，自然增长率为3.33‰。", "total", ["unsure"]),  # of a sample
    ("出生率为9.5‰，比全省的死亡率6.2‰高，机械增长率为2.3‰。", "total", []),
    # those named are not all
    ("旱地杂粮33万亩，以玉米、大豆为主，面积分别为12万亩、7万亩。", "total", []),
    # one misread digit, far above the last, betrays a list that no word calls complete
    ("全年接待43481人，其中东湖31510人、西湖5371人、南湖6200人。", "total", ["inconsistent"]),
    ("储备粮8215.36吨，其中一库3102.18吨、二库2611.07吨、三库2102.11吨。", "total", ["inconsistent"]),
    ("补贴57268元，其中甲村21344元、乙村19023元、丙村13901元。", "total", ["inconsistent"]),
    ("全年接待43481人，其中东湖31510人、西湖5371人、南湖6527人。", "total", []),  # others are left
    ("发放棉被4800件，其中东乡2100件、西乡1300件、南乡900件。", "total", []),  # round numbers differ roundly
    # a number in a bracket between a total and its list
    (
        "共处分78人（不含另案处理的3人，其材料已移送），其中警告26人、记过35人、撤职17人。",
        "total",
        ["consistent"],
    ),
    (
        "共处分78人（不含另案处理的3人，其材料已移送），其中警告62人、记过35人、撤职17人。",
        "total",
        ["inconsistent"],
    ),
    ("建成水窖95口（不包括旧窖8口，已停用），其中一组31口、二组40口、三组46口。", "total", ["unsure"]),
    # parts of most lists, which together are more than all
    ("林牧渔业总产值50亿元，其中农业30亿元、林业8亿元、牧业14亿元、渔业6亿元。", "total", ["inconsistent"]),
    ("一审收案620件，其中14岁至16岁的520件、16岁至18岁的310件。", "total", ["inconsistent"]),
    ("猪牛羊禽肉产量9000吨，其中猪肉7000吨、牛肉900吨、羊肉1400吨、禽肉1200吨。", "total", ["inconsistent"]),
    # what stands beside others is not their sum
    ("在校生8100人，其中小学3900人，初中2460人，普通高中1100人，职业高中640人。", "total", ["consistent"]),
    ("学生中，初中3927人，普通高中1916人，职业高中741人。", "total", []),
    # lists that go on behind a ；
    (
        "学校88所，其中普通高中3所、职业高中2所；初中18所（含2所民办初中）、小学40所、幼儿园25所。",
        "total",
        ["consistent"],
    ),
    (
        "学校80所，其中普通高中3所、职业高中2所；初中81所（含2所民办初中）、小学40所、幼儿园17所。",
        "total",
        ["inconsistent"],
    ),
]


@pytest.mark.parametrize(("text", "rule", "verdicts"), CASES, ids=[text for text, *_ in CASES])
def test_totals(checks, text, rule, verdicts):
    assert sorted(one.verdict for one in checks(text, rule)) == sorted(verdicts)


def test_arithmetic(checks):
    (one,) = checks("发放救灾款12.5万元、慰问金7.5万元，共计26万元。")
    assert one.explanation == "12.5万元 + 7.5万元 = 20万元，原文写 26万元，相差 6万元"
    assert one.roles == ("分项", "分项", "合计") and one.expected == 200_000


def test_an_indicator_whose_name_ends_with_a_word_of_all_sums_up_nothing(checks):
    assert checks("地方收入5.82亿元；工业投资27.6亿元、社会消费品零售总额21.3亿元。", "total") == []
