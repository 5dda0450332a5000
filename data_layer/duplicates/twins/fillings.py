"""Which texts fill a template that others filled too, as far as pairs of them tell.

Two texts are *twins* where the numbers of the same words are others, or another county stands in the same
spots.
What ``templates`` then learns from the twins of a text is asked of whoever agrees with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_layer.duplicates.blocking.shingles import Flags, Places
from data_layer.duplicates.judging import AGREE, Verdicts
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.forms import evenly

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Fillings:
    """What is known of templates.

    Attributes:
        twins: pairs of article numbers that fill one template otherwise, one row a pair.
        alike: pairs that agree, of which one has many twins: those are as good as twins of the other.
        filled: per article, whether it fills a template that others filled too.
        placed: per article, whether its twins have its numbers, so that only the place tells them from it.
        in_form: per article, whether it is of a group that fills a form, see ``find_forms``.
    """

    twins: Places
    alike: Places
    filled: Flags
    placed: Flags
    in_form: Flags


def find_fillings(
    pairs: Places,
    verdicts: Verdicts,
    elsewhere: Flags,
    forms: Sequence[Places],
    articles: int,
    parameters: Parameters,
) -> Fillings:
    """The fillings among articles.

    Args:
        pairs, verdicts: what was compared, one row a pair.
        elsewhere: per pair, whether the two speak of different places.
        forms: the articles of each group that fills a form, see ``find_forms``.
        articles: how many there are.
        parameters: see Parameters.
    """
    others = verdicts.numbers < -parameters.twin_nats
    # two fillings are alike as a whole: one that quotes another story, or has its end, is none
    twins = (others | elsewhere) & (verdicts.similarity * 100 >= parameters.template_percent)
    twins &= verdicts.containment * 100 >= parameters.agree_percent

    def per_article(chosen: Flags, nats: float | Places = 1.0) -> Places:
        weights = np.broadcast_to(nats, len(pairs))[chosen]
        sums: Places = np.bincount(pairs[chosen].ravel(), np.repeat(weights, 2), minlength=articles)
        return sums

    # of a story's hundreds of witnesses OCR makes some differ as fillings do: both agree with many others
    sure = (verdicts.state == AGREE) & (verdicts.numbers >= parameters.sure_nats)
    strays = per_article(sure) >= parameters.witnesses_a_stray * np.maximum(per_article(twins), 1)
    twins &= ~strays[pairs].all(axis=1)
    against = np.where(elsewhere, parameters.sure_twin_nats, -verdicts.numbers)
    filled = per_article(twins, against) >= parameters.sure_twin_nats
    many = per_article(twins) >= parameters.template_least
    same_numbers = verdicts.numbers >= parameters.sure_nats
    placed = per_article(twins & elsewhere & same_numbers) >= parameters.placed_least
    # who says the same as a filling is a filling, though nothing may be legible that differs
    alike = pairs[(verdicts.state == AGREE) & (many | placed)[pairs].any(axis=1)]
    filled[alike.ravel()] = True
    placed[alike[placed[alike].any(axis=1)].ravel()] = True
    in_form = np.zeros(articles, dtype=np.bool_)
    in_form[np.concatenate([_NONE, *forms])] = True
    filled |= in_form
    told = [_among(members, parameters) for members in forms]
    return Fillings(np.unique(np.concatenate([pairs[twins], *told]), axis=0), alike, filled, placed, in_form)


def _among(members: Places, parameters: Parameters) -> Places:
    """Pairs of each text of a form with some others of it."""
    others = evenly(members, parameters.template_twins)
    pairs = np.array(np.meshgrid(members, others)).reshape(2, -1).T
    found: Places = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return found
