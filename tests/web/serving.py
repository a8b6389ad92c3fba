"""The real server on a made case, and a browser that uses it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

COMMAND = Path(sys.executable).with_name("goodcause")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_BROWSER = "Debian's chromium is not installed (apt-get install chromium)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def facts(self) -> dict[str, object]:
        value = json.loads(self.body)
        assert isinstance(value, dict)
        return value


@dataclass
class Server:
    """A running `goodcause review`."""

    process: subprocess.Popen[str]
    link: str
    slug: str
    links: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.link)[1])  # type: ignore[index]

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base(self) -> str:
        return f"{self.root}/c/{self.slug}/"

    def another_link(self) -> str:
        """Ask for a new link as the sign-in page does, and read it where it is printed."""
        visitor = Visitor(self.port)
        token = visitor.form_token("/signin")
        visitor.post_form("/signin", {"csrfmiddlewaretoken": token})
        return _link(self.process)

    def signed_in(self) -> Visitor:
        visitor = Visitor(self.port)
        visitor.enter(self.another_link().removeprefix(self.root))
        return visitor


@dataclass
class Visitor:
    """A browser without a window: keeps cookies, follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    host: str = "127.0.0.1"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        with closing(link):
            # A server that refuses before it has read everything hangs up on the rest.
            with suppress(BrokenPipeError):
                link.request(
                    method,
                    path,
                    body,
                    {
                        "Host": f"{self.host}:{self.port}",
                        **({"Cookie": cookie} if cookie else {}),
                        **(headers or {}),
                    },
                )
            response = link.getresponse()
            for line in response.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            data = response.read()
        return Answer(response.status, dict(response.headers.items()), data)

    def form_token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path).text)
        assert found
        return found[1]

    def post_form(self, path: str, fields: Mapping[str, str]) -> Answer:
        from urllib.parse import urlencode  # noqa: PLC0415

        return self.ask(
            path, "POST", urlencode(fields).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip

    def enter(self, path: str) -> Answer:
        answer = self.post_form(path, {"csrfmiddlewaretoken": self.form_token(path)})
        assert answer.status == 302, answer.text
        return answer

    def act(self, path: str, body: object, **headers: str) -> Answer:
        """Send JSON as the scripts do, with the token of a page."""
        if not self.token:
            case = "/".join(path.split("/")[:3])
            page = self.ask(f"{case}/help")
            found = re.search(r'name="csrf" content="([^"]+)"', page.text)
            assert found, page.text[:300]
            self.token = found[1]
        return self.ask(
            path, "POST", json.dumps(body).encode(),
            {"Content-Type": "application/json", "Accept": "application/json",
             "X-CSRFToken": self.token, **headers},
        )  # fmt: skip

    def facts(self, path: str) -> dict[str, object]:
        answer = self.ask(path, headers={"Accept": "application/json"})
        assert answer.status == 200, answer.text
        return answer.facts


def _link(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    line = process.stdout.readline()
    assert line, process.stderr.read() if process.stderr else ""
    return str(json.loads(line)["link"])


@contextmanager
def serving(case: Path, *more: str, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run `goodcause review` on a case until the block ends."""
    process = subprocess.Popen(  # noqa: S603  our own command
        [COMMAND, "review", case, "--port", "0", "--json", "--as", "Ada Wren", *more],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        env={**os.environ, **(env or {})},
    )  # fmt: skip
    try:
        link = _link(process)
        yield Server(process, link, case.name)
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def enter(page: Page, server: Server) -> None:
    """Sign in with a link of one's own."""
    page.goto(server.another_link())
    page.locator("button:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/case/**")


def until(what: object, seconds: float = 60.0) -> None:
    """Wait for something that takes as long as it takes."""
    assert callable(what)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")
