"""A worked answer file for a case: Interrogatory 8 and Request 28 as the sample order has them.

The words of the requests are ours, for the order only describes them; counsel puts the words as
served in their place. The pages and lines are those of the case's own volumes, and nobody has
looked them up yet: the gate says so, row by row, until somebody has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.case.specified import MOST_PAGES, Served, ServedPage
from goodcause.order.order import RuleSet
from goodcause.pipeline.answering import served_pages
from goodcause.store.matter import Matter

_DECIDED: Final = re.compile(
    r"\b(?:issued|denied|approved|date of application|application date|applied)\b", re.IGNORECASE
)
_ASKED: Final = re.compile(r"\bapplicant\b", re.IGNORECASE)
_MOST_ROWS: Final = 12
_TOP: Final = """\
# A worked example. The words of the requests are ours: put those that were served in their place.
# Rows under `citations` are pages of this case; whoever looks one up writes `checked_by` and
# `checked_on`, or presses the button on the screen.
schema: answers/0.1
propounding: {asking}
responding: {answering}
set_number: One
asked_on: {asked}
answered_on: {answered}
asked:
  - kind: interrogatory
    number: 8
    item: "Interrogatory 8"
    text: >-
      State all facts that link permits to carry a concealed weapon with contributions to the
      campaigns of Sheriff Blanas, with unreported loans later forgiven, and with honorary deputies.
    objections:
      - ground: "The interrogatory asks for the compilation of records that both sides hold."
        why: "the applications and the contribution papers were produced page by page, and neither
          side has a list of who stands in both"
        withheld: false
    parts:
      - letter: a
        asks: "Each application, with the day it was made and what was decided."
        personal:
          by: Blanas
          answer: "[what Sheriff Blanas himself knows of single applications]"
        employees:
          answer: "[what the Permits Unit and its files tell beyond the applications themselves]"
          searches:
            - {{who: "[name]", where: "Permits Unit, file room", on: {asked}, found: "[what]"}}
        records:
          statement: "The day of each application and the decision on it stand on the pages named
            below, at the lines named."
          burden:
            pages: {pages}
            hours_answering: {hours}
            hours_asking: {hours}
            why: "the pages must be read one by one by whoever compiles them"
          access: "The originals can be examined at the office of counsel on two days' notice."
          citations:
"""
_MIDDLE: Final = """\
        gaps: "[what the pages leave open]"
      - letter: b
        asks: "Each contribution to the campaigns, with its day and amount."
        personal: {{by: Blanas, answer: "[what Sheriff Blanas himself knows of contributions]"}}
        records:
          statement: "Each contribution, its day and its amount stand on the pages named below."
          burden:
            pages: {pages}
            hours_answering: {hours}
            hours_asking: {hours}
            why: "each line of the schedules must be read and typed"
          access: "The originals can be examined at the office of counsel on two days' notice."
          citations:
"""
_END: Final = """\
        gaps: "contributions below the sum that must be reported stand on no schedule"
      - letter: c
        asks: "Each unreported loan to the campaigns that was later forgiven."
        in_records: false
        personal: {{by: Blanas, answer: "[what Sheriff Blanas himself knows of such loans]"}}
        employees:
          answer: "[what the campaign's treasurer was asked, and answered]"
          searches:
            - {{who: "[name]", where: "campaign ledgers", on: {asked}, found: "[what]"}}
  - kind: request
    number: 28
    item: "RFP 28"
    text: >-
      All personnel records that concern the discipline of the officer named in the complaint.
    objections:
      - ground: "The records are confidential personnel records."
        why: "{clause} sends them to the court for its review in camera, which comes before any
          production of them"
        withheld: true
        what: "the records of the series personnel, listed in LOGS/privilege.csv"
    parts:
      - letter: a
        asks: "The records themselves."
        employees:
          answer: "The records were gathered and lodged with the court under {clause}; what it
            rules relevant is produced."
          on_belief: false
          searches:
            - {{who: "[name]", where: "Internal Affairs", on: {asked}, found: "[what]"}}
