"""Sampling: the order's rule, the draw, answers, canaries, and what produce makes of it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.db import connections

from goodcause.base.errors import SamplingError, UndecidedError, UsageError
from goodcause.engine.inline import Inline
from goodcause.order.load import load_order
from goodcause.pipeline.add import add
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.rosters import add_roster
from goodcause.pipeline.sample import (
    Answer,
    Sample,
    answer,
    draw,
    refuse_unsampled,
    standing,
)
from goodcause.pipeline.sample_sheet import read_answers, sheet
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import PersonRow, SampleItemRow, SampleRow

from tests.pipeline.making import DAY, registered, wanted
from tests.pipeline.papers import JEWELER, application, memo

RULE = """
sampling:
  seed: "spring"
  canaries: {canaries}
  strata:
    - {{name: typed, kinds: [typed], pages: {pages}, misses: {misses}}}
    - {{name: others, kinds: [scanned, doubtful], pages: 10}}
"""


@pytest.fixture(scope="module")
def readied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that is read, to be copied: nine memos, an application, two pages with a number."""
    folder = tmp_path_factory.mktemp("readied")
    papers = folder / "papers" / "ccw"
    papers.mkdir(parents=True)
    for number in range(9):
        memo(papers / f"memo{number}.pdf", f"The range was open on day {number} as planned.")
    application(papers / "application.pdf", JEWELER)
    for number in range(2):
        memo(papers / f"known{number}.pdf", f"Social Security No.: 900-52-771{number}")
    read(registered(folder / "case", folder / "papers"), Inline(), Silent())
    connections.close_all()
    return folder / "case"


class Cases:
    """Copies of the read case, each under a rule of its own."""

    def __init__(self, readied: Path, folder: Path) -> None:
        self._readied = readied
        self.folder = folder

    def __call__(
        self, *, pages: int = 4, misses: int = 0, canaries: int = 0, rule: bool = True
    ) -> Matter:
        target = self.folder / f"case{len(list(self.folder.glob('case*')))}"
        shutil.copytree(self._readied, target)
        matter = open_matter(target)
        if rule:
            text = matter.order_file.read_text(encoding="utf-8")
            more = RULE.format(pages=pages, misses=misses, canaries=canaries)
            matter.order_file.write_text(text + more, encoding="utf-8")
        return matter


@pytest.fixture
def case(readied: Path, tmp_path: Path) -> Iterator[Cases]:
    yield Cases(readied, tmp_path)
    connections.close_all()


def canaries(sample: Sample) -> set[str]:
    rows = SampleItemRow.objects.filter(sample_id=sample.number, canary=True)
    return {row.key for row in rows}


def say(matter: Matter, sample: Sample, missed: set[str]) -> None:
    answer(matter, [Answer(item=i.key, by="Reader", missed=i.key in missed) for i in sample.items])


def test_a_sample_without_misses_meets_the_rule_and_stands_in_the_certificate(
    case: Cases,
) -> None:
    matter = case()
    with pytest.raises(SamplingError, match="no sample was drawn yet"):
        produce(matter, wanted(), Inline(), Silent())
    sample = draw(matter, DAY)
    assert len(sample.items) == 4
    with pytest.raises(SamplingError, match="4 pages of sample 1 wait to be read"):
        produce(matter, wanted(), Inline(), Silent())
    say(matter, sample, set())

    now = standing(matter, DAY)
    made = produce(matter, wanted(), Inline(), Silent())

    assert now.met
    assert now.bounds[0].population == 9
    assert now.bounds[0].share == pytest.approx(1 - 0.05 ** (1 / 4))
    words = certificate(made.folder)
    assert "Of 9 typed pages" in words
    assert "52.71 %" in words


def certificate(volume: Path) -> str:
    document = pypdfium2.PdfDocument(volume / "CERTIFICATE.pdf")
    text = " ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    return " ".join(text.split())


def test_the_same_seed_and_papers_draw_the_same_pages(case: Cases) -> None:
    drawn = []
    for _ in range(2):
        sample = draw(case(canaries=2), DAY)
        drawn.append([(Path(i.path).name, i.page) for i in sample.items])

    assert drawn[0] == drawn[1]


def test_asking_again_gives_the_same_sample_and_never_a_longer_one(case: Cases) -> None:
    matter = case()
    first = draw(matter, DAY)
    say(matter, first, set())

    assert draw(matter, DAY).number == 1
    assert SampleRow.objects.count() == 1


def test_a_miss_fails_the_sample_until_its_cause_is_mended_and_the_next_is_stricter(
    case: Cases, tmp_path: Path
) -> None:
    matter = case()
    sample = draw(matter, DAY)
    say(matter, sample, {sample.items[0].key})
    now = standing(matter, DAY)
    assert not now.met
    assert "1 pages of the stratum typed held something missed" in now.why[0]
    with pytest.raises(SamplingError, match="nothing has changed since"):
        draw(matter, DAY)

    memo(tmp_path / "new.pdf", "Another day at the range, nothing more.")
    add(matter, [str(tmp_path / "new.pdf")], "ccw", Silent())
    read(matter, Inline(), Silent())
    second = draw(matter, DAY)
    say(matter, second, set())

    assert second.number == 2
    assert standing(matter, DAY).confidence == pytest.approx(0.975)


