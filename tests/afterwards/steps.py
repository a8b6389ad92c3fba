"""Taking a forwarding through the rows of a case."""

from __future__ import annotations

from datetime import date

from goodcause.case.procedure import Who
from goodcause.order.order import RuleSet
from goodcause.pipeline.forwarding import Handed, draft_papers, receive
from goodcause.pipeline.procedures import acted
from goodcause.pipeline.review_index import rules_today
from goodcause.store.matter import Matter

from tests.case.forwardings import ADA, ANN, ARTICLE, CHECKED, CLOCK, COUNSEL

HANDED = Handed(
    asked_for="CCW0000001",
    paper="deposition subpoena",
    asked_by=COUNSEL,
    how="by hand",
    return_date="2007-05-14",
)
MAILED = date(2007, 3, 9)


def rules_of(matter: Matter) -> RuleSet:
    return rules_today(matter)


def act(matter: Matter, number: int, move: str, who: Who, on: date, **facts: object) -> str:
    return acted(matter, ("forward", number), move, facts, (who, on))


def received(matter: Matter, **more: str) -> int:
    from dataclasses import replace  # noqa: PLC0415

    return receive(matter, rules_of(matter), replace(HANDED, **more), ANN, date(2007, 3, 5))


def sent(matter: Matter, **more: object) -> int:
    """A forwarding that was checked, drafted and mailed."""
    number = received(matter)
    day = date(2007, 3, 6)
    act(matter, number, "check", ANN, day, **{**CHECKED, **more})
    act(matter, number, "set-clock", ADA, day, **CLOCK)
    draft_papers(matter, rules_of(matter), number, MAILED, (ANN, date(2007, 3, 8)))
    act(matter, number, "send", ANN, MAILED, service="certified", server="Kim Post",
        article=ARTICLE)  # fmt: skip
    return number


def proposed(matter: Matter) -> int:
    """A forwarding that nobody answered, whose address Ann proposed to reveal."""
    number, day = sent(matter), date(2007, 4, 10)
    act(matter, number, "deliver", ANN, date(2007, 3, 13), received_by="at the door")
    act(matter, number, "lapse", ANN, day)
    act(matter, number, "propose", ANN, day, reason="no answer came")
    return number
