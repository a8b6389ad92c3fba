from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.high_level import extract_text

from goodcause.base.geometry import Box
from goodcause.order.order import RuleSet
from goodcause.pages.plate import Mode
from goodcause.production import loadfile
from goodcause.production.assemble import assemble
from goodcause.production.build import build_document
from goodcause.production.certificate import certificate_file
from goodcause.production.facts import Absent, VolumeFacts, served_by_series, taken_by_clause
from goodcause.production.slip import build_slip, copy_native
from goodcause.production.volume import Images, ProducedDocument
from goodcause.verification.verify import Depth, verify

from tests.production.making_volumes import BARE, LABEL, drawn, job, plan, rules

PAGE = drawn()
REMOVAL = Box(600, 296, 1100, 350)
ABSENT = (
    Absent(series="ccw", disposition="held", why="the class is unsettled", count=3),
    Absent(series="personnel", disposition="withheld", why="goes to the court", count=1),
)


@pytest.fixture(scope="module")
def order() -> RuleSet:
    return rules()


def built(folder: Path) -> tuple[ProducedDocument, ...]:
    """Two applications and a donor list served natively, out of order."""
    taken = plan(PAGE, 1, REMOVAL)
    second = build_document(job([plan(PAGE)], "CCW0000003"), lambda _: PAGE.plate(), folder)
    first = build_document(job([taken, plan(PAGE, 2)]), lambda _: PAGE.plate(), folder)
    slip = replace(job([plan(PAGE)], "DON0000001", BARE), plans=())
    source = folder.parent / "donors.csv"
    source.write_bytes(b"name,amount\r\nAble,10\r\n")
    native = copy_native(slip, source, "csv", folder)
    return second, build_slip(slip, folder, native=native), first


def facts(order: RuleSet, documents: tuple[ProducedDocument, ...]) -> VolumeFacts:
    return VolumeFacts(
        name="VOL001",
        to="counsel for plaintiffs",
        rules=order,
        documents=documents,
        absent=ABSENT,
        checks=("Each file is read back and compared with the format.",),
    )


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory, order: RuleSet) -> Path:
    folder = tmp_path_factory.mktemp("case") / "VOL001"
    assemble(folder, facts(order, built(folder)))
    return folder


def test_a_volume_holds_the_files_of_its_layout_and_no_others(volume: Path) -> None:
    files = {p.relative_to(volume).as_posix() for p in volume.rglob("*") if p.is_file()}

    assert files == {
        "CERTIFICATE.pdf",
        "manifest.sha256",
        "DATA/VOL001.dat",
        "DATA/VOL001.opt",
        "LOGS/removals.csv",
        "IMAGES/0001/CCW0000001.pdf",
        "IMAGES/0001/CCW0000003.pdf",
        "IMAGES/0001/DON0000001.pdf",
        "TEXT/0001/CCW0000001.txt",
        "TEXT/0001/CCW0000003.txt",
        "TEXT/0001/DON0000001.txt",
        "NATIVES/0001/DON0000001.csv",
    }


def test_the_manifest_names_every_file_with_its_digest_in_order(volume: Path) -> None:
    lines = (volume / "manifest.sha256").read_text().splitlines()

    names = [line[66:] for line in lines]
    assert names == sorted(names)
    on_disk = {p.relative_to(volume).as_posix() for p in volume.rglob("*") if p.is_file()}
    assert set(names) == on_disk - {"manifest.sha256"}
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((volume / name).read_bytes()).hexdigest() == digest


def test_sha256sum_accepts_the_manifest(volume: Path) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("sha256sum is not installed")

    subprocess.run(  # noqa: S603  files of ours
        [program, "-c", "--strict", "--quiet", "manifest.sha256"], cwd=volume, check=True
    )


def test_load_files_images_and_numbers_agree(volume: Path) -> None:
    rows = loadfile.read_dat((volume / "DATA/VOL001.dat").read_bytes())
    images = loadfile.read_opt((volume / "DATA/VOL001.opt").read_bytes())

    assert [row["BEGBATES"] for row in rows] == ["CCW0000001", "CCW0000003", "DON0000001"]
    assert [row["HASREMOVALS"] for row in rows] == ["Y", "N", "N"]
    assert [(i[0], i[2], i[6]) for i in images] == [
        (row["BEGBATES"], row["IMAGEPATH"], row["PAGECOUNT"]) for row in rows
    ]
    for row in rows:
        read = pypdfium2.PdfDocument(volume / row["IMAGEPATH"].replace("\\", "/"))
        assert len(read) == int(row["PAGECOUNT"])
        read.close()
        assert (volume / row["TEXTPATH"].replace("\\", "/")).is_file()


@pytest.mark.parametrize("images", list(Images))
def test_the_independent_verifier_finds_nothing_wrong(
    order: RuleSet, tmp_path: Path, images: Images
) -> None:
    plates = [PAGE.plate(), PAGE.plate(Mode.TONE), drawn("", 300, 90).plate()]
    plans = [plan(PAGE, 1, REMOVAL), plan(PAGE, 2), plan(drawn("", 300, 90), 3)]
    work = job(plans, images=images)
    document = build_document(work, lambda n: plates[n - 1], tmp_path / "VOL001")
    assemble(tmp_path / "VOL001", facts(order, (document,)))

    verdict = verify(tmp_path / "VOL001", depth=Depth(ocr_pages=0, ocr_regions=0, seed=0))

    assert verdict.problems == ()


