from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goodcause.base.errors import ProcedureError
from goodcause.case.motions import items_of
from goodcause.engine.inline import Inline
from goodcause.pipeline import motions
from goodcause.pipeline.motions import Moved
from goodcause.pipeline.procedures import acted, papers_folder, standing
from goodcause.pipeline.produce import Wanted, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.removed import sealed_rows
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import DecisionRow
from goodcause.verification.depth import Depth

from tests.afterwards.commands import acting, facts, run
from tests.afterwards.steps import rules_of
from tests.case.forwardings import ADA, ANN, HOME
from tests.pipeline.making import wanted as volume

DAY = date(2007, 3, 6)
WANTED = Moved(
    asked_for="CCW0000001",
    movant="Dana Field",
    ground="the applicant is the sheriff's neighbour",
    categories=("home_address",),
)


def moved(matter: Matter, **more: object) -> int:
    return motions.move(matter, rules_of(matter), replace(WANTED, **more), ANN, DAY)  # type: ignore[arg-type]


def act(matter: Matter, number: int, move: str, **told: object) -> str:
    return acted(matter, ("motion", number), move, told, (ADA, DAY))


def granted(matter: Matter, items: str = "all", **more: object) -> int:
    number = moved(matter, **more)
    act(matter, number, "file", docket="88", hearing="2007-04-11")
    ruling: dict[str, object] = {"ruling": "Dkt. 101", "judge": "Mueller, M.J.", "items": items}
    motions.grant(matter, rules_of(matter), number, ruling, (ADA, DAY))
    return number


def again(name: str = "VOL002") -> Wanted:
    return replace(volume(name), day=date(2007, 4, 1), depth=Depth(ocr_pages=0, ocr_regions=0))


def words_of(volume: Path, begins: Iterable[str]) -> str:
    paths = [path for begin in begins for path in volume.glob(f"TEXT/*/{begin}.txt")]
    return " ".join(path.read_text(encoding="utf-8-sig") for path in paths)


def test_a_grant_becomes_an_amendment_and_a_volume_of_exactly_that(served: Matter) -> None:
    everything = moved(served, categories=())
    act(served, everything, "withdraw", reason="narrowed")
    number = granted(served, items="1")
    (item,) = [i for i in items_of(standing("motion", number)) if i.number == 1]
    others = [i for i in items_of(standing("motion", number)) if i.number != 1]

    name = motions.carry_out(served, number, (ADA, DAY))
    made = produce(served, again(), Inline(), Silent())

    assert name == "0002-ruling.1.yaml"
    assert standing("motion", number).state == "in_force"
    lifted = sealed_rows(served, "VOL001") - sealed_rows(served, "VOL002")
    mine = {k: n for k, n in lifted.items() if k[0] == item.begin}
    assert mine == {(item.begin, item.page, "home_address", item.clause): 1}
    assert [p.stem for p in made.folder.glob("TEXT/*/*.txt")] == [item.begin]
    assert HOME.split(",")[0] in words_of(made.folder, [item.begin])
    assert others
    assert motions.reproduced(served, number, "VOL002", (ANN, DAY)) == "reproduced"
    decision = DecisionRow.objects.filter(finding=item.finding).order_by("-pk").first()
    assert decision is not None
    assert (decision.by, decision.outcome) == (ADA.name, "leave")

    # What was revealed is not moved for again, and is no longer among the removals.
    left = {i.finding for i in items_of(standing("motion", moved(served, categories=())))}
    assert item.finding not in left
    assert left


def test_a_ruling_on_what_was_revealed_meanwhile_is_refused(served: Matter) -> None:
    first = granted(served)
    motions.carry_out(served, first, (ADA, DAY))
    act_words = {"ruling": "Dkt. 102", "judge": "Mueller, M.J.", "items": "all"}

    with pytest.raises(ProcedureError, match="only what was granted is carried out, once"):
        motions.carry_out(served, first, (ADA, DAY))
    with pytest.raises(ProcedureError, match="nothing of CCW0000001 is removed of the kind"):
        moved(served)
    with pytest.raises(ProcedureError, match="no volume VOL009"):
        motions.reproduced(served, first, "VOL009", (ANN, DAY))
    with pytest.raises(ProcedureError, match="does not differ"):
        motions.reproduced(served, first, "VOL001", (ANN, DAY))
    with pytest.raises(ProcedureError, match="not possible now"):
        motions.grant(served, rules_of(served), first, dict(act_words), (ADA, DAY))


