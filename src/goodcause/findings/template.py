"""Templates: printed forms learned from the pages of a collection by their likeness.

A template is the constellation of a form's labels with the boxes of their values. Where a page
is of a known template and one of its labels cannot be read, the template supplies the box, and
whatever stands in it goes whole. Nobody draws zones; a person may correct a template's file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from goodcause.base.geometry import Box

_FEWEST_LABELS = 6  # a page with fewer is like too many others
_FEWEST_PAGES = 3  # of one likeness, before it is called a template
_ALIKE = 0.6  # of a page's labels that must lie where the template has them
_WHOLE = 0.35  # of the template's labels that must be found on the page
_FEWEST_PAIRS = 4
_NEAR = 45  # pixels: 0.15 inch; a scan set straight is no further off after the fit
_SUPPORT = 0.34  # of a template's pages that must show a label, for it to be supplied
_MOST_MEMBERS = 60  # pages a template is learned from; more teach nothing
_MOST_LABELS = 120
_OVERLAP = 0.2
_CLOSE = 3  # templates tried for one page, those with the likest labels first
_STRETCH = 0.03  # how far a page may differ in scale


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label of a form.

    Attributes:
        label: what the printed words ask for, by themselves.
        kind: what they ask for where they stand (whose part of the form it is).
        box: round the label.
        value: the box of its value, where one was found.
    """

    label: str
    kind: str
    box: Box
    value: Box | None = None


@dataclass(frozen=True, slots=True)
class Impression:
    """The labels of one page of one document."""

    page: int
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A form as printed; ``fixed`` when a person wrote or corrected it."""

    name: str
    anchors: tuple[Anchor, ...]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Supplied:
    """A box that a template supplies to a page on which its label could not be read.

    ``label`` is where the label must stand; where nothing is printed there, the form is another.
    """

    page: int
    kind: str
    region: Box
    label: Box
    template: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How a template lies on a page: scale and shift of each axis, and what was met.

    ``met`` pairs anchors of the template with anchors of the page, by their indices.
    """

    across: tuple[float, float]
    down: tuple[float, float]
    met: tuple[tuple[int, int], ...]

    def placed(self, box: Box) -> Box:
        """A box of the template on the page."""
        (sx, tx), (sy, ty) = self.across, self.down
        left, right = (round(x * sx + tx) for x in (box.left, box.right))
        top, bottom = (round(y * sy + ty) for y in (box.top, box.bottom))
        return Box(max(left, 0), max(top, 0), max(right, left, 0), max(bottom, top, 0))


@dataclass(slots=True)
class _Cluster:
    seed: Template
    kinds: Counter[str]
    members: list[tuple[Impression, Fit]] = field(default_factory=list)


def learn(impressions: Iterable[Impression]) -> tuple[Template, ...]:
    """The templates of a collection: likenesses that several of its pages share."""
    clusters: list[_Cluster] = []
    for impression in impressions:
        if not _FEWEST_LABELS <= len(impression.anchors) <= _MOST_LABELS:
            continue
        kinds = Counter(a.label for a in impression.anchors)
        for cluster in sorted(clusters, key=lambda c: -_shared(c.kinds, kinds))[:_CLOSE]:
            found = fit(cluster.seed, impression)
            if found is not None:
                if len(cluster.members) < _MOST_MEMBERS:
                    cluster.members.append((impression, found))
                break
        else:
            seed = Template("", impression.anchors)
            own = tuple((i, i) for i in range(len(impression.anchors)))
            clusters.append(_Cluster(seed, kinds, [(impression, Fit((1, 0), (1, 0), own))]))
    grown = [c for c in clusters if len(c.members) >= _FEWEST_PAGES]
    return tuple(_template(f"t{n:04d}", c) for n, c in enumerate(grown, start=1))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max((one | other).total(), 1)


def _template(name: str, cluster: _Cluster) -> Template:
    """The labels that enough pages of a likeness show, each where most of them have it."""
    groups: list[list[Anchor]] = []
    by_label: defaultdict[str, list[int]] = defaultdict(list)
    for impression, found in cluster.members:
        back = _inverse(found)
        for anchor in impression.anchors:
            box = back.placed(anchor.box)
            here = Anchor(
                anchor.label, anchor.kind, box, back.placed(anchor.value) if anchor.value else None
            )
            near = next((g for g in by_label[anchor.label] if _close(groups[g][0].box, box)), -1)
            if near < 0:
                near = len(groups)
                groups.append([])
                by_label[anchor.label].append(near)
            groups[near].append(here)
    least = max(2, _SUPPORT * len(cluster.members))
    kept = [_middle(group) for group in groups if len(group) >= least]
    return Template(name, tuple(sorted(kept, key=lambda a: (a.box.top, a.box.left, a.label))))


def _inverse(found: Fit) -> Fit:
    def turned(axis: tuple[float, float]) -> tuple[float, float]:
        scale, shift = axis
        return 1 / scale, -shift / scale

    return Fit(turned(found.across), turned(found.down), found.met)


