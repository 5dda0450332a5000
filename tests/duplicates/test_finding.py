"""find_duplicates on generated corpora and on small literal ones."""

import random
from itertools import combinations
from math import comb

import pytest

from data_layer.duplicates import find_duplicates
from data_layer.model import Article, Relation
from tests.duplicates.generator import Recipe, Sample, make_corpus, make_short_twins, spoil
from tests.duplicates.pages_generator import make_pages

STORY = (
    "沅水北岸的柑橘今年熟得早，县里的冷链车十月初就开进了村口。合作社把分拣线搬到晒谷坪旁边，六十七户人家轮着上工。\n"
    "种了三十年果树的老支书算过一笔账：新修的机耕道省下四成运费，电商站点卖出去的比贩子收走的每斤多两角钱。\n"
    "镇上的技术员每逢单日下园，教大家疏枝、控水、看叶色，黄龙病株从一百零三棵减到九棵。\n"
    "明年开春，第二座冷库会在渡口落成，装得下两千吨鲜果，村民说再也不用赶着霜降前贱卖。"
)
OTHER = (
    "城西的老纺织厂关了十一年，如今烟囱还在，车间改成了图书馆和剧场，周末要提前预约才进得去。\n"
    "设计团队保留了锯齿形屋顶和三台旧织机，请退休女工来讲她们的夜班故事，孩子们听得入神。\n"
    "街道办把门前的仓库租给青年手艺人，租金按营业额抽成，头一年免收，四十二个铺位一个不空。\n"
    "附近的早餐店跟着延长了时间，卖米粉的阿姨说从前晚上八点街上就没人影，现在要忙到十点半。"
)


def article(name: str, text: str) -> Article:
    return Article(name, f"{name}.txt", name, text)


def score(samples: list[Sample]) -> tuple[float, float]:
    """Pair F1 and adjusted Rand index of find_duplicates on ``samples``."""
    found = find_duplicates([article(sample.id, sample.text) for sample in samples], []).cluster_of
    mine = {s.id: found.get(s.id, s.id) for s in samples}
    truth = {s.id: s.cluster for s in samples}

    def pairs(label: dict[str, str]) -> set[tuple[str, str]]:
        groups: dict[str, list[str]] = {}
        for name in sorted(label):
            groups.setdefault(label[name], []).append(name)
        return {pair for members in groups.values() for pair in combinations(members, 2)}

    want, got = pairs(truth), pairs(mine)
    both, expected = len(want & got), len(want) * len(got) / comb(len(samples), 2)
    return 2 * both / (len(want) + len(got)), (both - expected) / ((len(want) + len(got)) / 2 - expected)


@pytest.mark.parametrize(
    ("recipe", "least_f1", "least_rand"),
    [
        pytest.param(Recipe(stories=84, articles=600, twins=30), 0.995, 0.995, id="noise 2-10 %, twins"),
        pytest.param(
            Recipe(stories=84, articles=600, noise=(0.06, 0.2), quoting=0.3, twins=30),
            0.95,
            0.95,
            id="noise 6-20 %, articles that quote a third of another",
        ),
        pytest.param(Recipe(stories=10, articles=10, twins=200), 1.0, 1.0, id="nothing but template twins"),
    ],
)
def test_generated_corpora(recipe: Recipe, least_f1: float, least_rand: float) -> None:
    if recipe.twins > recipe.articles:
        samples = make_corpus(5, recipe)
        assert not find_duplicates([article(s.id, s.text) for s in samples], []).cluster_of
        return
    f1, rand = score(make_corpus(5, recipe))
    assert (f1, rand) >= (least_f1, least_rand)


@pytest.mark.parametrize(
    ("noise", "least_found", "most_wrong"),
    [((0.0, 0.0), 0.99, 0), ((0.02, 0.1), 0.5, 0), ((0.06, 0.2), 0.25, 0)],
)
def test_short_template_twins_in_any_number(
    noise: tuple[float, float], least_found: float, most_wrong: int
) -> None:
    samples = make_short_twins(3, 25, 2000, noise)
    cluster = {sample.id: sample.cluster for sample in samples}
    pairs = find_duplicates([article(one.id, one.text) for one in samples], []).pairs
    joined = [cluster[pair.article_a] == cluster[pair.article_b] for pair in pairs]
    assert joined.count(False) <= most_wrong  # of 2,000,000
    assert joined.count(True) >= (len(samples) - 2000) * least_found


