"""Blocking: articles as sampled 3-grams, and which of them are worth comparing."""
