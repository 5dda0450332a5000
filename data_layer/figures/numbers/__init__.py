"""Numbers: from characters to quantities with unit, sign and modifier, or why there is none."""
