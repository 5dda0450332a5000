"""Two fillings of a form, of which nothing else came in, are told from one text that was misread."""

import random
from math import isinf

import numpy as np
import pytest

from data_layer.duplicates import Parameters, find_duplicates
from data_layer.duplicates.blocking.shingles import fold_texts
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.twins.beside import Beside
from data_layer.duplicates.twins.open_spots import open_spots
from data_layer.duplicates.twins.pieces import find_pieces
from data_layer.duplicates.twins.refilled import weigh_spots
from data_layer.duplicates.twins.spots import Kind, Spot
from data_layer.errors import LexiconError
from data_layer.lexicon import open_spots as lexicon
from data_layer.model import Article
from tests.duplicates.generator import spoil
from tests.duplicates.twins_generator import FORMS, KINDS, Twins, make_twins

FERRY = (
    "{c}渡口管理所通告：{m}月{d}日起渡船改为每日{n}班，单程票价{p}元，载客不超过{q}人。候船时请站在黄线以内，"
    "穿好救生衣，听从船工安排；遇大风大雾停航，恢复时间另行张贴。"
)
FROST = (
    "养蜂户请留意：昨夜最低气温降至零下{t}度，较常年偏低{u}度，蜂箱请及时加盖草帘，缩小巢门，补喂糖浆。"
    "检查时动作要轻，选在午后进行，防止蜂王受冻；越冬用的旧脾先熏蒸再放入，以免带进巢虫。"
)
PLANTING = (
    "补植进度：{a}镇已完成，{b}乡剩下两片坡地，{c}镇正在挖穴，{d}乡等待苗木到场。请护林员逐块登记成活情况，"
    "缺株的及时补上，坡陡的地方修好鱼鳞坑，雨前把肥料运到山脚，牛羊不得进入。"
)
OUTAGE = (
    "检修告示：5月{d}日凌晨一点到四点，老街片区暂停供气。请提前关好灶前阀，恢复后先开窗再点火；闻到异味不要碰开关，"
    "到室外拨打抢修电话。独居老人家中由网格员上门提醒，饭店宾馆自备周转灶具。"
)
POST = (
    "经研究，{who}同志任林场防火队副队长，试用期一年，负责瞭望塔轮值与器械保养。以上任职自宣布之日起计算，"
    "请在十个工作日内办完交接，把钥匙、台账和对讲机点清，交回的物品贴好标签。"
)
SAID = (
    "本报{month}月{day}日讯 老剃头匠在桥头摆了大半辈子摊，推子换过十几把，椅子还是当年那把铁的。"
    "街坊说他手稳，孩子坐上去不哭不闹。眼下他收了个徒弟，是个爱画画的姑娘，说要把店面刷成薄荷绿，再添一面大镜子。"
)
STALLS = (
    "{y}年{d}早市菜价：莴笋每斤2.8元，莲藕4.5元，鲫鱼11.6元，鸭蛋7.2元，豆腐3.4元，山药6.9元。价格由市场服务台抄录，"
    "成交以摊位标签为准；需要成箱购买的，可到东门批发区询问。"
)
MOURNED = (
    "讣告：退休教师{who}同志因病于3月9日凌晨4时逝世，享年84岁，从教37年。生前嘱咐不设灵堂，不收礼金，骨灰撒入江中。"
    "谨定于3月11日9时在殡仪馆小厅送别，亲友请从侧门入场，花圈恕不接受。"
)
FERRY_ONE = {"c": "昭平县", "m": 3, "d": 18, "n": 14, "p": "6.5", "q": 48}


def ferry(**other: object) -> str:
    return FERRY.format(**(FERRY_ONE | other))


def joined(*texts: str) -> bool:
    articles = [Article(f"p{at}", f"p{at}.txt", f"p{at}", text) for at, text in enumerate(texts)]
    return bool(find_duplicates(articles, []).cluster_of)


TWO_FILLINGS = {
    "county and numbers": (ferry(), ferry(c="凌云县", n=9, p="4.0", q=125)),
    "numbers alone": (ferry(), ferry(n=9, p="4.0", q=125)),
    "county alone": (ferry(), ferry(c="凌云县")),
    "day of the month": (OUTAGE.format(d=18), OUTAGE.format(d=27)),
    "one number in words": (FROST.format(t="四点六", u="三"), FROST.format(t="二点一", u="五")),
    "towns": (
        PLANTING.format(a="石桥", b="柳泉", c="青坪", d="马岭"),
        PLANTING.format(a="白沙", b="高田", c="龙洞", d="双溪"),
    ),
    "a person": (POST.format(who="覃慕远"), POST.format(who="莫立秋")),
    "a day that OCR may misread so, in clean texts": (OUTAGE.format(d=18), OUTAGE.format(d=13)),
    "the dateline": (SAID.format(month=9, day=27), SAID.format(month=2, day=14)),
    "the day alone, all numbers the same": (
        STALLS.format(d="7月3日", y=2021),
        STALLS.format(d="9月16日", y=2021),
    ),
    "the year alone, all numbers the same": (
        STALLS.format(d="7月3日", y=2021),
        STALLS.format(d="7月3日", y=2018),
    ),
    "who died": (MOURNED.format(who="莫立秋"), MOURNED.format(who="卢振东")),
}


