"""Charts as SVG: text and lines only, in the page's own colours, nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from goodcause.linkage.answers import Answer
from goodcause.linkage.scoring import Bar

_INK, _SOFT, _FOR, _AGAINST, _GRID = "#1b1b1b", "#5c5c5c", "#1f5f99", "#a8492e", "#d9d9d9"
_WIDE: Final = 720
_LABELS: Final = 270
_FONT: Final = "font-family='Georgia, serif'"


def _svg(high: float, title: str, parts: Sequence[str]) -> str:
    said = escape(title, quote=True)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDE} {high:.0f}' role='img' "
        f"aria-label='{said}' width='{_WIDE}' height='{high:.0f}'><title>{said}</title>"
        f"{''.join(parts)}</svg>"
    )


def _text(
    x: float, y: float, words: str, anchor: str = "start", size: int = 13, ink: str = _INK
) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' font-size='{size}' {_FONT} "
        f"fill='{ink}'>{escape(words)}</text>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, ink: str = _INK, wide: float = 1) -> str:
    return (
        f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{ink}' "
        f"stroke-width='{wide}'/>"
    )


def rates(answers: Sequence[Answer]) -> str:
    """Rates of permits of donors and others, each with its exact interval."""
    parts, y = [], 46.0
    left, right = float(_LABELS), _WIDE - 90.0
    for tick in range(0, 101, 25):
        x = left + (right - left) * tick / 100
        parts += [
            _line(x, 30, x, 46 + 62 * len(answers), _GRID),
            _text(x, 22, f"{tick} %", "middle", 11, _SOFT),
        ]
    for one in answers:
        rows = (
            ("donors", one.donors, one.table.a, one.table.b, _FOR),
            ("others", one.others, one.table.c, one.table.d, _SOFT),
        )
        for who, share, issued, denied, ink in rows:
            parts.append(
                _text(
                    left - 10,
                    y + 14,
                    (who if len(answers) == 1 else f"{one.name}: {who}")[:44],
                    "end",
                )
            )
            parts += _rate_bar((left, right, y), share.value, (share.low, share.high), ink)
            parts.append(_text(right + 8, y + 14, f"{issued} of {issued + denied}", size=12))
            y += 26
        y += 10
    return _svg(y + 10, "Rates of permits issued, donors and others", parts)


def _rate_bar(
    place: tuple[float, float, float], share: float, ends: tuple[float, float], ink: str
) -> list[str]:
    left, right, y = place
    if math.isnan(share):
        return [_text(left + 6, y + 14, "nobody", size=12, ink=_SOFT)]
    wide = right - left
    middle = y + 10
    low, high = (left + wide * end for end in ends)
    return [
        f"<rect x='{left:.1f}' y='{y + 2:.1f}' width='{wide * share:.1f}' height='16' "
        f"fill='{ink}' fill-opacity='0.35'/>",
        _line(low, middle, high, middle, _INK, 1.6),
        _line(low, middle - 5, low, middle + 5, _INK, 1.6),
        _line(high, middle - 5, high, middle + 5, _INK, 1.6),
    ]


def forest(title: str, answers: Sequence[tuple[str, float, float, float]]) -> str:
    """Odds ratios with their intervals on a logarithmic line; open ends are arrows."""
    finite = [v for _, *vs in answers for v in vs if 0 < v < math.inf]
    low = min(0.5, *finite) if finite else 0.5
    high = max(2.0, *finite) if finite else 2.0
    start, end = math.log10(low) - 0.1, math.log10(high) + 0.1
    left, right = float(_LABELS), _WIDE - 150.0

    def x(value: float) -> float:
        place = math.log10(value) if value > 0 else start
        return left + (right - left) * (min(max(place, start), end) - start) / (end - start)

    foot = 46.0 + 26 * len(answers)
    parts = []
    for tick in _ticks(start, end):
        parts += [
            _line(x(tick), 30, x(tick), foot, _INK if tick == 1 else _GRID),
            _text(x(tick), 22, f"{tick:g}", "middle", 11, _SOFT),
        ]
    y = 46.0
    for name, value, lower, upper in answers:
        parts.append(_text(left - 10, y + 4, name[:44], "end"))
        parts += _interval(y, (value, lower, upper), (x(value), x(lower), x(min(upper, 10**end))))
        parts.append(_text(right + 10, y + 4, _said(value, lower, upper), size=12))
        y += 26
    return _svg(foot + 8, title, parts)


def _ticks(start: float, end: float) -> list[float]:
    found = []
    for power in range(math.floor(start), math.ceil(end) + 1):
        for step in (1, 2, 5) if end - start < 2 else (1,):  # noqa: PLR2004  two decades
            value = step * 10.0**power
            if start <= math.log10(value) <= end:
                found.append(value)
    return found


def _interval(
    y: float, figures: tuple[float, float, float], places: tuple[float, float, float]
) -> list[str]:
    value, _, upper = figures
    if math.isnan(value):
        return []
    at, low, high = places
    parts = [_line(low, y, high, y, _INK, 1.6)]
    if math.isinf(upper):
        parts.append(f"<path d='M{high:.1f} {y:.1f} l-8 -4 v8 z' fill='{_INK}'/>")
    if not math.isinf(value):
        parts.append(f"<rect x='{at - 4:.1f}' y='{y - 4:.1f}' width='8' height='8' fill='{_FOR}'/>")
    return parts


def _said(value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return "no figure"
    return f"{figure(value)} ({figure(low)} to {figure(high)})"


def figure(value: float) -> str:
    """A figure for a reader: three digits that count."""
    if math.isnan(value):
        return "none"
    if math.isinf(value):
        return "\u221e"
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004


def histogram(days: Sequence[int]) -> str:
    """Gifts by quarter years before (left) and after the decision."""
    quarter = 91.3125
    places = [max(-12, min(11, math.floor(-day / quarter))) for day in days]
    counts = [places.count(n) for n in range(-12, 12)]
    most = max([*counts, 1])
    left, foot, wide = 60.0, 190.0, (_WIDE - 90.0) / 24
    parts = [_line(left, foot, left + 24 * wide, foot)]
    for n, count in enumerate(counts):
        high = 150.0 * count / most
        ink = _FOR if n < 12 else _SOFT  # noqa: PLR2004  the decision stands in the middle
        parts.append(
            f"<rect x='{left + n * wide + 1:.1f}' y='{foot - high:.1f}' width='{wide - 2:.1f}' "
            f"height='{high:.1f}' fill='{ink}' fill-opacity='0.6'/>"
        )
        if count:
            parts.append(_text(left + (n + 0.5) * wide, foot - high - 4, str(count), "middle", 10))
    middle = left + 12 * wide
    parts += [
        _line(middle, 20, middle, foot + 6, _AGAINST, 1.4),
        _text(middle, 14, "decision", "middle", 11, _AGAINST),
        _text(left, foot + 18, "3 years before or more", size=11, ink=_SOFT),
        _text(left + 24 * wide, foot + 18, "3 years after or more", "end", 11, _SOFT),
    ]
    return _svg(foot + 26, "Gifts by quarter years before and after the decision", parts)


def waterfall(bars: Sequence[Bar]) -> str:
    """The evidence for one pair, bar by bar, from the prior to the sum, in bits."""
    steps = [(f"{b.comparison.replace('_', ' ')}: {b.level}", b.bits) for b in bars]
    total, lows, highs = 0.0, [0.0], [0.0]
    for _, bits in steps:
        total += bits
        lows.append(total)
        highs.append(total)
    start, end = min(lows) - 1, max(highs) + 1
    left, right = float(_LABELS) + 20, _WIDE - 60.0

    def x(value: float) -> float:
        return left + (right - left) * (value - start) / (end - start)

    parts = [_line(x(0), 16, x(0), 30 + 22 * (len(steps) + 1), _GRID)]
    y, at = 24.0, 0.0
    for name, bits in [*steps, ("all together", total)]:
        whole = name == "all together"
        begin = 0.0 if whole else at
        low, high = sorted((begin, begin + bits))
        ink = _INK if whole else (_FOR if bits >= 0 else _AGAINST)
        parts.append(_text(left - 10, y + 11, name[:46], "end", 12))
        parts.append(
            f"<rect x='{x(low):.1f}' y='{y:.1f}' width='{max(x(high) - x(low), 1):.1f}' "
            f"height='14' fill='{ink}' fill-opacity='0.75'/>"
        )
        parts.append(_text(x(high) + 4, y + 11, f"{bits:+.1f}", size=11))
        at += 0.0 if whole else bits
        y += 22
    return _svg(y + 8, "Evidence for one pair, in bits", parts)
