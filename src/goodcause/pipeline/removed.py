"""What was removed from one applicant's served papers, looked up by the number the others use."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodcause.base.errors import CaseError, ProcedureError
from goodcause.base.ids import Bates
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pipeline.attempt import accepted_for
from goodcause.pipeline.holdings import holdings, standing
from goodcause.pipeline.proposals import standings
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, PersonRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A person as the other side may name one, and the person's served papers.

    Attributes:
        asked: the number the other side used.
        person: key; empty where nobody knows whose paper it is.
        name, person_class: as settled; for our own side alone.
        series: of the paper that was named.
        documents: by source key, the volume in which each stands now.
    """

    asked: str
    person: str
    name: str
    person_class: str
    series: str
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One removal as it was served. It holds no value.

    Attributes:
        document, finding: keys.
        begin, page: numbers of the document and of the page.
        category, clause, label: as served.
        volume: in which it stands.
    """

    document: str
    finding: str
    begin: str
    page: str
    category: str
    clause: str
    label: str
    volume: str


def applicant(asked: str, rules: RuleSet) -> Applicant:
    """Find an applicant by the number of any served page, or by the person's key.

    Args:
        asked: such as ``CCW0000123``, as printed.
        rules: in force; they say the person's class.

    Raises:
        ProcedureError: no served paper is of that number.
    """
    asked = asked.strip()
    where = standing(holdings())
    every = SourceRow.objects.exclude(bates="").order_by("key")
    served = {row.key: row for row in every if row.bates in where}
    whose = standings(rules)
    named = _named(asked, served)
    if named is None:
        raise ProcedureError(
            f"no served paper is known as {asked!r}; name the number printed on a page of it"
        )
    known = whose.get(named)
    person = known.person if known else ""
    mine = [k for k in served if person and k in whose and whose[k].person == person] or [named]
    return Applicant(
        asked=asked,
        person=person,
        name=known.name if known else "",
        person_class=known.person_class if known else "",
        series=served[named].series,
        documents={key: where[served[key].bates] for key in mine},
    )


def _named(asked: str, served: Mapping[str, SourceRow]) -> str | None:
    """The source that a number or a person's key stands for."""
    person = PersonRow.objects.filter(key=asked).first()
    if person is not None:
        mine = person.documents.order_by("key").values_list("key", flat=True)
        return next((key for key in mine if key in served), None)
    try:
        number = Bates.parse(asked)
    except ValueError:
        return None
    for key, row in served.items():
        begin = Bates.parse(row.bates)
        last = max(row.pages, 1) - 1
        if begin.prefix == number.prefix and 0 <= number.number - begin.number <= last:
            return key
    return None


def taken_from(matter: Matter, who: Applicant) -> tuple[Taken, ...]:
    """What is removed from an applicant's papers as the other side holds them, by number.

    What a decision removes now and the served volume does not is left out, and so is what was
    served removed and has been revealed since.

    Raises:
        CaseError: the sealed log of a volume is gone.
    """
    logs = {volume: sealed_rows(matter, volume) for volume in set(who.documents.values())}
    accepted = accepted_for(who.documents)
    rows = SourceRow.objects.in_bulk(list(who.documents))
    found = []
    for key, volume in who.documents.items():
        begin = rows[key].bates
        for each in accepted[key]:
            page = str(Bates.parse(begin).plus(each.finding.span.page - 1))
            category, clause = each.finding.category, each.decision.rule
            if logs[volume][begin, page, category, clause]:
                found.append(
                    Taken(
                        document=key,
                        finding=each.finding.key,
                        begin=begin,
                        page=page,
                        category=category,
                        clause=clause,
                        label=each.decision.label,
                        volume=volume,
                    )
                )
    return tuple(sorted(found, key=lambda t: (Bates.parse(t.page), t.category, t.finding)))


def home_addresses(who: Applicant) -> Iterator[tuple[str, str]]:
    """Home addresses in an applicant's own papers, each with where it stands."""
    rows = FindingRow.objects.filter(
        source_id__in=list(who.documents), category="home_address"
    ).select_related("source")
    seen = set()
    for row in rows.order_by("source_id", "page", "id"):
        text = " ".join(str(row.value.get("text", "")).split())
        if text and text not in seen:
            seen.add(text)
            yield text, f"{row.source.path}, page {row.page}"


def sealed_rows(matter: Matter, volume: str) -> Counter[tuple[str, str, str, str]]:
    """How often each document, page, category and clause stands in a volume's sealed log.

    Raises:
        CaseError: the log is gone.
    """
    path = matter.folder / "sealed" / f"{volume}.csv"
    if not path.is_file():
        raise CaseError(f"{path} is not there; restore the sealed log of {volume} from a backup")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Counter((row["document"], row["bates"], row["category"], row["clause"]) for row in rows)


def pages_of(taken: Sequence[Taken]) -> tuple[tuple[str, str, str], ...]:
    """Page, kind of information and clause of each removal, for a paper; each once."""
    return tuple(dict.fromkeys((t.page, spoken(t.category), t.clause) for t in taken))
