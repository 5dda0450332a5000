"""figures"""

from pages.shared import frame


def draw(view):
    pass


frame.show("figures", draw)
