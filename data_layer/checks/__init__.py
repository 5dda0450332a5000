"""Checks: the arithmetic of what articles state, recomputed within rounding.

What belongs here: the rules of the audit, one module a family. ``check_article`` needs one article only and
runs when a document is read; ``compare_articles`` needs them all and runs when a version is made.
"""

from data_layer.checks.auditing import ACROSS, RULES, check_article, compare_articles, find_checks
from data_layer.checks.findings import Rule

__all__ = ["ACROSS", "RULES", "Rule", "check_article", "compare_articles", "find_checks"]
