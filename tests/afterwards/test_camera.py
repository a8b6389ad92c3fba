from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from goodcause.base.errors import ProcedureError, UsageError
from goodcause.case.sealed import Lock, Opener, new_key, unseal
from goodcause.engine.inline import Inline
from goodcause.order.load import load_order
from goodcause.pipeline.camera import JUDGE_FILE, gathered_of, prepare, seal_package
from goodcause.pipeline.camera_ruling import carry_out, take_ruling
from goodcause.pipeline.procedures import acted, papers_folder, standing
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.store.matter import Matter
from goodcause.store.models import DecisionRow, FindingRow

from tests.afterwards.lodging import (
    COUNSEL,
    CUSTODIAN,
    ON,
    RULED,
    TEXT,
    lodging_file,
    ruling_file,
)
from tests.pipeline.making import register, text, wanted

IDENTITY, RECIPIENT = new_key()


def declared(matter: Matter, folder: Path, words: str = TEXT) -> int:
    made = prepare(matter, lodging_file(folder, words), (COUNSEL, ON))
    assert made.faults == ()
    facts = {"declarant": CUSTODIAN, "signed_on": str(ON)}
    acted(matter, ("camera", made.number), "declare", facts, (COUNSEL, ON))
    return made.number


def lodged(matter: Matter, folder: Path) -> tuple[int, bytes]:
    number = declared(matter, folder)
    lock = Lock(recipients=(RECIPIENT,))
    made = seal_package(matter, number, lock, folder / "court.sealed", (COUNSEL, ON))
    package = made.path.read_bytes()
    assert hashlib.sha256(package).hexdigest() == made.sha256
    return number, package


def served_after(matter: Matter, replaces: str = "") -> Made:
    again = replace(wanted("VOL002"), day=RULED, replaces=replaces)
    return produce(matter, again, Inline(), Silent())


