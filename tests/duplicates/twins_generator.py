"""Notices of one template in any number: what is filled in differs, the words are the same.

Each filling is a story of its own; some come in twice. What is filled in is drawn anew, or kept where the
kind of twins says so.
"""

import random
import re
from dataclasses import dataclass

from tests.duplicates.generator import COUNTIES, WORDS, Sample, spoil

NUMERALS = "零一二三四五六七八九"
FORMS = {
    "ponds": "{county}水利局近日完成山塘清淤，今年共清理山塘{few}口，疏通渠道{point}公里，"
    "恢复灌溉面积{many}亩，投入资金{point}万元，惠及农户{many}户。下一步将建立管护台账，落实专人巡查，"
    "确保汛期安全。",
    "roads": "{year}年，{county}新建改建农村公路{point}公里，完成危桥改造{few}座，安装护栏{many}米，"
    "通客车的建制村达到{few}个，群众出行条件明显改善，养护资金全部列入财政预算。",
    "winter": "{county}民政局入冬以来走访困难群众{many}户，发放棉被{few}床、大米{many}袋，"
    "组织志愿者上门服务{few}人次，为独居老人建立健康档案，把温暖送到群众家中。",
    "safety": "{year}年{month}月，{county}召开安全生产例会，排查隐患{few}处，下达整改通知{few}份，"
    "约谈企业负责人{few}名，要求各镇各部门压实责任、闭环整改，守住不发生重大事故的底线。",
    "water": "{county}停水通告：因管网检修，{month}月{day}日{month}时起停水{few}小时，"
    "涉及用户{many}户，请提前储水，恢复供水后先放掉浑水再用，敬请谅解。",
    "air": "本报{month}月{day}日讯 记者昨日从监测站了解到，城区空气质量为优，主要污染物均未超标，"
    "适宜户外活动。如有疑问，可拨打12345热线，工作人员全天24小时受理，3个工作日内答复。",
    "tender": "经研究，现就{county}敬老院食堂食材配送服务公开遴选供应商，预算{many}万元，"
    "服务期{few}个月。有意者携营业执照、食品经营许可证到政务服务大厅2楼8号窗口报名，逾期不予受理，"
    "解释权归采购单位所有。{county}民政局，{year}年{month}月{day}日",
    "exam": "{many}名考生今日走进考场。各考点启用身份核验系统，开辟应急通道，安排医护值守，"
    "公交车免费接送，沿线工地停止夜间施工，交警在路口设置引导牌，为考生保驾护航。",
    "donors": "慈善超市每周三开门，邻里把旧衣、图书、米面送来，由社工登记分类，再送到需要的人家。"
    "账目每月张榜公布，接受大家监督，一分一厘都用在明处。本月收到善款{many}元",
    "frost": "{short}气象台发布霜冻预警。{short}农技人员连夜下田，指导农户熏烟、灌水、盖膜，"
    "抢收成熟果蔬{many}亩，加固大棚{few}座，调运薄膜{few}吨，力争把损失降到最低。",
    "towns": "入汛以来，{town}镇、{town}镇、{town}乡、{town}镇遭遇强降雨，山洪冲毁道路，通信一度中断。"
    "县里抽调干部分头包联，转移低洼地带群众，抢通道路，恢复供电，无人员伤亡，灾后防疫同步展开。",
    "licence": "行政许可公示第{many}号。依照法律法规，经受理、审查、现场核验，拟对下列申请准予许可，"
    "现予公示，公示期7个工作日。利害关系人对公示内容有异议的，可在公示期内以书面形式向本机关提出，"
    "并附证明材料和联系方式；以单位名义提出的须加盖公章，以个人名义提出的须签署真实姓名。"
    "本机关将对反映的问题调查核实，对来信来访人予以保密，并在15日内反馈处理结果。逾期未提出异议的，"
    "视为无异议，本机关将依法作出决定，颁发许可证件，有效期5年。申请人应当在批准的范围内从事活动，"
    "接受监督检查，发生变更的应当在30日内办理手续，有效期届满需要延续的应当提前申请。"
    "申请人：{county}{town}合作社",
}
"""Notices in several styles: spots at the very beginning or end, few or many, short texts and long."""


@dataclass(frozen=True)
class Twins:
    """How the fillings of one template differ; what is not named is the same in all of them."""

    many: int
    places: bool = True
    dates: bool = True
    numbers: bool = True
    words: bool = False  # numbers are written in words
    noise: tuple[float, float] = (0.02, 0.10)
    copies: float = 0.3  # share of the fillings that come in twice


KINDS: dict[str, dict[str, bool]] = {
    "other places": {"dates": False, "numbers": False},
    "other dates": {"places": False, "numbers": False},
    "other numbers": {"places": False, "dates": False},
    "other places and dates": {"numbers": False},
    "other dates and numbers": {"places": False},
    "all others": {},
    "all others, numbers in words": {"words": True},
}
"""What two fillings differ in."""


def in_words(number: int) -> str:
    """A whole number below 10,000 in Chinese numerals."""
    out, digits = "", str(number)
    for place, digit in enumerate(digits):
        unit = ["", "十", "百", "千"][len(digits) - 1 - place]
        if digit != "0":
            out += NUMERALS[int(digit)] + unit
        elif not out.endswith("零"):
            out += "零"
    return out.rstrip("零")


class _Filler:
    """Draws what is filled in."""

    def __init__(self, rng: random.Random, words: bool) -> None:
        self._rng = rng
        self._words = words

    def fill(self, form: str) -> list[tuple[str, str]]:
        """For each spot of a form its name and what stands there; one county in all its spots."""
        county = self._rng.choice(COUNTIES)
        places = {"county": county, "short": county[:-1] if len(county) > 2 else county}
        names = re.findall(r"{(\w+)}", form)
        return [(name, places.get(name) or self._draw(name)) for name in names]

    def _draw(self, name: str) -> str:
        rng = self._rng
        if name == "town":
            return "".join(rng.choice(WORDS["syllables"]) for _ in range(2))
        if name in _DATES:
            return str(rng.randint(*_DATES[name]))
        if name == "point" and not self._words:
            return f"{rng.randint(1, 99)}.{rng.randint(1, 99)}"
        drawn = rng.randint(*_NUMBERS[name])
        return in_words(drawn) if self._words else str(drawn)


_DATES = {"year": (2005, 2024), "month": (1, 12), "day": (1, 28)}
_NUMBERS = {"few": (3, 99), "many": (100, 9999), "point": (10, 999)}


def make_twins(seed: int, form: str, twins: Twins) -> list[Sample]:
    """``twins.many`` different fillings of one of FORMS, some of them twice, each through OCR of its own.

    Fewer where the form has no spot that may differ.
    """
    rng = random.Random(seed)
    filler = _Filler(rng, twins.words)
    fixed = filler.fill(FORMS[form])
    texts: dict[str, None] = {}
    for _ in range(20 * twins.many):
        text = FORMS[form]
        for (name, old), (_, new) in zip(fixed, filler.fill(text), strict=True):
            differs = twins.dates if name in _DATES else twins.numbers if name in _NUMBERS else twins.places
            text = text.replace(f"{{{name}}}", new if differs else old, 1)
        texts[text] = None
        if len(texts) == twins.many:
            break
    samples: list[Sample] = []
    for number, text in enumerate(texts):
        for _ in range(1 + (rng.random() < twins.copies)):
            spoiled = spoil(rng, text, rng.uniform(*twins.noise))
            samples.append(Sample(f"t{len(samples):06d}", spoiled, f"c{number}", "twin"))
    rng.shuffle(samples)
    return samples
