"""Every kind of procedure that a case may hold, by its short name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.access import ACCESS
from goodcause.case.answering import INTERROGATORY
from goodcause.case.camera import CAMERA
from goodcause.case.forwarding import FORWARD
from goodcause.case.motions import MOTION
from goodcause.case.procedure import Kind

KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        FORWARD,
        MOTION,
        CAMERA,
        INTERROGATORY,
        *ACCESS,
    )
}


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        ProcedureError: there is none.
    """
    if name not in KINDS:
        raise ProcedureError(
            f"there is no procedure of the kind {name!r}; there are: {', '.join(KINDS)}"
        )
    return KINDS[name]
