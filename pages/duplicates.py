"""duplicates"""

from pages.shared import frame


def draw(view):
    pass


frame.show("duplicates", draw)