@pytest.mark.parametrize(("noise", "least"), [(0.06, 0.995), (0.15, 0.97)])
def test_pages_of_another_generator(noise: float, least: float) -> None:
    f1, rand = score(make_pages(8, 80, 5, noise))
    assert min(f1, rand) >= least


def test_a_story_with_hundreds_of_badly_spoiled_witnesses_is_no_form() -> None:
    rng = random.Random(2)
    story = make_corpus(5, Recipe(stories=3, articles=3, noise=(0.0, 0.0)))[0].text
    spoiled = [spoil(rng, story, rng.uniform(0.06, 0.2)) for _ in range(200)]
    found = find_duplicates([article(f"{number:03}", text) for number, text in enumerate(spoiled)], [])
    homes = list(found.cluster_of.values())
    assert max(map(homes.count, homes)) >= 190
    assert not found.templates


def test_a_page_with_two_stories_does_not_join_them() -> None:
    names = [
        article("a1", STORY),
        article("a2", STORY.replace("柑橘", "柑桔")),
        article("b1", OTHER),
        article("b2", OTHER.replace("老纺织厂", "老纺组厂")),
        article("page", STORY + "\n" + OTHER),
    ]
    found = find_duplicates(names, []).cluster_of
    assert found["a1"] == found["a2"]
    assert found["b1"] == found["b2"]
    assert found["a1"] != found["b1"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        pytest.param(STORY, Relation.REPRINT, id="the same words"),
        pytest.param(
            STORY.replace("冷链", "冷键").replace("分拣", "分抹").replace("渡口", "渡囗"),
            Relation.VARIANT,
            id="OCR variant",
        ),
        pytest.param("\n".join(STORY.split("\n")[:2]), Relation.EXCERPT, id="half of it"),
    ],
)
def test_relations(text: str, relation: Relation) -> None:
    pairs = find_duplicates([article("a", STORY), article("b", text), article("c", OTHER)], []).pairs
    assert [(pair.article_a, pair.article_b, pair.relation) for pair in pairs] == [("a", "b", relation)]


REPORT = (
    "全县油茶面积扩到12.6万亩，新建苗圃38处，改造低产林4150亩，带动2736户增收；"
    "加工厂今年榨油1840吨，产值2.35亿元，吸纳务工615人，户均增收3870元；"
    "林业局举办培训47场，发放手册9200册，派出技术员126名，入园指导583次。"
)


@pytest.mark.parametrize(
    ("swaps", "relation"),
    [
        pytest.param({"3870": "4120", "1840": "1910"}, Relation.REVISION, id="two numbers corrected"),
        pytest.param({"油茶": "油荼", "苗圃": "苖圃", "3870": "3970"}, Relation.VARIANT, id="misread"),
        pytest.param(
            {digit: str((int(digit) * 3 + 1) % 10) for digit in "0123456789"}, None, id="another year's"
        ),
    ],
)
def test_changed_numbers(swaps: dict[str, str], relation: Relation | None) -> None:
    text = "".join(swaps.get(char, char) for char in REPORT) if len(swaps) == 10 else REPORT
    for old, new in swaps.items():
        text = text.replace(old, new) if len(swaps) < 10 else text
    pairs = find_duplicates([article("a", REPORT), article("b", text)], []).pairs
    assert [pair.relation for pair in pairs] == ([relation] if relation else [])


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        pytest.param("沅陵县", True, id="the same county"),
        pytest.param("桃江县", False, id="another county"),
        pytest.param("沅凌县", True, id="the same, misread"),
        pytest.param("该县", True, id="not named"),
    ],
)
def test_twins_without_numbers_differ_in_the_place(other: str, joined: bool) -> None:
    text = (
        "沅陵县农村公路管护由村民自己承包，路长挂牌上岗，积分可换日用品。沅陵县还把养路费列入年初预算，"
        "雨季前集中清沟、补坑、修边坡，做到晴雨通车、四季常绿，群众出行放心。"
    )
    found = find_duplicates([article("a", text), article("b", text.replace("沅陵县", other))], [])
    assert bool(found.cluster_of) == joined


def test_the_order_of_articles_does_not_matter() -> None:
    samples = make_corpus(7, Recipe(stories=20, articles=100))
    articles = [article(sample.id, sample.text) for sample in samples]
    mixed = random.Random(3).sample(articles, len(articles))
    assert find_duplicates(mixed, []) == find_duplicates(articles, [])


