"""Office files made part by part, with something to hide in every place that can hide it."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPE = "application/vnd.openxmlformats-officedocument."
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator>'
    "</cp:coreProperties>"
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of parts, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _types(overrides: dict[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="bin" ContentType="application/octet-stream"/>{rows}</Types>'
    )


def _relations(rows: dict[str, tuple[str, str]], *, outside: tuple[str, ...] = ()) -> str:
    away = ' TargetMode="External"'
    each = "".join(
        f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"'
        f"{away if key in outside else ''}/>"
        for key, (kind, target) in rows.items()
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{each}</Relationships>'
    )


def word(paragraph: str, secrets: dict[str, str], *, enclosed: bytes = b"") -> bytes:
    """A DOCX that shows one paragraph and hides ``secrets`` by place.

    Places: inserted, deleted, comment, hidden, link, picture, variable, custom, author.
    """
    body = (
        f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>"
        '<w:p><w:ins w:id="1" w:author="Clerk" w:date="2006-01-02T00:00:00Z"><w:r><w:t>'
        f"{secrets['inserted']}</w:t></w:r></w:ins></w:p>"
        '<w:p><w:del w:id="2" w:author="Clerk" w:date="2006-01-02T00:00:00Z"><w:r><w:delText>'
        f"{secrets['deleted']}</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{secrets['hidden']}</w:t></w:r></w:p>"
    )
    return packed(
        {
            "[Content_Types].xml": _types(
                {
                    "word/document.xml": "wordprocessingml.document.main",
                    "word/comments.xml": "wordprocessingml.comments",
                    "word/settings.xml": "wordprocessingml.settings",
                }
            ),
            "_rels/.rels": _relations({"r1": ("officeDocument", "word/document.xml")}),
            "word/_rels/document.xml.rels": _relations(
                {
                    "r1": ("comments", "comments.xml"),
                    "r2": ("settings", "settings.xml"),
                    "r3": ("hyperlink", f"http://{secrets['link']}/"),
                },
                outside=("r3",),
            ),
            "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{body}</w:body>"
            "</w:document>",
            "word/comments.xml": f'{_HEAD}<w:comments {_W}><w:comment w:id="0" w:author="Counsel">'
            f"<w:p><w:r><w:t>{secrets['comment']}</w:t></w:r></w:p></w:comment></w:comments>",
            "word/header1.xml": f'{_HEAD}<w:hdr {_W}><w:p><w:r><w:drawing><docPr id="1" name="x" '
            f'descr="{secrets["picture"]}"/></w:drawing></w:r></w:p></w:hdr>',
            "word/settings.xml": f'{_HEAD}<w:settings {_W}><w:docVars><w:docVar w:name="v" '
            f'w:val="{secrets["variable"]}"/></w:docVars></w:settings>',
            "customXml/item1.xml": f"<data>{secrets['custom']}</data>",
            "docProps/core.xml": _CORE.format(author=secrets["author"]),
            **({"word/embeddings/sheet.csv": enclosed} if enclosed else {}),
        }
    )


WORD_PLACES = (
    *("inserted", "deleted", "comment", "hidden", "link"),
    *("picture", "variable", "custom", "author"),
)


def slides(shown: str, secrets: dict[str, str]) -> bytes:
    """A PPTX of two slides, the second hidden; places: slide, notes, comment, author."""

    def slide(text: str, attribute: str = "") -> str:
        return (
            f"{_HEAD}<p:sld {_P} {_A} {_R}{attribute}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr "
            'id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr>'
            '<p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off '
            'x="900000" y="900000"/><a:ext cx="7000000" cy="2000000"/></a:xfrm><a:prstGeom '
            'prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>'
            f"{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )

    return packed(
        {
            "[Content_Types].xml": _types(
                {
                    "ppt/presentation.xml": "presentationml.presentation.main",
                    "ppt/slides/slide1.xml": "presentationml.slide",
                    "ppt/slides/slide2.xml": "presentationml.slide",
                }
            ),
            "_rels/.rels": _relations({"r1": ("officeDocument", "ppt/presentation.xml")}),
            "ppt/presentation.xml": f"{_HEAD}<p:presentation {_P} {_R}><p:sldIdLst><p:sldId "
            'id="256" r:id="r1"/><p:sldId id="257" r:id="r2"/></p:sldIdLst><p:sldSz cx="9144000" '
            'cy="6858000"/></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations(
                {"r1": ("slide", "slides/slide1.xml"), "r2": ("slide", "slides/slide2.xml")}
            ),
            "ppt/slides/slide1.xml": slide(shown),
            "ppt/slides/slide2.xml": slide(secrets["slide"], ' show="0"'),
            "ppt/notesSlides/notesSlide1.xml": f"{_HEAD}<p:notes {_P} {_A}><a:p><a:r><a:t>"
            f"{secrets['notes']}</a:t></a:r></a:p></p:notes>",
            "ppt/comments/comment1.xml": f"{_HEAD}<p:cmLst {_P}><p:cm><p:text>{secrets['comment']}"
            "</p:text></p:cm></p:cmLst>",
            "docProps/core.xml": _CORE.format(author=secrets["author"]),
        }
    )


SLIDE_PLACES = ("slide", "notes", "comment", "author")


def rich_text(shown: str, hidden: str) -> bytes:
    """An RTF file with hidden text."""
    return (
        rf"{{\rtf1\ansi {{\fonttbl{{\f0 Courier;}}}}\f0 {shown}\par {{\v {hidden}}}\par }}".encode()
    )


def open_text(shown: str) -> bytes:
    """An ODT file."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'{_HEAD}<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:text="{office}:text:1.0" office:version="1.2"><office:body><office:text>'
            f"<text:p>{shown}</text:p></office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest xmlns:manifest="{office}:manifest'
            ':1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path='
            '"content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )
