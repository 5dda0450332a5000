"""The tunable numbers of finding duplicates, each with where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """How duplicates are found and judged.

    All were measured on the seeded corpora of tests/duplicates/generator.py (tests/benchmarks/duplicates.py),
    at character noise from 2 to 20 %.

    Attributes:
        least_chars: pieces with fewer letters and digits (about 60 characters with punctuation) are not
            judged: captions and slogans repeat.
        sample_rate: one of so many 3-grams is kept in an article's signature.
        span_rate: one of so many 3-grams is kept to pair articles by; two in a row are a span.
        rare_articles: a span that more articles have is common: it says nothing about two of them.
        least_rare: rare spans that suffice to find an article's witnesses.
        least_spans: rare spans that two articles must share to be compared.
        least_spans_percent: the same, in percent of those of the one that has fewer.
        neighbour_percent: the same, from which two articles are held side by side in memory.
        sketch_bins: hashes in an article's MinHash sketch, a power of 2; where 3-grams are mostly
            common, two in turn make a band.
        longest_band: bins of the longest band, for articles that share much with very many.
        crowd_neighbours: an article is paired with so many others of one band.
        short_chars: articles up to so long that share most 3-grams with many are paired by all their rare
            ones as well: of a form that was filled in, name and numbers are all there is to tell by.
        least_short: rare 3-grams that two such articles must share.
        least_bands: bands that two such articles must share to be compared.
        least_shared: 3-grams of its signature that a new article must share with a known one to be compared.
        least_shared_percent: the same, in percent of the smaller signature.
        gap_chars: matching 3-grams at most so far apart belong to one passage.
        open_gap_chars: what stands between two passages that follow one another in two fillings of a form is
            compared up to so long.
        drift_chars: characters that OCR may drop or add between them.
        related_articles: of a common 3-gram only so many known articles are looked at for a new one.
        related_most: known articles at most that a new one is compared with.
        related_percent: how much of what the nearest one shares others must share.
        related_whole_percent: or this much of the smaller signature.
        extend_least: known articles from which new ones are not compared with all of them; fewer are compared
            anew, with their figures, in under two seconds.
        extend_percent: new articles, in percent of the known ones, up to which only what is related to them
            is compared again.
        least_alike_percent: hashes that two sketches must have in common for the articles to be compared.
        uneven_times: how many times as long as the other a text must be to repeat much of it.
        same_words_percent: how alike (rapidfuzz ``ratio``) the words before two numbers that differ, or those
            behind them, must be.
        omission_chars: a gap up to so long between shared passages was left out by the other witness.
        agree_percent: containment from which two articles are witnesses of one story.
        chance_digits_percent: digits that agree between two templates filled with other numbers.
        twin_nats: log-odds from which a pair is two fillings of one template.
        kept_digits_percent: digits that OCR keeps at best, however clean the words around them.
        sure_twin_nats: log-odds from which a pair is surely two fillings of one template.
        sure_names_nats: log-odds from which other names in the same spots are asked about, whatever the
            numbers.
        misread_name_percent: of the misread characters of a name those that make another place's name of it.
        misread_char_percent: of the misread characters of a name those that one given other stands for.
        misread_given_percent: the same where a pair is judged by itself: few characters look alike, and any
            may stand in another county's name.
        refilled_nats: log-odds from which the spots that a form leaves open tell that two texts are one;
            below, they are two fillings. Above 0: twins that are joined are worse than copies that are not.
        clean_percent: characters kept from which a pair is asked so up to told_nats; else up to sure_nats.
        clear_percent, clear_chars: characters of the words kept from which, and differing up to which, a pair
            is asked so whatever its numbers tell: so few may be names alone.
        piece_percent: of the shorter text so much must stand in the other in one piece to be judged so.
        lost_char_percent: of the spoiled characters those that are lost.
        names_percent: nats of names against each hundred nats of numbers that agree.
        told_nats: log-odds from which the numbers of a pair tell that it is one filling of a template whose
            twins differ in their numbers.
        template_percent: similarity from which two texts may be fillings of one template.
        template_least: twins of an article from which what says the same as it is held to be a filling too.
        placed_least: the same, of twins that another county's name told from it.
        witnesses_a_stray: pairs of an article that surely agree, for each in which OCR made it differ as a
            filling does.
        form_nats: the same as template_nats for a form, above the logarithm of the number of its pairs.
        form_sure: groups from which more than one text is asked whether they fill a form.
        form_spoiled_percent: texts longer than short_chars are asked only if OCR spoiled so little of their
            words; else it takes too long.
        form_partners: of a form so many texts that are most similar to a text may be the same filling.
        form_percent: texts of a group that have the same in a spot up to which the spot may be one of a form.
        form_chance: chance that OCR made any spot of a group differ as it does, up to which it is a form.
        template_nats: log-odds that the open spots of a template must reach, above the logarithm of the
            number of its twins, where one of the two articles has any.
        template_twins: of an article's twins so many are looked at to find the open spots.
        template_prior_pairs: pairs of twins that what is known beforehand (numbers are open, words are not)
            counts as.
        held_percent: of twins that have a character in a spot, from which it is one of the template.
        open_percent: twins that agree in a spot up to which it is open.
        chance_words_percent: characters that agree between two words filled into one spot.
        sure_nats: log-odds from which the numbers show that a pair is none; below, places are compared too.
        revision_nats: log-odds from which changed numbers are meant, not misread.
        reprint_swaps_per_mille: misread characters up to which a witness is a reprint, not an OCR variant.
        whole_percent: a witness with less of the middle one's length is a piece.
        excerpt_percent: a text that is shorter than this, and holds less of the longer one, is its excerpt.
        dovetail_percent: how densely two texts must agree where one's end is the other's beginning.
        pairs_members: clusters with more witnesses list pairs with the best witness only.
        near_percent: containment from which a pair is kept as one that a lower threshold might join.
        merge_percent: share of cross pairs that must agree when two groups are joined.
    """

    least_chars: int = 50
    sample_rate: int = 4
    span_rate: int = 3
    rare_articles: int = 32
    least_rare: int = 32
    least_spans: int = 2
    least_spans_percent: float = 10.0
    neighbour_percent: float = 35.0
    sketch_bins: int = 256
    longest_band: int = 5
    crowd_neighbours: int = 12
    short_chars: int = 300
    least_short: int = 2
    least_bands: int = 2
    least_shared: int = 3
    least_shared_percent: float = 10.0
    gap_chars: int = 24
    open_gap_chars: int = 120
    drift_chars: int = 4
    related_articles: int = 2000
    related_most: int = 50
    related_percent: float = 15.0
    related_whole_percent: float = 20.0
    extend_least: int = 200
    extend_percent: float = 5.0
    least_alike_percent: float = 9.0
    uneven_times: float = 2.0
    same_words_percent: float = 50.0
    omission_chars: int = 400
    agree_percent: float = 45.0
    chance_digits_percent: float = 15.0
    kept_digits_percent: float = 99.0
    twin_nats: float = 1.5
    sure_twin_nats: float = 4.0
    sure_names_nats: float = 6.5
    misread_name_percent: float = 5.0
    misread_char_percent: float = 1.0
    misread_given_percent: float = 0.1
    refilled_nats: float = 0.5
    clean_percent: float = 85.0
    clear_percent: float = 95.0
    clear_chars: float = 6.0
    piece_percent: float = 60.0
    lost_char_percent: float = 15.0
    names_percent: float = 30.0
    told_nats: float = 10.0
    template_percent: float = 50.0
    template_least: int = 5
    witnesses_a_stray: int = 8
    placed_least: int = 2
    form_nats: float = 2.5
    form_sure: int = 15
    form_spoiled_percent: float = 2.0
    form_partners: int = 16
    form_percent: float = 35.0
    form_chance: float = 1e-4
    template_nats: float = 5.0
    template_twins: int = 24
    template_prior_pairs: float = 5.0
    held_percent: float = 33.0
    open_percent: float = 60.0
    chance_words_percent: float = 5.0
    sure_nats: float = 6.0
    revision_nats: float = 5.0
    reprint_swaps_per_mille: float = 0.5
    whole_percent: float = 80.0
    excerpt_percent: float = 85.0
    dovetail_percent: float = 60.0
    pairs_members: int = 64
    near_percent: float = 30.0
    merge_percent: float = 50.0
