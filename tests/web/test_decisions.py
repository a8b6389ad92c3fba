"""What a person settles: recorded once, under a clause, taken back as it was, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Outcome
from goodcause.engine.inline import Inline
from goodcause.order.order import RuleSet
from goodcause.pipeline import review_decide as deciding
from goodcause.pipeline import review_draw, review_facts, review_people, review_queue
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.proposals import decisions, propose_all, standings, undecided
from goodcause.pipeline.read import read
from goodcause.pipeline.review_decide import RANKS, Actor, Asked, ForbiddenError, StaleError
from goodcause.pipeline.review_draw import Drawing
from goodcause.pipeline.review_index import prepare, rules_today
from goodcause.store import audit
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import (
    DecisionRow,
    EventRow,
    FindingRow,
    ItemRow,
    PersonRow,
    SourceRow,
)

ADA = Actor(name="Ada Wren", rank=RANKS["reviewer"])
BEN = Actor(name="Ben Ito", rank=RANKS["second reviewer"])
COUNSEL = Actor(name="Cora Lind", rank=RANKS["attorney"])


@dataclass
class Desk:
    matter: Matter
    rules: RuleSet
    keys: int = 0

    def key(self) -> str:
        self.keys += 1
        return f"key-number-{self.keys:08d}"

    def open(self, category: str = "ssn") -> ItemRow:
        row = ItemRow.objects.filter(state="open", category=category).order_by("pk").first()
        assert row is not None
        return row

    def settle(
        self,
        item: ItemRow,
        outcome: str = "remove",
        reason: str = "",
        by: Actor = ADA,
        key: str = "",
    ) -> dict[str, object]:
        asked = Asked(
            key=key or self.key(), items={item.pk: item.version}, outcome=Outcome(outcome),
            reason=reason, shown="0" * 64,
        )  # fmt: skip
        return deciding.settle(by, self.rules, asked)


@pytest.fixture
def desk(case: Path) -> Iterator[Desk]:
    matter = open_matter(case)
    rules = rules_today(matter)
    prepare(matter, rules, Silent())
    yield Desk(matter, rules)
    connections.close_all()


def again(item: ItemRow) -> ItemRow:
    return ItemRow.objects.get(pk=item.pk)


def test_a_decision_names_its_clause_and_who_made_it(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item)

    row = DecisionRow.objects.get(source_id=item.source_id, finding=item.key)
    assert (row.outcome, row.by, row.rule) == ("remove", "Ada Wren", item.rule)
    assert row.rule and row.label
    event = EventRow.objects.order_by("-number").first()
    assert event is not None and event.facts["finding"] == item.key
    assert event.facts["shown"] == "0" * 64


def test_the_trail_holds_no_value(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item)

    assert item.text
    assert item.text not in "".join(audit.exported())


def test_a_decision_sent_twice_is_made_once(desk: Desk) -> None:
    item = desk.open()
    first = desk.settle(item, key="the same key, sent again")
    second = desk.settle(item, key="the same key, sent again")

    assert first == second
    assert DecisionRow.objects.count() == 1


def test_what_another_decided_meanwhile_is_not_decided_over(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item, by=BEN)

    with pytest.raises(StaleError, match="Ben Ito made it removed"):
        desk.settle(item, "leave", "4")
    assert DecisionRow.objects.count() == 1
    assert again(item).by == "Ben Ito"


def test_one_stale_finding_stops_the_whole_act(desk: Desk) -> None:
    items = list(ItemRow.objects.filter(state="open", category="ssn"))
    desk.settle(items[1])
    wanted = {i.pk: i.version for i in items}

    with pytest.raises(StaleError):
        deciding.settle(
            ADA, desk.rules, Asked(key=desk.key(), items=wanted, outcome=Outcome.REMOVE)
        )
    assert DecisionRow.objects.count() == 1


def test_leaving_what_the_order_removes_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(UsageError, match="say why"):
        desk.settle(desk.open(), "leave")


def test_what_no_clause_reaches_cannot_be_removed(desk: Desk) -> None:
    stays = ItemRow.objects.filter(state="stays").first()
    assert stays is not None
    with pytest.raises(UsageError, match="no clause"):
        desk.settle(stays)


def test_what_turns_on_an_unsettled_class_waits(desk: Desk) -> None:
    waits = ItemRow.objects.filter(state="waiting").first()
    assert waits is not None
    with pytest.raises(UsageError, match="class"):
        desk.settle(waits)


def test_undo_restores_and_adds_rows_and_takes_none_away(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item)
    deciding.undo(ADA, desk.rules, desk.key())

    assert again(item).state == "open"
    assert (item.source_id, item.key) not in decisions()
    assert DecisionRow.objects.count() == 2
    assert audit.broken_at() is None


def test_undo_goes_back_one_act_at_a_time_and_only_through_my_own(desk: Desk) -> None:
    mine, theirs = list(ItemRow.objects.filter(state="open", category="ssn"))[:2]
    desk.settle(mine)
    desk.settle(theirs, by=BEN)
    deciding.undo(ADA, desk.rules, desk.key())

    assert (again(mine).state, again(theirs).state) == ("open", "remove")
    with pytest.raises(UsageError, match="nothing of yours"):
        deciding.undo(ADA, desk.rules, desk.key())


def test_undo_of_what_somebody_changed_since_is_refused(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item)
    desk.settle(again(item), "leave", "2", by=BEN)

    with pytest.raises(StaleError, match="Ben Ito"):
        deciding.undo(ADA, desk.rules, desk.key())
    assert again(item).state == "leave"


def test_each_of_many_findings_settled_at_once_has_its_own_event(desk: Desk) -> None:
    items = {i.pk: i.version for i in ItemRow.objects.filter(state="open")}
    before = EventRow.objects.count()
    deciding.settle(ADA, desk.rules, Asked(key=desk.key(), items=items, outcome=Outcome.REMOVE))

    assert EventRow.objects.count() == before + len(items) == before + DecisionRow.objects.count()
    assert audit.broken_at() is None


def test_a_second_look_is_another_persons_and_stands_beside_the_first(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item, by=BEN)
    with pytest.raises(ForbiddenError, match="another person"):
        deciding.second(BEN, desk.rules, desk.key(), (item.pk, item.version + 1), "")
    with pytest.raises(ForbiddenError, match="second reviewer"):
        deciding.second(ADA, desk.rules, desk.key(), (item.pk, item.version + 1), "")

    deciding.second(COUNSEL, desk.rules, desk.key(), (item.pk, item.version + 1), "")
    now = again(item)
    assert (now.by, now.second, now.second_by) == ("Ben Ito", "confirmed", "Cora Lind")


def test_what_a_second_reviewer_sends_back_is_open_again(desk: Desk) -> None:
    item = desk.open()
    desk.settle(item)
    deciding.second(
        BEN, desk.rules, desk.key(), (item.pk, item.version + 1), "that is a work number"
    )

    assert again(item).state == "open"
    assert (item.source_id, item.key) not in decisions()


def test_what_is_before_counsel_leaves_the_queue_until_counsel_decides(desk: Desk) -> None:
    item = desk.open()
    deciding.escalate(ADA, desk.key(), (item.pk, item.version), "is that his own?")
    assert item.pk not in {i.pk for i in ItemRow.objects.filter(state="open", escalated=False)}

    with pytest.raises(ForbiddenError, match="attorney"):
        desk.settle(again(item))
    desk.settle(again(item), by=COUNSEL)
    assert again(item).by == "Cora Lind"


def test_settling_a_class_changes_what_its_preview_said(desk: Desk) -> None:
    person = review_people.unsettled_people(desk.rules)[0]
    said = review_people.preview(person.key, "layperson", desk.rules)
    assert said.changes and said.released == len(person.documents)

    asked = (person.key, "layperson", "he sells lamps, page 1")
    review_people.settle_class(desk.matter, ADA, desk.key(), asked, desk.rules)
    mine = ItemRow.objects.filter(source_id__in=person.documents)
    assert not mine.filter(state="waiting").exists()
    now_leaves = sum(c.count for c in said.changes if c.then == "stays")
    assert (
        mine.filter(state="stays", category__in=["home_address", "home_phone"]).count()
        >= now_leaves
    )
    assert person.key not in {p.key for p in review_people.unsettled_people(desk.rules)}


def test_a_class_changed_later_opens_what_its_clause_no_longer_carries(desk: Desk) -> None:
    judge = PersonRow.objects.get(occupation="judge")
    home = ItemRow.objects.filter(
        source_id__in=judge.documents.values("key"), category="home_address", state="open"
    ).first()
    assert home is not None
    desk.settle(home)
    said = review_people.preview(judge.key, "layperson", desk.rules)
    asked = (judge.key, "layperson", "another person of the same name")
    done = review_people.settle_class(desk.matter, COUNSEL, desk.key(), asked, desk.rules)

    assert said.reopened == done["reopened"] == 1
    assert again(home).state == "stays"
    assert (home.source_id, home.key) not in decisions()


def test_classes_and_drawings_outlive_a_second_reading(desk: Desk) -> None:
    person = review_people.unsettled_people(desk.rules)[0]
    asked = (person.key, "layperson", "he sells lamps")
    review_people.settle_class(desk.matter, ADA, desk.key(), asked, desk.rules)
    drawn = draw_on_a_story(desk)
    read(desk.matter, Inline(), Silent())
    prepare(desk.matter, desk.rules, Silent())

    assert standings(desk.rules)[person.documents[0]].person_class == "layperson"
    assert ItemRow.objects.get(key=drawn.key).state == "remove"
    assert FindingRow.objects.filter(key=drawn.key).count() == 1


def draw_on_a_story(desk: Desk, *, snapped: bool = True) -> ItemRow:
    story = SourceRow.objects.get(path__endswith="story 00.pdf")
    drawing = Drawing(
        document=story.key, page=1, box=Box(290, 380, 900, 440), category="vulnerability_place",
        snapped=snapped,
    )  # fmt: skip
    done = review_draw.draw(desk.matter, ADA, desk.rules, desk.key(), drawing)
    items = done["items"]
    assert isinstance(items, dict)
    return ItemRow.objects.get(pk=int(next(iter(items))))


def test_a_box_drawn_freely_is_widened_to_the_grid_and_tells_nothing_of_the_ink(desk: Desk) -> None:
    item = draw_on_a_story(desk, snapped=False)
    ((left, top, right, bottom),) = item.boxes

    assert not any(v % 12 for v in (left, top, right, bottom))
    assert left <= 290 and top <= 380 and right >= 900 and bottom >= 440


def test_undoing_a_drawing_rubs_it_out(desk: Desk) -> None:
    item = draw_on_a_story(desk)
    deciding.undo(ADA, desk.rules, desk.key())

    assert not ItemRow.objects.filter(pk=item.pk).exists()
    assert not FindingRow.objects.filter(key=item.key).exists()
    assert (item.source_id, item.key) not in decisions()


def test_what_the_order_keeps_cannot_be_drawn_over(desk: Desk) -> None:
    story = SourceRow.objects.get(path__endswith="story 00.pdf")
    drawing = Drawing(
        document=story.key, page=1, box=Box(290, 380, 900, 440), category="weapon", snapped=True
    )
    with pytest.raises(UsageError, match="no clause"):
        review_draw.draw(desk.matter, ADA, desk.rules, desk.key(), drawing)


def test_all_occurrences_are_settled_as_one_act_with_boxes_where_nothing_was_found(
    desk: Desk,
) -> None:
    item = ItemRow.objects.filter(state="open", text__contains="900-32-5566").first()
    assert item is not None
    others = ItemRow.objects.filter(text__contains="900-32-5566").exclude(pk=item.pk)
    for other in others:  # as if the detectors had missed it there
        FindingRow.objects.filter(source_id=other.source_id, key=other.key).delete()
    others.delete()
    found = review_draw.occurrences(desk.matter, item, "case")
    assert len(found.words) == 1

    asked = Asked(key=desk.key(), items={item.pk: item.version}, outcome=Outcome.REMOVE)
    review_draw.apply_everywhere(desk.matter, ADA, desk.rules, asked, (item.pk, "case"))
    assert ItemRow.objects.filter(drawn=True, state="remove").count() == 1
    deciding.undo(ADA, desk.rules, desk.key())
    assert not ItemRow.objects.filter(drawn=True).exists()
    assert again(item).state == "open"


def test_two_people_who_take_documents_get_different_ones(desk: Desk) -> None:
    mine = review_queue.take(ADA, count=3)
    theirs = review_queue.take(BEN, count=3)

    assert mine and theirs and not set(mine) & set(theirs)
    spot = review_queue.next_spot(BEN)
    assert spot is not None and spot.document not in mine
    assert review_queue.taken_by_another(BEN, mine[0]) == "Ada Wren"


def test_a_reviewed_case_waits_for_nothing(desk: Desk) -> None:
    for person in review_people.unsettled_people(desk.rules):
        asked = (person.key, "layperson", "as the page says")
        review_people.settle_class(desk.matter, ADA, desk.key(), asked, desk.rules)
    items = {i.pk: i.version for i in ItemRow.objects.filter(state="open")}
    deciding.settle(ADA, desk.rules, Asked(key=desk.key(), items=items, outcome=Outcome.REMOVE))

    served = set(ItemRow.objects.values_list("source_id", flat=True))
    who = standings(desk.rules)
    proposals = propose_all(desk.rules, who)
    assert undecided({k: v for k, v in proposals.items() if k in served}) == 0


def test_what_was_shown_is_told_by_its_digest(desk: Desk) -> None:
    item = desk.open()
    page = ItemRow.objects.filter(source_id=item.source_id, page=item.page)
    first = review_facts.shown(page, desk.rules)
    desk.settle(item)

    assert len(first) == 64
    assert review_facts.shown(page.all(), desk.rules) != first