def test_pages_that_came_after_the_draw_ask_for_a_new_one(case: Cases, tmp_path: Path) -> None:
    matter = case()
    say(matter, draw(matter, DAY), set())
    memo(tmp_path / "new.pdf", "Another day at the range, nothing more.")
    add(matter, [str(tmp_path / "new.pdf")], "ccw", Silent())
    read(matter, Inline(), Silent())

    with pytest.raises(SamplingError, match="were not there when sample 1 was drawn"):
        produce(matter, wanted(), Inline(), Silent())
    assert draw(matter, DAY).number == 2
    assert standing(matter, DAY).confidence == pytest.approx(0.95)


def test_a_rule_changed_after_the_draw_is_told(case: Cases) -> None:
    matter = case()
    say(matter, draw(matter, DAY), set())
    text = matter.order_file.read_text(encoding="utf-8")
    matter.order_file.write_text(
        text.replace("pages: 4, misses: 0", "pages: 3, misses: 2"), encoding="utf-8"
    )

    assert "the rule was changed after sample 1 was drawn" in standing(matter, DAY).why[0]


def test_canaries_are_not_told_apart_and_correct_the_bound(case: Cases) -> None:
    matter = case(canaries=2)
    sample = draw(matter, DAY)
    hidden = canaries(sample)
    assert len(hidden) == 2
    assert not {"canary", "known"} & {*sheet(sample).partition("\n")[0].split(",")}
    say(matter, sample, {sorted(hidden)[0]})

    now = standing(matter, DAY)

    assert (now.canaries, now.caught) == (2, 1)
    assert now.bounds[0].misses == 0
    assert now.bounds[0].share == pytest.approx(min(2 * (1 - 0.05 ** (1 / 4)), 1))
    assert "caught 1 of 2 canaries" in now.why[0]
    assert draw(matter, DAY).number == 2


def test_reading_every_page_leaves_nothing_to_chance(case: Cases) -> None:
    matter = case(pages=50, misses=1)
    sample = draw(matter, DAY)
    say(matter, sample, {sample.items[0].key})

    (typed, others) = standing(matter, DAY).bounds

    assert typed.share == pytest.approx(1 / 9)
    assert others.population == others.read == 0


def test_without_a_rule_a_sample_is_a_trial_and_holds_nothing_up(case: Cases) -> None:
    matter = case(rule=False)
    sample = draw(matter, DAY)

    assert not sample.binding
    said = refuse_unsampled(matter, load_order(matter.order_file).on(DAY))
    assert "fixed by nobody beforehand" in said[-1]


def test_the_filled_list_is_read_back(case: Cases) -> None:
    matter = case()
    sample = draw(matter, DAY)
    rows = list(csv.DictReader(io.StringIO(sheet(sample))))
    for row in rows:
        row["answer"] = "Nothing "
    rows[1]["answer"], rows[1]["by"] = "missed", "Counsel"
    rows[2]["answer"] = ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)

    found = read_answers(out.getvalue().encode(), "list.csv", "Clerk")

    assert [(a.missed, a.by) for a in found] == [
        (False, "Clerk"),
        (True, "Counsel"),
        (False, "Clerk"),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1-0001,,1,perhaps,Clerk,", "list.csv row 2: 'perhaps' is no answer"),
        ("1-0001,,1,missed,,", "list.csv row 2: nobody is named"),
        (",,1,missed,Clerk,", "list.csv row 2: it names no page"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_nothing_is_taken(row: str, sentence: str) -> None:
    text = f"item,source,page,answer,by,note\n{row}\n"

    with pytest.raises(UsageError, match=sentence):
        read_answers(text.encode(), "list.csv", "")


def test_an_answer_for_a_page_that_was_not_drawn_is_refused(case: Cases) -> None:
    matter = case()
    draw(matter, DAY)

    with pytest.raises(UsageError, match="no page of sample 1"):
        answer(matter, [Answer(item="7-0001", by="Clerk", missed=False)])


def test_a_roster_that_came_after_reading_must_be_read(case: Cases, tmp_path: Path) -> None:
    matter = case(rule=False)
    roster = tmp_path / "people.csv"
    roster.write_text('Name,Title\n"Delgado, Anton J.",Superior Court Judge (ret.)\n')
    assert add_roster(matter, roster).people == 1

    with pytest.raises(UndecidedError, match="run `goodcause read` again"):
        produce(matter, wanted(), Inline(), Silent())
    read(matter, Inline(), Silent())

    assert PersonRow.objects.get(name__startswith="Delgado").occupation == "judge"
