"""The side files of a volume, written when every document of it is built."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from goodcause.production import loadfile, logs, manifest
from goodcause.production.certificate import certificate_file
from goodcause.production.columns import About, row
from goodcause.production.facts import VolumeFacts
from goodcause.production.files import room, sweep, sync_folder, write
from goodcause.production.volume import ProducedDocument, Volume

Sign = Callable[[bytes], bytes]
"""Signs a PDF."""

_CERTIFICATE: Final = "CERTIFICATE.pdf"


def assemble(folder: Path, facts: VolumeFacts, sign: Sign | None = None) -> Volume:
    """Write load files, log, certificate and manifest into a volume's folder.

    The folder is a working folder that already holds the documents' files; the caller gives it
    its name when the verifier has found nothing. Everything is on the disk on return.

    Args:
        folder: of the volume being built.
        facts: what to write.
        sign: signs the certificate; nothing to leave it unsigned, and the same byte for byte.

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
    if facts.withheld:
        write(folder / "LOGS/privilege.csv", logs.privilege_log(facts.withheld))
    if facts.replaces:
        write(folder / "LOGS/replaced.csv", logs.replaced_log(facts.replaces))
    _listing(folder, facts, sign)
    with room(folder):
        for path in (folder, *(p for p in sorted(folder.rglob("*")) if p.is_dir())):
            sync_folder(path)
    return Volume(name=facts.name, documents=documents, files=_files(folder))


def _listing(folder: Path, facts: VolumeFacts, sign: Sign | None) -> None:
    """The certificate, which names the digest of everything else, and then the manifest."""
    with room(folder):
        lines = manifest.digest_lines(folder, (manifest.NAME, _CERTIFICATE))
    digest = hashlib.sha256(manifest.manifest_file(lines)).hexdigest()
    certificate = certificate_file(facts, digest)
    certificate = sign(certificate) if sign else certificate
    write(folder / _CERTIFICATE, certificate)
    line = f"{hashlib.sha256(certificate).hexdigest()}  {_CERTIFICATE}\n"
    lines[_CERTIFICATE.encode()] = line.encode()
    write(folder / manifest.NAME, manifest.manifest_file(lines))


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
        replaces={str(s.begin): s.volume for s in facts.replaces.spans} if facts.replaces else {},
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
