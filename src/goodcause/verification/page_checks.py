"""Checks of a page's words against its own pixels, its text file, its number and its labels."""

from __future__ import annotations

from goodcause.verification.content import LayerWord
from goodcause.verification.documents import ServedPage
from goodcause.verification.logged import Logged, printed_labels
from goodcause.verification.pictures import Picture
from goodcause.verification.served import Served, ServedDocument, contents
from goodcause.verification.sidefiles import shown, text_pages
from goodcause.verification.tally import Tally

_STRETCHED = 0.12  # share by which two printings of one word may differ in proportion; rounding
_CONTRAST = 40  # levels between ink and paper on a tone page, below which nothing is printed


class PageChecks:
    """The checks that a receiving party can make on each page, without any secret."""

    def __init__(self, served: Served, tally: Tally) -> None:
        tally.begin("I6", "every word of the text layer has ink under it")
        tally.begin("label", "every removal in the log has its printed label in the page's text")
        self._tally = tally
        self._served = served
        self._proportions: dict[str, float] = {}
        self._logged = Logged(served.log.rows)
        if not self._logged.counted:
            why = "the log of removals is of the form before its column labels"
            tally.blind("whether each page prints as many labels as it has removals", why)

    def texts(self, document: ServedDocument) -> list[list[str]]:
        """The words of the document's text file, page by page."""
        path = document.text
        data = contents(self._served, path) if path in self._served.files else None
        if data is None:
            return []
        pages, faults = text_pages(data)
        for fault in faults:
            self._tally.broken("I8", shown(path), f"{fault[0].upper()}{fault[1:]}.")
        if len(pages) != document.pages:
            what = "The text file does not have as many pages as Bates numbers."
            self._tally.broken("I7", shown(path), what)
        return pages

    def page(self, page: ServedPage, text: list[str] | None) -> None:
        """Check one page against the words of its text file."""
        words = text if page.words is None else [word.text for word in page.words]
        if words is None:
            return
        if text is not None and words != text:
            what = "The text file does not hold exactly the words of the page's layer."
            self._tally.broken("I8", page.where, what)
        if not words or words[-1] != page.bates:
            what = "The last word of the page is not its Bates number."
            self._tally.broken("I7", page.where, what)
        if page.words is None:
            why = "single images carry no text layer; their text files tell no places"
            self._tally.blind("whether each word stands over ink", why)
        elif page.picture is not None:
            self._ink(page, page.words, page.picture)
        self._labels(page, words)

    def _ink(self, page: ServedPage, words: tuple[LayerWord, ...], picture: Picture) -> None:
        self._tally.looked("I6", len(words))
        bare = sum(not has_ink(word, picture) for word in words)
        if bare:
            what = f"{bare} words of the text layer have no ink under them."
            self._tally.broken("I6", page.where, what)

    def _labels(self, page: ServedPage, words: list[str]) -> None:
        due = self._logged.of(page.bates)
        found = printed_labels(due or self._logged.beside(str(page.document.begin)), words)
        if not due and found:
            why = "they may be the paper's own; the log has no removal for the page"
            self._tally.blind(f"the words of a label on page {page.bates}", why)
        for label, labels in due.items():
            self._tally.looked("label", labels.rows)
            what = labels.fault(found[label]) if self._logged.counted or not found[label] else ""
            if what:
                self._tally.broken("label", page.where, what)
            elif page.words and self._scaled(page.words, label.split()):
                what = "A label is drawn out or pressed together, so its shape tells of its box."
                self._tally.broken("label", page.where, what)

    def _scaled(self, words: tuple[LayerWord, ...], label: list[str]) -> bool:
        """Whether a word of a printed label has other proportions than anywhere before."""
        texts, scaled = [word.text for word in words], False
        for at in range(len(texts) - len(label) + 1):
            if texts[at : at + len(label)] != label:
                continue
            for word in words[at : at + len(label)]:
                here = word.box.width / max(word.box.height, 1)
                usual = self._proportions.setdefault(word.text, here)
                scaled |= abs(here - usual) > _STRETCHED * usual
        return scaled


def has_ink(word: LayerWord, picture: Picture) -> bool:
    """Whether anything is printed within the box of a word."""
    box = word.box.clipped(picture.width, picture.height)
    if not box.area:
        return False
    if picture.bits is not None:
        # Whole bytes: up to seven pixels to each side do not matter here, and time does.
        rows = picture.bits[box.top : box.bottom, box.left // 8 : (box.right + 7) // 8]
        return bool(rows.any())
    part = picture.crop(box.left, box.top, box.right, box.bottom)
    return int(part.max()) - int(part.min()) >= _CONTRAST
