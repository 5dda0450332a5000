"""Indicators under the names that officials use at the table: the first one offered is the one meant."""

from __future__ import annotations

import pytest

from data_layer.figures.phrases.catalogue import search_indicators
from data_layer.lexicon.indicators import DIMENSIONS, load_indicators

MEANT = {
    "一般公共预算收入": "一般公共预算收入",
    "财政收入": "财政总收入",
    "地方财政收入": "一般公共预算收入",
    "税收收入": "税收收入",
    "财政支出": "一般公共预算支出",
    "民生支出": "民生支出",
    "生产总值": "地区生产总值",
    "人均GDP": "人均地区生产总值",
    "三产增加值": "第三产业增加值",
    "一产": "第一产业增加值",
    "农业总产值": "农林牧渔业总产值",
    "建筑业产值": "建筑业总产值",
    "规上工业利润": "规模以上工业企业利润总额",
    "工业投资": "工业投资",
    "民间投资": "民间投资",
    "房地产投资": "房地产开发投资",
    "招商引资": "招商引资到位资金",
    "实际利用外资": "实际使用外资",
    "外贸": "进出口总额",
    "进出口": "进出口总额",
    "网上零售额": "网上零售额",
    "快递": "快递业务量",
    "CPI": "居民消费价格指数",
    "城镇居民收入": "城镇居民人均可支配收入",
    "农民收入": "农村居民人均可支配收入",
    "居民收入": "居民人均可支配收入",
    "城镇化率": "常住人口城镇化率",
    "出生率": "人口出生率",
    "失业率": "城镇登记失业率",
    "职业技能培训": "职业技能培训人数",
    "创业担保贷款": "创业担保贷款发放金额",
    "脱贫人口务工": "脱贫人口务工人数",
    "养老保险参保": "基本养老保险参保人数",
    "医保参保": "基本医疗保险参保人数",
    "贷款余额": "金融机构本外币贷款余额",
    "存款余额": "金融机构本外币存款余额",
    "高新技术企业": "高新技术企业数",
    "市场主体": "经营主体总数",
    "旅游收入": "旅游总收入",
    "游客": "接待游客人次",
    "优良率": "空气质量优良天数比率",
    "万元GDP能耗": "单位地区生产总值能耗",
    "污水处理率": "城市污水处理率",
    "危房改造": "农村危房改造户数",
    "村集体收入": "村级集体经济收入",
    "学位": "新增学位数",
    "生猪出栏": "生猪出栏",
    "高标准农田": "高标准农田建成面积",
}


@pytest.mark.parametrize(("words", "name"), MEANT.items(), ids=MEANT)
def test_an_officials_word_finds_the_indicator(words: str, name: str) -> None:
    assert search_indicators(words)[0].name == name


@pytest.mark.parametrize(
    ("words", "name"),
    {"规上企业": "规模以上工业企业数", "社消": "社会消费品零售总额", "高标田": "高标准农田建成面积"}.items(),
)
def test_letters_in_their_order_find_the_shortest_name_first(words: str, name: str) -> None:
    assert search_indicators(words)[0].name == name


def test_the_catalogue_is_whole() -> None:
    every = load_indicators()
    assert len(every) >= 150
    for one in every:
        assert one.id and one.name and one.group and one.definition.endswith("。"), one.id
        assert one.dimension in DIMENSIONS, one.id
        assert one.direction in ("more", "less", "neither"), one.id
    assert any(one.constant_price for one in every)
