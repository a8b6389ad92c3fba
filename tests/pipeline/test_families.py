"""Documents that carry documents: each gets its row, and families stand together."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest

from goodcause.engine.inline import Inline
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.programs import soffice
from goodcause.store.models import PersonRow, SourceRow

from tests.intake.office_files import rich_text
from tests.pipeline.making import produced, register, registered, text, wanted
from tests.pipeline.papers import JEWELER, JUDGE, application, letter_of


def mail(words: str, files: dict[str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = "clerk@county.example", "sheriff@county.example"
    made["Subject"] = "An application"
    made.set_content(words + "\n")
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def carrying(pdf: Path, files: dict[str, bytes], out: Path) -> Path:
    with pikepdf.open(pdf) as document:
        for name, data in files.items():
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
        document.save(out)
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("families")
    papers = folder / "papers" / "ccw"
    papers.mkdir(parents=True)
    judge = application(folder / "judge.pdf", JUDGE).read_bytes()
    lay = application(folder / "lay.pdf", JEWELER)
    inner = mail("The file you asked for.", {"judge.pdf": judge})
    box = zipped({"deep/forwarded.eml": inner, "noise.bin": b"\x00\x01\x02" * 9})
    (papers / "a.eml").write_bytes(mail("All of it is enclosed.", {"box.zip": box}))
    letter = letter_of(folder / "letter.pdf", "The range is open from ten to six.")
    carrying(lay, {"letter.pdf": letter.read_bytes(), "empty.txt": b""}, papers / "b.pdf")
    application(papers / "c.pdf", JEWELER)
    return produced(folder / "case", folder / "papers")[1]


def test_whatever_is_carried_has_a_row_of_its_own(made: Made) -> None:
    rows = {name: row["disposition"] for name, row in register(made).items()}

    assert rows == {
        "a.eml": "produced",
        "box.zip": "exception",
        "forwarded.eml": "produced",
        "judge.pdf": "produced",
        "noise.bin": "exception",
        "b.pdf": "produced",
        "letter.pdf": "produced",
        "empty.txt": "exception",
        "c.pdf": "produced",
    }


def test_families_stand_together_and_say_so(made: Made) -> None:
    rows = register(made)
    begins = [rows[n]["begin_bates"] for n in ("a.eml", "forwarded.eml", "judge.pdf")]
    data = (made.folder / "DATA" / "VOL001.dat").read_text(encoding="utf-8-sig").splitlines()
    table = [[cell.strip("\u00fe") for cell in line.split("\x14")] for line in data]
    at = {name: place for place, name in enumerate(table[0])}
    family = {row[at["BEGBATES"]]: (row[at["BEGATTACH"]], row[at["ENDATTACH"]]) for row in table}

    assert begins == sorted(begins)
    assert {family[begin] for begin in begins} == {(begins[0], rows["judge.pdf"]["end_bates"])}
    assert family[rows["c.pdf"]["begin_bates"]] == ("", "")


def test_what_is_carried_loses_what_the_order_lets_go(made: Made) -> None:
    words = text(made, register(made)["judge.pdf"]["begin_bates"])

    assert "Quail" not in words
    assert JUDGE.ssn not in words
    assert "Ostrander," in words


def test_a_message_that_names_nobody_is_of_the_person_whose_papers_it_carries(made: Made) -> None:
    assert register(made)["a.eml"]["disposition"] == "produced"
    (person,) = PersonRow.objects.filter(name__startswith="Ostrander")

    assert set(person.documents.values_list("path", flat=True)) == {
        row.path
        for row in SourceRow.objects.all()
        if row.path.endswith(("a.eml", "forwarded.eml", "judge.pdf"))
    }


def test_reading_again_registers_nothing_twice(tmp_path: Path) -> None:
    papers = tmp_path / "papers" / "ccw"
    papers.mkdir(parents=True)
    (papers / "a.eml").write_bytes(mail("Enclosed.", {"a.txt": b"Words of a note.\n"}))
    matter = registered(tmp_path / "case", tmp_path / "papers")

    for _ in range(2):
        read(matter, Inline(), Silent())

    assert SourceRow.objects.count() == 2


def test_files_nested_without_end_stop_at_a_row_that_says_so(tmp_path: Path) -> None:
    papers = tmp_path / "papers" / "ccw"
    papers.mkdir(parents=True)
    inner = mail("The last.", {"a.txt": b"Words.\n"})
    for n in range(9):
        inner = mail(f"Message {n}.", {f"m{n}.eml": inner})
    (papers / "a.eml").write_bytes(inner)
    matter = registered(tmp_path / "case", tmp_path / "papers")

    read(matter, Inline(), Silent())

    reasons = SourceRow.objects.filter(state=SourceRow.State.EXCEPTION).values_list("reason")
    assert ["files deep" in reason for (reason,) in reasons] == [True]


def test_a_file_that_waits_for_libreoffice_is_read_once_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if soffice.find() is None:
        pytest.skip("LibreOffice is not installed")
    papers = tmp_path / "papers" / "ccw"
    papers.mkdir(parents=True)
    (papers / "a.rtf").write_bytes(rich_text("The range is open from ten.", "Veiled words"))
    matter = registered(tmp_path / "case", tmp_path / "papers")
    with monkeypatch.context() as absent:
        absent.setattr(soffice, "find", lambda: None)
        read(matter, Inline(), Silent())
    assert "apt-get install" in SourceRow.objects.get().reason

    read(matter, Inline(), Silent())

    assert SourceRow.objects.get().state == SourceRow.State.READ
    made = produce(matter, wanted(), Inline(), Silent())
    assert "Veiled words" in text(made, register(made)["a.rtf"]["begin_bates"])
