"""The names of the case's people as words: what a removed name may lawfully read like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from goodcause.findings.names import parse
from goodcause.store.models import SourceRow

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 2  # an initial is no first name


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Names of the subjects of a case's documents.

    Attributes:
        own: by source key, every word of its subject's names, lower case.
        given: the first names of all subjects.
    """

    own: dict[str, frozenset[str]]
    given: frozenset[str]

    def lawful(self, key: str, category: str, value: str) -> bool:
        """Whether a removed maiden name is a word that its document says as another name.

        Args:
            key: of the document.
            category: of what was removed.
            value: what was removed.
        """
        parts = _LETTERS.findall(value.lower())
        if category != "mothers_maiden_name" or not parts:
            return False
        own = self.own.get(key, frozenset())
        return own.issuperset(parts) or (len(parts) == 1 and parts[0] in self.given)


def own_names() -> OwnNames:
    """The names of the case that is open."""
    own: dict[str, frozenset[str]] = {}
    given: set[str] = set()
    for key, subject in SourceRow.objects.exclude(subject={}).values_list("key", "subject"):
        names = [str(name) for name in subject.get("names", ())]
        own[key] = frozenset(part for name in names for part in _LETTERS.findall(name.lower()))
        given |= {first for name in names if len(first := parse(name).first) >= _SHORTEST}
    return OwnNames(own, frozenset(given))
