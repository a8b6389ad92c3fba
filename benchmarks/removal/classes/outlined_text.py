"""The value is drawn as shapes; there is no text."""

from __future__ import annotations

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, baseline, form, nothing, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        x, y = baseline(subject)
        picture = cut.words_picture(value)
        dots = [divmod(at, picture.width) for at, v in enumerate(picture.tobytes()) if v < 128]
        rows = [f"{x + left / 4:.2f} {y + 10 - top / 4:.2f} 0.26 0.26 re" for top, left in dots]
        cut.content(pdf, ("q " + " ".join(rows) + " f Q\n").encode())

    return paper(subject, cut.edited(form(subject, show=nothing), change))
