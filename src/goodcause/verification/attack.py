"""The attack with known secrets: what is searched in which part of a volume."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePosixPath

from goodcause.verification.documents import ServedPage
from goodcause.verification.file_attack import FileAttack, Scope
from goodcause.verification.forms import ByteSearch
from goodcause.verification.needles import Needle, prepare
from goodcause.verification.outside import installed, is_sound_pdf, text_of
from goodcause.verification.secret import Secret
from goodcause.verification.served import Served, ServedDocument
from goodcause.verification.sidefiles import shown
from goodcause.verification.tally import Tally
from goodcause.verification.text_attack import TextAttack

_SHARED = ("DATA/", "LOGS/", "manifest.sha256")
_MAKING = ("I1", "I2", "I3", "I4")
_TEXT_KINDS = (".csv", ".txt")


class Attack:
    """Every search for removed values; does nothing where no secret is known."""

    def __init__(self, served: Served, secrets: Sequence[Secret], tally: Tally) -> None:
        self._served = served
        self._tally = tally
        self.active = bool(secrets)
        if not secrets:
            tally.blind("removed values", "no secrets were given, so none could be searched for")
            return
        prepared = prepare(secrets)
        self.text = TextAttack(prepared, tally)
        search = ByteSearch(prepared.needles)
        self.files = FileAttack(search, tally)
        self._pdftotext = installed("pdftotext")
        self._qpdf = installed("qpdf")
        for program, why in ((self._pdftotext, "pdftotext"), (self._qpdf, "qpdf")):
            if program is None:
                tally.blind(f"produced files by {why}", f"{why} is not installed")
        reasons = Counter(why for _, why in prepared.unsearchable)
        for why, count in sorted(reasons.items()):
            tally.blind(f"{count} removed values by their text", f"{why}; region check only")
        if search.short:
            why = "under seven bytes or told only by the words around them; searched as text only"
            tally.blind(f"{search.short} removed values as bytes", why)

    def page(self, page: ServedPage) -> None:
        """Search the text layer and the content stream of a page."""
        if not self.active:
            return
        begin = str(page.document.begin)
        if page.words:
            text = " ".join(word.text for word in page.words)
            self.text.document(begin, page.where, text, "text layer")
        if page.content:
            self.files.plain(page.content, page.where, scope_of(begin))

    def document(self, document: ServedDocument, texts: Sequence[Sequence[str]]) -> None:
        """Search the files of a document."""
        if not self.active:
            return
        begin = str(document.begin)
        scope = scope_of(begin)
        for number, words in enumerate(texts, 1):
            where = f"{shown(document.text)} page {number}"
            self.text.document(begin, where, " ".join(words), "text file")
        for path in (*document.images, *((document.pdf,) if document.pdf else ())):
            self._readable(path, partial(self._image, document, path, scope))
        if document.text:
            self._readable(document.text, partial(self._raw, document.text, scope, binary=False))
        if document.native:
            self._readable(document.native, partial(self._native, document, scope))

    def side_files(self) -> None:
        """Search everything that belongs to no single document, and all names."""
        if not self.active:
            return
        known = {path for d in self._served.documents for path in d.files}
        for path in self._served.files:
            ours = path.startswith(_SHARED)
            if ours:
                self._readable(path, partial(self._raw, path, _everywhere, binary=False))
            elif path not in known:
                self._readable(path, partial(self._stray, path))
        self._rows()
        for name in (*self._served.files, *self._served.folders):
            last = PurePosixPath(name).name
            stem = last.rsplit(".", 1)[0]
            self.text.anywhere(shown(name), f"{stem} {last}", "name of a file or folder")
            data = name.encode("utf-8", "replace")
            self.files.plain(data, shown(name), _everywhere)

    def finish(self) -> frozenset[Needle]:
        """Judge what waited; return the needles that turned out to be common words."""
        return self.text.finish() if self.active else frozenset()

    def _image(self, document: ServedDocument, path: str, scope: Scope) -> None:
        self._raw(path, scope, binary=True)
        where, full = shown(path), self._served.root / path
        if not path.endswith(".pdf"):
            return
        if any(self._tally.found(check, where) for check in _MAKING):
            self.files.carved(full, where, scope)
            text = self.files.foreign_pdf(full, where, scope)
            self.text.document(str(document.begin), where, text, "strings of the file")
        if not document.has_removals:
            return
        text_by_other = text_of(self._pdftotext, full) if self._pdftotext else ""
        if text_by_other is None:
            self._tally.broken("I1", where, "pdftotext cannot read the file.")
        else:
            self.text.document(str(document.begin), where, text_by_other, "text by pdftotext")
        if self._qpdf and not is_sound_pdf(self._qpdf, full):
            self._tally.broken("I1", where, "qpdf finds the file damaged.")

    def _native(self, document: ServedDocument, scope: Scope) -> None:
        path, begin = document.native, str(document.begin)
        where, full = shown(path), self._served.root / path
        text = path.endswith(_TEXT_KINDS)
        self._raw(path, scope, binary=not text)
        if text:
            whole = full.read_bytes().decode("utf-8", "replace")
            self.text.document(begin, where, whole, "native file")
        elif path.endswith(".xlsx"):
            self.files.members(full, where, scope)
        elif path.endswith(".pdf"):
            self.files.carved(full, where, scope)
            self.text.document(
                begin, where, self.files.foreign_pdf(full, where, scope), "native file"
            )
        if not text:
            self._tally.blind("pictures inside native files", "natives are not read by OCR")

    def _stray(self, path: str) -> None:
        """The certificate, and any file that should not be there."""
        where, full = shown(path), self._served.root / path
        scope = _everywhere if path == "CERTIFICATE.pdf" else _anything
        self._raw(path, scope, binary=path.endswith((".pdf", ".tif", ".jpg")))
        self.files.carved(full, where, scope)
        if path.endswith(".pdf"):
            text = self.files.foreign_pdf(full, where, scope)
            self.text.shared(where, text, "certificate" if scope is _everywhere else "file")

    def _rows(self) -> None:
        served = self._served
        tables = (
            (f"DATA/{served.name}.dat", served.dat, "BEGBATES", "load file"),
            ("LOGS/removals.csv", served.log, "document", "log of removals"),
        )
        for path, table, key, carrier in tables:
            for at, row in enumerate(table.rows, 2):
                text = " \n ".join(row.values())
                self.text.document(row.get(key, ""), f"{path} line {at}", text, carrier)

    def _raw(self, path: str, scope: Scope, *, binary: bool) -> None:
        self.files.raw(self._served.root / path, shown(path), scope, binary=binary)

    def _readable(self, path: str, search: Callable[[], None]) -> None:
        if path not in self._served.files:
            return  # the layout check has reported it
        try:
            search()
        except OSError:
            self._tally.broken("I8", shown(path), "The file cannot be read.")


def scope_of(begin: str) -> Scope:
    """What must be absent from one document: its own secrets, and those of everywhere."""

    def inside(needle: Needle) -> bool:
        secret = needle.secret
        own = begin in secret.begin_bates
        return own or (secret.everywhere and begin not in secret.except_bates)

    return inside


def _everywhere(needle: Needle) -> bool:
    return needle.secret.everywhere


def _anything(_needle: Needle) -> bool:
    return True
