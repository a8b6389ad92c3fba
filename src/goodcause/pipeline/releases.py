"""Which documents lodged with the court may leave, and which of these must still be held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from goodcause.decisions.decision import Outcome, Proposal
from goodcause.order.clause import Rule
from goodcause.order.order import RuleSet, Series
from goodcause.pipeline.whose import about
from goodcause.store.models import SourceRow


def route_of(row: SourceRow, series: Series, rules: RuleSet) -> Series:
    """How a document is to be treated: as its series, or as one that the court released."""
    if series.route != "in_camera" or rules.released(row.series, about(row, 1, "")) is None:
        return series
    return replace(series, route="produce")


def unmet_rulings(
    rows: Iterable[SourceRow], rules: RuleSet, proposals: Mapping[str, Iterable[Proposal]]
) -> dict[str, str]:
    """Released documents in which something the court withheld is not there to be removed.

    A document that was read anew may have lost a finding that the ruling names: then what the
    court withheld would leave with the rest.

    Returns:
        By source key: why it is held.
    """
    found: dict[str, str] = {}
    if not any(rule.action == "must_release" for rule in rules.rules):
        return found  # almost every case: no court released anything
    for row in rows:
        names = about(row, 1, "")
        release = rules.released(row.series, names)
        if release is None:
            continue
        wanted = {
            key
            for rule in rules.rules
            if _withholds(rule, release) and rule.only and names.documents & {*rule.only.documents}
            for key in (rule.only.findings if rule.only else ())
        }
        going = {p.finding.key for p in proposals.get(row.key, ()) if p.outcome is Outcome.REMOVE}
        if not wanted <= going:
            found[row.key] = (
                f"{release.order} withholds {len(wanted - going)} passages that are not found in"
                " the document as it is read now; counsel decides"
            )
    return found


def _withholds(rule: Rule, release: Rule) -> bool:
    return rule.order == release.order and rule.action == "may_remove"
