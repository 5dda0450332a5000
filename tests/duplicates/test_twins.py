"""Fillings of one form are never joined, their copies are found; reprints with other dates are no form."""

import random

import pytest

from data_layer.duplicates import find_duplicates
from data_layer.model import Article
from tests.duplicates.generator import spoil
from tests.duplicates.twins_generator import FORMS, KINDS, Twins, make_twins

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
        pytest.param((0.02, 0.10), 0.2, id="2-10 %"),
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
