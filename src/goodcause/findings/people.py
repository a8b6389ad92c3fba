"""Joins documents to people, and weighs what all their pages say of each person's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from goodcause.findings.names import Name, near_keys, parse
from goodcause.findings.person import Evidence, Person, Subject
from goodcause.findings.wordlists import listed

SETTLED = listed(
    """
    judge magistrate court_commissioner prosecutor sworn_officer probation_officer parole_agent
    correctional_officer da_investigator chp_officer state_special_agent
    """
)
"""Occupations that the order's class names under every wording."""

_ROSTER_WEIGHT = 0.9
_ROSTER_FILE_WEIGHT = 0.97
"""A roster that gives the person's own file number names nobody else."""


_OTHER_NUMBER = 4  # digits: two readings of one number do not differ so much


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One line of a list of people whose work is known.

    Attributes:
        name: ``Last, First Middle`` or ``First Middle Last``.
        occupation: of the order's vocabulary; ``unknown`` where the title settles nothing.
        former: whether it is past.
        source: what the list is, for the evidence ("roster of 1994").
        work: title and employer as the list gives them.
        file_number: of the person's application, where the list gives it.
    """

    name: str
    occupation: str
    former: bool = False
    source: str = "roster"
    work: str = ""
    file_number: str = ""


@dataclass(slots=True)
class _Group:
    subjects: list[Subject] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    names: list[Name] = field(default_factory=list)


def join(subjects: Sequence[Subject], roster: Sequence[RosterEntry] = ()) -> tuple[Person, ...]:
    """Say which documents are one person's, and what that person's occupation is.

    Documents are one person's when they share a social security, licence or file number, or when
    their names agree and no number contradicts. A document that names nobody is a person of its
    own, of unknown occupation.
    """
    groups: list[_Group] = []
    by_key: dict[str, int] = {}
    by_last: dict[str, list[int]] = {}
    merged: dict[int, int] = {}
    for subject in subjects:
        name = parse(subject.names[0]) if subject.names else Name("", "")
        found = {_root(merged, by_key[k]) for k in subject.keys if k in by_key}
        if not found and name.last:
            close = {_root(merged, i) for k in near_keys(name.last) for i in by_last.get(k, ())}
            found = _like(groups, close, name, subject)
        index = min(found) if found else len(groups)
        if not found:
            groups.append(_Group())
        for other in sorted(found - {index}):
            _merge(groups, merged, index, other)
        _add(groups[index], subject, name)
        for key in subject.keys:
            by_key[key] = index
        for key in near_keys(name.last):
            by_last.setdefault(key, []).append(index)
    people = [g for i, g in enumerate(groups) if _root(merged, i) == i]
    lists = _Lists.of(roster)
    return tuple(_person(n, g, lists) for n, g in enumerate(people, start=1))


def by_family(subjects: Sequence[Subject], heads: Mapping[str, str]) -> tuple[Subject, ...]:
    """The same subjects; one that names nobody takes the name that its family agrees on.

    A letter that encloses one applicant's papers is about that applicant, though it may not say
    so in a way that can be read; one that encloses two applicants' is left alone.

    Args:
        subjects: one a document.
        heads: by document, the document at the head of its family.
    """
    named: dict[str, list[Subject]] = {}
    for subject in subjects:
        if subject.names or subject.keys:
            named.setdefault(heads[subject.document], []).append(subject)
    found = []
    for subject in subjects:
        family = named.get(heads[subject.document], [])
        people = {one.names[:1] for one in family}
        if not subject.names and not subject.keys and len(people) == 1:
            subject = replace(subject, names=family[0].names, keys=family[0].keys)  # noqa: PLW2901
        found.append(subject)
    return tuple(found)


def _root(merged: dict[int, int], index: int) -> int:
    while index in merged:
        index = merged[index]
    return index


def _like(groups: list[_Group], close: set[int], name: Name, subject: Subject) -> set[int]:
    """The one group whose name agrees, or else the one whose name could be this one misread."""
    free = [i for i in close if _uncontradicted(groups[i], subject)]
    for same in (Name.agrees, Name.resembles):
        found = {i for i in free if any(same(name, known) for known in groups[i].names)}
        if found:
            return found if len(found) == 1 else set()
    return set()


def _uncontradicted(group: _Group, subject: Subject) -> bool:
    for kind in ("ssn:", "dl:"):
        theirs = {k for k in group.keys if k.startswith(kind)}
        ours = {k for k in subject.keys if k.startswith(kind)}
        if theirs and ours and not theirs & ours:
            return False
    return True


def _merge(groups: list[_Group], merged: dict[int, int], into: int, other: int) -> None:
    groups[into].subjects += groups[other].subjects
    groups[into].keys |= groups[other].keys
    groups[into].names += groups[other].names
    merged[other] = into


def _add(group: _Group, subject: Subject, name: Name) -> None:
    group.subjects.append(subject)
    group.keys.update(subject.keys)
    if name.last:
        group.names.append(name)


def _person(number: int, group: _Group, lists: _Lists) -> Person:
    readings = [n for s in group.subjects for n in s.names]
    name = max(readings, key=len, default="")
    known = [parse(n) for n in dict.fromkeys(readings)]
    evidence = [e for s in group.subjects for e in s.evidence]
    evidence += lists.of_person(group, known)
    ranked = tuple(sorted(dict.fromkeys(evidence), key=lambda e: (-e.weight, e.document, e.page)))
    occupation, conflict = _settle(ranked)
    conflict = conflict or next((c for s in group.subjects if (c := _two_in_one(s))), "")
    return Person(
        key=f"p{number:06d}",
        name=name,
        documents=tuple(dict.fromkeys(s.document for s in group.subjects)),
        occupation=occupation,
        former=bool(ranked) and all(e.former for e in ranked if e.occupation == occupation),
        evidence=ranked,
        conflict=conflict,
    )


@dataclass(slots=True)
class _Lists:
    """Rosters by what a person can be looked up with: last names and file numbers."""

    by_last: dict[str, list[tuple[Name, RosterEntry]]] = field(default_factory=dict)
    by_file: dict[str, list[RosterEntry]] = field(default_factory=dict)

    @classmethod
    def of(cls, roster: Sequence[RosterEntry]) -> _Lists:
        lists = cls()
        for entry in roster:
            name = parse(entry.name)
            lists.by_last.setdefault(name.last, []).append((name, entry))
            if entry.file_number:
                lists.by_file.setdefault(f"file:{entry.file_number}", []).append(entry)
        return lists

    def of_person(self, group: _Group, known: Sequence[Name]) -> list[Evidence]:
        """What lists say of a person: by file number, else by name unless the numbers differ."""
        document = group.subjects[0].document
        files = {k for k in group.keys if k.startswith("file:")}
        mine = dict.fromkeys(e for file in sorted(files) for e in self.by_file.get(file, ()))
        named = [
            entry
            for last in sorted({name.last for name in known})
            for name, entry in self.by_last.get(last, ())
            if entry not in mine
            and not (entry.file_number and files)
            and any(name.agrees(n) for n in known)
        ]
        return [
            *(_listed(document, entry, _ROSTER_FILE_WEIGHT) for entry in mine),
            *(_listed(document, entry, _ROSTER_WEIGHT) for entry in named),
        ]


def _listed(document: str, entry: RosterEntry, weight: float) -> Evidence:
    work = f" ({entry.work})" if entry.work else ""
    return Evidence(
        document=document,
        page=1,
        quote=f"{entry.source}: {entry.name}{work}",
        occupation=entry.occupation,
        weight=weight,
        former=entry.former,
    )


def _two_in_one(subject: Subject) -> str:
    """A sentence when a file is two people's: two names, and numbers no reader confuses."""
    numbers = [k for k in subject.keys if k.startswith("ssn:")]
    apart = any(
        Levenshtein.distance(one, other) >= _OTHER_NUMBER
        for at, one in enumerate(numbers)
        for other in numbers[at + 1 :]
    )
    if not (apart and subject.others and subject.role == "applicant"):
        return ""
    return (
        f"{subject.document} has two social security numbers and names two people as if it were "
        "each one's own: two applications in one file, to be parted or judged together."
    )


def _settle(ranked: Sequence[Evidence]) -> tuple[str, str]:
    """The occupation the strongest evidence speaks for, and what speaks against it."""
    if not ranked:
        return "unknown", ""
    strongest = ranked[0]
    rivals = [e for e in ranked if _kind(e.occupation) != _kind(strongest.occupation)]
    past = [e for e in rivals if e.former and e.occupation in SETTLED]
    if past and strongest.occupation == "private":
        # "are or have been": somebody who once was a judge is of the class whatever he does now.
        return past[0].occupation, ""
    sure = strongest.weight >= _ROSTER_FILE_WEIGHT and strongest.occupation in SETTLED
    if not rivals or (sure and all(e.occupation == "private" for e in rivals)):
        return strongest.occupation, ""
    rival = rivals[0]
    return strongest.occupation, (
        f'"{strongest.quote}" ({strongest.document}, page {strongest.page}) speaks for '
        f'{strongest.occupation}, but "{rival.quote}" ({rival.document}, page {rival.page}) '
        f"speaks for {rival.occupation}."
    )


def _kind(occupation: str) -> str:
    """Settled occupations agree with one another; any other agrees only with itself."""
    return "settled" if occupation in SETTLED else occupation
