"""What a shape check found wrong, as sentences that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from goodcause.order.schema import OrderFile
from goodcause.order.shapes import nearest
from goodcause.order.tree import Mistake, Tree

_TYPES = {
    "string_type": "must be text; put it in quotes",
    "list_type": "must be a list; write `[one, two]`, or a line with `- ` for each",
    "dict_type": "must hold keys of its own; write each on a line below, indented",
    "model_type": "must hold keys of its own; write each on a line below, indented",
    "model_attributes_type": "must hold keys of its own; write each on a line below, indented",
    "bool_type": "must be `true` or `false`",
    "int_type": "must be a whole number, or `null`",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "date_type": "must be a day; write YYYY-MM-DD without quotes, or `null` until it is known",
    "string_too_short": "is empty; write its words",
    "too_short": "is empty; write at least one",
}
_PATTERNS = {
    "bates_prefix": "must be one to eight capital letters, such as `CCW`",
}
_SLUG_HELP = "must be letters, digits, `_`, `-` or `.`, beginning with a letter, at most 40"


def mistakes(
    error: ValidationError, tree: Tree, shape: type[BaseModel] = OrderFile
) -> list[Mistake]:
    """Every mistake the check found, each with its line.

    Args:
        error: what the check says.
        tree: what was checked.
        shape: against which it was checked.
    """
    return [_mistake(each, tree, shape) for each in error.errors(include_url=False)]


def _mistake(error: ErrorDetails, tree: Tree, shape: type[BaseModel]) -> Mistake:
    path = error["loc"]
    if error["type"].startswith("union_tag"):
        path = (*path, "action")
    extra = error["type"] == "extra_forbidden"
    return Mistake(tree.line(path), _extra(error, shape) if extra else _sentence(error))


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "unknown_name":
        return error["msg"]
    say = _SENTENCES.get(error["type"])
    return say(error) if say else f"{_key(error['loc'])} {_shape(error)}"


def _missing(error: ErrorDetails) -> str:
    path = error["loc"]
    return f"{_key(path)} is missing in {_place(path[:-1])}; write `{path[-1]}: ...`"


def _extra(error: ErrorDetails, shape: type[BaseModel]) -> str:
    path = error["loc"]
    known = _keys(path[:-1], shape)
    instead = nearest(path[-1], known)
    return f"{_key(path)} is no key of {_place(path[:-1])}; {instead}, or leave it out"


def _closed(error: ErrorDetails) -> str:
    known = _quoted(error.get("ctx", {})["expected"])
    word = error["input"]
    return f"{_key(error['loc'])} cannot be {_shown(word)}; {nearest(word, known)}"


def _action(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    known = _quoted(context["expected_tags"])
    return f"`{str(context['tag'])[:80]}` is no action; {nearest(context['tag'], known)}"


def _no_action(error: ErrorDetails) -> str:
    return "this rule has no `action`; write `action: may_remove` or another action"


def _quoted(words: object) -> tuple[str, ...]:
    return tuple(re.findall(r"'([^']*)'", str(words)))


_SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": _missing,
    "literal_error": _closed,
    "union_tag_invalid": _action,
    "union_tag_not_found": _no_action,
}


def _shape(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in _TYPES:
        return _TYPES[kind]
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters; write it shorter"
    if kind == "string_pattern_mismatch":
        return _pattern(error)
    bound = next((f"{word} {context[k]}" for k, word in _BOUNDS.items() if k in context), "")
    return f"must be {bound}" if bound else f"cannot stand so ({error['msg']})"


_BOUNDS = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}


def _pattern(error: ErrorDetails) -> str:
    last = str(error["loc"][-1])
    if last in _PATTERNS:
        return _PATTERNS[last]
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    if "[ -~]" in pattern:
        return "must be letters, digits and signs of plain English text (ASCII)"
    if pattern == r"\S":
        return "holds nothing but space; write its words"
    return _SLUG_HELP


def _key(path: tuple[int | str, ...]) -> str:
    names = [p for p in path if p != "[key]"]
    if not names:
        return "the file"
    if isinstance(names[-1], int):
        owner = next((n for n in reversed(names) if isinstance(n, str)), "the list")
        return f"entry {names[-1] + 1} of `{owner}`"
    return f"`{names[-1][:80]}`"


def _place(path: tuple[int | str, ...]) -> str:
    named = [p for p in path if p != "[key]"]
    if not named:
        return "the file"
    last = named[-1]
    if isinstance(last, int):
        return f"entry {last + 1} of {_place(tuple(named[:-1]))}"
    return f"`{last[:80]}`"


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a group of keys"
    return "null" if value is None else f"`{str(value)[:80]}`"


def _keys(path: tuple[int | str, ...], whole: type[BaseModel]) -> tuple[str, ...]:
    shape: Any = whole
    for part in path:
        shape = _descend(shape, part)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return tuple(f.alias or name for name, f in shape.model_fields.items())
    return ()


def _descend(shape: Any, part: int | str) -> Any:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return next(
            (
                _bare(f.annotation)
                for name, f in shape.model_fields.items()
                if part in (name, f.alias)
            ),
            None,
        )
    arguments = [_bare(a) for a in get_args(shape)]
    if get_origin(shape) is list:
        return arguments[0]
    if get_origin(shape) is dict:
        return arguments[1]
    for each in arguments:  # a rule: the part is its action
        if each.model_fields["action"].annotation.__args__ == (part,):
            return each
    return None


def _bare(annotation: Any) -> Any:
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _bare(arguments[0])
    if type(None) in arguments:
        return _bare(next(a for a in arguments if a is not type(None)))
    return annotation
