from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from goodcause.base.errors import OrderError, UsageError
from goodcause.engine.inline import Inline
from goodcause.engine.task import Outcome as Ended
from goodcause.engine.task import Queue
from goodcause.order.load import read_text
from goodcause.pipeline.amend import draft, enforce
from goodcause.pipeline.building import build_unit
from goodcause.pipeline.differ import differ
from goodcause.pipeline.produce import Made, Wanted, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.volume import Images
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import DecisionRow, EventRow
from goodcause.verification.depth import Depth
from goodcause.verification.difference import Region, Status, differences, regions
from goodcause.verification.pictures import Picture
from goodcause.verification.verify import verify

from tests.pipeline.making import DAY, digests, register, registered, text
from tests.pipeline.papers import JUDGE, Applicant, application

APPLICANTS = 10
TODAY = date(2007, 4, 1)
NOT_READ = Depth(ocr_pages=0, ocr_regions=0)
GIVEN = (
    "Alma", "Bela", "Cora", "Dora", "Edda", "Fern", "Gwen", "Hope", "Iris", "June", "Kate", "Lena",
)  # fmt: skip

STREETS = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper",
    "Kapok", "Laurel",
)  # fmt: skip


def ruling(folder: Path, *rules: str, order: str = "RULING-1") -> Path:
    """A ruling file with those clauses, each given from its action on."""
    lines = [
        "schema: ruling/0.1",
        "order:",
        f"    id: {order}",
        "    kind: ruling_on_motion",
        "    dated: 2007-03-20",
        "    rules:",
    ]
    for at, rule in enumerate(rules):
        lines.append(f"      - {{id: {order}-{at}, {rule}}}")
    path = folder / f"{order.lower()}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reveal(what: str, only: str) -> str:
    """A clause that reveals."""
    return f"action: must_not_remove, series: [ccw], categories: [{what}], only: {only}"


def remove(what: str, only: str) -> str:
    """A clause that removes."""
    return (
        f"action: may_remove, basis: ['Doc. 112'], harm: a threat, series: [ccw],"
        f" categories: [{what}], label: removed, only: {only}"
    )


def volume(name: str, replaces: str = "", to: str = "counsel") -> Wanted:
    """A volume on the day of the amendment."""
    day = TODAY if name != "VOL001" else DAY
    return Wanted(
        volume=name, to=to, images=Images.PDF, accept_proposals=True, day=day, depth=NOT_READ,
        readings=0, replaces=replaces,
    )  # fmt: skip