def test_cluster_ids_are_ascii_and_come_from_the_words() -> None:
    ids = {find_duplicates([article(a, STORY), article(b, STORY)], []).cluster_of[a] for a, b in ("xy", "pq")}
    assert len(ids) == 1
    assert ids.pop().isascii()


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["短", "短"], ["图为丰收。", "图为丰收。"]])
def test_nothing_to_judge(texts: list[str]) -> None:
    found = find_duplicates([article(str(number), text) for number, text in enumerate(texts)], [])
    assert not found.pairs


@pytest.mark.parametrize(("full", "spoiled"), [("绥宁县", "宁县"), ("兴国县", "兴县"), ("新田县", "新县")])
def test_a_name_that_lost_a_character_is_no_other_county(full: str, spoiled: str) -> None:
    text = REPORT.replace("全县", full).replace("林业局", f"{full}林业局") + f"{full}列入省级示范名单。"
    assert find_duplicates([article("a", text), article("b", text.replace(full, spoiled))], []).cluster_of


@pytest.mark.parametrize(
    ("full", "other", "joined"),
    [
        pytest.param("蓝山县", "道县", False, id="of two characters, again and again"),
        pytest.param("西乡塘区", "涞源县", False, id="of another length"),
        pytest.param("醴陵市", "桂阳县", False, id="of the same length"),
        pytest.param("玉屏侗族自治县", "房县", False, id="a long one"),
        pytest.param("滨江区", "槟江区", True, id="misread"),
        pytest.param("溆浦县", "叙浦具", True, id="no name"),
    ],
)
def test_however_many_numbers_agree_another_countys_name_is_no_misreading(
    full: str, other: str, joined: bool
) -> None:
    """A form that two counties sent out with the same numbers."""
    text = REPORT.replace("全县", full).replace("林业局", f"{full}林业局") + f"{full}列入省级示范名单。"
    text += "甲片新造林381亩，乙片2746亩，丙片905亩，丁片6172亩。"
    found = find_duplicates([article("a", text), article("b", text.replace(full, other))], [])
    assert bool(found.cluster_of) == joined


def test_the_name_that_a_text_begins_with_is_compared() -> None:
    text = (
        REPORT.replace("全县", "醴陵市") + "甲片新造林381亩，乙片2746亩，丙片905亩，丁片6172亩，戊片1507亩。"
    )
    assert not find_duplicates(
        [article("a", text), article("b", text.replace("醴陵市", "西乡塘区"))], []
    ).cluster_of


def test_a_short_name_that_stands_once_may_be_a_misread_word() -> None:
    text = REPORT.replace("全县", "新田县") + "该县列入省级示范名单。"
    spoiled = text.replace("新田县", "新田具").replace("该县", "文县")
    assert find_duplicates([article("a", text), article("b", spoiled)], []).cluster_of


@pytest.mark.parametrize(
    ("words", "twins", "joined"),
    [
        pytest.param("桃江县", ["安化县", "沅陵县", "辰溪县"], True, id="legible in both"),
        pytest.param("桃江具", ["安化县", "沅陵县", "辰溪县"], True, id="no other county's name is near"),
        pytest.param("桃源县", ["安化县", "沅陵县", "桃源县"], False, id="another county"),
        pytest.param("桃冮县", ["安化县", "沅陵县", "桃源县"], False, id="two are as near, both report"),
        pytest.param("林红县", ["安化县", "沅陵县", "辰溪县"], False, id="hardly anything is left"),
        pytest.param("桃仁县", ["安化县", "沅陵县", "桃源县"], False, id="misread alike in every spot"),
    ],
)
def test_the_name_of_the_county_tells_copies_from_twins(words: str, twins: list[str], joined: bool) -> None:
    form = (
        "{0}民政局入冬以来走访困难群众1286户，发放棉被44床、大米891袋，组织志愿者上门服务22人次，"
        "为独居老人建立健康档案，把温暖送到群众家中。{0}还把取暖补助提前发到每一户，夜里有人值守。"
    )
    articles = [article(name, form.format(name)) for name in ("桃江县", *twins, "会同县", "芷江县", "靖州县")]
    found = find_duplicates([*articles, article("b", form.format(words).replace("独居", "独层"))], [])
    together = {frozenset((pair.article_a, pair.article_b)) for pair in found.pairs}
    assert (frozenset(("桃江县", "b")) in together) == joined
    assert together <= {frozenset(("桃江县", "b")), frozenset((words, "b"))}
