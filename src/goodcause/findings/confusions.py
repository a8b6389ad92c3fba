"""Signs that readers of scanned pages take for one another."""

from __future__ import annotations

DIGIT_LIKE = "0-9OoQDlI|i!SsBbGZzqg"
"""The inside of a character class: a digit, or a sign that is read for one."""

_TO_DIGIT = str.maketrans(
    {
        "O": "0", "o": "0", "Q": "0", "D": "0",
        "l": "1", "I": "1", "|": "1", "i": "1", "!": "1", "]": "1",
        "S": "5", "s": "5", "B": "8", "b": "6", "G": "6",
        "Z": "2", "z": "2", "A": "4", "T": "7", "q": "9", "g": "9",
    }
)  # fmt: skip
_TO_LETTER = str.maketrans("01|5826!", "olISBzGl")

NUMBER_WORDS = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip


def digits(text: str) -> str:
    """The digits of a text, look-alikes read as the digit they resemble."""
    return "".join(c for c in text.translate(_TO_DIGIT) if c in "0123456789")


def true_digits(text: str) -> int:
    """How many characters are digits as read, without any benefit of the doubt."""
    return sum(1 for c in text if c in "0123456789")


def letters(text: str) -> str:
    """A word with digits read as the letters they resemble, in lower case."""
    if text.isalpha():
        return text.lower()
    return text.translate(_TO_LETTER).lower()


def spoken_digits(text: str) -> str:
    """The digits of numbers written as words ("five seven one")."""
    tokens = text.lower().replace(",", " ").replace("-", " ").split()
    return "".join(NUMBER_WORDS.get(t, digits(t) if t.isdigit() else "") for t in tokens)