def test_a_volume_assembled_again_is_the_same_to_the_byte(
    volume: Path, order: RuleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "other" / "VOL001"
    documents = built(folder)

    assemble(folder, facts(order, documents))
    assemble(folder, facts(order, documents[::-1]))  # a resumed run, its documents in any order

    assert (folder / "manifest.sha256").read_bytes() == (volume / "manifest.sha256").read_bytes()


def test_the_hash_seed_of_a_process_changes_no_byte_of_the_certificate(tmp_path: Path) -> None:
    program = (
        "import hashlib, making_volumes, goodcause.production.certificate as c\n"
        "from goodcause.production.facts import VolumeFacts\n"
        "f = VolumeFacts(name='V', to='x', rules=making_volumes.rules(), documents=())\n"
        "print(hashlib.sha256(c.certificate_file(f)).hexdigest())\n"
    )
    places = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    digests = {
        subprocess.run(  # noqa: S603  our own interpreter
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": places},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_half_files_of_a_killed_run_are_not_served(order: RuleSet, tmp_path: Path) -> None:
    folder = tmp_path / "VOL001"
    documents = built(folder)
    (folder / "TEXT/0001/.CCW0000009.txt.part").write_bytes(b"half")

    done = assemble(folder, facts(order, documents))

    assert not any(".part" in name for name in done.files)
    assert not [*folder.rglob("*.part")]


def test_the_certificate_states_case_volume_orders_counts_and_marks(
    volume: Path, order: RuleSet
) -> None:
    text = " ".join(extract_text(volume / "CERTIFICATE.pdf").split())

    for said in (
        order.order.case.number,
        "Volume VOL001",
        "January 2, 2008",
        "3 documents on 4 numbered pages",
        "CCW0000001 to CCW0000003",
        "DON0000001",
        "MJ-2006-12-01",
        "DJ-2007",
        order.digest,
        "home address",
        LABEL,
        "the class is unsettled",
        "Gorski-Do Not Duplicate",
        "Draft for counsel's signature",
    ):
        assert said in text, said


def test_the_certificate_repeats_no_word_of_a_document(volume: Path) -> None:
    text = extract_text(volume / "CERTIFICATE.pdf")

    for word in ("Quail", "shop", "555-0142", "900-12-3456", "donors.csv", str(volume)):
        assert word not in text


def test_the_certificate_has_no_date_of_its_making_and_no_random_identifier(order: RuleSet) -> None:
    given_facts = facts(order, ())

    first, second = certificate_file(given_facts), certificate_file(given_facts)

    assert first == second
    assert b"(D:20000101000000" in first


@pytest.mark.parametrize(
    "hostile",
    ["<b>&amp;<para>", "x" * 100_000, "\x00\x07\ud800", "\u6f22\u5b57", "</font>", "a\nb"],
    ids=lambda t: ascii(t[:8]),
)
@pytest.mark.parametrize("slot", ["to", "name", "why", "check", "caption"])
def test_no_text_of_an_order_breaks_the_certificate(
    order: RuleSet, hostile: str, slot: str
) -> None:
    given_facts = facts(order, ())
    if slot == "caption":
        case = replace(order.order.case, caption=hostile, court=hostile)
        changed = replace(order, order=replace(order.order, case=case))
        given_facts = replace(given_facts, rules=changed)
    elif slot == "why":
        given_facts = replace(given_facts, absent=(replace(ABSENT[0], why=hostile),))
    elif slot == "check":
        given_facts = replace(given_facts, checks=(hostile,))
    else:
        given_facts = replace(given_facts, **{slot: hostile})  # type: ignore[arg-type]

    assert certificate_file(given_facts).startswith(b"%PDF-")


def test_a_hundred_clauses_and_series_go_over_several_pages(order: RuleSet) -> None:
    many = tuple(replace(order.rules[0], id=f"CLAUSE-{n:04d}") for n in range(1500))
    given_facts = replace(facts(order, ()), rules=replace(order, rules=many), absent=ABSENT * 100)

    read = pypdfium2.PdfDocument(certificate_file(given_facts))

    assert len(read) > 3
    read.close()


def test_documents_and_ranges_are_counted_by_series(tmp_path: Path) -> None:
    documents = built(tmp_path / "VOL001")

    ccw, donor = served_by_series(documents)

    assert (ccw.series, ccw.documents, ccw.pages, ccw.natives) == ("ccw", 2, 3, 0)
    assert [(str(a), str(b)) for a, b in ccw.ranges] == [("CCW0000001", "CCW0000003")]
    assert (donor.series, donor.documents, donor.natives) == ("donor", 1, 1)


def test_removals_are_counted_by_clause_and_category(tmp_path: Path) -> None:
    documents = built(tmp_path / "VOL001")

    (taken,) = taken_by_clause(documents)

    assert (taken.rule, taken.category, taken.removals, taken.pages) == (
        "D2-1",
        "home_address",
        1,
        1,
    )


def test_a_label_that_quotes_a_value_is_not_repeated_in_the_certificate(
    order: RuleSet, tmp_path: Path
) -> None:
    documents = built(tmp_path / "VOL001")
    spoken = tuple(
        replace(d, removals=tuple(replace(r, label="XXX-XX-6789") for r in d.removals))
        for d in documents
    )
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate_file(facts(order, spoken)))

    assert "6789" not in extract_text(path)
