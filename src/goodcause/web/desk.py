"""What a view works with: the case that is open, the rules, who asks; and how it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from goodcause.base.errors import UsageError
from goodcause.order.order import RuleSet
from goodcause.pipeline.review_decide import RANKS, Actor
from goodcause.pipeline.review_index import rules_today
from goodcause.store.matter import Matter
from goodcause.store.opened import Opened

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case as the application serves it, and the file its rows were in when it was opened."""

    slug: str
    matter: Matter
    file: Opened


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's view of a case."""

    case: OpenCase
    actor: Actor
    rules: RuleSet

    @property
    def matter(self) -> Matter:
        """The case."""
        return self.case.matter

    def at(self, name: str, **where: object) -> str:
        """The address of one of our pages in this case."""
        return reverse(name, kwargs={"slug": self.case.slug, **where})


@dataclass(slots=True)
class Office:
    """What this server serves; filled in once before the first request.

    Attributes:
        cases: by slug.
        admit: finds the actor for a signed-in request and a case, or nobody.
        announce: prints a fresh login link where the server was started.
        unfinished: whether somebody signed in has yet to set up a second factor.
        enter: makes a case the one that rows are read from, in this thread.
        firm: whether people have accounts.
    """

    cases: dict[str, OpenCase] = field(default_factory=dict)
    admit: Callable[[HttpRequest, str], Actor | None] = lambda _request, _slug: None
    announce: Callable[[], None] = lambda: None
    unfinished: Callable[[HttpRequest], bool] = lambda _request: False
    enter: Callable[[OpenCase], None] = lambda _case: None
    firm: bool = False


OFFICE: Final = Office()

_RULES: dict[Path, tuple[float, int, RuleSet]] = {}


def rules_of(matter: Matter) -> RuleSet:
    """The rules of a case, read again only when its order file changed."""
    path = matter.order_file
    state = path.stat()
    known = _RULES.get(path)
    if known is None or known[:2] != (state.st_mtime, state.st_size):
        known = (state.st_mtime, state.st_size, rules_today(matter))
        _RULES[path] = known
    return known[2]


def desk_of(request: HttpRequest) -> Desk:
    """The desk that the gate put beside the request."""
    desk = getattr(request, "desk", None)
    if not isinstance(desk, Desk):
        raise TypeError("a view of a case was reached without one")
    return desk


def show(request: HttpRequest, template: str, facts: Mapping[str, object]) -> HttpResponse:
    """A page in the frame that all of them share."""
    desk = desk_of(request)
    role = next(name for name, rank in RANKS.items() if rank == desk.actor.rank)
    order = desk.rules.order
    frame = {
        "slug": desk.case.slug,
        "caption": order.case.caption,
        "number": order.case.number,
        "order_file": desk.matter.order_file.name,
        "actor": desk.actor,
        "role": role,
        "firm": OFFICE.firm,
        "screen": template.removesuffix(".html"),
    }
    return render(request, template, {**frame, **facts})


def body_of(request: HttpRequest) -> Json:
    """The JSON object that was sent.

    Raises:
        UsageError: it is none.
    """
    try:
        value = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as e:
        raise UsageError("the request is not JSON; load the page again") from e
    if not isinstance(value, dict):
        raise UsageError("the request is no JSON object; load the page again")
    return value


def text_in(body: Mapping[str, object], name: str, most: int = 2000) -> str:
    """A text of a request.

    Raises:
        UsageError: it is no text, or too long.
    """
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise UsageError(f"{name} is no text of at most {most} characters; shorten it")
    return value.replace("\x00", "")


def whole_in(body: Mapping[str, object], name: str) -> int:
    """A whole number of a request.

    Raises:
        UsageError: it is none.
    """
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 1 << 31:
        raise UsageError(f"{name} is no whole number; load the page again")
    return value


def key_in(body: Mapping[str, object]) -> str:
    """The key of a request, by which it is done once however often it is sent.

    Raises:
        UsageError: it has none of its own.
    """
    key = text_in(body, "key", 64)
    if len(key) < _SHORTEST_KEY:
        raise UsageError("the request has no key of its own; load the page again")
    return key


def items_in(body: Mapping[str, object], name: str = "items") -> dict[int, int]:
    """Items of a request: id to the version that was on the screen.

    Raises:
        UsageError: there are none, or they are not such.
    """
    value = body.get(name)
    if not isinstance(value, dict) or not value:
        raise UsageError("no finding is named; load the page again")
    found = {}
    for key, version in value.items():
        if not (str(key).isdecimal() and len(str(key)) < 10 and isinstance(version, int)):  # noqa: PLR2004  ids of the database
            raise UsageError("a finding is named wrongly; load the page again")
        found[int(key)] = version
    return found


def answer(facts: Mapping[str, object], status: int = 200) -> JsonResponse:
    """A JSON answer."""
    return JsonResponse(dict(facts), status=status)


_DIGITS: Final = 10
_SHORTEST_KEY: Final = 16  # anything shorter could meet another's


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A whole number of an address, or nothing where none that makes sense is given."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and value.isascii() and len(value) <= _DIGITS else None


def lane_asked(request: HttpRequest) -> int | None:
    """A lane of findings, or nothing for all of them."""
    lane = number_asked(request, "lane")
    return lane if lane in range(1, 6) else None