verified_by:
  - {{name: "Lou Blanas", capacity: "defendant", tiers: [1]}}
  - {{name: "[agent of the county]", capacity: "[title]", tiers: [2, 3]}}
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A citation as the example proposes it."""

    found: str
    pages: str
    where: str
    kind: str
    words: str = ""
    row: str = ""

    def lines(self) -> Iterator[str]:
        """As YAML, below ``citations``."""
        facts = {"pages": self.pages, "found": self.found, "where": self.where, "kind": self.kind}
        facts |= {"dated": "undated", "custodian": "[whose record it is]"}
        facts |= {"words": self.words} if self.words else {}
        facts |= {"row": self.row} if self.row else {}
        for at, (key, value) in enumerate(facts.items()):
            yield f"            {'- ' if not at else '  '}{key}: {json.dumps(value)}"


def example(matter: Matter, rules: RuleSet, asked_on: date) -> str:
    """The worked answer file.

    Raises:
        UsageError: the case served no applications or no contributions yet.
    """
    served = served_pages(matter)
    applications = _decisions(served, _prefixes(rules, "applicant"))
    contributions = _contributions(served, _prefixes(rules, "donor"))
    if not applications or not contributions:
        raise UsageError(
            "no served page tells of a decision, or no contribution was served; produce a volume"
            " with applications and contributions first"
        )
    case = rules.order.case
    lodged = next((r for r in rules.rules if r.action == "must_lodge_in_camera"), None)
    fields = {
        "asking": json.dumps(case.receiving_party or "Plaintiffs"),
        "answering": json.dumps(case.producing_party or "Defendants"),
        "asked": asked_on,
        "answered": asked_on + timedelta(days=28),
        "pages": len(served.pages),
        "hours": max(1, len(served.pages) // 20),
        "clause": lodged.id if lodged else "the order",
    }
    return "".join(
        (
            _TOP.format_map(fields),
            _listed(applications),
            _MIDDLE.format_map(fields),
            _listed(contributions),
            _END.format_map(fields),
        )
    )


def _prefixes(rules: RuleSet, role: str) -> frozenset[str]:
    series = (rules.series(name) for name in rules.order.series_names)
    return frozenset(each.bates_prefix for each in series if each.role == role)


def _listed(rows: Sequence[_Row]) -> str:
    return "".join(f"{line}\n" for row in rows[:_MOST_ROWS] for line in row.lines())


def _decisions(served: Served, prefixes: frozenset[str]) -> list[_Row]:
    """Of each page of an application, the line that tells a day, a decision or who applied."""
    found = []
    for number, page in served.pages.items():
        if number.rstrip("0123456789") in prefixes and not page.slip and not page.native:
            row = _told(number, page, _DECIDED, "the day of the application or the decision on it")
            row = row or _told(number, page, _ASKED, "who applied, and for what reason")
            found += [row] if row else []
    return found


def _told(number: str, page: ServedPage, pattern: re.Pattern[str], found: str) -> _Row | None:
    for at, line in enumerate(page.words.splitlines(), 1):
        match = pattern.search(line)
        if match:
            return _Row(
                found=found,
                pages=number,
                where=f"line {at} of the page",
                kind="application",
                words=match[0],
            )
    return None


def _contributions(served: Served, prefixes: frozenset[str]) -> list[_Row]:
    """The documents of the contribution papers, ten pages a row."""
    documents: dict[str, list[tuple[str, ServedPage]]] = {}
    for number, page in served.pages.items():
        if number.rstrip("0123456789") in prefixes and not page.slip:
            documents.setdefault(page.document, []).append((number, page))
    found = []
    for pages in documents.values():
        for start in range(0, len(pages), MOST_PAGES):
            run = pages[start : start + MOST_PAGES]
            first, last = run[0][0], run[-1][0]
            native = run[0][1].native
            found.append(
                _Row(
                    found="each contribution with its day and its amount",
                    pages=first if first == last else f"{first} to {last}",
                    where="column of amounts beside the contributor's name",
                    kind="table of contributions" if native else "schedule of contributions",
                    row="2 and the rows below it" if native else "",
                )
            )
    return found