@pytest.mark.parametrize(("one", "other"), TWO_FILLINGS.values(), ids=TWO_FILLINGS)
def test_two_fillings_are_not_joined(one: str, other: str) -> None:
    assert not joined(one, other)


def _misread(text: str) -> str:
    return text.translate(str.maketrans("检闻抢员备关请片", "捡闲枪具各关清广"))


ONE_TEXT = {
    "a digit taken for its look-alike": (ferry(), ferry(q=43)),
    "a county's name misread": (ferry(), ferry(c="昭平具")),
    "another paper's dateline": (SAID.format(month=9, day=27), SAID.format(month=9, day=28)),
    "a day misread, as other words are": (OUTAGE.format(d=18), _misread(OUTAGE.format(d=13))),
    "a town misread": (
        PLANTING.format(a="石桥", b="柳泉", c="青坪", d="马岭"),
        PLANTING.format(a="石析", b="柳泉", c="青坪", d="马岭"),
    ),
}


@pytest.mark.parametrize(("one", "other"), ONE_TEXT.values(), ids=ONE_TEXT)
def test_one_text_misread_is_joined(one: str, other: str) -> None:
    assert joined(one, other)


@pytest.mark.parametrize(
    ("noise", "wrong_most", "found_least"),
    [
        pytest.param(0.05, 0.0, 0.95, id="5 %"),
        pytest.param(0.13, 0.07, 0.85, id="13 %"),
    ],
)
def test_through_ocr(noise: float, wrong_most: float, found_least: float) -> None:
    rng, wrong, found = random.Random(6), 0, 0
    for _ in range(60):
        one, other = (
            ferry(c=county, n=rng.randint(3, 40), p=f"{rng.randint(2, 30)}.5", q=rng.randint(20, 400))
            for county in rng.sample(["昭平县", "凌云县", "融水县", "兴安县", "德保县", "平果市"], 2)
        )
        wrong += joined(spoil(rng, one, noise), spoil(rng, other, noise))
        found += joined(spoil(rng, one, noise), spoil(rng, one, noise))
    assert wrong <= wrong_most * 60
    assert found >= found_least * 60


@pytest.mark.parametrize("many", [2, 3, 5])
@pytest.mark.parametrize(
    ("noise", "most_percent"),
    [pytest.param((0.02, 0.10), 1, id="2-10 %"), pytest.param((0.06, 0.20), 2, id="6-20 %")],
)
def test_few_fillings_that_differ_in_all_are_hardly_ever_joined(
    many: int, noise: tuple[float, float], most_percent: float
) -> None:
    wrong = pairs = 0
    for seed in range(4):
        for form in FORMS.keys() - {"air"}:  # it differs in its dateline alone, as reprints do
            samples = make_twins(seed, form, Twins(many, noise=noise, copies=0.0, **KINDS["all others"]))
            found = find_duplicates([Article(one.id, one.id, one.id, one.text) for one in samples], [])
            wrong += len(found.pairs)
            pairs += len(samples) * (len(samples) - 1) // 2
    assert wrong * 100 <= most_percent * pairs


def test_what_agrees_is_outweighed_by_one_number_that_is_another() -> None:
    agrees, differs = Spot(-0.1, -4.0, Kind.NUMBER), Spot(-14.0, -6.0, Kind.NUMBER)
    assert isinf(weigh_spots([]))
    assert weigh_spots([agrees]) > 0
    assert weigh_spots([agrees] * 4) > weigh_spots([agrees])
    assert weigh_spots([agrees] * 4 + [differs]) < 0
    another_day = Spot(-12.0, -5.0, Kind.DAY)  # the numbers may be words of the form
    assert (
        weigh_spots([agrees] * 20 + [another_day])
        < 0
        < weigh_spots([agrees] * 20 + [differs._replace(same=-8)])
    )


def test_parts_that_moved_are_not_set_beside_each_other() -> None:
    parts = [ferry(), FROST.format(t="九", u="三"), POST.format(who="覃慕远")]
    texts = fold_texts(["".join(parts), "".join(parts[::-1]), "".join(parts[:2])])
    matcher, parameters = Matcher(texts), Parameters()
    moved, cut = find_pieces(matcher, np.array([[0, 1], [0, 2]]), parameters)
    assert moved is None
    assert cut is not None
    beside = Beside.of(texts.of(0), texts.of(2), cut)
    assert beside.changed == []
    assert all(spot.same > spot.other for spot in open_spots(beside, (), (), parameters))


@pytest.mark.parametrize("words", ["0 8", "088", "00", "a8"])
def test_lookalikes_are_two_digits(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = dict.fromkeys(lexicon.OpenSpotWords.__slots__, "") | {"lookalike_digits": words}
    monkeypatch.setattr(lexicon, "read_yaml", lambda name: raw)
    with pytest.raises(LexiconError, match="lookalike_digits"):
        lexicon.load_open_spot_words.__wrapped__()


@pytest.mark.parametrize("words", ["月", "月12-1", "1-12"])
def test_units_of_days_have_numbers(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = dict.fromkeys(lexicon.OpenSpotWords.__slots__, "") | {"day_units": words}
    monkeypatch.setattr(lexicon, "read_yaml", lambda name: raw)
    with pytest.raises(LexiconError, match="day_units"):
        lexicon.load_open_spot_words.__wrapped__()
