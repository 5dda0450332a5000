"""Changes: an earlier and a later value against the stated rise, fall, multiple or points."""