def test_two_motions_granted_at_once_cannot_reveal_one_thing_twice(served: Matter) -> None:
    number = moved(served)
    with pytest.raises(ProcedureError, match="in motion 1; leave it out"):
        moved(served, categories=())
    act(served, number, "file", docket="88", hearing="2007-04-11")
    act(served, number, "deny", ruling="Dkt. 101", judge="Mueller, M.J.", reason="no good cause")
    assert moved(served) == 2
    denied = standing("motion", number).last("deny")
    assert denied is not None
    assert denied.facts["reason"] == "no good cause"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"asked_for": "CCW0009999"}, "no served paper is known"),
        ({"categories": ("weapon",)}, "removed of the kind weapon; removed are:"),
        ({"pages": ("CCW0009999",)}, "removed of the page CCW0009999"),
        ({"asked_for": "DON0000001", "categories": ()}, "nothing is removed from the papers"),
        ({"movant": " "}, "names who moves"),
        ({"remedy": "reward"}, "disclose or clear"),
        ({"remedy": "clear"}, "name the pages on which"),
        ({"remedy": "clear", "pages": ("CCW0000099",)}, "is no page of CCW0000001"),
        ({"remedy": "clear", "asked_for": "DON0000001", "pages": ("DON0000001",)}, "bear no mark"),
    ],
)
def test_a_motion_that_asks_for_nothing_there_is_refused(
    untouched: Matter, more: dict[str, object], said: str
) -> None:
    with pytest.raises(ProcedureError, match=said):
        moved(untouched, **more)


def test_pages_that_the_mark_obscures_are_given_without_it(served: Matter) -> None:
    number = granted(served, remedy="clear", categories=(), pages=("CCW0000001",))
    folder = Path(motions.carry_out(served, number, (ADA, DAY)))

    assert standing("motion", number).state == "reproduced"
    assert (folder / "IMAGES" / "CCW0000001.pdf").is_file()
    assert HOME.encode() not in (folder / "LOG.csv").read_bytes()


def test_no_value_stands_in_a_motion_or_its_papers(served: Matter) -> None:
    number = moved(served, categories=())
    act(served, number, "confer", with_whom="Dana Field", result="no agreement")
    act(served, number, "file", docket="88", hearing="2007-04-11")
    act(served, number, "respond", position="p", harm="h", interest="i", less_intrusive="l")
    motions.draft_papers(served, rules_of(served), number, (ANN, DAY))
    folder = papers_folder(served, "motion", number)

    assert len(list(folder.iterdir())) == 6
    assert "Quail Hollow" not in repr(standing("motion", number))


def test_a_motion_from_the_first_paper_to_the_last_by_commands(
    served_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = served_folder
    code, made = run(
        capsys, "motion", "open", case, "CCW0000001", "--movant", "Dana Field", "--ground",
        "neighbour", "--category", "home_phone", *acting("Ann Wren", "reviewer", DAY),
    )  # fmt: skip
    assert (code, made["number"]) == (0, 1)

    def do(*words: object, **told: object) -> dict[str, object]:
        given = [*words, *facts(**told), *acting("Ada Quill", "attorney", DAY)]
        code, found = run(capsys, "motion", *given)
        assert code == 0, found
        return found

    do("act", case, 1, "confer", with_whom="Dana Field", result="no agreement")
    do("act", case, 1, "file", docket="88", hearing="2007-04-11")
    do("act", case, 1, "respond", position="p", harm="h", interest="i", less_intrusive="l")
    assert len(do("draft", case, 1)["papers"]) == 6  # type: ignore[arg-type]
    do("act", case, 1, "submit", heard="2007-03-06")
    do("grant", case, 1, "--ruling", "Dkt. 101", "--judge", "Mueller, M.J.")
    do("carry-out", case, 1)
    produce(open_matter(case), again(), Inline(), Silent())
    do("reproduced", case, 1, "--volume", "VOL002")
    do("act", case, 1, "close", outcome="disclosed")
    assert run(capsys, "motion", "show", case, 1)[1]["state"] == "closed"
