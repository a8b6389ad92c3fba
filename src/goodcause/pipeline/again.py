"""One served page built again from its case, as it stood before its mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import CaseError, UsageError
from goodcause.base.geometry import Box
from goodcause.base.ids import Bates
from goodcause.engine.inline import Inline
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pages.page import Word
from goodcause.pipeline.attempt import accepted_for
from goodcause.pipeline.building import BuildJob, Steps
from goodcause.pipeline.letters import letter
from goodcause.pipeline.served import built_documents
from goodcause.production.build import (
    DocumentJob,
    Dress,
    endorsements,
    finish_page,
    places_taken,
    print_page,
)
from goodcause.production.volume import ProducedDocument
from goodcause.removals.rebuild import Rebuilt, rebuild
from goodcause.removals.removal import PagePlan
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow, VolumeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """A served page without its mark.

    Attributes:
        page: pixels with everything on them but the mark.
        words: its text layer.
        taken: where no mark stands.
        plan: what happened to it.
        dress: what the volume puts on it.
        bates: its number.
        document: it is a page of.
    """

    page: Rebuilt
    words: tuple[Word, ...]
    taken: tuple[Box, ...]
    plan: PagePlan
    dress: Dress
    bates: Bates
    document: ProducedDocument


class Volume:
    """A volume of a case, opened to build single pages of it again."""

    def __init__(self, matter: Matter, name: str) -> None:
        """Open it.

        Raises:
            UsageError: the case made no such volume.
            CaseError: the order it was made under is no longer in the case.
        """
        row = VolumeRow.objects.filter(name=name).first()
        if row is None:
            known = ", ".join(VolumeRow.objects.order_by("name").values_list("name", flat=True))
            raise UsageError(f"the case made no volume {name}; it made {known or 'none yet'}")
        self.name, self.folder = name, matter.volumes / name
        self.rules = _rules_of(matter, row)
        self._matter = matter
        self._built = built_documents(matter, name)

    @property
    def documents(self) -> tuple[ProducedDocument, ...]:
        """In the order of their numbers."""
        return tuple(sorted(self._built.values(), key=lambda d: d.begin))

    def jobs(self) -> dict[str, BuildJob]:
        """By source key: how each document served as pages is built."""
        return {
            key: self._job(key, document, self._dress(document.series))
            for key, document in self._built.items()
            if not document.native and not document.slip
        }

    def holds(self, bates: Bates) -> bool:
        """Whether a page of it bears that number."""
        return any(_within(document, bates) for document in self._built.values())

    def bare(self, bates: Bates) -> Bare:
        """A page without its mark.

        Raises:
            UsageError: the volume has no page of that number, or a slip sheet.
            CaseError: the case has changed since: the page would come out otherwise.
        """
        key, document = self._holding(bates)
        if document.native or document.slip:
            raise UsageError(f"{bates} is a slip sheet; it bears no mark")
        dress = self._dress(document.series)
        steps = Steps(self._matter.blobs, self._job(key, document, dress))
        number = bates.number - document.begin.number + 1
        plan = steps.plan(number)
        texts, taken = endorsements(dress, bates), places_taken(plan)
        plate = steps.plate(number)
        as_served = finish_page(rebuild(plate, plan), plan.words, texts, dress, taken).picture
        if not any(as_served.data in part for part in self._served(document)):
            raise CaseError(
                f"{bates} would not come out as it was served: the case or the program changed "
                f"since {self.name}; produce a new volume"
            )
        page, words = print_page(rebuild(plate, plan), plan.words, texts, taken)
        return Bare(
            page=page,
            words=words,
            taken=taken,
            plan=plan,
            dress=dress,
            bates=bates,
            document=document,
        )

    def _holding(self, bates: Bates) -> tuple[str, ProducedDocument]:
        for key, document in self._built.items():
            if _within(document, bates):
                return key, document
        raise UsageError(f"{self.name} has no page {bates}; see DATA/{self.name}.dat")

    def _dress(self, name: str) -> Dress:
        return Dress.of(self.rules.series(name))

    def _job(self, key: str, document: ProducedDocument, dress: Dress) -> BuildJob:
        accepted = accepted_for([key])[key]
        # The volume was built with it, so the ledger has it and no source is opened.
        letters, _ = letter(self._matter, Inline(), {key: accepted} if accepted else {})
        return BuildJob(
            blobs=self._matter.blobs.root,
            folder=self.folder,
            document=DocumentJob(
                document=key, begin=document.begin, pages=document.pages, dress=dress
            ),
            pages=tuple(SourceRow.objects.get(key=key).page_blobs),
            accepted=accepted,
            lettering=letters.get(key, ()),
        )

    def _served(self, document: ProducedDocument) -> Iterator[bytes]:
        for name in document.images:
            yield _bytes(self.folder / name)


def _within(document: ProducedDocument, bates: Bates) -> bool:
    return document.begin <= bates <= document.end and document.begin.prefix == bates.prefix


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise CaseError(
            f"{path} cannot be read ({e.strerror}); put the volume back where it was made"
        ) from e


def _rules_of(matter: Matter, row: VolumeRow) -> RuleSet:
    """The rules a volume was made under, found again by their digest."""
    for file in sorted(matter.orders.glob("*.yaml"), reverse=True):
        order = load_order(file)
        for made in sorted({o.effective for o in order.orders if o.effective}, reverse=True):
            rules = order.on(made)
            if rules.digest == row.rules_digest:
                return rules
    raise CaseError(
        f"the order file that {row.name} was made under is no longer in {matter.orders}; "
        "put it back there"
    )
