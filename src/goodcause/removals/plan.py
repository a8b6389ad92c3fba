"""From the removals of a page to everything that happens to it: blanks, moves, labels, words.

The law of this module: the plan's outcome is a function of what survives. Two pages that differ
only in the words removed, on the same lines or in the same cells, come out alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from goodcause.base.geometry import Box
from goodcause.pages.lettering import Lettering
from goodcause.pages.page import Page, Word
from goodcause.removals import cells, groups, label, legend, lines, reading, ringing, setting
from goodcause.removals.ground import remainder
from goodcause.removals.groups import Accepted, Groups, Marked
from goodcause.removals.legend import Callouts
from goodcause.removals.lines import Stretch
from goodcause.removals.removal import Fill, PagePlan, Removal, Stamp
from goodcause.removals.setting import Piece, Setting, Token

UNREAD = "(ink nobody read)"
"""Stands in ``taken_with`` for handwriting or a stamp that went with a line."""

_SLIVER = 6  # columns of white before a word that was set again: no place of a removal
_UNCOVERED = 0.3  # the empty head of a loose box may lie in the line above
_RIM = 4  # pixels outside a reader's box to which letters reach
_SPECK = 400  # pixels of unread ink too small to speak of

__all__ = ["UNREAD", "Accepted", "plan_page", "touched"]


@dataclass(slots=True, kw_only=True)
class _Outcome:
    """What becomes of one group, while the page is being planned."""

    text: str
    boxes: list[Box] = field(default_factory=list)
    prints: list[reading.Printed] = field(default_factory=list)
    callout: int = 0
    taken: list[tuple[int, int, str]] = field(default_factory=list)
    tight: bool = False


@dataclass(slots=True, kw_only=True)
class _Draft:
    """The page while it is being planned."""

    mark: Marked
    groups: Groups
    outcomes: dict[int, _Outcome]
    callouts: Callouts = field(default_factory=Callouts)
    fills: list[tuple[Box, int]] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    legends: list[reading.Printed] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    cleaned: list[Box] = field(default_factory=list)

    def take(self, group: int, words: Iterable[int]) -> None:
        """Report surviving words that go with a group."""
        for i in words:
            word = self.mark.ground.page.words[i]
            self.outcomes[group].taken.append((word.line, word.box.left, word.text))


def plan_page(
    page: Page,
    document: str,
    accepted: Sequence[Accepted],
    *,
    tone: bool = False,
    lettering: Mapping[int, Lettering] | None = None,
) -> PagePlan:
    """Plan what happens to one page.

    Args:
        page: the page as read.
        document: key of its document.
        accepted: what is to be removed from it.
        tone: whether the page's plate is a tone plate, on which ringing needs wider boxes.
        lettering: the pixels of words on their own, by index, for the words that `touched` names;
            without it the page's own pixels are moved, which tell a little of what stood there.

    Returns:
        The plan. Every word of the page either is among its words, or belongs to a finding or
        a cell that goes, or is reported in ``taken_with`` of a removal.

    Raises:
        UsageError: something accepted is no removal of this page.
    """
    groups.checked(page, document, accepted)
    if not accepted:
        words = reading.ordered(page.words, ())
        return PagePlan(page=page.number, moves=(), fills=(), stamps=(), words=words, removals=())
    mark = groups.marked(page, accepted, lettering or {})
    stretches = lines.stretches(mark.ground)
    grouped = groups.joined(mark, accepted, [s.words for s in stretches])
    roots = sorted({grouped.of(n) for n in range(len(accepted))})
    draft = _Draft(
        mark=mark,
        groups=grouped,
        outcomes={n: _Outcome(text=label.cleaned(accepted[n].decision.label)) for n in roots},
    )
    for i in mark.taken:
        draft.take(grouped.of(mark.owners[i][0]), (i,))
    _plan_cells(draft)
    _plan_lines(draft, stretches)
    _clean(draft)
    _cover(draft)
    if tone:
        _widen(draft)
    words = _plan_words(draft)
    return _finished(page, document, accepted, draft, words)


def touched(page: Page, accepted: Sequence[Accepted]) -> tuple[int, ...]:
    """The surviving words of every line from which words go: they are set again."""
    if not accepted:
        return ()
    ground = groups.marked(page, accepted, {}).ground
    return tuple(
        i
        for line in sorted(ground.affected)
        for i in ground.lines.get(line, ())
        if i not in ground.gone
    )


def _plan_cells(draft: _Draft) -> None:
    """Blank each cell and put one label in the largest cell of each group."""
    for group, outcome in draft.outcomes.items():
        own = [draft.mark.cells[n] for n in draft.groups.members(group) if n in draft.mark.cells]
        if not own:
            continue
        outcome.boxes += list(dict.fromkeys(own))
        outcome.boxes += [b for box in own for b in cells.spilled(box, draft.mark.ground)]
        draft.fills += [(box, group) for box in outcome.boxes]
        place = max(own, key=lambda box: (box.area, -box.top, -box.left))
        stamp = cells.labelled(outcome.text, place)
        if stamp is None:
            outcome.callout = draft.callouts.number(outcome.text)
            stamp = cells.called_out(legend.mark(outcome.callout), place)
        outcome.prints.append(reading.Printed(stamp))


def _plan_lines(draft: _Draft, stretches: Sequence[Stretch]) -> None:
    """Set each stretch of a line from which words go again."""
    ground = draft.mark.ground
    of_word = {i: draft.groups.of(draft.mark.owners[i][0]) for i in ground.loose}
    parts = [setting.tokens(ground, s, k, of_word) for k, s in enumerate(stretches)]
    texts = _labels(draft, stretches, parts)
    for k, stretch in enumerate(stretches):
        done = setting.full(ground, stretch, parts[k], texts[k])
        if done is None:
            numbers = {p: draft.callouts.number(text) for p, text in texts[k].items()}
            marks = {p: legend.mark(n) for p, n in numbers.items()}
            done = setting.called(ground, stretch, parts[k], marks)
        _keep(draft, stretch, parts[k], done)


def _labels(
    draft: _Draft, stretches: Sequence[Stretch], parts: Sequence[Sequence[Token]]
) -> list[dict[int, str]]:
    """Which piece of which stretch carries a label.

    A removal that runs on to the next line is labelled once: where it begins or, when there is
    no room left on that line, where the next one begins.
    """
    texts: list[dict[int, str]] = []
    begun: dict[int, Piece] = {}
    boxed = {draft.groups.of(n) for n in draft.mark.cells}
    for k, stretch in enumerate(stretches):
        texts.append({})
        for piece in (t for t in parts[k] if isinstance(t, Piece)):
            if piece.group in boxed:
                continue
            runs_on = piece.place == 0 and stretch.first == 0 and piece.group in begun
            if not runs_on:
                texts[k][piece.place] = draft.outcomes[piece.group].text
                begun[piece.group] = piece
                continue
            before = begun[piece.group]
            if before.stretch == k - 1 and _moves_on(draft, stretches, parts, texts, before, piece):
                del texts[k - 1][before.place]
                texts[k][piece.place] = draft.outcomes[piece.group].text
                begun[piece.group] = piece
    return texts


def _moves_on(
    draft: _Draft,
    stretches: Sequence[Stretch],
    parts: Sequence[Sequence[Token]],
    texts: Sequence[Mapping[int, str]],
    before: Piece,
    piece: Piece,
) -> bool:
    """Whether a label has no room where its removal begins, but has where the next line does."""
    ground, k = draft.mark.ground, piece.stretch
    text = draft.outcomes[piece.group].text
    if parts[k - 1][-1] is not before or texts[k - 1].get(before.place) != text:
        return False
    if setting.full(ground, stretches[k - 1], parts[k - 1], texts[k - 1]) is not None:
        return False
    others = {p: t for p, t in texts[k - 1].items() if p != before.place}
    labelled = {piece.place: text}
    return (
        setting.full(ground, stretches[k - 1], parts[k - 1], others) is not None
        and setting.full(ground, stretches[k], parts[k], labelled) is not None
    )


def _keep(draft: _Draft, stretch: Stretch, parts: Sequence[Token], done: Setting) -> None:
    """Record a stretch as it was set."""
    pieces = {t.place: t for t in parts if isinstance(t, Piece)}
    owner = pieces[0].group
    draft.fills.append((done.fill, owner))
    draft.settings.append(done)
    for place, piece in pieces.items():
        draft.outcomes[piece.group].boxes += [b for b in done.blanks[place] if b.width >= _SLIVER]
    for place, stamp in done.stamps.items():
        outcome = draft.outcomes[pieces[place].group]
        outcome.prints.append(reading.Printed(stamp, stretch.line))
        if done.called:
            outcome.callout = draft.callouts.number(outcome.text)
    if done.dropped:
        draft.dropped |= set(done.dropped)
        draft.take(owner, done.dropped)
    ground = draft.mark.ground
    read = [ground.boxes[i].grown(ground.margin(())) for i in stretch.words]
    for ink in ground.page.low_ink:
        lost = sum(part.overlap(done.fill) for part in remainder(ink, read))
        if lost >= _SPECK and lost * 2 >= ink.area:
            draft.outcomes[owner].taken.append((stretch.line, ink.left, UNREAD))


def _cover(draft: _Draft) -> None:
    """Blank what no line or cell has covered of a word that goes.

    On any page a person would print there is nothing left to cover: this is for boxes that make
    no sense, where hiding the word matters more than hiding how large it was.
    """
    ground = draft.mark.ground
    for i, owners in draft.mark.owners.items():
        box = ground.boxes[i]
        rest = remainder(box, [fill for fill, _ in draft.fills if fill.meets(box)])
        if sum(part.area for part in rest) > _UNCOVERED * box.area:
            group = draft.groups.of(owners[0])
            draft.fills.append((box, group))
            draft.outcomes[group].boxes += rest


def _clean(draft: _Draft) -> None:
    """Blank words and paper that blocks of a lossy picture share with what goes.

    Words in such blocks have been taken already. What words nobody could read have altered is
    cleaned as well, but survivors stay, and the removal is said to be tight.
    """
    ground = draft.mark.ground
    blocks = ground.page.blocks
    if blocks is None:
        return
    for i in sorted(draft.mark.apart):
        group = draft.groups.of(draft.mark.owners[i][0])
        box = ground.boxes[i].grown(_RIM)
        draft.fills.append((box, group))
        draft.outcomes[group].boxes.append(box)
    staying = [ground.boxes[i] for i in ground.survivors]
    for stain, owner in [*draft.mark.stains, *_unread(draft)]:
        near = [b for b in staying if b.meets(stain)]
        outcome = draft.outcomes[draft.groups.of(owner)]
        outcome.tight = outcome.tight or bool(near)
        draft.cleaned += remainder(stain, near)


def _unread(draft: _Draft) -> list[tuple[Box, int]]:
    """What ink that nobody read, in cells that go, may have altered around it."""
    page = draft.mark.ground.page
    if page.blocks is None:
        return []
    return [
        (page.blocks.stained(ink.shared(cell)), n)
        for n, cell in draft.mark.cells.items()
        for ink in page.low_ink
        if ink.meets(cell)
    ]


def _ruled(draft: _Draft) -> tuple[Box, ...]:
    """The parts of ruled lines on paper that was cleaned, which no removal covers."""
    fills = [box for box, _ in draft.fills]
    return tuple(
        dict.fromkeys(
            part
            for rule in draft.mark.ground.page.rules
            for box in draft.cleaned
            if (shared := rule.shared(box)).area
            for part in remainder(shared, [f for f in fills if f.meets(shared)])
        )
    )


def _widen(draft: _Draft) -> None:
    """On a tone page, grow what is blanked past the blocks in which a JPEG rings."""
    ground = draft.mark.ground
    staying = [
        *(box for i, box in _standing(draft) if i in draft.mark.ground.survivors),
        *ground.page.rules,
    ]
    staying += [label.box(p.stamp) for o in draft.outcomes.values() for p in o.prints]
    size = ground.page.width, ground.page.height
    for box, group in tuple(draft.fills):
        beside = [b for b in staying if not b.meets(box)]
        wide, whole = ringing.widened(box, beside, size)
        outcome = draft.outcomes[group]
        outcome.tight = outcome.tight or not whole
        if wide != box:
            strips = remainder(wide, [box])
            outcome.boxes += strips
            draft.fills += [(strip, group) for strip in strips]


def _standing(draft: _Draft) -> list[tuple[int, Box]]:
    """Surviving words with the boxes they end up with, before anything is cut back."""
    moved = {i: box for done in draft.settings for i, box in done.moved.items()}
    ground = draft.mark.ground
    return [
        (i, moved.get(i, ground.boxes[i]))
        for i in range(len(ground.boxes))
        if i not in ground.gone and i not in draft.mark.taken and i not in draft.dropped
    ]


def _plan_words(draft: _Draft) -> tuple[Word, ...]:
    """The words that can be read afterwards; those that the blanks cover are reported."""
    page = draft.mark.ground.page
    moved = {i for done in draft.settings for i in done.moved}
    kept: list[Word] = []
    _plan_legends(draft)
    stamped = [
        (label.box(p.stamp), group)
        for group, outcome in draft.outcomes.items()
        for p in outcome.prints
    ]
    first = min(draft.outcomes)
    stamped += [(label.box(p.stamp), first) for p in draft.legends]
    blanked = [(b, group) for group, outcome in draft.outcomes.items() for b in outcome.boxes]
    over: dict[int, list[tuple[Box, int]]] = {}
    for blank in (*stamped, *draft.fills):
        for i in draft.mark.ground.meeting(blank[0]):
            over.setdefault(i, []).append(blank)
    for i, box in _standing(draft):
        if i in moved:
            meeting = [(b, group) for b, group in (*stamped, *blanked) if b.meets(box)]
        else:
            meeting = over.get(i, [])
        clear = reading.kept_clear(box, [b for b, _ in meeting]) if meeting else box
        if clear is None:
            draft.take(meeting[0][1], (i,))
        else:
            word = page.words[i]
            kept.append(word if word.box == clear else replace(word, box=clear))
    prints = [p for outcome in draft.outcomes.values() for p in outcome.prints]
    # A legend may be all that is printed for a removal; it is read once.
    return reading.ordered(kept, tuple(dict.fromkeys((*prints, *draft.legends))))


def _plan_legends(draft: _Draft) -> None:
    """Find room for the legends, and for labels of what has no place on the page."""
    for outcome in draft.outcomes.values():
        if not outcome.prints:
            outcome.callout = draft.callouts.number(outcome.text)
    legends = draft.callouts.legends()
    if not legends:
        return
    page = draft.mark.ground.page
    blanked = [box for box, _ in draft.fills]
    occupied = [*blanked, *(box for _, box in _standing(draft))]
    occupied += [label.box(p.stamp) for o in draft.outcomes.values() for p in o.prints]
    for ink in (*page.rules, *page.low_ink):
        occupied += remainder(ink, blanked)
    for number, text in legends:
        stamp = legend.placed(text, page.width, page.height, occupied)
        draft.legends.append(reading.Printed(stamp))
        occupied.append(label.box(stamp))
        for outcome in draft.outcomes.values():
            if outcome.callout == number and not outcome.prints:
                outcome.prints.append(reading.Printed(stamp))


def _finished(
    page: Page, document: str, accepted: Sequence[Accepted], draft: _Draft, words: tuple[Word, ...]
) -> PagePlan:
    """The plan as a value, its removals in the order of their labels."""
    removals = []
    for n, one in enumerate(accepted):
        group = draft.groups.of(n)
        outcome = draft.outcomes[group]
        removal = Removal(
            document=document,
            page=page.number,
            category=one.finding.category,
            rule=one.decision.rule,
            label=one.decision.label,
            boxes=tuple(dict.fromkeys(outcome.boxes)),
            label_box=label.box(outcome.prints[0].stamp),
            callout=outcome.callout,
            taken_with=tuple(t for _, _, t in sorted(outcome.taken)) if n == group else (),
            tight=outcome.tight,
        )
        removals.append((removal, outcome))
    removals.sort(key=lambda r: _place(r[0]))
    prints = [p for outcome in draft.outcomes.values() for p in outcome.prints]
    stamps = dict.fromkeys(p.stamp for p in (*prints, *draft.legends))
    return PagePlan(
        page=page.number,
        moves=tuple(move for done in draft.settings for move in done.moves),
        fills=tuple(
            dict.fromkeys(
                Fill(box, hanging=any(box == done.fill for done in draft.settings))
                for box, _ in draft.fills
            )
        ),
        stamps=tuple(stamps),
        words=words,
        removals=tuple(_counted(draft, removals)),
        puts=tuple(put for done in draft.settings for put in done.puts),
        cleaned=tuple(dict.fromkeys(draft.cleaned)),
        ruled=_ruled(draft),
    )


def _place(removal: Removal) -> tuple[int, int, str, str]:
    """What removals of a page are ordered by."""
    box = removal.label_box
    return box.top, box.left, removal.category, removal.rule


def _counted(draft: _Draft, removals: Iterable[tuple[Removal, _Outcome]]) -> Iterator[Removal]:
    """Count each printed label with the first removal, in the order given, that it stands for."""
    counted: set[Stamp] = set()
    for removal, outcome in removals:
        if label.cleaned(removal.label) != outcome.text:
            yield replace(removal, labels=0)  # the label of what it overlaps stands for it
            continue
        words = outcome.text.split()
        stamps = {p.stamp for p in outcome.prints if p.stamp.text.split() == words}
        if outcome.callout:
            stamps.add(draft.legends[outcome.callout - 1].stamp)
        yield replace(removal, labels=len(stamps - counted))
        counted |= stamps
