"""What was tried as a picture: the worst page of each geometry, words read against ink kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.watermark.measure import Measured

_WIDE, _HIGH = 720, 440
_LEFT, _RIGHT, _TOP, _FOOT = 64, 24, 40, 56
_INK = (0.3, 1.0)
_READ = (0.5, 1.0)
WANTED_READ, WANTED_INK, WANTED_DARK = 0.97, 0.60, 0.75


def chart(found: Mapping[str, Sequence[Measured]]) -> str:
    """An SVG of all geometries; those that no other beats in both are joined by a line."""
    worst = {
        name: (_least(every, "kept"), _least(every, "recall")) for name, every in found.items()
    }
    best = sorted(p for p in worst.values() if not any(_beats(q, p) for q in worst.values()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="14">Words read through the mark, and ink of the mark '
        "kept: the worst page of each geometry</text>",
        *_wanted(),
        *_axes(),
        f'<polyline points="{" ".join(_point(p) for p in best)}" fill="none" stroke="#7a9cc6"/>',
        *_dots(worst),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _least(every: Sequence[Measured], what: str) -> float:
    return min(float(getattr(one, what)) for one in every)


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]


def _at(ink: float, read: float) -> tuple[float, float]:
    along = (max(ink, _INK[0]) - _INK[0]) / (_INK[1] - _INK[0])
    up = (max(read, _READ[0]) - _READ[0]) / (_READ[1] - _READ[0])
    return _LEFT + along * (_WIDE - _LEFT - _RIGHT), _HIGH - _FOOT - up * (_HIGH - _TOP - _FOOT)


def _point(place: tuple[float, float]) -> str:
    x, y = _at(*place)
    return f"{x:.1f},{y:.1f}"


def _wanted() -> list[str]:
    x, y = _at(WANTED_INK, 1.0)
    right, low = _at(1.0, WANTED_READ)
    return [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{right - x:.1f}" height="{low - y:.1f}" '
        'fill="#dcefdc"/>',
        f'<text x="{right - 4:.1f}" y="{low + 14:.1f}" text-anchor="end" fill="#3a6b3a">'
        f"wanted: {WANTED_READ} read, {WANTED_INK:.2f} kept</text>",
    ]


def _axes() -> list[str]:
    (left, foot), (right, top) = _at(_INK[0], _READ[0]), _at(_INK[1], _READ[1])
    frame = f"M{left},{top} V{foot} H{right}"
    parts = [f'<path d="{frame}" fill="none" stroke="#333333"/>']
    for tenth in range(3, 11):
        x, _ = _at(tenth / 10, _READ[0])
        parts.append(f'<text x="{x:.1f}" y="{foot + 18}" text-anchor="middle">0.{tenth}</text>')
    for tenth in range(5, 11):
        _, y = _at(_INK[0], tenth / 10)
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">0.{tenth}</text>')
    parts = [part.replace(">0.10<", ">1.0<") for part in parts]
    middle = (left + right) / 2
    parts.append(f'<text x="{middle}" y="{_HIGH - 14}" text-anchor="middle">ink kept</text>')
    parts.append(f'<text x="14" y="{_TOP - 6}">words read</text>')
    return parts


def _dots(worst: Mapping[str, tuple[float, float]]) -> list[str]:
    parts, used = [], list[float]()
    for name, place in sorted(worst.items(), key=lambda item: item[1][1]):
        x, y = _at(*place)
        line = y + 4
        while any(abs(line - other) < 13 for other in used):
            line -= 13
        used.append(line)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#20456f"/>')
        parts.append(f'<text x="{x + 10:.1f}" y="{line:.1f}">{escape(name)}</text>')
    return parts