def applicant(at: int) -> Applicant:
    """One of a dozen who differ in name and number only."""
    if not at:
        return JUDGE
    return Applicant(
        name=f"Harrow, {GIVEN[at]} Jane",
        occupation="Jeweler",
        ssn=f"900-{52 + at}-77{14 + at}",
        licence=f"N88{at + 10}345",
        phone=f"(916) 555-01{at + 40}",
        address=f"{4400 + 37 * at} {STREETS[at]} Lane, Carmichael, CA 95608",
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of a dozen applicants with a first volume served to counsel."""
    folder = tmp_path_factory.mktemp("amended")
    (folder / "papers" / "ccw").mkdir(parents=True)
    for at in range(APPLICANTS):
        application(folder / "papers" / "ccw" / f"a{at:02}.pdf", applicant(at))
    matter = registered(folder / "case", folder / "papers")
    read(matter, Inline(), Silent())
    produce(matter, volume("VOL001"), Inline(), Silent())
    return folder / "case"


@pytest.fixture
def matter(served: Path, tmp_path: Path) -> Matter:
    """The served case to do with as one likes."""
    shutil.copytree(served, tmp_path / "case")
    return open_matter(tmp_path / "case")


def amend(matter: Matter, *rules: str, order: str = "RULING-1") -> None:
    path = ruling(matter.folder.parent, *rules, order=order)
    enforce(matter, draft(matter, None, path, TODAY))


def replaced_rows(made: Made) -> list[tuple[str, ...]]:
    path = made.folder / "LOGS" / "replaced.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [tuple(row) for row in csv.reader(stream)][1:]


def begin_of(matter: Matter, name: str) -> str:
    with (matter.registers / "VOL001.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {Path(r["source_path"]).name: r["begin_bates"] for r in csv.DictReader(stream)}
    return rows[name]


def test_a_ruling_on_three_applicants_replaces_exactly_their_pages(matter: Matter) -> None:
    before = digests(matter.volumes / "VOL001")
    three = sorted(begin_of(matter, name) for name in ("a03.pdf", "a05.pdf", "a09.pdf"))
    amend(
        matter,
        reveal("date_of_birth", "{people: ['Harrow, Dora Jane', 'Fern Jane Harrow']}"),
        remove("home_address", f"{{documents: [{begin_of(matter, 'a09.pdf')}]}}"),
    )
    made = produce(matter, volume("VOL002"), Inline(), Silent())

    served = sorted(path.stem for path in (made.folder / "TEXT").rglob("*.txt"))
    assert served == three
    assert made.replaces == "VOL001"
    assert "03/14/1951" in text(made, three[0])
    assert "Juniper" not in text(made, begin_of(matter, "a09.pdf"))
    assert digests(matter.volumes / "VOL001") == before
    assert not verify(made.folder, depth=NOT_READ).problems
    accounted = replaced_rows(made)
    assert [r[0] for r in accounted if r[2] == "replaced"] == three
    assert {r[3] for r in accounted} == {"VOL001"}


def test_what_was_read_is_not_read_again(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    worked: list[str] = []

    class Watched(Inline):
        def run(self, queue: Queue) -> Iterable[Ended]:
            for outcome in super().run(queue):
                worked.append(outcome.task.name)
                assert outcome.task.work is build_unit
                yield outcome

    produce(matter, volume("VOL002"), Watched(), Silent())

    assert len(worked) == 1


def test_the_old_volume_and_its_replacement_name_each_other_on_paper(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    made = produce(matter, volume("VOL002"), Inline(), Silent())
    with pikepdf.open(made.papers[0]) as letter:
        words = b"".join(page.Contents.read_bytes() for page in letter.pages)

    assert b"replaces 1 numbered page of VOL001 under" in words
    assert register(made)["a05.pdf"]["reason"] == "stands as served in VOL001"
    assert b"REPLACES" in (made.folder / "DATA" / "VOL002.dat").read_bytes()


def test_a_second_replacement_knows_what_the_first_replaced(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    produce(matter, volume("VOL002"), Inline(), Silent())
    amend(matter, reveal("ssn", "{documents: [a06.pdf]}"), order="RULING-2")
    made = produce(matter, volume("VOL003"), Inline(), Silent())

    where = {row[0]: (row[2], row[3]) for row in replaced_rows(made)}
    assert where[begin_of(matter, "a06.pdf")] == ("replaced", "VOL001")
    assert where[begin_of(matter, "a04.pdf")] == ("stands", "VOL002")
    assert not verify(made.folder, depth=NOT_READ).problems


def test_nothing_is_done_before_a_yes(matter: Matter) -> None:
    before = read_text(matter.order_file), EventRow.objects.count(), DecisionRow.objects.count()
    path = ruling(matter.folder.parent, remove("home_address", "{documents: [a04.pdf]}"))
    told = draft(matter, None, path, TODAY).change

    now = read_text(matter.order_file), EventRow.objects.count(), DecisionRow.objects.count()
    assert now == before
    (point,) = told.removable
    assert (point.category, point.holders[0].volume, point.holders[0].to) == (
        "home_address", "VOL001", "counsel",
    )  # fmt: skip
    assert point.number == begin_of(matter, "a04.pdf")
    assert not told.revealed
    assert "Elm Lane" not in str(told.facts())


def test_a_letter_calls_back_what_was_served_and_names_no_value(matter: Matter) -> None:
    path = ruling(matter.folder.parent, remove("home_address", "{documents: [a04.pdf]}"))
    done = enforce(matter, draft(matter, None, path, TODAY))
    (letter,) = done.letters
    with pikepdf.open(letter) as pdf:
        words = b"".join(page.Contents.read_bytes() for page in pdf.pages)

    assert begin_of(matter, "a04.pdf").encode() in words
    assert b"VOL001" in words
    assert b"RULING-1-0" in words
    assert b"Elm Lane" not in words
    assert done.file.name == "0002-ruling-1.yaml"


def test_what_a_person_decided_is_listed_apart_and_kept(matter: Matter) -> None:
    row = DecisionRow.objects.filter(outcome="remove").order_by("id").last()
    assert row is not None
    DecisionRow.objects.create(
        source_id=row.source_id, finding=row.finding, outcome="remove", rule=row.rule,
        label=row.label, by="Counsel", reason="looked at", rules_digest=row.rules_digest,
    )  # fmt: skip
    only = f"{{documents: [{row.source_id}], findings: ['{row.finding}']}}"
    category = row.source.findings.get(key=row.finding).category
    path = ruling(matter.folder.parent, reveal(category, only))
    wanted = draft(matter, None, path, TODAY)
    enforce(matter, wanted)

    assert [p.decided_by for p in wanted.change.people] == ["Counsel"]
    newest = DecisionRow.objects.filter(finding=row.finding, source=row.source).last()
    assert newest is not None
    assert (newest.outcome, newest.by) == ("remove", "Counsel")


def test_a_ruling_that_removes_and_reveals_the_same_is_refused_whole(matter: Matter) -> None:
    path = ruling(
        matter.folder.parent,
        reveal("ssn", "{documents: [a04.pdf]}"),
        remove("ssn", "{people: ['Harrow, Edda Jane']}"),
    )
    with pytest.raises(OrderError, match=r"RULING-1 contradicts itself: .* one to remove and one"):
        draft(matter, None, path, TODAY)

    assert [p.name for p in matter.orders.iterdir()] == ["0001-mehl-v-blanas.yaml"]


@pytest.mark.parametrize(
    "only", ["{documents: [a99.pdf]}", "{people: ['Nobody, Such A']}", "{pages: [CCW0009999]}"]
)
def test_a_ruling_on_what_the_case_does_not_have_is_refused(matter: Matter, only: str) -> None:
    path = ruling(matter.folder.parent, reveal("ssn", only))
    with pytest.raises(OrderError, match="nothing found in the case is of that name"):
        draft(matter, None, path, TODAY)


def test_an_order_file_that_drops_a_served_series_is_refused(matter: Matter) -> None:
    words = read_text(matter.order_file).replace("number: ", "number: 9", 1)
    path = matter.folder.parent / "other.yaml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(OrderError):
        draft(matter, path, None, TODAY)


def test_the_order_in_force_is_no_amendment(matter: Matter) -> None:
    with pytest.raises(UsageError, match="says what the order in force says"):
        draft(matter, matter.order_file, None, TODAY)


def test_a_replacement_of_what_did_not_change_is_refused(matter: Matter) -> None:
    with pytest.raises(UsageError, match="nothing changes in what VOL001 served"):
        produce(matter, volume("VOL002", replaces="VOL001"), Inline(), Silent())

    assert not list(matter.volumes.glob(".VOL002*"))


def test_a_replacement_goes_to_who_holds_what_it_replaces(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    with pytest.raises(UsageError, match="VOL001 went to counsel"):
        produce(matter, volume("VOL002", "VOL001", to="somebody"), Inline(), Silent())


def test_a_replacement_without_its_statement_is_broken(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf, a07.pdf]}"))
    made = produce(matter, volume("VOL002"), Inline(), Silent())
    log = made.folder / "LOGS" / "replaced.csv"
    whole = log.read_bytes()

    log.unlink()
    assert "skipped" in problems(made)
    log.write_bytes(b"\r\n".join(whole.split(b"\r\n")[:-2]) + b"\r\n")
    assert "digest of LOGS/replaced.csv" in problems(made)
    log.write_bytes(whole.replace(b'"replaced"', b'"stands"', 1))
    assert "does not name it" in problems(made)
    log.write_bytes(whole.replace(b'"VOL001"', b'"VOL002"', 1))
    assert "only an earlier one" in problems(made)


def test_the_difference_shows_the_changed_page_and_that_nothing_else_changed(
    matter: Matter, tmp_path: Path
) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    made = produce(matter, volume("VOL002"), Inline(), Silent())
    first = matter.volumes / "VOL001"
    done = differ(first, made.folder, tmp_path / "out", None)

    assert done.counts == {"changed": 1, "stands as served": APPLICANTS - 1}
    assert done.changed == (begin_of(matter, "a04.pdf"),)
    page = done.files[0].read_text(encoding="utf-8")
    assert page.count("<img ") == 2
    assert "900-56-7718" not in page
    again = differ(first, made.folder, tmp_path / "again", None)
    assert [p.read_bytes() for p in again.files] == [p.read_bytes() for p in done.files]
    (changed,) = (p for p, _, _ in differences(first, made.folder) if p.status is Status.CHANGED)
    assert changed.pixels[0] != changed.pixels[1]
    # The value's own line, and strokes of the watermark that now keep clear of it.
    assert all(r.top > 700 and r.bottom <= 900 for r in changed.regions)


def test_a_volume_is_the_same_as_itself_and_a_page_one_pixel_off_is_not(matter: Matter) -> None:
    first = matter.volumes / "VOL001"

    assert differ(first, first, None, None).counts == {"the same": APPLICANTS}
    white = Picture(100, 80, None, np.full((80, 100), 255, np.uint8))
    other = Picture(100, 80, None, np.full((80, 100), 255, np.uint8))
    assert other.grey is not None
    other.grey[45, 61] = 0
    assert regions(white, other) == (Region(left=60, top=30, right=90, bottom=60),)
    assert regions(white, white) == ()


def test_a_difference_is_not_written_into_a_volume(matter: Matter) -> None:
    first = matter.volumes / "VOL001"
    with pytest.raises(UsageError, match="lies in a volume"):
        differ(first, first, first / "out", None)
    with pytest.raises(UsageError, match="holds no volume"):
        differ(matter.folder, first, None, None)


def problems(made: Made) -> str:
    return " ".join(p.what for p in verify(made.folder, depth=NOT_READ).problems)


def test_a_replacement_stopped_before_it_had_its_name_is_made_again_as_one(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    made = produce(matter, volume("VOL002"), Inline(), Silent())
    unfinished = matter.volumes / ".VOL002.work" / "VOL002"
    unfinished.parent.mkdir()
    before = digests(made.folder)
    made.folder.rename(unfinished)  # as a run killed just before the last step leaves it
    again = produce(matter, volume("VOL002"), Inline(), Silent())

    assert again.replaces == "VOL001"
    assert digests(again.folder) == before


def test_a_volume_is_whole_where_that_is_wanted(matter: Matter) -> None:
    amend(matter, reveal("ssn", "{documents: [a04.pdf]}"))
    made = produce(matter, volume("VOL002", replaces="none"), Inline(), Silent())

    assert made.counts["produced"] == APPLICANTS
    assert not made.replaces
