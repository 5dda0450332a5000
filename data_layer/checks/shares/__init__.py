"""Shares: percentages against the part and the whole that they are of, one by one and in rows."""
