"""The side files of a volume, written when every document of it is built."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodcause.production import loadfile, logs, manifest
from goodcause.production.certificate import certificate_file
from goodcause.production.columns import About, row
from goodcause.production.facts import VolumeFacts
from goodcause.production.files import room, sweep, sync_folder, write
from goodcause.production.volume import ProducedDocument, Volume


def assemble(folder: Path, facts: VolumeFacts) -> Volume:
    """Write load files, log, certificate and manifest into a volume's folder.

    The folder is a working folder that already holds the documents' files; the caller gives it
    its name when the verifier has found nothing. Everything is on the disk on return.

    Args:
        folder: of the volume being built.
        facts: what to write.

    Returns:
        The volume.

    Raises:
        LeakError: a removal cites a clause that is not in force.
        StoppedError: the disk is full.
    """
    sweep(folder)
    documents = loadfile.ordered(facts.documents)
    rules = {rule.id: rule for rule in facts.rules.rules}
    _load_files(folder, facts, documents)
    write(folder / "LOGS/removals.csv", logs.removals_log(documents, rules))
    write(folder / "CERTIFICATE.pdf", certificate_file(facts))
    with room(folder):
        listing = manifest.manifest_file(folder)
    write(folder / manifest.NAME, listing)
    with room(folder):
        for path in (folder, *(p for p in sorted(folder.rglob("*")) if p.is_dir())):
            sync_folder(path)
    return Volume(name=facts.name, documents=documents, files=_files(folder))


def _load_files(folder: Path, facts: VolumeFacts, documents: Sequence[ProducedDocument]) -> None:
    wanted, case = facts.specification, facts.rules.order.case
    about = About(
        volume=facts.name,
        folder=folder,
        day=facts.day,
        party=case.producing_party,
        number=case.number,
        families=dict(facts.families),
        begins=tuple(str(document.begin) for document in documents),
    )
    rows = [row(document, about, wanted) for document in documents]
    name = f"DATA/{facts.name}"
    write(folder / f"{name}.dat", loadfile.write_dat(rows, wanted))
    write(folder / f"{name}.opt", loadfile.write_opt(documents, facts.name))
    if wanted.lfp:
        write(folder / f"{name}.lfp", loadfile.write_lfp(documents, facts.name, about.families))
    if not wanted.standard:
        write(folder / f"{name}.yaml", wanted.written().encode())


def _files(folder: Path) -> tuple[str, ...]:
    paths = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return tuple(sorted(paths))
