"""Papers of a volume that stay in the case: the letter to send with it, and the sealed log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from goodcause.pipeline.attempt import Attempt, accepted_for
from goodcause.pipeline.fates import Fate
from goodcause.production.files import write
from goodcause.production.letter import letter_file
from goodcause.production.logs import csv_file
from goodcause.production.manifest import NAME
from goodcause.store.matter import Matter
from goodcause.store.models import PersonRow

SEALED: Final = (
    *("bates", "document", "source_path", "source_page", "person", "person_class", "category"),
    *("clause", "section", "basis", "label", "decided_by", "reason", "words_removed"),
)
"""Columns of the sealed log. It holds what was removed, and is never served."""

_OWNER_ONLY = 0o600


def write_papers(matter: Matter, volume: Path, made: Attempt) -> tuple[Path, ...]:
    """Write the letter and the sealed log of a volume.

    Args:
        matter: the case.
        volume: the verified folder.
        made: what it was made of.

    Returns:
        The letter, and the sealed log.

    Raises:
        StoppedError: the disk is full.
    """
    if made.facts is None:
        raise ValueError("a volume that was not assembled has no papers")
    digest = hashlib.sha256((volume / NAME).read_bytes()).hexdigest()
    letter = matter.folder / "papers" / f"{volume.name}-letter.pdf"
    write(letter, letter_file(made.facts, digest))
    sealed = matter.folder / "sealed" / f"{volume.name}.csv"
    write(sealed, csv_file([SEALED, *_rows(made)]))
    sealed.chmod(_OWNER_ONLY)
    return letter, sealed


def _rows(made: Attempt) -> Iterator[tuple[str, ...]]:
    produced = [fate for fate in made.served if fate.produced and not fate.native]
    accepted = accepted_for(fate.key for fate in produced)
    people = _people(fate.key for fate in produced)
    rules = {rule.id: rule for rule in made.facts.rules.rules} if made.facts else {}
    for fate in sorted(produced, key=lambda f: str(f.begin)):
        for each in accepted[fate.key]:
            rule = rules.get(each.decision.rule)
            page = each.finding.span.page
            yield (
                *(_number(fate, page), _number(fate, 1), fate.path, str(page)),
                *people.get(fate.key, ("", "")),
                *(each.finding.category, each.decision.rule),
                *((rule.section, "; ".join(rule.basis)) if rule else ("", "")),
                *(each.decision.label, each.decision.by, each.decision.reason, each.finding.text),
            )


def _number(fate: Fate, page: int) -> str:
    return str(fate.begin.plus(page - 1)) if fate.begin else ""


def _people(keys: Iterator[str]) -> Mapping[str, tuple[str, str]]:
    """By source: the person it is about, and that person's class."""
    found: dict[str, tuple[str, str]] = {}
    named = PersonRow.objects.filter(documents__in=list(keys)).values("key")
    for person in PersonRow.objects.filter(key__in=named).order_by("key"):
        for key in person.documents.values_list("key", flat=True):
            found.setdefault(key, (person.name or person.key, person.person_class))
    return found
