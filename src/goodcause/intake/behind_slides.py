"""What a file of slides holds that its pages do not show: notes, comments, hidden slides."""

from __future__ import annotations

from collections.abc import Iterator

from goodcause.intake.package import Package, Section, each, said_in


def behind_slides(package: Package) -> tuple[Section, ...]:
    """The hidden matter of a PPTX file; sections without lines are left out.

    Raises:
        SourceError: a part of the file is damaged.
    """
    sections = (
        Section(heading="Hidden slides", lines=tuple(_hidden(package))),
        Section(heading="Speaker notes", lines=tuple(_notes(package))),
        Section(heading="Comments", lines=tuple(_comments(package))),
        Section(heading="Texts behind pictures", lines=tuple(_alternatives(package))),
    )
    return tuple(section for section in sections if section.lines)


def slide_paragraphs(package: Package) -> tuple[str, ...]:
    """Every paragraph on the slides."""
    slides = package.names("ppt/slides/slide", ".xml")
    every = (said_in(p, "t") for name in slides for p in each(package.xml(name), "p"))
    return tuple(dict.fromkeys(filter(str.strip, every)))


def _hidden(package: Package) -> Iterator[str]:
    for name in package.names("ppt/slides/slide", ".xml"):
        tree = package.xml(name)
        if tree is not None and tree.get("show") in {"0", "false"}:
            said = " / ".join(filter(None, (said_in(p, "t") for p in each(tree, "p"))))
            yield f"{_number(name)}: {said or '(no text)'}"


def _notes(package: Package) -> Iterator[str]:
    for name in package.names("ppt/notesSlides/notesSlide", ".xml"):
        lines = [said_in(p, "t") for p in each(package.xml(name), "p")]
        said = " / ".join(line for line in lines if line.strip() and not line.strip().isdigit())
        if said:
            yield f"{_number(name)}: {said}"


def _comments(package: Package) -> Iterator[str]:
    for name in package.names("ppt/comments/", ".xml"):
        for comment in each(package.xml(name), "cm", "reply"):
            said = said_in(comment, "text", "t")
            if said.strip():
                yield said


def _alternatives(package: Package) -> Iterator[str]:
    for name in package.names("ppt/slides/slide", ".xml"):
        for element in each(package.xml(name), "cNvPr"):
            if element.get("descr"):
                yield f"{_number(name)}: {element.get('descr')}"


def _number(name: str) -> str:
    digits = "".join(c for c in name.rpartition("/")[2] if c.isdigit())
    return f"slide {digits}"
