"""The demo's colours: seven for everything that is drawn, eight for the classes of a scene."""

import random

PAPER = "#FAF7F2"
INK = "#1C1B1A"
ACCENT = "#B8442A"
BLUE = "#1F4E5F"
OCHRE = "#D9A441"
SAGE = "#7C9A7E"
SLATE = "#5B6470"

#: The classes of the Stanford Background dataset, in its usual order, each with its colour.
CLASSES: tuple[tuple[str, str], ...] = (
    ("sky", "#7FB2D6"),
    ("road", "#6E6A75"),
    ("building", "#C97B4A"),
    ("tree", "#3F7D4E"),
    ("grass", "#9BBF65"),
    ("water", "#2F6F9F"),
    ("mountain", "#8C7A6B"),
    ("object", "#D64550"),
)

Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    """``#RRGGBB`` as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two: ``share`` 0 is all the first, 1 all the second."""
    share = min(1.0, max(0.0, share))
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#{:02X}{:02X}{:02X}".format(*(round(a + (b - a) * share) for a, b in pairs))


def dice(seed: str) -> random.Random:
    """Chance that falls the same way every time, so that a drawing is always the same drawing."""
    return random.Random(seed)  # noqa: S311 (nothing here is secret)
