"""The letter that goes with a volume: what is in it, under what rules, and how to check it."""

from __future__ import annotations

from goodcause.production.certificate import count, day_in_words, replacement_words
from goodcause.production.facts import VolumeFacts, served_by_series, taken_by_clause
from goodcause.production.paper import Paper


def letter_file(facts: VolumeFacts, manifest: str) -> bytes:
    """The bytes of the letter; the same facts give the same bytes.

    Args:
        facts: of the volume.
        manifest: SHA-256 of ``manifest.sha256``.
    """
    case = facts.rules.order.case
    paper = Paper(f"Letter with production volume {facts.name}")
    title = [f"No. {case.number}" if case.number else "", f"Volume {facts.name}"]
    title.append(day_in_words(facts))
    paper.caption(case.court.upper(), [case.caption], [line for line in title if line])
    paper.text(f"To {facts.to}:")
    _contents(paper, facts)
    _rules(paper, facts)
    _loading(paper, facts)
    _checking(paper, facts, manifest)
    party = case.producing_party
    paper.heading("Signature")
    paper.signature(
        "Draft for counsel's signature.",
        ("Date", f"Counsel for {party}" if party else "Counsel", "Name and address"),
    )
    return paper.written()


def _contents(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("What is enclosed")
    pages = sum(document.pages for document in facts.documents)
    documents = count(len(facts.documents), "document")
    paper.text(f"Volume {facts.name} holds {documents} on {count(pages, 'numbered page')}:")
    rows = [("Series", "Bates numbers", "Documents", "Pages")]
    for served in served_by_series(facts.documents):
        title = facts.rules.series(served.series).title or served.series
        spans = "; ".join(f"{a}" if a == b else f"{a} to {b}" for a, b in served.ranges)
        rows.append((title, spans, f"{served.documents:,}", f"{served.pages:,}"))
    paper.table(rows, (4.6, 3.6, 1.6, 1.3), figures=2)
    if facts.replaces:
        paper.items(replacement_words(facts.name, facts.replaces))
    withheld = len(facts.withheld)
    if withheld:
        paper.note(
            f"{count(withheld, 'document')} {'is' if withheld == 1 else 'are'} withheld and listed"
            " in LOGS/privilege.csv (Fed. R. Civ. P. 34(b)(2)(C))."
        )


def _rules(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("Under what rules")
    taken = taken_by_clause(facts.documents)
    if taken:
        clauses = ", ".join(sorted({each.rule for each in taken}))
        total = sum(each.removals for each in taken)
        paper.text(
            f"{count(total, 'removal')} {'was' if total == 1 else 'were'} made under {clauses};",
            "LOGS/removals.csv has a row for each. Nothing else was taken out.",
        )
    else:
        paper.text("Nothing was taken out of any page.")
    paper.note(
        f"Rules in force on the production date, by their digest (SHA-256): {facts.rules.digest}"
    )


def _loading(paper: Paper, facts: VolumeFacts) -> None:
    form = facts.specification
    files = ["DAT", "OPT", *(["LFP"] if form.lfp else [])]
    paper.heading("How it is loaded")
    paper.items(
        [
            f"Form of the load files: {form.title}. DATA holds {', '.join(files)}.",
            "Text files are UTF-8 with a byte-order mark, one a document, pages parted by form"
            " feeds. They hold the words of the pages as they stand after removal.",
            "In the load files the registered sign is written (R) and a thorn th, because loaders"
            " take them for a new line and a quote.",
        ]
    )


def _checking(paper: Paper, facts: VolumeFacts, manifest: str) -> None:
    paper.heading("How it is checked for wholeness")
    paper.text(
        f"In the folder {facts.name}, the command sha256sum -c manifest.sha256 compares every file",
        "with the list. The digest (SHA-256) of that list is:",
    )
    paper.note(manifest)
