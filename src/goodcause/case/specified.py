"""The gate of an answer by records (Federal Rule 33(d)): what is cited must be there to be found.

A citation is refused with its own reason where the other side could not find the answer as readily
as we do: a page that was not served, that nobody checked, or from which the needed words were
removed. A page is known by its Bates number alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.ids import Bates
from goodcause.order.vocabulary import spoken

MOST_PAGES: Final = 10
"""A range of more pages needs an index that guides whoever looks."""
_VAGUE: Final = re.compile(
    r"\b(various|throughout|passim|etc|several places|elsewhere|entire (file|document|page)"
    r"|see (the )?(document|page|file)s?|somewhere|all over|and others?|as applicable)\b",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(
    r"\b(may|might|could|possibly|perhaps|probably|presumably|to the extent|if any|believed to)\b",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"\b(all|any|every|each|entire|whole|production|produced|volumes?|documents?|records?|previous"
    r"|prior|future)\b",
    re.IGNORECASE,
)
_NOT_RECORDS: Final = frozenset(
    ["pleading", "brief", "motion", "deposition", "transcript", "declaration", "interrogatory"]
)
_NOBODY: Final = frozenset(["order", "program", "goodcause", "computer", "system", "automatic"])
_WIDEST: Final = 100_000  # pages; more than any volume that somebody looks up by hand
_LETTER: Final = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """One page as the other side has it.

    Attributes:
        volume: the newest in which it was served.
        to: who received that volume.
        served_on: the day whose rules it was made under.
        document: first number of its document.
        slip: what a slip sheet says in its place; empty for a page served as itself.
        native: whether the page stands for an untouched file.
        removed: category -> clauses under which something of it was removed from the page.
        words: of the page as served.
    """

    volume: str
    to: str
    served_on: datetime.date
    document: str
    slip: str = ""
    native: bool = False
    removed: Mapping[str, tuple[str, ...]]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Everything that was served, by Bates number, and what is with the court instead.

    Attributes:
        pages: by number as printed.
        lodged: Bates prefixes of series that went to the court.
    """

    pages: Mapping[str, ServedPage]
    lodged: frozenset[str] = frozenset()

    @property
    def volumes(self) -> frozenset[str]:
        """Names of the volumes."""
        return frozenset(page.volume for page in self.pages.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One row of the table that specifies records.

    Attributes:
        found: what is found there.
        begin, end: Bates numbers; the same for one page.
        where: the spot: schedule, box, line.
        kind, dated, custodian: of the record.
        needs: categories without which the answer cannot be read there.
        words: that stand there as served; empty for none quoted.
        index: spot by page, for a long range.
        row: of a table served as its own file.
        checked_by, checked_on: who looked the page up, and when.
    """

    found: str
    begin: str
    end: str
    where: str
    kind: str = ""
    dated: str = ""
    custodian: str = ""
    needs: tuple[str, ...] = ()
    words: str = ""
    index: Mapping[str, str]
    row: str = ""
    checked_by: str = ""
    checked_on: datetime.date | None = None

    @property
    def span(self) -> str:
        """The pages as papers print them."""
        return self.begin if self.begin == self.end else f"{self.begin} to {self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a citation may not go out.

    Attributes:
        reason: in one word or two, the same for every such refusal.
        sentence: what is wrong and what to do.
    """

    reason: str
    sentence: str


def refusals(citation: Citation, served: Served, on: datetime.date) -> tuple[Refusal, ...]:
    """Every reason to refuse a citation; nothing when the other side will find it.

    Args:
        citation: the row.
        served: what the other side has.
        on: the day of the answer.
    """
    numbers, wrong = _numbers(citation, served.volumes)
    if wrong is not None:
        return (wrong, *_said(citation), *_record(citation))
    pages = [(number, served.pages.get(str(number))) for number in numbers]
    there = [(str(number), page) for number, page in pages if page is not None]
    return (
        *_unserved([n for n, page in pages if page is None], served),
        *_kinds_of_page(citation, there),
        *_removed(citation, there),
        *_index(citation, there, len(numbers)),
        *_said(citation),
        *_record(citation),
        *_checked(citation, there, on),
        *_quoted(citation, there),
    )


def twice(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Rows that cite the same pages for the same thing again."""
    seen: set[tuple[str, str, str]] = set()
    found = []
    for one in citations:
        key = (one.begin, one.end, _plain(one.found))
        if key in seen:
            found.append(one)
        seen.add(key)
    return tuple(found)


def _numbers(citation: Citation, volumes: frozenset[str]) -> tuple[list[Bates], Refusal | None]:
    """The pages of a citation, or why it names none."""
    texts = (citation.begin, citation.end)
    wrong = next((no for text in texts if (no := _no_page(text, volumes))), None)
    if wrong is not None:
        return [], wrong
    try:
        first, last = map(Bates.parse, texts)
    except ValueError as e:
        return [], _no("malformed", f"{e}; write the number as it is printed on the page")
    wrong = _no_range(citation.span, first, last)
    if wrong is not None:
        return [], wrong
    return [first.plus(n) for n in range(last.number - first.number + 1)], None


def _no_page(text: str, volumes: frozenset[str]) -> Refusal | None:
    if not text.strip():
        return _no("no number", "no page is given; write its Bates number")
    if text in volumes or _GENERIC.search(text):
        return _no(
            "generic", f"{text!r} is no page; write the Bates number of each page, one a row"
        )
    return None


def _no_range(span: str, first: Bates, last: Bates) -> Refusal | None:
    if (first.prefix, first.width) != (last.prefix, last.width):
        return _no("two series", f"{span} runs over two series of numbers; write a row for each")
    if last.number < first.number:
        return _no("backwards", f"{span} ends before it begins; turn the numbers round")
    if last.number - first.number >= _WIDEST:
        return _no("too wide", f"{span} is no range anybody can look up; narrow it")
    return None


def _unserved(absent: Sequence[Bates], served: Served) -> Iterator[Refusal]:
    if not absent:
        return
    first = absent[0]
    if first.prefix in served.lodged:
        yield _no(
            "lodged with the court",
            f"{first} is of a series that went to the court and not to the other side; answer it"
            " from the files instead",
        )
        return
    more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
    yield _no(
        "not served",
        f"{first}{more} stands in no volume that was served; produce it, or cite a page that was",
    )


def _kinds_of_page(
    citation: Citation, there: Sequence[tuple[str, ServedPage]]
) -> Iterator[Refusal]:
    for number, page in there:
        if page.slip:
            yield _no(
                "slip sheet",
                f"{number} is a slip sheet ({page.slip}); the other side cannot read the record",
            )
        if page.native and not citation.row.strip():
            yield _no(
                "row of a table",
                f"{number} stands for a table served as its own file; write the `row`",
            )


def _removed(citation: Citation, there: Sequence[tuple[str, ServedPage]]) -> Iterator[Refusal]:
    for number, page in there:
        for category in citation.needs:
            if category in page.removed:
                clauses = ", ".join(page.removed[category])
                yield _no(
                    "needed field removed",
                    f"the {spoken(category)} was removed from {number} under {clauses}, so the"
                    " other side cannot find the answer there; answer this part in words",
                )


def _index(
    citation: Citation, there: Sequence[tuple[str, ServedPage]], count: int
) -> Iterator[Refusal]:
    within = {number for number, _ in there}
    outside = sorted(set(citation.index) - within)
    if outside:
        yield _no(
            "index outside the range",
            f"the index names {outside[0]}, which is not among {citation.span}; correct it",
        )
    if count <= MOST_PAGES:
        return
    if not citation.index:
        yield _no(
            "no index",
            f"{citation.span} is {count} pages; name the page and spot of each fact under `index`,"
            f" or cite at most {MOST_PAGES} pages a row",
        )
        return
    guided = {page.document for number, page in there if number in citation.index}
    bare = sorted({page.document for _, page in there} - guided)
    if bare:
        yield _no(
            "index incomplete",
            f"the index guides to nothing in the document that begins at {bare[0]}; add it, or"
            " leave the document out",
        )


def _said(citation: Citation) -> Iterator[Refusal]:
    if len(_LETTER.findall(citation.found)) < 2:  # noqa: PLR2004  a word alone says nothing
        yield _no("nothing found", "it does not say what is found there; write the fact")
    elif _HEDGED.search(citation.found):
        word = _HEDGED.search(citation.found)
        yield _no(
            "not affirmed",
            f"{word[0] if word else ''!r} only says that it might be there; look, and say that it"
            " is, or answer this part in words",
        )
    spots = [citation.where] if not citation.index else [*citation.index.values()]
    for spot in spots:
        if not _LETTER.search(spot):
            yield _no("no spot", "it does not say where on the page; write schedule, box or line")
            return
        if _VAGUE.search(spot):
            yield _no("vague spot", f"{spot!r} leads nobody to it; write schedule, box or line")
            return


def _record(citation: Citation) -> Iterator[Refusal]:
    words = set(_plain(citation.kind).split())
    if not words:
        yield _no("no kind", "it does not say what kind of record it is; write `kind`")
    elif words & _NOT_RECORDS:
        yield _no(
            "no business record",
            f"a {citation.kind} is no business record of the answering party; only such records"
            " may be specified",
        )
    if not citation.dated.strip():
        yield _no("no date", "it does not say of what day the record is; write it, or `undated`")
    if not citation.custodian.strip():
        yield _no("no custodian", "it does not say whose record it is; write its `custodian`")


def _checked(
    citation: Citation, there: Sequence[tuple[str, ServedPage]], on: datetime.date
) -> Iterator[Refusal]:
    name, day = citation.checked_by.strip(), citation.checked_on
    if not name or day is None:
        yield _no(
            "not checked",
            f"nobody has looked {citation.span} up as served; look, and record who did and when",
        )
        return
    if _plain(name) in _NOBODY:
        yield _no("not a person", f"{name!r} is nobody who can have looked; name the person")
    if day > on:
        yield _no(
            "checked later", f"it was looked up on {day}, after the answer of {on}; correct a day"
        )
    for number, page in there:
        if day < page.served_on:
            yield _no(
                "checked before it was served",
                f"{number} was looked up on {day}, and {page.volume} is of {page.served_on}; look"
                " again at the page as it was served",
            )
            return


def _quoted(citation: Citation, there: Sequence[tuple[str, ServedPage]]) -> Iterator[Refusal]:
    pages = [page for _, page in there if not page.slip and not page.native]
    if pages and not any(_plain(page.words) for page in pages):
        yield _no(
            "nothing to read",
            f"no word can be read on {citation.span} as served; answer this part in words",
        )
    elif pages and citation.words.strip():
        wanted = _plain(citation.words)
        if not any(_holds(_plain(page.words), wanted) for page in pages):
            yield _no(
                "words not there",
                f"the words {citation.words[:60]!r} do not stand on {citation.span} as served;"
                " quote the page, or leave `words` out",
            )


def _holds(words: str, wanted: str) -> bool:
    return f" {wanted} " in f" {words} "


def _plain(text: str) -> str:
    return " ".join(_LETTER.findall(text.lower()))


def _no(reason: str, sentence: str) -> Refusal:
    return Refusal(reason=reason, sentence=sentence)


def pages_of(citations: Iterable[Citation]) -> int:
    """How many pages are cited, each once."""
    found: set[Bates] = set()
    for one in citations:
        numbers, _ = _numbers(one, frozenset())
        found.update(numbers)
    return len(found)
