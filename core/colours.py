"""Colours that stay readable: contrast as WCAG 2.2 counts it."""

import colorsys
from functools import lru_cache

LIGHT_PAPER = "#faf7f2"
DARK_PAPER = "#171614"
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text that is not large


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour `#rrggbb` (WCAG 2.2, definitions)."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definitions)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _towards(colour: str, paper: str, step: float) -> str:
    """Move the lightness in small steps until the colour can be read on `paper`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 1.0 if step > 0 else 0.0
    while contrast(colour, paper) < READABLE and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        colour = "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
    return colour


@lru_cache(16)
def readable_pair(colour: str) -> tuple[str, str]:
    """Return `colour` made readable on the light and on the dark paper: two `#rrggbb`."""
    return _towards(colour, LIGHT_PAPER, -0.01), _towards(colour, DARK_PAPER, 0.01)
