"""What a decision is about, by its words: a number, an article, a finding.

What belongs here: the records and their form as JSON. What does not: finding the words again (``places``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from data_layer.errors import DecisionError

__all__ = ["ArticleSubject", "FigureSubject", "FindingSubject", "Subject", "subject_from_json"]

_KEY_DIGITS = 24


class _InWords:
    """What every subject of one place or article has: a key, and a form as JSON."""

    __slots__ = ()
    about: ClassVar[str]

    @property
    def key(self) -> str:
        """A short name of the subject, the same wherever the same was meant."""
        return _key(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """The subject as JSON has it."""
        return {"about": self.about, **asdict(self)}  # type: ignore[call-overload]

    @classmethod
    def from_json(cls, content: object) -> Self:
        """The subject out of JSON.

        Raises:
            DecisionError: if something is missing or of another type.
        """
        return cls(**_fields(cls, content))


@dataclass(frozen=True, slots=True)
class FigureSubject(_InWords):
    """The words of a number.

    Attributes:
        document_id: sha256 of the document's bytes.
        source: its file name, to name it by where it is gone.
        article_id, char_start: where the words stood when the person decided.
        quote: the words of the number.
        sentence: the sentence around them; ``offset`` is where the quote begins in it.
        before, after: the nearest characters on both sides, over the sentence's ends.
        occurrence, occurrences: which of how many places of the document with this same sentence, from 0.
    """

    about: ClassVar[str] = "figure"
    document_id: str
    source: str
    article_id: str
    char_start: int
    quote: str
    sentence: str
    offset: int
    before: str
    after: str
    occurrence: int = 0
    occurrences: int = 1


@dataclass(frozen=True, slots=True)
class ArticleSubject(_InWords):
    """The words of an article.

    Attributes:
        document_id, source, article_id: as for a figure.
        title: its headline, to name it by; None if it has none.
        opening, middle, closing: some of its words.
    """

    about: ClassVar[str] = "article"
    document_id: str
    source: str
    article_id: str
    title: str | None
    opening: str
    middle: str
    closing: str


@dataclass(frozen=True, slots=True)
class FindingSubject:
    """A finding: the rule that judged, the article, and the numbers that it compared."""

    about: ClassVar[str] = "finding"
    rule: str
    article: ArticleSubject
    figures: tuple[FigureSubject, ...]

    @property
    def document_id(self) -> str:
        """Of the article."""
        return self.article.document_id

    @property
    def source(self) -> str:
        """Of the article."""
        return self.article.source

    @property
    def key(self) -> str:
        """A short name of the subject, the same wherever the same was meant."""
        return _key(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """The subject as JSON has it."""
        return {
            "about": self.about,
            "rule": self.rule,
            "article": self.article.to_json(),
            "figures": [figure.to_json() for figure in self.figures],
        }

    @classmethod
    def from_json(cls, content: object) -> FindingSubject:
        """The subject out of JSON.

        Raises:
            DecisionError: if something is missing or of another type.
        """
        match content:
            case {"rule": str() as rule, "article": article, "figures": list() as figures}:
                return cls(
                    rule,
                    ArticleSubject.from_json(article),
                    tuple(FigureSubject.from_json(figure) for figure in figures),
                )
        raise DecisionError("意见所指的核查结果写得不完整。")


Subject = FigureSubject | ArticleSubject | FindingSubject


def subject_from_json(content: object) -> Subject:
    """Any subject out of JSON.

    Raises:
        DecisionError: if it is none.
    """
    about = content.get("about") if isinstance(content, dict) else None
    for kind in (FigureSubject, ArticleSubject, FindingSubject):
        if kind.about == about:
            return kind.from_json(content)
    raise DecisionError("意见没有写明所指的对象。")


def _key(content: dict[str, Any]) -> str:
    words = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return f"{content['about']}:{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:_KEY_DIGITS]}"


_TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "str | None": (str, type(None))}


def _fields(kind: type[Any], content: object) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise DecisionError("意见没有写明所指的对象。")
    found = {}
    for field in fields(kind):
        value = content.get(field.name)
        if not isinstance(value, _TYPES[str(field.type)]) or isinstance(value, bool):
            raise DecisionError(f"意见所指的对象写得不完整：{field.name}。")
        found[field.name] = value
    return found
