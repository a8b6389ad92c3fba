"""The learner on a published benchmark: the Text Anonymization Benchmark's test part.

A conditional random field is trained here, on the benchmark's own training part, and measured
with its published metrics; nothing trained on it is kept. Metrics after Pilan et al. (2022),
section 5: token recall over every annotator's mentions, token precision against the share of
annotators who masked a token, entity recall where entities are known.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "benchmarks" / "tab"
TARGET_RECALL, TARGET_PRECISION = 0.92, 0.75
THRESHOLD = 0.5
_SWEEP = [x / 100 for x in (*range(8, 20, 2), *range(20, 91, 5))]
_ITERATIONS = 70
_LEARNERS = ({"c1": 0.05, "c2": 0.03}, {"c1": 0.0, "c2": 0.4})
"""Two fields, one drawn to few features and one to small weights: what they say is averaged."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_IGNORED = frozenset(
    ["mr", "mrs", "ms", "no", "nr", "about", "of", "in", "on", "at", "by", "to", "for", "with",
     "from", "the", "a", "an", "and", "or", "between", "against", "under", "s", "as", "into",
     "over", "after", "before"]
)  # fmt: skip
_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december"]
)  # fmt: skip
_REACH = 4
_ECHO = 0.75
"""A name counts this much of its likeliest occurrence in the same judgment."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judgment:
    """A text with what each of its annotators masked, and entities where they are known."""

    key: str
    text: str
    masked: tuple[Spans, ...]
    entities: tuple[tuple[str, Spans], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What one threshold gives."""

    threshold: float
    recall: float
    precision: float
    direct: tuple[int, int]
    quasi: tuple[int, int]


def annotators(spans: Sequence[Sequence[int]]) -> list[Spans]:
    """The spans by annotator: a start that falls begins the next one's."""
    groups: list[Spans] = [[]]
    last = -1
    for start, end in spans:
        if start < last:
            groups.append([])
        groups[-1].append((start, end))
        last = start
    return groups


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _full() -> dict[str, tuple[str, Judgment]]:
    """The fully annotated judgments: part and judgment by key."""
    found = {}
    for row in _lines("entity_tab_144.jsonl"):
        origin = row["metadata"]["provenance"]
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for mention in row["entities"]:
            groups[mention["entity_id"]].append(mention)
        entities = []
        masked: Spans = []
        for mentions in groups.values():
            spans = [(m["start_offset"], m["end_offset"]) for m in mentions
                     if m["identifier_type"] != "NO_MASK"]  # fmt: skip
            if spans:
                kind = "direct" if mentions[0]["identifier_type"] == "DIRECT" else "quasi"
                entities.append((kind, spans))
                masked += spans
        judgment = Judgment(origin["doc_id"], row["text"], (sorted(masked),), tuple(entities))
        found[origin["doc_id"]] = (origin["dataset_type"], judgment)
    return found


def load() -> tuple[list[Judgment], list[Judgment]]:
    """What may be learned from (the training part and dev), and the test part."""
    full = _full()
    parts = {}
    for part in ("dev", "test"):
        offsets = json.loads((FOLDER / f"{part}_mask_offsets_all_annotators.json").read_text())
        parts[part] = [
            Judgment(row["doc_id"], row["text"], tuple(annotators(offsets[row["doc_id"]])),
                     full[row["doc_id"]][1].entities if row["doc_id"] in full else ())
            for row in _lines(f"{part}_masked_strings_127.jsonl")
        ]  # fmt: skip
    train = [j for part, j in full.values() if part == "train"]
    return [*train, *parts["dev"]], parts["test"]


@lru_cache(maxsize=200_000)
def _of_word(word: str, step: int) -> tuple[str, ...]:
    low = word.lower()
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "d", word)))
    short = re.sub(r"(.)\1+", r"\1", shape)
    if step == 0:
        kind = "month" if low in _MONTHS else ""
        return (f"w={low}", f"s={shape[:8]}", f"k={short}", f"p={low[:3]}", f"x={low[-3:]}",
                f"y={low[-2:]}", f"m={kind}")  # fmt: skip
    if abs(step) <= 2:
        return f"w{step}={low}", f"k{step}={short}", f"x{step}={low[-3:]}"
    return f"w{step}={low}", f"k{step}={short}"


@dataclass(frozen=True, slots=True)
class _Read:
    """A judgment as words, cut into paragraphs."""

    words: list[tuple[str, int, int]]
    paragraphs: list[tuple[int, int]]


def _read(text: str) -> _Read:
    words = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    ends = [at for at in range(1, len(words)) if "\n" in text[words[at - 1][2] : words[at][1]]]
    return _Read(words, [(a, b) for a, b in pairwise([0, *ends, len(words)]) if b > a])


def _rows(read: _Read) -> list[list[str]]:
    """The features of every word, with what the whole judgment tells of it."""
    texts = [w[0] for w in read.words]
    count: dict[str, int] = defaultdict(int)
    small: set[str] = set()
    for text in texts:
        count[text] += 1
        if text.islower():
            small.add(text)
    rows: list[list[str]] = []
    for first, last in read.paragraphs:
        opening = " ".join(texts[first : first + 3]).lower()
        for at in range(first, last):
            text = texts[at]
            row = list(_of_word(text, 0))
            for near in range(max(first, at - _REACH), min(last, at + _REACH + 1)):
                if near != at:
                    row += _of_word(texts[near], near - at)
            often = min(count[text], 6)
            kind = "X" if text[0].isupper() else "d" if text[0].isdigit() else "x"
            known = "small" if text.lower() in small else "never"
            row += [f"n={kind}{often}", f"u={kind}{known}", f"o={opening}"]
            row.append(f"e={kind}{_deciles(at, texts)}")
            row += _pairs(texts[at - 1] if at > first else "", text, "b")
            row += _pairs(text, texts[at + 1] if at + 1 < last else "", "a")
            rows.append(row)
    return rows


