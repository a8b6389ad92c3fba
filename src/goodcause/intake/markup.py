"""Web pages made harmless: structure and words kept, nothing fetched, run, styled or hidden.

A page may hide its words by style, so styles go and every word is shown. What it says without
showing it (comments, targets of links, texts behind pictures, values of hidden fields) is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from goodcause.intake.package import Section

_KEPT = frozenset(
    (
        *("html", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "br", "hr", "center"),
        *("ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
        *("b", "strong", "i", "em", "u", "sub", "sup"),
    )
)
_ALONE = frozenset({"br", "hr"})
_SPANS = frozenset({"colspan", "rowspan"})
_BREAKS = _KEPT - frozenset(
    {"b", "strong", "i", "em", "u", "sub", "sup", "td", "th", "html", "body"}
)
_UNSHOWN = frozenset({"script", "style", "template", "noscript"})
_MOST_SPAN = 1000
_TELLING = (("a", "href"), ("area", "href"), ("img", "src"), ("iframe", "src"), ("form", "action"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A web page taken apart.

    Attributes:
        clean: the page as harmless HTML.
        lines: its words as lines of text, cells of a row parted by bars.
        hidden: what it says and does not show.
    """

    clean: str
    lines: tuple[str, ...]
    hidden: tuple[Section, ...]


def read_markup(text: str) -> Markup:
    """Take a web page apart; any text is one, however damaged."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    sections = (
        Section(heading="Comments in the page", lines=_once(parser.comments)),
        Section(heading="Targets of links and pictures", lines=_once(parser.targets)),
        Section(heading="Texts behind pictures and fields", lines=_once(parser.texts)),
        Section(heading="Scripts (not run)", lines=_once(parser.scripts)),
    )
    clean = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head>{''.join(parser.out)}</html>"
    return Markup(
        clean=clean,
        lines=tuple(_squeezed("".join(parser.text).splitlines())),
        hidden=tuple(section for section in sections if section.lines),
    )


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.text: list[str] = []
        self.comments: list[str] = []
        self.targets: list[str] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self._unshown: list[str] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._tell(tag, values)
        if tag in _UNSHOWN:
            self._unshown.append(tag)
        if self._unshown:
            return
        if tag in _BREAKS:
            self.text.append("\n")
        if tag in ("td", "th"):
            self.text.append(" | ")
        self._pre += tag == "pre"
        if tag in _KEPT - {"html"}:
            self.out.append(f"<{tag}{_spans(values)}{' border=1' if tag == 'table' else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if self._unshown and tag == self._unshown[-1]:
            self._unshown.pop()
            return
        if self._unshown:
            return
        self._pre -= tag == "pre" and self._pre > 0
        if tag in _BREAKS:
            self.text.append("\n")
        if tag in _KEPT - _ALONE - {"html"}:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._unshown:
            if data.strip():
                self.scripts.append(f"{self._unshown[-1]}: {' '.join(data.split())}")
            return
        self.out.append(escape(data))
        self.text.append(data if self._pre else " ".join(data.split("\n")))

    def handle_comment(self, data: str) -> None:
        self.comments.append(" ".join(data.split()))

    def _tell(self, tag: str, values: dict[str, str]) -> None:
        for name, attribute in _TELLING:
            if tag == name and values.get(attribute):
                self.targets.append(values[attribute][:2000])
        for attribute in ("alt", "title", "placeholder", "aria-label"):
            if values.get(attribute):
                self.texts.append(values[attribute])
        if tag == "input" and values.get("value"):
            self.texts.append(f"{values.get('name', 'field')}: {values['value']}")
        if tag == "meta" and values.get("content"):
            named = values.get("name") or values.get("property") or values.get("http-equiv", "meta")
            self.texts.append(f"{named}: {values['content']}")


def _spans(values: dict[str, str]) -> str:
    kept = {
        name: values[name]
        for name in sorted(_SPANS & values.keys())
        if values[name].isdecimal() and values[name].isascii() and int(values[name]) < _MOST_SPAN
    }
    return "".join(f" {name}={value}" for name, value in kept.items())


def _once(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line.strip()))


def _squeezed(lines: list[str]) -> list[str]:
    """Lines without trailing space, and no two blank ones together."""
    found: list[str] = []
    for line in (line.rstrip().removeprefix(" | ") for line in lines):
        if line.strip() or (found and found[-1]):
            found.append(line.strip(" ") if not line.strip() else line)
    while found and not found[-1]:
        found.pop()
    return found
