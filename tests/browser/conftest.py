"""The real form, served as `streamlit run app.py` serves it, in the system's own Chromium.

`app_url` is where it answers; `server_log` is the file with everything the server wrote. `phone` and `desktop` are pages
ready for `goto("/")`; `page_factory(width=320, color_scheme="dark", ...)` makes any other. Every page is watched: a console
error, a refusal by the Content-Security-Policy, an exception, or a request to another machine fails the test when it ends.
A test that provokes one on purpose looks at `faults` and clears it. `axe(page)` returns what axe-core finds.

Wait with `expect(...)` or locators: `page.wait_for_function("text")` needs `eval`, which the policy forbids.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.bases import DAY_WITH_RULES
from trialhelper.clock import TODAY

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STARTS_WITHIN = 60  # seconds; a fresh machine compiles everything first
WAITS = 15_000  # milliseconds, for anything on a page

CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # seen and refused, never sent
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


# ---- the server ----


@dataclass(frozen=True)
class Server:
    url: str
    log: Path
    pid: int


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The form on a free port of this machine, with no setting but those in the repository."""
    if not (ROOT / "app.py").is_file():
        pytest.fail(f"there is no app.py in {ROOT}")
    folder = tmp_path_factory.mktemp("server")
    log = folder / "server.log"
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=_environment(folder), stdout=out, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process, log)
        yield Server(url, log, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def app_url(server: Server) -> str:
    return server.url


@pytest.fixture(scope="session")
def server_log(server: Server) -> Path:
    """Where standard output and error of the server are written while it runs."""
    return server.log


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path) -> dict[str, str]:
    """This process's, without anybody's own Streamlit settings, on the day of the tests and never before the rules."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    paths = [str(ROOT / "src"), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
        "HOME": str(home),
        TODAY: DAY_WITH_RULES.isoformat(),
    }


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    why = f"was not ready after {STARTS_WITHIN} s" if process.poll() is None else "ended while it started"
    pytest.fail(f"the form {why}:\n{log.read_text(errors='replace')[-2000:]}")


# ---- the browser ----


@pytest.fixture(scope="session")
def chromium_path() -> str:
    named = os.environ.get("TRIALHELPER_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    missing = f"no Chromium on this machine (looked for {', '.join(names)}); name one with TRIALHELPER_CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAITS)
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong on the pages of this test, so far. Whatever is left in it at the end fails the test."""
    return []


@pytest.fixture
def page_factory(browser: Browser, app_url: str, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Makes a watched page in a session of its own. Keywords go to Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 900, **options: Any) -> Page:
        options = {"locale": "en-US", "base_url": app_url, "viewport": {"width": width, "height": height}} | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(WAITS)
        page = context.new_page()
        page.on("console", lambda message: _note_console(message, faults))
        page.on("pageerror", lambda error: faults.append(f"exception in the page: {error}"))
        page.on("request", lambda request: _note_request(request, faults))
        return page

    yield make
    for context in contexts:
        context.close()
    if faults:
        pytest.fail("on the page:\n  " + "\n  ".join(faults))


@pytest.fixture
def phone(page_factory: Callable[..., Page]) -> Page:
    return page_factory(width=360, height=740, is_mobile=True, has_touch=True, device_scale_factor=2)


@pytest.fixture
def desktop(page_factory: Callable[..., Page]) -> Page:
    return page_factory()


def _note_console(message: ConsoleMessage, faults: list[str]) -> None:
    source = message.location.get("url", "")
    if source.endswith(("/_stcore/health", "/_stcore/host-config")) and "404" in message.text:
        return  # opened at /some-page, Streamlit first asks whether it lives below that path
    if message.type == "error" or "Content Security Policy" in message.text:
        faults.append(f"console {message.type}: {message.text} ({source})")


def _note_request(request: Request, faults: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
        faults.append(f"request to another machine: {request.url}")


# ---- axe ----


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page (WCAG 2.2 AA and best practice): one line a rule, empty when it finds nothing."""
    package = importlib.util.find_spec("axe_core_python")
    assert package is not None
    assert package.origin is not None
    script = Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")

    def run(page: Page) -> list[str]:
        if page.locator(".stApp").count():
            page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
            expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # parts of Streamlit that are still being fetched
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.evaluate(script)  # through the debugger, which the policy of the page does not bind
        found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS)
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n" + "\n".join(f"    {node['html']}" for node in rule["nodes"])
            for rule in found["violations"]
        ]

    return run
