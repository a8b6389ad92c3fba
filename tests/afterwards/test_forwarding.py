from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.db import DatabaseError

from goodcause.base.errors import ProcedureError
from goodcause.case.docx import docx
from goodcause.case.forward_papers import card, check_sheet, notice, proof, report
from goodcause.case.forward_told import told
from goodcause.case.forwarding import FORWARD, TABLE
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who
from goodcause.pipeline.forwarding import receiving_folder, tell
from goodcause.pipeline.procedures import (
    acted,
    attached,
    board,
    broken,
    kept,
    papers_folder,
    standing,
)
from goodcause.pipeline.removed import applicant, taken_from
from goodcause.store import audit
from goodcause.store.matter import Matter
from goodcause.store.models import EventRow, ProcedureEventRow

from tests.afterwards import steps
from tests.afterwards.steps import MAILED, act, received, rules_of, sent
from tests.case.forwardings import (
    ADA,
    ANN,
    ARTICLE,
    BEN,
    CHECKED,
    CLOCK,
    COUNSEL,
    HOME,
    STANDING,
    SUBJECT,
    TERMS,
    drafted,
    step,
)
from tests.case.forwardings import received as received_alone

PRIVATE = (HOME, "Quail Hollow", "95864", ARTICLE, "Ostrander", "application of 1994")
"""What plaintiffs' counsel must not learn from anything made for them."""

HISTORIES = 200
SELDOM = {"withdraw": 0.01, "die": 0.015, "object": 0.05, "respond": 0.06, "close": 0.02,
          "halt": 0.3, "extend": 0.1, "return": 0.4, "refuse": 0.3}  # fmt: skip
"""Steps that end a history early are taken less often than others."""


def every_byte(folder: Path) -> Iterator[bytes]:
    """What a folder's files hold: as they are, unpacked, inflated, and as a reader sees it."""
    for path in sorted(folder.rglob("*")):
        yield path.name.encode()
        if path.is_file():
            yield from unfolded(path.read_bytes())


