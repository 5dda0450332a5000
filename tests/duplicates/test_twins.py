"""Fillings of one form are never joined, their copies are found; reprints with other dates are no form."""

import random

import pytest

from data_layer.duplicates import find_duplicates
from data_layer.model import Article
from tests.duplicates.generator import spoil
from tests.duplicates.twins_generator import FORMS, KINDS, Twins, in_words, make_twins

STORY = (
    "本报{month}月{day}日讯 渡口的老船工把桨擦得锃亮，今天是他最后一次出航。对岸的大桥明天通车，"
    "往后孩子们上学不用再等船，菜农也能赶上头一趟班车。他说船要留着，搁在岸边给人歇脚，谁想听过河的故事，坐下来就是。"
)


def joined(texts: dict[str, str]) -> dict[str, str]:
    return find_duplicates(
        [Article(name, f"{name}.txt", name, text) for name, text in texts.items()], []
    ).cluster_of


@pytest.mark.parametrize(
    "kind", ["other places", "other dates", "other numbers", "all others, numbers in words"]
)
@pytest.mark.parametrize(
    ("noise", "least_found"),
    [
        pytest.param((0.0, 0.0), 1.0, id="clean"),
        pytest.param((0.02, 0.10), 0.1, id="2-10 %"),
        pytest.param((0.06, 0.20), 0.0, id="6-20 %"),
    ],
)
def test_fillings_of_one_form_are_never_joined(
    kind: str, noise: tuple[float, float], least_found: float
) -> None:
    wrong, found, copies = [], 0, 0
    for form in FORMS:
        samples = make_twins(7, form, Twins(24, noise=noise, **KINDS[kind]))
        home = joined({one.id: one.text for one in samples})
        told: dict[str, set[str]] = {}
        for one in samples:
            told.setdefault(home.get(one.id, one.id), set()).add(one.cluster)
        wrong += [form for clusters in told.values() if len(clusters) > 1]
        copies += len(samples) - len({one.cluster for one in samples})
        found += len(samples) - len(told)
    assert not wrong
    assert found >= copies * least_found


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([(9, 27), (9, 28)], id="two papers"),
        pytest.param(
            [(9, 27), (9, 28), (9, 28), (9, 27), (9, 28), (9, 29), (9, 27)], id="seven, three dates"
        ),
    ],
)
@pytest.mark.parametrize("noise", [0.0, 0.05])
def test_reprints_with_another_date_are_one_story(days: list[tuple[int, int]], noise: float) -> None:
    rng = random.Random(4)
    texts = {
        f"p{number}": spoil(rng, STORY.format(month=month, day=day), noise)
        for number, (month, day) in enumerate(days)
    }
    home = joined(texts)
    assert len(home) == len(days)
    assert len(set(home.values())) == 1


def test_a_notice_that_comes_every_day_is_a_form() -> None:
    texts = {f"p{day}": STORY.format(month=9, day=day) for day in range(1, 29)}
    assert not joined(texts)
    assert joined(texts | {"copy": texts["p7"]}).keys() == {"p7", "copy"}


LIST = (
    "各林场松脂采收情况通报：{a}林场{0}公斤，{b}林场{1}公斤，{c}林场{2}公斤，{d}林场{3}公斤，{e}林场{4}公斤。"
    "割面管护总体到位，个别班组收脂不及时，请场部督促，雨季来临前完成第二轮采割，严禁超强度作业。"
)
IN_WORDS = (
    "夜校缝纫班今起招生，收学员{0}人，学费{1}元。学满三个月发结业证，优秀者推荐到服装厂上岗，"
    "家住偏远的可以申请宿舍，带上剪刀和皮尺，到老粮站二楼登记即可。"
)
THANKS = (
    "致{}村全体乡亲：去年冬天大雪封山，是你们腾出热炕，端来姜汤，把我们二十多名滞留旅客安顿下来，又扛着铁锹"
    "铲出一条下山的路。这份情谊我们一直记在心上，今特寄上图书一批，愿村里的孩子们读书明理，走出大山。"
)
HOLIDAY = (
    "{month}月{day}日，民俗馆迎来一批小客人。讲解员教大家辨认纺车、风箱和石磨，还请老师傅当场编起了竹篮。"
    "临走时每人领到一只草蚱蜢，家长们说这样的下午比看动画片有意思。"
)


def test_lists_that_differ_in_every_line_are_not_joined() -> None:
    rng, towns = random.Random(5), "青柏安石云龙桂松溪岭枫泉竹坪塘"
    texts = {}
    for number in range(12):
        names = {key: "".join(rng.sample(towns, 2)) for key in "abcde"}
        yields = [rng.randint(120, 9800) for _ in range(5)]
        texts[f"p{number}"] = spoil(rng, LIST.format(*yields, **names), 0.04)
    assert not joined(texts)


def test_a_number_in_words_that_stands_in_another_spot_is_no_agreement() -> None:
    numbers = random.Random(2).sample(range(120, 999), 16)
    pairs = [(left, right) for left, right in zip(numbers[:8], numbers[8:], strict=True)]
    pairs += [(right, left) for left, right in pairs]
    texts = {
        f"p{at}": IN_WORDS.format(in_words(left), in_words(right)) for at, (left, right) in enumerate(pairs)
    }
    assert not joined(texts)


def test_a_form_is_seen_though_the_days_of_some_have_one_digit_and_of_others_two() -> None:
    for seed in (61, 75):
        rng = random.Random(seed)
        days = dict.fromkeys((rng.randint(1, 12), rng.randint(1, 28)) for _ in range(24))
        texts = {
            f"p{month}-{day}": spoil(rng, HOLIDAY.format(month=month, day=day), 0.05) for month, day in days
        }
        assert not joined(texts)


def test_fillings_that_were_cut_are_seen_to_fill_the_form_of_those_that_are_whole() -> None:
    rng, towns = random.Random(3), "青柏安石云龙桂松溪岭枫泉竹坪塘"
    texts = {}
    for number in range(20):
        text = THANKS.format("".join(rng.sample(towns, 2)))
        text = text[24:] if number < 8 else text[:-34] if number < 13 else text
        texts[f"p{number}"] = spoil(rng, text, 0.03)
    assert not joined(texts)


def test_notices_that_name_other_counties_in_short_are_not_joined_though_numbers_agree() -> None:
    notice = (
        "{}自来水公司提示：连日低温，户外水表和立管容易冻裂，请用旧棉衣包好，夜间留一线细水。"
        "抢修队24小时值守，去年同期共换表3182只，今年备表5400只，遇爆管请先关总阀再报修。"
    )
    texts = {short: notice.format(short) for short in ("永顺", "古丈", "桑植")}
    assert not joined(texts)
    copy = notice.format("永顺").replace("值守", "值宁")
    assert joined(texts | {"copy": copy}).keys() == {"永顺", "copy"}


def test_two_lists_with_other_numbers_in_each_line_are_hardly_ever_joined() -> None:
    rng, towns, wrong = random.Random(1), "青柏安石云龙桂松溪岭枫泉竹坪塘", 0
    for _ in range(20):
        texts = {}
        for name in ("one", "other"):
            names = {key: "".join(rng.sample(towns, 2)) for key in "abcde"}
            texts[name] = LIST.format(*(rng.randint(120, 9800) for _ in range(5)), **names)
        wrong += bool(joined(texts))
    assert wrong <= 2
