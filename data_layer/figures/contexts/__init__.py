"""Contexts: the place, the time, the speaker and the plan that a quantity stands under."""
