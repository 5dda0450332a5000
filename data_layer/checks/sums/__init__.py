"""Sums: parts against the total they are listed with, and how far the list of parts reaches."""
