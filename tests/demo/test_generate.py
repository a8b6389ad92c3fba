"""The made case is whole, honest about itself, and the same on every run."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument, PdfiumError

from goodcause.base.geometry import Box
from goodcause.demo.generate import generate
from goodcause.demo.truth import LEAVE, REMOVE, Truth

from tests.demo.case import Case

_KEEPERS = {
    "",
    "person_name",
    "work_address",
    "work_phone",
    "weapon",
    "past_incident",
    "own_maiden_name",
    "medical_psych",
    "criminal_history",
    "third_party_contact",
    "prior_address",
    "home_address",
    "home_phone",
    "donor_address",
    "donor_phone",
}
_REMOVED = {
    "home_address",
    "home_phone",
    "ssn",
    "driver_license",
    "date_of_birth",
    "place_of_birth",
    "mothers_maiden_name",
    "vulnerability_time",
    "vulnerability_place",
    "prior_address",
    "third_party_contact",
}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first = generate(tmp_path / "a", applications=6)
    second = generate(tmp_path / "b", applications=6)

    assert first == second
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    one = generate(tmp_path / "a", applications=2)
    other = generate(tmp_path / "b", applications=2, seed=5)

    def numbers(truth: Truth) -> set[str]:
        return {value.text for value in truth.values if value.category == "ssn"}

    assert not numbers(one) & numbers(other)


def test_even_the_smallest_case_is_made(tmp_path: Path) -> None:
    truth = generate(tmp_path, applications=1)

    assert {document.series for document in truth.documents} == {
        "ccw",
        "donor",
        "volunteer",
        "personnel",
    }


def test_the_case_has_the_size_that_was_asked_for(case: Case) -> None:
    documents = case.truth.documents
    applications = [d for d in documents if d.layout in {"state", "county", "grid", "memo"}]
    media: dict[str, set[str]] = {}
    for value in case.truth.values:
        media.setdefault(value.document, set()).add(value.medium)
    scanned = sum(
        d.pages
        for d in documents
        if media.get(d.path, set()) & {"scan", "poor_scan", "handwriting"}
    )

    assert len(applications) >= 40
    assert 160 <= sum(d.pages for d in documents) <= 220
    assert 40 <= scanned <= 60


def test_every_layout_comes_in_more_than_one_medium(case: Case) -> None:
    seen: dict[str, set[str]] = {}
    for value in case.truth.values:
        layout = case.documents[value.document].layout
        seen.setdefault(layout, set()).add(value.medium)

    for layout in ("state", "county", "grid", "memo"):
        assert len(seen[layout]) >= 3, layout
    assert set().union(*seen.values()) == {"typed", "form", "scan", "poor_scan", "handwriting"}


def test_every_class_and_every_disposition_is_there(case: Case) -> None:
    classes = Counter(d.person_class for d in case.truth.documents if d.series == "ccw")
    dispositions = {d.disposition for d in case.truth.documents}

    assert min(classes.values()) >= 5
    assert set(classes) == {"judicial_law_enforcement", "layperson", "unsettled"}
    assert dispositions == {"produced", "held", "withheld", "duplicate", "exception"}


def test_every_category_is_there_to_remove_and_every_keeper_to_leave(case: Case) -> None:
    removed = {value.category for value in case.truth.values if value.expect == REMOVE}
    left = {value.category for value in case.truth.values if value.expect == LEAVE}

    assert removed == _REMOVED
    assert left >= _KEEPERS


def test_each_medium_holds_each_identifier_in_papers_that_are_produced(case: Case) -> None:
    for medium in ("typed", "form", "scan", "poor_scan", "handwriting"):
        found = {
            value.category
            for value in case.truth.values
            if value.medium == medium and case.documents[value.document].disposition == "produced"
        }
        assert found >= {"ssn", "date_of_birth", "driver_license", "vulnerability_time"}, medium


def test_unsettled_applicants_are_held_and_nobody_else(case: Case) -> None:
    for document in case.truth.documents:
        if document.series == "ccw" and document.disposition in {"held", "produced"}:
            assert (document.disposition == "held") is (document.person_class == "unsettled")


def test_no_number_could_belong_to_anybody(case: Case) -> None:
    for value in case.truth.values:
        if value.category == "ssn":
            assert re.fullmatch(r"9\d{2}[- \u2013]?\d{2}[- \u2013]?\d{4}", value.text), value.text
        if value.category in {"home_phone", "work_phone", "donor_phone"}:
            assert re.search(r"555-01\d\d$|555\.01\d\d$", value.text), value.text


def test_every_file_on_disk_is_accounted_for(case: Case) -> None:
    files = {name for name in _bytes(case.folder) if name != "truth.json"}
    named = {re.sub(r"(\.zip)/.*", r"\1", document.path) for document in case.truth.documents}

    assert files == named


def test_pages_are_counted_as_the_files_have_them(case: Case) -> None:
    for document in case.truth.documents:
        if document.path.endswith(".pdf") and document.disposition != "exception":
            assert len(PdfDocument(case.data(document.path))) == document.pages, document.path


def test_the_exceptions_are_a_kind_unknown_and_a_torn_pdf(case: Case) -> None:
    torn = [d.path for d in case.truth.documents if d.disposition == "exception"]

    assert sorted(path.rpartition(".")[2] for path in torn) == ["docx", "pdf"]
    with pytest.raises(PdfiumError):
        PdfDocument(case.data(next(path for path in torn if path.endswith(".pdf"))))


def test_the_duplicate_has_the_bytes_of_another_file(case: Case) -> None:
    (twin,) = (d.path for d in case.truth.documents if d.disposition == "duplicate")
    same = [name for name, data in _bytes(case.folder).items() if data == case.data(twin)]

    assert len(same) == 2


def test_a_renewal_keeps_the_number_and_changes_the_address(case: Case) -> None:
    renewals = [d for d in case.truth.documents if d.path.split("/")[-1].startswith("renewal")]
    assert renewals
    for renewal in renewals:
        folder = renewal.path.rsplit("/", 1)[0]
        before, after = set(), set()
        for value in case.truth.values:
            if value.document.startswith(f"{folder}/application") and value.boxes:
                before.add((value.category, re.sub(r"\W", "", value.text)))
            if value.document == renewal.path:
                after.add((value.category, re.sub(r"\W", "", value.text)))
        assert {text for kind, text in before & after if kind == "ssn"}
        assert not {text for kind, text in before & after if kind == "home_address"}


def test_no_donor_paper_loses_anything(case: Case) -> None:
    donors = [v for v in case.truth.values if case.documents[v.document].series == "donor"]

    assert donors
    assert all(value.expect == LEAVE for value in donors)


def test_some_givers_are_applicants_and_one_is_a_judge(case: Case) -> None:
    givers = {
        value.text
        for value in case.truth.values
        if value.category == "person_name" and value.document == "donor/receipts.csv"
    }
    judges = {
        f"{d.subject.split()[-1]}, {d.subject.split()[0]}"
        for d in case.truth.documents
        if d.occupation == "judge"
    }
    employers = {v.text for v in case.truth.values if v.category == "" and "& Sons" in v.text}

    assert givers & judges
    assert givers & employers


def test_the_truth_survives_its_file(case: Case) -> None:
    assert Truth.read(case.folder / "truth.json") == case.truth


def test_values_stay_on_the_page_and_off_each_other(case: Case) -> None:
    leaf = Box(0, 0, 2550, 3300)
    pages: dict[tuple[str, int], list[Box]] = {}
    for value in case.truth.values:
        for box in value.boxes:
            assert leaf.contains(box), value
            for other in pages.get((value.document, value.page), []):
                shared = box.overlap(other)
                assert shared < 0.25 * min(box.area, other.area), (value, other)
        pages.setdefault((value.document, value.page), []).extend(value.boxes)
