"""The proposed protective order, drawn from the order file, with L.R. 141.1(c)'s three showings.

The local rule asks what kinds of information are to be protected, a particularised need for each
kind, and why a court's order and not a private agreement. All three stand in the order file: its
categories and series, each clause's harm and authority, and the duties that nobody could agree to
in the court's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.draft import Block, Draft, Heading, Rows, Signature, Words, captioned
from goodcause.case.template import refuse_undated, whole
from goodcause.order.clause import Rule
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken

_CITES: Final = "E.D. Cal. L.R. 141.1(c)"

_DUTIES: Final = {
    "must_forward_process": "process is forwarded to a person whose address was removed, which "
    "binds somebody who is no party to any agreement",
    "must_lodge_in_camera": "records go to the court for review in camera, which only the court "
    "can order of itself",
    "restrict_tier": "those who may see are limited by the tier, and contempt is what keeps "
    "experts and others who are no parties to their undertaking",
    "may_move_to_disclose": "either side may ask the court to decide, applicant by applicant",
    "must_label": "each removal is labelled in place, so that what was taken out can be challenged",
    "may_watermark": "copies bear a mark that no party may take off",
}
"""By action: why a court's order and not an agreement, where the order has such a clause."""


def proposed_order(rules: RuleSet) -> Draft:
    """The paper.

    Raises:
        ProcedureError: a clause that removes says no harm or no authority, or nothing is protected.
    """
    refuse_undated(rules)
    removing = [r for r in rules.rules if r.action == "may_remove" and r.only is None]
    if not removing:
        raise ProcedureError("no clause in force removes anything; there is nothing to propose")
    for rule in removing:
        _refuse_bare(rule)
    blocks = [*_opening(rules), *_kinds(rules, removing), *_need(removing), *_why(rules)]
    blocks += [*_terms(rules), *_signatures(rules)]
    cites = (_CITES, "Fed. R. Civ. P. 26(c)", *(_named(r) for r in removing))
    title = ("STIPULATED PROTECTIVE ORDER", "(PROPOSED)")
    return captioned(whole(rules.order.case), title, tuple(blocks), cites)


def _refuse_bare(rule: Rule) -> None:
    for name in ("harm", "basis"):
        if not getattr(rule, name):
            raise ProcedureError(
                f"clause {rule.id} says no {name}, and L.R. 141.1(c)(2) asks for the need of each "
                f"kind of information; nothing was written: write `{name}:` in the order file"
            )


def _opening(rules: RuleSet) -> Iterator[Block]:
    case = rules.order.case
    yield Words(
        f"{case.producing_party} and {case.receiving_party} ask the court to enter this order "
        "under Federal Rule of Civil Procedure 26(c) and Local Rule 141.1. The three showings that "
        "Local Rule 141.1(c) asks for come first."
    )


def _kinds(rules: RuleSet, removing: list[Rule]) -> Iterator[Block]:
    yield Heading("Kinds of information to be protected (L.R. 141.1(c)(1))")
    yield Words("In general terms, the information for which protection is asked is:")
    body = tuple(
        (
            ", ".join(spoken(c) for c in (*rule.categories, *rule.preapproved)),
            "; ".join(rules.series(s).title or s for s in rule.series),
            _of_whom(rules, rule),
        )
        for rule in removing
    )
    head = ("Kind of information", "In which papers", "Of whom")
    yield Rows(head=head, body=body, widths=(3, 4, 3))


def _need(removing: list[Rule]) -> Iterator[Block]:
    yield Heading("Particularised need, kind by kind (L.R. 141.1(c)(2))")
    yield Words(
        "Each kind is removed only under the clause named. The need the other side has for it was "
        "weighed against the harm."
    )
    body = tuple(
        (
            f"{spoken(category)} ({rule.id})",
            rule.harm,
            rule.interest_of_receiver or "none was shown",
            "; ".join(rule.basis),
        )
        for rule, category in _each(removing)
    )
    head = ("Kind", "Harm that disclosure would do", "Interest of the other side", "Authority")
    yield Rows(head=head, body=body, widths=(3, 3, 3.2, 3))


