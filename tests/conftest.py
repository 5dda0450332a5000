"""What holds for every test: examples of hypothesis are the same each time, and none is timed."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