def _middle(group: Sequence[Anchor]) -> Anchor:
    kind = Counter(a.kind for a in group).most_common(1)[0][0]
    values = [a.value for a in group if a.value is not None and a.kind == kind]
    return Anchor(group[0].label, kind, _median([a.box for a in group]), _spanned(values))


def _median(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = (
        round(median(edge))
        for edge in zip(*((b.left, b.top, b.right, b.bottom) for b in boxes), strict=True)
    )
    return Box(left, top, max(right, left), max(bottom, top))


def _spanned(boxes: Sequence[Box]) -> Box | None:
    """The box of a value over all pages: the widest that at least half of them reach."""
    return _median(boxes) if boxes else None


def _close(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) <= _NEAR and abs(one.centre[1] - other.centre[1]) <= _NEAR


def fit(template: Template, impression: Impression) -> Fit | None:
    """How a template lies on a page; nothing when the page is not of it."""
    there, here = template.anchors, impression.anchors
    moved = _shift(there, here)
    if moved is None:
        return None
    rough = Fit((1.0, moved[0]), (1.0, moved[1]), ())
    pairs = _pairs(rough, there, here)
    if len(pairs) < _FEWEST_PAIRS:
        return None
    better = Fit(
        _line([(there[i].box.left, here[j].box.left) for i, j in pairs]),
        _line([(there[i].box.centre[1], here[j].box.centre[1]) for i, j in pairs]),
        (),
    )
    pairs = _pairs(better, there, here)
    enough = len(pairs) >= max(_FEWEST_PAIRS, _ALIKE * len(here), _WHOLE * len(there))
    return Fit(better.across, better.down, tuple(pairs)) if enough else None


def _shift(there: Sequence[Anchor], here: Sequence[Anchor]) -> tuple[float, float] | None:
    """The shift that most labels agree on, tried from those that stand once on each side."""
    mine = Counter(a.label for a in here)
    once = {a.label: a for a in there if mine[a.label] == 1}
    for label, count in Counter(a.label for a in there).items():
        if count > 1:
            once.pop(label, None)
    moves = [
        (a.box.left - once[a.label].box.left, a.box.centre[1] - once[a.label].box.centre[1])
        for a in here
        if a.label in once
    ]
    if len(moves) < _FEWEST_PAIRS - 1:
        return None
    return median(x for x, _ in moves), median(y for _, y in moves)


def _pairs(rough: Fit, there: Sequence[Anchor], here: Sequence[Anchor]) -> list[tuple[int, int]]:
    """Labels of the template and of the page that lie on one another, each once."""
    by_label: defaultdict[str, list[int]] = defaultdict(list)
    for j, anchor in enumerate(here):
        by_label[anchor.label].append(j)
    used: set[int] = set()
    pairs = []
    for i, anchor in enumerate(there):
        placed = rough.placed(anchor.box)
        for j in by_label[anchor.label]:
            if j not in used and _close(placed, here[j].box):
                used.add(j)
                pairs.append((i, j))
                break
    return pairs


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Scale and shift of the straight line through points, the scale near one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    scale = 1.0
    if spread > _NEAR**2 * len(xs):
        scale = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
        scale = min(max(scale, 1 - _STRETCH), 1 + _STRETCH)
    return scale, mean_y - scale * mean_x


def supplied(
    impression: Impression, templates: Sequence[Template], kinds: Iterable[str]
) -> tuple[Supplied, ...]:
    """The boxes of a page whose labels could not be read, from the template it fits best.

    A box is not supplied where the page shows a label or a value of its own: a revised form may
    have moved the field, and then its own label speaks for it.
    """
    fits = [(f, t) for t in templates if (f := fit(t, impression)) is not None]
    if not fits:
        return ()
    found, template = max(fits, key=lambda pair: (pair[1].fixed, len(pair[0].met), pair[1].name))
    met = {i for i, _ in found.met}
    wanted = frozenset(kinds)
    elsewhere = Counter(a.kind for a in impression.anchors)
    for i in met:
        elsewhere[template.anchors[i].kind] -= 1
    own = [b for a in impression.anchors for b in (a.box, a.value) if b is not None]
    result = []
    for i, anchor in enumerate(template.anchors):
        if i in met or anchor.value is None or anchor.kind not in wanted:
            continue
        region = found.placed(anchor.value)
        if elsewhere[anchor.kind] > 0:
            elsewhere[anchor.kind] -= 1  # the field stands elsewhere on this page
        elif region.area and not any(_claims(b, region) for b in own):
            label = found.placed(anchor.box)
            result.append(Supplied(impression.page, anchor.kind, region, label, template.name))
    return tuple(result)


def _claims(own: Box, region: Box) -> bool:
    """Whether a label or a value of the page's own holds a good part of a region, or lies in it."""
    x, y = own.centre
    inside = region.left <= x < region.right and region.top <= y < region.bottom
    return inside or own.overlap(region) > _OVERLAP * region.area
