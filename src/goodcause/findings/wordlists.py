"""Word lists and patterns written as plain text, so that a person can read and check them."""

from __future__ import annotations

import re


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def either(text: str) -> str:
    """One regular expression out of one a line: any of them.

    A line that begins with ``+`` goes on with the line before it.
    """
    joined = re.sub(r"\n\s*\+ ", "", text)
    return "(?:" + "|".join(line.strip() for line in joined.splitlines() if line.strip()) + ")"
