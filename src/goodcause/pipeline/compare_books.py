"""What a case knows of its pages beside what they say: which are served, and who looked at them."""

from __future__ import annotations

from collections import defaultdict

from goodcause.decisions.policy import BY_ORDER
from goodcause.linkage.places import Books
from goodcause.pipeline.compare_review import Words
from goodcause.pipeline.holdings import holdings
from goodcause.store.models import ItemRow, SampleAnswerRow, SourceRow


def books_of(words: Words | None) -> Books:
    """Look volumes and looks up.

    Args:
        words: on the pairs of the run; nothing where it is not told who looked.
    """
    numbers = {number for holding in holdings() for number in holding.numbers}
    rows = SourceRow.objects.exclude(bates="").values_list("key", "bates")
    served = frozenset(key for key, bates in rows if bates in numbers)
    if words is None:
        return Books(served=served, looked=False)
    pairs = {key: tuple(said) for key, said in words.by_pair.items()}
    return Books(served=served, pages=_looked(), pairs=pairs)


def _looked() -> dict[tuple[str, int], tuple[str, ...]]:
    """By document and page: who decided something on it, or read it in a sample."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    settled = ItemRow.objects.exclude(by__in=["", BY_ORDER])
    for source, page, by in settled.values_list("source_id", "page", "by").iterator():
        found[source, page].add(by)
    read = SampleAnswerRow.objects.values_list("item__source_id", "item__page", "by")
    for source, page, by in read.iterator():
        found[source, page].add(by)
    return {where: tuple(sorted(names)) for where, names in found.items()}
