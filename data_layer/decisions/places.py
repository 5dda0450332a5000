"""Places in a document's articles, described by their words and found again.

What belongs here: describing a place, and finding it after the program read the document otherwise. What
does not: rows and files. Words that are gone, or stand there more than once with nothing to tell them apart,
are not found: a decision is never attached to words that only look alike.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from data_layer.decisions.subjects import ArticleSubject, FigureSubject

__all__ = ["DocumentWords", "Place", "article_subject", "figure_subject"]

_AROUND = 24
"""Characters kept on each side of a quote, which tell equal sentences apart."""
_WINDOW = 12
"""Of these, so many are searched for where the sentence has changed."""
_FEWEST_AROUND = 16
"""Characters around a number below which words say too little to find it by them."""
_SENTENCE = 120
"""Characters of a sentence kept on each side of a quote; longer ones are tables without full stops."""
_PASSAGE = 40
"""Characters of an article's beginning, middle and end that tell it from the others of its document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article's text, half-open."""

    article_id: str
    start: int
    end: int


class DocumentWords:
    """The articles of one document, to describe places in them and to find these again."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts of all articles of a document by article_id."""
        self._texts = dict(sorted(texts.items(), key=lambda item: (len(item[0]), item[0])))

    @functools.cached_property
    def _folded(self) -> dict[str, tuple[str, list[int]]]:
        return {article_id: _fold(text) for article_id, text in self._texts.items()}

    def text(self, article_id: str) -> str:
        """The text of one article."""
        return self._texts[article_id]

    def count(self, sentence: str, offset: int, place: Place) -> tuple[int, int]:
        """Which of the places of a sentence this is, from 0, and how many there are."""
        found = self._places(sentence, offset, place.end - place.start)
        return (found.index(place), len(found)) if place in found else (0, max(1, len(found)))

    def same_place(self, subject: FigureSubject) -> Place | None:
        """The place of a number if its words stand exactly where they stood."""
        start = subject.char_start
        end = start + len(subject.quote)
        text = self._texts.get(subject.article_id, "")
        around = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
        same = around == (subject.before, subject.quote, subject.after)
        return Place(subject.article_id, start, end) if same else None

    def find_figure(self, subject: FigureSubject) -> Place | None:
        """Where the words of a number stand now; None if they are gone or can't be told from others."""
        if kept := self.same_place(subject):
            return kept
        length = len(subject.quote)
        found = self._places(subject.sentence, subject.offset, length)
        alike = [place for place in found if self._surrounded(subject, place)]
        if len(found) == 1 or len(alike) == 1:
            return (alike or found)[0]
        if found:
            same = len(found) == subject.occurrences
            return found[subject.occurrence] if same and subject.occurrence < len(found) else None
        before, after = subject.before[-_WINDOW:], subject.after[:_WINDOW]
        if len(_fold(before + after)[0]) < _FEWEST_AROUND:
            return None
        found = self._places(before + subject.quote + after, len(before), length)
        return found[0] if len(found) == 1 else None

    def same_article(self, subject: ArticleSubject) -> str | None:
        """The article_id of an article if it still holds all of its words, as they are."""
        text = self._texts.get(subject.article_id)
        passages = (subject.opening, subject.middle, subject.closing)
        held = text is not None and all(passage and passage in text for passage in passages)
        return subject.article_id if held else None

    def find_article(self, subject: ArticleSubject) -> str | None:
        """Which article holds the words now; None if none does, or several alike."""
        if kept := self.same_article(subject):
            return kept
        passages = [_fold(words)[0] for words in (subject.opening, subject.middle, subject.closing)]
        held = {
            article_id: sum(passage in folded for passage in passages)
            for article_id, (folded, _) in self._folded.items()
        }
        most = max(held.values(), default=0)
        best = [article_id for article_id, count in held.items() if count == most]
        if most < 2 or not all(passages):
            return None
        return best[0] if len(best) == 1 else None

    def _surrounded(self, subject: FigureSubject, place: Place) -> bool:
        text = self._texts[place.article_id]
        before, after = (
            _fold(text[: place.start][-2 * _AROUND :])[0],
            _fold(text[place.end :][: 2 * _AROUND])[0],
        )
        return before.endswith(_fold(subject.before)[0]) and after.startswith(_fold(subject.after)[0])

    def _places(self, words: str, offset: int, length: int) -> list[Place]:
        """Every place of ``words``; spans of the ``length`` characters that begin at ``offset`` in them."""
        sought = _fold(words)[0]
        ahead, inside = len(_fold(words[:offset])[0]), len(_fold(words[offset : offset + length])[0])
        places = []
        if not sought or not inside:
            return []
        for article_id, (folded, offsets) in self._folded.items():
            at = folded.find(sought)
            while at >= 0:
                first = at + ahead
                places.append(Place(article_id, offsets[first], offsets[first + inside - 1] + 1))
                at = folded.find(sought, at + 1)
        return places


def figure_subject(
    words: DocumentWords, document_id: str, source: str, place: Place, sentence: str
) -> FigureSubject:
    """The subject of a place in a document.

    Args:
        words: of the document.
        document_id, source: of the document.
        place: of the number.
        sentence: around it, as in the article's text.
    """
    text = words.text(place.article_id)
    quote = text[place.start : place.end]
    start = text.find(sentence, max(0, place.end - len(sentence)), place.start + len(sentence))
    if not 0 <= start <= place.start:
        start, sentence = place.start, quote
    low = max(start, place.start - _SENTENCE)
    high = min(start + len(sentence), place.end + _SENTENCE)
    kept, offset = text[low:high], place.start - low
    occurrence, occurrences = words.count(kept, offset, place)
    return FigureSubject(
        document_id=document_id,
        source=source,
        article_id=place.article_id,
        char_start=place.start,
        quote=quote,
        sentence=kept,
        offset=offset,
        before=text[max(0, place.start - _AROUND) : place.start],
        after=text[place.end : place.end + _AROUND],
        occurrence=occurrence,
        occurrences=occurrences,
    )


def article_subject(
    document_id: str, source: str, article_id: str, title: str | None, text: str
) -> ArticleSubject:
    """The subject of an article with its text."""
    middle = max(0, (len(text) - _PASSAGE) // 2)
    return ArticleSubject(
        document_id,
        source,
        article_id,
        title,
        text[:_PASSAGE],
        text[middle : middle + _PASSAGE],
        text[-_PASSAGE:],
    )


def _fold(text: str) -> tuple[str, list[int]]:
    """A text without white space and differences of width, and where each character stood."""
    characters, offsets = [], []
    for at, character in enumerate(text):
        if not character.isspace():
            folded = unicodedata.normalize("NFKC", character)
            characters.append(folded if len(folded) == 1 else character)
            offsets.append(at)
    return "".join(characters), offsets
