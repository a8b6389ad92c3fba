"""Compares applicants with donors, and writes what a lawyer reads and a court checks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goodcause.base.errors import UsageError
from goodcause.linkage import charts
from goodcause.linkage.answers import Answers, answer
from goodcause.linkage.book import workbook
from goodcause.linkage.compare import Comparison, Sides, linked, with_verdicts
from goodcause.linkage.engines import engine
from goodcause.linkage.facts import Outcome
from goodcause.linkage.files import as_json, notices_csv, pairs_csv, queue_csv, read_verdicts
from goodcause.linkage.link import AUTOMATIC_FROM, REVIEW_FROM
from goodcause.linkage.places import Books, places_csv
from goodcause.linkage.readings import read_applicants, read_gifts, read_members, read_officers
from goodcause.linkage.report import report, standings
from goodcause.linkage.review import Verdict
from goodcause.linkage.tables import Notice
from goodcause.pipeline.compare_books import books_of
from goodcause.pipeline.compare_case import sides_of_case
from goodcause.pipeline.compare_kept import keep, newest
from goodcause.pipeline.compare_review import Words, words_of
from goodcause.store.matter import Matter

_TITLE = "Applicants and donors: the comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How to compare.

    Attributes:
        out: the folder to write.
        review: answers of readers, in the columns of ``review.csv``.
        served: as the other side can, from what is served alone.
        window: months before the decision in which a gift counts; 0 for any time before.
        on: the linkage engine's setting.
        today: dates after it are mistakes.
    """

    out: Path
    review: Path | None = None
    served: bool = False
    window: int = 0
    on: str = "duckdb"
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison gave.

    Attributes:
        folder: where it stands.
        counts: links by standing.
        notices: odd rows of the inputs.
        answers: nothing when no outcome was given.
    """

    folder: Path
    counts: dict[str, int]
    notices: tuple[Notice, ...]
    answers: Answers | None

    def facts(self) -> dict[str, object]:
        """For a script."""
        main = self.answers.main if self.answers else None
        return {
            "folder": str(self.folder),
            "links": self.counts,
            "notices": [str(n) for n in self.notices],
            "main": asdict(main) if main else None,
            "waiting": self.answers.waiting if self.answers else self.counts["review"],
        }


def compare_tables(
    applicants: Path, donors: Path, companies: Path | None, roster: Path | None, wanted: Wanted
) -> Compared:
    """Compare tables.

    Raises:
        UsageError: a table cannot be read as one, or the folder cannot be written.
    """
    left, right = read_applicants(applicants, wanted.today), read_gifts(donors, wanted.today)
    owners = read_officers(companies) if companies else None
    lines = read_members(roster) if roster else None
    notices = [n for r in (left, right, owners, lines) if r for n in r.notices]
    sides = Sides(
        applicants=left.applicants,
        gifts=right.gifts,
        officers=owners.officers if owners else (),
        members=lines.members if lines else (),
        served=wanted.served,
    )
    inputs = [p for p in (applicants, donors, companies, roster, wanted.review) if p]
    return compare_sides(sides, notices, inputs, wanted)


def compare_case(matter: Matter, companies: Path | None, wanted: Wanted) -> Compared:
    """Compare what a case's own pages say.

    Raises:
        UsageError: the case holds no applications or no contributions.
    """
    sides, notices = sides_of_case(matter, companies, wanted.today, served=wanted.served)
    inputs = [p for p in (companies, wanted.review) if p]

    def known(found: Comparison) -> Known:
        """Of what readers said in the browser, what speaks of this run's pairs; and the books."""
        if wanted.served:  # the readers had before them what is not served
            return Known(books=books_of(None))
        keep(matter, found, sides.members, wanted.window)
        run = newest(matter)
        said = words_of(run) if run else Words(verdicts=())
        if said.lapsed:
            lapsed = f"{said.lapsed} words of readers speak of pairs that read differently now"
            notices.append(Notice("review", 0, f"{lapsed}; look at those pairs again"))
        return Known(verdicts=said.verdicts, books=books_of(said))

    return compare_sides(sides, notices, inputs, wanted, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a case knows beside the rows: readers' words on the links found, and its volumes."""

    verdicts: Sequence[Verdict] = ()
    books: Books | None = None


def _nothing(_found: Comparison) -> Known:
    return Known()


def compare_sides(
    sides: Sides,
    notices: Sequence[Notice],
    inputs: Sequence[Path],
    wanted: Wanted,
    known: Callable[[Comparison], Known] = _nothing,
) -> Compared:
    """Compare rows already read, and write the folder.

    Args:
        sides: the rows.
        notices: what was odd in them.
        inputs: the files they come from.
        wanted: how to compare.
        known: what a case knows of the links found, beside the file of the review.

    Raises:
        UsageError: the review's answers cannot be read, or the folder cannot be written.
    """
    written = read_verdicts(wanted.review) if wanted.review else []
    _empty_folder(wanted.out)
    with engine(wanted.on) as on:
        found = linked(sides, on)
    more = known(found)
    verdicts = [*more.verdicts, *written]
    found = with_verdicts(found, verdicts)
    decided = any(a.outcome is not Outcome.UNKNOWN for a in found.applicants)
    answers = answer(found.links, found.applicants, found.gifts, wanted.window) if decided else None
    texts = _texts(found, answers, notices, more.books)
    texts["settings.json"] = as_json(_settings(found, wanted, verdicts, inputs))
    for name, text in texts.items():
        (wanted.out / name).write_text(text, encoding="utf-8", newline="")
    (wanted.out / "report.xlsx").write_bytes(workbook(found, answers, more.books))
    return Compared(
        folder=wanted.out, counts=standings(found), notices=tuple(notices), answers=answers
    )


def _empty_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} already exists and is not empty; name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise UsageError(f"{folder} cannot be made ({e.strerror}); name another place") from e


def _texts(
    found: Comparison, answers: Answers | None, notices: Sequence[Notice], books: Books | None
) -> dict[str, str]:
    """What is written, file by file."""
    texts = {
        "pairs.csv": pairs_csv(found),
        "review.csv": queue_csv(found),
        "notices.csv": notices_csv(notices),
        "model.json": as_json(found.model),
        "report.html": report(found, answers, notices, _TITLE, books),
    }
    if answers:
        texts["places.csv"] = places_csv(answers, books)
        texts["rates.svg"] = charts.rates([answers.main])
        rows = [(a.name, a.odds.value, a.odds.low, a.odds.high) for a in answers.thresholds]
        texts["thresholds.svg"] = charts.forest("Odds ratio by certainty of links", rows)
        texts["days.svg"] = charts.histogram(answers.days)
    return texts


def _settings(
    found: Comparison, wanted: Wanted, verdicts: Sequence[Verdict], inputs: Sequence[Path]
) -> dict[str, Any]:
    """What the run rests on. Names of files, never their folders."""
    return {
        "program": version("goodcause"),
        "engine": wanted.on.partition(":")[0],
        "splink": version("splink"),
        "duckdb": version("duckdb"),
        "automatic_from": AUTOMATIC_FROM,
        "review_from": REVIEW_FROM,
        "side": "as served" if wanted.served else "ours",
        "window_months": wanted.window,
        "prior": found.prior,
        "blocks_left_out": found.left_out,
        "amendments_replaced": found.amended,
        "told_by_another_paper": found.repeated,
        "verdicts": len(verdicts),
        "calibration": asdict(found.calibration) if found.calibration else None,
        "inputs": [
            {"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in inputs
        ],
    }
