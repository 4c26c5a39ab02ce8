"""The pictures of the README, taken anew: `.venv/bin/python docs/take_pictures.py`.

Serves the form on this machine, walks through it in the system's Chromium, and turns the first page of the summary into a
picture with pdftoppm. Invented answers only.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 (the path comes first)

from tests.bases import TODAY as DAY  # noqa: E402 (the day of the rules: the same pictures on any day)
from tests.browser.conftest import CHROMIUM_FLAGS, _free_port  # noqa: E402
from tests.browser.visitor import Visitor, answers_sma  # noqa: E402
from trialhelper.clock import TODAY  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    environment = os.environ | {TODAY: DAY.isoformat()}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
            window = {"width": 760, "height": 620}
            page = chromium.new_context(viewport=window, base_url=f"http://127.0.0.1:{port}").new_page()
            visitor = Visitor(page).opens().presses("Start now").chooses("My child").goes_on().finds("SMA", "SMA")
            visitor.types("20 months").goes_on()
            page.screenshot(path=PICTURES / "question.png")
            page.goto("/")
            visitor = answers_sma(Visitor(page).opens()).presses("See what to talk about")
            visitor.sees("Ask about an approved gene therapy")
            page.screenshot(path=PICTURES / "result.png")
            pdf = visitor.downloads("Download the summary (PDF, US letter)", Path(folder))
            _picture(pdf, "summary", 1)
            _picture(pdf, "summary-options", _page_with(pdf, "The options side by side"))
            visitor.presses("Español").sees("Pregunte por una terapia génica aprobada")
            _picture(visitor.downloads("Descargar el resumen (PDF, tamaño carta)", Path(folder)), "summary-es", 1)
            chromium.close()
    finally:
        server.terminate()
        server.wait()


def _picture(pdf: Path, name: str, number: int) -> None:
    """One page of a PDF as a picture of that name."""
    one_page = ["-r", "70", "-f", str(number), "-l", str(number), "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *one_page, pdf, PICTURES / name], check=True)


def _page_with(pdf: Path, words: str) -> int:
    """The number of the first page after the front that holds some words."""
    pages = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    return next(number for number, text in enumerate(pages, 1) if number > 1 and words in text)


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the form did not start")


if __name__ == "__main__":
    main()
