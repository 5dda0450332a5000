"""Labels of places (某县：) that a page's reader set before the wrong headline.

They are printed above their headlines, and short: a reader that goes across columns joins one to the headline
beside it, and leaves that headline's own label alone. Articles tell: what a label names stands in its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_layer.segmenting.pages.cohesion import Profile, are_related
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = ["settle_labels"]

_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8})[:：]\s*")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as printed, and the place it names."""

    text: str
    home: str


def settle_labels(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    articles: Sequence[Sequence[int]],
    titles: Sequence[Sequence[int]],
) -> Mapping[int, str]:
    """The words of those pieces of titles that get another label, by number of the piece.

    A label is moved only if its article does not name the place, and another label, which stands alone on the
    page, names the article's own.
    """
    wholes = [Profile.join(profiles[number] for number in numbers) for numbers in articles]
    lone = [
        label
        for piece in pieces
        if piece.kind is Kind.HEAD
        and (label := _read_label(piece.text)) is not None
        and label.text == piece.text.strip()
    ]
    words: dict[int, str] = {}
    for whole, title in zip(wholes, titles, strict=True):
        label = _read_label(pieces[title[0]].text) if title else None
        if label is None or whole.home is None or _is_named(label.home, whole):
            continue
        own = next((other for other in lone if other.home == whole.home), None)
        if own is None:
            continue
        words[title[0]] = own.text + pieces[title[0]].text.removeprefix(label.text).lstrip()
        _hand_on(label, pieces, wholes, titles, words)
    return words


def _hand_on(
    label: _Label,
    pieces: Sequence[Piece],
    wholes: Sequence[Profile],
    titles: Sequence[Sequence[int]],
    words: dict[int, str],
) -> None:
    """Set a label before the one headline, without a place of its own, whose article is about its place."""
    own = [
        title[0]
        for whole, title in zip(wholes, titles, strict=True)
        if title and whole.home == label.home and not Profile.read(pieces[title[0]].text).places
    ]
    if len(own) == 1:
        words[own[0]] = label.text + pieces[own[0]].text


def _is_named(home: str, whole: Profile) -> bool:
    return whole.places[home] > 0 or any(are_related(home, place) for place in whole.places)


def _read_label(text: str) -> _Label | None:
    """The label that a headline begins with; None if it begins with none."""
    found = _LABEL.match(text)
    if found is None:
        return None
    home = Profile.read(found[1]).home
    return _Label(found[0].rstrip(), home) if home else None
