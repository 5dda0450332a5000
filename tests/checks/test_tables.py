"""Parts told in several units, what is done and what is left, kinds: which sums are judged."""

import pytest

CASES = [
    # parts told in several units: a list that is complete in one unit is so in the others
    ("全镇低保1240户2655人，其中北片520户1103人，南片720户1552人。", False),
    ("全镇低保1240户2655人，其中北片520户1130人，南片720户1552人。", True),
    ("发放补助1852人、96.4万元（其中：甲镇1133人，58.3万元；乙镇719人，38.1万元）。", False),
    ("发放补助1852人、96.4万元（其中：甲镇1133人，53.8万元；乙镇719人，38.1万元）。", True),
    ("救助困难群众3120人，城镇居民1275人次，支出82.5万元；农村居民1845人次，支出96万元。", False),
    ("救助困难群众3120人，城镇居民1275人次，支出82.5万元；农村居民1485人次，支出96万元。", True),
    ("全年救助860人次，支出71万元，其中助学210人次，支出18万元，助医95人次，支出22万元。", False),
    ("慰问党员320人，发放12万元；慰问老人510人，发放20万元；慰问儿童95人，发放3万元。", False),
    # what is done of a total and what is left of it
    ("收到群众来信286件，办结241件，正在办理45件。", False),
    ("收到群众来信286件，办结241件，正在办理145件。", True),
    ("实施项目64个（其中省级重点9个），已完工47个，17个正在推进。", False),
    ("实施项目64个（其中省级重点9个），已完工37个，17个正在推进。", True),
    ("新收信访286件，办结241件，正在办理62件（含上年结转）。", False),
    ("排查隐患520处，已整改486处，尚未整改64处。", True),
    ("新建冷库12座，在建冷库5座，其中已投产3座。", False),
    # kinds leave nothing out, some of them do
    ("共受理来电2412件，其中咨询类1520件、求助类432件、投诉类310件、建议类150件。", False),
    ("共受理来电2412件，其中咨询类1250件、求助类432件、投诉类310件、建议类150件。", True),
    ("共受理来电2412件，其中居前四位的是供水类520件、供电类432件、交通类310件、噪声类150件。", False),
    # 其他 within a label is no rest
    ("全年支出1860万元，其中专项基金及其他基金420万元；救助项目1210万元；物资230万元。", False),
    ("全年支出1860万元，其中救助项目1210万元、物资230万元、其他支出320万元。", True),
    # a slip in a list of two, told finely enough
    ("全年检测样品8412份，其中蔬菜样品5307份、水果样品3105份。", False),
    ("全年检测样品8412份，其中蔬菜样品5307份、水果样品3015份。", True),
    ("全年检测样品8412份，其中蔬菜样品5307份、水果样品2105份。", False),
    # 、 joins what belongs together
    ("完成抽检6418批次，其中普通食品4208批次、食用农产品2210批次，检出不合格75批次。", False),
    ("完成抽检6418批次，其中普通食品4208批次、食用农产品2120批次，检出不合格75批次。", True),
    # what is counted twice
    (
        "水资源总量86.4亿立方米，其中地表水71.2亿立方米，地下水20.1亿立方米，两者重复计算量4.9亿立方米。",
        False,
    ),
]


@pytest.mark.parametrize(("text", "wrong"), CASES, ids=[text for text, _ in CASES])
def test_sums(checks, text, wrong):
    assert any(one.verdict == "inconsistent" for one in checks(text)) is wrong
