"""What a court ordered, clause by clause, as frozen values; who judges by them is elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from goodcause.order.particular import Only


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The lawsuit, as its papers name it.

    Attributes:
        caption: such as ``Able v. Baker``.
        court: in the short form of citations.
        number: the docket number.
        producing_party: whose records are produced.
        receiving_party: to whom.
        calendar: name of the calendar that days are counted by.
        holidays: name of the table of closed days; empty for the packaged one.
        rule6: the version of Rule 6(a) that days are counted by.
        people: those who act in the case, as (role, name).
    """

    caption: str
    court: str
    number: str
    producing_party: str
    receiving_party: str
    calendar: str
    people: tuple[tuple[str, str], ...] = ()
    holidays: str = ""
    rule6: str = "2009-12-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonClass:
    """A class of person, as far as an occupation settles it.

    Attributes:
        name: as rules use it.
        words: the order's own words for the class.
        settled: occupations that are members under every reading.
        unsettled: occupations that counsel must decide on.
        everyone_else: whether it is the class of those outside the other one.
        members: the classes it stands for; itself, or those it unites.
    """

    name: str
    words: str
    settled: tuple[str, ...]
    unsettled: tuple[str, ...]
    everyone_else: bool
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """A mark printed across every page of a series.

    Attributes:
        id: as series name it.
        text: the words.
        style: ``hollow`` (outline only) or ``solid``.
        font: ``sans_bold`` or ``sans``.
        font_pt: height of the letters' em, in points.
        stroke_pt: width of the outline, in points.
        grey: 0 is black, 1 is white.
        angle: degrees from the horizontal, counter-clockwise.
        anchor: the middle of the mark stands at the middle of the page.
        repeat: how many lines of the words stand on a page.
        fit: whether the mark is made smaller on a page it would not fit whole.
        dash_pt: length of the strokes a hollow outline is broken into; 0 for an unbroken one.
        gap_pt: from one stroke to the next, in points.
        strokes: how the strokes lie: ``along`` their outline, or ``yielding``: level, as lines
            of text do, where they would come near print.
        halo_pt: how far a stroke keeps from what survives on the page, in points.
        keep: share of the mark's ink that remains on every page, however dense.
        legible: share of a page's words that a reading machine is to read through the mark; a
            page below is named.
        source: where these figures come from.
    """

    id: str
    text: str
    style: str
    font: str
    font_pt: float
    stroke_pt: float
    grey: float
    angle: float
    anchor: str
    repeat: int
    fit: bool
    dash_pt: float = 0.0
    gap_pt: float = 0.0
    halo_pt: float = 0.0
    keep: float = 1.0
    strokes: str = "along"
    legible: float = 0.97
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Who may see a series, and the words on each page that say so."""

    name: str
    words: str
    legend: str
    may_see: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTerms:
    """What the order file says of a series whatever the date.

    Attributes:
        name, title, role, tier, route, watermark, bates_prefix: see ``Series``; the watermark
            is the name of the mark the series bears once a rule allows it.
    """

    name: str
    title: str
    role: str
    tier: str
    route: str
    watermark: str
    bates_prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Something the order sets in motion, by name.

    Attributes:
        name: such as ``P-FORWARD``.
        movant, standard, ground, to: who moves, by what test, why, before whom.
        steps: in order.
        package: the papers it needs.
        on_grant: what follows when a motion is granted.
        notice_must_say: words the order commands.
        response_days: days to answer; ``None`` until counsel sets them.
        reveal: categories revealed when nobody answers.
    """

    name: str
    movant: str
    standard: str
    ground: str
    to: str
    steps: tuple[str, ...]
    package: tuple[str, ...]
    on_grant: tuple[str, ...]
    notice_must_say: str
    response_days: int | None
    reveal: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One clause.

    Attributes:
        id: such as ``D2-1``; unique in the file.
        order: id of the court's order it stands in.
        section: of that order, as printed.
        action: of ``vocabulary.ACTIONS``.
        series: names of the series it reaches; empty when it is not about papers.
        categories: what it reaches; ``*`` alone for everything.
        person_class: of the document's subject; empty for everybody.
        scope: ``document_subject`` or ``every_person``.
        label: the words printed in place of a removal.
        keep: what of the value stays, of ``vocabulary.KEEPS``.
        keep_label: the words printed when it can stay, with its place in braces.
        narrow: whether only the telling words go and the reason around them stays.
        asks: whether counsel decides each removal, save of preapproved categories.
        preapproved: categories counsel has approved once for all.
        basis: authorities relied on.
        harm: what disclosure would do.
        interest_of_receiver: what the other side needs it for.
        text: words it commands to print, with ``{case.number}`` and the like filled in.
        tier, watermark, procedures: names it refers to.
        item, by: what must be answered or submitted, and by whom.
        recited: whether its text is known only from a later order that recites it.
        note: anything a lawyer should know.
        triggers: clauses under which a removal sets this one in motion.
        only: the documents, pages, people or findings a ruling is confined to; nothing for a
            clause that holds for all.
    """

    id: str
    order: str
    section: str
    action: str
    series: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    person_class: str = ""
    scope: str = "every_person"
    label: str = ""
    keep: str = "nothing"
    keep_label: str = ""
    narrow: bool = False
    asks: bool = False
    preapproved: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    harm: str = ""
    interest_of_receiver: str = ""
    text: str = ""
    tier: str = ""
    watermark: str = ""
    procedures: tuple[str, ...] = ()
    item: str = ""
    by: str = ""
    recited: bool = False
    note: str = ""
    triggers: tuple[str, ...] = ()
    only: Only | None = None

    def reaches(self, series: str, category: str) -> bool:
        """Whether the clause is about that category in that series, for some class of person."""
        return series in self.series and (
            "*" in self.categories or category in self.categories or category in self.preapproved
        )

    @property
    def forbids_removal(self) -> bool:
        """Whether what it reaches must stay: it says so, or commands its production."""
        return self.action in ("must_not_remove", "must_produce")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an order makes of one rule of an earlier order.

    Attributes:
        rule: the earlier rule.
        becomes: of ``vocabulary.EFFECTS``.
        by: rules of the later order that take its place or explain it.
        until_decided: of an unsettled rule: ``apply`` or ``suspend``.
    """

    rule: str
    becomes: str
    by: tuple[str, ...] = ()
    until_decided: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder:
    """One order of the court.

    Attributes:
        id: such as ``DJ-2007``.
        kind, judge: as the order shows.
        effective: first day it holds; ``None`` while the file gives no date.
        text_held: whether we hold its text, not only a later order's recital of it.
        modifies: ids of the orders it changes.
        effects: what it makes of their rules.
        rules: its own.
        date_line: line of the file where the date is to be written.
    """

    id: str
    kind: str
    judge: str
    effective: datetime.date | None
    text_held: bool
    modifies: tuple[str, ...]
    effects: tuple[Effect, ...]
    rules: tuple[Rule, ...]
    date_line: int