def _why(rules: RuleSet) -> Iterator[Block]:
    yield Heading("Why an order and not a private agreement (L.R. 141.1(c)(3))")
    yield Words(
        "An agreement binds only those who make it. The people whose information this is are not "
        "parties, and these terms need the court:"
    )
    found = [(a, [r for r in rules.rules if r.action == a]) for a in _DUTIES]
    for at, (action, its) in enumerate(((a, r) for a, r in found if r), 1):
        named = ", ".join(_named(r) for r in its)
        yield Words(f"{_DUTIES[action][0].upper()}{_DUTIES[action][1:]} ({named}).", at)


def _terms(rules: RuleSet) -> Iterator[Block]:
    yield Heading("Terms")
    at = 0
    for rule in rules.rules:
        sentence = _sentence(rules, rule)
        if sentence:
            at += 1
            yield Words(f"{sentence} [{rule.id}]", at)
    yield Words(
        "Nobody may file what this order protects except with the court's leave; Local Rules 140 "
        "and 141 govern that apart from this order.", at + 1,
    )  # fmt: skip
    yield Words(
        "This order goes on binding everybody after the case has ended. Within sixty days of the "
        "end all protected material is returned or destroyed, and certified so.", at + 2,
    )  # fmt: skip


def _sentence(rules: RuleSet, rule: Rule) -> str:
    """A clause in words; empty for clauses that are not about papers."""
    papers = "; ".join(rules.series(s).title or s for s in rule.series)
    kinds = ", ".join(spoken(c) for c in rule.categories)
    producing = rules.order.case.producing_party
    narrow = ", the telling words alone and not the reason around them" if rule.narrow else ""
    sentences = {
        "may_remove": f"From {papers}, {producing} may remove {kinds} of {_of_whom(rules, rule)}"
        f"{narrow}, printing {rule.label} in place of each.",
        "must_not_remove": f"Nothing may be removed from {papers}.",
        "must_produce": f"{papers or rule.item} must be produced.",
        "restrict_tier": f"{papers} are for {_tier(rules, rule)}.",
        "may_watermark": f"Pages of {papers} may bear a mark across them, which must not impair "
        "reading; a page on which it does is served again without it.",
        "must_label": f"{rule.label or 'The label'} is printed in place of each removal.",
        "must_forward_process": "Process for a person whose address was removed is forwarded, with "
        "notice that failure to respond reveals the address to counsel.",
        "may_move_to_disclose": "The other side may move, one applicant at a time and on good "
        "cause, for what was removed.",
        "must_lodge_in_camera": f"{papers} are lodged with the court for review in camera.",
        "must_mark_margin": f"Each page of {papers} bears {rule.text} in its margin.",
    }
    return sentences.get(rule.action, "")


def _tier(rules: RuleSet, rule: Rule) -> str:
    return next((t.words for t in rules.order.tiers if t.name == rule.tier), rule.tier)


def _signatures(rules: RuleSet) -> Iterator[Block]:
    case = rules.order.case
    yield Heading("Stipulated")
    for party in (case.producing_party, case.receiving_party):
        yield Signature(
            f"For {party}; draft for counsel's signature.", ("Date", f"Counsel for {party}")
        )
    yield Heading("Order")
    yield Signature("IT IS SO ORDERED, if the court finds good cause.", ("Date", "Judge"))


def _each(removing: list[Rule]) -> Iterator[tuple[Rule, str]]:
    for rule in removing:
        for category in (*rule.categories, *rule.preapproved):
            yield rule, category


def _of_whom(rules: RuleSet, rule: Rule) -> str:
    if not rule.person_class:
        return "everybody"
    found = next((c for c in rules.order.classes if c.name == rule.person_class), None)
    return found.words if found and found.words else spoken(rule.person_class)


def _named(rule: Rule) -> str:
    return f"section {rule.section} of {rule.order} ({rule.id})" if rule.section else rule.id
