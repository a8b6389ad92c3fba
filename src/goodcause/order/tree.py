"""An order file's text as plain values, with the line each one stands on.

Only the plain part of YAML is read: mappings, lists, text, numbers, dates, true, false, null.
Anchors, aliases, tags and merge keys are refused, so no file can unfold into more than it shows.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import MarkedYAMLError, YAMLError

MAX_CHARACTERS = 400_000  # the longest order we know of is under 25,000
_MAX_DEPTH = 16
_MAX_DIGITS = 15

Value: TypeAlias = (
    "bool | int | float | str | datetime.date | list[Value] | dict[str, Value] | None"
)
Path: TypeAlias = "tuple[str | int, ...]"

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong with an order file: the line, and a sentence that says what to write."""

    line: int
    sentence: str


class UnreadableError(Exception):
    """The text is not YAML that we read; carries the one mistake that stopped us."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.mistake = Mistake(line, sentence)


@dataclass(slots=True)
class Tree:
    """What a text holds.

    Attributes:
        value: the whole content.
        lines: path of each entry -> its line, counted from 1.
        gaps: path of each null -> where in the text it stands, as (start, end); equal when
            nothing is written after the colon.
        mistakes: what was wrong but did not stop the reading.
    """

    value: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    gaps: dict[Path, tuple[int, int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the entry, or of the nearest one around it."""
        known: Path = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1)


def read(text: str) -> Tree:
    """Read the text.

    Raises:
        UnreadableError: it is not YAML, or uses a part of YAML that we refuse.
    """
    _refuse_strange_text(text)
    try:
        return _Reader(text).tree()
    except MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        raise UnreadableError(
            mark.line + 1 if mark else 1,
            f"this is not YAML ({_problem(e)}); look at the indentation, the colons and the quotes"
            " of this line and the one before",
        ) from e
    except (YAMLError, ValueError) as e:
        raise UnreadableError(
            1, "this is not YAML; write an order file as docs/order-file.md shows"
        ) from e


def _problem(error: MarkedYAMLError) -> str:
    return " ".join(str(error.problem or error.context or "unreadable").split())[:120]


def _refuse_strange_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(
            1, f"the file holds more than {MAX_CHARACTERS:,} characters; this is no order file"
        )
    if not text.strip():
        raise UnreadableError(
            1, "the file is empty; start with `schema: order-file/0.1` (see docs/order-file.md)"
        )
    strange = _CONTROL.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        raise UnreadableError(
            line,
            f"the character U+{ord(strange[0]):04X} cannot stand in an order file;"
            " save it as plain UTF-8 text",
        )
    for number, each in enumerate(text.splitlines(), 1):
        if "\t" in each[: len(each) - len(each.lstrip())]:
            raise UnreadableError(number, "a tab indents this line; write spaces instead")


class _Reader:
    """Builds values from the parser's events; depth is bounded, so recursion is safe."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[ev.Event] = YAML(typ="safe", pure=True).parse(text)
        self._tree = Tree()

    def tree(self) -> Tree:
        for event in self._events:
            if isinstance(event, ev.DocumentStartEvent):
                self._one_document(event)
        return self._tree

    def _one_document(self, event: ev.Event) -> None:
        if () in self._tree.lines:
            raise UnreadableError(
                _line(event), "a second document begins here; put each order file in its own file"
            )
        first = self._next()
        self._tree.lines[()] = _line(first)
        self._tree.value = self._value(first, (), 0)

    def _next(self) -> ev.Event:
        event = next(self._events)
        if isinstance(event, ev.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableError(
                _line(event), "anchors (&) and aliases (*) are not read; write the value out"
            )
        return event

    def _value(self, event: ev.Event, path: Path, depth: int) -> Value:
        if depth > _MAX_DEPTH:
            raise UnreadableError(
                _line(event), f"more than {_MAX_DEPTH} levels of nesting; an order needs seven"
            )
        if isinstance(event, ev.CollectionStartEvent) and event.tag is not None:
            raise UnreadableError(_line(event), f"the tag {event.tag} is not read; leave it out")
        if isinstance(event, ev.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, ev.SequenceStartEvent):
            return self._sequence(path, depth)
        if isinstance(event, ev.ScalarEvent):
            return self._scalar(event, path)
        raise UnreadableError(_line(event), "a value is missing here")

    def _sequence(self, path: Path, depth: int) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), ev.SequenceEndEvent):
            here = (*path, len(items))
            self._tree.lines[here] = _line(event)
            items.append(self._value(event, here, depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := self._next(), ev.MappingEndEvent):
            key = _key(event)
            here = (*path, key)
            after = self._next()
            if key in entries:
                self._tree.mistakes.append(
                    Mistake(
                        _line(event),
                        f"`{key}` stands twice here (first at line {self._tree.lines[here]});"
                        " keep one",
                    )
                )
                self._value(after, (*path, f"{key} (again)"), depth + 1)
                continue
            self._tree.lines[here] = _line(event)
            entries[key] = self._value(after, here, depth + 1)
            if entries[key] is None:
                self._gap(event, after, here)
        return entries

    def _gap(self, key: ev.Event, value: ev.Event, path: Path) -> None:
        start, end = value.start_mark.index, value.end_mark.index
        if start == end:  # nothing is written: the mark stands at the next token
            start = end = self._text.index(":", key.end_mark.index) + 1
        self._tree.gaps[path] = (start, end)

    def _scalar(self, event: ev.ScalarEvent, path: Path) -> Value:
        if event.tag is not None:
            raise UnreadableError(_line(event), f"the tag {event.tag} is not read; leave it out")
        text: str = event.value
        if not event.implicit[0]:  # quoted, or a block
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text) and len(text) <= _MAX_DIGITS:
            return int(text)
        if _FLOAT.fullmatch(text) and len(text) <= _MAX_DIGITS:
            return float(text)
        if match := _DATE.fullmatch(text):
            return self._date(match, event)
        return text

    def _date(self, match: re.Match[str], event: ev.Event) -> datetime.date:
        try:
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            self._tree.mistakes.append(
                Mistake(_line(event), f"{match[0]} is not a day of the calendar; write YYYY-MM-DD")
            )
            return datetime.date.max  # a stand-in; the mistake keeps it from being used


def _key(event: ev.Event) -> str:
    if not isinstance(event, ev.ScalarEvent) or event.tag is not None:
        raise UnreadableError(_line(event), "a key must be one plain word before a colon")
    if event.value == "<<":
        raise UnreadableError(_line(event), "merge keys (<<) are not read; write the entries out")
    return str(event.value)


def _line(event: ev.Event) -> int:
    return int(event.start_mark.line) + 1
