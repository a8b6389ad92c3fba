"""The mark must impair nothing: measured page by page, shown to a person, and remedied."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from goodcause.base.errors import CaseError, LeakError, UsageError
from goodcause.engine.inline import Inline
from goodcause.pipeline import unobscure as clearing
from goodcause.pipeline.legibility import COLUMNS, legibility
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.served import built_documents, made_here
from goodcause.pipeline.unobscure import unobscure
from goodcause.programs.tesseract import find_data
from goodcause.store.matter import Matter
from goodcause.store.models import EventRow, SourceRow, WorkRow
from goodcause.verification.secret import Secret

from tests.pipeline.making import digests, registered, wanted
from tests.pipeline.papers import JEWELER, JUDGE, application, memo

pytestmark = pytest.mark.skipif(find_data() is None, reason="Tesseract's data is not installed")
Served = tuple[Matter, Made]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A volume whose mark crosses the page five times, whatever stands there."""
    folder = tmp_path_factory.mktemp("legible")
    for series in ("ccw", "personnel"):
        (folder / "papers" / series).mkdir(parents=True)
    application(folder / "papers" / "ccw" / "a1.pdf", JUDGE)
    application(folder / "papers" / "ccw" / "a2.pdf", JEWELER)
    memo(folder / "papers" / "personnel" / "m.pdf", "Transfer to Rio Cosumnes in May.")
    matter = registered(folder / "case", folder / "papers")
    order = matter.order_file.read_text(encoding="utf-8")
    denser = (
        ("repeat: 1", "repeat: 5"),
        ("dash_pt: 4.8", "dash_pt: 3.6"),
        ("gap_pt: 4.8", "gap_pt: 0.5"),
        ("strokes: yielding", "strokes: along"),
        ("keep: 0.62", "keep: 1"),
    )
    for old, new in denser:
        assert old in order
        order = order.replace(old, new)
    matter.order_file.write_text(order, encoding="utf-8")
    read(matter, Inline(), Silent())
    return matter, produce(matter, replace(wanted(), readings=8), Inline(), Silent())


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join("".join(p.get_textpage().get_text_bounded() for p in document).split())


def ink_of(path: Path) -> NDArray[np.bool_]:
    with pypdfium2.PdfDocument(path) as document:
        return np.asarray(document[0].render(scale=300 / 72, grayscale=True).to_numpy()) < 128


def first(made: Made) -> Path:
    return sorted(made.folder.glob("IMAGES/*/CCW*.pdf"))[0]


def test_produce_measures_a_sample_and_the_certificate_states_it(served: Served) -> None:
    _, made = served
    proof = made.legible

    words, through = (sum(getattr(p, of) for p in proof.pages) for of in ("words", "through"))
    certificate = words_of(made.folder / "CERTIFICATE.pdf")
    assert len(proof.pages) == proof.of == 2
    assert words > 60
    assert f"read {words} words before the mark was put on, and {through} of these" in certificate
    assert all(page.bates in certificate for page in proof.low)


