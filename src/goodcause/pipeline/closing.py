"""The side files of a volume, once its documents are built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.order.order import RuleSet
from goodcause.order.specification import Specification
from goodcause.pipeline.fates import Disposition, Fate
from goodcause.pipeline.numbering import families
from goodcause.production.assemble import assemble
from goodcause.production.facts import Absent, Replaces, VolumeFacts, Withheld
from goodcause.production.signature import Seal
from goodcause.production.volume import ProducedDocument
from goodcause.programs.reader import reader_kind

_WHY = {
    Disposition.HELD: "held until counsel decides",
    Disposition.WITHHELD: "lodged with the court for its review",
    Disposition.DUPLICATE: "exact duplicate of a document accounted for",
    Disposition.EXCEPTION: "could not be read or built",
}
"""Kinds of reason in fixed words: the reasons themselves stand in the private register."""

_LODGED = "must_lodge_in_camera"
_CHECKS = (
    "Every produced file was parsed and written again by a second program, and the bytes agreed.",
    "Every word of every text layer was checked for ink on its page, and every text file "
    "against the layer of its document.",
    "Load files, page counts, numbers, names and the manifest were checked against each other.",
    "Removed numbers, addresses, dates and names that can be told from other words were searched "
    "for, in other spellings and encodings too, in the files, texts, names and load files of the "
    "volume. Removed times, places and towns were checked in their regions only.",
)
_READ_AGAIN = (
    "A sample of pages and of removed regions was read again by optical character recognition."
)
_NOT_READ_AGAIN = (
    "No page was read again by optical character recognition: no reader was installed."
)


def checks() -> tuple[str, ...]:
    """What the verifier does on this machine, for a paper that somebody signs."""
    return (*_CHECKS, _READ_AGAIN if reader_kind() else _NOT_READ_AGAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the papers say beside the documents.

    Attributes:
        to: who receives the volume.
        sampling: sentences on what sampling showed.
        specification: the form of load files.
        seal: with what the certificate is signed; nothing to leave it for counsel's hand.
        legible: sentences on what is read through the mark.
        replaces: what the volume takes the place of.
        stands: keys of sources that stand in what it replaces.
    """

    to: str
    sampling: tuple[str, ...]
    specification: Specification
    seal: Seal | None = None
    legible: tuple[str, ...] = ()
    replaces: Replaces | None = None
    stands: Collection[str] = ()


def close_volume(
    folder: Path,
    told: Told,
    rules: RuleSet,
    documents: Sequence[ProducedDocument],
    every: Sequence[Fate],
) -> VolumeFacts:
    """Write load files, logs, certificate and manifest into the volume's folder.

    Args:
        folder: of the volume.
        told: what the papers say beside the documents.
        rules: in force on the production date.
        documents: as built.
        every: what became of each source.

    Returns:
        What the papers of the volume say.

    Raises:
        UsageError: the key that is to sign cannot be used.
        StoppedError: the time-stamping authority gave no time, or the disk is full.
    """
    mine = [f for f in every if f.key not in told.stands and (f.begin or not told.replaces)]
    missing = Counter((f.series, f.disposition) for f in mine if not f.produced and not f.container)
    absent = tuple(
        Absent(series=series, disposition=disposition.value, why=_WHY[disposition], count=count)
        for (series, disposition), count in sorted(missing.items())
    )
    facts = VolumeFacts(
        name=folder.name,
        to=told.to,
        rules=rules,
        documents=tuple(documents),
        absent=absent,
        withheld=tuple(_withheld(rules, mine)),
        checks=(*checks(), *told.legible),
        sampling=told.sampling,
        specification=told.specification,
        families=families(every),
        replaces=told.replaces,
    )
    assemble(folder, facts, told.seal.sign if told.seal else None)
    return facts


def _withheld(rules: RuleSet, every: Sequence[Fate]) -> Iterator[Withheld]:
    """Documents lodged with the court, each with the clause that sends it there."""
    for fate in every:
        if fate.disposition is not Disposition.WITHHELD:
            continue
        lodged = (r for r in rules.rules if r.action == _LODGED and fate.series in r.series)
        rule = next(lodged, None)
        begin = fate.begin
        yield Withheld(
            series=rules.series(fate.series).title or fate.series,
            pages=fate.pages,
            begin=str(begin) if begin else "",
            end=str(begin.plus(fate.pages - 1)) if begin else "",
            rule=rule.id if rule else "",
            section=rule.section if rule else "",
            basis=rule.basis if rule else (),
        )
