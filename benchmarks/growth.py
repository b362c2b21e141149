"""A curve of growth as SVG: seconds against reports, both axes logarithmic, so that even growth is a straight line."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Point = tuple[float, float]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 940, 480, 70, 330, 40, 50
_COLOURS = ("#1f5fa8", "#b3471d", "#2d7d46", "#6b4c9a", "#7a6a00", "#555555")


def curve(title: str, series: Mapping[str, Sequence[Point]]) -> str:
    """Return the drawing. Each series is named at its last point, with what it took there."""
    known = {name: [point for point in sorted(points) if min(point) > 0] for name, points in series.items()}
    points = [point for line in known.values() for point in line]
    if not points:
        points = [(1, 1)]
    low_x, high_x = _around([x for x, _ in points])
    low_y, high_y = _around([y for _, y in points])

    def place(point: Point) -> Point:
        x = _LEFT + (math.log10(point[0]) - low_x) / (high_x - low_x) * (_WIDTH - _LEFT - _RIGHT)
        y = _HEIGHT - _BOTTOM - (math.log10(point[1]) - low_y) / (high_y - low_y) * (_HEIGHT - _TOP - _BOTTOM)
        return round(x, 1), round(y, 1)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-weight="bold">{escape(title)}</text>',
    ]
    for x in sorted({x for x, _ in points}):
        at, _ = place((x, 10**low_y))
        out.append(f'<path d="M{at} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        out.append(f'<text x="{at}" y="{_HEIGHT - 30}" text-anchor="middle">{x:,.0f}</text>')
    for y in _ticks(low_y, high_y):
        _, at = place((10**low_x, y))
        out.append(f'<path d="M{_LEFT} {at}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{_LEFT - 8}" y="{at + 4}" text-anchor="end">{y:g} s</text>')
    out.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 10}" text-anchor="middle">reports</text>')
    taken: list[float] = []
    for number, (name, line) in enumerate(sorted(known.items(), key=lambda item: -item[1][-1][1] if item[1] else 0)):
        if not line:
            continue
        colour, placed = _COLOURS[number % len(_COLOURS)], [place(point) for point in line]
        out.append(
            f'<polyline points="{" ".join(f"{x},{y}" for x, y in placed)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        out += (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in placed)
        at = max([placed[-1][1] + 4, *(one + 17 for one in taken)])
        taken.append(at)
        out.append(f'<text x="{placed[-1][0] + 10}" y="{at}" fill="{colour}">{escape(name)}: {_seconds(line[-1][1])}</text>')
    return "\n".join([*out, "</svg>", ""])


def _seconds(value: float) -> str:
    return f"{value:,.0f} s" if value >= 100 else f"{value:.3g} s"


def _around(values: Sequence[float]) -> Point:
    """Return logarithms a little below the least and above the greatest."""
    low, high = math.log10(min(values)), math.log10(max(values))
    margin = max(0.05 * (high - low), 0.05)
    return low - margin, high + margin


def _ticks(low: float, high: float) -> list[float]:
    steps = (1, 3) if high - low < 3 else (1,)
    found = [step * 10**power for power in range(math.floor(low), math.ceil(high) + 1) for step in steps]
    return [one for one in found if low <= math.log10(one) <= high]
