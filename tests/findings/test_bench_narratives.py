from __future__ import annotations

from benchmarks.detection.narratives import hard, measure, stories


def test_times_and_places_nobody_tuned_on_are_found() -> None:
    told = measure(stories("sealed"))

    assert told.met >= 0.9 * told.telling
    assert told.right >= 0.6 * told.taken
    assert told.full >= 0.85 * told.spans


def test_hard_wordings_are_found_and_look_alikes_left() -> None:
    got, wanted, hit, alike = hard()

    assert got >= 0.85 * wanted
    assert hit <= 0.08 * alike
