"""One person as one row names him or her, ready to be compared; nothing here compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from goodcause.linkage import words
from goodcause.linkage.nicknames import kin
from goodcause.linkage.words import Given

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH: Final = 50_000
ADDRESS: Final = ("street", "city", "zip")
"""The columns that are one's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A person's row as written, whichever table or page it comes from.

    Attributes:
        key: of the row; every person of a joint gift has the row's key.
        first, middle, last, suffix, street, city, zip, employer, occupation: as written.
        other_last: further surnames the person is known by (maiden, earlier), parted by ";".
        removed: names of columns that are removed from what is served; their cells may still be
            filled on the side that serves.
    """

    key: str
    first: str
    last: str
    middle: str = ""
    suffix: str = ""
    street: str = ""
    city: str = ""
    zip: str = ""
    employer: str = ""
    occupation: str = ""
    other_last: str = ""
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One person of one row; ``None`` where nothing is said, which is never a disagreement.

    Attributes:
        unique_id: the row's key, a colon and the seat.
        row: the row's key.
        seat: 0 for the first person named, 1 for the second of a joint gift, 2 and more for the
            same people under another surname.
        first, middle, last, suffix: of the name; ``initial`` is the first letter of the first.
        first_letters, last_letters: their letters in alphabetical order.
        kin: names that may be the same person's first name, between bars: ``|BOB|ROB|``.
        proper: the first in the alphabet of the name and its kin, by which both are looked up.
        number, street, unit, zip5, city: of the address.
    """

    unique_id: str
    row: str
    seat: int
    first: str | None
    first_letters: str | None
    initial: str | None
    kin: str | None
    proper: str | None
    middle: str | None
    last: str | None
    last_letters: str | None
    suffix: str | None
    number: str | None
    street: str | None
    unit: str | None
    zip5: str | None
    city: str | None
    employer: str | None
    occupation: str | None


def parties(rows: Iterable[Written]) -> list[Party]:
    """Every person that the rows name: two for a joint gift, one more for each further surname."""
    return list(each_party(rows))


def each_party(rows: Iterable[Written]) -> Iterator[Party]:
    """The same one by one, for more rows than fit."""
    seats: Counter[str] = Counter()
    for row in rows:
        people = _people(row)
        others = [
            words.name_of(row.first, row.middle, last, row.suffix)
            for last in row.other_last.split(";")
            if last.strip()
        ]
        for place, given in enumerate((*people, *others)):
            own = place == 0 or place >= len(people)  # work is said of the first of two
            yield _party(row, seats[row.key], given, own=own)
            seats[row.key] += 1


def _people(row: Written) -> list[Given]:
    firsts = words.joined(row.first)
    if len(firsts) == 1:
        return [words.name_of(row.first, row.middle, row.last, row.suffix)]
    # Middle name and suffix of a joint gift are the first person's, if anybody's.
    named = [words.name_of(firsts[0], row.middle, row.last, row.suffix)]
    return named + [words.name_of(first, "", row.last) for first in firsts[1:]]


def _party(row: Written, seat: int, given: Given, *, own: bool) -> Party:
    number, street, unit = words.place(row.street)
    return Party(
        unique_id=f"{row.key}:{seat}",
        row=row.key,
        seat=seat,
        first=given.first or None,
        first_letters=words.letters(given.first) or None,
        initial=given.first[:1] or None,
        kin=None,
        proper=None,
        middle=given.middle or None,
        last=given.last or None,
        last_letters=words.letters(given.last) or None,
        suffix=given.suffix or None,
        number=number or None,
        street=street or None,
        unit=unit or None,
        zip5=words.zip5(row.zip) or None,
        city=words.city(row.city) or None,
        employer=(words.employer(row.employer) or None) if own else None,
        occupation=(words.occupation(row.occupation) or None) if own else None,
    )


def tabled(people: Iterable[Party]) -> pa.Table:
    """People as a table, a batch at a time; ``place`` is their number from 0.

    Who has no surname is left out: nobody can be found by a first name alone.
    """
    import pyarrow as pa  # noqa: PLC0415  slow to load

    kinds = [(f.name, pa.int32() if f.name == "seat" else pa.string()) for f in fields(Party)]
    named = (p for p in people if p.last)
    batches = []
    cells = attrgetter(*(name for name, _ in kinds))
    while batch := list(islice(named, _BATCH)):
        columns = zip(*map(cells, batch), strict=True)
        held = [
            pa.array(column, type=kind) for column, (_, kind) in zip(columns, kinds, strict=True)
        ]
        batches.append(pa.record_batch(held, names=[name for name, _ in kinds]))
    table = pa.Table.from_batches(batches, schema=pa.schema(kinds))
    return table.append_column("place", pa.array(range(table.num_rows), type=pa.int32()))


def with_kin(left: pa.Table, right: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Both sides, each first name with its kin among all names of both sides."""
    import pyarrow as pa  # noqa: PLC0415

    firsts = {v for side in (left, right) for v in side.column("first").unique().to_pylist() if v}
    vocabulary = kin(firsts)
    bars = {
        name: f"|{'|'.join(sorted(more))}|" if more else None for name, more in vocabulary.items()
    }
    proper = {name: min({*more, name}) for name, more in vocabulary.items()}

    def kinned(side: pa.Table) -> pa.Table:
        for column, of in (("kin", bars), ("proper", proper)):
            coded = side.column("first").combine_chunks().dictionary_encode()
            named = pa.array([of.get(v) for v in coded.dictionary.to_pylist()], type=pa.string())
            at = side.schema.get_field_index(column)
            side = side.set_column(at, column, named.take(coded.indices))
        return side

    return kinned(left), kinned(right)


def without_removed(row: Written) -> Written:
    """The row as the other side has it: what is removed is not there."""
    gone = {name: "" for name in sorted(row.removed)}
    return replace(row, removed=frozenset(), **gone) if gone else row
