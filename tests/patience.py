"""How long a test waits for what must come: only one that hangs is ever given up.

What passes never waits this long. Machines are shared: a busy one has been seen to take twenty times as long.
"""

GIVEN_UP = 400
"""Seconds."""
