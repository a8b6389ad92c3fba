"""Eyes-only access on a served case: through the commands, into the room, and on paper."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from goodcause.base.errors import ProcedureError
from goodcause.case.access_papers import OF_KIND
from goodcause.case.draft import BANNER
from goodcause.case.procedure import Who
from goodcause.case.states import Facts
from goodcause.order.vocabulary import spoken
from goodcause.pipeline import access, drafting
from goodcause.pipeline.procedures import acted, every
from goodcause.pipeline.review_index import rules_today
from goodcause.room.book import open_book
from goodcause.room.viewers import viewers
from goodcause.store.matter import Matter, open_matter

from tests.afterwards.test_room import REMOVED
from tests.afterwards.test_room import make as make_room
from tests.cli.command import Ended, inside

ANN = Who(name="Ann Counsel", role="attorney")
DAY = date(2007, 3, 12)
OPENED: dict[str, dict[str, object]] = {
    "undertaking": {"name": "Ivo Stern", "role": "expert", "sponsor": "Q. Gorski",
                    "employer": "Stern LLC"},
    "challenge": {"challenger": "Plaintiffs", "bates": ["CCW0000001", "CCW0000002"],
                  "paragraph": "6", "ground": "they are public"},
    "subpoena": {"issued_by": "A. Adams", "other_case": "Able v. Baker", "what": "all licences",
                 "return_day": "2007-03-30"},
    "incident": {"what": "A copy was left in a courtroom", "by_whom": "staff", "to_whom": "a party",
                 "bates": "CCW0000001"},
    "clawback": {"volume": "VOL001", "bates": ["CCW0000001"], "reason": "a number was left in"},
    "disposition": {"ended": "2007-03-05"},
}  # fmt: skip
TOLD: dict[str, Facts] = {
    "objection": {"ground": "a present competitor", "disclosed_on": "2007-03-06"},
    "response": {"reason": "the pages hold private facts of applicants"},
    "destruction-certificate": {"done": "destroyed", "categories": "licences, 7 pages"},
}
CASES = [(kind, paper.name) for kind, papers in OF_KIND.items() for paper in papers]


@pytest.fixture(scope="module")
def case(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which one of each kind was opened."""
    folder = Path(shutil.copytree(made_served, tmp_path_factory.mktemp("access") / "case"))
    matter = open_matter(folder)
    for kind, subject in OPENED.items():
        assert access.opened(matter, kind, subject, ANN, DAY) == 1
    return folder


@pytest.fixture
def matter(case: Path) -> Matter:
    return open_matter(case)


def text_of(path: Path) -> str:
    """What a paper says, with spaces as they come."""
    if path.suffix == ".pdf":
        pages = list(pypdfium2.PdfDocument(path))
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split())
    made = Document(io.BytesIO(path.read_bytes()))
    cells = [c.text for t in made.tables for r in t.rows for c in r.cells]
    head = [p.text for p in made.sections[0].header.paragraphs]
    return " ".join(" ".join([*head, *(p.text for p in made.paragraphs), *cells]).split())


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_each_paper_says_it_is_a_draft_cites_its_clause_and_is_the_same_twice(
    matter: Matter, kind: str, name: str
) -> None:
    rules, told = rules_today(matter), TOLD.get(name, {})
    made = access.papers(matter, rules, (kind, 1), name, told)
    kept = {path: path.read_bytes() for path in made}
    again = access.papers(matter, rules, (kind, 1), name, told)

    assert again == made and {p.suffix for p in made} == {".docx", ".pdf"}
    assert {path: path.read_bytes() for path in again} == kept
    for path in made:
        said = text_of(path)
        assert BANNER in said and "Under " in said and "model order" in said
        assert "{" not in said
        assert not [v for v in REMOVED if v in said]


@pytest.mark.parametrize("name", TOLD)
def test_a_paper_with_a_missing_field_is_refused_by_its_name_and_nothing_is_written(
    matter: Matter, name: str
) -> None:
    (kind,) = [k for k, n in CASES if n == name]
    folder = matter.folder / "papers" / kind / "0001"
    before = sorted(folder.rglob("*"))
    for field in TOLD[name]:
        told = {n: v for n, v in TOLD[name].items() if n != field}
        with pytest.raises(ProcedureError, match=rf"needs .*{field}.*nothing was written"):
            access.papers(matter, rules_today(matter), (kind, 1), name, told)

    assert sorted(folder.rglob("*")) == before


