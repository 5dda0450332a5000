"""Values of two years: yearly growth, in two sentences, growths and their points; ratios of the sexes."""

import pytest

CASES = [
    # what each year grew by
    ("公交车由2016年的120辆增加到2021年的176辆，年均增长8%。", False),
    ("公交车由2016年的120辆增加到2021年的176辆，年均增长18%。", True),
    ("在校生从2010年的8200人减少到2020年的6100人，年均下降2.9%。", False),
    ("在校生从2010年的8200人减少到2020年的6100人，年均下降9.2%。", True),
    ("地区生产总值由2015年的86亿元增加到2020年的142亿元，年均增长7.8%。", False),
    ("农民收入由2016年的9800元提高到2021年的15100元，年均增长11.9%。", False),
    ("公交车由120辆增加到176辆，五年来客运量年均增长18%。", False),
    # the same of two years, each in its sentence
    ("2019年全镇有合作社140家。2020年全镇有合作社165家，增加25家。", False),
    ("2019年全镇有合作社140家。2020年全镇有合作社165家，增加52家。", True),
    ("2019年全镇有合作社140家。2020年全镇有家庭农场165家，增加52家。", False),
    ("2015年全镇有合作社140家。2020年全镇有合作社165家，增加5家。", False),
    # two growths and the points between them
    ("增加值增速为6.2%，比上年同期的7.5%回落1.3个百分点。", False),
    ("增加值增速为6.2%，比上年同期的7.5%回落3.1个百分点。", True),
    ("年均增长率为1.42%，较2000—2010年的年均增长率1.87%下降0.54个百分点。", True),
    ("增加值增长6.2%，比全市的7.5%低1.3个百分点，比上年回落0.4个百分点。", False),
    # a base in a bracket
    ("平均月薪4515元，比2015届（4300元）增长5%。", False),
    ("平均月薪4515元，比2015届（4300元）增长9%。", True),
    ("就业率93.2%，较2015届（94.8%）下降1.6个百分点。", False),
    ("就业率93.2%，较2015届（94.8%）下降6.1个百分点。", True),
    # men and women
    ("男生624人，女生780人，男女比例为80:100。", False),
    ("男生624人，女生780人，男女比例为89:100。", True),
    ("全村男性1260人，女性1200人，性别比为105。", False),
    ("全村男性1260人，女性1200人，性别比为115。", True),
    ("男职工930人、女职工620人，男女比例1.5:1。", False),
    ("男性教师60人，女性教师240人，出生人口性别比为108。", False),
    ("城镇居民可支配收入31200元，农村居民可支配收入15000元，城乡居民收入比为2.80:1。", True),
]


@pytest.mark.parametrize(("text", "wrong"), CASES, ids=[text for text, _ in CASES])
def test_values_of_two_years(checks, text, wrong):
    assert any(one.verdict == "inconsistent" for one in checks(text)) is wrong
