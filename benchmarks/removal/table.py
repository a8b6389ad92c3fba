"""The outcomes as one table: a line a class, a block of columns a tool, and the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.removal.classes import leaks
from benchmarks.removal.measure import Outcome

_HEAD = f"{'class':<26}{'tool':<17}{'tried':>6}{'lost':>6}{'missed':>7}{'got back':>9}{'unlike':>7}"
_TAIL = f"{'kept':>9}{'kB/page':>9}{'s/page':>8}  how"


_ABOUT = (
    "A class is a way in which a paper carries the same fact twice: a note, a hidden layer, an "
    "earlier revision. Its papers are made in pairs that differ only in the secret. *Got back* "
    "counts the secrets that readers of text, searches of bytes or OCR found in what was given "
    "out, *unlike* the pairs whose outputs differ at all, *lost* the papers not given out (the "
    "program holds them for counsel), *missed* those in which nothing of the secret's kind was "
    "removed, which are not attacked; *kept* is the share of values that had to stay and did."
)


def as_table(outcomes: Sequence[Outcome]) -> str:
    """Every class with every tool, then one line of sums a tool."""
    lines = [_HEAD + _TAIL]
    lines += [_line(o.leak, o.tool, [o]) for o in outcomes]
    lines.append("")
    for tool in dict.fromkeys(o.tool for o in outcomes):
        mine = [o for o in outcomes if o.tool == tool]
        lines.append(_line(f"all {len(mine)} classes", tool, mine))
        leaking = sum(bool(o.recovered) for o in mine)
        unlike = sum(bool(o.unlike) for o in mine)
        tried = sum(o.secrets - o.lost - o.missed for o in mine)
        bound = f"; upper 95 % bound {3 / tried:.2%}" if tried and not leaking else ""
        lines.append(f"  {tool}: {leaking} classes leak, {unlike} tell pairs apart{bound}")
    lines.append("")
    lines += sorted({f"  lost in {o.leak} ({o.tool}): {o.why}" for o in outcomes if o.why})
    return "\n".join(lines)


def as_document(outcomes: Sequence[Outcome], *, asked: str, absent: Sequence[str]) -> str:
    """The table as a page of the documentation, with what was run and what could not be."""
    tools = list(dict.fromkeys(o.tool for o in outcomes))
    classes = len({o.leak for o in outcomes if not o.leak.startswith("(")})
    lines = [
        "# Bench of removal",
        "",
        f"Written by `python -m benchmarks.removal {asked}`; run it again to replace this page.",
        "",
        f"{classes} of {len(leaks())} classes of leaks were run through {', '.join(tools)}.",
        _ABOUT,
        "",
        *(f"- Not measured, because it is not installed: {name}." for name in absent),
        "",
        "```text",
        as_table(outcomes),
        "```",
        "",
    ]
    return "\n".join(lines)


def _line(name: str, tool: str, some: Iterable[Outcome]) -> str:
    some = list(some)
    pages = sum(o.pages for o in some) or 1
    keepers = sum(o.keepers for o in some)
    share = f"{sum(o.keepers_kept for o in some) / keepers:.1%}" if keepers else "-"
    size, seconds = sum(o.bytes for o in some) / pages / 1000, sum(o.seconds for o in some) / pages
    ways = Counter(how for o in some for how in o.recovered)
    counts = (
        f"{sum(o.secrets for o in some):>6}{sum(o.lost for o in some):>6}"
        f"{sum(o.missed for o in some):>7}{sum(len(o.recovered) for o in some):>9}"
        f"{sum(o.unlike for o in some):>7}"
    )
    how = ", ".join(f"{way} {count}" for way, count in ways.most_common(3))
    return f"{name:<26}{tool:<17}{counts}{share:>9}{size:>9.1f}{seconds:>8.2f}  {how}".rstrip()
