"""The verifier against volumes that the real writer made."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from goodcause.base.geometry import Box
from goodcause.pages.plate import Mode
from goodcause.production.assemble import assemble
from goodcause.production.build import build_document
from goodcause.production.facts import VolumeFacts
from goodcause.production.volume import Images, ProducedDocument
from goodcause.verification.secret import Region, Secret
from goodcause.verification.verify import Depth, verify

from tests.production import making_volumes as real

NO_OCR = Depth(ocr_pages=0, ocr_regions=0)
LINES = 14
SSN = "900-12-3456"
SECRET = Secret(value=SSN, category="ssn", begin_bates=("CCW0000001",), everywhere=True)


def text(number: int) -> str:
    """Lines of words drawn by lot, so that no two documents share their print."""
    chance = random.Random(number)  # noqa: S311 - a repeatable draw, not a secret
    words = ["quarry", "lantern", "of", "meadow", "kiln", "gate", "a", "heron", "starthistle"]
    return "".join(" ".join(chance.choices(words, k=12)) + "\n" for _ in range(LINES))


def produced(
    root: Path, images: Images, mode: Mode = Mode.BITONAL
) -> tuple[Path, tuple[ProducedDocument, ...]]:
    """Five documents of one page, each with a removal, under the mark."""
    documents = []
    for number in range(1, 6):
        page = real.drawn(text(number))
        box = Box(1000, 490, 2100, 530)
        plan = real.plan(page, 1, box)
        job = real.job([plan], begin=f"CCW{number:07d}", images=images)
        documents.append(build_document(job, lambda _, p=page: p.plate(mode), root))
    facts = VolumeFacts(name="VOL001", to="counsel", rules=real.rules(), documents=tuple(documents))
    assemble(root, facts)
    return root, tuple(documents)


def regions(documents: tuple[ProducedDocument, ...]) -> tuple[Region, ...]:
    return tuple(
        Region(bates=str(r.bates), boxes=r.boxes, label=r.label, callout=r.callout)
        for document in documents
        for r in document.removals
    )


@pytest.mark.parametrize("images", list(Images))
def test_a_produced_volume_is_sound(images: Images, tmp_path: Path) -> None:
    root, documents = produced(tmp_path / "VOL001", images)

    verdict = verify(root, secrets=[SECRET], regions=regions(documents), depth=NO_OCR)

    assert verdict.problems == ()


def test_a_produced_volume_of_tone_pages_is_sound(tmp_path: Path) -> None:
    root, documents = produced(tmp_path / "VOL001", Images.PDF, Mode.TONE)

    assert verify(root, regions=regions(documents), depth=NO_OCR).problems == ()


def test_the_mark_is_told_from_what_lies_under_it(tmp_path: Path) -> None:
    """A region moved by half a line holds print that the page was meant to keep."""
    root, documents = produced(tmp_path / "VOL001", Images.PDF)
    wrong = [replace(r, boxes=tuple(b.moved(0, 70) for b in r.boxes)) for r in regions(documents)]

    verdict = verify(root, regions=wrong, depth=NO_OCR)

    broken = [p.what for p in verdict.problems if p.check == "region"]
    assert sum("printed in the region" in what for what in broken) == len(documents)
    assert sum("words of the text layer" in what for what in broken) == len(documents)


def test_a_volume_is_known_by_its_load_file_in_a_folder_of_another_name(tmp_path: Path) -> None:
    root, _ = produced(tmp_path / ".VOL001.building", Images.PDF)

    verdict = verify(root, depth=NO_OCR)

    assert (verdict.volume, verdict.problems) == ("VOL001", ())
