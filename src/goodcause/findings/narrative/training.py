"""Trains the classifier of running words on narratives that the project writes itself.

    python -m goodcause.findings.narrative.training

It learns from all of the grammar, which takes about a minute, and writes ``model.txt``. With
``--fold N`` it learns without a fifth of the productions and prints how it does on narratives
written with that fifth alone, in sentences and words it has never seen; nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from goodcause.findings.addresses import find_addresses
from goodcause.findings.births import find_births
from goodcause.findings.misread import unmisread
from goodcause.findings.narrative.capitals import unshouted
from goodcause.findings.narrative.features import Described, Word, describe, rows, words
from goodcause.findings.narrative.grammar import FOLDS, grammar
from goodcause.findings.narrative.hints import ask
from goodcause.findings.narrative.weights import Classifier
from goodcause.findings.narrative.writer import Narrative, write

MODEL = Path(__file__).with_name("model.txt")
SEED = 2007
NARRATIVES = 2600
_ITERATIONS = 50
_LEAST = 0.01
_UNKNOWN = 0.06
"""So many words in a narrative lose their name in training, that their place be learned too."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the classifier is told of it, with the true kind of each word."""

    told: Described
    labels: list[str]


def narratives(
    seed: int, count: int, fold: int = -1, *, kept_back: bool = False
) -> Iterator[Narrative]:
    """Made narratives; those of a fold kept back share no long rule's line with the others."""
    source = grammar(fold, kept_back=kept_back)
    for number in range(count):
        yield write(source, Random(f"{seed}/{fold}/{kept_back}/{number}"))  # noqa: S311  made data


def described(narrative: Narrative) -> Iterator[Example]:
    """The sentences of a narrative with their labels."""
    text = unmisread(unshouted(narrative.text))
    hits = [*find_births(text), *find_addresses(text)]
    for asked in ask(text, hits):
        tokens = words(asked.text)
        if tokens:
            labels = [_label(t, asked.start, narrative.spans) for t in tokens]
            yield Example(describe(tokens, asked.hints), labels)


def _label(token: Word, offset: int, spans: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, kind in spans:
        if start <= token.start + offset < end:
            return kind
    return "O"


def train(texts: Iterator[Narrative], target: Path, iterations: int = _ITERATIONS) -> None:
    """Write a model learned from narratives; the same narratives give the same model."""
    import pycrfsuite  # noqa: PLC0415  heavy, and needed here only

    trainer = pycrfsuite.Trainer(verbose=False)
    rng = Random(SEED)  # noqa: S311  made data, not a secret
    for text in texts:
        for example in described(text):
            trainer.append([_dropped(row, rng) for row in rows(example.told)], example.labels)
    trainer.set_params({"c1": 1.0, "c2": 0.03, "max_iterations": iterations, "feature.minfreq": 4,
                        "feature.possible_transitions": False})  # fmt: skip
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        target.write_text(written(tagger.info()), encoding="utf-8")
        tagger.close()


def written(learned: Any) -> str:
    """A learned model as text: the kinds, their links, and each attribute with its weights."""
    kinds = sorted(learned.labels)
    lines = ["# kinds: " + " ".join(kinds)]
    by_name: dict[str, list[str]] = {}
    for (name, kind), weight in sorted(learned.state_features.items()):
        if abs(weight) >= _LEAST:
            by_name.setdefault(name, []).append(f"{kind}:{weight:.3f}")
    for (first, second), weight in sorted(learned.transitions.items()):
        by_name.setdefault(f">{first}", []).append(f"{second}:{weight:.3f}")
    lines += ["\t".join([name, *values]) for name, values in sorted(by_name.items())]
    return "\n".join(lines) + "\n"


def _dropped(row: list[str], rng: Random) -> list[str]:
    return row[1:] if rng.random() < _UNKNOWN else row


def share_right(model: Path, texts: Iterator[Narrative]) -> tuple[float, float]:
    """Recall and precision over the words of times and places of vulnerability."""
    reader = Classifier.parse(model.read_text(encoding="utf-8"))
    right = wanted = taken = 0
    for text in texts:
        for sentence in described(text):
            chances = reader.chances([sentence.told])[0]
            found = [reader.kinds[at] for at in chances.argmax(axis=1)]
            for kind, true in zip(found, sentence.labels, strict=True):
                wanted += true in "TP"
                taken += kind in "TP"
                right += kind in "TP" and true in "TP"
    return right / max(wanted, 1), right / max(taken, 1)


def main(argv: Sequence[str]) -> None:
    """Train, or score on what was kept back."""
    parser = argparse.ArgumentParser(prog="python -m goodcause.findings.narrative.training")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="score, and write nothing")
    fold = parser.parse_args(argv).fold
    if fold is None:
        train(narratives(SEED, NARRATIVES), MODEL)
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        train(narratives(SEED, NARRATIVES // 2, fold), path)
        recall, precision = share_right(path, narratives(SEED + 1, 300, fold, kept_back=True))
    sys.stdout.write(f"fold {fold}: word recall {recall:.3f}, precision {precision:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
