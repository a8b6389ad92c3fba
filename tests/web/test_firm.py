"""A firm's server: every address, in every role, of one's own case and of another's."""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern
from playwright.sync_api import Page, expect

from goodcause.pipeline.review_decide import RANKS
from goodcause.store.matter import open_matter
from goodcause.store.models import DecisionRow, ItemRow

from tests.web.browsers import Chromium
from tests.web.serving import COMMAND, Answer, Visitor
from tests.web.test_access import FILLED, POSTED

NEEDED = {
    "start": "attorney", "stop": "attorney", "sign": "attorney", "answer_note": "attorney",
    "sample_draw": "attorney", "trail_export": "attorney", "second": "second reviewer",
    "procedure_tell": "attorney",
}  # fmt: skip
"""Addresses for more than a reviewer, by their names; every other one is for all with a role."""
ACCOUNTS = {
    "ana": {"full": "Ana Roe", "roles": {"case": "reviewer", "other": "attorney"}},
    "ben": {"full": "Ben Ito", "roles": {"case": "second reviewer"}},
    "cora": {"full": "Cora Lind", "roles": {"case": "attorney"}, "password": True},
    "dan": {"full": "Dan Moss", "roles": {"case": "administrator"}},
    "eve": {"full": "Eve Ash", "roles": {"other": "administrator"}},
    "fay": {"full": "Fay Orr", "roles": {"case": "attorney"}, "factor": False},
    "gil": {"full": "Gil Poe", "roles": {"case": "attorney"}, "password": True, "factor": False},
    "ida": {"full": "Ida Low", "roles": {"case": "attorney"}, "age": 16 * 60.0},
    "joe": {"full": "Joe Day", "roles": {"case": "reviewer"}},
}


@dataclass
class Firm:
    """A running `goodcause serve`."""

    port: int
    folder: Path
    people: dict[str, dict[str, str]]

    @property
    def root(self) -> str:
        return f"http://localhost:{self.port}"

    def nobody(self) -> Visitor:
        return Visitor(self.port, host="localhost")

    def somebody(self, name: str) -> Visitor:
        cookies = {"goodcause": self.people[name]["session"]}
        return Visitor(self.port, cookies, host="localhost")


@contextmanager
def served(folder: Path, accounts: object, **env: str) -> Iterator[Firm]:
    """Make accounts and serve every case of a folder."""
    asked = json.dumps({"folder": str(folder), "accounts": accounts})
    whole = {**os.environ, **env}
    made = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "tests.web.firm_accounts", asked], capture_output=True, check=False,
        encoding="utf-8", env=whole,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    process = subprocess.Popen(  # noqa: S603  our own command
        [COMMAND, "serve", folder, "--port", "0", "--json"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, encoding="utf-8", env=whole,
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line, "the server did not start"
        port = int(str(json.loads(line)["url"]).rpartition(":")[2])
        yield Firm(port, folder, json.loads(made.stdout))
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="module")
def firm(made_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    folder = tmp_path_factory.mktemp("firm")
    for name in ("case", "other"):
        shutil.copytree(made_case, folder / name)
    with served(folder, ACCOUNTS) as running:
        yield running


def addresses() -> dict[str, str]:
    """Every address inside a case by its name, as the application itself lists them."""
    patterns: list[URLPattern] = importlib.import_module("goodcause.web.urls").CASE
    found = {}
    for pattern in patterns:
        route = str(pattern.pattern)
        for name, value in FILLED.items():
            route = route.replace(name, value)
        found[str(pattern.name)] = f"/{route}"
    return found


ADDRESSES = addresses()
BODY = {
    "key": "a key of sixteen and more", "items": {"1": 0}, "words": "words", "note": 1, "page": 1,
    "document": "s000001", "volume": "VOL001", "typed": "VOL001", "kind": "nothing", "acts": [],
    "item": "1-0001", "pair": "0" * 16, "word": "not", "shown": "0" * 64, "reason": "",
}  # fmt: skip


def ask(visitor: Visitor, address: str) -> Answer:
    if not POSTED.search(address):
        return visitor.ask(address)
    if visitor.cookies:
        return visitor.act(address, BODY)
    return visitor.ask(address, "POST", json.dumps(BODY).encode())


def test_the_table_of_roles_names_addresses_that_there_are() -> None:
    assert set(NEEDED) <= set(ADDRESSES)


@pytest.mark.parametrize("case", ["case", "other", "nowhere"])
def test_nobody_gets_anywhere(firm: Firm, case: str) -> None:
    for name, address in ADDRESSES.items():
        answer = ask(firm.nobody(), address.replace("/c/case/", f"/c/{case}/"))
        assert answer.status in {302, 403}, name
        assert answer.headers.get("Location", "/signin") == "/signin", name
        assert "Bellweather" not in answer.text


def test_a_case_in_which_somebody_has_no_role_is_as_if_there_were_none(firm: Firm) -> None:
    eve = firm.somebody("eve")
    eve.act("/c/other/do/take", {})  # fetches the token of the session
    for name, address in ADDRESSES.items():
        nowhere = address.replace("/c/case/", "/c/nowhere/")
        theirs, none = ask(eve, address), ask(eve, nowhere)
        assert (theirs.status, none.status) == (404, 404), name
        # The token of the session is masked anew in each page; nothing else may differ.
        assert _masked(theirs) == _masked(none), name


def _masked(answer: Answer) -> str:
    return re.sub(r'(value|content)="[A-Za-z0-9]{64}"', "", answer.text)


def test_without_a_second_factor_a_password_opens_nothing(firm: Firm) -> None:
    fay = firm.somebody("fay")
    for name, address in ADDRESSES.items():
        if POSTED.search(address):
            continue
        answer = fay.ask(address)
        assert (answer.status, answer.headers.get("Location")) == (302, "/signin"), name
    assert fay.ask("/signin").headers["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.parametrize("name", ["ana", "ben", "cora", "dan"])
def test_what_needs_a_higher_role_is_refused_and_nothing_else(firm: Firm, name: str) -> None:
    somebody, rank = firm.somebody(name), RANKS[str(ACCOUNTS[name]["roles"]["case"])]  # type: ignore[index]
    refused = set()
    for view, address in ADDRESSES.items():
        answer = ask(somebody, address)
        assert answer.status < 500, (view, answer.text[:300])
        if answer.status == 403:
            assert NEEDED.get(view, "no role") in answer.text, view
            refused.add(view)

    assert refused == {view for view, role in NEEDED.items() if RANKS[role] > rank}


def test_a_role_holds_in_its_own_case(firm: Firm) -> None:
    ana = firm.somebody("ana")

    assert ana.ask("/c/case/trail/export").status == 403
    assert ana.ask("/c/other/trail/export").status == 200


def test_a_decision_bears_the_name_of_the_account_and_stays_in_its_case(firm: Firm) -> None:
    open_matter(firm.folder / "case")
    item = ItemRow.objects.filter(state="open").order_by("pk").first()
    assert item is not None
    act = {"key": "one of the tests' own keys", "items": {str(item.pk): item.version},
           "outcome": "remove"}  # fmt: skip
    answer = firm.somebody("ben").act("/c/case/do/decide", {"acts": [act]})
    assert "error" not in answer.facts["done"][0]  # type: ignore[index]

    row = DecisionRow.objects.get(source_id=item.source_id, finding=item.key)
    assert row.by == "Ben Ito"
    open_matter(firm.folder / "other")
    assert not DecisionRow.objects.filter(source_id=item.source_id, finding=item.key).exists()


def test_every_act_asks_for_the_token_of_its_session(firm: Firm) -> None:
    dan = firm.somebody("dan")
    posts = [a for a in ADDRESSES.values() if POSTED.search(a)]
    for address in (*posts, "/leave", "/accounts/login/", "/accounts/password/change/"):
        answer = dan.ask(address, "POST", b"{}", {"Content-Type": "application/json"})
        assert answer.status == 403, address
    assert dan.ask("/c/case/queue").status == 200


def test_somebody_away_too_long_signs_in_again(firm: Firm) -> None:
    ida = firm.somebody("ida")
    answer = ida.ask("/c/case/page/s000001/1/facts", headers={"Accept": "application/json"})

    assert answer.status == 401
    assert "kept" in str(answer.facts["error"])
    assert ida.ask("/c/case/queue").status == 302


def test_a_case_taken_away_is_gone_at_once(firm: Firm) -> None:
    joe = firm.somebody("joe")
    assert joe.ask("/c/case/queue").status == 200
    done = subprocess.run(  # noqa: S603  our own command
        [COMMAND, "account", firm.folder, "joe", "--role", "case=", "--json"],
        capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0
    assert joe.ask("/c/case/queue").status == 404


def test_nobody_makes_an_account_by_himself(firm: Firm) -> None:
    visitor = firm.nobody()
    token = visitor.form_token("/accounts/login/")
    fields = {"csrfmiddlewaretoken": token, "username": "mal", "password1": "a long enough word"}
    answer = visitor.post_form("/accounts/signup/", fields)

    assert "/accounts/signup/" not in answer.headers.get("Location", "")
    assert visitor.ask("/c/case/queue").status == 302
    login = {"csrfmiddlewaretoken": visitor.form_token("/accounts/login/"), "login": "mal",
             "password": "a long enough word"}  # fmt: skip
    assert visitor.post_form("/accounts/login/", login).status == 200  # the form again


def code(secret: str, at: float | None = None) -> str:
    """What an authenticator shows for a secret (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_the_authenticator_of_the_tests_is_that_of_the_standard() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert [code(secret, at) for at in (59, 1111111109, 2000000000)] == [
        "287082", "081804", "279037",
    ]  # fmt: skip


def sign_in(visitor: Visitor, name: str, password: str) -> Answer:
    token = visitor.form_token("/accounts/login/")
    fields = {"csrfmiddlewaretoken": token, "login": name, "password": password}
    return visitor.post_form("/accounts/login/", fields)


def test_a_password_leads_to_the_second_factor_and_a_planted_session_to_nothing(firm: Firm) -> None:
    cora, facts = firm.nobody(), firm.people["cora"]
    cora.ask("/accounts/login/")
    planted = dict(cora.cookies)
    answer = sign_in(cora, "cora", facts["password"])
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert cora.ask("/c/case/queue").status == 302

    token = cora.form_token("/accounts/2fa/authenticate/")
    wrong = {"csrfmiddlewaretoken": token, "code": "000000"}
    assert cora.post_form("/accounts/2fa/authenticate/", wrong).status == 200
    assert cora.ask("/c/case/queue").status == 302
    token = cora.form_token("/accounts/2fa/authenticate/")
    right = {"csrfmiddlewaretoken": token, "code": code(facts["secret"])}
    assert cora.post_form("/accounts/2fa/authenticate/", right).status == 302

    assert cora.ask("/c/case/queue").status == 200
    assert cora.cookies["goodcause"] != planted.get("goodcause")
    if planted:
        assert Visitor(firm.port, planted, host="localhost").ask("/c/case/queue").status == 302


def test_an_authenticator_and_a_passkey_are_set_up_and_let_in(
    firm: Firm, browser: Chromium
) -> None:
    page = browser.page()
    _with_authenticator(page)
    _fill_in(page, firm, "gil", firm.people["gil"]["password"])
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.fill("[name=password]", firm.people["gil"]["password"])
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/2fa/totp/activate/**")
    secret = page.locator("#authenticator_secret").input_value()
    page.fill("[name=code]", code(secret))
    page.get_by_role("button", name="Activate").click()
    page.goto(f"{firm.root}/c/case/queue")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()

    page.goto(f"{firm.root}/accounts/2fa/webauthn/add/")
    page.fill("[name=name]", "a key")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)

    page.goto(f"{firm.root}/c/case/queue")
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_role("button", name="With a passkey").click()
    page.wait_for_url("**/c/case/**")
    assert page.locator(".who").inner_text().startswith("Gil Poe")

    page.get_by_role("button", name="Leave").click()
    _fill_in(page, firm, "gil", firm.people["gil"]["password"])
    page.wait_for_url("**/2fa/authenticate/**")
    page.goto(f"{firm.root}/c/case/queue")
    # Sent to sign in, and from there back to the second factor that is still wanted.
    assert urlsplit(page.url).path.startswith("/accounts/"), page.url
    page.context.close()


def _fill_in(page: Page, firm: Firm, name: str, password: str) -> None:
    page.goto(f"{firm.root}/accounts/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _with_authenticator(page: Page) -> None:
    """Give a browser a security key, as its own developer tools make one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True,
                     "automaticPresenceSimulation": True}},
    )  # fmt: skip


# The last: whoever guesses from an address keeps others of that address out for a while.
def test_guessing_passwords_is_stopped(firm: Firm) -> None:
    answers = [sign_in(firm.nobody(), "dan", f"wrong guess {n}") for n in range(8)]

    assert any("Too many failed" in a.text or a.status == 429 for a in answers[5:])
