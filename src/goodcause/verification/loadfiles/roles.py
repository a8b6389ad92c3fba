"""Which column of a load file holds what, whatever its maker called it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_SPOKEN: Final = {
    "begin": "begbates begdoc begno begdocno beginbates beginningbates bates batesbeg batesbegin"
    " batesstart startbates firstbates prodbeg prodbegbates productionbegbates productionbeginbates"
    " begprod begcontrol begcontrolnumber controlnumber control docid documentid begnumber"
    " begbatesnumber beginningbatesnumber beginno name",
    "end": "endbates enddoc endno enddocno endingbates batesend batesstop stopbates lastbates"
    " prodend prodendbates productionendbates endprod endcontrol endcontrolnumber endnumber"
    " endbatesnumber endingbatesnumber",
    "family_begin": "begattach begatt attachbegin attachbeg familybegin familybeg begfamily"
    " begattachment begrange prodbegattach productionbegattach batesbeginattach begattno",
    "family_end": "endattach endatt attachend familyend endfamily endattachment endrange"
    " prodendattach productionendattach batesendattach endattno",
    "parent": "parent parentid parentbates parentdocumentid parentdoc",
    "pages": "pagecount pgcount pages numpages numberofpages imagecount pagecnt pagesno",
    "image": "imagepath imagefile imagelink image images pdfpath pdflink tiffpath",
    "text": "textpath textlink extractedtext extractedtextpath ocrpath ocrtext ocr fulltext"
    " textfile textfilepath",
    "native": "nativepath link nativelink nativefile nativefilepath filepath doclink native"
    " filelink",
    "volume": "volume volumename prodvolume productionvolume vol mediavolume",
    "extension": "fileext fileextension docext documentextension docextension nativeextension",
    "size": "filesize filesizebytes nativesize",
    "md5": "md5 md5hash hash hashmd5 hashvalue md5digest",
    "sha1": "sha1 sha1hash",
    "sha256": "sha256 sha256hash",
}
_PLAIN: Final = {name: role for role, names in _SPOKEN.items() for name in names.split()}
_DATED: Final = re.compile(r"date|time|sent|rcvd|received|created|modified|lastmod")
_NOT_DATED: Final = re.compile(r"zone|updated|sentto|receivedby|createdby|modifiedby|sender")
_SHAPED_LIKE_VALUES: Final = re.compile(r"[\\/@]|[0-9]{2}")


def plain(name: str) -> str:
    """A column's name without case, spaces and marks."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def roles_of(names: Sequence[str]) -> Mapping[str, int]:
    """By role: its column. The first column of a role has it."""
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        role = _PLAIN.get(plain(name))
        if role is not None and role not in found and plain(name) != "name":
            found[role] = at
    if "begin" not in found and "name" in map(plain, names):
        found["begin"] = [plain(n) for n in names].index("name")
    return found


def dated_columns(names: Sequence[str]) -> tuple[int, ...]:
    """Columns whose name says that they hold dates or times."""
    spoken = ((at, plain(name)) for at, name in enumerate(names))
    return tuple(at for at, n in spoken if _DATED.search(n) and not _NOT_DATED.search(n))


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names columns: known names, or words that no value looks like."""
    if any(plain(cell) in _PLAIN for cell in cells):
        return True
    if "" in cells or len(set(cells)) < len(cells):
        return False
    return not any(_SHAPED_LIKE_VALUES.search(cell) for cell in cells) and len(cells) > 1
