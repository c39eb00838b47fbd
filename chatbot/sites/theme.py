"""A site's colours, made readable: whatever accent a company chooses, text on it and in it keeps its contrast."""

import colorsys

LIGHT_SURFACE, DARK_SURFACE = "#ffffff", "#12151b"
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


def stylesheet(accent: str) -> str:
    """Return the CSS that sets the accent for light and dark."""
    light, dark = readable(accent, LIGHT_SURFACE), readable(accent, DARK_SURFACE)
    return (
        f":root{{--accent:{light};--accent-text:{text_on(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark};--accent-text:{text_on(dark)}}}}}\n"
    )


def readable(colour: str, surface: str) -> str:
    """Return the colour, made darker or lighter until it reads on the surface (contrast at least 4.5)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    step = -0.02 if luminance(surface) > 0.5 else 0.02
    while contrast(colour, surface) < TEXT_CONTRAST and 0 <= lightness + step <= 1:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def text_on(colour: str) -> str:
    """Return black or white, whichever reads better on the colour; one of the two always has a contrast above 4.5."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return WCAG's relative luminance, 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