def test_a_claw_back_goes_to_every_holder_of_the_volume(matter: Matter) -> None:
    acted(matter, ("clawback", 1), "holder", {"name": "Vend & Co", "from": "counsel"}, (ANN, DAY))
    made = access.papers(matter, rules_today(matter), ("clawback", 1), "claw-back", {})

    letters = [text_of(p) for p in made if p.suffix == ".docx"]
    assert len(letters) == 2
    assert "To counsel:" in letters[0] and "To Vend & Co:" in letters[1]


@pytest.mark.parametrize(
    ("kind", "change", "why"),
    [
        ("challenge", {"bates": ["CCW0099999"]}, "no served page bears the number CCW0099999"),
        ("incident", {"bates": "PER0000001"}, "no served page"),
        ("clawback", {"volume": "VOL009"}, "no volume VOL009"),
        ("undertaking", {"role": "party"}, "parties may not see at all"),
        ("subpoena", {"return_day": "soon"}, "no day of the calendar"),
        ("disposition", {"ended": ""}, "ended"),
    ],
)
def test_what_makes_no_sense_opens_nothing(
    matter: Matter, kind: str, change: dict[str, object], why: str
) -> None:
    with pytest.raises(ProcedureError, match=why):
        access.opened(matter, kind, {**OPENED[kind], **change}, ANN, DAY)

    assert len(every(kind)) == 1


def run(*words: str | Path) -> Ended:
    return inside("access", *words, "--json")


def told(**facts: str) -> list[str]:
    return [w for name, value in facts.items() for w in ("--fact", f"{name}={value}")]


def test_an_expert_comes_into_the_room_once_nobody_can_object_any_more(
    case: Path, tmp_path: Path
) -> None:
    room = tmp_path / "room"
    make_room(open_matter(case), room)
    about = (case, "undertaking")
    person = told(name="Una Wold", role="expert", sponsor="Q. Gorski", employer="Wold LLC")
    opened = run("open", *about, *person, "--on", "2007-03-05")
    assert opened.code == 0, opened
    number = str(opened.facts["number"])

    signature = told(printed_name="Una Wold", signed_on="2007-03-05", place="Davis, California",
                     agent_for_service="L. Bell", copy="signed.pdf")  # fmt: skip
    shown = told(residence="Davis, California", employer="Wold LLC", engagements="none",
                 testimony="none", cv="cv.pdf")  # fmt: skip
    assert run("admit", case, number, room, "--on", "2007-03-05").code == 2
    assert run("act", *about, number, "sign", *signature, "--on", "2007-03-05").code == 0
    assert run("admit", case, number, room, "--on", "2007-03-05").code == 2
    assert run("act", *about, number, "disclose", *shown, "--on", "2007-03-06").code == 0
    early = run("act", *about, number, "clear", "--role", "attorney", "--on", "2007-03-20")
    assert early.code == 2 and "may object until 2007-03-20" in str(early.facts["error"])
    assert run("admit", case, number, room, "--on", "2007-03-20").code == 2
    assert viewers(open_book(room)) == []

    assert run("act", *about, number, "clear", "--role", "attorney", "--on", "2007-03-21").code == 0
    let_in = run("admit", case, number, room, "--on", "2007-03-21")
    assert let_in.code == 0 and "/enter/" in str(let_in.facts["link"])
    (seat,) = viewers(open_book(room))
    assert (seat.name, seat.role) == ("Una Wold", "expert")
    assert "undertaking" in seat.grounds
    again = run("show", *about, number).facts
    assert again["state"] == "admitted" and again["whole"] is True


def test_who_may_see_what_is_said_series_by_series(case: Path) -> None:
    rows = {r["series"]: r for r in run("eyes", case, "--on", "2007-04-01").facts["series"]}  # type: ignore[attr-defined]

    licences = rows["CCW applications and related confidential documents"]
    assert licences["tier"] == "attorneys' and experts' eyes only"
    assert any("Ivo Stern" in name for name in licences["waiting"])
    assert rows["Campaign contribution documents"]["tier"] == ""
    assert rows["Personnel records, Colafrancesco incident"]["roles"] == ["court"]


