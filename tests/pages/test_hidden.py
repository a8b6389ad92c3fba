from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from goodcause.intake.source import Kind
from goodcause.pages.page import Channel, Page
from goodcause.pages.read import read_pages

from tests.pages.making import changed, drawn, first, lines, tools

SECRET = "912-34-5678"  # noqa: S105  made


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return drawn(tmp_path / "a.pdf", lines("Page one."), lines("Page two."))


def pieces(page: Page, channel: Channel) -> list[str]:
    return [hidden.text for hidden in page.hidden if hidden.channel is channel]


def field(pdf: pikepdf.Pdf, **keys: object) -> pikepdf.Dictionary:
    made = Dictionary(FT=Name.Tx, T=String("ssn"))
    for key, value in keys.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


@pytest.mark.parametrize("key", ["V", "DV", "RV"])
def test_a_field_value_without_a_place_is_found(letter: Path, key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        value = f"<body><p>{SECRET}</p></body>" if key == "RV" else SECRET
        pdf.Root.AcroForm = Dictionary(Fields=Array([field(pdf, **{key: String(value)})]))

    page, _ = first(changed(letter, change))

    assert pieces(page, Channel.FORM_VALUE) == [SECRET]


def test_a_value_at_the_parent_of_a_field_is_found_on_its_page(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        parent = field(pdf, V=String(SECRET))
        kid = field(
            pdf, Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]), Parent=parent
        )
        parent.Kids = Array([kid])
        pdf.pages[1].Annots = Array([kid])
        pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))

    path = changed(letter, change)
    one, two = (page for page, _ in read_pages(path, Kind.PDF, [1, 2], tools()))

    assert pieces(one, Channel.FORM_VALUE) == []
    assert pieces(two, Channel.FORM_VALUE) == [SECRET]


@pytest.mark.parametrize("key", ["Contents", "Subj", "T", "RC"])
def test_what_an_annotation_says_is_found_on_its_page(letter: Path, key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 20, 20]))
        note[f"/{key}"] = String(SECRET)
        pdf.pages[1].Annots = Array([pdf.make_indirect(note)])

    path = changed(letter, change)
    one, two = (page for page, _ in read_pages(path, Kind.PDF, [1, 2], tools()))

    assert pieces(one, Channel.ANNOTATION) == []
    assert pieces(two, Channel.ANNOTATION) == [SECRET]


@pytest.mark.parametrize("key", ["Title", "Author", "Subject", "Keywords"])
def test_metadata_is_found_with_the_first_page(letter: Path, key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[f"/{key}"] = SECRET

    assert SECRET in pieces(first(changed(letter, change))[0], Channel.METADATA)


def test_xmp_metadata_is_found(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = SECRET

    assert SECRET in pieces(first(changed(letter, change))[0], Channel.METADATA)


def test_xfa_data_is_found_without_its_tags(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        data = f"<xfa:datasets><xfa:data><ssn>{SECRET}</ssn></xfa:data></xfa:datasets>".encode()
        packets = Array([String("datasets"), pdf.make_stream(data)])
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=packets)
        pdf.Root.NeedsRendering = True

    page, _ = first(changed(letter, change))

    assert pieces(page, Channel.XFA) == [SECRET]
    assert any("dynamic XFA form" in note for note in page.notes)


def test_an_attachment_is_named(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["payroll.xlsx"] = b"never read"

    page, _ = first(changed(letter, change))

    assert pieces(page, Channel.ATTACHMENT) == ["payroll.xlsx"]
    assert any('"payroll.xlsx"' in note for note in page.notes)


def test_scripts_are_not_run_and_said_so(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    assert any("scripts" in note for note in first(changed(letter, change))[0].notes)


def test_the_second_page_does_not_repeat_what_is_behind_the_file(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = SECRET
        pdf.attachments["a.txt"] = b"x"

    path = changed(letter, change)
    ((page, _),) = read_pages(path, Kind.PDF, [2], tools())

    assert page.hidden == ()
    assert page.notes == ()


def test_an_ordinary_letter_hides_nothing(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer.Info

    page, _ = first(changed(letter, change))

    assert page.hidden == ()
    assert page.notes == ()


def test_fields_that_are_their_own_children_end(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        loop = field(pdf, V=String(SECRET))
        loop.Kids, loop.Parent = Array([loop, loop]), loop
        pdf.Root.AcroForm = Dictionary(Fields=Array([loop]))

    assert pieces(first(changed(letter, change))[0], Channel.FORM_VALUE) == [SECRET]


@pytest.mark.parametrize(
    "junk",
    [
        Array([]),
        Dictionary(),
        Name.Nothing,
        String("x"),
        Array([Array([Name.A]), String("y")]),
        Dictionary(Fields=String("z"), XFA=Name.Nothing),
        Dictionary(Fields=Array([Dictionary(Kids=String("k"), V=Array([Dictionary()]))])),
    ],
)
def test_junk_in_the_places_of_hidden_text_harms_nothing(letter: Path, junk: object) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = junk
        pdf.Root.Names = junk
        pdf.Root.OpenAction = junk
        pdf.pages[0].Annots = junk

    page, _ = first(changed(letter, change))

    assert [word.text for word in page.words] == ["Page", "one."]


def test_xfa_that_unpacks_without_end_is_cut_off(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(b"<data>" + b"9 " * (100 << 20), 9)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([]), XFA=pdf.make_stream(packed, Filter=Name.FlateDecode)
        )

    page, _ = first(changed(letter, change))

    assert sum(len(text) for text in pieces(page, Channel.XFA)) <= 20_000


def test_control_characters_do_not_pass(letter: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        value = String("a\x00b\x1b[2J" + SECRET)
        pdf.Root.AcroForm = Dictionary(Fields=Array([field(pdf, V=value)]))

    (text,) = pieces(first(changed(letter, change))[0], Channel.FORM_VALUE)

    assert SECRET in text
    assert text.isprintable()
