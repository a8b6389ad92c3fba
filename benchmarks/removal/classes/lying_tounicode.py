"""Harmless letters are shown whose map to Unicode spells the secret."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import FREE, Paper, form, paper
from benchmarks.removal.subject import Subject

_SHOWN = 44  # letters


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    # What is seen is the same whatever the secret's length.
    value = subject.secret.value.ljust(_SHOWN, "x")[:_SHOWN]

    def change(pdf: cut.Pdf) -> None:
        names = [cut.Name("/" + c) for c in ("staysonpage" * 9)[:_SHOWN]]
        rows = "".join(f"<{n:02x}> <{ord(c):04x}>\n" for n, c in enumerate(value, 1))
        head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        body = f"{head}endcodespacerange\n{len(value)} beginbfchar\n{rows}endbfchar endcmap end"
        cut.fonts(pdf)["/Ly"] = pdf.make_indirect(
            cut.Dictionary(
                Type=cut.Name.Font,
                Subtype=cut.Name.Type1,
                BaseFont=cut.Name.Helvetica,
                Encoding=cut.Dictionary(Type=cut.Name.Encoding, Differences=cut.Array([1, *names])),
                ToUnicode=cut.Stream(pdf, body.encode()),
            )
        )
        codes = "".join(map(chr, range(1, len(value) + 1)))
        cut.content(pdf, cut.shown(codes, 80, FREE - 60, font="/Ly"))

    return paper(subject, cut.edited(form(subject), change))