def test_the_list_names_what_is_due_and_a_wrong_kind_names_the_kinds(case: Path) -> None:
    lines = run("list", case, "challenge").facts["lines"]
    assert isinstance(lines, list) and {line["what"] for line in lines} == {
        "confer voice to voice", "move, or the designation is waived"}  # fmt: skip

    wrong = run("list", case, "duel")
    assert wrong.code == 2 and "undertaking, challenge" in str(wrong.facts["error"])


# ---------- drafts ----------

FIELDS: dict[str, dict[str, object]] = {
    "protective-order": {},
    "withheld-items": {},
    "claw-back": {"holder": "First Firm", "bates": ["CCW0000001"], "reason": "a number"},
    "destruction-certificate": {"holder": "First Firm", "ended": "2007-03-05", "due": "2007-05-04",
                                "done": "destroyed", "categories": "licences"},
    "undertaking": {"name": "Ivo Stern", "employer": "Stern LLC"},
    "opposition": {"applicant": "CCW0000001", "asked": "the home address", "clause": "D2-1",
                   "particular_harm": "two letters were left at the door.",
                   "need_shown": "none.", "less_intrusive": "Process can be forwarded.",
                   "at_most": "the city and county"},
}  # fmt: skip


def drawn(matter: Matter, name: str, fields: Facts) -> tuple[Path, ...]:
    asked = drafting.Asked(volume="VOL001", fields=fields)
    return drafting.draft(matter, rules_today(matter), name, asked)


@pytest.mark.parametrize("name", FIELDS)
def test_each_draft_is_the_same_twice_and_without_one_of_its_fields_nothing_is_written(
    matter: Matter, name: str
) -> None:
    made = drawn(matter, name, FIELDS[name])
    kept = [path.read_bytes() for path in made]
    assert drawn(matter, name, FIELDS[name]) == made
    assert [path.read_bytes() for path in made] == kept

    before = sorted((matter.folder / "papers" / "drafts").iterdir())
    for field in FIELDS[name]:
        with pytest.raises(ProcedureError, match=r"nothing was written|no clause|not known"):
            drawn(matter, name, {n: v for n, v in FIELDS[name].items() if n != field})
    assert sorted((matter.folder / "papers" / "drafts").iterdir()) == before


def test_the_proposed_order_shows_its_three_parts_for_every_category_that_may_be_removed(
    matter: Matter,
) -> None:
    rules = rules_today(matter)
    said = text_of(next(p for p in drawn(matter, "protective-order", {}) if p.suffix == ".docx"))

    assert all(f"141.1(c)({part})" in said for part in (1, 2, 3))
    for rule in (r for r in rules.rules if r.action == "may_remove"):
        for category in (*rule.categories, *rule.preapproved):
            assert f"{spoken(category)} ({rule.id})" in said
        assert rule.harm in said and all(b in said for b in rule.basis)


def test_the_privilege_log_asks_for_what_the_program_will_not_guess(matter: Matter) -> None:
    log = (matter.volumes / "VOL001" / "LOGS" / "privilege.csv").read_text(encoding="utf-8-sig")
    entries = re.findall(r"W\d{5}", log)
    assert entries
    with pytest.raises(ProcedureError, match="W00001_date, W00001_author, W00001_recipients"):
        drawn(matter, "privilege-log", {})

    fields = {f"{e}_{c}": f"{c} told" for e in entries for c in ("date", "author", "recipients")}
    said = text_of(drawn(matter, "privilege-log", fields)[1])
    assert all(e in said for e in entries) and "author told" in said
    assert not [v for v in REMOVED if v in said]


def test_what_is_withheld_is_counted_and_no_document_is_named(matter: Matter) -> None:
    said = text_of(drawn(matter, "withheld-items", {})[1])

    assert "Yes: 2 documents are withheld" in said
    assert "held because it is not settled" in said
    assert ".pdf" not in said and "Perrin" not in said


def test_the_command_draft_writes_both_forms_and_names_what_is_missing(case: Path) -> None:
    field = [w for n, v in FIELDS["undertaking"].items() for w in ("--field", f"{n}={v}")]
    made = inside("draft", "undertaking", case, *field, "--json")
    assert made.code == 0
    (word, *_) = made.facts["papers"]  # type: ignore[misc]
    assert zipfile.is_zipfile(word)

    missing = inside("draft", "undertaking", case, "--json")
    assert missing.code == 2 and "employer, name" in str(missing.facts["error"])
    assert "protective-order" in str(inside("draft", "duel", case, "--json").facts["error"])
