"""Frozen values as JSON bytes and back, for blobs and rows."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[
    type, TypeAdapter[Any]
] = {}  # building one costs more than using it a thousand times


def _adapter(cls: type) -> TypeAdapter[Any]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def pack(value: object) -> bytes:
    """The value as canonical JSON: the same value always gives the same bytes."""
    data: bytes = _adapter(type(value)).dump_json(value)
    return data


def unpack(cls: type[T], data: bytes) -> T:
    """Read a value back.

    Raises:
        ValueError: the bytes are not such a value.
    """
    value: T = _adapter(cls).validate_json(data)
    return value


def plain(value: object) -> Any:
    """The value as plain lists, strings and numbers, for a JSON column."""
    return _adapter(type(value)).dump_python(value, mode="json")


def revive(cls: type[T], data: object) -> T:
    """A value from what ``plain`` gave."""
    value: T = _adapter(cls).validate_python(data)
    return value
