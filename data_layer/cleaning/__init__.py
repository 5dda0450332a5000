"""Document to Paragraphs: the words as they were meant, with the way back to the raw text.

What belongs here: setting characters right, dropping marks and stray spaces, joining broken lines and pages.
What does not: telling articles, headlines or bylines apart (segmenting). Nothing is reworded: every character
of a paragraph stands for one of the raw text.
"""

from __future__ import annotations

from data_layer.cleaning.paragraphs import clean_document, cut_paragraph, join_paragraphs

__all__ = ["clean_document", "cut_paragraph", "join_paragraphs"]
