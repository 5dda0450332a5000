"""The subject list, with the words by which an article is given its subjects.

What belongs here: reading and checking ``topics.yaml``, whose head defines the keys. What does not:
classifying (``data_layer.topics``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml
from data_layer.lexicon.regions import load_regions

__all__ = ["Topic", "load_topics", "names_with_keywords"]

_FILE = "topics.yaml"
_ID = re.compile(r"[a-z]+")
_KEYS = {"id", "name", "short", "keywords"}


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject.

    Attributes:
        id: ASCII, for addresses.
        name: of the subject list, 就业社保人事.
        short: what officials call it in two characters, 人社.
        keywords: word -> weight, how far the word alone decides.
    """

    id: str
    name: str
    short: str
    keywords: Mapping[str, int]


@functools.cache
def load_topics() -> tuple[Topic, ...]:
    """The subjects in the order of the subject list.

    Raises:
        LexiconError: a key is missing, an id or name stands twice, or a word belongs to two subjects.
    """
    topics = tuple(_topic(raw) for raw in read_yaml(_FILE))
    for key in ("id", "name", "short"):
        values = [getattr(topic, key) for topic in topics]
        if len(set(values)) < len(values):
            raise LexiconError(f"{_FILE}: an {key} stands twice: {values}")
    owners: dict[str, str] = {}
    for topic in topics:
        for word in topic.keywords:
            if (owner := owners.setdefault(word, topic.id)) != topic.id:
                raise LexiconError(f"{_FILE}: {word} belongs to {owner} and to {topic.id}: keep one")
    return topics


@functools.cache
def names_with_keywords() -> tuple[str, ...]:
    """Names of regions that hold a keyword which tells nothing there: 城市 in 盐城市, 园区 in 绿园区."""
    keywords = {word for topic in load_topics() for word in topic.keywords}
    names = {region.name for region in load_regions().by_adcode.values()}
    return tuple(sorted(name for name in names - keywords if any(word in name for word in keywords)))


def _topic(raw: dict[str, Any]) -> Topic:
    if raw.keys() != _KEYS:
        raise LexiconError(f"{_FILE}, entry {raw.get('id', raw)}: has {sorted(raw)}, needs {sorted(_KEYS)}")
    if not _ID.fullmatch(raw["id"]):
        raise LexiconError(f"{_FILE}, entry {raw['id']}: an id is lower-case ASCII letters")
    keywords: dict[str, int] = {}
    for weight, words in raw["keywords"].items():
        for word in words:
            if keywords.setdefault(str(word), int(weight)) != weight or weight < 1:
                raise LexiconError(f"{_FILE}, entry {raw['id']}: {word} has two weights or one below 1")
    return Topic(raw["id"], raw["name"], raw["short"], MappingProxyType(keywords))
