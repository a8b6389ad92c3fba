"""The comparison for a reader: one HTML page that loads nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import isnan
from typing import Final

from goodcause.linkage import charts
from goodcause.linkage.answers import NOT_SHOWN, Answer, Answers, Giving, Stratified
from goodcause.linkage.charts import figure
from goodcause.linkage.compare import Comparison
from goodcause.linkage.files import one_line
from goodcause.linkage.link import AUTOMATIC_FROM, REVIEW_FROM, LinkType, Standing
from goodcause.linkage.places import HEAD, Books, places
from goodcause.linkage.statistics import Estimate
from goodcause.linkage.tables import Notice

_STYLE: Final = """
body{font:16px/1.5 Georgia,'Times New Roman',serif;color:#1b1b1b;max-width:960px;margin:2.5rem auto;
padding:0 1.5rem;background:#fff}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;
border-bottom:1px solid #1b1b1b;padding-bottom:.2rem}p.lead{font-size:1.08rem}
table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.6rem 0 1.2rem}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #d9d9d9;vertical-align:top}
th{border-bottom:1.5px solid #1b1b1b;font-weight:600}td.n,th.n{text-align:right;white-space:nowrap;
font-variant-numeric:tabular-nums}.soft{color:#5c5c5c;font-size:.9rem}
aside{border-left:4px solid #a8492e;padding:.4rem 1rem;margin:1.2rem 0;background:#faf6f4}
svg{max-width:100%;height:auto}figure{margin:.6rem 0}@media print{body{margin:0;max-width:none}}
"""
_MOST_ROWS: Final = 2000
_MOST_NOTICES: Final = 50
_NAMES: Final = {
    LinkType.SAME_PERSON: "gave in own name",
    LinkType.JOINT_GIFT: "gave jointly",
    LinkType.OWNER: "owns or runs a company that gave",
    LinkType.EMPLOYEE: "employed by a company that gave",
    LinkType.HOUSEHOLD: "shares an address with a donor",
    LinkType.INTERMEDIARY: "handed over another's gift",
    LinkType.ROSTER: "stands on a roster",
}


def report(
    of: Comparison,
    answers: Answers | None,
    notices: Sequence[Notice],
    title: str,
    books: Books | None = None,
) -> str:
    """The page."""
    parts = [
        f"<h1>{escape(title)}</h1>",
        "<p class='soft'>Links by a model whose settings and weights stand in settings.json; every "
        "gift counted below stands with its page in pairs.csv and in the workbook.</p>",
    ]
    parts += _answered(answers) if answers else [_unanswered()]
    parts += [*_links(of), *_how(of)]
    if answers:
        parts += [*_gifts(answers.gifts), *_places(answers, books)]
    parts += _notices(notices)
    body = "\n".join(parts)
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; img-src data:\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _unanswered() -> str:
    return (
        "<aside>No outcome of any application was given, so rates of permits cannot be compared: "
        "add a column <code>outcome</code> (issued, denied, pending, withdrawn) with "
        "<code>applied</code> and <code>decided</code>.</aside>"
    )


def _answered(answers: Answers) -> list[str]:
    main = answers.main
    donors, others = main.table.a + main.table.b, main.table.c + main.table.d
    parts = [
        f"<p class='lead'>{sentence(main)}</p>",
        "<aside><strong>What this does not show.</strong><ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in NOT_SHOWN)
        + f"</ul>{_waiting(answers)}</aside>",
        "<h2>Donors and others</h2>",
        f"<figure>{charts.rates([main])}</figure>",
        _answer_table([main]),
        f"<p class='soft'>{donors + others} people whose application was decided; "
        f"{answers.repeated} later applications of the same people are not counted again. Exact "
        "intervals of 95 % (Clopper-Pearson; odds ratio conditional on the margins, two-sided "
        "exact p); difference by Newcombe.</p>",
        _outcomes(answers),
    ]
    for stratified in answers.strata:
        parts += _stratified(stratified)
    parts += [
        "<h2>When the gifts came</h2>",
        f"<figure>{charts.histogram(answers.days)}</figure>",
        _moments(answers),
        "<h2>How firm it is</h2>",
        "<p>By how sure a link must be; the rows marked unreviewed take links that nobody has "
        "looked at, to show what linkage does to the figure.</p>",
        f"<figure>{_forest('Odds ratio by certainty of links', answers.thresholds)}</figure>",
        _answer_table(answers.thresholds),
        "<p>By how long before the decision a gift may lie.</p>",
        f"<figure>{_forest('Odds ratio by window before the decision', answers.windows)}</figure>",
        _answer_table(answers.windows),
    ]
    return parts


def sentence(main: Answer) -> str:
    """The answer in a sentence."""
    t = main.table
    if not t.a + t.b:
        return "No applicant is linked with a gift before the decision by a link that stands."
    return (
        f"Of {t.a + t.b} applicants who gave before their application was decided, {t.a} were "
        f"issued a permit ({_share(main.donors)}); of {t.c + t.d} others, {t.c} "
        f"({_share(main.others)}). Odds ratio {_interval(main.odds)}."
    )


def _share(e: Estimate) -> str:
    return (
        f"{e.value:.1%}, 95 % interval {e.low:.1%} to {e.high:.1%}"
        if not isnan(e.value)
        else "none"
    )


def _interval(e: Estimate) -> str:
    return f"{figure(e.value)} ({figure(e.low)} to {figure(e.high)})"


def _waiting(answers: Answers) -> str:
    said = []
    if answers.waiting:
        said.append(f"{answers.waiting} links wait for a person and count for nothing here.")
    if answers.unknown_days:
        said.append(
            f"{answers.unknown_days} gifts have no day, or their decision has none; they count as "
            "given before the decision only where no window is asked for."
        )
    return f"<p>{' '.join(said)}</p>" if said else ""


def _answer_table(answers: Iterable[Answer]) -> str:
    rows = []
    for one in answers:
        t = one.table
        rows.append(
            [
                one.name,
                f"{t.a} of {t.a + t.b}",
                _percent(one.donors),
                f"{t.c} of {t.c + t.d}",
                _percent(one.others),
                _points(one.gap),
                _interval(one.odds),
                figure(one.p),
            ]
        )
    head = ["", "donors issued", "rate", "others issued", "rate", "difference", "odds ratio", "p"]
    return table(head, rows, numbers=range(1, 8))


def _percent(e: Estimate) -> str:
    return "none" if isnan(e.value) else f"{e.value:.1%} ({e.low:.1%}\u2013{e.high:.1%})"


def _points(e: Estimate) -> str:
    return "none" if isnan(e.value) else f"{e.value:+.1%} ({e.low:+.1%} to {e.high:+.1%})"


def _outcomes(answers: Answers) -> str:
    rows = [
        [name, "donor" if gave else "other", str(count)]
        for (name, gave), count in answers.outcomes.items()
    ]
    return table(["outcome", "", "people"], rows, numbers=(2,))


def _stratified(of: Stratified) -> list[str]:
    mh = of.mantel_haenszel
    pooled = [
        ("Mantel-Haenszel", mh.odds.value, mh.odds.low, mh.odds.high),
        ("exact, common to all", of.exact.value, of.exact.low, of.exact.high),
    ]
    rows = [(s.name, s.odds.value, s.odds.low, s.odds.high) for s in of.strata]
    title = f"Odds ratio by {of.by}"
    return [
        f"<h2>By {escape(of.by)}</h2>",
        f"<figure>{charts.forest(title, [*rows, *pooled])}</figure>",
        _answer_table(of.strata),
        f"<p class='soft'>Pooled: Mantel-Haenszel {_interval(mh.odds)}; Cochran-Mantel-Haenszel "
        f"chi-square {figure(mh.chi_square)} with 1 degree of freedom, p {figure(mh.p)}; exact "
        f"{_interval(of.exact)}, p {figure(of.exact_p)}.</p>",
    ]


def _forest(title: str, answers: Iterable[Answer]) -> str:
    return charts.forest(title, [(a.name, a.odds.value, a.odds.low, a.odds.high) for a in answers])


def _moments(answers: Answers) -> str:
    counts: dict[str, list[int]] = {}
    for giving in answers.gifts:
        row = counts.setdefault(giving.moment.value, [0, 0])
        row[0] += 1
        row[1] += int(giving.gift.amount or 0)
    rows = [[name, str(n), f"$ {amount:,}"] for name, (n, amount) in sorted(counts.items())]
    return table(["gift", "gifts", "whole dollars"], rows, numbers=(1, 2))


def _links(of: Comparison) -> list[str]:
    counts: dict[tuple[str, str], int] = {}
    for link in of.links:
        key = _NAMES[link.kind], link.standing.value
        counts[key] = counts.get(key, 0) + 1
    rows = [[kind, standing, str(count)] for (kind, standing), count in sorted(counts.items())]
    return [
        "<h2>Links found</h2>",
        table(["an applicant", "standing", "pairs"], rows, numbers=(2,)),
        f"<p class='soft'>Automatic from a probability of {AUTOMATIC_FROM} on; from {REVIEW_FROM} "
        "on a person decides, and nothing in between is reported before that. An address in "
        "common is listed for what it is and makes nobody a donor.</p>",
    ]


def _how(of: Comparison) -> list[str]:
    said = [
        f"{len(of.applicants)} applications were compared with {len(of.gifts)} contribution rows"
        + (f" ({of.amended} more were replaced by later reports)." if of.amended else "."),
        f"{of.repeated} rows told of gifts that another paper tells as well; each counts once."
        if of.repeated
        else "",
        "Fields that are removed or not said are not compared; they never count as a disagreement.",
    ]
    if of.calibration:
        said.append(
            f"Probabilities in review were set anew by {of.calibration.pairs} pairs that people "
            "decided."
        )
    if of.left_out:
        blocks = "; ".join(" and ".join(b) for b in of.left_out)
        said.append(
            f"To keep the number of pairs in bounds these searches were left out: {blocks}."
        )
    return ["<h2>How</h2>", f"<p>{escape(' '.join(filter(None, said)))}</p>"]


def _gifts(gifts: Sequence[Giving]) -> list[str]:
    rows = [
        [
            one_line(g.applicant.written),
            str(g.applicant.at),
            one_line(g.gift.written),
            str(g.gift.at),
            f"{g.gift.amount:,}" if g.gift.amount is not None else "",
            str(g.gift.received or ""),
            g.moment.value,
            "" if g.days is None else str(g.days),
            _NAMES[g.link.kind],
            g.link.standing.value,
        ]
        for g in gifts[:_MOST_ROWS]
    ]
    head = [
        "applicant",
        "page",
        "contributor",
        "page",
        "amount",
        "day",
        "gift came",
        "days to decision",
        "applicant",
        "link",
    ]
    more = len(gifts) - _MOST_ROWS
    rest = f"<p class='soft'>{more} more stand in the workbook.</p>" if more > 0 else ""
    return ["<h2>Every gift counted</h2>", table(head, rows, numbers=(4, 7)), rest]


def _places(answers: Answers, books: Books | None) -> list[str]:
    found = places(answers, books)
    hidden = sum(bool(f.trouble) for f in found)
    said = (
        "The page behind every count above, for an answer by records under Rule 33(d). The rule "
        "holds only where the other side finds the answer as readily: "
    )
    said += f"{hidden} of {len(found)} rows say why it could not." if hidden else "it can in each."
    more = len(found) - _MOST_ROWS
    rest = f"<p class='soft'>{more} more stand in places.csv.</p>" if more > 0 else ""
    rows = [f.row() for f in found[:_MOST_ROWS]]
    return ["<h2>Where each number is found</h2>", f"<p>{said}</p>", table(HEAD, rows), rest]


def _notices(notices: Sequence[Notice]) -> list[str]:
    if not notices:
        return []
    items = "".join(f"<li>{escape(str(n))}</li>" for n in notices[:_MOST_NOTICES])
    rest = len(notices) - _MOST_NOTICES
    more = f"<p class='soft'>{rest} more in notices.csv.</p>" if rest > 0 else ""
    return ["<h2>Odd rows in the tables</h2>", f"<ul>{items}</ul>", more]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> str:
    """A plain table; columns of numbers stand to the right."""
    right = set(numbers)

    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=n' if n in right else ''}>{escape(cell)}</{tag}>"
            for n, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


def standings(of: Comparison) -> dict[str, int]:
    """How many links have each standing."""
    return {s.value: sum(link.standing is s for link in of.links) for s in Standing}
