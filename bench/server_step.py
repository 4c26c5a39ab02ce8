"""What one question of the form costs the server, beside a Streamlit page with nothing but a button.

Both are served as `streamlit run` serves them, with the project's own settings, and driven by the system's Chromium. Only the
processor time of the server process counts: the browser, and how long it takes to draw, do not. Visits to the two take turns. A
step of the form is an answered question with the page that follows; a step of the other is a press of its button.
"""

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.people import Setting, visits
from bench.report import Row
from bench.timing import ROOT

__all__ = ["rows"]

BUDGET = 1.5
STARTS_WITHIN = 60  # seconds
SETTLED = 200  # milliseconds after a step, for whatever the server still does
MOST_STEPS = 40
PRESSES = 12
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
FORM, BARE, ASIDE = "a question of the form", "a page with one button", "the same, heap set aside"
OTHERS = {BARE: Path(__file__).with_name("empty_page.py"), ASIDE: Path(__file__).with_name("empty_page_set_aside.py")}
CONTINUE = '[data-testid="stBaseButton-primaryFormSubmit"]'


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    process: psutil.Process

    def used(self) -> float:
        """Seconds of processor time so far. Told in hundredths, so that only the sum over a visit can be trusted."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


def rows(setting: Setting) -> Iterator[Row]:
    chromium = shutil.which(os.environ.get("TRIALHELPER_CHROMIUM", "chromium"))
    if chromium is None or not (ROOT / "app.py").is_file():
        yield Row("server CPU of one question step", 0.0, None, "ms", note="not measured: it takes app.py and a Chromium")
        return
    told = [setting.rules.conditions[name].name for name in visits(setting.rules) if _has_product(setting, name)]
    with ExitStack() as stack:
        form = stack.enter_context(_served(ROOT / "app.py"))
        others = {name: stack.enter_context(_served(script)) for name, script in OTHERS.items()}
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=chromium, args=FLAGS)
        stack.callback(browser.close)
        taken: dict[str, list[tuple[int, float]]] = {FORM: [], **{name: [] for name in OTHERS}}
        for turn in range(setting.rounds(6) + 1):
            found = {FORM: _visit(form, browser, told[turn % len(told)], random.Random(turn))}
            found |= {name: _press(other, browser) for name, other in others.items()}
            if turn:  # the first visit warms everything up
                for name, steps_and_seconds in found.items():
                    taken[name].append(steps_and_seconds)
    yield from _lines(taken)


def _lines(taken: dict[str, list[tuple[int, float]]]) -> Iterator[Row]:
    """The mean step of all visits, because the system tells processor time in hundredths; beside it the dearest visit."""
    mean = {name: sum(used for _, used in visits) / sum(steps for steps, _ in visits) * 1000 for name, visits in taken.items()}
    worst = {name: max(used / steps for steps, used in visits) * 1000 for name, visits in taken.items()}
    note = f"the mean, and the dearest of {len(taken[FORM])} visits; the three take turns"
    yield Row(f"server CPU of one step: {BARE}", mean[BARE], worst[BARE], "ms", note=note)
    yield Row(f"  {ASIDE}", mean[ASIDE], worst[ASIDE], "ms", "", mean[ASIDE] / mean[BARE], "bare page")
    ratio = mean[FORM] / mean[BARE]
    steps = sum(steps for steps, _ in taken[FORM])
    note = f"{steps} questions; {mean[FORM] / mean[ASIDE]:.2f}x the page whose heap is set aside as the form's is"
    verdict: Literal["ok", "over"] = "ok" if ratio <= BUDGET else "over"
    yield Row(f"  {FORM}", mean[FORM], worst[FORM], "ms", f"<= {BUDGET:g}x", ratio, "bare page", verdict, note)


def _has_product(setting: Setting, condition: str) -> bool:
    family = {entry.id for entry in setting.rules.family(condition)}
    return any(one.condition in family for therapy in setting.rules.therapies.values() for one in therapy.indications)


# ---- the servers ----


@contextmanager
def _served(script: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [kept.get("PYTHONPATH")])])
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.port",
            str(port),
            "--server.address",
            "127.0.0.1",
        ]
        with (Path(home) / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=kept | {"PYTHONPATH": paths, "HOME": home}, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process)
            yield Server(url, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("a server did not start")


# ---- the visits ----


def _visit(server: Server, browser: Browser, condition: str, draw: random.Random) -> tuple[int, float]:
    """Answer every question about a condition; the number of steps after it was named, and the seconds they took."""
    page = browser.new_page()
    page.goto(server.url)
    page.locator('[data-testid="stBaseButton-primary"]').first.click()
    page.locator(CONTINUE).wait_for()
    _settle(page)
    _answer(page, draw)  # who it is for
    page.locator(".st-key-typed-condition input").fill(condition)
    page.locator('[data-testid="stBaseButton-secondaryFormSubmit"]').first.click()
    _settle(page)
    page.locator(".st-key-field-condition label", has_text=condition).first.click()
    _go_on(page)
    steps, began = 0, server.used()
    while page.locator(CONTINUE).count() and steps < MOST_STEPS:
        _answer(page, draw)
        steps += 1
    used = server.used() - began
    page.close()
    if not steps:
        raise RuntimeError(f"the form asked nothing about {condition}")
    return steps, used


def _answer(page: Page, draw: random.Random) -> None:
    """Something for every field of the page, then Continue."""
    for place in range(page.locator("[role=radiogroup]").count()):
        options = page.locator("[role=radiogroup]").nth(place).locator("label")
        options.nth(draw.randrange(options.count())).click()
    for field in page.locator("form input[type=text], [data-testid=stForm] input[type=text]").all():
        field.fill("3")  # an age, or a number of something
    _go_on(page)


def _go_on(page: Page) -> None:
    heading = page.locator("h1").first.inner_text()
    page.locator(CONTINUE).last.click()
    expect(page.locator("h1").first).not_to_have_text(heading)
    _settle(page)


def _settle(page: Page) -> None:
    page.wait_for_timeout(SETTLED)
    page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()


def _press(server: Server, browser: Browser) -> tuple[int, float]:
    """How often the button of a page with nothing else was pressed, and the seconds that took."""
    page = browser.new_page()
    page.goto(server.url)
    button = page.get_by_role("button", name="Continue")
    button.wait_for()
    _settle(page)
    began = server.used()
    for _ in range(PRESSES):
        button.click()
        _settle(page)
    used = server.used() - began
    page.close()
    return PRESSES, used
