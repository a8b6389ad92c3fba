"""A viewing room made of a served volume: what is in it, and who gets what through its server."""

from __future__ import annotations

import io
import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from goodcause.base.errors import CaseError, LeakError, UsageError
from goodcause.pipeline import rooms
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.review_index import rules_today
from goodcause.room import shelf
from goodcause.room.book import broken_at, entries, open_book
from goodcause.room.make import Made
from goodcause.room.requests import requests
from goodcause.store.matter import Matter, open_matter
from goodcause.verification.documents import pages_of
from goodcause.verification.served import open_served
from goodcause.verification.tally import Tally

from tests.afterwards.rooms import Room, serving
from tests.cli.command import inside
from tests.pipeline.papers import HONORARY, JEWELER, JUDGE
from tests.web.browsers import Chromium
from tests.web.serving import Answer, Visitor

REMOVED = [
    *(JUDGE.ssn, JUDGE.licence, JUDGE.born, JUDGE.birthplace, JUDGE.phone, JUDGE.address),
    *(JEWELER.ssn, JEWELER.licence, JEWELER.born, HONORARY.ssn, HONORARY.name),
    *("2218 Quail Hollow Court", "Thursdays at 5:30", "river parkway", "Rio Cosumnes", "98-0031"),
]
"""What was taken out of the volume, held or sent to the court alone."""

SEEN = ["Ostrander", "Delgado", "Application for License", JEWELER.address.split(",")[0]]
"""Words that are in the volume and are nowhere in the room but in pixels."""


def make(matter: Matter, folder: Path) -> Made:
    wanted = rooms.Wanted(volume="VOL001", folder=folder)
    return rooms.make(matter, rules_today(matter), wanted, Silent())


