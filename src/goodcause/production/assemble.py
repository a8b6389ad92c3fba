"""The side files of a volume, written when every document of it is built."""

from __future__ import annotations

from pathlib import Path

from goodcause.production import loadfile, logs, manifest
from goodcause.production.certificate import certificate_file
from goodcause.production.facts import VolumeFacts
from goodcause.production.files import room, sweep, sync_folder, write
from goodcause.production.volume import Volume


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
    families = dict(facts.families)
    rows = [
        loadfile.document_row(each, facts.name, families.get(str(each.begin), ("", "")))
        for each in documents
    ]
    rules = {rule.id: rule for rule in facts.rules.rules}
    write(folder / f"DATA/{facts.name}.dat", loadfile.write_dat(rows))
    write(folder / f"DATA/{facts.name}.opt", loadfile.write_opt(documents, facts.name))
    write(folder / "LOGS/removals.csv", logs.removals_log(documents, rules))
    write(folder / "CERTIFICATE.pdf", certificate_file(facts))
    with room(folder):
        listing = manifest.manifest_file(folder)
    write(folder / manifest.NAME, listing)
    with room(folder):
        for path in (folder, *(p for p in sorted(folder.rglob("*")) if p.is_dir())):
            sync_folder(path)
    return Volume(name=facts.name, documents=documents, files=_files(folder))


def _files(folder: Path) -> tuple[str, ...]:
    paths = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return tuple(sorted(paths))
