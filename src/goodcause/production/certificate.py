"""The certificate of a volume: a paper counsel can sign, written from counts and the order alone.

It is not a page of the production and copies nothing of a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from goodcause.order.clause import CourtOrder, Rule, Watermark
from goodcause.order.vocabulary import spoken
from goodcause.production.facts import (
    ADDED,
    REPLACED,
    STANDS,
    Replaces,
    Served,
    VolumeFacts,
    served_by_series,
    taken_by_clause,
)
from goodcause.production.paper import Paper

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_DISPOSITIONS: Final = {
    "held": "Held for counsel's decision",
    "withheld": "Withheld",
    "duplicate": "Exact duplicate of a document produced",
    "exception": "Could not be read",
}


def certificate_file(facts: VolumeFacts, files: str = "") -> bytes:
    """The bytes of ``CERTIFICATE.pdf``; the same facts give the same bytes.

    Args:
        facts: of the volume.
        files: SHA-256 of the manifest without its line for the certificate; empty for none. Who
            signs the certificate signs every served file by it.
    """
    paper = Paper(f"Certificate of production, volume {facts.name}")
    _caption(paper, facts)
    _opening(paper, facts)
    _replaced(paper, facts)
    _served(paper, facts)
    _orders(paper, facts)
    _taken(paper, facts)
    _absent(paper, facts)
    _marks(paper, facts)
    _checks(paper, facts)
    _sampling(paper, facts)
    _files(paper, files)
    _signature(paper, facts)
    return paper.written()


def _caption(paper: Paper, facts: VolumeFacts) -> None:
    case = facts.rules.order.case
    title = (
        f"No. {case.number}" if case.number else "",
        "CERTIFICATE OF PRODUCTION",
        f"Volume {facts.name}",
        f"Produced {day_in_words(facts)}",
    )
    first, versus, second = case.caption.partition(" v. ")
    parties = [f"{first},", "v.", f"{second}."] if versus else [case.caption]
    paper.caption(case.court.upper(), parties, [line for line in title if line])


def _opening(paper: Paper, facts: VolumeFacts) -> None:
    case = facts.rules.order.case
    pages = sum(document.pages for document in facts.documents)
    by = f" on behalf of {case.producing_party}" if case.producing_party else ""
    paper.text(
        f"Volume {facts.name} is produced{by} to {facts.to}.",
        f"It holds {count(len(facts.documents), 'document')} on {count(pages, 'numbered page')}.",
        "This certificate is written from counts and from the order file; no passage of any",
        "document is repeated in it.",
    )


def _replaced(paper: Paper, facts: VolumeFacts) -> None:
    if facts.replaces is None:
        return
    paper.heading("What this volume replaces")
    for sentence in replacement_words(facts.name, facts.replaces):
        paper.text(sentence)


def replacement_words(name: str, replaces: Replaces) -> tuple[str, ...]:
    """What a replacement volume takes the place of, in sentences for a paper."""
    volumes = " and ".join(replaces.volumes)
    added = replaces.of(ADDED)
    sentences = [
        f"Volume {name} replaces {count(replaces.of(REPLACED), 'numbered page')} of {volumes} under"
        f" {replaces.order}. The pages bear the numbers they had; {volumes} is kept as it was"
        " served.",
        f"The other {count(replaces.of(STANDS), 'numbered page')} served so far stand unchanged and"
        " are not in this volume. LOGS/replaced.csv says of every number where it is to be found.",
    ]
    if added:
        sentences.append(f"{count(added, 'numbered page')} had not been served before.")
    return tuple(sentences)


def _served(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("What is produced")
    rows = [("Series", "Bates numbers", "Documents", "Pages")]
    for served in served_by_series(facts.documents):
        title = facts.rules.series(served.series).title or served.series
        rows.append((title, _ranges(served), f"{served.documents:,}", f"{served.pages:,}"))
    paper.table(rows, (4.6, 3.6, 1.6, 1.3), figures=2)
    _slips(paper, facts)
    natives = sum(bool(document.native) for document in facts.documents)
    if natives:
        paper.note(
            f"{count(natives, 'document')} of these are produced as the file handed in, each with"
            " a numbered slip sheet; nothing in their series may be removed."
        )


def _slips(paper: Paper, facts: VolumeFacts) -> None:
    """Numbers of the volume that stand for documents which are not in it."""
    said = Counter(d.slip for d in facts.documents if d.slip and not d.native)
    for sentence, many in sorted(said.items()):
        paper.note(
            f"{count(many, 'document')} of these {'is' if many == 1 else 'are'} not in the"
            f" volume: slip sheets with the words \u201c{sentence}\u201d stand for the numbers."
        )


def _ranges(served: Served) -> str:
    return "; ".join(
        f"{first}" if first == last else f"{first} to {last}" for first, last in served.ranges
    )


def _orders(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("Under what order")
    rules = facts.rules
    made = [o for o in rules.order.orders if o.effective is None or o.effective <= facts.day]
    rows = [("Order", "Made by", "In force from", "Clauses carried out")]
    rows.extend(_order_row(each, rules.rules) for each in made)
    paper.table(rows, (2.4, 2.4, 1.8, 4.4))
    paper.note(f"Digest of the rules in force on the production date (SHA-256): {rules.digest}")


def _order_row(order: CourtOrder, rules: Iterable[Rule]) -> tuple[str, str, str, str]:
    clauses = ", ".join(rule.id for rule in rules if rule.order == order.id)
    since = order.effective.isoformat() if order.effective else "not dated"
    return order.id, order.judge, since, clauses or "none"


def _taken(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("What is taken out")
    taken = taken_by_clause(facts.documents)
    if not taken:
        paper.text("Nothing is taken out of any page of this volume.")
        return
    rules = {rule.id: rule for rule in facts.rules.rules}
    rows = [("Clause", "Section", "Kind of information", "Removals", "Pages", "Documents")]
    for each in taken:
        section = rules[each.rule].section if each.rule in rules else ""
        named = each.rule, section, spoken(each.category)
        rows.append((*named, *_figures(each.removals, each.pages, each.documents)))
    total = sum(each.removals for each in taken)
    pages = len({r.bates for document in facts.documents for r in document.removals})
    begun = sum(bool(document.removals) for document in facts.documents)
    rows.append(("All", "", "", *_figures(total, pages, begun)))
    paper.table(rows, (1.5, 1.2, 4.2, 1.5, 1.1, 1.7), figures=3)
    used = [rules[each.rule] for each in taken if each.rule in rules]
    labels = sorted({rule.label for rule in used} - {""})
    if labels:
        words = " or ".join(f"\u201c{label}\u201d" for label in labels)
        stays = ", or what the order lets stay of the value"
        paper.note(
            f"In the place of each removal the page bears the words {words}"
            f"{stays if any(rule.keep != 'nothing' for rule in used) else ''}; where there is no"
            " room, a number refers to the words in the margin. Each removal has a row in"
            " LOGS/removals.csv."
        )


def _figures(removals: int, pages: int, documents: int) -> tuple[str, str, str]:
    return f"{removals:,}", f"{pages:,}", f"{documents:,}"


def _absent(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("What is not in this volume")
    if not facts.absent and facts.replaces:
        paper.text("What stands as it was served is not in this volume; nothing else is missing.")
        return
    if not facts.absent:
        paper.text("Every document handed in for this production is in it.")
        return
    rows = [("Series", "Standing", "Reason", "Documents")]
    for each in sorted(facts.absent, key=lambda a: (a.series, a.disposition, a.why)):
        standing = _DISPOSITIONS.get(each.disposition, spoken(each.disposition))
        rows.append((each.series, standing, each.why, f"{each.count:,}"))
    paper.table(rows, (1.4, 3, 5, 1.6), figures=1)


def _marks(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("How the pages are marked")
    sentences = [
        "Each page bears its Bates number at the foot, right. Where the foot of a page had no"
        " empty place, the page is extended at the bottom by a white band, and nothing is covered."
    ]
    for served in served_by_series(facts.documents):
        series = facts.rules.series(served.series)
        marks = [
            f"the legend \u201c{series.legend}\u201d" if series.legend else "",
            f"the margin note \u201c{series.margin_note}\u201d" if series.margin_note else "",
            _mark_words(series.watermark),
        ]
        said = "; ".join(mark for mark in marks if mark) or "no further mark"
        sentences.append(f"Series {series.name}: {said}.")
    sentences.append(
        "Watermarks are part of the page images. The searchable text and the text files are the"
        " words of the pages as they stand after removal and before the watermark."
    )
    paper.items(sentences)


def _mark_words(mark: Watermark | None) -> str:
    if mark is None:
        return ""
    return f"the watermark \u201c{mark.text}\u201d in {mark.style} letters across the page"


def _checks(paper: Paper, facts: VolumeFacts) -> None:
    if not facts.checks:
        return
    paper.heading("How the volume is checked before it is served")
    paper.items(facts.checks)


def _sampling(paper: Paper, facts: VolumeFacts) -> None:
    paper.heading("What may have been missed")
    if facts.sampling:
        paper.items(facts.sampling)
    else:
        paper.text(
            "No sample of the pages on which nothing was found was read; no bound on what was",
            "missed is stated.",
        )


def _files(paper: Paper, digest: str) -> None:
    if not digest:
        return
    paper.heading("What files this certificate speaks of")
    paper.text(
        "The file manifest.sha256 lists every served file with its digest. Without its line for",
        "this certificate its own digest (SHA-256) is the following; a volume in which a single",
        "byte of any file differs has another.",
    )
    paper.note(digest)


def _signature(paper: Paper, facts: VolumeFacts) -> None:
    party = facts.rules.order.case.producing_party
    paper.heading("Signature")
    paper.signature(
        "Draft for counsel's signature. By signing, counsel certifies that to the best of the"
        " signer's knowledge, information and belief, formed after a reasonable inquiry, this"
        " production is complete and correct as stated above.",
        ("Date", f"Counsel for {party}" if party else "Counsel", "Name and bar number"),
    )


def day_in_words(facts: VolumeFacts) -> str:
    """The production date as papers write it."""
    day = facts.day
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def count(number: int, noun: str) -> str:
    """A number of things in words and figures."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
