"""The subject list is the exported one, and its words are told apart."""

import re

import pytest

from data_layer.errors import LexiconError
from data_layer.lexicon import topics as module
from data_layer.lexicon.topics import load_topics

NAMES = """
    综合政务 经济运行 财政金融审计 国土资源能源 农业农村水利 工业交通 商贸旅游 市场监管安全生产
    城乡建设环境保护 科技教育 文化宣传 卫生健康 就业社保人事 公安司法 民政乡村振兴 群团统战 人大政协 党建纪检
"""


def test_the_list_is_the_exported_one():
    assert [topic.name for topic in load_topics()] == NAMES.split()


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)
def test_each_subject_has_words_of_each_weight(topic):
    assert set(topic.keywords.values()) == {1, 2, 4}
    assert sum(weight == 4 for weight in topic.keywords.values()) >= 8
    assert all(len(word) >= 2 and not re.search(r"\s", word) for word in topic.keywords)


def test_a_word_of_two_subjects_is_named(monkeypatch):
    rows = [{"id": name, "name": name, "short": name, "keywords": {4: ["同一词"]}} for name in ("one", "two")]
    monkeypatch.setattr(module, "read_yaml", lambda _: rows)
    module.load_topics.cache_clear()
    try:
        with pytest.raises(LexiconError, match="同一词 belongs to one and to two"):
            module.load_topics()
    finally:
        module.load_topics.cache_clear()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"id": "one", "name": "甲"}, "needs"),
        ({"id": "甲", "name": "甲", "short": "甲", "keywords": {}}, "lower-case"),
        ({"id": "one", "name": "甲", "short": "甲", "keywords": {0: ["词"]}}, "below 1"),
        ({"id": "one", "name": "甲", "short": "甲", "keywords": {4: ["词"], 2: ["词"]}}, "two weights"),
    ],
)
def test_a_wrong_entry_is_named(row, complaint):
    with pytest.raises(LexiconError, match=complaint):
        module._topic(row)


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)
def test_a_short_name_fits_a_narrow_column(topic):
    assert len(topic.short) == 2
