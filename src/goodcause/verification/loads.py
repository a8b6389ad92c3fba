"""What the check of load files finds in a volume of ours, told without repeating a value."""

from __future__ import annotations

import re

from goodcause.verification.loadfiles.check import check_loading
from goodcause.verification.loadfiles.file_checks import ORPHAN
from goodcause.verification.loadfiles.folder import LINK
from goodcause.verification.loadfiles.number_checks import BEGINS_NONE, ENDS_NONE, SKIPPED
from goodcause.verification.served import Served
from goodcause.verification.sidefiles import shown
from goodcause.verification.tally import Tally

CHECK = "load"
_ROLES = {"image_path": "image", "text_path": "text", "native_path": "native"}
_VALUE = re.compile(r"\S*[0-9]{4}\S*")


def check_loads(served: Served, tally: Tally) -> None:
    """Meet the volume as a loader of any firm would; PDFs are counted by other checks."""
    tally.begin(CHECK, "load files, and the files they name, as a loader of any firm meets them")
    report = check_loading(served.root, pdfs=False, roles=_roles(served))
    tally.looked(CHECK, report.documents)
    for fault in report.faults:
        if not fault.grave or fault.what in (LINK, ORPHAN):
            continue  # the layout check reports links and files that do not belong
        elsewhere = fault.what.endswith(SKIPPED) or fault.what in (BEGINS_NONE, ENDS_NONE)
        if served.statement.rows and elsewhere:
            continue  # I7 holds the statement of a replacement volume to account for each number
        where = shown(fault.file) if fault.file else served.name
        where = f"{where} line {fault.line}" if fault.line else where
        what = _VALUE.sub("(a value)", fault.what)  # what a row holds may be what was removed
        tally.broken(CHECK, where, f"{what[0].upper()}{what[1:]}.")


def _roles(served: Served) -> dict[str, int] | None:
    """By role its column, as the specification of the volume says."""
    if served.specification is None:
        return None
    said = enumerate(served.specification.fields)
    return {_ROLES.get(field.holds, field.holds): at for at, field in said}
