"""One article through other OCR, reprinted, cut or revised: found, compared, its figures counted once."""

from data_layer.duplicates.comparing.aligning import Block, Opcode, align_texts
from data_layer.duplicates.extending import Signatures, extend_duplicates, find_related, index_grams
from data_layer.duplicates.facts.confusions import Confusion, count_confusions
from data_layer.duplicates.facts.differing import Difference, FigureRow
from data_layer.duplicates.facts.reconciling import FactWitness, compare_figures
from data_layer.duplicates.finding import Duplicates, find_duplicates
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.preview import Preview, preview_clusters

__all__ = [
    "Block",
    "Confusion",
    "Difference",
    "Duplicates",
    "FactWitness",
    "FigureRow",
    "Opcode",
    "Parameters",
    "Preview",
    "Signatures",
    "align_texts",
    "compare_figures",
    "count_confusions",
    "extend_duplicates",
    "find_duplicates",
    "find_related",
    "index_grams",
    "preview_clusters",
]
