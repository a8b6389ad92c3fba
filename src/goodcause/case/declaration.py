"""Whether an official's declaration says, paper by paper, what a court asks of it.

A claim of official-information privilege rests on a declaration of the head of the department or
of the official who has the papers (Kelly v. City of San Jose, 114 F.R.D. 653, 669-70): that the
agency collected the material and kept it confidential; that the official reviewed it personally;
what interests disclosure threatens; how disclosure under a carefully crafted protective order
would still harm them; and how much. Words that would fit any paper fail.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from goodcause.case.lodging import CustodianPart, DeclarationPart, DocumentPart

PARTS: Final = {
    "collected": "that the agency generated or collected it and kept it confidential",
    "reviewed": "that the official personally reviewed it",
    "interests": "what governmental or privacy interests disclosure would threaten",
    "harm_under_order": "how disclosure under a protective order would still do harm",
    "extent": "how much harm would be done",
}
"""The five parts, with what each must say."""

_LEAST_WORDS: Final = 10
_ALIKE: Final = 88.0  # of 100: the same sentences with a word or two exchanged
_PLACEHOLDER: Final = re.compile(r"\.\.\.|…|\bTODO\b|\bTBD\b|\bXXX+\b|_{3,}|\[[^\]]*\]|<[^>]*>")
_ELSEWHERE: Final = re.compile(
    r"\b(see (above|below|tab|part)|same as|as (stated|described|set forth|noted) (above|below|for)"
    r"|ditto|supra|idem|incorporated (herein )?by reference|as above)\b",
    re.IGNORECASE,
)
_SECOND_HAND: Final = re.compile(
    r"\b(caused (it|them|this|the \w+) to be reviewed|my (staff|counsel|office) (has |have )?review"
    r"|was reviewed by|information and belief)\b",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(r"\bI\b")
_COUNSEL: Final = re.compile(r"\b(attorney|counsel|paralegal|law clerk)\b", re.IGNORECASE)
_UNDER_ORDER: Final = re.compile(
    r"\b(protective order|eyes only|confidential(ity)? (order|tier))\b", re.IGNORECASE
)
_MEASURE: Final = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|all|every|each"
    r"|none|most|half|likely|certain|probable|months?|years?|weeks?|days|permanent(ly)?|lasting"
    r"|irreversibl[ey])\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*")
_COMMON: Final = frozenset(["file", "paper", "document", "record", "page", "of", "the", "a", "and"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a declaration does not do.

    Attributes:
        document: the paper it is about; empty for the declaration as a whole.
        part: of ``PARTS``; empty for all of them.
        sentence: what is wrong and what to write.
    """

    document: str
    part: str
    sentence: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.document, self.part.replace("_", " "))))
        return f"{where}: {self.sentence}" if where else self.sentence


def faults(
    custodian: CustodianPart, documents: Sequence[DocumentPart], on: datetime.date
) -> tuple[Fault, ...]:
    """Everything that keeps a declaration from being signed; nothing when it may be.

    Args:
        custodian: who declares.
        documents: with what is declared of each.
        on: the day of the declaration.
    """
    found = [*_custodian(custodian, on)]
    for document in documents:
        found += _of_document(document)
    return (*found, *_repeated(documents))


def _custodian(custodian: CustodianPart, on: datetime.date) -> Iterator[Fault]:
    if _COUNSEL.search(custodian.title):
        yield Fault(
            document="",
            part="",
            sentence=f"{custodian.name} ({custodian.title}) is counsel; the head of the department"
            " or the official who has the papers must declare",
        )
    if custodian.reviewed_on > on:
        yield Fault(
            document="",
            part="reviewed",
            sentence=f"the review of {custodian.reviewed_on} is later than the declaration of {on};"
            " correct one of the days",
        )


