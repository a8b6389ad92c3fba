"""Which supporting papers go with which application, and where they lie."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from goodcause.demo import letters, records
from goodcause.demo.applications import LAYOUTS, Application
from goodcause.demo.chance import chance
from goodcause.demo.filing import Filing
from goodcause.demo.habits import Habits
from goodcause.demo.narrative import write_reason
from goodcause.demo.people import Person, draw_address
from goodcause.demo.sheet import Face, Sheet
from goodcause.demo.shelf import Shelf

_PAPERS: dict[str, Callable[[Filing, Face], Sheet]] = {
    "endorsement": letters.endorsement,
    "reference": letters.reference,
    "bank letter": letters.bank,
    "approval": letters.approval,
    "evaluation": records.evaluation,
    "utility bill": records.utility_bill,
    "crime report": records.police_report,
    "license": records.licence_copy,
    "live scan": records.prints_request,
    "certificate": records.certificate,
}

# One line an application, read in turn and over again; "@" lays a paper among the loose ones,
# and the word after a colon is how it was copied.
_PROGRAMME = (
    ("evaluation", "@bank letter"),
    ("endorsement", "license:clean"),
    ("reference:clean", "live scan"),
    ("crime report",),
    ("utility bill", "evaluation"),
    ("certificate", "approval"),
    ("bank letter:clean",),
    ("@reference", "live scan"),
    ("license:photo", "utility bill"),
    ("endorsement", "crime report:poor"),
    ("@approval",),
    ("evaluation:fax", "certificate"),
    ("bank letter",),
)
_ZIP_TIME = (2003, 1, 2, 3, 4, 4)
_SPELLINGS = (("sk", "sc"), ("cz", "zc"), ("ei", "ie"), ("ll", "l"), ("nn", "n"), ("a", "e"))


def keep_supporting(shelf: Shelf, application: Application, number: int) -> None:
    """Put the supporting papers of one application on the shelf."""
    for entry in _PROGRAMME[number % len(_PROGRAMME)]:
        name, _, copy = entry.lstrip("@").partition(":")
        face = _face(shelf.seed, application, name)
        sheet = _PAPERS[name](application.filing, face)
        paper = application.paper(name, name.replace(" ", "_"), copy or "digital")
        if entry.startswith("@"):
            loose = f"ccw/loose papers/{name} {number + 1}"
            paper = replace(paper, path=loose)
        shelf.keep(sheet, paper)


def keep_renewal(shelf: Shelf, application: Application) -> str:
    """The same person applies again years later: another address, another spelling."""
    old = application.person
    rng = chance(shelf.seed, "renewal", old.number)
    applied = old.applied + dt.timedelta(days=735)
    renewed = replace(
        old,
        last=_misspelt(old),
        home=draw_address(rng),
        prior=(old.home, *old.prior[:1]),
        applied=applied,
        interviewed=applied + dt.timedelta(days=21),
    )
    habits = Habits.draw(rng)
    filing = replace(
        application.filing,
        person=renewed,
        habits=habits,
        reason=tuple(write_reason(rng, renewed, habits, 6)),
        face=Face(),
        later=Face(),
        rng=rng,
    )
    layout = "grid" if application.layout != "grid" else "county"
    paper = application.paper("renewal", layout)
    return shelf.keep(LAYOUTS[layout](filing), paper)


def keep_archive(shelf: Shelf, applications: Sequence[Application]) -> None:
    """One ZIP with a paper each of some applicants."""
    members: dict[str, bytes] = {}
    archive = "ccw/late papers.zip"
    for application in applications:
        sheet = letters.endorsement(application.filing, Face())
        name = f"endorsement {application.person.last}.pdf"
        paper = application.paper("endorsement", "endorsement")
        data, _, _ = shelf.finish(sheet, paper)
        members[name] = data
        shelf.note(f"{archive}/{name}", sheet, paper, None)
    shelf.write(archive, zipped(members))


def keep_exceptions(shelf: Shelf, application: Application, path: str) -> None:
    """An exact duplicate, a file of an unsupported kind, and a PDF that ends too soon."""
    data = (shelf.folder / path).read_bytes()
    ending = path.rsplit(".", 1)[1]
    twin = replace(application.paper("copy", application.layout), disposition="duplicate")
    twin = replace(twin, path="ccw/loose papers/found in drawer")
    shelf.write(f"{twin.path}.{ending}", data)
    pages = next(doc.pages for doc in shelf.documents if doc.path == path)
    shelf.add_document(f"{twin.path}.{ending}", twin, pages)
    lost = replace(twin, disposition="exception", subject="", occupation="unknown", layout="none")
    lost = replace(lost, person_class="unsettled")
    document = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<w:document>SYNTHETIC SPECIMEN</w:document>",
    }
    shelf.write("ccw/loose papers/notes of clerk.docx", zipped(document))
    shelf.add_document("ccw/loose papers/notes of clerk.docx", lost, 0)
    whole = letters.reference(application.filing, Face()).pdf()
    shelf.write("ccw/loose papers/torn letter.pdf", whole[: len(whole) // 3])
    shelf.add_document("ccw/loose papers/torn letter.pdf", lost, 0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP file whose members all bear one made time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same bytes on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _face(seed: int, application: Application, name: str) -> Face:
    rng = chance(seed, "paper", application.person.number, name)
    return rng.choice(
        (Face(size=10.0), Face(font="Times-Roman", size=11.0), Face(font="Courier", size=10.0))
    )


def _misspelt(person: Person) -> str:
    for right, wrong in _SPELLINGS:
        if right in person.last:
            return person.last.replace(right, wrong, 1)
    return person.last + "e"
