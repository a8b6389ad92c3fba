"""Bates numbers of anybody: letters, a count, perhaps a tail."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(.*?)([0-9]{1,18})([^0-9]{0,12})", re.DOTALL)
_LONGEST = 120


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A Bates number taken apart: what stands before the last group of digits, it, and after."""

    head: str
    count: int
    tail: str
    digits: int

    @property
    def line(self) -> tuple[str, str]:
        """What numbers that follow one another have in common."""
        return self.head, self.tail

    def __str__(self) -> str:
        return f"{self.head}{self.count:0{self.digits}d}{self.tail}"

    def plus(self, pages: int) -> Number:
        """The number so many pages further on."""
        return Number(self.head, self.count + pages, self.tail, self.digits)


def number(text: str) -> Number | None:
    """The number in a value; nothing when it has no digits, spaces at its ends, or no end."""
    if len(text) > _LONGEST or text != text.strip():
        return None
    match = _NUMBER.fullmatch(text)
    return Number(match[1], int(match[2]), match[3], len(match[2])) if match else None
