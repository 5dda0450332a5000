"""Counts of what is there whole or not at all."""

import pytest

CASES = [
    ("全县转移就业12.6人，比上年多。", True),  # 万 was lost
    ("发放种粮补贴，惠及3.25户。", True),
    ("全年办理审批4.1件。", True),
    ("全年登记结婚3.14对。", True),
    ("全县转移就业12.6万人，惠及3.25万户。", False),
    ("平均每个家庭2.6人，户均养羊1.5只。", False),
    ("每万人拥有专利3.5件，千人拥有医师2.8人。", False),
    ("家庭户规模为2.6人。", False),
    ("栽植2.5亩，历时1.5个月。", False),
]


@pytest.mark.parametrize(("text", "wrong"), CASES, ids=[text for text, _ in CASES])
def test_undivided(checks, text, wrong):
    assert any(one.verdict == "inconsistent" for one in checks(text, "undivided")) is wrong
