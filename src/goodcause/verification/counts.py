"""Checks that every account of a volume counts the same documents, pages and removals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from goodcause.verification.logged import count
from goodcause.verification.replaced import check_statement
from goodcause.verification.served import Served, ServedDocument
from goodcause.verification.tally import Tally

CHECK = "I7"


def check_counts(served: Served, tally: Tally) -> None:
    """Compare the load files, the Bates numbers and the log with one another."""
    tally.begin(CHECK, "pages, Bates numbers, load files and log agree in number and order")
    tally.looked(CHECK, sum(document.pages for document in served.documents))
    dat = f"DATA/{served.name}.dat"
    if not served.documents:
        tally.broken(CHECK, dat, "The volume holds no document.")
    stated = check_statement(served, tally)
    _check_numbers(served, dat, tally, stated=stated)
    for document in served.documents:
        _check_row(served, document, tally)
    _check_opt(served, tally)
    _check_log(served, tally)


def _check_numbers(served: Served, dat: str, tally: Tally, *, stated: bool) -> None:
    keys = [(d.begin.prefix, d.begin.number) for d in served.documents]
    if keys != sorted(keys):
        tally.broken(CHECK, dat, "The rows are not ordered by Bates number.")
    last: dict[str, ServedDocument] = {}
    for document in sorted(served.documents, key=lambda d: (d.begin.prefix, d.begin.number)):
        before = last.get(document.begin.prefix)
        if before is not None:
            step = document.begin.number - before.end.number
            if step > 1 and not stated:
                tally.broken(
                    CHECK, str(document.begin), "Bates numbers before this one are skipped."
                )
            elif step < 1:
                tally.broken(CHECK, str(document.begin), "This Bates number is given twice.")
            if before.begin.width != document.begin.width:
                tally.broken(CHECK, str(document.begin), "The number has another count of digits.")
        last[document.begin.prefix] = document


def _check_row(served: Served, document: ServedDocument, tally: Tally) -> None:
    row, where = document.row, str(document.begin)
    if not row:
        return
    if row.get("PAGECOUNT") != str(document.pages):
        tally.broken(CHECK, where, "PAGECOUNT is not the number of its Bates numbers.")
    if row.get("VOLUME") != served.name:
        tally.broken(CHECK, where, "The row names another volume.")
    if row.get("HASREMOVALS") not in ("Y", "N"):
        tally.broken(CHECK, where, "HASREMOVALS is neither Y nor N.")
    if served.tiff and len(document.images) != document.pages:
        tally.broken(CHECK, where, "The OPT file does not give one image for each page.")
    if document.native and (document.pages != 1 or document.has_removals):
        what = "A document produced natively has one page and nothing removed."
        tally.broken(CHECK, where, what)


def _check_opt(served: Served, tally: Tally) -> None:
    expected = []
    for document in served.documents:
        if not served.tiff:
            rows = [(str(document.begin), document.row.get("IMAGEPATH", ""))]
        else:
            paths = (path.replace("/", "\\") for path in document.images)
            rows = [(document.bates(at), path) for at, path in enumerate(paths, 1)]
            if rows and rows[0][1] != document.row.get("IMAGEPATH"):
                tally.broken(CHECK, str(document.begin), "DAT and OPT name different first images.")
        for at, (key, path) in enumerate(rows):
            ends = ("Y", "", "", str(document.pages)) if not at else ("", "", "", "")
            expected.append((key, served.name, path, *ends))
    found = [tuple(row.values()) for row in served.opt.rows]
    where = f"DATA/{served.name}.opt"
    if found != expected:
        wrong = [at for at, (a, b) in enumerate(zip(found, expected, strict=False), 1) if a != b]
        line = wrong[0] if wrong else min(len(found), len(expected)) + 1
        tally.broken(CHECK, f"{where} line {line}", "The row is not the one the DAT file asks for.")


def _check_log(served: Served, tally: Tally) -> None:
    where = "LOGS/removals.csv"
    pages = {d.bates(at): d for d in served.documents for at in range(1, d.pages + 1)}
    carrying = Counter[str]()
    before = ("", 0)
    for at, row in enumerate(served.log.rows, 1):
        line = f"{where} line {at + 1}"
        if row.get("removal") != f"R{at:07d}":
            tally.broken(CHECK, line, "Removals are not numbered one after another.")
        document = pages.get(row.get("bates", ""))
        if document is None or row.get("document") != str(document.begin):
            tally.broken(CHECK, line, "The removal names a page or document that is not served.")
            continue
        carrying[str(document.begin)] += 1
        page = (document.begin.prefix, int(row["bates"][len(document.begin.prefix) :]))
        if page < before:
            tally.broken(CHECK, line, "Removals are not ordered by Bates number.")
        before = page
        _check_entry(row, line, tally)
    for document in served.documents:
        if document.row and document.has_removals != bool(carrying[str(document.begin)]):
            what = "HASREMOVALS and the log of removals disagree."
            tally.broken(CHECK, str(document.begin), what)


def _check_entry(row: Mapping[str, str], line: str, tally: Tally) -> None:
    if not row.get("clause") or not row.get("label") or row.get("status") != "in force":
        what = "A removal needs its clause, its label and a status in force."
        tally.broken(CHECK, line, what)
    if "labels" in row and count(row["labels"]) is None:
        tally.broken(CHECK, line, "How many labels stand for the removal is no whole number.")
