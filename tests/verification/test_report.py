"""The report says what was tried, found and left out, and never a removed value."""

from __future__ import annotations

import json
from pathlib import Path

from pdfminer.high_level import extract_text

from goodcause.verification.report import as_json, as_pdf, as_text
from goodcause.verification.secret import Secret, Verdict
from goodcause.verification.verify import Depth, verify

from tests.verification import making as m

VALUE = "900-12-3456"


def verdict(root: Path, *, leak: bool) -> Verdict:
    docs = m.sound_docs()
    if leak:
        docs[0].pages[1].lines.append(m.Line(f"left {VALUE}", 60, 220))
    files = m.files_of(docs)
    if leak:
        files[f"TEXT/{VALUE}.txt"] = VALUE.encode()
    secret = Secret(value=VALUE, category="ssn", begin_bates=("CCW0000001",), everywhere=True)
    volume = m.write(files, root / "VOL001")
    return verify(volume, secrets=[secret], depth=Depth(ocr_pages=0, ocr_regions=0))


def test_the_three_reports_say_the_same_and_hold_no_value(tmp_path: Path) -> None:
    judged = verdict(tmp_path, leak=True)
    path = tmp_path / "report.pdf"
    as_pdf(judged, path, "Eastern District\nA v. B\nNo. 2:99-cv-00001")
    texts = [as_text(judged), json.dumps(as_json(judged)), extract_text(path)]

    for text in texts:
        assert VALUE not in text
        assert "900123456" not in text
        assert "CCW0000001" in text
        assert "OCR" in text
    assert "Not to be served" in texts[0]
    assert json.loads(texts[1])["sound"] is False
    assert "A v. B" in texts[2]


def test_a_sound_volume_is_said_to_be_sound_in_what_was_looked_at(tmp_path: Path) -> None:
    judged = verdict(tmp_path, leak=False)

    assert judged.sound
    assert "nothing wrong was found in what was looked at" in as_text(judged)
    assert as_json(judged)["problems"] == []


def test_the_same_verdict_gives_the_same_bytes(tmp_path: Path) -> None:
    judged = verdict(tmp_path, leak=True)
    for name in ("one.pdf", "two.pdf"):
        as_pdf(judged, tmp_path / name, "caption")

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
