"""Twins: texts that fill one template for other places, people or days, told from witnesses of one story."""