def _pairs(first: str, second: str, name: str) -> list[str]:
    """What two neighbours tell together."""
    if not first or not second:
        return []
    shapes = _of_word(first, 0)[2], _of_word(second, 0)[2]
    return [f"{name}={first.lower()}|{second.lower()}", f"{name}k={shapes[0]}|{shapes[1]}"]


def _deciles(at: int, texts: Sequence[str]) -> int:
    return 10 * at // len(texts)


def _labels(judgment: Judgment, read: _Read) -> list[str]:
    """Masked where at least half of the annotators mask."""
    votes = [0] * len(judgment.text)
    for spans in judgment.masked:
        for start, end in set(spans):
            for at in range(start, end):
                votes[at] += 1
    half = len(judgment.masked) / 2
    return ["M" if votes[start] >= half else "O" for _, start, _ in read.words]


def train(judgments: Sequence[Judgment], folder: Path) -> list[Any]:
    """Taggers learned from judgments; their files stay in a folder that goes away."""
    import pycrfsuite  # noqa: PLC0415  needed here only

    trainer = pycrfsuite.Trainer(verbose=False)
    for judgment in judgments:
        read = _read(judgment.text)
        rows, labels = _rows(read), _labels(judgment, read)
        for first, last in read.paragraphs:
            trainer.append(rows[first:last], labels[first:last])
    taggers = []
    for number, drawn in enumerate(_LEARNERS):
        trainer.set_params({**drawn, "max_iterations": _ITERATIONS, "feature.minfreq": 2})
        path = str(folder / f"tab{number}")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        taggers.append(tagger)
    return taggers


def chances(taggers: Sequence[Any], judgment: Judgment) -> list[tuple[int, int, float]]:
    """Each word with the chance that it is to be masked, its likeliest namesake counted."""
    read = _read(judgment.text)
    rows = _rows(read)
    own: list[float] = []
    for first, last in read.paragraphs:
        for tagger in taggers:
            tagger.set(rows[first:last])
        own += [
            sum(tagger.marginal("M", at) for tagger in taggers) / len(taggers)
            for at in range(last - first)
        ]
    best: dict[str, float] = defaultdict(float)
    for (text, _, _), chance in zip(read.words, own, strict=True):
        if text[0].isupper() or text[0].isdigit():
            best[text] = max(best[text], chance)
    return [
        (start, end, max(chance, _ECHO * best[text]) if _name(text) else chance)
        for (text, start, end), chance in zip(read.words, own, strict=True)
    ]


def _name(text: str) -> bool:
    return (text[0].isupper() and len(text) > 2) or (text.isdigit() and len(text) > 3)


def score(
    test: Sequence[Judgment], found: Sequence[list[tuple[int, int, float]]], at: float
) -> Score:
    """The published metrics at one threshold."""
    told = wanted = agreed = asked = 0
    entities = {"direct": [0, 0], "quasi": [0, 0]}
    for judgment, chances_of in zip(test, found, strict=True):
        covered = _marked(judgment.text, [(s, e) for s, e, chance in chances_of if chance >= at])
        tokens = [m.span() for m in re.finditer(r"\w+", judgment.text)]
        system = [(s, e) for s, e in tokens if all(covered[s:e])]
        gone = {s for s, e in tokens if all(covered[s:e]) or judgment.text[s:e].lower() in _IGNORED}
        for spans in judgment.masked:
            mentioned = _within(tokens, spans)
            wanted += len(mentioned)
            told += sum(s in gone for s, _ in mentioned)
            inside = _marked(judgment.text, spans)
            asked += len(system)
            agreed += sum(all(inside[s:e]) for s, e in system)
        for kind, spans in judgment.entities:
            entities[kind][0] += all(s in gone for s, _ in _within(tokens, spans))
            entities[kind][1] += 1
    direct, quasi = ((found, every) for found, every in entities.values())
    return Score(at, told / wanted, agreed / asked if asked else 1.0, direct, quasi)


def _marked(text: str, spans: Spans) -> bytearray:
    marked = bytearray(len(text))
    for start, end in spans:
        marked[start:end] = b"\1" * (end - start)
    return marked


def _within(tokens: Spans, spans: Spans) -> Spans:
    """The tokens inside spans, once for each span that holds them."""
    return [(s, e) for start, end in spans for s, e in tokens if start <= s and e <= end]


def measure() -> tuple[Score, Score, list[Score]] | None:
    """At the threshold fixed beforehand; the best recall at the target's precision; the curve."""
    if not FOLDER.is_dir():
        return None
    learn, test = load()
    with tempfile.TemporaryDirectory() as folder:
        taggers = train(learn, Path(folder))
        found = [chances(taggers, judgment) for judgment in test]
        for tagger in taggers:
            tagger.close()
    curve = [score(test, found, at) for at in _SWEEP]
    fixed = next(s for s in curve if s.threshold == THRESHOLD)
    enough = [s for s in curve if s.precision >= TARGET_PRECISION]
    best = max(enough, key=lambda s: s.recall) if enough else fixed
    return fixed, best, curve


if __name__ == "__main__":
    measured = measure()
    for line in measured[2] if measured else ["TAB is not beside the repository"]:
        print(line)