@pytest.fixture(scope="module")
def made_room(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of the served case, for reading."""
    folder = tmp_path_factory.mktemp("room")
    case = Path(shutil.copytree(made_served, folder / "case"))
    make(open_matter(case), folder / "room")
    return folder / "room"


@pytest.fixture(scope="module")
def running(made_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    copy = Path(shutil.copytree(made_room, tmp_path_factory.mktemp("served") / "room"))
    with serving(copy) as served:
        yield served


def every_byte(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file, and each picture with its stream inflated."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        yield path.name, path.name.encode() + data
        if path.suffix == ".png":
            chunks = re.findall(rb"IDAT(.*?)(?=.{4}(?:IDAT|IEND))", data, re.S)
            yield path.name, zlib.decompressobj().decompress(b"".join(c[:-4] for c in chunks[:1]))


def holds(folder: Path, value: str) -> list[str]:
    """Files that hold a value in any of the ways in which text is written down."""
    digits = re.sub(r"\D", "", value)
    forms = {value, value.lower(), value.upper(), *([digits] if len(digits) > 6 else [])}
    wanted = [f.encode(c) for f in forms for c in ("utf-8", "utf-16-le", "utf-16-be")]
    return [name for name, data in every_byte(folder) if any(w in data for w in wanted)]


@pytest.mark.parametrize("value", [*REMOVED, *SEEN])
def test_no_byte_of_a_room_holds_a_word_of_the_case(made_room: Path, value: str) -> None:
    assert holds(made_room, value) == []


def test_the_search_finds_a_value_that_was_planted(made_room: Path, tmp_path: Path) -> None:
    room = Path(shutil.copytree(made_room, tmp_path / "room"))
    with open_book(room).writing() as link:
        link.execute("INSERT INTO facts VALUES ('x', ?)", [f"his number is {JUDGE.ssn}"])

    assert holds(room, JUDGE.ssn)


def test_a_room_holds_a_key_a_database_and_the_pixels_of_each_served_page(
    made_room: Path, made_served: Path
) -> None:
    tally = Tally()
    served = open_served(made_served / "volumes" / "VOL001", tally)
    pages = [p for d in served.documents for p in pages_of(served, d, tally)]
    files = {p.relative_to(made_room).as_posix() for p in made_room.rglob("*") if p.is_file()}

    others = {f for f in files if not f.startswith("room.db")}
    assert others == {"key", *(f"pages/{p.bates}.png" for p in pages)}
    for page in pages:
        assert page.picture
        with Image.open(made_room / "pages" / f"{page.bates}.png") as kept:
            assert np.array_equal(np.asarray(kept.convert("L")), page.picture.whole())
            assert kept.info == {}


def test_nothing_of_the_case_is_asked_of_the_room_and_its_key_is_its_owners(
    made_room: Path,
) -> None:
    assert (made_room / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("hurt", ["changed", "added", "gone"])
def test_of_a_volume_that_is_not_as_its_manifest_says_no_room_is_made(
    served: Matter, tmp_path: Path, hurt: str
) -> None:
    (image, *_) = sorted((served.volumes / "VOL001" / "IMAGES").rglob("*.pdf"))
    image.chmod(0o644)
    if hurt == "changed":
        data = bytearray(image.read_bytes())
        data[len(data) // 2] ^= 1
        image.write_bytes(bytes(data))
    elif hurt == "added":
        image.with_name("CCW0099999.pdf").write_bytes(image.read_bytes())
    else:
        image.unlink()

    with pytest.raises(LeakError, match="no room was made"):
        make(served, tmp_path / "room")
    assert [p.name for p in tmp_path.iterdir()] == ["case"]


def test_a_room_is_not_made_twice_nor_in_the_case_nor_of_a_volume_that_is_not(
    served: Matter, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no volume"):
        rooms.make(
            served, rules_today(served), rooms.Wanted(volume="VOL9", folder=tmp_path / "r"),
            Silent(),
        )  # fmt: skip
    with pytest.raises(UsageError, match="does not lie"):
        make(served, served.folder / "room")
    make(served, tmp_path / "room")
    with pytest.raises(CaseError, match="not empty"):
        make(served, tmp_path / "room")


def test_the_commands_lead_from_a_volume_to_a_link(served_folder: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    made = inside("room", "make", served_folder, room, "--volume", "VOL001", "--json")
    assert made.code == 0 and int(str(made.facts["pages"])) >= 4
    seated = inside("room", "seat", room, "Ida Quill", "--role", "counsel", "--json")
    assert re.fullmatch(r"http://127\.0\.0\.1:8770/enter/[\w-]{43}", str(seated.facts["link"]))
    assert inside("room", "seat", room, "Ex Pert", "--role", "expert").code == 2
    assert inside("room", "link", room, "Nobody", "--json").code == 2
    assert inside("room", "unseat", room, "Ida Quill", "--why", "left", "--json").code == 0
    assert inside("room", "terms", room, served_folder, "--json").facts["version"] == 1
    log = inside("room", "log", room, "--json")
    assert log.code == 0 and log.facts["broken_at"] is None


# ---------- through the server ----------

INSIDE = ["/", "/page/CCW0000001", "/look/1/whole.jpg", "/look/1/stay", "/ask", "/asked", "/log"]
POSTED = {"/look/1/stay", "/ask", "/leave"}


def ask(visitor: Visitor, path: str) -> Answer:
    if path not in POSTED:
        return visitor.ask(path)
    token = visitor.form_token("/terms") if visitor.cookies else ""
    fields = {"csrfmiddlewaretoken": token, "kind": "forward", "bates": "CCW0000001",
              "words": "AO 88A, due 4 May", "paper": "letter", "seconds": "0"}  # fmt: skip
    return visitor.post_form(path, fields)


@pytest.fixture(scope="module")
def counsel(running: Room) -> Visitor:
    return running.accepted("Ida Quill", "counsel")


@pytest.fixture(scope="module")
def expert(running: Room) -> Visitor:
    return running.accepted("Otto Reed", "expert")


@pytest.mark.parametrize("path", [*INSIDE, "/terms", "/leave"])
def test_a_stranger_gets_nothing(running: Room, path: str) -> None:
    answer = ask(Visitor(running.port), path)

    assert answer.status in {302, 403}
    assert b"CCW000" not in answer.body and b"JFIF" not in answer.body


@pytest.mark.parametrize("path", INSIDE)
def test_before_the_terms_are_accepted_nothing_is_seen(running: Room, path: str) -> None:
    answer = ask(running.entered("Una Wold", "staff"), path)

    assert (answer.status, answer.headers.get("Location")) == (302, "/terms")


TABLE = {
    "/": (200, 200), "/page/CCW0000001": (200, 200), "/asked": (200, 200), "/log": (200, 200),
    "/terms": (200, 200), "/ask": (302, 403),
    "/page/CCW0099999": (404, 404), "/page/PER0000001": (404, 404), "/nothing": (404, 404),
    "/look/999999/whole.jpg": (404, 404), "/page/..%2Froom.db": (404, 404),
    "/pages/CCW0000001.png": (404, 404), "/static/../key": (404, 404),
    "/static/%2e%2e/key": (404, 404),
    "/static/..%2f..%2froom.db": (404, 404), "/key": (404, 404), "/room.db": (404, 404),
    "/look/1/original.jpg": (404, 404), "/c/case/queue": (404, 404),
}  # fmt: skip


@pytest.mark.parametrize("path", TABLE)
def test_each_role_gets_what_it_may_and_tricks_get_nothing(
    counsel: Visitor, expert: Visitor, path: str
) -> None:
    answers = ask(counsel, path), ask(expert, path)

    assert tuple(a.status for a in answers) == TABLE[path]
    assert all(b"SQLite format" not in a.body for a in answers)


@pytest.fixture(scope="module")
def beside(made_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Another room, with a key of its own."""
    copy = Path(shutil.copytree(made_room, tmp_path_factory.mktemp("beside") / "room"))
    (copy / "key").write_text("7" * 64)
    with serving(copy) as served:
        yield served


def test_a_session_of_one_room_is_none_in_another(beside: Room, counsel: Visitor) -> None:
    beside.accepted("Ida Quill", "counsel")
    (name, value), *_ = counsel.cookies.items()
    stranger = Visitor(beside.port, {f"goodcause_room_{beside.port}": value, name: value})

    assert stranger.ask("/").status == 302


def test_a_forged_form_a_foreign_name_and_a_foreign_site_are_refused(
    running: Room, counsel: Visitor
) -> None:
    token = counsel.form_token("/terms")
    before = len(requests(open_book(running.folder)))
    wish = f"kind=forward&bates=CCW0000001&words=x&csrfmiddlewaretoken={token}".encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert counsel.post_form("/ask", {"kind": "forward", "words": "x"}).status == 403
    assert counsel.ask("/ask", "POST", wish, {**form, "Sec-Fetch-Site": "cross-site"}).status == 403
    assert counsel.ask("/", headers={"Host": "evil.example"}).status == 400
    assert counsel.ask("/", "DELETE").status == 405
    assert counsel.ask("/ask", "POST", b"x" * 60_000, form).status == 413
    assert len(requests(open_book(running.folder))) == before


def test_a_picture_is_for_the_session_that_opened_the_page_and_for_nobody_else(
    running: Room, counsel: Visitor, expert: Visitor
) -> None:
    page = counsel.ask("/page/CCW0000001").text
    (address,) = re.findall(r'src="(/look/\d+/whole\.jpg)"', page)

    mine, theirs = counsel.ask(address), expert.ask(address)
    assert (mine.status, theirs.status) == (200, 404)
    assert mine.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in mine.headers["Cache-Control"]
    assert mine.headers["Content-Disposition"] == "inline"
    with Image.open(io.BytesIO(mine.body)) as picture:
        assert not {"exif", "comment", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize(
    "path", ["/", "/page/CCW0000001", "/asked", "/log", "/door", "/static/page.js"]
)
def test_no_answer_may_be_kept_framed_or_run_anything_foreign(counsel: Visitor, path: str) -> None:
    headers = counsel.ask(path).headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Frame-Options"] == "DENY" and "Server" not in headers


def test_counsel_reads_the_log_of_their_side_and_an_expert_their_own(
    running: Room, counsel: Visitor, expert: Visitor
) -> None:
    counsel.ask("/page/CCW0000002")
    expert.ask("/page/CCW0000001")

    assert "Ida Quill" in counsel.ask("/log").text and "Otto Reed" in counsel.ask("/log").text
    own = expert.ask("/log").text
    assert "Otto Reed" in own and "Ida Quill" not in own
    assert {k.viewer for k in shelf.looks(open_book(running.folder))} >= {"Ida Quill", "Otto Reed"}


def test_who_leaves_is_out_even_with_the_old_cookie(running: Room) -> None:
    visitor = running.accepted("Ines Hart", "staff")
    kept = dict(visitor.cookies)
    visitor.post_form("/leave", {"csrfmiddlewaretoken": visitor.form_token("/terms")})
    visitor.cookies = kept

    assert visitor.ask("/").status == 302
    assert entries(open_book(running.folder), "Ines Hart")[-1].what == "left"


def test_a_picture_that_was_put_in_another_ones_place_is_not_shown(
    running: Room, counsel: Visitor
) -> None:
    page = counsel.ask("/page/CCW0000003").text
    (address,) = re.findall(r'src="(/look/\d+/whole\.jpg)"', page)
    place = running.folder / "pages"
    shutil.copy(place / "CCW0000001.png", place / "CCW0000003.png")
    answer = counsel.ask(address)

    assert answer.status == 400 and b"JFIF" not in answer.body
    assert "made anew" in answer.text


@pytest.mark.parametrize("role", ["staff", "expert", "vendor", "court"])
def test_process_is_handed_over_by_counsel_alone(running: Room, role: str) -> None:
    visitor = running.accepted(f"Kit {role}", role)
    before = len(requests(open_book(running.folder)))
    fields = {"kind": "forward", "bates": "CCW0000001", "words": "x", "paper": "letter"}
    token = visitor.form_token("/terms")

    assert visitor.post_form("/ask", {**fields, "csrfmiddlewaretoken": token}).status == 403
    assert len(requests(open_book(running.folder))) == before


def test_a_used_link_is_refused_and_a_look_at_it_does_not_use_it_up(running: Room) -> None:
    running.entered("Noor Vale", "court")
    link = running.link("Noor Vale")
    first, second = Visitor(running.port), Visitor(running.port)

    assert first.ask(link).status == first.ask(link).status == 200
    first.enter(link)
    answer = second.post_form(link, {"csrfmiddlewaretoken": second.form_token(link)})
    assert answer.status == 403 and "used already" in answer.text


def test_a_viewer_reads_drags_a_box_and_asks_and_the_log_knows_how_long(
    running: Room,
    browser: Chromium,
) -> None:
    running.entered("Bea Lund", "counsel")
    context = browser.context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security" in m.text else None)
    page.goto(running.url + running.link("Bea Lund"))
    page.get_by_role("button", name="Enter").click()
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("link", name="CCW0000001").click()
    picture = page.locator("#leaf img")
    expect(picture).to_be_visible()
    picture.evaluate("image => image.decode()")
    page.get_by_text("The mark obscures text here").click()
    page.get_by_role("button", name="Drag a box").click()
    place = page.locator("#leaf svg").bounding_box()
    assert place
    across = place["width"] / 2550
    strip = page.locator("#leaf svg").get_attribute("data-strip")
    top = place["y"] + float(strip or 0) * across
    page.mouse.move(place["x"] + 500 * across, top + 400 * across)
    page.mouse.down()
    page.mouse.move(place["x"] + 1500 * across, top + 800 * across)
    page.mouse.up()
    page.get_by_label("What cannot be read").fill("the third line")
    page.get_by_role("button", name="Ask for a clear page").click()
    expect(page.get_by_role("heading", name="Requests")).to_be_visible()
    context.close()

    (kept,) = requests(open_book(running.folder), "Bea Lund")
    assert kept.box is not None and wrong == []
    wanted = (500, 400, 1500, 800)
    assert max(abs(a - b) for a, b in zip(kept.box, wanted, strict=True)) <= 4
    assert [e.what for e in entries(open_book(running.folder), "Bea Lund")].count("viewed") == 1
    assert broken_at(open_book(running.folder)) is None


@pytest.mark.parametrize("path", ["/", "/page/CCW0000001", "/asked", "/log", "/terms", "/door"])
def test_no_screen_of_the_room_keeps_anybody_out(
    running: Room,
    browser: Chromium,
    counsel: Visitor,
    path: str,
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    context = browser.context(bypass_csp=True)
    cookies = [{"name": n, "value": v, "url": running.url} for n, v in counsel.cookies.items()]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(running.url + path)
    found = Axe().run(page)
    context.close()

    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
