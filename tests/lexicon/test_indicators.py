"""The catalogue holds what its head promises, and a wrong file is named."""

import pytest

from data_layer.errors import LexiconError
from data_layer.lexicon import indicators as module
from data_layer.lexicon.indicators import DIMENSIONS, expand, load_indicator_words, load_indicators
from data_layer.lexicon.units import load_units

GOOD = {
    "id": "demo.one",
    "name": "示例",
    "dimension": "count",
    "direction": "more",
    "definition": "一句话。",
    "synonyms": [],
}


def test_it_is_as_large_as_the_genre_needs():
    entries = load_indicators()
    assert len(entries) >= 170
    assert len({entry.group for entry in entries}) >= 12


@pytest.mark.parametrize("entry", load_indicators(), ids=lambda entry: entry.id)
def test_each_entry_is_whole(entry):
    assert entry.definition.endswith("。") and 6 <= len(entry.definition) <= 60
    assert entry.dimension in DIMENSIONS
    assert entry.name not in entry.synonyms
    assert entry.flow or not entry.constant_price or entry.dimension == "ratio", "constant prices need a flow"


def test_ids_and_names_are_unique():
    entries = load_indicators()
    assert len({entry.id for entry in entries}) == len({entry.name for entry in entries}) == len(entries)


def test_units_and_entries_speak_of_the_same_dimensions():
    units = {unit.dimension for unit in load_units().units.values()}
    accepted = load_indicator_words().unit_dimensions
    assert set(accepted) == DIMENSIONS
    assert {name for names in accepted.values() for name in names} <= units | DIMENSIONS
    assert all(names[0] == dimension for dimension, names in accepted.items())


@pytest.mark.parametrize(
    ("pattern", "spellings"),
    [
        ("粮食产量", ("粮食产量",)),
        ("(职业|)技能培训", ("职业技能培训", "技能培训")),
        ("(a(b|)|c)d", ("abd", "cd", "ad")),
        ("固定资产投资(不含农户)", ("固定资产投资不含农户",)),
    ],
)
def test_choices_are_spelled_out(pattern, spellings):
    assert sorted(expand(pattern)) == sorted(spellings)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": None}, "must say something"),
        ({"definition": ""}, "must say something"),
        ({"dimension": "weight"}, "weight"),
        ({"direction": "up"}, "up"),
        ({"id": "示例.one"}, "lower-case ASCII"),
        ({"unit": "个"}, "unknown key unit"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_wrong_entry_is_named(change, complaint):
    with pytest.raises(LexiconError, match=complaint) as error:
        module._entry(GOOD | change, "组", "indicators/demo.yaml")
    assert "indicators/demo.yaml" in str(error.value)


def test_a_missing_key_is_named():
    with pytest.raises(LexiconError, match="missing definition"):
        module._entry({key: value for key, value in GOOD.items() if key != "definition"}, "组", "demo.yaml")


def test_one_synonym_belongs_to_one_entry():
    one = module._entry(GOOD | {"synonyms": ["同名"]}, "组", "demo.yaml")
    two = GOOD | {"id": "demo.two", "name": "另一个", "synonyms": ["同名"]}
    other = module._entry(two, "组", "demo.yaml")
    with pytest.raises(LexiconError, match="同名 belongs to demo.one and to demo.two"):
        module._check_unique((one, other))
    with pytest.raises(LexiconError, match="stands twice"):
        module._check_unique((one, one))
