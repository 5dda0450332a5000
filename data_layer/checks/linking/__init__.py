"""Linking: which numbers of an article belong together, by the words between and around them."""
