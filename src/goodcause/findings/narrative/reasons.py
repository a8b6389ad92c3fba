"""Says in a sentence a lawyer can read which words make a time or a place one of vulnerability."""

from __future__ import annotations

import re

from goodcause.findings import cues
from goodcause.findings.narrative.hints import Asked

_SAYS = {
    "T": "it says when",
    "P": "it says where",
    "D": "a date told as somebody's birth",
    "B": "a place told as somebody's birth",
    "M": "a name told as a mother's before she married",
    "H": "an address told as somebody's home",
}
_TELLS = {
    "a habit of the applicant or the household": "tells of a habit",
    "the applicant's own round": "tells of the applicant's own round",
    "being alone": "tells of being alone",
    "valuables": "tells of valuables",
    "a missing guard": "tells of a missing guard",
}
_MOST = 2
_NEAR = 4
_SPACES = re.compile(r"\s+")


def reason(asked: Asked, start: int, end: int, kind: str) -> str:
    """Why a stretch of a sentence is taken for words of a kind.

    Args:
        asked: the sentence.
        start: where the stretch begins in it.
        end: where it ends.
        kind: the classifier's letter for it.
    """
    said = _SAYS[kind]
    if kind not in "TP":
        return f"{said}, by {_quoted(_around(asked.text, start))}"
    stretch = asked.text[start:end]
    told = [
        f"{_quoted(cue.words)} {_TELLS[cue.name]}"
        for cue in asked.judged.cues
        if cue.weight > 0 and cue.words and cue.name in _TELLS and cue.words not in stretch
    ]
    if not told:
        done = cues.EXPOSED.search(asked.text)
        words = done[0] if done and done[0] not in stretch else _around(asked.text, start)
        told = [f"{_quoted(words)} tells what is done"]
    return f"{said}, in a sentence where {' and '.join(told[:_MOST])}"


def _around(text: str, start: int) -> str:
    """The few words before a stretch, or those that the sentence begins with."""
    return " ".join(text[:start].split()[-_NEAR:]) or " ".join(text.split()[:_NEAR])


def _quoted(words: str) -> str:
    return '"' + _SPACES.sub(" ", words).strip(" ,.;:\"'") + '"'