def _of_document(document: DocumentPart) -> Iterator[Fault]:
    said = document.declaration
    for part, meaning in PARTS.items():
        sentence = _wrong(getattr(said, part), meaning) or _special(part, getattr(said, part))
        if sentence:
            yield Fault(document=document.document, part=part, sentence=sentence)
    if any(getattr(said, part).strip() for part in PARTS) and not _names(document):
        yield Fault(
            document=document.document,
            part="",
            sentence=f"no part says which paper it is about; name it ({document.kind},"
            f" {document.dated})",
        )
    yield from _within(document)


def _wrong(text: str, meaning: str) -> str:
    """What is wrong with any part; empty when nothing is."""
    if not text.strip():
        return f"this part is missing; write {meaning}"
    if _PLACEHOLDER.search(text):
        return "a blank of the template is left; fill it in"
    if _ELSEWHERE.search(text):
        return "it points elsewhere; write out what holds for this paper"
    count = len(_WORD.findall(text))
    if count < _LEAST_WORDS:
        return f"{count} words say too little; write {meaning}, with the facts of this paper"
    return ""


def _special(part: str, text: str) -> str:
    """What a part must say of its own."""
    if part == "reviewed" and (_SECOND_HAND.search(text) or not _FIRST_PERSON.search(text)):
        return "the official must have read it in person; write it in the first person"
    if part == "harm_under_order" and not _UNDER_ORDER.search(text):
        return (
            "it does not say why a protective order would not prevent the harm; write what remains"
            " although few may see it and nobody may pass it on"
        )
    if part == "extent" and not _MEASURE.search(text):
        return "it says that there is harm and not how much; write to whom, how likely, how long"
    return ""


def _own_words(document: DocumentPart) -> frozenset[str]:
    """Words by which one paper is told from the others."""
    said = " ".join((document.document, document.kind, document.author))
    return frozenset(w for w in _plain(said).split() if w not in _COMMON)


def _names(document: DocumentPart) -> bool:
    text = " ".join(getattr(document.declaration, part) for part in PARTS)
    kinds = frozenset(w for w in _plain(document.kind).split() if w not in _COMMON)
    dated = str(document.dated) in text
    return dated or bool(kinds & set(_plain(text).split()))


def _within(document: DocumentPart) -> Iterator[Fault]:
    """Two parts of one paper that say the same."""
    said = [(p, _plain(getattr(document.declaration, p))) for p in PARTS]
    seen: dict[str, str] = {}
    for part, text in said:
        if text and text in seen:
            yield Fault(
                document=document.document,
                part=part,
                sentence=f"it repeats the part `{seen[text]}`; each part answers its own question",
            )
        seen.setdefault(text, part)


def _repeated(documents: Sequence[DocumentPart]) -> Iterator[Fault]:
    """Words that stand for several papers alike."""
    for part in PARTS:
        before: list[tuple[str, str]] = []
        for document in documents:
            text = _told_apart(part, document)
            same = next((name for name, other in before if _alike(part, text, other)), "")
            if same:
                yield Fault(
                    document=document.document,
                    part=part,
                    sentence=f"the same words stand for {same}; write what holds for this paper",
                )
            elif text:
                before.append((document.document, text))


def _told_apart(part: str, document: DocumentPart) -> str:
    """A part for comparison: without the paper's own name where naming it is not enough."""
    text = _plain(getattr(document.declaration, part))
    if part in {"collected", "reviewed"}:
        return text  # the same may be true of every paper; it is enough to name each
    own = _own_words(document)
    return " ".join(word for word in text.split() if word not in own)


def _alike(part: str, one: str, other: str) -> bool:
    if part in {"collected", "reviewed"}:
        return one == other
    return fuzz.ratio(one, other) >= _ALIKE


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower()))


def blank(kind: str, dated: object) -> DeclarationPart:
    """The parts as a template gives them: blanks that no declaration may keep."""
    about = f"the {kind} of {dated}"
    return DeclarationPart(**{part: f"[of {about}: {meaning}]" for part, meaning in PARTS.items()})
