"""Measures one class of leaks: pairs of papers through each tool, then the attacks."""

from __future__ import annotations

import hashlib
import io
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pikepdf
from pdfminer.high_level import extract_text

from benchmarks.removal.attack import Eyes, kept, recovered
from benchmarks.removal.classes import Leak, leaks
from benchmarks.removal.paper import Paper
from benchmarks.removal.program import Served, found_by_the_order, serve
from benchmarks.removal.rivals import Rival, rivals
from benchmarks.removal.subject import Secret, subject

_READ = 1  # papers of a class and tool read by OCR; pairs that differ are read all
_HOST_PAGES = 2
_TURNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one tool did with one class.

    Attributes:
        secrets: pairs tried.
        lost: papers not given out (held, refused, crashed).
        missed: papers whose secret the program's detectors did not find at all.
        recovered: secrets got back, by how.
        unlike: pairs whose outputs differ.
        keepers, keepers_kept: values that had to stay, and those that did.
        pages, bytes, seconds: of the outputs of one side.
        why: of what was lost, one reason.
    """

    leak: str
    tool: str
    secrets: int
    lost: int
    missed: int
    recovered: tuple[str, ...]
    unlike: int
    keepers: int
    keepers_kept: int
    pages: int
    bytes: int
    seconds: float
    why: str = ""


def measure(names: Sequence[str], secrets: int, hosts: Sequence[Path] = ()) -> list[Outcome]:
    """All outcomes of some classes, which go through the program in one case.

    Args:
        names: of the classes.
        secrets: pairs a class, at most 100.
        hosts: real PDFs whose pages follow those of the last papers of each class.
    """
    chosen = [leak for leak in leaks() if leak.name in names]
    by_class = [[pairs(leak, secrets, side, hosts) for side in "ab"] for leak in chosen]
    eyes = Eyes()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = [dict(row for sides in by_class for row in sides[k].items()) for k in (0, 1)]
        served = serve_alike(whole, folder)
        for leak, sides in zip(chosen, by_class, strict=True):
            outcomes.append(judge(leak.name, sides, served, eyes))
        outcomes += _side_files(served)
        for tool, rival in rivals().items():
            outcomes += [
                _rival(leak.name, tool, rival, sides, eyes)
                for leak, sides in zip(chosen, by_class, strict=True)
                if all(paper.boxes for paper in sides[0].values())
            ]
    return outcomes


def pairs(leak: Leak, secrets: int, side: str, hosts: Sequence[Path] = ()) -> dict[int, Paper]:
    """One side of a class; of a pair only the secret differs from the other side."""
    numbers = range(leak.first, leak.first + secrets)
    made = {number: leak.make(subject(number, side)) for number in numbers}
    for number, host in zip(reversed(numbers), hosts, strict=False):
        made[number] = _hosted(made[number], host)
    return made


def serve_alike(sides: Sequence[Mapping[int, Paper]], folder: Path) -> list[Served]:
    """Serve both sides with the same papers: one lost on one side would number the rest anew."""
    reasons = dict[int, str]()
    for turn in range(_TURNS):
        served = [
            serve(side, folder / f"{turn}{name}") for name, side in zip("ab", sides, strict=True)
        ]
        reasons |= {number: why for one in served for number, why in one.reasons.items()}
        lost = {n for n in sides[0] if len({_produced(one, n) for one in served}) > 1}
        if not lost or any(one.volume is None for one in served):
            break
        sides = [{n: paper for n, paper in side.items() if n not in lost} for side in sides]
    return [replace(one, reasons=reasons) for one in served]


def _produced(served: Served, number: int) -> bool:
    return "produced" in served.dispositions.get(number, ())


def judge(
    name: str, sides: Sequence[Mapping[int, Paper]], served: Sequence[Served], eyes: Eyes
) -> Outcome:
    """What the program did with both sides of a class."""
    first, second = served
    volume = first.volume
    if volume is None or second.volume is None:
        return _nothing(name, len(sides[0]), first.reason or second.reason)
    good = [n for n in sides[0] if _produced(first, n)]
    unlike = {n for n in good if _digest(first, n) != _digest(second, n)}
    found, missed, keepers, stayed = list[str](), 0, 0, 0
    for place, number in enumerate(good):
        secret, files = subject(number, "a").secret, _files(first, number)
        if not found_by_the_order(volume, first.begins[number], secret.kind):
            missed += 1
            continue
        how = _got_back(first, files, secret, eyes if place < _READ or number in unlike else None)
        found += [how] if how else []
        keepers += len(sides[0][number].keepers)
        text = " ".join(f.read_text("utf-8-sig") for f in files if f.suffix == ".txt")
        stayed += kept(text, sides[0][number].keepers)
    pages = sum(_pages(first, n) for n in good)
    return Outcome(
        leak=name, tool="goodcause", secrets=len(sides[0]), lost=len(sides[0]) - len(good),
        missed=missed, recovered=tuple(found), unlike=len(unlike), keepers=keepers,
        keepers_kept=stayed, pages=pages, bytes=_bytes(first, good),
        seconds=first.seconds * pages / max(sum(_pages(first, n) for n in first.begins), 1),
        why="; ".join(sorted({first.reasons[n] for n in sides[0] if first.reasons.get(n)})[:2]),
    )  # fmt: skip


def _got_back(served: Served, files: Sequence[Path], secret: Secret, eyes: Eyes | None) -> str:
    volume = served.volume
    if volume is None:
        return ""
    pages = [f for f in files if f.suffix == ".pdf"]
    seen = partial(_read, eyes, pages) if eyes is not None else None
    around = [volume / "LOGS/removals.csv", *sorted((volume / "DATA").iterdir())]
    names = " ".join(str(p.relative_to(volume)) for p in volume.rglob("*"))
    return recovered([*files, *around], secret.spelled, name=names, seen=seen)


def _read(eyes: Eyes, pages: Sequence[Path]) -> str:
    return " ".join(eyes.page(page) for page in pages)


def _side_files(served: Sequence[Served]) -> list[Outcome]:
    """A line of its own when logs, load files or names tell the sides apart."""
    around = [_around(one) for one in served]
    if around[0] == around[1] or not all(around):
        return []
    return [replace(_nothing("(side files)", 1, ""), lost=0, unlike=1)]


def _rival(
    name: str, tool: str, rival: Rival, sides: Sequence[Mapping[int, Paper]], eyes: Eyes
) -> Outcome:
    began = time.process_time()
    outputs, why = _outputs(rival, sides)
    seconds = (time.process_time() - began) / 2
    found, stayed = list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.pdf"
        for place, (number, (one, _)) in enumerate(outputs.items()):
            path.write_bytes(one)
            seen = partial(eyes.page, path) if place < _READ else None
            how = recovered([path], subject(number, "a").secret.spelled, seen=seen)
            found += [how] if how else []
            stayed += kept(str(extract_text(path)), sides[0][number].keepers)
    return Outcome(
        leak=name, tool=tool, secrets=len(sides[0]), lost=len(sides[0]) - len(outputs), missed=0,
        recovered=tuple(found), unlike=sum(one != other for one, other in outputs.values()),
        keepers=sum(len(sides[0][number].keepers) for number in outputs), keepers_kept=stayed,
        pages=len(outputs), bytes=sum(len(one) for one, _ in outputs.values()), seconds=seconds,
        why=why,
    )  # fmt: skip


def _outputs(
    rival: Rival, sides: Sequence[Mapping[int, Paper]]
) -> tuple[dict[int, tuple[bytes, bytes]], str]:
    """Both sides of each pair as the rival gives them out, and one reason of those it does not."""
    outputs, why = dict[int, tuple[bytes, bytes]](), ""
    for number in sides[0]:
        try:
            one, other = (
                _edited(rival, side[number], number, name)
                for side, name in zip(sides, "ab", strict=True)
            )
        except (RuntimeError, ValueError, TypeError, KeyError, pikepdf.PdfError) as e:
            why = f"{type(e).__name__}: {e}"
            continue
        outputs[number] = (one, other)
    return outputs, why


def _edited(rival: Rival, paper: Paper, number: int, side: str) -> bytes:
    data = next(iter(paper.files.values()))
    return rival(data, paper.boxes, subject(number, side).secret.value)


def _hosted(paper: Paper, host: Path) -> Paper:
    """The paper with pages of a real file after its own; others than PDFs stay as they are."""
    name, data = next(iter(paper.files.items()))
    if not name.endswith(".pdf"):
        return paper
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(host) as real:
        pdf.pages.extend(real.pages[:_HOST_PAGES])
        pdf.save(out, static_id=True)
    return Paper(
        files={**paper.files, name: out.getvalue()}, boxes=paper.boxes, keepers=paper.keepers
    )


def _nothing(name: str, secrets: int, why: str) -> Outcome:
    return Outcome(
        leak=name, tool="goodcause", secrets=secrets, lost=secrets, missed=0, recovered=(),
        unlike=0, keepers=0, keepers_kept=0, pages=0, bytes=0, seconds=0.0, why=why,
    )  # fmt: skip


def _files(served: Served, number: int) -> list[Path]:
    """The served files of a paper, in the order of their paths."""
    if served.volume is None:
        return []
    begins = served.begins.get(number, ())
    return sorted(path for begin in begins for path in served.volume.glob(f"*/*/{begin}.*"))


def _digest(served: Served, number: int) -> str:
    parts = [path.name.encode() + path.read_bytes() for path in _files(served, number)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _around(served: Served) -> list[tuple[str, bytes]]:
    """What belongs to no document: logs, load files, certificate."""
    if served.volume is None:
        return []
    own = {begin for begins in served.begins.values() for begin in begins}
    return [
        (str(path.relative_to(served.volume)), path.read_bytes())
        for path in sorted(served.volume.rglob("*"))
        if path.is_file() and path.stem not in own and path.name != "manifest.sha256"
    ]


def _pages(served: Served, number: int) -> int:
    texts = [path for path in _files(served, number) if path.suffix == ".txt"]
    return sum(path.read_text("utf-8-sig").count("\f") + 1 for path in texts)


def _bytes(served: Served, numbers: Sequence[int]) -> int:
    files = (path for number in numbers for path in _files(served, number))
    return sum(path.stat().st_size for path in files if path.parent.parent.name == "IMAGES")