def test_pages_below_the_bar_are_named_and_shown_in_the_case_and_not_in_the_volume(
    served: Served,
) -> None:
    matter, made = served
    folder = matter.registers / "VOL001-legibility"

    assert made.legible.low, "five lines across print cost some word"
    assert {p.stem for p in folder.glob("*.png")} == {p.bates for p in made.legible.low}
    assert not [*made.folder.rglob("*.png")]
    with (folder / "pages.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [r["bates"] for r in rows if r["below"]] == [p.bates for p in made.legible.low]
    shares = [float(row["recall"]) for row in rows]
    assert shares == sorted(shares)


def test_the_command_reads_the_same_as_produce_did(served: Served) -> None:
    matter, made = served

    every = legibility(matter, "VOL001", None, Inline(), Silent())
    one = legibility(matter, "VOL001", 1, Inline(), Silent())

    assert every.proof.pages == made.legible.pages
    assert len(one.proof.pages) == 1
    assert one.proof.pages[0] in every.proof.pages


def test_a_volume_nobody_made_is_refused(served: Served) -> None:
    with pytest.raises(UsageError, match="made no volume VOL007"):
        legibility(served[0], "VOL007", 1, Inline(), Silent())


def test_a_clean_page_differs_in_its_mark_alone(served: Served, tmp_path: Path) -> None:
    matter, made = served
    page = first(made)

    cleared = unobscure(
        matter, [page.stem, page.stem], "the employer cannot be read", tmp_path / "s"
    )

    clean = cleared.folder / "IMAGES" / page.name
    marked, bare = ink_of(page), ink_of(clean)
    assert not (bare & ~marked).any(), "nothing is on it that was not served"
    assert (marked & ~bare).sum() > 10_000, "and the mark is gone"
    assert words_of(clean) == words_of(page)
    assert JUDGE.ssn not in words_of(clean)
    assert cleared.pages == (page.stem,)
    assert cleared.searched


def test_a_set_has_its_log_its_digests_and_its_place_in_the_trail(served: Served) -> None:
    matter, made = served
    page = first(made)

    sets = [unobscure(matter, [page.stem], "=illegible") for _ in range(2)]

    assert [s.folder.name for s in sets] == ["0001", "0002"]
    assert digests(sets[0].folder) == digests(sets[1].folder)
    with (sets[0].folder / "LOG.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    data = (sets[0].folder / "IMAGES" / page.name).read_bytes()
    assert row["bates"] == page.stem
    assert row["reason"] == "'=illegible", "no spreadsheet takes it for a formula"
    assert row["sha256"] == hashlib.sha256(data).hexdigest()
    event = EventRow.objects.order_by("-number")[0]
    assert event.what == "unobscure"
    assert event.facts["pages"] == [page.stem]


@pytest.mark.parametrize(
    ("numbers", "reason", "said"),
    [
        (["CCW0009999"], "x", "no volume of this case holds CCW0009999"),
        (["CCW0000001", "ZZZ0000001"], "x", "holds ZZZ0000001"),
        (["page 3"], "x", "is not a Bates number"),
        (["CCW0000001"], "  ", "say why"),
    ],
)
def test_what_cannot_be_cleared_is_refused_in_a_sentence_and_leaves_nothing(
    served: Served, tmp_path: Path, numbers: list[str], reason: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        unobscure(served[0], numbers, reason, tmp_path / "set")

    assert not [*tmp_path.iterdir()]


def test_no_set_is_written_over_anything_or_among_the_volumes(
    served: Served, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CaseError, match="not empty"):
        unobscure(served[0], ["CCW0000001"], "x", tmp_path)
    with pytest.raises(UsageError, match="among the served volumes"):
        unobscure(served[0], ["CCW0000001"], "x", served[0].volumes / "VOL001" / "clean")


def test_a_value_that_only_the_mark_hid_stops_the_set(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, made = served
    (page,) = (p for p in made.folder.glob("IMAGES/*/CCW*.pdf") if "Jeweler" in words_of(p))
    hidden = Secret(
        value=JEWELER.employer,
        category="employer",
        begin_bates=(page.stem,),
        everywhere=True,
    )
    monkeypatch.setattr(clearing, "known", lambda *_: ((), (hidden,), ()))

    with pytest.raises(LeakError, match="without its mark shows a removed employer"):
        unobscure(served[0], [page.stem], "x", tmp_path / "set")

    assert not [*tmp_path.iterdir()]


def test_a_volume_that_was_altered_is_not_built_on(served: Served, tmp_path: Path) -> None:
    matter, made = served
    page = first(made)
    data = page.read_bytes()
    page.write_bytes(data.replace(b"\n", b"\r", 400))
    try:
        with pytest.raises(CaseError, match="would not come out as it was served"):
            unobscure(matter, [page.stem], "x", tmp_path / "set")
    finally:
        page.write_bytes(data)


def test_a_document_held_on_a_second_thought_is_not_taken_for_the_one_with_its_number(
    served: Served,
) -> None:
    matter, made = served
    standing = built_documents(matter, "VOL001")
    work = WorkRow.objects.get(unit=f"build:VOL001:{min(standing)}")
    held = SourceRow.objects.get(path__endswith="m.pdf").key
    WorkRow.objects.create(
        unit=f"build:VOL001:{held}",
        kind=work.kind,
        fingerprint=work.fingerprint,
        state=work.state,
        output=work.output,
    )
    try:
        assert built_documents(matter, "VOL001") == standing
        assert made_here(matter, made.folder)
    finally:
        WorkRow.objects.filter(unit=f"build:VOL001:{held}").delete()
