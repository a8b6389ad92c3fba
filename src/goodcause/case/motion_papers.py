"""The papers of a motion, drafted from its log: joint statement, opposition, proposed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodcause.base.errors import ProcedureError
from goodcause.case.draft import Block, Draft, Heading, Rows, Signature, Tick, Words, captioned
from goodcause.case.motions import DISCLOSE, Item, items_of
from goodcause.case.procedure import Procedure
from goodcause.order.clause import Case
from goodcause.order.vocabulary import spoken


def joint_statement(procedure: Procedure, case: Case) -> Draft:
    """The joint statement of the disagreement.

    Raises:
        ProcedureError: the response, or a conference, is not on record yet.
    """
    conferred = [s for s in procedure.steps if s.move == "confer"]
    if not conferred:
        raise ProcedureError(
            "the statement must say when and how the parties conferred; record the step confer"
        )
    talks = [
        Words(f"On {s.on}, with {s.facts['with_whom']}: {s.facts['result']}", n)
        for n, s in enumerate(conferred, 1)
    ]
    blocks: list[Block] = [
        Heading("Details of the conferences"),
        *talks,
        Heading("Nature of the dispute"),
        Words(_nature(procedure, case)),
        Heading("What is asked for, item by item"),
        _table(items_of(procedure)),
        Heading(f"Contentions of {case.receiving_party}"),
        Words(_told(procedure, "ground")),
        Heading(f"Contentions of {case.producing_party}"),
        *_ours(procedure, case),
        Signature(
            "The parties submit this statement under Local Rule 251.",
            (f"Counsel for {case.receiving_party}", f"Counsel for {case.producing_party}"),
        ),
    ]
    return _draft(procedure, case, "JOINT STATEMENT RE DISCOVERY DISAGREEMENT", blocks)


def opposition(procedure: Procedure, case: Case) -> Draft:
    """Our opposition: harm, the other side's interest, less intrusive means.

    Raises:
        ProcedureError: the response is not on record yet.
    """
    blocks: list[Block] = [
        Heading("What is asked for, item by item"),
        _table(items_of(procedure)),
        Heading("Why it should be denied"),
        *_ours(procedure, case),
        Signature("Respectfully submitted.", ("Date", f"Counsel for {case.producing_party}")),
    ]
    return _draft(procedure, case, "OPPOSITION TO MOTION", blocks)


def proposed_order(procedure: Procedure, case: Case) -> Draft:
    """An order with a box to tick for each item."""
    verb = "be disclosed" if procedure.subject["remedy"] == DISCLOSE else "be given without mark"
    blocks: list[Block] = [
        Words("Having considered the joint statement of the parties, and good cause appearing or"
              " not appearing as marked below, the court ORDERS:"),
    ]  # fmt: skip
    for item in items_of(procedure):
        what = f"{spoken(item.category)} on " if item.category else ""
        blocks.append(Heading(f"Item {item.number}: {what}{item.page} ({item.clause})"))
        blocks += [Tick(f"GRANTED: it shall {verb}."), Tick("DENIED.")]
    blocks.append(Signature("IT IS SO ORDERED.", ("Date", "United States Magistrate Judge")))
    return _draft(procedure, case, "[PROPOSED] ORDER", blocks)


def _ours(procedure: Procedure, case: Case) -> list[Block]:
    answered = procedure.last("respond")
    if answered is None:
        raise ProcedureError(
            f"the contentions of {case.producing_party} are not on record; record the step respond"
        )
    blocks: list[Block] = [Words(str(answered.facts["position"]))]
    for clause, said in _clauses(procedure):
        blocks.append(
            Words(
                f"{clause} guards against: {said.get('harm') or 'not stated in the order file'}."
                f" The interest of {case.receiving_party} that the order weighed:"
                f" {said.get('interest') or 'not stated in the order file'}."
                f" Authority: {said.get('basis') or 'not stated in the order file'}."
            )
        )
    parts = ("harm", "interest", "less_intrusive")
    heads = ("Harm to this applicant", "Interest in these items", "Less intrusive means")
    blocks.append(
        Rows(
            ("Question", "Answer"),
            tuple(
                (head, str(answered.facts[part])) for head, part in zip(heads, parts, strict=True)
            ),
            (2, 5),
        )
    )
    return blocks


def _table(items: Sequence[Item]) -> Rows:
    rows = tuple(
        (str(i.number), i.page, i.begin, spoken(i.category) if i.category else "mark", i.clause)
        for i in items
    )
    return Rows(("Item", "Page", "Document", "Kind", "Clause"), rows, (1, 2, 2, 4, 1.4))


def _nature(procedure: Procedure, case: Case) -> str:
    answered = procedure.last("respond")
    said = answered.facts.get("nature") if answered else None
    asked = procedure.subject["asked_for"]
    if said:
        return str(said)
    if procedure.subject["remedy"] == DISCLOSE:
        return (
            f"{case.receiving_party} move, for the applicant known to them as {asked} alone, to be"
            " shown what was removed from that applicant's papers under the order."
        )
    return (
        f"{case.receiving_party} say that the mark across pages of {asked} hides information, and"
        " move for those pages without it."
    )


def _clauses(procedure: Procedure) -> list[tuple[str, Mapping[str, str]]]:
    said = procedure.subject.get("clauses")
    return [(str(each["clause"]), each) for each in said] if isinstance(said, list) else []


def _told(procedure: Procedure, name: str) -> str:
    value = procedure.text(name)
    if not value:
        raise ProcedureError(f"the paper needs {name}, and it is not on record; nothing was made")
    return value


def _draft(procedure: Procedure, case: Case, title: str, blocks: Sequence[Block]) -> Draft:
    asked = str(procedure.subject["asked_for"])
    hearing = procedure.text("hearing")
    lines = [title, f"Applicant {asked}", *([f"Hearing: {hearing}"] if hearing else [])]
    cites = [_cite(clause, said) for clause, said in _clauses(procedure)]
    return captioned(case, tuple(lines), tuple(blocks), tuple(cites))


def _cite(clause: str, said: Mapping[str, str]) -> str:
    section = f"section {said['section']} of " if said.get("section") else ""
    return f"{section}{said.get('order', '')} ({clause})".strip()
