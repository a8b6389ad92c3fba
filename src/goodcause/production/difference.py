"""The paper on what a later volume changes in an earlier one; its signature seals the report."""

from __future__ import annotations

from collections.abc import Mapping

from goodcause.production.paper import Paper


def difference_file(
    names: tuple[str, str], counts: Mapping[str, int], digests: Mapping[str, str]
) -> bytes:
    """The bytes of ``DIFFERENCE.pdf``; the same facts give the same bytes.

    Args:
        names: of the earlier and the later volume.
        counts: pages by what became of them.
        digests: SHA-256 of the files of the report, by name.
    """
    earlier, later = names
    paper = Paper(f"Difference of volumes {earlier} and {later}")
    paper.caption("DIFFERENCE OF TWO VOLUMES", [earlier, later], ["Page by page"])
    paper.heading("What was compared")
    paper.text(
        f"Volumes {earlier} and {later} were compared from their served files alone: every pixel",
        "of each page that both hold, and every word of its text. A page is called the same only",
        "where the digests of both agree.",
    )
    paper.heading("What was found")
    rows = [(name[:1].upper() + name[1:], f"{count:,}") for name, count in counts.items()]
    paper.table([("Numbered pages", "Count"), *rows], (7, 2), figures=1)
    paper.note(
        "Pages that stand as served are not in the later volume, which says of each of their"
        " numbers that it stands (LOGS/replaced.csv)."
    )
    paper.heading("What this paper speaks of")
    paper.text("The report is these files, by their digests (SHA-256):")
    for name, digest in digests.items():
        paper.note(f"{name}: {digest}")
    paper.heading("Signature")
    paper.signature("Draft for counsel's signature.", ("Date", "Counsel", "Name and address"))
    return paper.written()
