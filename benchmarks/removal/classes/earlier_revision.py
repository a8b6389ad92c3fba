"""The first revision of the file shows the secret elsewhere; the second covers it."""

from __future__ import annotations

import re

from benchmarks.removal import surgery as cut
from benchmarks.removal.paper import Paper, form, paper
from benchmarks.removal.subject import Subject


def make(subject: Subject) -> Paper:
    """The paper of a subject."""
    value = subject.secret.value

    def change(pdf: cut.Pdf) -> None:
        pdf.docinfo["/Title"] = value

    first = cut.edited(form(subject), change)
    at = len(first) + 1
    size, start = 90, first.rindex(b"startxref") + 10
    before = int(first[start:].split()[0])
    body = b"\n80 0 obj\n<< /Title (plain) >>\nendobj\n"
    table = b"xref\n80 1\n%010d 00000 n \n" % at
    root = re.search(rb"/Root (\d+ 0 R)", first)
    assert root is not None
    tail = b"trailer\n<< /Size %d /Root %s /Info 80 0 R /Prev %d >>\n" % (size, root[1], before)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))
    return paper(subject, first + body + table + tail + end)
