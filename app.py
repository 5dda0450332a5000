"""The browser's entry: sets up the frame and runs the chosen page, nothing else."""

from pages.shared import frame

frame.run()