def unfolded(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                yield box.read(name)
    if data.startswith(b"%PDF"):
        for part in data.split(b"stream")[1::2]:
            inflated = zlib.decompressobj()
            yield inflated.decompress(_ascii85(part)) if b"Gb" in part[:4] else part
        paper = pypdfium2.PdfDocument(data)
        yield "".join(p.get_textpage().get_text_range() for p in paper).encode()


def _ascii85(part: bytes) -> bytes:
    import base64  # noqa: PLC0415

    return base64.a85decode(part.strip().removesuffix(b"end"), adobe=False) if part else b""


def seen_in(parts: Iterator[bytes]) -> set[str]:
    flat = [b" ".join(part.split()) for part in parts]
    return {secret for secret in PRIVATE if any(secret.encode() in part for part in flat)}


def test_the_papers_are_written_and_kept_with_their_step(served: Matter) -> None:
    number = sent(served)

    names = {p.name for p in papers_folder(served, "forward", number).iterdir()}
    expected = ("notice", "card", "proof-of-service", "check-sheet")
    assert names == {f"{n}.1.{e}" for n in expected for e in ("docx", "pdf")}
    drafts = standing("forward", number).last("draft")
    assert drafts is not None
    assert set(drafts.papers) == names


def test_the_notice_says_what_the_order_commands_and_what_the_law_asks() -> None:
    made = pypdfium2.PdfDocument(
        pdf(notice(STANDING["ready"](), TERMS, "April 2, 2007", "March 9, 2007"))
    )
    text = " ".join("".join(p.get_textpage().get_text_range() for p in made).split())

    said = ("April 2, 2007", "home address, home telephone number", "lawyer", "section 2")
    for words in (*said, TERMS.notice, COUNSEL, HOME, "do not represent you", "Sgt. Lee Marsh"):
        assert words in text, words


def test_whoever_is_protected_by_the_state_is_written_to_where_it_says() -> None:
    elsewhere = {"safe_at_home": "yes", "substitute_address": "P.O. Box 846"}
    safe = step(received_alone(), "check", **{**CHECKED, **elsewhere})
    safe = drafted(step(safe, "set-clock", ADA, **CLOCK), MAILED)
    parts = unfolded(docx(notice(safe, TERMS, "April 2, 2007", "March 9, 2007")))
    text = b" ".join(parts).decode(errors="replace")

    assert "P.O. Box 846" in text
    assert HOME not in text
    assert "unless the court decides so" in text


def test_papers_made_twice_are_the_same_to_the_byte() -> None:
    one, again = STANDING["sent"](), STANDING["sent"]()
    for setter in (docx, pdf):
        for make in (
            lambda p: notice(p, TERMS, "April 2, 2007", "March 9, 2007"),
            lambda p: card(p, TERMS, "April 2, 2007"),
            lambda p: proof(p, TERMS, to_receiving=False),
            lambda p: check_sheet(p, TERMS, [("CCW0000001", "home address", "D2-1")]),
            lambda p: report(told(p), TERMS),
        ):
            assert setter(make(one)) == setter(make(again))


def test_the_copies_for_the_other_side_do_not_differ_in_what_they_may_not_know() -> None:
    other = STANDING["delivered"]
    facts = {"name": "Somebody Else", "address": "1 Elsewhere Road", "article": "0000"}
    one, two = other(), other()
    two = replace(
        two,
        steps=tuple(
            replace(s, facts={k: facts.get(k, v) for k, v in s.facts.items()}) for s in two.steps
        ),
    )
    assert two.text("address") == "1 Elsewhere Road"
    for make in (
        lambda p: report(told(p), TERMS),
        lambda p: proof(p, TERMS, to_receiving=True),
    ):
        assert docx(make(one)) == docx(make(two))
        assert pdf(make(one)) == pdf(make(two))


def test_a_draft_made_again_is_a_new_version_and_the_same_draft_is_not(tmp_path: Path) -> None:
    first = kept(tmp_path, "notice.pdf", b"one")

    assert kept(tmp_path, "notice.pdf", b"one") == first
    assert kept(tmp_path, "notice.pdf", b"two").name == "notice.2.pdf"
    assert first.read_bytes() == b"one"
    assert first.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("asked", ["CCW0009999", "CCW", "DON0000099", "p000099", "../x", ""])
def test_a_number_nobody_knows_is_refused(untouched: Matter, asked: str) -> None:
    with pytest.raises(ProcedureError, match="no served paper is known"):
        received(untouched, asked_for=asked)
    assert board("forward") == ()


def test_nothing_is_forwarded_to_whose_address_was_served(untouched: Matter) -> None:
    lay = next(
        k for k in ("CCW0000001", "CCW0000002", "CCW0000003")
        if applicant(k, rules_of(untouched)).person_class == "layperson"
    )  # fmt: skip
    with pytest.raises(ProcedureError, match="nothing to forward: Plaintiffs have"):
        received(untouched, asked_for=lay)


def test_what_was_removed_is_told_by_page_and_clause_and_never_by_value(untouched: Matter) -> None:
    found = applicant("CCW0000001", rules_of(untouched))
    taken = taken_from(untouched, found)

    assert found.name == "Margaret Elaine Ostrander" or "Ostrander" in found.name
    assert {"home_address", "ssn", "home_phone"} <= {t.category for t in taken}
    assert {t.clause for t in taken} <= {"D2-1", "D2-1x", "D3-1"}
    assert seen_in(iter([repr(taken).encode()])) == set()


def test_steps_are_chained_and_rows_cannot_be_changed(served: Matter) -> None:
    number = sent(served)

    assert broken("forward", number) is None
    row = ProcedureEventRow.objects.filter(procedure__number=number).order_by("pk")[2]
    with pytest.raises(DatabaseError, match="only ever added"):
        ProcedureEventRow.objects.filter(pk=row.pk).update(by="Mallory")
    with pytest.raises(DatabaseError, match="only ever added"):
        row.delete()


def test_a_row_changed_behind_the_database_s_back_is_found(served: Matter) -> None:
    from django.db import connection  # noqa: PLC0415

    number = sent(served)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_procedureeventrow_no_UPDATE")
    row = ProcedureEventRow.objects.order_by("pk")[2]
    ProcedureEventRow.objects.filter(pk=row.pk).update(by="Mallory")

    assert broken("forward", number) == 3


def test_the_trail_names_each_step_and_nothing_that_it_says(served: Matter) -> None:
    sent(served)
    rows = EventRow.objects.filter(what="forward").order_by("number")

    assert [r.facts["move"] for r in rows] == ["open", "check", "set-clock", "draft", "send"]
    assert seen_in(line.encode() for line in audit.exported()) == set()
    assert audit.broken_at() is None


def test_a_refused_step_leaves_no_row_and_no_event(served: Matter) -> None:
    number = sent(served)
    before = audit.head(), standing("forward", number)
    with pytest.raises(ProcedureError):
        act(served, number, "reveal", ADA, MAILED, to=COUNSEL)
    with pytest.raises(ProcedureError, match="has not come yet"):
        act(served, number, "deliver", ANN, date.today() + timedelta(2), received_by="x")  # noqa: DTZ011

    assert (audit.head(), standing("forward", number)) == before


def test_the_address_is_told_once_it_was_approved_and_not_before(served: Matter) -> None:
    number = sent(served)
    day = date(2007, 4, 10)
    act(served, number, "deliver", ANN, date(2007, 3, 13), received_by="M. Ostrander")
    act(served, number, "lapse", ANN, day)
    act(served, number, "propose", ANN, day, reason="no answer came")
    act(served, number, "approve", ADA, day, reason="mail record looked at")
    tell(served, rules_of(served), number, day)
    folder = receiving_folder(served, number)
    assert seen_in(every_byte(folder)) == set()

    act(served, number, "reveal", ADA, day, to=COUNSEL)
    what, paths = tell(served, rules_of(served), number, day)

    assert what.address == HOME
    assert seen_in(every_byte(folder)) == {HOME, "Quail Hollow", "95864"}
    text = b" ".join(unfolded(paths[2].read_bytes())).decode(errors="replace")
    assert "EYES ONLY" in text


def random_history(seed: int) -> Procedure:
    """A forwarding of random steps, each tried by a random person with facts that may be wrong."""
    chance = random.Random(seed)  # noqa: S311  made histories
    at = received_alone()
    day = at.steps[-1].on
    for _ in range(chance.randint(3, 50)):
        day += timedelta(0 if at.state == "ready" else chance.choice((0, 0, 1, 3, 12, 30)))
        here = TABLE.from_here(at.state) or TABLE.moves
        (move,) = chance.choices(here, [SELDOM.get(m.name, 1.0) for m in here])
        who = chance.choice((ANN, ADA, BEN))
        try:
            if move.name == "draft":
                at = drafted(at, day)
            else:
                known = {*move.needs, *(move.may or ())}
                told = {k: v for k, v in told_of(chance, day).items() if k in known}
                at = step(at, move.name, who, day, **told)
        except ProcedureError:
            continue
    return at


def told_of(chance: random.Random, day: date) -> dict[str, object]:
    return {
        **CHECKED, **CLOCK, "service": "certified", "server": "Kim", "article": ARTICLE,
        "received_by": "M. Ostrander", "reason": f"wrote to {HOME}", "how": "direct",
        "wish": "none", "by_whom": "her lawyer", "ground": HOME, "ruling": "Dkt. 91",
        "judge": "Mueller, M.J.", "source": HOME, "outcome": HOME,
        "to": chance.choice((COUNSEL, COUNSEL, "Plaintiffs")),
        "until": str(day + timedelta(40)),
        "safe_at_home": chance.choice((*["no"] * 7, "yes")),
        "substitute_address": "P.O. Box 846", "represented": chance.choice((*["no"] * 7, "yes")),
        "counsel_name": "Lou Hart", "counsel_address": "1 Court Way",
    }  # fmt: skip


@pytest.fixture(scope="module")
def histories() -> tuple[Procedure, ...]:
    return tuple(random_history(seed) for seed in range(HISTORIES))


def test_random_histories_reach_every_end(histories: tuple[Procedure, ...]) -> None:
    met = {s.state for h in histories for s in h.steps}

    assert met == set(TABLE.states)
    assert sum(h.last("reveal") is not None for h in histories) > 20


def test_no_history_tells_what_was_not_approved(
    histories: tuple[Procedure, ...], tmp_path: Path
) -> None:
    for number, history in enumerate(histories):
        folder = tmp_path / str(number)
        what = told(history)
        kept(folder, "status.json", json.dumps(what.row()).encode())
        kept(folder, "report.pdf", pdf(report(what, TERMS)))
        copy = proof(history, TERMS, to_receiving=True) if history.last("send") else None
        if number % 20 == 0:  # both forms say the same, as a test of theirs shows
            kept(folder, "report.docx", docx(report(what, TERMS)))
        if copy is not None and number % 5 == 0:
            kept(folder, "proof.pdf", pdf(copy))
        assert seen_in(iter([repr(copy).encode()])) == set()
        seen = seen_in(every_byte(folder))
        if history.last("reveal") is None:
            assert seen == set(), [s.move for s in history.steps]
        else:
            assert seen <= {HOME, "Quail Hollow", "95864"}
            assert_approved(history)


def assert_approved(history: Procedure) -> None:
    """Two persons, one of them an attorney, in the right order, after time or court allowed it."""
    moves = [s.move for s in history.steps]
    at = moves.index("reveal")
    approve = max(n for n, m in enumerate(moves[:at]) if m == "approve")
    propose = max(n for n, m in enumerate(moves[:approve]) if m == "propose")
    between = set(moves[approve + 1 : at])
    assert history.steps[approve].role == "attorney"
    assert history.steps[approve].by != history.steps[propose].by
    assert not between & {"respond", "object", "die", "halt"}
    assert {"lapse", "overrule"} & set(moves[:propose])
    assert history.steps[at].facts["to"] == COUNSEL


def test_the_search_would_find_a_leak(tmp_path: Path) -> None:
    leaky = STANDING["sent"]()
    kept(tmp_path, "proof.pdf", pdf(proof(leaky, TERMS, to_receiving=False)))
    kept(tmp_path, "proof.docx", docx(proof(leaky, TERMS, to_receiving=False)))

    assert {HOME, ARTICLE, "Ostrander"} <= seen_in(every_byte(tmp_path))


def test_the_board_lists_the_soonest_first(served: Matter) -> None:
    first, second = sent(served), received(served, return_date="2007-03-20")
    lines = [(w.procedure.number, w.deadline.due.day) for w in board("forward") if w.deadline]

    assert lines == [
        (second, date(2007, 3, 20)),
        (first, date(2007, 4, 2)),
        (first, date(2007, 5, 14)),
    ]
    assert seen_in(iter([w.about.encode() for w in board("forward")])) == set()


def test_what_came_with_a_step_is_kept_among_our_own_papers(served: Matter, tmp_path: Path) -> None:
    number = sent(served)
    scan = tmp_path / "envelope <front>.png"
    scan.write_bytes(b"\x89PNG " + HOME.encode())
    copy = attached(served, ("forward", number), scan)
    on = date(2007, 3, 13)
    acted(served, ("forward", number), "return", {"reason": "moved"}, (ANN, on), [copy])
    tell(served, rules_of(served), number, on)

    last = standing("forward", number).steps[-1]
    assert last.papers == (copy.name,)
    assert copy.name.endswith("-envelope-front-.png")
    assert copy.parent.parent == papers_folder(served, "forward", number)
    assert seen_in(every_byte(receiving_folder(served, number))) == set()
    with pytest.raises(ProcedureError, match="there is no forward 9"):
        attached(served, ("forward", 9), scan)


def test_what_the_other_side_was_told_is_on_the_trail(served: Matter) -> None:
    number = sent(served)
    _, paths = tell(served, rules_of(served), number, MAILED)
    event = EventRow.objects.filter(what="told").get()

    assert event.facts["files"].keys() == {path.name for path in paths}
    assert seen_in(iter([repr(event.facts).encode()])) == set()


def test_a_paper_that_is_none_is_refused(untouched: Matter) -> None:
    with pytest.raises(ProcedureError, match="no kind of paper"):
        received(untouched, paper="parcel")
    with pytest.raises(ProcedureError, match="no day of the calendar"):
        received(untouched, return_date="2007-02-30")
    with pytest.raises(ProcedureError, match="which attorney"):
        received(untouched, asked_by=" ")
    assert FORWARD.name == "forward"
    assert SUBJECT["asked_for"] == steps.HANDED.asked_for
    assert isinstance(ANN, Who)
