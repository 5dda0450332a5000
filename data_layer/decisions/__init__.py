"""What people decide about figures, articles and findings: kinds, what each is about, and which still hold.

What belongs here: the records, and finding their words again in another version. What does not: keeping them
(``data_layer.store.journal``), and asking for them (pages).
"""

from data_layer.decisions.kinds import (
    ARTICLE_FIELDS,
    FIGURE_FIELDS,
    Decision,
    DecisionKind,
    Draft,
    check_name,
    standing,
)
from data_layer.decisions.lines import decision_lines, read_decision_lines
from data_layer.decisions.places import DocumentWords, Place, article_subject, figure_subject
from data_layer.decisions.subjects import (
    ArticleSubject,
    FigureSubject,
    FindingSubject,
    Subject,
    subject_from_json,
)

__all__ = [
    "ARTICLE_FIELDS",
    "FIGURE_FIELDS",
    "ArticleSubject",
    "Decision",
    "DecisionKind",
    "DocumentWords",
    "Draft",
    "FigureSubject",
    "FindingSubject",
    "Place",
    "Subject",
    "article_subject",
    "check_name",
    "decision_lines",
    "figure_subject",
    "read_decision_lines",
    "standing",
    "subject_from_json",
]
