"""Definitions: what follows from other numbers by definition: averages, balances, quotients, other units."""
