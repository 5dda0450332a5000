"""Comparing: the passages that two texts share, and where each place of one stands in the other."""
