"""A whole Mofan beside the tests (pages, worker, index, in a folder of its own), and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.conftest import once

PASSWORD = "Mofan-demo-1"
"""Of the three people of the demonstration."""
PATIENCE = 300
"""Seconds that a busy machine may take to start the house."""
EXPECTED_WITHIN = 30_000
"""Milliseconds."""
SERIOUS = {"serious", "critical"}
COMPLAINTS = {"resultTypes": ["violations"], "reporter": "no-passes"}
"""What axe tells of: it need not write down what is well."""
LEFT_AT_MOST = 5
"""Times that a page may be left for the next while axe looks at it."""


@pytest.fixture(scope="session")
def demonstrated(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the demonstration, as `mofan up --demo` loads it."""
    command = [sys.executable, "-m", "mofan.config", "up", "--demo", "--load-only"]

    def load(half: Path) -> None:
        shutil.copytree(migrated, half, dirs_exist_ok=True)
        subprocess.run(command, env=surroundings(half), check=True, stdout=subprocess.DEVNULL)

    return once(tmp_path_factory, "demonstrated", load)


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a Mofan that serves from this home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOFAN_", "DJANGO_"))}
    return kept | {"MOFAN_HOME": str(home), "PYTHONWARNINGS": "ignore"}


@pytest.fixture(scope="session")
def house(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place: Path = tmp_path_factory.mktemp("house")
    environment = surroundings(shutil.copytree(demonstrated, place / "home"))
    command = [sys.executable, "-m", "mofan.config", "up", "--demo", "--port", str(port)]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, place / "log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the house did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-3000:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as Debian packages it; the journeys are skipped where it is absent. It is closed behind each file: while
    it is open a loop of events runs in this thread, and Django opens no rows beside one, whatever test comes next."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium here: apt install chromium to run the journeys")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


SIGNED_IN: dict[tuple[str, int, str], list[Any]] = {}
"""The cookies of a house, a width and an account."""


class Visitor:
    """A person in front of a browser. Every page that he opens is looked over by axe, and may not complain."""

    def __init__(self, browser: Browser, house: str, width: int = 1366, height: int = 768) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=house, accept_downloads=True
        )
        self.house, self.width = house, width
        self.page: Page = context.new_page()
        self.page.set_default_timeout(EXPECTED_WITHIN)
        expect.set_options(timeout=EXPECTED_WITHIN)  # else five seconds, in which a busy machine may draw no page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda one: None if one.url.startswith(house) else self.elsewhere.append(one.url))

    def sign_in(self, account: str) -> None:
        """Once through the form, on a screen and on a phone; whoever comes after that is still signed in."""
        who = (self.house, self.width, account)
        if who in SIGNED_IN:
            self.page.context.add_cookies(SIGNED_IN[who])
            self.page.goto("/")
        else:
            self._sign_in(account)
            SIGNED_IN[who] = self.page.context.cookies()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("今日")

    def _sign_in(self, account: str) -> None:
        self.open("/login")
        self.page.get_by_label("账号").fill(account)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("今日")
        self.look()

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """What axe finds serious on this page, what the browser complains of, what does not fit the width: nothing."""
        serious = [f"{one['id']}: {one['nodes'][0]['html']}" for one in self._violations() if one["impact"] in SERIOUS]
        assert serious == [], self.page.url
        assert self.complaints == [], self.page.url
        assert self.elsewhere == [], self.page.url
        beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{self.page.url} is {beyond} pixels too wide"

    def _violations(self) -> list[dict[str, Any]]:
        """Of the page that has arrived: a button pressed just before may still be leading to it, and a page that is
        left while axe reads it takes axe along."""
        for _ in range(LEFT_AT_MOST):
            self.page.wait_for_load_state()
            with suppress(BrowserError):
                found: list[dict[str, Any]] = Axe().run(self.page, options=COMPLAINTS).response["violations"]
                return found
        pytest.fail(f"{self.page.url} does not stay")


@pytest.fixture
def visitor(browser: Browser, house: str) -> Iterator[Visitor]:
    someone = Visitor(browser, house)
    yield someone
    someone.page.context.close()


@pytest.fixture
def on_a_phone(browser: Browser, house: str) -> Iterator[Visitor]:
    someone = Visitor(browser, house, 390, 844)
    yield someone
    someone.page.context.close()
