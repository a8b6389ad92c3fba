"""Load files against each other and against what lies on disk, whoever wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from goodcause.verification.foreign.facts import FileFacts
from goodcause.verification.foreign.loads import Load, Number, number_of, read_dat, read_opt
from goodcause.verification.tally import Tally

_LARGEST = 1 << 29
_SIDE = (".dat", ".opt", ".lfp", ".csv", ".log", ".xml", ".dii", ".md5", ".sha256")
_MOST_NAMED = 20


class CrossCheck:
    """Reads load files, then waits for the pages of the files they name."""

    def __init__(self, root: Path, paths: Sequence[Path], tally: Tally) -> None:
        self._root, self._paths, self._tally = root, paths, tally
        self._by_path = {p.relative_to(root).as_posix().lower(): p for p in paths}
        self._named: set[Path] = set()
        self._pages_of: dict[str, int] = {}
        self._expected: dict[Path, tuple[str, int]] = {}
        self._text: dict[str, Path] = {}

    def load_files(self) -> None:
        """Read every DAT and OPT file of the volume."""
        opts = [p for p in self._paths if p.suffix.lower() == ".opt"]
        dats = [p for p in self._paths if p.suffix.lower() == ".dat"]
        for path in opts:
            self._opt(path)
        for path in dats:
            self._dat(path)
        if not opts and not dats:
            why = "the volume has no DAT and no OPT file"
            self._tally.blind("load files, numbering and counts", why)
        others = [p for p in self._paths if p.suffix.lower() in (".lfp", ".dii")]
        if others:
            self._tally.blind(
                f"{len(others)} load files of other kinds", "only DAT and OPT are read"
            )

    def text_of(self, path: Path) -> Path | None:
        """The text file of a document, by the number that names its image."""
        return self._text.get(path.stem.lower())

    def pages(self, path: Path, facts: FileFacts) -> None:
        """Compare a file's own pages with what the load files say of it."""
        key, expected = self._expected.get(path, ("", 0))
        if facts.pages and expected and facts.pages != expected:
            what = f"The file has {facts.pages} pages; the load files give it {expected}."
            self._broken(path, what)
        if path.suffix.lower() != ".pdf" and facts.pages > 1 and key:
            self._broken(path, f"The image holds {facts.pages} pages where one is expected.")

    def finish(self) -> None:
        """Say which files no load file names."""
        if not self._named:
            return
        stray = [p for p in self._paths if p not in self._named and p.suffix.lower() not in _SIDE]
        for path in stray[:_MOST_NAMED]:
            self._tally.broken("I8", self._name(path), "No load file names this file.")
        if len(stray) > _MOST_NAMED:
            more = f"{len(stray) - _MOST_NAMED} more files are named by no load file."
            self._tally.broken("I8", "", more)

    def _opt(self, path: Path) -> None:
        data = self._read(path)
        rows, faults = read_opt(data) if data is not None else ([], [])
        for fault in faults:
            self._tally.broken("I8", self._name(path), f"{fault[0].upper()}{fault[1:]}.")
        self._tally.looked("I7", len(rows))
        begin, claimed, counted = "", "", 0
        for at, (key, target, first, count) in enumerate(rows, 1):
            if first or at == 1:
                self._count(path, begin, claimed, counted)
                begin, claimed, counted = key, count, 0
            if at == 1 and not first:
                self._broken(path, "The first row begins no document; pages join the wrong one.")
            counted += 1
            found = self._found(path, target, f"line {at}")
            if found is not None and found.suffix.lower() == ".pdf" and count.isdigit():
                self._expected[found] = (key, int(count))
                counted = int(count)
            elif found is not None:
                self._expected[found] = (key, 0)
        self._count(path, begin, claimed, counted)
        self._numbers(path, [key for key, *_ in rows], "rows", pages=True)

    def _count(self, path: Path, begin: str, claimed: str, counted: int) -> None:
        if not begin:
            return
        self._pages_of[begin.lower()] = counted
        if claimed.isdigit() and int(claimed) != counted:
            self._broken(path, f"{begin} claims {claimed} pages and has {counted} rows.")

    def _dat(self, path: Path) -> None:
        data = self._read(path)
        if data is None:
            return
        load = read_dat(data)
        for fault in load.faults:
            self._tally.broken("I8", self._name(path), f"{fault[0].upper()}{fault[1:]}.")
        if "begin" not in load.known:
            why = "its first row names no field of begin numbers that is known here"
            self._tally.blind(f"the rows of {self._name(path)}", why)
            return
        self._tally.looked("I7", len(load.rows))
        for line, row in zip(load.lines, load.rows, strict=True):
            self._row(path, f"line {line}", row)
        self._numbers(path, [row.get("begin", "") for row in load.rows], "documents", pages=False)
        self._hashes(path, load)

    def _row(self, path: Path, line: str, row: dict[str, str]) -> None:
        begin, end = number_of(row.get("begin", "")), number_of(row.get("end", ""))
        count = row.get("pages", "")
        if begin is None:
            self._broken(path, f"The row at {line} has no begin number that ends in digits.")
            return
        span = _span(begin, end)
        if span is not None and span < 1:
            self._broken(path, f"The numbers of the row at {line} run backwards or change prefix.")
        elif span is not None and count.isdigit() and int(count) not in (0, span):
            self._broken(path, f"The row at {line} has {span} numbers and claims {count} pages.")
        paged = self._pages_of.get(row["begin"].strip().lower())
        if span is not None and span > 0 and paged is not None and paged != span:
            self._broken(
                path, f"The row at {line} has {span} numbers and {paged} pages in the OPT."
            )
        if self._pages_of and paged is None:
            self._broken(path, f"The document at {line} begins nowhere in the OPT file.")
        for kind in ("text", "native"):
            target = row.get(kind, "").strip()
            found = self._found(path, target, line) if target else None
            if kind == "text" and found is not None:
                self._text[row["begin"].strip().lower()] = found

    def _numbers(self, path: Path, texts: Sequence[str], what: str, *, pages: bool) -> None:
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for text in texts:
            number = number_of(text)
            if number is not None:
                groups[number.prefix, number.suffix].append(number.count)
        for (prefix, _), counts in groups.items():
            if len(set(counts)) != len(counts):
                self._broken(path, f"Numbers of {what} under {prefix or 'no prefix'} stand twice.")
            if counts != sorted(counts):
                self._broken(path, f"Numbers of {what} under {prefix or 'no prefix'} go backwards.")
            gaps = sum(b - a > 1 for a, b in zip(sorted(counts), sorted(counts)[1:], strict=False))
            if pages and gaps and not any(p.suffix.lower() == ".pdf" for p in self._expected):
                self._broken(path, f"Numbers under {prefix or 'no prefix'} skip {gaps} times.")

    def _hashes(self, path: Path, load: Load) -> None:
        removed = sum(row.get("removed", "").strip().lower() in _YES for row in load.rows)
        if load.hashes and removed:
            names = ", ".join(load.hashes)
            what = f"{names} stand beside {removed} documents from which something was removed: "
            self._tally.broken("I8", self._name(path), f"{what}a digest confirms a guess.")

    def _found(self, load: Path, target: str, line: str) -> Path | None:
        """The file that a load file names; paths lead nowhere but into the volume."""
        plain = target.replace("\\", "/").removeprefix("./").strip("/").lower()
        parts = plain.split("/")
        for start in range(min(len(parts), 3)):
            found = self._by_path.get("/".join(parts[start:]))
            if found is not None:
                self._named.add(found)
                return found
        self._broken(load, f"The file named at {line} is not in the volume.")
        return None

    def _read(self, path: Path) -> bytes | None:
        self._named.add(path)
        self._tally.looked("I8")
        try:
            data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
        except OSError:
            data = None
        if data is None:
            self._tally.broken("I8", self._name(path), "The file cannot be read, or is too large.")
        return data

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _broken(self, path: Path, what: str) -> None:
        self._tally.broken("I7", self._name(path), what)


_YES = frozenset({"y", "yes", "true", "1"})


def _span(begin: Number, end: Number | None) -> int | None:
    """How many numbers a document has; None where its end is not given."""
    if end is None:
        return None
    if (begin.prefix, begin.suffix) != (end.prefix, end.suffix):
        return 0
    return end.count - begin.count + 1
