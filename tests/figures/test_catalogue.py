"""Phrases as figures carry them, and the entry that measures the same; None where none does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.figures.phrases.catalogue import indicator_by_id, match_indicator, search_indicators
from data_layer.lexicon.indicators import load_indicators
from data_layer.model import FigureKind

LEVEL, RATE, GROWTH = FigureKind.LEVEL, FigureKind.RATE, FigureKind.GROWTH
RANK, MULTIPLE = FigureKind.RANK, FigureKind.MULTIPLE

SAME = """
# the national accounts, as officials shorten them
地区生产总值 | money | level | gdp.total
GDP | money | level | gdp.total
全市GDP | money | level | gdp.total
全年实现地区生产总值 | money | level | gdp.total
地区生产总值增速 | percent | growth | gdp.total
生产总值 | percent | growth | gdp.total
第三产业增加值 | money | level | gdp.tertiary
三产增加值 | percent | growth | gdp.tertiary
服务业增加值 | money | level | gdp.tertiary
服务业增加值占GDP比重 | percent | rate | gdp.tertiary_share
人均GDP | money | level | gdp.per_capita
民营经济增加值占地区生产总值的比重 | percent | rate | gdp.private_share
# industry
规上工业增加值 | percent | growth | industry.added_value_scale
规上工业增加值增速 | percent | growth | industry.added_value_scale
规模工业增加值 | percent | growth | industry.added_value_scale
规工增加值 | percent | growth | industry.added_value_scale
规模以上工业增加值累计增长 | percent | growth | industry.added_value_scale
规上工业企业 | enterprises | level | industry.firms_scale
规模以上工业企业总数 | households | level | industry.firms_scale
新增规上工业企业 | enterprises | level | industry.firms_scale_new
新培育规模以上工业企业 | households | level | industry.firms_scale_new
净增规模以上工业企业 | enterprises | growth | industry.firms_scale
规模以上工业总产值 | money | level | industry.output_scale
规上工业利润总额 | money | level | industry.profit_scale
工业投资 | money | level | industry.investment
工业固定资产投资 | percent | growth | industry.investment
技改投资 | percent | growth | industry.tech_investment
高技术制造业增加值 | percent | growth | industry.hightech_manufacturing
国家级“专精特新”小巨人企业 | enterprises | level | industry.little_giants
全社会用电量 | energy | level | industry.electricity_total
工业用电量 | energy | level | industry.electricity_use
建筑业总产值 | money | level | industry.construction_output
# investment and projects
固定资产投资 | money | level | investment.fixed
完成固定资产投资 | money | level | investment.fixed
固投 | percent | growth | investment.fixed
全社会固定资产投资 | percent | growth | investment.fixed
固定资产投资（不含农户） | percent | growth | investment.fixed
民间投资增速 | percent | growth | investment.private
民间投资占固定资产投资的比重 | percent | rate | investment.private_share
房地产开发投资 | money | level | investment.real_estate
签约项目 | items | level | project.signed
签约项目总投资 | money | level | project.signed_investment
新开工项目 | items | level | project.started
集中开工项目总投资 | money | level | project.started_group_investment
新开工项目总投资 | money | level | project.started_investment
重点项目完成投资 | money | level | project.key_investment
重点项目投资完成率 | percent | rate | project.key_investment
实际到位内资 | money | level | investment.funds_domestic
招商引资到位资金 | money | level | investment.funds_arrived
省外境内资金 | money | level | investment.funds_outside_province
# consumption and trade
社会消费品零售总额 | money | level | trade.retail
社零总额 | percent | growth | trade.retail
社零 | percent | growth | trade.retail
全年完成社会消费品零售总额 | money | level | trade.retail
进出口总额 | money | level | trade.total
外贸进出口总额 | money_usd | level | trade.total
出口总额 | percent | growth | trade.export
实际利用外资 | money_usd | level | trade.fdi
实际使用外资金额 | money_usd | level | trade.fdi
网络零售额 | money | level | trade.online
# public money
一般公共预算收入 | money | level | finance.revenue
地方一般公共预算收入 | money | level | finance.revenue
一般公共预算支出 | money | level | finance.spending
税收收入 | percent | growth | finance.tax
税收占一般公共预算收入比重 | percent | rate | finance.tax_share
金融机构各项存款余额 | money | level | finance.deposits
年末金融机构本外币贷款余额 | money | level | finance.loans
民生支出占比 | percent | rate | finance.livelihood_share
新增减税降费 | money | level | finance.tax_cuts
# farming
粮食总产量 | mass | level | agriculture.grain
粮食产量 | mass | level | agriculture.grain
粮食播种面积 | land_area | level | agriculture.grain_area
粮食种植面积 | land_area | level | agriculture.grain_area
粮食 | land_area | level | agriculture.grain_area
粮食 | mass | level | agriculture.grain
高标准农田 | land_area | level | agriculture.high_standard_built
新建高标准农田 | land_area | level | agriculture.high_standard_built
新增高标准农田 | land_area | level | agriculture.high_standard_built
累计建成高标准农田面积 | land_area | level | agriculture.high_standard_total
生猪出栏 | items | level | agriculture.pigs_sold
出栏生猪 | items | level | agriculture.pigs_sold
生猪存栏 | items | level | agriculture.pigs
肉类总产量 | mass | level | agriculture.meat
农民专业合作社 | enterprises | level | agriculture.cooperatives
省级农业产业化龙头企业 | enterprises | level | agriculture.leading_provincial
农林牧渔业总产值 | money | level | agriculture.output
秸秆综合利用率 | percent | rate | agriculture.straw
村级集体经济总收入 | money | level | agriculture.collective_income
# incomes and work
城镇居民人均可支配收入 | money | level | income.urban
城镇常住居民人均可支配收入 | percent | growth | income.urban
农村居民人均可支配收入 | money | level | income.rural
农村居民可支配收入 | percent | growth | income.rural
居民人均可支配收入 | percent | growth | income.resident
全体居民人均可支配收入增速 | percent | growth | income.resident
城乡居民收入比 | ratio | level | income.ratio
城镇新增就业 | people | level | employment.urban_new
全市城镇新增就业 | people | level | employment.urban_new
累计新增就业 | people | level | employment.urban_new
新增城镇就业人数 | people | level | employment.urban_new
武陵区城镇新增就业 | people | level | employment.urban_new
城镇新增就业完成率 | percent | rate | employment.urban_new
新增农村劳动力转移就业 | people | level | employment.rural_transfer
农村劳动力转移就业人数 | people | level | employment.rural_transfer
开展职业技能培训 | visits | level | employment.training
技能培训人次 | visits | level | employment.training
创业培训 | people | level | employment.entrepreneur_training
发放创业担保贷款 | money | level | employment.startup_loans
创业担保贷款发放金额 | money | level | employment.startup_loans
创业担保贷款 | items | level | employment.startup_loans_count
城镇登记失业率 | percent | rate | employment.unemployment_registered
城镇失业人员再就业 | people | level | employment.reemployed
举办线上线下招聘会 | items | level | employment.job_fairs
提供就业岗位 | items | level | employment.jobs_offered
# welfare
农村低保对象 | people | level | relief.rural_people
农村低保对象 | households | level | relief.rural_households
城乡低保对象 | people | level | relief.people
发放低保金 | money | level | relief.allowance
城乡居民基本养老保险参保人数 | people | level | insurance.pension_residents
特困人员 | people | level | relief.destitute
结婚登记 | items | level | civil.marriages
脱贫人口 | people | level | rural.poverty_lifted
脱贫人口 | households | level | rural.poverty_households
# schooling, science, health
九年义务教育巩固率 | percent | rate | education.primary_enrolment
新增公办学位 | items | level | education.seats_new
高新技术企业 | enterprises | level | science.hightech_firms
新认定高新技术企业 | enterprises | level | science.hightech_firms_new
高新技术产业增加值 | percent | growth | science.hightech_added_value
全社会R&D经费支出 | money | level | science.rd
研发经费投入强度 | percent | rate | science.rd_intensity
技术合同成交额 | money | level | science.contracts
每万人口发明专利拥有量 | items | level | science.patents_per_capita
医疗卫生机构床位数 | items | level | health.beds
# environment and towns
空气质量优良天数比率 | percent | rate | environment.good_air
城区空气优良率 | percent | rate | environment.good_air
森林覆盖率 | percent | rate | environment.forest
森林覆盖率 | points | growth | environment.forest
城镇生活污水处理率 | percent | rate | environment.sewage
PM2.5平均浓度 | percent | growth | environment.pm25
各级河长累计巡河 | items | level | environment.river_patrols
改造城镇老旧小区 | items | level | city.old_communities
新改建农村公路 | length | level | city.rural_roads
5G基站 | items | level | city.base_stations
接待国内外游客 | visits | level | tourism.visitors
旅游综合收入 | money | level | tourism.revenue
常住人口城镇化率 | percent | rate | population.urbanization
年末常住人口 | people | level | population.resident
# yearbook notes
稻谷产量 | mass | level | agriculture.rice
牛肉产量 | mass | level | agriculture.beef
规模以上工业企业实现利润总额 | money | level | industry.profit_scale
规模以上工业产品销售率 | percent | rate | industry.sales_rate
采矿业增加值 | percent | growth | industry.mining_added_value
第二产业投资 | percent | growth | investment.secondary
商品房销售面积 | floor_area | level | investment.housing_sales_area
房屋施工面积 | floor_area | level | industry.construction_area
货物周转量 | transport | level | city.freight_turnover
邮政业务总量 | money | level | city.post
年末民用汽车保有量 | items | level | city.cars
金融机构人民币各项贷款余额 | money | level | finance.loans_rmb
国内旅游收入 | money | level | tourism.domestic_revenue
接待入境游客 | visits | level | tourism.inbound_visitors
电视节目综合人口覆盖率 | percent | rate | culture.tv_coverage
普通高中在校学生 | people | level | education.high_students
卫生技术人员 | people | level | health.staff
城镇居民恩格尔系数 | percent | rate | income.engel_urban
签约总投资 | money | level | project.signed_investment
参加创业培训 | visits | level | employment.entrepreneur_training
园区技工贸总收入确保 | money | level | industry.park_revenue
省级企业技术中心 | enterprises | level | science.tech_centers_provincial
# words of reporting inside, and other orders
公路建设累计完成投资 | money | level | city.road_investment
农林牧渔业完成总产值 | money | level | agriculture.output
全年粮食预计产量 | mass | level | agriculture.grain
新增“专精特新”小巨人企业国家级 | enterprises | level | industry.little_giants_new
农村居民人均可支配收入有望 | money | level | income.rural
湖南省怀化市城镇新增就业 | people | level | employment.urban_new
常德城镇新增就业 | people | level | employment.urban_new
2021年一般公共预算收入 | money | level | finance.revenue
1-10月固定资产投资 | percent | growth | investment.fixed
前三季度规上工业增加值同比增长 | percent | growth | industry.added_value_scale
截至11月底城镇新增就业 | people | level | employment.urban_new
# law, congress, services
调解各类矛盾纠纷 | items | level | law.mediations
调解成功率 | percent | rate | law.mediation_rate
法律援助案件 | items | level | law.aid
生产安全事故 | items | level | safety.accidents
听取和审议专项工作报告 | items | level | congress.reports
开展执法检查 | items | level | congress.law_checks
督办代表建议 | items | level | congress.proposals
市场主体 | households | level | service.entities
净增市场主体 | households | growth | service.entities
新登记市场主体 | households | level | service.entities_new
# ranks and multiples
社会消费品零售总额总量排名 | rank | rank | trade.retail
旅游总收入 | rank | rank | tourism.revenue
粮食产量 | times | multiple | agriculture.grain
"""

OTHER = """
# other parts of the economy
工业企业投资意向 | money | level
装备工业投资 | money | level
农村工业增加值 | money | level
乡镇规上工业企业产值 | money | level
园区规上工业企业 | enterprises | level
高新区规上工业增加值 | percent | growth
电子信息产业规上工业增加值 | percent | growth
规上工业企业职工 | people | level
新能源汽车零售额 | money | level
汽车类社会消费品零售总额 | money | level
对日本进出口总额 | money | level
市本级一般公共预算收入 | money | level
一般公共预算收入占地区生产总值比重 | percent | rate
教育领域一般公共预算支出 | money | level
农业银行贷款余额 | money | level
重点项目总投资 | money | level
产业项目总投资 | money | level
县本级财政收入 | money | level
新建区新建企业 | enterprises | level
省级重点项目 | money | level
# other people
女性城镇新增就业 | people | level
高校毕业生新增就业 | people | level
脱贫人口转移就业收入 | money | level
人社局组织的职业培训 | people | level
叉车司机技能培训 | people | level
退役军人职业技能培训 | people | level
企业新录用人员职业培训补贴 | money | level
妇女创业担保贷款 | money | level
困难大学生 | people | level
创业孵化园累计带动就业 | people | level
低收入农村居民人均可支配收入 | money | level
脱贫县农村居民人均可支配收入 | percent | growth
清退农村低保对象 | households | level
留守儿童志愿者 | people | level
# other measures of the same thing
城镇新增就业 | money | level
城镇新增就业 | households | level
农村低保对象 | money | level
高新技术企业 | money | level
高新技术企业营业收入 | money | level
高新技术产业增加值 | enterprises | level
森林覆盖率 | land_area | level
粮食产量 | land_area | level
固定资产投资 | items | level
创业担保贷款贴息 | money | level
创业担保贷款余额 | money | level
城镇居民人均可支配收入 | people | growth
生猪养殖场 | items | level
高标准农田亩均投资 | money | level
粮食仓容 | mass | level
招聘会参会企业 | enterprises | level
新增就业贡献率 | percent | rate
结婚登记跨省通办 | items | level
社会组织党组织 | items | level
河长制工作经费 | money | level
法律援助律师 | people | level
# the rank of a growth is not the rank of a size
社会消费品零售总额增速 | rank | rank
规上工业增加值增幅 | rank | rank
# too little to go by
收入 | money | level
资金 | money | level
项目 | items | level
企业 | enterprises | level
人数 | people | level
增加值 | money | level
增速 | percent | growth
面积 | land_area | level
培训 | people | level
人员 | people | level
投资 | money | level
新增 | items | level
完成 | money | level
累计 | people | level
全市 | people | level
满意率 | percent | rate
"""


def _rows(table):
    lines = (line for line in table.splitlines() if line and line[0] != "#")
    return [[part.strip() for part in line.split("|")] for line in lines]


def _ids(row):
    return "-".join(row[:3])


@pytest.mark.parametrize("row", _rows(SAME), ids=_ids)
def test_the_same_indicator_is_found(row):
    phrase, dimension, kind, indicator_id = row
    match = match_indicator(phrase, dimension, FigureKind(kind))
    assert match is not None
    assert match.indicator_id == indicator_id
    assert 85 <= match.score <= 100
    assert match.name == indicator_by_id(indicator_id).name


@pytest.mark.parametrize("row", _rows(OTHER), ids=_ids)
def test_another_indicator_stays_open(row):
    phrase, dimension, kind = row
    assert match_indicator(phrase, dimension, FigureKind(kind)) is None


def test_the_table_is_large_enough():
    assert len(_rows(SAME)) >= 100 and len(_rows(OTHER)) >= 50


@pytest.mark.parametrize("entry", load_indicators(), ids=lambda entry: entry.id)
def test_each_name_finds_its_entry_in_its_dimension(entry):
    for name in (entry.name, *entry.synonyms):
        match = match_indicator(name, entry.dimension, LEVEL)
        assert match is not None and (match.indicator_id, match.score) == (entry.id, 100.0), name


def test_the_more_is_dropped_the_lower_the_score():
    phrases = ["城镇新增就业人数", "全市城镇新增就业", "新增农村劳动力转移就业", "就业城镇新增"]
    scores = [match_indicator(phrase, "people", LEVEL).score for phrase in phrases]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize("phrase", ["", " ", "，。", "a" * 5000, "的" * 5000, "新增" * 2000, "\ud800", "㎡①"])
def test_odd_phrases_find_nothing(phrase):
    assert match_indicator(phrase, None, LEVEL) is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("固投", "investment.fixed"),
        ("社零", "trade.retail"),
        ("新增就业", "employment.urban_new"),
        ("规工增加值", "industry.added_value_scale"),
        ("gdp", "gdp.total"),
        ("城镇 收入", "income.urban"),
        ("高企", "science.hightech_firms"),
        ("登记失业率", "employment.unemployment_registered"),
        ("优良天数", "environment.good_air_days"),
        ("高标田", "agriculture.high_standard_built"),
        ("巡河", "environment.river_patrols"),
        ("ｒ＆ｄ", "science.rd"),
    ],
)
def test_the_search_takes_officials_words(words, first):
    assert search_indicators(words)[0].id == first


def test_the_search_offers_a_group_and_all():
    assert {entry.group for entry in search_indicators("财政金融")} == {"财政金融"}
    assert search_indicators("  ") == list(load_indicators())
    assert search_indicators("没有这个指标") == []


def test_an_unknown_id_is_none():
    assert indicator_by_id("no.such") is None


@given(st.text(max_size=40), st.sampled_from([None, "people", "percent"]), st.sampled_from(FigureKind))
def test_any_text_is_answered(phrase, dimension, kind):
    match = match_indicator(phrase, dimension, kind)
    assert match is None or 85 <= match.score <= 100


REPORTING = ["全市", "累计", "全年完成", "2022年", "预计", "湖南省", "现有"]


@given(st.sampled_from(load_indicators()), st.sampled_from(REPORTING))
def test_words_of_reporting_never_change_the_answer(entry, word):
    assert match_indicator(word + entry.name, entry.dimension, LEVEL).indicator_id == entry.id
