"""Checks a volume of any producer: counts, numbers, and what its files carry unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from goodcause.verification.foreign.examine import PICTURES, Examiner
from goodcause.verification.foreign.facts import FileFacts
from goodcause.verification.foreign.loading import CHECK, check_loads
from goodcause.verification.loadfiles.text import decoded
from goodcause.verification.secret import Verdict
from goodcause.verification.sidefiles import DAT_FIELDS
from goodcause.verification.tally import Tally

Progress = Callable[[str, int, int], None]
Look = Callable[[Path], FileFacts]

_OURS = ("manifest.sha256", "LOGS/removals.csv", "CERTIFICATE.pdf")
_LEAKS = frozenset({"covered"})
_WORD = re.compile(r"[^\W_]{4,}")
_CHECKS = {
    "I1": "files are whole, saved once, and hold nothing before, after or beside what they show",
    "I2": "PDFs carry no attachments, notes, scripts, values, hidden layers or telling metadata",
    "I4": "image files carry nothing but their pixels",
    "covered": "no text can be copied from under a dark box",
    "hidden": "the text of each page can be seen on it",
    CHECK: "load files agree with themselves, each other and the files they name",
    "I8": "text files say what the pages show",
}


def made_by_us(volume: Path) -> bool:
    """Whether anything in the folder claims the format of this program.

    One claim is enough: a volume of ours from which a part was taken is judged strictly.
    """
    if any((volume / name).exists() for name in _OURS):
        return True
    return any(_our_head(path) for path in sorted((volume / "DATA").glob("*.dat")))


def looks_like_a_volume(folder: Path) -> bool:
    """Whether load files or page images lie anywhere in the folder."""
    kinds = (".dat", ".opt", ".lfp", ".pdf", *PICTURES)
    return any(p.suffix.lower() in kinds for p in folder.rglob("*") if p.is_file())


def verify_foreign(volume: Path, on_progress: Progress, look: Look | None = None) -> Verdict:
    """Check what can be checked of a volume that does not claim this program's format.

    Args:
        volume: the folder; nothing in it is changed.
        on_progress: told how far the work is.
        look: looks into one file; in a process of its own when not given.
    """
    if look is None:
        with Examiner() as examiner:
            return verify_foreign(volume, on_progress, examiner.file)
    tally = Tally()
    for check, description in _CHECKS.items():
        tally.begin(check, description)
    paths = sorted(p for p in volume.rglob("*") if p.is_file() and not p.is_symlink())
    check_loads(volume, paths, tally)
    texts = {p.stem.lower(): p for p in paths if p.suffix.lower() == ".txt"}
    looked = [p for p in paths if p.suffix.lower() in (".pdf", *PICTURES)]
    for at, path in enumerate(looked, 1):
        facts = look(path)
        _tell(facts, _name(volume, path), tally)
        _compare_text(volume, path, facts, texts.get(path.stem.lower()), tally)
        on_progress("files", at, len(looked))
    _say_blinds(tally, any(p.suffix.lower() in PICTURES for p in looked))
    return replace(tally.verdict(volume.resolve().name), foreign=True)


def _our_head(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(400)
    found = decoded(head).text.split("\r\n", 1)[0].replace("\u00fe", "").split("\x14")
    return tuple(found) == DAT_FIELDS


def _name(volume: Path, path: Path) -> str:
    return path.relative_to(volume).as_posix()


def _tell(facts: FileFacts, name: str, tally: Tally) -> None:
    for check, count in facts.looked.items():
        tally.looked(check, count)
        if check == "hidden":
            tally.looked("covered", count)
    for check, page, what in facts.faults:
        where = f"{name} page {page}" if page else name
        if check in _LEAKS:
            tally.leak(check, where, what)
        else:
            tally.broken(check, where, what)
    for what, why in facts.blinds:
        tally.blind(f"{what} of {name}", why)


def _compare_text(
    volume: Path, path: Path, facts: FileFacts, text: Path | None, tally: Tally
) -> None:
    """Whether the text file says words that the pages of its PDF do not show."""
    if text is None or not facts.has_text:
        return
    tally.looked("I8")
    squashed = "".join(_WORD.findall(facts.shown.casefold()))
    plain = re.sub(r"[\W_]", "", facts.shown.casefold())
    said = set(_WORD.findall(decoded(text.read_bytes()).text.casefold()))
    extra = [word for word in said if word not in plain and word not in squashed]
    if extra:
        what = f"{len(extra)} of {len(said)} words of the text file are not seen on the pages."
        tally.broken("I8", f"{_name(volume, text)} beside {path.name}", what)


def _say_blinds(tally: Tally, pictures: bool) -> None:
    why = "the volume does not claim the format of this program"
    tally.blind("canonical form, content grammar and watermark (I1, I3)", why)
    tally.blind("whether what was removed was lawfully removed", "nothing says what it was")
    tally.blind("removed values", "no secrets were given, so none could be searched for")
    why = "only boxes of one dark tone are told from print"
    tally.blind("text under hatched, patterned or light boxes", why)
    why = "nothing here tells a width or a ring of a JPEG from chance without the original"
    tally.blind("what widths of boxes and traces of compression tell", why)
    if pictures:
        why = "images have no layer of text, and they were not read by OCR"
        tally.blind("whether text files of page images say more than the images", why)
