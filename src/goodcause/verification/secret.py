"""What the verifier is told, what it finds, and what it did not look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodcause.base.geometry import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One removed value and where it must not be found.

    Attributes:
        value: the words that were removed, as read.
        category: of the order's vocabulary.
        begin_bates: first numbers of the documents it was removed from.
        everywhere: whether it must be absent from the whole volume (a number that identifies)
            or only from those documents (a date, a town, a time, which others lawfully hold).
        except_bates: first numbers of documents that lawfully keep it (donor papers).
    """

    value: str
    category: str
    begin_bates: tuple[str, ...]
    everywhere: bool
    except_bates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region of a produced page that must hold its label and nothing else.

    Attributes:
        bates: the page.
        boxes: pixels at 300 dpi.
        label: the words that must be readable there, or in the margin legend.
        callout: number of the margin legend; 0 when the label stands in place.
    """

    bates: str
    boxes: tuple[Box, ...]
    label: str
    callout: int = 0


class Severity(StrEnum):
    """How bad a finding of the verifier is."""

    LEAK = "leak"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a volume.

    Attributes:
        severity: a leak, or a broken invariant.
        check: which check, such as ``I2`` or ``text``.
        where: file of the volume, with page or line where known.
        what: a sentence; never the removed value itself.
    """

    severity: Severity
    check: str
    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One check as carried out: on how many things, and how many problems it found."""

    check: str
    description: str
    on: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What was not examined, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The whole result for one volume.

    Attributes:
        volume: its name.
        tried, problems, blinds: what was tried, found and not looked at.
        foreign: whether the volume claims another format than this program's.
    """

    volume: str
    tried: tuple[Tried, ...]
    problems: tuple[Problem, ...]
    blinds: tuple[Blind, ...]
    foreign: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems
