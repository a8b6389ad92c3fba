"""Who is let in where, and what is refused: tried against the running server."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern

from tests.web.papers import HOSTILE, SCRIPT
from tests.web.serving import Answer, Server, Visitor, serving

FILLED = {
    "<slug:slug>": "case", "<slug:document>": "s000001", "<int:number>": "1", "<int:item>": "1",
    "<int:lane>": "3", "<slug:person>": "p000001", "<slug:person_class>": "layperson",
    "<slug:pair>": "0123456789abcdef", "<slug:side>": "left",
    "<slug:view>": "before", "<slug:size>": "half", "<slug:volume>": "VOL001",
    "<slug:kind>": "forward", "<str:name>": "notice.1.pdf",
}  # fmt: skip
POSTED = re.compile(r"/do/(?!occurrences|next)|/production/(start|stop|sign)$|/trail/check$")
FOR_COUNSEL = ("production/start", "production/stop", "production/sign", "do/answer",
               "do/draw-sample", "trail/export")  # fmt: skip


def addresses() -> list[str]:
    """Every address inside a case, as the application itself lists them."""
    import importlib  # noqa: PLC0415

    found = []
    patterns: list[URLPattern] = importlib.import_module("goodcause.web.urls").CASE
    for pattern in patterns:
        route = str(pattern.pattern)
        for name, value in FILLED.items():
            route = route.replace(name, value)
        found.append(f"/{route}")
    return found


ADDRESSES = addresses()


@pytest.fixture(scope="module")
def ada(shared: Server) -> Visitor:
    return shared.signed_in()


@pytest.fixture(scope="module")
def lowly(made_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody let in as a reviewer only."""
    import shutil  # noqa: PLC0415

    case = Path(shutil.copytree(made_case, tmp_path_factory.mktemp("lowly") / "case"))
    with serving(case, "--role", "reviewer") as running:
        visitor = Visitor(running.port)
        visitor.enter(running.link.removeprefix(running.root))
        yield visitor


def ask(visitor: Visitor, address: str) -> Answer:
    if POSTED.search(address):
        return visitor.act(address, {}) if visitor.cookies else visitor.ask(address, "POST", b"{}")
    return visitor.ask(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_gets_anywhere_without_signing_in(shared: Server, address: str) -> None:
    answer = ask(Visitor(shared.port), address)

    assert answer.status in {302, 403}
    assert "Bellweather" not in answer.text
    if answer.status == 302:
        assert answer.headers["Location"] == "/signin"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_case_that_is_not_ones_own_is_not_there(ada: Visitor, address: str) -> None:
    ada.act("/c/case/do/next", {})  # fetches the token of the session
    other = address.replace("/c/case/", "/c/other/")
    answer = (
        ada.ask(other, "POST", b"{}", {"X-CSRFToken": ada.token}) if POSTED.search(other)
        else ada.ask(other)
    )  # fmt: skip

    assert answer.status == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_is_let_in_is_told_what_is_wrong_and_never_shown_a_defect(
    ada: Visitor, address: str
) -> None:
    answer = ask(ada, address)

    assert answer.status < 500
    assert "unforeseen" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", FOR_COUNSEL)
def test_a_reviewer_cannot_do_what_is_counsels(lowly: Visitor, path: str) -> None:
    key = "a key of sixteen and more"
    body = {"key": key, "kind": "dry", "volume": "VOL001", "typed": "VOL001", "note": 1}
    address = f"/c/case/{path}"
    answer = lowly.ask(address) if path == "trail/export" else lowly.act(address, body)

    assert answer.status == 403
    assert "attorney" in answer.text


def test_the_link_works_once(server: Server) -> None:
    path = server.link.removeprefix(server.root)
    token = Visitor(server.port).form_token(path)
    assert token
    Visitor(server.port).enter(path)
    late = Visitor(server.port)
    answer = late.post_form(path, {"csrfmiddlewaretoken": late.form_token(path)})

    assert answer.status == 403
    assert late.ask("/c/case/queue").status == 302


def test_looking_at_the_link_does_not_use_it_up(server: Server) -> None:
    path = server.link.removeprefix(server.root)
    assert Visitor(server.port).ask(path).status == 200

    Visitor(server.port).enter(path)


def test_a_session_planted_before_signing_in_is_not_the_one_used(server: Server) -> None:
    path = server.link.removeprefix(server.root)
    visitor = Visitor(server.port)
    token = visitor.form_token(path)
    planted = dict(visitor.cookies)
    visitor.post_form(path, {"csrfmiddlewaretoken": token})

    assert visitor.cookies != planted
    assert Visitor(server.port, planted).ask("/c/case/queue").status == 302
    assert visitor.ask("/c/case/queue").status == 200


def test_leaving_ends_the_session(server: Server) -> None:
    visitor = server.signed_in()
    kept = dict(visitor.cookies)
    token = visitor.form_token("/c/case/queue")
    visitor.post_form("/leave", {"csrfmiddlewaretoken": token})

    assert Visitor(server.port, kept).ask("/c/case/queue").status == 302


def test_the_cookie_is_kept_from_scripts_and_other_sites(shared: Server) -> None:
    import http.client  # noqa: PLC0415

    link = http.client.HTTPConnection("127.0.0.1", shared.port, timeout=20)
    link.request("GET", shared.link.removeprefix(shared.root))
    answer = link.getresponse()
    cookie = answer.headers["Set-Cookie"]
    answer.read()
    link.close()

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("path", [a for a in ADDRESSES if POSTED.search(a)])
def test_an_act_without_the_token_of_its_session_is_refused(ada: Visitor, path: str) -> None:
    body = json.dumps({"key": "a key of sixteen and more"}).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}

    assert ada.ask(path, "POST", body, headers).status == 403
    assert ada.ask(path, "POST", body, {**headers, "X-CSRFToken": "x" * 64}).status == 403


def test_an_act_from_another_site_is_refused_with_its_token(ada: Visitor) -> None:
    ada.act("/c/case/do/take", {})
    refused = ada.act("/c/case/do/take", {}, **{"Sec-Fetch-Site": "cross-site"})
    assert refused.status == 403
    refused = ada.act("/c/case/do/take", {}, Origin="https://elsewhere.example")
    assert refused.status == 403


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "0.0.0.0"])  # noqa: S104
def test_a_name_that_leads_here_from_elsewhere_is_refused(ada: Visitor, host: str) -> None:
    assert ada.ask("/c/case/queue", headers={"Host": host}).status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_are_refused(ada: Visitor, method: str) -> None:
    assert ada.ask("/c/case/queue", method).status == 405


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/%2e%2e/settings.py", "/c/case/../../etc/passwd",
     "/c/case/page/..%2f..%2fcase.db/1", "/c/case/image/s000001/1/before/..%2fcase.db.png",
     "/c/case/production/report/..%2f..%2fcase", "/static//etc/passwd", "/case.db",
     "/c/case/crop/99999999999999999999.png", "/c/case/page/s000001/999999999999999999999"],
)  # fmt: skip
def test_no_trick_with_paths_leads_to_a_file(ada: Visitor, path: str) -> None:
    answer = ada.ask(path)

    assert answer.status in {400, 404}
    assert b"SQLite format" not in answer.body
    assert "SECRET" not in answer.text


def test_a_request_that_is_too_large_is_refused_before_it_is_read(ada: Visitor) -> None:
    ada.act("/c/case/do/take", {})
    # Only its length is sent; a server that waited for the rest would not answer.
    answer = ada.ask(
        "/c/case/do/decide", "POST", b"",
        {"Content-Type": "application/json", "X-CSRFToken": ada.token,
         "Content-Length": "3000000"},
    )  # fmt: skip

    assert answer.status == 413


def test_a_slow_request_does_not_keep_others_waiting(shared: Server, ada: Visitor) -> None:
    slow = [socket.create_connection(("127.0.0.1", shared.port), 20) for _ in range(20)]
    try:
        for each in slow:
            each.sendall(b"POST /c/case/do/decide HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert ada.ask("/c/case/queue").status == 200
    finally:
        for each in slow:
            each.close()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b'{"acts": 1}', b'{"acts": [1]}', b'{"acts": [{}]}', b"[" * 100_000,
     b'{"acts": [{"key": "a key of sixteen and more", "outcome": "ask", "items": {"1": 0}}]}',
     b'{"acts": [{"key": "a key of sixteen and more", "outcome": "remove", "items": {"x": 0}}]}',
     b'{"acts": [{"key": "a key of sixteen and more", "outcome": "remove", "items": {"1": 1e99}}]}',
     b'{"acts": [{"key": 7, "outcome": "remove", "items": {"1": 0}}]}', b"\xff\xfe"],
)  # fmt: skip
def test_nonsense_sent_as_a_decision_is_refused_in_a_sentence(ada: Visitor, body: bytes) -> None:
    ada.act("/c/case/do/take", {})
    headers = {"Content-Type": "application/json", "Accept": "application/json",
               "X-CSRFToken": ada.token}  # fmt: skip
    answer = ada.ask("/c/case/do/decide", "POST", body, headers)

    assert answer.status in {200, 400}
    error = answer.facts.get("error") or answer.facts["done"][0]["error"]  # type: ignore[index]
    assert (isinstance(error, str) and ";" in error) or "decide" in str(error)


def test_text_of_papers_and_names_of_files_are_never_markup(ada: Visitor) -> None:
    pages = [a for a in ADDRESSES if not POSTED.search(a)]
    answers = {address: ada.ask(address) for address in (*pages, "/c/case/search?q=Castellane")}
    # What is sent as plain data is no markup: a browser neither shows nor runs it.
    shown = {a: r.text for a, r in answers.items() if "html" in r.headers["Content-Type"]}
    others = {r.headers["Content-Type"].split(";")[0] for r in answers.values()} - {"text/html"}
    assert others <= {"application/json", "application/x-ndjson", "image/png"}
    found = list(shown.values())

    assert [a for a, text in shown.items() if HOSTILE in text or SCRIPT in text] == []
    assert any("&lt;img src=x" in text or "\\u003Cimg src=x" in text for text in found)
