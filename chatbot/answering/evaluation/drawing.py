"""Drawing a plot as SVG: one frame with its axes, and what is put into it. Colours are the tokens of the style."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 34, 44
LIGHT = {
    "--surface": "#ffffff",
    "--text": "#151922",
    "--text-soft": "#5f6674",
    "--line": "#dcdfe5",
    "--accent": "#1f4b99",
    "--warning": "#8a5300",
}
Point = tuple[float, float]


def paint(token: str) -> str:
    """Return a colour of the style, with its light value where the file stands alone."""
    return f"var({token}, {LIGHT[token]})"


class Plot:
    """A plot whose axes run over `x` and `y`; everything is drawn in their units."""

    def __init__(self, title: str, x: Point, y: Point, x_label: str, y_label: str) -> None:
        self.x, self.y = x, y
        self._parts = [_text(LEFT, 18, title, bold=True)]
        self._parts += [self._grid_line(self.y_at(value), value) for value in _ticks(y)]
        self._parts += [_text(self.x_at(value), HEIGHT - BOTTOM + 16, _short(value), anchor="middle") for value in _ticks(x)]
        self._parts.append(_text((WIDTH + LEFT) / 2, HEIGHT - 8, x_label, anchor="middle"))
        self._parts.append(_text(WIDTH - RIGHT, 18, y_label, anchor="end"))

    def x_at(self, value: float) -> float:
        """Return where a value lies across."""
        return LEFT + (value - self.x[0]) / (self.x[1] - self.x[0]) * (WIDTH - LEFT - RIGHT)

    def y_at(self, value: float) -> float:
        """Return where a value lies upwards."""
        return HEIGHT - BOTTOM - (value - self.y[0]) / (self.y[1] - self.y[0]) * (HEIGHT - TOP - BOTTOM)

    def line(self, points: Sequence[Point], token: str = "--accent", *, dashed: bool = False) -> None:  # noqa: S107
        """Join the points."""
        path = " ".join(f"{self.x_at(x):.1f},{self.y_at(y):.1f}" for x, y in points)
        dash = ";stroke-dasharray:4 4" if dashed else ""
        self._parts.append(f'<polyline points="{path}" style="fill:none;stroke:{paint(token)};stroke-width:2{dash}"/>')

    def dot(self, at: Point, label: str = "", token: str = "--accent") -> None:  # noqa: S107
        """Mark a point, with words beside it."""
        x, y = self.x_at(at[0]), self.y_at(at[1])
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" style="fill:{paint(token)}"/>')
        self._parts += [_text(x + 8, y + 4, label)] if label else []

    def bar(self, left: float, right: float, height: float, token: str, *, solid: bool = True) -> None:
        """Stand a bar on the axis."""
        x, y = self.x_at(left), self.y_at(height)
        box = f'x="{x:.1f}" y="{y:.1f}" width="{self.x_at(right) - x - 1:.1f}" height="{self.y_at(self.y[0]) - y:.1f}"'
        self._parts.append(f'<rect {box} style="fill:{paint(token)};fill-opacity:{0.75 if solid else 0.45}"/>')

    def span(self, x: float, low: float, high: float) -> None:
        """Draw an interval upright."""
        self.line([(x, low), (x, high)], "--text-soft")

    def legend(self, names: Sequence[tuple[str, str]]) -> None:
        """Name the colours: (words, token) each."""
        for place, (name, token) in enumerate(names):
            y = TOP + 10 + place * 16
            self._parts.append(f'<rect x="{LEFT + 8}" y="{y - 8}" width="10" height="10" style="fill:{paint(token)}"/>')
            self._parts.append(_text(LEFT + 24, y + 1, name))

    @property
    def svg(self) -> str:
        """The plot as one element."""
        box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        ground = f'<rect width="{WIDTH}" height="{HEIGHT}" style="fill:{paint("--surface")}"/>'
        return f"<svg {box}>{ground}{''.join(self._parts)}</svg>"

    def _grid_line(self, y: float, value: float) -> str:
        line = f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" style="stroke:{paint("--line")}"/>'
        return line + _text(LEFT - 6, y + 4, _short(value), anchor="end")


def _text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    style = f"font:{600 if bold else 400} 12px system-ui,sans-serif;fill:{paint('--text' if bold else '--text-soft')}"
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="{style}">{escape(words)}</text>'


def _ticks(axis: Point) -> list[float]:
    return [axis[0] + (axis[1] - axis[0]) * step / 5 for step in range(6)]


def _short(value: float) -> str:
    return f"{value:.2g}" if value < 100 else f"{value:.0f}"
