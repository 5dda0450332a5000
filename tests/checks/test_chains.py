"""Shares told in a row: which number is their whole, and which of them is in error."""

import pytest

CASES = [
    # the whole is told once, a sentence or a ；before its shares
    (
        "全年调解纠纷860件。其中，邻里纠纷387件，占45%；婚姻家庭纠纷215件，占25%；土地纠纷172件，占20%。",
        ["consistent"] * 3,
    ),
    (
        "全年调解纠纷860件。其中，邻里纠纷387件，占45%；婚姻家庭纠纷215件，占29%；土地纠纷172件，占20%。",
        ["consistent", "consistent", "inconsistent"],
    ),
    (
        "到会代表243名，比上届增加6名。从学历看，大专学历61名，占代表总数的25.1%；本科学历134名，占55.1%；研究生学历48名，占18.8%。",
        ["consistent", "consistent", "inconsistent"],
    ),
    # what others agree with is the whole of all
    (
        "馆内藏书58600册。按年代分，民国时期4219册，占7.2%；新中国成立后52154册，占98%；清代及以前2227册，占3.8%。",
        ["consistent", "consistent", "inconsistent"],
    ),
    # all contradict the whole alike: it is the whole that is wrong
    (
        "收到建议182条，其中交通类64条，占50%；教育类38条，占29.7%；卫生类21条，占16.4%。",
        ["inconsistent"] * 3,
    ),
    # the whole is named behind 占 or before 中
    (
        "全县有企业1250家、个体户8300户。企业中，工业企业386家，占30.9%；服务业企业702家，占65.2%。",
        ["consistent", "inconsistent"],
    ),
    (
        "全镇共有农户3260户，比上年增加40户。这些农户中，种植户1842户，占农户总数的65.5%。",
        ["inconsistent"],
    ),
    # the part carries the noun of the whole
    ("全市粮食产量48.2万吨，增长3%。该县粮食产量12.05万吨，占总产量的35%。", ["inconsistent"]),
    # each of a number of its own kind
    (
        "全年接警860起、伤84人。乡村接警387起、伤22人，占总数的45%和62.2%；城区接警473起、伤62人，占总数的55%和73.8%。",
        ["consistent", "consistent", "consistent", "inconsistent"],
    ),
    # the only number that can be the total
    ("全年救助群众1480人，出动车辆960台次。其中夜间救助760人，占总数的25.7%。", ["inconsistent"]),
    ("全县总人口21.5万人。培训脱贫劳动力320人，占总数的61%。", []),
    # another whole, or none that is told
    ("全县工业企业320家，占38%，其中外资企业24家，占7.5%。", ["consistent"]),
    ("全市办件9200件。该县办件640件，占全省的2.1%，该区办件480件，占全省的1.6%。", []),
    ("培训教师1200人，占62%，培训医生300人，占41%。", []),
    # a last digit changed so that all add up to 100
    (
        "游客3000人次，其中本县1000人次，占33.4%；外县1000人次，占33.3%；外省1000人次，占33.3%。",
        ["consistent"] * 2,
    ),
]


@pytest.mark.parametrize(("text", "verdicts"), CASES, ids=[text for text, _ in CASES])
def test_shares_in_a_row(checks, text, verdicts):
    assert sorted(one.verdict for one in checks(text, "share")) == sorted(verdicts)
