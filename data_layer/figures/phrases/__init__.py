"""Phrases: what a quantity measures, in the text's own words, and the entry of the catalogue they mean."""
