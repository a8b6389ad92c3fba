"""Real court filings and awkward forms go the whole way, and each is accounted for truly."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from goodcause.engine.processes import Processes
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read

from tests.pipeline.making import DAY, register, wanted

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"

pytestmark = pytest.mark.skipif(
    not (REAL / "court").is_dir(), reason="the real files are not beside the repository"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("real")
    matter = new_case(folder / "case", "mehl-v-blanas", DAY).matter
    paths = [str(REAL / "court"), str(REAL / "forms")]
    add(matter, paths, "ccw", Silent())
    engine = Processes(2, log=folder / "worker.log")
    read(matter, engine, Silent())
    return produce(matter, wanted(), engine, Silent())


def test_every_real_file_has_one_row(made: Made) -> None:
    files = [p for p in REAL.rglob("*") if p.is_file() and p.parent.name in {"court", "forms"}]

    with made.register.open(encoding="utf-8-sig", newline="") as stream:
        paths = [row["source_path"] for row in csv.DictReader(stream)]
    assert sorted(p for p in paths if Path(p) in files) == sorted(map(str, files))
    carried = [p for p in paths if Path(p) not in files]
    assert all(Path(p).parent in files for p in carried)


def test_what_is_not_produced_says_why(made: Made) -> None:
    rows = register(made).values()
    silent = [r["source_path"] for r in rows if r["disposition"] != "produced" and not r["reason"]]

    assert silent == []
    assert sum(r["disposition"] == "produced" for r in rows) >= 40


def test_a_form_that_only_its_own_program_can_draw_is_not_passed_as_its_placeholder(
    made: Made,
) -> None:
    row = register(made)["xfa_filled_imm1344e.pdf"]

    assert row["disposition"] == "exception"
    assert "dynamic XFA" in row["reason"]


def test_an_attachment_is_a_document_of_its_own(made: Made) -> None:
    row = register(made)["attachment.pdf"]

    assert "attachment" in row["reason"]
    with made.register.open(encoding="utf-8-sig", newline="") as stream:
        paths = [r["source_path"] for r in csv.DictReader(stream)]
    assert any(p.startswith(f"{row['source_path']}/") for p in paths)
    assert not any(b"/EmbeddedFile" in p.read_bytes() for p in made.folder.rglob("*.pdf"))