def every_byte(folder: Path) -> bytes:
    """All files of a volume, streams of PDFs and members of archives unpacked."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.append(path.read_bytes())
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                found += [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)
                          and o.get("/Subtype") != "/Image"]  # fmt: skip
            found.append(shown(path).encode())
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as box:
                found += [box.read(name) for name in box.namelist()]
    return b"\n".join(found)


def shown(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()


def test_only_what_was_ruled_discoverable_leaves(served: Matter, tmp_path: Path) -> None:
    number, package = lodged(served, tmp_path)
    files = unseal(package, Opener(identity=IDENTITY))
    items = {i["number"]: i for i in json.loads(files[JUDGE_FILE])["items"]}
    gathered = gathered_of(served, number)
    assert {n: i["what"] for n, i in items.items() if i["what"]} == {
        "1.1.1": "other sensitive information",
        "2.1.1": "other sensitive information",
    }
    ruling = ruling_file(tmp_path, gathered.lodged, {"2.1": "disclose", "2.1.1": "confidential"})
    done = take_ruling(served, number, ruling, (COUNSEL, RULED))
    made = served_after(served)

    assert (done.disclosed, done.withheld, done.removed) == (1, 1, 1)
    rows = register(made)
    assert rows["finding.pdf"]["disposition"] == "produced"
    assert rows["transfer.pdf"]["disposition"] == "withheld"
    words = text(made, rows["finding.pdf"]["begin_bates"])
    assert "98-0031" in words
    assert "(REMOVED BY DEFENDANTS)" in words
    everything = every_byte(made.folder)
    for secret in (b"Aster", b"Cosumnes", b"Transfer to Rio", b"transfer.pdf"):
        assert secret not in everything
    assert carry_out(served, number, "VOL002", (COUNSEL, date(2007, 6, 1))) == "closed"


def test_what_the_court_left_on_a_page_leaves_with_it(served: Matter, tmp_path: Path) -> None:
    number, _ = lodged(served, tmp_path)
    said = {"1.1": "disclose", "1.1.1": "disclose"}
    ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, said)
    take_ruling(served, number, ruling, (COUNSEL, RULED))
    made = served_after(served)

    assert "Rio Cosumnes" in text(made, register(made)["transfer.pdf"]["begin_bates"])
    assert register(made)["finding.pdf"]["disposition"] == "withheld"


def test_the_ruling_stands_among_decisions_and_clauses_in_the_courts_name(
    served: Matter, tmp_path: Path
) -> None:
    number, _ = lodged(served, tmp_path)
    said = {"2.1": "disclose", "2.1.1": "confidential"}
    ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, said)
    done = take_ruling(served, number, ruling, (COUNSEL, RULED))
    row = DecisionRow.objects.order_by("id").last()

    assert row is not None
    assert row.by == "Mueller, M.J. (in camera ruling of 2007-05-07)"
    assert row.rule.startswith(done.order)
    newest = load_order(served.order_file).orders[-1]
    assert (newest.id, newest.kind, newest.judge) == (
        done.order, "in_camera_ruling", "Mueller, M.J.",
    )  # fmt: skip


def test_a_withheld_passage_that_is_no_longer_found_holds_the_whole_paper(
    served: Matter, tmp_path: Path
) -> None:
    number, _ = lodged(served, tmp_path)
    said = {"2.1": "disclose", "2.1.1": "confidential"}
    ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, said)
    take_ruling(served, number, ruling, (COUNSEL, RULED))
    FindingRow.objects.filter(key__contains=":drawn:").delete()
    made = served_after(served, replaces="none")

    assert register(made)["finding.pdf"]["disposition"] == "held"
    assert "not found in the document" in register(made)["finding.pdf"]["reason"]


def test_a_ruling_that_discloses_nothing_closes_the_lodging(served: Matter, tmp_path: Path) -> None:
    number, _ = lodged(served, tmp_path)
    ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, {})
    done = take_ruling(served, number, ruling, (COUNSEL, RULED))

    assert (done.order, done.state) == ("", "closed")


def test_papers_made_twice_are_the_same_bytes(served: Matter, tmp_path: Path) -> None:
    first = prepare(served, lodging_file(tmp_path), (COUNSEL, ON))
    again = prepare(served, lodging_file(tmp_path), (COUNSEL, ON), first.number)

    assert again.papers == first.papers
    assert {p.name for p in first.papers} >= {"proposed-order.1.pdf", "declaration.1.docx"}
    assert "Item 2.1.1: other sensitive information on page 1" in shown(
        papers_folder(served, "camera", first.number) / "proposed-order.1.pdf"
    )


def test_the_notice_that_is_served_says_nothing_of_the_papers(
    served: Matter, tmp_path: Path
) -> None:
    made = prepare(served, lodging_file(tmp_path), (COUNSEL, ON))
    (notice,) = (p for p in made.papers if p.name == "notice.1.pdf")

    for word in ("Aster", "transfer", "Cosumnes", "98-0031"):
        assert word not in shown(notice)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("transfer.pdf", "nothing.pdf", "no paper is called 'nothing.pdf'"),
        ("document: finding.pdf", "document: transfer.pdf", "stands twice"),
        ('words: "Rio Cosumnes"', 'words: "San Quentin"', "do not stand on page 1"),
        ("page: 1, words: \"Deputy", "page: 7, words: \"Deputy", "do not stand on page 7"),
        ("series: personnel", "series: ccw", "no clause in force sends the series ccw"),
        ("series: personnel", "series: staff", "no series 'staff'"),
        ("relevant: true", "relevant: perhaps", r"lodging\.yaml:\d+: `relevant` must be"),
        ("    kind: finding of Internal Affairs\n", "", r"lodging\.yaml:\d+: `kind` is missing"),
    ],
)  # fmt: skip
def test_a_lodging_file_that_does_not_fit_the_case_is_refused(
    served: Matter, tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert before in TEXT
    with pytest.raises(UsageError, match=told):
        prepare(served, lodging_file(tmp_path, TEXT.replace(before, after, 1)), (COUNSEL, ON))


def test_a_paper_of_the_series_cannot_be_left_out(served: Matter, tmp_path: Path) -> None:
    short = TEXT[: TEXT.index("  - document: finding.pdf")]
    with pytest.raises(UsageError, match=r"says nothing of finding\.pdf"):
        prepare(served, lodging_file(tmp_path, short), (COUNSEL, ON))


def test_a_declaration_that_does_not_do_cannot_be_signed_or_lodged(
    served: Matter, tmp_path: Path
) -> None:
    thin = TEXT.replace("One household of five would have to move, as it did once in 1996 after"
                        " such a leak.", "It would be harmful.")  # fmt: skip
    made = prepare(served, lodging_file(tmp_path, thin), (COUNSEL, ON))
    facts = {"declarant": CUSTODIAN, "signed_on": str(ON)}

    assert [f.part for f in made.faults] == ["extent"]
    with pytest.raises(ProcedureError, match="the declaration does not do yet"):
        acted(served, ("camera", made.number), "declare", facts, (COUNSEL, ON))
    with pytest.raises(ProcedureError, match="lodge is not possible now"):
        seal_package(served, made.number, Lock(), tmp_path / "out", (COUNSEL, ON))
    mended = prepare(served, lodging_file(tmp_path), (COUNSEL, ON), made.number)
    assert mended.faults == ()
    acted(served, ("camera", made.number), "declare", facts, (COUNSEL, ON))
    assert standing("camera", made.number).state == "declared"


def test_somebody_else_cannot_sign_the_custodians_declaration(
    served: Matter, tmp_path: Path
) -> None:
    made = prepare(served, lodging_file(tmp_path), (COUNSEL, ON))
    facts = {"declarant": "Ada Wren", "signed_on": str(ON)}
    with pytest.raises(ProcedureError, match="Ines Calder's and not Ada Wren's"):
        acted(served, ("camera", made.number), "declare", facts, (COUNSEL, ON))


def test_a_ruling_before_the_lodging_is_refused(served: Matter, tmp_path: Path) -> None:
    number = declared(served, tmp_path)
    ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, {})
    with pytest.raises(ProcedureError, match="rule is not possible now"):
        take_ruling(served, number, ruling, (COUNSEL, RULED))


def test_a_package_is_never_overwritten(served: Matter, tmp_path: Path) -> None:
    number = declared(served, tmp_path)
    (tmp_path / "there").write_text("something")
    lock = Lock(recipients=(RECIPIENT,))
    with pytest.raises(UsageError, match="never overwritten"):
        seal_package(served, number, lock, tmp_path / "there", (COUNSEL, ON))


def test_the_marked_set_can_be_read_under_its_marks(served: Matter, tmp_path: Path) -> None:
    from goodcause.programs.reader import best_reader  # noqa: PLC0415

    reader = best_reader()
    if reader is None:
        pytest.skip("no reader of scans is installed")
    _, package = lodged(served, tmp_path)
    files = unseal(package, Opener(identity=IDENTITY))
    pdf = pypdfium2.PdfDocument(files["proposed/tab-02.pdf"])
    grey = pdf[0].render(scale=300 / 72, grayscale=True).to_numpy()
    tags = pdf[0].get_textpage().get_text_range()
    pdf.close()
    words = " ".join(word.text for word in reader.read(grey[:, :, 0] if grey.ndim > 2 else grey))

    assert "Deputy Aster" in words
    assert "2.1.1 D7-1: other sensitive information" in tags
    assert files["unredacted/tab-02.pdf"] != files["proposed/tab-02.pdf"]


@pytest.mark.parametrize(
    ("move", "facts", "command"),
    [
        ("lodge", {"package": "a", "sha256": "b", "delivered_to": "c"}, "camera seal"),
        ("carry-out", {"volume": "VOL002"}, "camera close"),
        ("rule", {"judge": "M", "dated": "2007-05-07", "order": "x", "disclosed": "1"}, "rule"),
    ],
)  # fmt: skip
def test_a_step_that_does_something_is_not_merely_recorded(
    served: Matter, tmp_path: Path, move: str, facts: dict[str, str], command: str
) -> None:
    number = declared(served, tmp_path)
    if move != "lodge":
        lock = Lock(recipients=(RECIPIENT,))
        seal_package(served, number, lock, tmp_path / "court.sealed", (COUNSEL, ON))
    if move == "carry-out":
        said = {"2.1": "disclose"}
        ruling = ruling_file(tmp_path, gathered_of(served, number).lodged, said)
        take_ruling(served, number, ruling, (COUNSEL, RULED))
    with pytest.raises(ProcedureError, match=command):
        acted(served, ("camera", number), move, facts, (COUNSEL, date(2007, 6, 1)))
