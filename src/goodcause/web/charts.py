"""Charts drawn by the server as SVG, with their figures as text for whoever cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

_WIDE, _HIGH = 720, 240
_LEFT, _BOTTOM, _TOP, _RIGHT = 56, 36, 14, 16
_SHORTEST = 0.1  # hours that the axis shows at least
_COARSE = 8  # hours from which the axis counts whole ones


def burndown(
    points: Sequence[tuple[float, int]], forecast: tuple[float, float] | None
) -> SafeString:
    """What is left over the hours at the screen, and the wedge in which it may end."""
    if len(points) < 2:  # noqa: PLR2004  one point is no line
        return mark_safe("")
    hours = points[-1][0] + (forecast[1] if forecast else 0)
    most = max(n for _, n in points) or 1

    def spot(hour: float, left: float) -> str:
        x = _LEFT + (_WIDE - _LEFT - _RIGHT) * hour / max(hours, _SHORTEST)
        y = _HIGH - _BOTTOM - (_HIGH - _BOTTOM - _TOP) * left / most
        return f"{x:.1f},{y:.1f}"

    parts = [_frame(most, max(hours, _SHORTEST))]
    last, left = points[-1]
    if forecast:
        wedge = " ".join(
            (spot(last, left), spot(last + forecast[0], 0), spot(last + forecast[1], 0))
        )
        parts.append(f'<polygon class="wedge" points="{wedge}"/>')
    line = " ".join(spot(h, n) for h, n in points)
    parts.append(f'<polyline class="line" points="{line}"/>')
    parts += [f'<circle class="dot" cx="{x}" cy="{y}" r="3"/>'
              for x, y in (spot(h, n).split(",") for h, n in points)]  # fmt: skip
    said = f"{points[0][1]} findings at the beginning, {left} left after {last:.1f} hours at work"
    if forecast:
        said += f"; {forecast[0]:.1f} to {forecast[1]:.1f} hours more, with 90 % confidence"
    return _svg("".join(parts), said)


def _frame(most: int, hours: float) -> str:
    lines = []
    for part in range(5):
        y = _TOP + (_HIGH - _BOTTOM - _TOP) * part / 4
        figure = round(most * (4 - part) / 4)
        lines.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{figure}</text>'
        )
    for part in range(5):
        x = _LEFT + (_WIDE - _LEFT - _RIGHT) * part / 4
        lines.append(
            f'<text class="tick" x="{x:.1f}" y="{_HIGH - 14}" text-anchor="middle">'
            f"{hours * part / 4:.{0 if hours > _COARSE else 2}f} h</text>"
        )
    return "".join(lines)


def bars(rows: Sequence[tuple[str, int, int, int]]) -> SafeString:
    """One bar a category: removed, left, open."""
    most = max((sum(r[1:]) for r in rows), default=0)
    if not most:
        return mark_safe("")
    high, wide = 26, _WIDE - 240 - 60
    parts = []
    for n, (name, *counts) in enumerate(rows):
        y, x = n * high + 4, 240.0
        parts.append(
            f'<text class="name" x="230" y="{y + 13}" text-anchor="end">{escape(name)}</text>'
        )
        for kind, count in zip(("removed", "left", "open"), counts, strict=True):
            width = wide * count / most
            parts.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="17"/>'
            )
            x += width
        parts.append(f'<text class="tick" x="{x + 6:.1f}" y="{y + 13}">{sum(counts)}</text>')
    said = "; ".join(f"{n}: {a} removed, {b} left, {c} open" for n, a, b, c in rows)
    return _svg("".join(parts), said, height=len(rows) * high + 8)


def _svg(inside: str, said: str, height: int = _HIGH) -> SafeString:
    # Every text inside is a number or was escaped above.
    return mark_safe(  # noqa: S308
        f'<svg class="chart" viewBox="0 0 {_WIDE} {height}" role="img" '
        f'aria-label="{escape(said)}">{inside}</svg>'
    )
