"""What the judge reads and rules upon, held in memory; rulings alone are written down."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.case.files import filled
from goodcause.case.lodging import Ruled
from goodcause.case.rulings import RulingFile, ruling_list
from goodcause.production.files import write

JUDGE_FILE: Final = "judge.json"
_PICTURES: Final = "pages/"
_PAPERS: Final = ("papers/declaration.pdf", "papers/index.pdf", "papers/proposed-order.pdf")


@dataclass(slots=True, kw_only=True)
class Bench:
    """A package being read.

    Attributes:
        files: of the package, in memory.
        facts: what is lodged: tabs, and items to rule on.
        judge: who rules.
        out: where the rulings are kept.
        said: ruling of each item that has one.
    """

    files: Mapping[str, bytes]
    facts: Mapping[str, object]
    judge: str
    out: Path
    said: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every item, in order."""
        items = self.facts["items"]
        return tuple(str(i["number"]) for i in items) if isinstance(items, list) else ()

    def picture(self, page: str) -> bytes | None:
        """A page's picture; nothing where there is none of that number."""
        return self.files.get(f"{_PICTURES}{page}.png")

    def paper(self, name: str) -> bytes | None:
        """A paper that goes with the lodging."""
        path = f"papers/{name}.pdf"
        return self.files.get(path) if path in _PAPERS else None

    def rule(self, number: str, word: str) -> None:
        """Rule on an item, or take a ruling back with an empty word.

        Raises:
            UsageError: there is no such item, or no such ruling.
        """
        if number not in self.numbers:
            raise UsageError(f"there is no item {number}; load the page again")
        if word and word not in set(Ruled):
            raise UsageError("rule disclose, irrelevant or confidential")
        with self._lock:
            after = {n: w for n, w in self.said.items() if n != number}
            after |= {number: word} if word else {}
            write(self.out, ruling_list(str(self.facts["package"]), self.judge, _today(), after))
            self.said = after

    def fresh_link(self) -> str:
        """A token that lets one browser in, once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self.links.add(token)
        return token

    def use_link(self, token: str) -> bool:
        """Whether the token was good; it is good no more."""
        with self._lock:
            for known in self.links:
                if secrets.compare_digest(known.encode(), token.encode()):
                    self.links.discard(known)
                    return True
        return False


def bench_of(files: Mapping[str, bytes], judge: str, out: Path) -> Bench:
    """A bench from an opened package; rulings kept earlier in the same file are taken up.

    Raises:
        UsageError: the package holds nothing to rule on, or the file is another package's.
    """
    try:
        facts = json.loads(files.get(JUDGE_FILE, b"null"))
    except ValueError as e:
        raise UsageError("the package's list of items cannot be read; ask for it anew") from e
    if not isinstance(facts, dict) or not facts.get("items"):
        raise UsageError("the package holds nothing to rule on; ask for it anew")
    bench = Bench(files=files, facts=facts, judge=judge.strip() or str(facts["judge"]), out=out)
    if out.exists():
        known = filled(RulingFile, out.read_text(encoding="utf-8"), out.name)
        if known.package != facts["package"]:
            raise UsageError(f"{out} holds rulings on another package; name another file")
        bench.said = {n: str(w) for n, w in known.rulings.items() if n in bench.numbers}
    return bench


def _today() -> date:
    return datetime.now().astimezone().date()
