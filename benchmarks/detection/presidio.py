"""Presidio's patterns on the same hard wordings, where somebody has installed it."""

from __future__ import annotations

from benchmarks.detection.narratives import _plain, hard_cases


def side_by_side() -> str:
    """What it finds of the hard wordings, whatever it calls it, and how many look-alikes it hits.

    It is given an empty English pipeline, for its own asks the network for a model.
    """
    import spacy  # noqa: PLC0415  only where installed
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    got = wanted = hit = alike = 0
    for category, text, words in hard_cases():
        found = [text[r.start : r.end] for r in analyzer.analyze(text, language="en")]
        if category == "none":
            alike += 1
            hit += bool(found)
        else:
            wanted += 1
            got += any(_plain(words) in _plain(f) for f in found)
    return f"{got} of {wanted} hard wordings, {hit} of {alike} look-alikes hit"
